"""What holds for every plan, however it was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.programme.checks import room_uses, speaker_uses
from app.programme.clashes import Use
from app.programme.plan import Anchor, Cue, Day, Item, Kind, Moment, Session
from app.programme.timeline import (
    Problem,
    ProblemKind,
    TimedItem,
    TimedMoment,
    TimedSession,
    Timeline,
    minutes_between,
    timeline,
)

ROOMS = st.none() | st.sampled_from(["Foyer", "Grote zaal", "Atelier"])
SPEAKERS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2).map(tuple)
CUES = st.lists(
    st.builds(Cue, anchor=st.sampled_from(Anchor), offset=st.integers(-1500, 1500), what=st.just("Gong")),
    max_size=2,
).map(tuple)
SESSIONS = st.lists(
    st.builds(
        Session,
        id=st.sampled_from("abc"),
        title=st.just("Sessie"),
        room=ROOMS,
        minutes=st.none() | st.integers(0, 60),
        speakers=SPEAKERS,
    ),
    max_size=3,
).map(tuple)


def clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


# Between 06.00 and 14.00, so that a shift of three hours and all minutes together stay within the date.
DAYTIME = st.integers(6 * 60, 14 * 60).map(clock)
DAYS = st.builds(Day, date=st.dates(date(2020, 1, 1), date(2030, 1, 1)), starts=DAYTIME, ends=DAYTIME)
ITEMS = st.lists(
    st.builds(
        Item,
        title=st.sampled_from(["Welkom", "Lezing", "Pauze"]),
        minutes=st.integers(0, 60),
        kind=st.sampled_from(Kind),
        starts=st.none() | DAYTIME,
        room=ROOMS,
        speakers=SPEAKERS,
        cues=CUES,
        parallel=SESSIONS,
    ),
    max_size=7,
)
MOMENTS = st.lists(
    st.builds(Moment, starts=DAYTIME, minutes=st.integers(0, 60), what=st.just("Opbouw"), room=ROOMS),
    max_size=4,
)


def elapsed(start: datetime, end: datetime) -> timedelta:
    return end.astimezone(UTC) - start.astimezone(UTC)


@given(DAYS, ITEMS)
def test_order_is_kept_unless_an_overlap_of_that_size_is_named(day: Day, items: list[Item]) -> None:
    line = timeline(day, items)
    overlaps = {problem.index: problem for problem in line.problems if problem.kind is ProblemKind.OVERLAP}
    for above, below in pairwise(line.items):
        early = minutes_between(below.starts, above.ends)
        named = overlaps.get(below.index)
        assert (named.other, named.minutes) == (above.index, early) if named else early <= 0
        assert named is None or below.fixed
    assert all(timed.starts <= timed.ends for timed in line.items)


@given(DAYS, ITEMS)
def test_slack_is_the_gap_to_the_next_item_and_never_negative(day: Day, items: list[Item]) -> None:
    line = timeline(day, items)
    gaps = [max(minutes_between(above.ends, below.starts), 0) for above, below in pairwise(line.items)]
    assert [timed.slack for timed in line.items] == [*gaps, 0][: len(items)]


@given(DAYS, ITEMS)
def test_planned_free_and_left_minutes_less_the_overlaps_are_the_promised_ones(
    day: Day, items: list[Item]
) -> None:
    line = timeline(day, items)
    overlaps = sum(
        problem.minutes
        for problem in line.problems
        if problem.kind is ProblemKind.OVERLAP and problem.index in range(len(line.programme))
    )
    assert line.planned_minutes + line.free_minutes - overlaps - line.late_by == line.promised_minutes


@given(DAYS, ITEMS)
def test_fixed_points_hold(day: Day, items: list[Item]) -> None:
    line = timeline(day, items)
    skipped = {problem.index for problem in line.problems if problem.kind is ProblemKind.CLOCK}
    for timed in line.items:
        assert timed.fixed == (timed.item.starts is not None)
        if timed.item.starts is not None and timed.index not in skipped:
            assert timed.starts.time() == timed.item.starts
            next_day = timed.item.starts < line.starts.time()
            assert timed.starts.date() == day.date + timedelta(days=int(next_day))


@given(
    st.sampled_from([date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31)]),
    st.times(),
    st.lists(st.integers(0, 300), min_size=1, max_size=6),
    st.sampled_from(["Europe/Amsterdam", "America/Paramaribo", "Australia/Lord_Howe", "America/New_York"]),
)
def test_items_that_follow_take_exactly_their_minutes_across_a_clock_change(
    on: date, starts: time, minutes: list[int], timezone: str
) -> None:
    day = Day(date=on, starts=starts, ends=starts, timezone=timezone)
    line = timeline(day, [Item(title=str(number), minutes=number) for number in minutes])
    assert [elapsed(timed.starts, timed.ends) for timed in line.items] == [
        timedelta(minutes=number) for number in minutes
    ]
    assert elapsed(line.starts, line.ends) == timedelta(minutes=sum(minutes))
    assert line.planned_minutes == sum(minutes)
    assert all(timed.slack == 0 for timed in line.items)


@given(st.integers(0, 6 * 60).map(clock), st.integers(0, 300))
@example(time(2, 0), 0)
@example(time(2, 59), 1)
def test_only_the_skipped_and_the_doubled_hour_are_clock_problems(starts: time, minutes: int) -> None:
    def told(on: date) -> list[str]:
        day = Day(date=on, starts=starts, ends=time(23, 0))
        problems = timeline(day, [Item(title="Nacht", minutes=minutes)]).problems
        assert {problem.kind for problem in problems} <= {ProblemKind.CLOCK}
        return [problem.text.split()[1] for problem in problems]

    first = starts.hour * 60 + starts.minute
    night = ["begint"] if starts.hour == 2 else []
    assert told(date(2027, 3, 28)) == night
    # In October 02.00 to 03.00 passes twice: minutes 120 to 240 of the night, the first of them when typed.
    assert told(date(2027, 10, 31)) == night + (
        ["eindigt"] if 120 <= first + (60 if starts.hour > 2 else 0) + minutes < 240 else []
    )


@given(DAYS, ITEMS, MOMENTS, st.integers(0, 180))
def test_a_shift_of_the_whole_day_shifts_all_times_and_leaves_all_problems(
    day: Day, items: list[Item], moments: list[Moment], minutes: int
) -> None:
    def later(starts: time) -> time:
        return clock(starts.hour * 60 + starts.minute + minutes)

    winter = replace(day, date=day.date.replace(month=1))
    line = timeline(winter, items, moments)
    assume(line.ends.date() == line.promised_end.date() == winter.date)
    shifted = timeline(
        replace(winter, starts=later(day.starts), ends=later(day.ends)),
        [replace(item, starts=item.starts and later(item.starts)) for item in items],
        [replace(moment, starts=later(moment.starts)) for moment in moments],
    )
    by = timedelta(minutes=minutes)
    assert times(shifted) == [moment + by for moment in times(line)]
    assert [timed.slack for timed in shifted.items] == [timed.slack for timed in line.items]
    assert [without_text(problem) for problem in shifted.problems] == list(map(without_text, line.problems))


def times(line: Timeline) -> list[datetime]:
    found = [line.starts, line.ends, line.programme_end, line.promised_end]
    for timed in line.items:
        found += [timed.starts, timed.ends, *(cue.at for cue in timed.cues)]
        found += [moment for held in timed.sessions for moment in (held.starts, held.ends)]
    return found + [moment for timed in line.moments for moment in (timed.starts, timed.ends)]


def without_text(problem: Problem) -> Problem:
    return replace(problem, text="")


@given(DAYS, ITEMS, MOMENTS)
def test_every_use_that_clashes_with_an_earlier_one_is_named_once_and_no_other(
    day: Day, items: list[Item], moments: list[Moment]
) -> None:
    """Against all pairs, the plain way to find clashes."""
    line = timeline(day, items, moments)

    def at_once(one: TimedItem, two: TimedItem) -> bool:
        return minutes_between(one.starts, two.ends) > 0 and minutes_between(two.starts, one.ends) > 0

    def clash(one: Use, two: Use, same_block: bool) -> bool:
        if one.index is not None and two.index is not None:
            if one.index == two.index and not same_block:
                return False
            if one.index != two.index and at_once(line.items[one.index], line.items[two.index]):
                return False
        return one.of == two.of and max(one.starts, two.starts) < min(one.ends, two.ends)

    def count(uses: list[Use], same_block: bool) -> int:
        ordered = sorted(uses, key=lambda use: use.starts)
        return len({id(two) for one, two in combinations(ordered, 2) if clash(one, two, same_block)})

    kinds = [problem.kind for problem in line.problems]
    assert kinds.count(ProblemKind.ROOM) == count(list(room_uses(line)), same_block=False)
    assert kinds.count(ProblemKind.SPEAKER) == count(list(speaker_uses(line)), same_block=True)


WILD = st.integers(-3, 3) | st.integers() | st.sampled_from([10**9, -(10**9), 10**30, -(10**30)])
ANY_TIME = st.times() | st.times(timezones=st.just(UTC))
TEXT = st.text(max_size=4)
ANY_ITEM = st.builds(
    Item,
    title=TEXT,
    minutes=WILD,
    kind=st.sampled_from(Kind),
    starts=st.none() | ANY_TIME,
    room=st.none() | TEXT,
    goal=st.none() | TEXT,
    speakers=st.lists(TEXT, max_size=2).map(tuple),
    cues=st.lists(st.builds(Cue, anchor=st.sampled_from(Anchor), offset=WILD, what=TEXT), max_size=2).map(
        tuple
    ),
    parallel=st.lists(
        st.builds(Session, id=TEXT, title=TEXT, room=st.none() | TEXT, minutes=st.none() | WILD), max_size=2
    ).map(tuple),
)
ANY_ZONE = st.timezone_keys() | st.sampled_from(["", "..", "/", "America", "x" * 300, "\0", "é"]) | TEXT


@given(
    st.builds(Day, date=st.dates(), starts=ANY_TIME, ends=ANY_TIME, timezone=ANY_ZONE),
    st.lists(ANY_ITEM, max_size=4),
    st.lists(st.builds(Moment, starts=ANY_TIME, minutes=WILD, what=TEXT, room=st.none() | TEXT), max_size=2),
)
@example(Day(date=date.min, starts=time(0), ends=time(0), timezone="Pacific/Kiritimati"), [], [])
@example(
    Day(date=date.max, starts=time(23, 59), ends=time(0), timezone="Pacific/Niue"),
    [Item(title="", minutes=9)],
    [],
)
def test_no_input_makes_it_raise(day: Day, items: list[Item], moments: list[Moment]) -> None:
    line = timeline(day, items, moments)
    assert [timed.item for timed in line.items] == items
    assert [timed.moment for timed in line.moments] == moments
    assert line.publishable == (not any(problem.blocking for problem in line.problems))
    spans: list[TimedItem | TimedMoment | TimedSession] = [
        *line.items,
        *line.moments,
        *(held for timed in line.items for held in timed.sessions),
    ]
    assert all(elapsed(span.starts, span.ends) >= timedelta(0) for span in spans)
    assert all(moment.tzinfo == line.starts.tzinfo for moment in times(line))
    assert str(line.starts.tzinfo) == day.timezone or not line.publishable
