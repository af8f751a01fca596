"""What each edition prints: of which fields its reader learns that they changed, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Fields = frozenset[str]
WHOLE = ""  # that something is new or gone


def _fields(names: str) -> Fields:
    return frozenset((WHOLE, *names.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The fields of each part that one edition prints.

    `facts` are fields of the draaiboek, those of a part of it with the part before the dot. `role`: only what names
    it. `contacts`: roles whose line of the team is printed, with "regie" for who leads; None: everyone's. `named`: the
    names of all speakers may stand in it. `every`: it has every item, also those that do not name its role. `orders`:
    the role's orders have rows of their own. `own_shift`: of the crew's shifts only that of the role is printed.
    """

    facts: Fields = frozenset()
    items: Fields = frozenset()
    sessions: Fields = frozenset()
    moments: Fields = frozenset()
    lists: Mapping[str, Fields] = field(default_factory=dict)
    role: str = ""
    contacts: tuple[str, ...] | None = None
    named: bool = True
    every: bool = True
    orders: bool = False
    own_shift: bool = False


_FACTS = _fields("title date starts ends venue.name venue.address")
_COVER = _FACTS | _fields("theme capacity domains venue.route")
_TEAM = _fields("name role phone backup regie")
_GOALS = _fields("text pillar")
_SPEAKERS = _fields("name arrives needs status")
_MEALS = _fields("starts title room")
_ROOMS = _fields("capacity")
_STANDING = _ROOMS | _fields("stands")
_THINGS = _fields("count room supplier")
SHIFT = frozenset({"starts", "ends", "tasks", "follows"})
_SHIFTS = _TEAM | SHIFT
_DELIVERIES = _fields("name delivers arrives leaves")
_TASKS = _fields("what day workday roles")
_WHAT_IF = _fields("when then say roles")
_MOMENT = _fields("starts what minutes room roles")
_ITEM = _fields("starts fixed title minutes minimum droppable pillar room speakers roles cues")
_SESSION = _fields("title minutes room capacity speakers")
_ORDERS = _fields("starts fixed title minutes droppable room cues")
_PUBLIC = _fields("starts title room speakers")

_CHAIR = Reader(
    facts=_COVER,
    items=_ITEM | _fields("say do"),
    sessions=_SESSION,
    moments=_MOMENT,
    lists={
        "goals": _GOALS,
        "team": _TEAM,
        "catering": _MEALS,
        "rooms": _ROOMS,
        "tasks": _TASKS,
        "what_if": _WHAT_IF,
    },
)
_WHOLE_TEAM = Reader(
    facts=_COVER,
    items=_ITEM | _fields("card"),
    sessions=_SESSION | _fields("roles"),
    moments=_MOMENT,
    lists={
        "goals": _GOALS,
        "team": _SHIFTS | _fields("organisation"),
        "speakers": _SPEAKERS,
        "catering": _MEALS,
        "rooms": _STANDING,
        "materials": _THINGS | _fields("arrives"),
        "suppliers": _DELIVERIES,
        "tasks": _TASKS,
        "what_if": _WHAT_IF,
    },
)
_CREW = Reader(
    facts=_COVER,
    items=_ORDERS | _fields("speakers"),
    sessions=_fields("title minutes room"),
    moments=_MOMENT,
    every=False,
    orders=True,
)
_TEAM_LISTS = {"goals": _GOALS, "team": _SHIFTS}
_SUPPLIER = replace(
    _CREW,
    items=_ORDERS,
    contacts=("regie",),
    named=False,
    lists={"team": _fields("phone regie"), "materials": _THINGS},
)
_GUEST = Reader(
    facts=_COVER,
    items=_fields("starts fixed title minutes room"),
    sessions=_SESSION,
    lists={"speakers": _SPEAKERS | _fields("organisation"), "goals": _fields("text"), "team": _TEAM},
    contacts=("regie", "dagvoorzitter"),
)

READERS: Mapping[str, Reader] = {
    "dagvoorzitter": _CHAIR,
    "spreekkaarten": Reader(
        items=_fields("starts fixed title minutes minimum droppable pillar room card do cues"),
        role="dagvoorzitter",
    ),
    "compleet": _WHOLE_TEAM,
    "techniek": replace(
        _CREW,
        role="techniek",
        own_shift=True,
        lists={**_TEAM_LISTS, "materials": _THINGS, "speakers": _SPEAKERS, "suppliers": _DELIVERIES},
    ),
    "floormanager": replace(
        _CREW,
        role="floormanager",
        every=True,
        lists={
            **_TEAM_LISTS,
            "materials": _THINGS | _fields("arrives"),
            "suppliers": _DELIVERIES,
            "speakers": _SPEAKERS,
            "rooms": _STANDING,
            "what_if": _WHAT_IF,
        },
    ),
    "catering": replace(_SUPPLIER, role="catering", lists={**_SUPPLIER.lists, "catering": _MEALS}),
    "locatie": replace(
        _SUPPLIER,
        role="locatie",
        every=True,
        lists={**_SUPPLIER.lists, "rooms": _STANDING, "suppliers": _DELIVERIES},
    ),
    "gastvrouw": replace(
        _CREW, role="gastvrouw", own_shift=True, lists={**_TEAM_LISTS, "materials": _THINGS}
    ),
    "programma": Reader(
        facts=_FACTS | _fields("theme venue.route house_rules"),
        items=_PUBLIC | _fields("pillar public"),
        sessions=_PUBLIC | _fields("minutes"),
        named=False,
    ),
    "deurborden": Reader(
        facts=_fields("title house_rules"),
        items=_PUBLIC | _fields("minutes"),
        sessions=_PUBLIC | _fields("minutes capacity"),
        lists={"rooms": frozenset((WHOLE,))},
        named=False,
    ),
    "belkaart": Reader(facts=_fields("date venue.name"), lists={"team": _TEAM}),
    "opdrachtgever": Reader(
        facts=_FACTS | _fields("theme capacity domains brief.conditions"),
        items=_fields("starts title"),
        lists={"goals": _GOALS | _fields("measure"), "team": _TEAM},
        contacts=("regie", "projectmanager", "communicatie"),
    ),
    "sprekersbriefing": _GUEST,
    "bestuurder": replace(
        _GUEST,
        facts=_COVER | _fields("brief.occasion brief.conditions"),
        items=_GUEST.items | _fields("card"),
        contacts=("regie",),
    ),
    "als-dan": Reader(
        facts=_fields("title date venue.name"),
        lists={"what_if": _WHAT_IF, "team": _fields("name phone regie")},
        contacts=("regie",),
    ),
    "tafelinstructie": Reader(
        facts=_fields("title date venue.name"),
        items=_fields("starts title minutes pillar room case steps stuck"),
        sessions=_fields("title minutes room"),
        lists={"team": _fields("phone regie")},
        contacts=("regie",),
        named=False,
    ),
}
