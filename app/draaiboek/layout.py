"""The one table of the draaiboek file: every key, in its order, with what it holds.

Reading, the check on unknown keys and dumping all go by this table. Whether a key is required and what it is when
absent stands in the dataclass that it fills.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any

from app.draaiboek import contents as c
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
    Value,
    line,
    one_of,
    prose,
    whole,
)
from app.programme import plan as p
from app.werksessies.slug import slug_from

LONGEST_DAY = 1440  # minutes


@dataclass(frozen=True, slots=True)
class Many:
    """A list of `each`. `distinct`: the same word twice is a mistake."""

    each: Value | Record
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A map that fills `kind`. `make` and `show` go between the two where a key is not simply an attribute."""

    kind: type
    keys: Mapping[str, Value | Many | Record]
    make: Callable[..., Any]
    show: Callable[[Any], Mapping[str, Any]]
    required: frozenset[str]


def record(
    kind: type,
    keys: Mapping[str, Value | Many | Record],
    *,
    make: Callable[..., Any] | None = None,
    show: Callable[[Any], Mapping[str, Any]] | None = None,
    required: frozenset[str] | None = None,
) -> Record:
    """The record of a dataclass whose attributes are named as the keys, unless `make` and `show` say otherwise."""
    if required is None:
        required = frozenset(field.name for field in fields(kind) if default(field) is MISSING)
    return Record(kind, keys, make or kind, show or (lambda whole: attributes(whole, keys)), required)


def attributes(whole: Any, keys: Mapping[str, Value | Many | Record]) -> dict[str, Any]:
    """What the attributes named in `keys` hold, without those that are as they would be when absent."""
    ordinary = {field.name: default(field) for field in fields(whole)}
    held = {key: getattr(whole, key) for key in keys if key in ordinary}
    return {key: value for key, value in held.items() if value != ordinary[key]}


def default(field: Field[Any]) -> Any:
    """What an attribute is when nothing is said; MISSING when it must be said."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


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


MINUTES = whole(1, LONGEST_DAY)
PEOPLE = whole(1, 100_000)
OFFSET = whole(-2000, 2000)  # days
ROLES = Many(line(60), distinct=True)
IDS = Many(ID, distinct=True)
ROOM_NAME = line(100)

ROOM = record(c.Room, {"name": ROOM_NAME, "capacity": PEOPLE})
VENUE = record(c.Venue, {"name": line(), "address": prose(1000), "route": prose(), "rooms": Many(ROOM)})
REGISTRATION = record(c.RegistrationPeriod, {"opens": DATE, "closes": DATE})
BRIEF = record(c.Brief, {"occasion": prose(), "conditions": Many(prose(1000))})
GOAL = record(p.Goal, {"id": ID, "text": prose(1000), "pillar": one_of(p.Pillar), "measure": prose(1000)})
TEAM_MEMBER = record(
    c.TeamMember,
    {
        "role": line(60),
        "name": line(),
        "organisation": line(),
        "email": EMAIL,
        "phone": line(60),
        "backup": line(60),
        "regie": YES_OR_NO,
        "first_name_only": YES_OR_NO,
    },
)
SPEAKER = record(
    c.Speaker,
    {
        "id": ID,
        "name": line(),
        "organisation": line(),
        "email": EMAIL,
        "status": one_of(c.SpeakerStatus),
        "arrives": CLOCK,
        "needs": Many(line(500)),
        "fee": EUROS,
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
    },
)
MOMENT = record(
    p.Moment, {"starts": CLOCK, "minutes": MINUTES, "what": line(500), "room": ROOM_NAME, "roles": ROLES}
)
CATERING_MOMENT = record(
    c.CateringMoment, {"id": ID, "title": line(), "starts": CLOCK, "room": ROOM_NAME, "per_person": EUROS}
)
MATERIAL = record(c.Material, {"what": line(), "count": PEOPLE, "room": ROOM_NAME, "supplier": line()})
TASK = record(c.Task, {"day": OFFSET, "workday": OFFSET, "what": line(500), "roles": ROLES})
BUDGET_LINE = record(c.BudgetLine, {"line": line(), "estimate": EUROS})
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
        "goals": Many(GOAL),
        "team": Many(TEAM_MEMBER),
        "domains": Many(line(100), distinct=True),
        "speakers": Many(SPEAKER),
        "programme": Many(ITEM),
        "moments": Many(MOMENT),
        "catering": Many(CATERING_MOMENT),
        "materials": Many(MATERIAL),
        "tasks": Many(TASK),
        "budget": Many(BUDGET_LINE),
        "what_if": Many(WHAT_IF),
    },
    make=_draaiboek,
    show=_show_draaiboek,
    required=frozenset({"draaiboek", "title", "date", "starts", "ends", "programme"}),
)
