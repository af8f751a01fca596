"""What holds for every shifted or squeezed day, however it was planned and whatever was wished."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from app.programme.plan import Day, Item, Kind, Moment, Session
from app.programme.shifted import Result, UnmetKind, Wish
from app.programme.shifting import shift
from app.programme.shifting_minutes import lengthened, shortened
from app.programme.timeline import ProblemKind, minutes_between

# A day in June, far from a change of the clock and from midnight.
DAY = Day(date=date(2027, 6, 17), starts=time(9), ends=time(12))
LENGTHS = st.integers(1, 12).map(lambda fives: 5 * fives) | st.integers(1, 60)


def clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


@st.composite
def items(draw: st.DrawFn) -> Item:
    minutes = draw(LENGTHS)
    length = draw(st.none() | st.integers(1, 60))
    return Item(
        title="Onderdeel",
        minutes=minutes,
        minimum=draw(st.none() | st.integers(1, minutes)),
        droppable=draw(st.booleans()),
        kind=draw(st.sampled_from(Kind)),
        starts=draw(st.none() | st.integers(9 * 60, 15 * 60).map(clock)),
        parallel=() if length is None else (Session(id="a", title="A", minutes=length),),
    )


DAYS = st.lists(items(), min_size=1, max_size=8)
FLOWING = st.lists(items().map(lambda item: replace(item, starts=None)), min_size=1, max_size=8)
MOMENTS = st.lists(
    st.builds(
        Moment,
        starts=st.integers(7 * 60, 18 * 60).map(clock),
        minutes=st.integers(1, 60),
        what=st.just("Opbouw"),
    ),
    max_size=3,
)
WISHES = st.builds(
    Wish,
    first=st.integers(0, 7),
    minutes=st.integers(-90, 90),
    end=st.none() | st.integers(8 * 60, 20 * 60).map(clock),
    drop=st.frozensets(st.integers(0, 7)),
    unpin=st.booleans(),
    moments=st.booleans(),
    promise=st.booleans(),
)


def refused(result: Result) -> bool:
    return any(unmet.kind in (UnmetKind.DATE, UnmetKind.EARLY) for unmet in result.unmet)


def least(item: Item) -> int:
    return item.minutes if item.minimum is None else item.minimum


@given(DAYS, MOMENTS, WISHES)
def test_no_item_is_shorter_than_its_minimum_or_longer_than_a_day(
    day: list[Item], moments: list[Moment], wish: Wish
) -> None:
    for row in shift(DAY, day, moments, wish).rows:
        if row.becomes is not None:
            assert min(least(row.was.item), row.was.item.minutes) <= row.becomes.item.minutes <= 1440


@given(DAYS, WISHES)
def test_only_what_may_go_and_was_ticked_is_let_go(day: list[Item], wish: Wish) -> None:
    for row in shift(DAY, day, (), wish).rows:
        if row.becomes is None:
            assert row.was.index in wish.drop
            assert row.was.item.droppable


@given(DAYS, WISHES)
def test_fixed_starts_hold_unless_they_may_move(day: list[Item], wish: Wish) -> None:
    first = min(wish.first, len(day) - 1)
    for row in shift(DAY, day, (), replace(wish, unpin=False)).rows:
        if row.was.fixed and row.becomes is not None and row.was.index != first:
            assert row.becomes.item.starts == row.was.item.starts


@given(DAYS, WISHES)
def test_what_was_fixed_stays_fixed_also_when_it_moves(day: list[Item], wish: Wish) -> None:
    assert all(row.becomes.fixed for row in shift(DAY, day, (), wish).rows if row.was.fixed and row.becomes)


@given(DAYS, MOMENTS, WISHES)
def test_the_same_wish_for_the_same_day_gives_the_same(
    day: list[Item], moments: list[Moment], wish: Wish
) -> None:
    assert shift(DAY, day, moments, wish) == shift(DAY, tuple(day), tuple(moments), wish)


@given(DAYS, WISHES, st.integers(8 * 60, 20 * 60).map(clock))
def test_the_end_is_met_or_it_is_said_why_not(day: list[Item], wish: Wish, end: time) -> None:
    result = shift(DAY, day, (), replace(wish, end=end))
    # a closing borrel from which the shift begins is not in the programme: then the end is that of the borrel
    done = result.after.programme_end
    last = len(result.before.programme) - 1
    if min(wish.first, len(day) - 1) > last:
        done = result.after.ends
    assert result.unmet or done.time() == end


@given(FLOWING, st.integers(1, 200))
def test_the_minutes_of_a_squeezed_day_add_up(day: list[Item], by: int) -> None:
    by = min(by, sum(item.minutes - least(item) for item in day))
    assume(by)
    flowing = [replace(item, kind=Kind.PLENAIR) for item in day]
    planned = sum(item.minutes for item in flowing)
    result = shift(DAY, flowing, (), Wish(end=clock(9 * 60 + planned - by)))
    assert result.unmet == ()
    assert sum(timed.item.minutes for timed in result.after.items) == planned - by


@given(FLOWING, st.integers(-120, 240), st.booleans())
def test_a_day_without_fixed_starts_shifts_as_a_whole(day: list[Item], minutes: int, promise: bool) -> None:
    assume(promise or minutes <= 180)
    result = shift(DAY, day, (), Wish(minutes=minutes, promise=promise))
    assert {row.by for row in result.rows} == {minutes}
    assert not any(row.longer for row in result.rows)
    promised = minutes_between(result.before.promised_end, result.after.promised_end)
    assert promised == (minutes if promise else 0)
    assert result.day.starts == (clock(9 * 60 + minutes) if promise else time(9))


@given(DAYS, st.integers(-120, 120))
def test_with_fixed_starts_that_move_along_the_day_keeps_its_shape(day: list[Item], minutes: int) -> None:
    assume(all(item.starts is None or item.starts >= (day[0].starts or DAY.starts) for item in day))
    result = shift(DAY, day, (), Wish(minutes=minutes, unpin=True))
    assert refused(result) or {row.by for row in result.rows} == {minutes}


@given(DAYS, WISHES)
def test_what_stands_above_the_first_item_that_moves_stays_unless_that_begins_earlier(
    day: list[Item], wish: Wish
) -> None:
    later = replace(wish, minutes=abs(wish.minutes))
    rows = shift(DAY, day, (), later).rows
    assert not any(row.changed for row in rows[: min(wish.first, len(day) - 1)])


@given(DAYS, WISHES)
def test_new_overlap_is_named_in_what_cannot_be_met(day: list[Item], wish: Wish) -> None:
    result = shift(DAY, day, (), wish)
    before = {
        (problem.index, problem.minutes)
        for problem in result.before.problems
        if problem.kind is ProblemKind.OVERLAP
    }
    pairs = pairwise(result.rows)
    grown = [
        below.was.index
        for above, below in pairs
        if above.becomes and below.becomes and minutes_between(below.becomes.starts, above.becomes.ends) > 0
    ]
    assert result.unmet or len(grown) <= len(before)


@given(DAYS, MOMENTS, WISHES)
def test_sessions_that_fitted_in_their_block_still_do(
    day: list[Item], moments: list[Moment], wish: Wish
) -> None:
    for row in shift(DAY, day, moments, wish).rows:
        for was, becomes in zip(
            row.was.item.parallel, row.becomes.item.parallel if row.becomes else (), strict=False
        ):
            if was.minutes is not None and was.minutes <= row.was.item.minutes:
                assert becomes.minutes is not None
                assert row.becomes is not None
                assert becomes.minutes <= row.becomes.item.minutes


@given(DAYS, MOMENTS, WISHES)
def test_moments_and_promise_stay_unless_they_may_move(
    day: list[Item], moments: list[Moment], wish: Wish
) -> None:
    result = shift(DAY, day, moments, replace(wish, moments=False, promise=False))
    assert result.day == DAY
    assert [timed.moment for timed in result.after.moments] == moments


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8), st.integers(0, 300))
def test_shorter_items_give_exactly_what_is_asked_or_all_they_can(
    pairs: list[tuple[int, int]], by: int
) -> None:
    minutes, low = [max(pair) for pair in pairs], [min(pair) for pair in pairs]
    new = shortened(minutes, low, by)
    assert sum(minutes) - sum(new) == min(by, sum(minutes) - sum(low))
    assert all(least <= now <= was for least, now, was in zip(low, new, minutes, strict=True))


@given(st.lists(st.integers(1, 12).map(lambda fives: 5 * fives), min_size=1, max_size=8), st.integers(0, 20))
def test_days_in_steps_of_five_stay_in_steps_of_five(minutes: list[int], fives: int) -> None:
    by = 5 * fives
    low = [5] * len(minutes)
    assert all(now % 5 == 0 for now in shortened(minutes, low, by))
    assert all(now % 5 == 0 for now in lengthened(minutes, 1440, by))
