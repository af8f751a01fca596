"""The table of what stands around the programme in the draaiboek file: the assignment, venue, catering, money."""

from __future__ import annotations

from app.brief import contents as brief
from app.draaiboek import contents as c
from app.draaiboek import contents_agreed as a
from app.draaiboek.layout_shape import Many, record
from app.draaiboek.values import (
    CLOCK,
    DATE,
    EMAIL,
    EUROS,
    ID,
    MAIL_HOST,
    YES_OR_NO,
    line,
    one_of,
    prose,
    whole,
)
from app.programme import plan as p
from app.registrations.choice_models import Way
from app.registrations.question_models import AnswerKind
from app.registrations.ways_in import WayIn

LONGEST_DAY = 1440  # minutes
MINUTES = whole(1, LONGEST_DAY)
PEOPLE = whole(1, 100_000)
OFFSET = whole(-2000, 2000)  # days
ROLES = Many(line(60), distinct=True)
IDS = Many(ID, distinct=True)
ROOM_NAME = line(100)
PER_CENT = whole(0, 100)
PHONE = line(60)
NAMED = line(220)  # a title or text, with a number behind it when there are more of it

SETUP = record(a.Setup, {"setup": line(60), "capacity": PEOPLE})
STANDING = record(a.Standing, {"starts": CLOCK, "setup": line(60), "note": line(300)})
ROOM = record(
    c.Room,
    {
        "name": ROOM_NAME,
        "capacity": PEOPLE,
        "accessible": YES_OR_NO,
        "setups": Many(SETUP),
        "stands": Many(STANDING),
    },
)
CANCELLATION = record(a.CancellationStep, {"after": DATE, "percent": whole(1, 100)})
VENUE_TERMS = record(
    a.VenueTerms,
    {
        "option_until": DATE,
        "definite_on": DATE,
        "numbers_by": DATE,
        "rent": EUROS,
        "cancellation": Many(CANCELLATION),
        "account_manager": line(),
        "account_phone": PHONE,
        "account_email": EMAIL,
        "floor_manager": line(),
        "floor_phone": PHONE,
        "first_aid": line(),
        "first_aid_phone": PHONE,
        "assembly_point": line(300),
        "emergency": prose(),
        "parking": prose(),
        "signs": prose(),
    },
)
VENUE = record(
    c.Venue,
    {"name": line(), "address": prose(1000), "route": prose(), "rooms": Many(ROOM), "terms": VENUE_TERMS},
)
REGISTRATION = record(
    c.RegistrationPeriod,
    {
        "opens": DATE,
        "closes": DATE,
        "auto_place_until": DATE,
        "way_in": one_of(WayIn),
        "entry_code": line(60),
        "mail_domains": Many(MAIL_HOST, distinct=True),
        "no_show": whole(0, 90),
    },
)
STAKEHOLDER = record(brief.Stakeholder, {"name": line(), "interest": prose(), "involved": prose()})
RESPONSIBILITY = record(
    brief.Responsibility,
    {"subject": line(), "decides": line(), "does": line(), "asked": line(), "told": line()},
)
BRIEF = record(
    c.Brief,
    {
        "occasion": prose(),
        "conditions": Many(prose(1000)),
        "deliver_by": DATE,
        "frame": EUROS,
        "stakeholders": Many(STAKEHOLDER),
        "responsibilities": Many(RESPONSIBILITY),
    },
)
GOAL = record(
    p.Goal,
    {
        "id": ID,
        "text": prose(1000),
        "pillar": one_of(p.Pillar),
        "measure": prose(1000),
        "target": prose(1000),
    },
)
DOMAIN = record(
    a.Domain,
    {"name": line(100), "held": PEOPLE, "held_until": DATE, "aim": PER_CENT},
    short="name",
)
CATERING_MOMENT = record(
    c.CateringMoment,
    {
        "id": ID,
        "title": line(),
        "starts": CLOCK,
        "item": NAMED,
        "offset": whole(-LONGEST_DAY, LONGEST_DAY),
        "minutes": MINUTES,
        "room": ROOM_NAME,
        "choice": prose(),
        "margin": whole(0, 1000),
        "per_person": EUROS,
        "btw": PER_CENT,
    },
)
CATERING_TERMS = record(
    a.CateringTerms,
    {
        "caterer": line(),
        "contact": line(),
        "email": EMAIL,
        "phone": PHONE,
        "workdays": whole(0, 60),
        "shrink": PER_CENT,
    },
)
SUPPLIER = record(
    a.Supplier,
    {
        "name": line(),
        "delivers": line(300),
        "contact": line(),
        "phone": PHONE,
        "email": EMAIL,
        "arrives": CLOCK,
        "leaves": CLOCK,
    },
)
MATERIAL = record(
    c.Material,
    {
        "what": line(),
        "count": PEOPLE,
        "room": ROOM_NAME,
        "supplier": line(),
        "arrives": CLOCK,
        "returns": line(),
        "technique": YES_OR_NO,
    },
)
TASK = record(
    c.Task,
    {
        "day": OFFSET,
        "workday": OFFSET,
        "on_workday": YES_OR_NO,
        "what": line(500),
        "roles": ROLES,
        "owner": line(),
        "owner_email": EMAIL,
        "note": prose(),
    },
)
BUDGET_LINE = record(
    c.BudgetLine,
    {
        "line": line(),
        "source": line(120),
        "supplier": line(),
        "estimate": EUROS,
        "committed": EUROS,
        "actual": EUROS,
        "btw": PER_CENT,
        "obligation": line(60),
        "quoted_on": DATE,
        "ordered_on": DATE,
        "invoiced_on": DATE,
        "paid_on": DATE,
    },
)
ONLY_IF = record(a.OnlyIf, {"question": line(320), "answer": line(300)})
QUESTION = record(
    a.Question,
    {
        "text": line(300),
        "kind": one_of(AnswerKind),
        "help": line(300),
        "options": Many(line(300), distinct=True),
        "required": YES_OR_NO,
        "only_if": ONLY_IF,
        "purpose": line(300),
        "kept_days": whole(0, 183),
    },
)
CHOICE = record(a.Choice, {"item": NAMED, "way": one_of(Way), "closes": DATE})
