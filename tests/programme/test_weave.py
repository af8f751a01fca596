"""The day drawn as a thread through the lanes of the pillars."""

from __future__ import annotations

import re
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from app.programme.attention import listening
from app.programme.plan import Day, Item, Pillar
from app.programme.timeline import timeline
from app.programme.weave import GAP, NARROWEST, TALL, WIDE, WIDTH, Bar, Scale, Weave, scale, weave

DAY = Day(date=date(2027, 3, 11), starts=time(9), ends=time(17))
EDGE = WIDTH + GAP / 2 + NARROWEST  # a bar of one minute at the end of a long day keeps its least width
ITEMS = st.lists(
    st.builds(
        Item,
        title=st.just("x"),
        minutes=st.integers(1, 240),
        pillar=st.none() | st.sampled_from(list(Pillar)),
    ),
    max_size=30,
)


def drawn(*items: tuple[int, Pillar | None]) -> Weave | None:
    return weave(
        timeline(DAY, [Item(title="x", minutes=minutes, pillar=pillar) for minutes, pillar in items])
    )


def test_bars_are_as_wide_as_their_minutes_and_the_thread_turns_between_them() -> None:
    assert drawn((30, Pillar.INSPIREREN), (60, Pillar.VERBINDEN), (10, Pillar.VERBINDEN)) == Weave(
        (
            Bar(Pillar.INSPIREREN, 1.5, 20.0, 255.0),
            Bar(Pillar.VERBINDEN, 259.5, 64.0, 513.0),
            Bar(Pillar.VERBINDEN, 775.5, 64.0, 83.0),
        ),
        "M0 26H249.0C258.0 26 258.0 70 267.0 70H860",
    )


def test_a_pause_lets_the_thread_turn_slowly() -> None:
    weave = drawn((60, Pillar.INSPIREREN), (60, None), (60, Pillar.ACTIVEREN))
    assert weave is not None
    assert weave.path == "M0 26H285.2C430.0 26 430.0 114 574.8 114H860"


def test_a_day_without_pillars_has_no_weave() -> None:
    assert drawn() is None
    assert drawn((60, None)) is None


@given(ITEMS)
def test_every_bar_lies_inside_the_box_and_the_thread_never_turns_back_far(items: list[Item]) -> None:
    weave_ = weave(timeline(DAY, items))
    assert (weave_ is None) == all(item.pillar is None for item in items)
    if weave_ is None:
        return
    assert [bar.pillar for bar in weave_.bars] == [item.pillar for item in items if item.pillar]
    assert all(bar.x >= 0 and bar.width > 0 and bar.x + bar.width <= EDGE for bar in weave_.bars)
    assert re.fullmatch(r"M0 \d+(H[-\d.]+C[-\d. ]+)*H860", weave_.path)


HOURS = timeline(DAY, [Item(title="x", minutes=150, pillar=Pillar.VERBINDEN, starts=time(9, 30))])


def test_upright_the_same_thread_runs_down_through_lanes_side_by_side() -> None:
    line = timeline(
        DAY,
        [
            Item(title="x", minutes=60, pillar=Pillar.INSPIREREN),
            Item(title="y", minutes=50, pillar=Pillar.ACTIVEREN),
        ],
    )
    assert weave(line, TALL) == Weave(
        (Bar(Pillar.INSPIREREN, 90.0, 41.5, 12.0, 297.0), Bar(Pillar.ACTIVEREN, 270.0, 341.5, 12.0, 247.0)),
        "M96 40V331.0C96 340.0 276 340.0 276 349.0V590",
    )


def test_hours_stand_where_they_fall_and_hooks_stay_within_the_thread() -> None:
    (listened,) = listening(
        timeline(DAY, [Item(title="x", minutes=90, starts=time(9)), Item(title="y", minutes=200)])
    )
    assert scale(HOURS, WIDE, [listened]) == Scale(
        ((274.4, "10.00"), (615.2, "11.00"), (956.0, "12.00")), ((104.0, 956.0),)
    )


def test_a_long_day_names_no_more_hours_than_there_is_room_for() -> None:
    days = timeline(DAY, [Item(title="x", minutes=60 * 24 * 7, pillar=Pillar.VERBINDEN)])
    assert [clock for _, clock in scale(days, WIDE).hours] == [
        "09.00", "23.00", "13.00", "03.00", "17.00", "07.00", "21.00", "11.00", "01.00", "15.00", "05.00", "19.00",
        "09.00",
    ]  # fmt: skip


def test_on_the_night_that_the_clock_goes_back_an_hour_is_named_twice() -> None:
    night = Day(date=date(2027, 10, 31), starts=time(0), ends=time(6))
    line = timeline(night, [Item(title="x", minutes=300, pillar=Pillar.VERBINDEN)])
    assert [clock for _, clock in scale(line, WIDE).hours] == [
        "00.00", "01.00", "02.00", "02.00", "03.00", "04.00",
    ]  # fmt: skip
