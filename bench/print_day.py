"""A day of 120 items to print, with everything that an edition can hold in each of them."""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as clock_time
from zoneinfo import ZoneInfo

from app.draaiboek.contents import Draaiboek, Goal, Imprint, Room, TeamMember, Venue
from app.programme.plan import Anchor, Cue, Item, Pillar

ROWS = 120
IMPRINT = Imprint(
    version="versie 1.0",
    concept=False,
    made_at=datetime(2027, 3, 8, 16, 40, tzinfo=ZoneInfo("Europe/Amsterdam")),
    code="RD-7K2M",
    url="https://rodedraad.example/lange-dag",
)


def long_day(number: int) -> Draaiboek:
    """120 items, some with spoken text, orders and cues. `number` is in all texts."""
    return Draaiboek(
        title=f"Een lange dag, nummer {number}",
        slug="lange-dag",
        theme="inspireren, verbinden, activeren",
        date=date(2027, 3, 11),
        starts=clock_time(8),
        ends=clock_time(18),
        venue=Venue(
            name="Stadskamer", address="Marktplein 1, 1234 AB Voorbeeld", rooms=(Room(name="Grote zaal"),)
        ),
        goals=tuple(
            Goal(id=pillar.value, text=f"Elke deelnemer kan na deze dag {pillar.value}.", pillar=pillar)
            for pillar in Pillar
        ),
        team=tuple(
            TeamMember(role=f"rol {member}", name=f"Naam {member} Voorbeeld", phone=f"06 0000000{member}")
            for member in range(9)
        ),
        programme=tuple(_item(row, number) for row in range(ROWS)),
    )


def _item(row: int, number: int) -> Item:
    speaks = row % 12 == 0
    return Item(
        title=f"Onderdeel {row + 1} van {number}: wat ziet en doet u?",
        minutes=5,
        minimum=4,
        pillar=list(Pillar)[row % 3],
        room="Grote zaal",
        roles=("dagvoorzitter",) if speaks else ("techniek",),
        say=f"Tafel {number}, zelfde casus, {row} weken later. Wat doet ieder morgen?" if speaks else "",
        do=f"Loop langs tafel {number} en {row}.\nKies twee inzichten." if speaks else "",
        cues=(
            Cue(
                anchor=Anchor.START,
                offset=-2,
                what=f"Handmicrofoon {number} naar tafel {row}",
                roles=("techniek",),
            ),
            Cue(anchor=Anchor.END, offset=-1, what=f"Gong {number}; deur {row} open", roles=("gastvrouw",)),
        ),
    )
