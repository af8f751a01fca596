"""The one table of the draaiboek file: every key, in its order, with what it holds.

Reading, the check on unknown keys and dumping all go by this table. Whether a key is required and what it is when
absent stands in the dataclass that it fills.
"""

from __future__ import annotations

from typing import Any

from app.draaiboek import contents as c
from app.draaiboek.layout_around import (
    BRIEF,
    BUDGET_LINE,
    CATERING_MOMENT,
    CATERING_TERMS,
    CHOICE,
    DOMAIN,
    GOAL,
    IDS,
    MATERIAL,
    MINUTES,
    PEOPLE,
    PHONE,
    QUESTION,
    REGISTRATION,
    ROLES,
    ROOM_NAME,
    SUPPLIER,
    TASK,
    VENUE,
)
from app.draaiboek.layout_shape import Many, Record, attributes, record
from app.draaiboek.values import (
    CLOCK,
    CUE_AT,
    DATE,
    EMAIL,
    EUROS,
    ID,
    SLUG,
    VERSION,
    YES_OR_NO,
    ZONE,
    line,
    one_of,
    prose,
    whole,
)
from app.programme import plan as p
from app.werksessies.slug import slug_from

__all__ = ["DRAAIBOEK", "Many", "Record"]


def _cue(at: tuple[p.Anchor, int], **rest: Any) -> p.Cue:
    return p.Cue(anchor=at[0], offset=at[1], **rest)


def _show_cue(cue: p.Cue) -> dict[str, Any]:
    at = f"{cue.anchor}{cue.offset:+d}" if cue.offset else str(cue.anchor)
    return {"at": at} | attributes(cue, CUE.keys)


def _what_if(**keys: Any) -> c.WhatIf:
    return c.WhatIf(when=keys.pop("if"), **keys)  # "if" is a word of Python


def _show_what_if(line: c.WhatIf) -> dict[str, Any]:
    return {"if": line.when} | attributes(line, WHAT_IF.keys)


def _draaiboek(draaiboek: int, title: str, slug: str = "", **rest: Any) -> c.Draaiboek:
    return c.Draaiboek(title=title, slug=slug or slug_from(title), **rest)


def _show_draaiboek(whole: c.Draaiboek) -> dict[str, Any]:
    return {"draaiboek": 1, "programme": whole.programme} | attributes(whole, DRAAIBOEK.keys)


TEAM_MEMBER = record(
    c.TeamMember,
    {
        "role": line(60),
        "name": line(),
        "organisation": line(),
        "email": EMAIL,
        "phone": PHONE,
        "backup": line(60),
        "regie": YES_OR_NO,
        "starts": CLOCK,
        "ends": CLOCK,
        "tasks": Many(line(500)),
        "follows": line(),
        "first_name_only": YES_OR_NO,
    },
)
SPEAKER = record(
    c.Speaker,
    {
        "id": ID,
        "name": line(),
        "function": line(),
        "organisation": line(),
        "email": EMAIL,
        "status": one_of(c.SpeakerStatus),
        "chance": one_of(c.Chance),
        "next_step": line(300),
        "next_step_on": DATE,
        "arrives": CLOCK,
        "travel": prose(),
        "needs": Many(line(500)),
        "talk_title": line(),
        "talk_outline": prose(),
        "expected": prose(),
        "bio": prose(),
        "fee": EUROS,
        "travel_costs": EUROS,
        "invoice": one_of(c.Invoice),
        "first_name_only": YES_OR_NO,
    },
)
CUE = record(
    p.Cue,
    {"at": CUE_AT, "roles": ROLES, "what": line(500)},
    make=_cue,
    show=_show_cue,
    required=frozenset({"at", "what"}),
)
SESSION = record(
    p.Session,
    {
        "id": ID,
        "title": line(),
        "room": ROOM_NAME,
        "capacity": PEOPLE,
        "minutes": MINUTES,
        "speakers": IDS,
        "roles": ROLES,
        "plan_b": prose(),
    },
)
STEP = record(p.Step, {"minutes": MINUTES, "round": line(60), "what": line(500), "paper": line(500)})
ITEM = record(
    p.Item,
    {
        "title": line(),
        "kind": one_of(p.Kind),
        "starts": CLOCK,
        "minutes": MINUTES,
        "minimum": MINUTES,
        "droppable": YES_OR_NO,
        "pillar": one_of(p.Pillar),
        "goal": ID,
        "room": ROOM_NAME,
        "speakers": IDS,
        "roles": ROLES,
        "public": prose(),
        "say": prose(),
        "do": prose(),
        "card": Many(line(500)),
        "cues": Many(CUE),
        "parallel": Many(SESSION),
        "case": prose(),
        "steps": Many(STEP),
        "stuck": Many(line(500)),
        "plan_b": prose(),
    },
)
MOMENT = record(
    p.Moment, {"starts": CLOCK, "minutes": MINUTES, "what": line(500), "room": ROOM_NAME, "roles": ROLES}
)
WHAT_IF = record(
    c.WhatIf,
    {"if": line(), "then": prose(1000), "say": prose(1000), "roles": ROLES},
    make=_what_if,
    show=_show_what_if,
    required=frozenset({"if", "then"}),
)

DRAAIBOEK = record(
    c.Draaiboek,
    {
        "draaiboek": VERSION,
        "title": line(),
        "slug": SLUG,
        "theme": line(500),
        "client": line(),
        "date": DATE,
        "timezone": ZONE,
        "starts": CLOCK,
        "ends": CLOCK,
        "capacity": PEOPLE,
        "registration": REGISTRATION,
        "venue": VENUE,
        "brief": BRIEF,
        "house_rules": prose(),
        "silent_days": whole(1, 90),
        "school_region": one_of(c.SchoolRegion),
        "goals": Many(GOAL),
        "team": Many(TEAM_MEMBER),
        "domains": Many(DOMAIN, distinct=True),
        "speakers": Many(SPEAKER),
        "programme": Many(ITEM),
        "moments": Many(MOMENT),
        "catering": Many(CATERING_MOMENT),
        "catering_terms": CATERING_TERMS,
        "suppliers": Many(SUPPLIER),
        "materials": Many(MATERIAL),
        "tasks": Many(TASK),
        "budget": Many(BUDGET_LINE),
        "what_if": Many(WHAT_IF),
        "questions": Many(QUESTION),
        "choices": Many(CHOICE),
    },
    make=_draaiboek,
    show=_show_draaiboek,
    required=frozenset({"draaiboek", "title", "date", "starts", "ends", "programme"}),
)
