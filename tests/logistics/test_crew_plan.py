"""Gaps, double bookings and followers of the crew."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.logistics.crew_plan import Member, remarks
from app.programme.plan import Day, Item, Kind, Moment, Session
from app.programme.timeline import timeline

DAY = Day(date=date(2027, 6, 17), starts=time(9), ends=time(17))
WELCOME = Item(title="Welkom", minutes=30, roles=("gastvrouw",))
ROUND = Item(
    title="Ronde",
    kind=Kind.PARALLEL,
    minutes=60,
    parallel=(
        Session(id="a", title="Online", roles=("begeleider",)),
        Session(id="b", title="Delen", roles=("begeleider",)),
    ),
)


def told(crew: list[Member], *items: Item, moments: tuple[Moment, ...] = ()) -> list[str]:
    return remarks(timeline(DAY, items, moments), crew)


def test_a_role_outside_the_shift_is_told_with_both_times() -> None:
    late = Member(role="gastvrouw", name="Lot Voorbeeld", starts=time(9, 15), ends=time(17))
    assert told([late], WELCOME) == [
        "gastvrouw is nodig bij ‘Welkom’ (09.00-09.30), en Lot Voorbeeld is er vanaf 09.15 tot 17.00."
    ]


def test_a_colleague_with_the_same_role_fills_the_gap() -> None:
    crew = [Member(role="gastvrouw", name="Lot", starts=time(9, 15)), Member(role="gastvrouw", name="Fee")]
    assert told(crew, WELCOME) == []


def test_a_moment_before_the_shift_is_a_gap_too() -> None:
    build = Moment(starts=time(7), minutes=30, what="Opbouw", roles=("techniek",))
    crew = [Member(role="techniek", name="Tom", starts=time(8))]
    assert told(crew, WELCOME, moments=(build,)) == [
        "techniek is nodig bij ‘Opbouw’ (07.00-07.30), en Tom is er vanaf 08.00."
    ]


def test_one_person_in_two_sessions_at_once_is_told() -> None:
    assert told([Member(role="begeleider", name="Rik")], ROUND) == [
        "Rik (begeleider) staat tegelijk in twee deelsessies, om 09.00: ‘Online’ en ‘Delen’."
    ]


@pytest.mark.parametrize("name", ["Rik, coördineert er twaalf", "Rik en Bo"])
def test_a_line_that_stands_for_several_people_is_not_told(name: str) -> None:
    assert told([Member(role="begeleider", name=name)], ROUND) == []


def test_two_people_can_be_in_two_sessions() -> None:
    assert told([Member(role="begeleider", name=name) for name in ("Rik", "Bo")], ROUND) == []


def test_who_follows_a_speaker_is_there_when_that_one_speaks() -> None:
    talk = Item(title="Lezing", minutes=30, speakers=("M., ervaringsdeskundige",))
    late = Member(role="tolk", name="Gijs", starts=time(9, 20), follows="M., ervaringsdeskundige")
    assert told([late], talk) == [
        "Gijs gaat mee met M., en is er vanaf 09.20: niet bij ‘Lezing’ (09.00-09.30)."
    ]
    assert told([Member(role="tolk", name="Gijs", follows="M., ervaringsdeskundige")], talk) == []


def test_who_follows_a_speaker_cannot_stand_in_another_session() -> None:
    block = Item(
        title="Ronde",
        kind=Kind.PARALLEL,
        minutes=60,
        parallel=(
            Session(id="a", title="Online", speakers=("Jip",)),
            Session(id="b", title="Delen", roles=("tolk",)),
        ),
    )
    assert told([Member(role="tolk", name="Gijs", follows="Jip")], block) == [
        "Gijs gaat mee met Jip naar ‘Online’, en staat dan ook bij ‘Delen’."
    ]


def test_a_shift_over_midnight_covers_the_evening() -> None:
    late = Day(date=date(2027, 6, 17), starts=time(22), ends=time(23))
    day = timeline(late, [Item(title="Borrel", minutes=60, roles=("gastvrouw",))])
    assert remarks(day, [Member(role="gastvrouw", name="Lot", starts=time(21), ends=time(1))]) == []
