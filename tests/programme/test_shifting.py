"""Shifting and squeezing small days, by example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from app.programme.plan import Day, Item, Kind, Moment, Session
from app.programme.shifted import Result, UnmetKind, Wish
from app.programme.shifting import EMPTY, OTHER_DAY, PAST_PROMISE, shift

DAY = Day(date=date(2027, 6, 17), starts=time(9, 30), ends=time(11, 30))
WELCOME = Item(title="Welkom", minutes=30, minimum=20)
MEET = Item(title="Kennismaken", minutes=20, minimum=10)
BREAK = Item(title="Pauze", minutes=15, kind=Kind.PAUZE)
AGREE = Item(title="Afspraken", minutes=40, minimum=20)
BORREL = Item(title="Borrel", minutes=60, kind=Kind.BORREL)
FLOWING = (WELCOME, MEET, BREAK, AGREE)
PINNED = (WELCOME, MEET, replace(BREAK, starts=time(10, 30)), AGREE)
MOMENTS = (
    Moment(starts=time(8), minutes=60, what="Opbouw"),
    Moment(starts=time(10, 25), minutes=5, what="Koffie klaarzetten"),
    Moment(starts=time(12), minutes=30, what="Afbouw"),
)


def told(result: Result) -> list[str]:
    """The new day, a line for each item: start, whether fixed, minutes, title."""
    return [
        "vervalt " + row.was.item.title
        if row.becomes is None
        else f"{row.becomes.starts:%H.%M}{'v' if row.becomes.fixed else ''} "
        f"{row.becomes.item.minutes} {row.becomes.item.title}"
        for row in result.rows
    ]


def unmet(result: Result) -> list[tuple[UnmetKind, str, int]]:
    return [(each.kind, each.text, each.minutes) for each in result.unmet]


def test_begin_later_moves_the_day_its_promise_and_its_moments() -> None:
    result = shift(DAY, FLOWING, MOMENTS, Wish(minutes=15, moments=True, promise=True))
    assert told(result) == ["09.45 30 Welkom", "10.15 20 Kennismaken", "10.35 15 Pauze", "10.50 40 Afspraken"]
    assert (result.day.starts, result.day.ends) == (time(9, 45), time(11, 45))
    assert [becomes.moment.starts for _, becomes in result.moments] == [
        time(8, 15),
        time(10, 40),
        time(12, 15),
    ]
    assert result.told == ["Alles begint 15 minuten later."]
    assert [row.marks for row in result.rows] == [()] * 4
    assert result.unmet == ()


def test_the_promise_stays_where_the_end_that_was_asked_is_not_met() -> None:
    result = shift(DAY, FLOWING, (), Wish(end=time(10, 23), promise=True))
    assert result.after.programme_end.time() == time(10, 35)
    assert result.day == DAY
    assert result.promised == ("De beloofde eindtijd blijft 11.30: klaar om 10.23 lukt niet.",)


def test_the_promise_stays_with_what_stands_fast() -> None:
    doors = Item(title="Inloop", minutes=30, kind=Kind.INLOOP, starts=time(9))
    fast = replace(WELCOME, starts=time(9, 30))
    result = shift(DAY, (doors, fast, *FLOWING[1:]), (), Wish(minutes=15, promise=True))
    assert told(result)[:2] == ["09.15v 30 Inloop", "09.30v 30 Welkom"]
    assert result.day == DAY
    assert result.promised == (
        "De beloofde begintijd blijft 09.30: ‘Welkom’ schuift niet mee.",
        "De beloofde eindtijd blijft 11.30: het programma is niet op een andere tijd klaar.",
    )
    moved = shift(DAY, (doors, fast, *FLOWING[1:]), (), Wish(minutes=15, promise=True, unpin=True))
    assert (moved.day.starts, moved.day.ends, moved.promised) == (time(9, 45), time(11, 45), ())


def test_without_the_promise_the_first_item_gets_a_start_of_its_own() -> None:
    result = shift(DAY, FLOWING, MOMENTS, Wish(minutes=-15))
    assert told(result)[0] == "09.15v 30 Welkom"
    assert result.day == DAY
    assert [timed.moment for timed in result.after.moments] == list(MOMENTS)
    assert result.rows[0].marks == ("krijgt een vaste begintijd",)


def test_a_fixed_start_makes_what_comes_before_it_shorter() -> None:
    result = shift(DAY, PINNED, (), Wish(minutes=20))
    assert told(result) == [
        "09.50v 25 Welkom",
        "10.15 15 Kennismaken",
        "10.30v 15 Pauze",
        "10.45 40 Afspraken",
    ]
    assert result.unmet == ()
    assert result.rows[0].marks == ("korter: was 30, wordt 25 minuten", "krijgt een vaste begintijd")


def test_what_does_not_fit_before_a_fixed_start_is_said() -> None:
    result = shift(DAY, PINNED, (), Wish(minutes=40))
    assert unmet(result) == [
        (UnmetKind.FIXED, "10.30 Pauze staat vast; 10 minuten passen er niet meer voor.", 10)
    ]
    assert result.unmet[0].index == 2
    assert told(result)[:2] == ["10.10v 20 Welkom", "10.30 10 Kennismaken"]
    assert [problem.minutes for problem in result.new_problems] == [10]


def test_a_fixed_start_that_would_come_before_the_begin_is_named() -> None:
    result = shift(DAY, PINNED, (), Wish(minutes=75))
    text = (
        "10.30 Pauze staat vast en komt dan voor ‘Welkom’. "
        "Laat vaste tijden meeschuiven, of kies minder minuten."
    )
    assert unmet(result) == [(UnmetKind.FIXED, text, 15)]
    assert not result.changed


def test_what_may_go_is_offered_and_goes_only_when_ticked() -> None:
    day = (WELCOME, replace(MEET, droppable=True), *PINNED[2:])
    assert shift(DAY, day, (), Wish(minutes=40)).unmet[0].text == (
        "10.30 Pauze staat vast; 10 minuten passen er niet meer voor. Wel mag vervallen: ‘Kennismaken’."
    )
    result = shift(DAY, day, (), Wish(minutes=40, drop=frozenset({1})))
    assert told(result) == [
        "10.10v 20 Welkom",
        "vervalt Kennismaken",
        "10.30v 15 Pauze",
        "10.45 40 Afspraken",
    ]
    assert result.unmet == ()


def test_nothing_goes_while_shorter_is_enough() -> None:
    day = (WELCOME, replace(MEET, droppable=True), *PINNED[2:])
    result = shift(DAY, day, (), Wish(minutes=20, drop=frozenset({1})))
    assert told(result)[:2] == ["09.50v 25 Welkom", "10.15 15 Kennismaken"]


def test_fixed_starts_move_along_when_ticked() -> None:
    result = shift(DAY, PINNED, (), Wish(minutes=40, unpin=True, promise=True))
    assert told(result) == [
        "10.10 30 Welkom",
        "10.40 20 Kennismaken",
        "11.10v 15 Pauze",
        "11.25 40 Afspraken",
    ]
    assert result.told == ["Alles begint 40 minuten later."]


def test_from_an_item_on_the_rest_moves_and_slack_is_left_before_it() -> None:
    result = shift(DAY, FLOWING, (), Wish(first=2, minutes=10))
    assert told(result) == [
        "09.30 30 Welkom",
        "10.00 20 Kennismaken",
        "10.30v 15 Pauze",
        "10.45 40 Afspraken",
    ]
    assert result.told == ["Alles vanaf 10.20 Pauze begint 10 minuten later."]


def test_an_item_begins_earlier_when_what_is_above_it_can_be_shorter() -> None:
    result = shift(DAY, FLOWING, (), Wish(first=2, minutes=-10))
    assert told(result) == ["09.30 25 Welkom", "09.55 15 Kennismaken", "10.10 15 Pauze", "10.25 40 Afspraken"]
    assert result.unmet == ()


def test_an_item_begins_no_earlier_than_what_is_above_it_can_end() -> None:
    result = shift(DAY, FLOWING, (), Wish(first=2, minutes=-30))
    assert told(result)[2:] == ["10.00 15 Pauze", "10.15 40 Afspraken"]
    text = "10 minuten te kort: wat voor ‘Pauze’ komt, kan niet korter."
    assert unmet(result) == [(UnmetKind.SHORT, text, 10)]


def test_an_earlier_end_is_shared_in_proportion_to_what_each_can_give() -> None:
    result = shift(DAY, (*FLOWING, BORREL), (), Wish(end=time(10, 55), promise=True))
    assert told(result) == [
        "09.30 25 Welkom", "09.55 15 Kennismaken", "10.10 15 Pauze", "10.25 30 Afspraken", "10.55 60 Borrel",
    ]  # fmt: skip
    assert result.day.ends == time(10, 55)
    assert result.unmet == ()


def test_an_odd_end_is_met_to_the_minute() -> None:
    result = shift(DAY, FLOWING, (), Wish(end=time(11, 8)))
    assert [timed.item.minutes for timed in result.after.items] == [28, 20, 15, 35]
    assert result.after.programme_end.time() == time(11, 8)


def test_a_day_that_cannot_be_that_short_says_by_how_much() -> None:
    result = shift(DAY, FLOWING, (), Wish(end=time(10, 23)))
    assert [timed.item.minutes for timed in result.after.items] == [20, 10, 15, 20]
    assert unmet(result) == [(UnmetKind.SHORT, "12 minuten te kort: geen onderdeel kan korter.", 12)]


def test_a_later_end_gives_the_content_more_time_and_the_break_none() -> None:
    result = shift(DAY, FLOWING, (), Wish(end=time(11, 33)))
    assert [timed.item.minutes for timed in result.after.items] == [35, 23, 15, 50]
    assert result.rows[0].marks == ("langer: was 30, wordt 35 minuten",)
    assert result.after.programme_end.time() == time(11, 33)


def test_a_fixed_start_after_the_end_is_named() -> None:
    day = (*FLOWING[:3], replace(AGREE, starts=time(11)))
    result = shift(DAY, day, (), Wish(end=time(10, 50)))
    text = "30 minuten te kort: vanaf 11.00 Afspraken, dat vast staat, kan geen onderdeel korter."
    assert unmet(result) == [(UnmetKind.FIXED, text, 30)]
    moved = shift(DAY, day, (), Wish(end=time(10, 50), unpin=True))
    assert moved.unmet == ()
    assert moved.after.programme_end.time() == time(10, 50)


def test_slack_gives_way_before_an_item_does() -> None:
    day = (*FLOWING[:3], replace(AGREE, starts=time(11)))
    result = shift(DAY, day, (), Wish(end=time(11, 20), unpin=True))
    assert told(result) == [
        "09.30 30 Welkom",
        "10.00 20 Kennismaken",
        "10.20 15 Pauze",
        "10.40v 40 Afspraken",
    ]


def test_a_borrel_that_is_fixed_stands_in_the_way_of_a_later_end() -> None:
    day = (*FLOWING, replace(BORREL, starts=time(11, 30)))
    result = shift(DAY, day, (), Wish(end=time(11, 45)))
    text = "11.30 Borrel staat vast; 15 minuten passen er niet meer voor."
    assert unmet(result) == [(UnmetKind.FIXED, text, 15)]
    assert result.after.programme_end.time() == time(11, 30)


def test_a_day_is_not_over_before_it_begins() -> None:
    result = shift(DAY, FLOWING, (), Wish(minutes=15, end=time(9)))
    text = "Om 09.00 is 09.45 Welkom nog niet begonnen. Kies een latere eindtijd."
    assert unmet(result) == [(UnmetKind.EARLY, text, 0)]
    assert not result.changed


def test_a_day_does_not_begin_after_its_promised_end() -> None:
    result = shift(DAY, FLOWING, (), Wish(minutes=121))
    assert unmet(result) == [(UnmetKind.EARLY, PAST_PROMISE, 0)]
    assert shift(DAY, FLOWING, (), Wish(minutes=121, promise=True)).unmet == ()


@pytest.mark.parametrize("minutes", [-600, 900])
def test_another_date_is_refused(minutes: int) -> None:
    result = shift(DAY, FLOWING, (), Wish(minutes=minutes))
    assert unmet(result) == [(UnmetKind.DATE, OTHER_DAY, 0)]
    assert not result.changed


def test_a_moment_never_leaves_its_date() -> None:
    moments = (Moment(starts=time(0, 10), minutes=30, what="Vrachtwagen"),)
    result = shift(DAY, FLOWING, moments, Wish(minutes=-30, moments=True))
    assert [timed.moment for timed in result.after.moments] == list(moments)
    text = "‘Vrachtwagen’ blijft om 00.10: anders valt het op een andere dag."
    assert unmet(result) == [(UnmetKind.DATE, text, 30)]


def test_sessions_become_no_longer_than_their_block() -> None:
    sessions = (
        Session(id="a", title="A", minutes=40),
        Session(id="b", title="B"),
        Session(id="c", title="C", minutes=20),
    )
    result = shift(DAY, (*FLOWING[:3], replace(AGREE, parallel=sessions)), (), Wish(end=time(10, 45)))
    block = result.after.items[-1].item
    assert (block.minutes, [session.minutes for session in block.parallel]) == (25, [25, None, 20])


def test_an_evening_ends_after_midnight() -> None:
    evening = replace(DAY, starts=time(22), ends=time(0, 30))
    day = tuple(replace(item, minutes=2 * item.minutes) for item in FLOWING)
    result = shift(evening, day, (), Wish(end=time(1), promise=True))
    assert result.after.programme_end.isoformat() == "2027-06-18T01:00:00+02:00"
    assert result.day.ends == time(1)


def test_an_empty_programme_says_so() -> None:
    result = shift(DAY, (), MOMENTS, Wish(minutes=15))
    assert unmet(result) == [(UnmetKind.EMPTY, EMPTY, 0)]
