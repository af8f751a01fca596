"""What differs between two versions, in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, time
from enum import Enum
from typing import Any

import pytest

from app.draaiboek import contents, contents_agreed
from app.draaiboek.changes import Changes, Word, changes_between
from app.draaiboek.contents import (
    BudgetLine,
    Draaiboek,
    Material,
    RegistrationPeriod,
    TeamMember,
    WhatIf,
)
from app.programme import plan
from app.programme.plan import Anchor, Cue, Item, Kind, Moment, Session, Step
from app.words import Cents, clock
from tests.draaiboek.everything import filled
from tests.draaiboek.sample import bare_day, odd_days, small_day, zwolle

# These change nothing that anyone reads: an identity, an address, what the time engine needs.
LEFT_OUT = {("Item", "uid"), ("Draaiboek", "slug")}


def told(changes: Changes) -> list[tuple[str, str, str]]:
    return [(change.word.value, change.title, change.sentence) for change in changes.changes]


def when(changes: Changes) -> list[str]:
    return [clock(change.at) for change in changes.changes if change.at]


def shifted(changes: Changes) -> list[tuple[str, int, str]]:
    return [(clock(shift.after), shift.minutes, shift.sentence) for shift in changes.shifts]


def day_of(*minutes: int, uids: bool = True) -> Draaiboek:
    """A day from 09.30 of items A, B, … of these lengths."""
    return bare_day(
        *(
            Item(title=chr(65 + number), minutes=long, uid=f"uid-{number}" if uids else None)
            for number, long in enumerate(minutes)
        )
    )


def with_item(draaiboek: Draaiboek, index: int, **fields: Any) -> Draaiboek:
    """The draaiboek with one item changed."""
    items = list(draaiboek.programme)
    items[index] = replace(items[index], **fields)
    return replace(draaiboek, programme=tuple(items))


# ---- every field


def full() -> Draaiboek:
    """Every part and every field of the plan filled."""
    small = small_day()
    first, *others = small.programme
    cue = Cue(anchor=Anchor.START, offset=5, what="Licht aan", roles=("techniek",))
    session = Session(
        id="a", title="Kijken", room="Atelier", capacity=20, minutes=10, speakers=("lector",), roles=("bhv",)
    )
    first = replace(
        first,
        uid="een",
        goal="zien",
        public="Welkom",
        card=("Een",),
        cues=(cue,),
        parallel=(session,),
        case="Een casus",
        steps=(Step(minutes=5, what="Lezen", round="ronde 1", paper="gele kaart"),),
        stuck=("Sla stap 3 over",),
    )
    lector = replace(
        small.speakers[0],
        email="a@hogeschool.example",
        arrives=time(9),
        needs=("beamer",),
        fee=Cents(10000),
    )
    plain = replace(
        small,
        programme=(first, *others),
        speakers=(lector,),
        team=(replace(small.team[1], organisation="Bureau", email="ilse@bureau.example"), small.team[0]),
        goals=(replace(small.goals[0], measure="Een peiling."),),
        registration=RegistrationPeriod(opens=date(2027, 1, 1), closes=date(2027, 3, 1)),
        brief=contents.Brief(occasion="Een vraag", conditions=("Goedkoop",)),
        house_rules="Maak geen foto’s.",
        catering=(replace(small.catering[0], per_person=Cents(350)),),
        materials=(Material(what="Stift", count=3, room="Atelier", supplier="bureau"),),
        what_if=(WhatIf(when="Ziek", then="Bel", say="Helaas", roles=("floormanager",)),),
        tasks=(
            contents.Task(what="Bedankmail", day=1, roles=("projectmanager",)),
            contents.Task(what="Verslag", workday=10),
        ),
        budget=(BudgetLine(line="Zaal", estimate=Cents(10000)),),
    )
    return filled(plain)


def other(value: Any, name: str) -> Any:
    """A value of the same kind that is not the same."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, int):
        return type(value)(value + 3)
    if isinstance(value, date):
        return value.replace(day=17)
    if isinstance(value, time):
        return value.replace(minute=(value.minute + 7) % 60)
    if name == "timezone":
        return "America/Curacao"
    return f"{value} anders"


def alterations(value: Any, path: str = "Draaiboek") -> Iterator[tuple[str, Any]]:
    """The record with each of its fields, however deep, altered by itself or emptied."""
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        here = f"{path}.{field.name}"
        if dataclasses.is_dataclass(held):
            for name, inner in alterations(held, here):
                yield name, replace(value, **{field.name: inner})
        elif isinstance(held, tuple) and held and dataclasses.is_dataclass(held[0]):
            for number, part in enumerate(held):
                for name, inner in alterations(part, f"{here}.{number}"):
                    changed = (*held[:number], inner, *held[number + 1 :])
                    yield name, replace(value, **{field.name: changed})
            yield f"{here} emptied", replace(value, **{field.name: ()})
        elif isinstance(held, tuple):
            if held:
                yield here, replace(value, **{field.name: (*held, "extra")})
                yield f"{here} emptied", replace(value, **{field.name: ()})
        elif (value.__class__.__name__, field.name) not in LEFT_OUT and held is not None:
            yield here, replace(value, **{field.name: other(held, field.name)})


ALTERED = dict(alterations(full()))


def test_every_field_of_the_plan_is_among_the_altered() -> None:
    kinds: list[Any] = [
        kind
        for module in (plan, contents, contents_agreed)
        for kind in vars(module).values()
        if dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
    ]
    frames: set[Any] = {plan.Day, contents.Imprint, contents.Since}  # not part of a draaiboek
    fields = {
        (kind.__name__, field.name)
        for kind in kinds
        if kind not in frames
        for field in dataclasses.fields(kind)
    }
    assert fields - {(kind, name) for kind, name in seen(full())} == set()


def seen(value: Any) -> Iterator[tuple[str, str]]:
    """The fields that are filled somewhere in a record."""
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if held not in (None, (), ""):
            yield value.__class__.__name__, field.name
        for part in held if isinstance(held, tuple) else (held,):
            if dataclasses.is_dataclass(part):
                yield from seen(part)


@pytest.mark.parametrize("name", ALTERED)
def test_a_field_that_is_altered_is_told(name: str) -> None:
    before, after = full(), ALTERED[name]
    for changes in (changes_between(before, after), changes_between(after, before)):
        assert changes
        for change in changes.changes:
            assert change.title.strip()
            assert change.sentence.strip()
            assert "None" not in change.sentence
            assert "{" not in change.sentence


def test_what_is_left_out_is_left_out() -> None:
    assert not changes_between(full(), replace(full(), slug="iets-anders"))
    assert not changes_between(full(), with_item(full(), 1, uid="twee"))


def test_two_equal_draaiboeken_do_not_differ() -> None:
    for draaiboek in (zwolle(), full(), *odd_days().values()):
        assert changes_between(draaiboek, draaiboek) == Changes()


# ---- sentences


def test_what_changed_of_an_item_is_one_sentence() -> None:
    after = with_item(
        small_day(),
        0,
        minutes=15,
        room="Foyer",
        say="Goedemiddag.",
        roles=("dagvoorzitter", "techniek"),
        minimum=None,
    )
    changes = changes_between(small_day(), after)
    change = changes.changes[0]
    assert (change.word, change.part, change.key, change.index) == (Word.GEWIJZIGD, "programme", "0", 0)
    assert (change.title, when(changes)[0]) == ("Welkom", "09.30")
    assert change.sentence == (
        "duurt 15 minuten, was 20; geen minimum meer, was 15 minuten; in Foyer, was Grote zaal; "
        "voor dagvoorzitter en techniek, was dagvoorzitter; tekst bij ‘zeg’ gewijzigd"
    )


def test_a_new_item_and_one_that_is_gone_are_told_with_what_they_are() -> None:
    small = small_day()
    welcome, _, *others = small.programme
    quiz = Item(title="Quiz", minutes=5, kind=Kind.WERKVORM, room="Foyer", droppable=True)
    changes = changes_between(small, replace(small, programme=(welcome, quiz, *others)))
    assert told(changes) == [
        ("NIEUW", "Quiz", "komt erbij, 5 minuten, in Foyer, mag vervallen bij uitloop"),
        ("VERVALLEN", "Peiling", "vervalt, was 5 minuten, mag vervallen bij uitloop"),
    ]
    assert when(changes) == ["09.50", "09.50"]


def test_a_session_is_told_by_itself_with_the_time_of_its_block() -> None:
    small = small_day()
    look, do = small.programme[3].parallel
    third = Session(id="c", title="Voelen", room="Kelder")
    after = with_item(small, 3, parallel=(replace(look, room="Foyer", capacity=24), third))
    changes = changes_between(small, after)
    assert told(changes) == [
        ("GEWIJZIGD", "Kijken", "in Foyer, was Atelier; plaatsen 24, was 20"),
        ("NIEUW", "Voelen", "komt erbij, in Kelder"),
        ("VERVALLEN", "Doen", "vervalt, was 30 minuten, in Grote zaal"),
    ]
    assert when(changes) == ["10.15"] * 3
    assert {(change.part, change.index) for change in changes.changes} == {("parallel", 3)}
    assert do.title == "Doen"


def test_orders_are_told_with_their_time_and_what_they_were() -> None:
    small = small_day()
    open_, round_off = small.programme[0].cues
    later = replace(open_, offset=-2)
    after = with_item(small, 0, cues=(later, replace(round_off, what="Sluit af")))
    (change,) = changes_between(small, after).changes
    assert change.sentence == (
        "opdracht ‘Microfoon 1 open’ om 09.28, was 09.25; opdracht ‘Sluit af’ was ‘Rond af’"
    )
    after = with_item(small, 0, cues=(Cue(anchor=Anchor.START, what="Gong"),))
    (change,) = changes_between(small, after).changes
    assert change.sentence == "3 opdrachten gewijzigd"
    assert [(detail.word, detail.what, detail.text) for detail in change.details] == [
        (Word.NIEUW, "Gong", "komt erbij"),
        (Word.VERVALLEN, "Microfoon 1 open", "vervalt"),
        (Word.VERVALLEN, "Rond af", "vervalt"),
    ]


def test_people_facts_and_lists_are_told_by_name() -> None:
    small = small_day()
    sam, ilse, noor = small.team
    after = replace(
        small,
        starts=time(9, 15),
        venue=replace(small.venue, name="Kade", rooms=(replace(small.venue.rooms[0], capacity=60),)),
        team=(replace(sam, phone="06 9"), replace(noor, name="Nora Voorbeeld"), ilse, BHV),
        capacity=None,
    )
    assert told(changes_between(small, after)) == [
        ("GEWIJZIGD", "Begin", "nu 09.15, was 09.30"),
        ("VERVALLEN", "Plaatsen", "niet meer, was 30"),
        ("GEWIJZIGD", "Locatie", "nu Kade, was Stadskamer"),
        ("GEWIJZIGD", "Sam Voorbeeld (projectmanager)", "telefoon 06 9, was 06 00000001"),
        ("GEWIJZIGD", "Nora Voorbeeld (dagvoorzitter)", "in plaats van Noor Voorbeeld"),
        ("NIEUW", "Bas Voorbeeld (BHV)", "komt erbij"),
        ("GEWIJZIGD", "Grote zaal", "aantal plaatsen 60, was 40"),
        ("VERVALLEN", "Atelier", "vervalt"),
    ]


BHV = TeamMember(role="bhv", name="Bas Voorbeeld")


def test_moments_are_known_by_what_they_are_and_of_two_alike_by_the_nearest() -> None:
    early = Moment(starts=time(7), minutes=10, what="Rondje", room="Hal")
    late = replace(early, starts=time(8))
    before = replace(bare_day(), moments=(early, late))
    after = replace(bare_day(), moments=(replace(late, starts=time(8, 5)), replace(early, room="Zaal")))
    assert told(changes_between(before, after)) == [
        ("GEWIJZIGD", "Rondje", "in Zaal, was Hal"),
        ("GEWIJZIGD", "Rondje", "begint om 08.05, was 08.00"),
    ]


# ---- which item is which


def test_items_with_a_uid_are_known_by_it_whatever_they_are_called() -> None:
    before = day_of(10, 10)
    after = with_item(before, 0, title="Heel anders", kind=Kind.PAUZE)
    assert told(changes_between(before, after)) == [
        ("GEWIJZIGD", "Heel anders", "heette ‘A’; soort pauze, was plenair")
    ]


def test_another_uid_is_another_item_also_under_the_same_title() -> None:
    before = day_of(10, 10)
    after = with_item(before, 0, uid="ander")
    assert [word for word, _, _ in told(changes_between(before, after))] == ["NIEUW", "VERVALLEN"]


def test_items_without_uid_are_known_by_title_and_kind_and_then_by_place() -> None:
    before = day_of(10, 20, 30, uids=False)
    a, b, c = before.programme
    after = replace(before, programme=(b, replace(a, minutes=15), replace(c, title="Z")))
    assert [(word, title) for word, title, _ in told(changes_between(before, after))] == [
        ("GEWIJZIGD", "B"),
        ("GEWIJZIGD", "A"),
        ("GEWIJZIGD", "Z"),
    ]


def test_of_two_breaks_without_uid_the_one_that_is_the_same_stays() -> None:
    before = day_of(10, 20, 30, uids=False)
    first, talk, second = before.programme
    pause, other = replace(first, title="Pauze"), replace(second, title="Pauze")
    before = replace(before, programme=(pause, talk, other))
    gone = told(changes_between(before, replace(before, programme=(talk, other))))
    assert [(word, title) for word, title, _ in gone] == [("VERVALLEN", "Pauze")]


# ---- shifts


def test_what_only_moves_is_told_once() -> None:
    before = day_of(30, 15, 20, 20, 20)
    changes = changes_between(before, with_item(before, 1, minutes=25))
    assert told(changes) == [("GEWIJZIGD", "B", "duurt 25 minuten, was 15")]
    assert shifted(changes) == [("10.00", 10, "alles na 10.00 schuift 10 minuten later")]
    assert changes.shifts[0].items == (2, 3, 4)


def test_a_shift_ends_where_a_fixed_start_takes_it_up() -> None:
    before = with_item(day_of(30, 15, 20, 20, 20), 4, starts=time(11, 10))
    changes = changes_between(before, with_item(before, 0, minutes=25))
    assert shifted(changes) == [("09.30", -5, "alles na 09.30 schuift 5 minuten eerder, tot en met 10.30")]
    assert [title for _, title, _ in told(changes)] == ["A"]


def test_two_shifts_in_one_day_are_told_apart() -> None:
    before = day_of(10, 10, 10, 10, 10, 10)
    after = with_item(with_item(before, 0, minutes=20), 3, minutes=15)
    assert shifted(changes_between(before, after)) == [
        ("09.30", 10, "alles na 09.30 schuift 10 minuten later, tot en met 10.10"),
        ("10.10", 15, "alles na 10.10 schuift 15 minuten later"),
    ]


def test_one_item_that_moves_is_told_by_itself() -> None:
    before = with_item(day_of(10, 10, 10), 2, starts=time(10))
    assert told(changes_between(before, with_item(before, 0, minutes=15))) == [
        ("GEWIJZIGD", "A", "duurt 15 minuten, was 10"),
        ("GEWIJZIGD", "B", "begint om 09.45, was 09.40"),
    ]


def test_an_item_that_shifts_and_changes_says_only_what_the_shift_does_not() -> None:
    before = day_of(10, 10, 10)
    after = with_item(with_item(before, 0, minutes=20), 1, room="Foyer")
    changes = changes_between(before, after)
    assert told(changes) == [
        ("GEWIJZIGD", "A", "duurt 20 minuten, was 10"),
        ("GEWIJZIGD", "B", "in Foyer"),
    ]
    assert shifted(changes) == [("09.30", 10, "alles na 09.30 schuift 10 minuten later")]


def test_a_new_item_does_not_break_a_shift() -> None:
    before = day_of(10, 10, 10)
    a, b, c = before.programme
    new = Item(title="N", minutes=0, uid="n")
    after = replace(before, programme=(replace(a, minutes=15), b, new, c))
    assert shifted(changes_between(before, after)) == [("09.30", 5, "alles na 09.30 schuift 5 minuten later")]


def test_a_whole_programme_that_begins_later_is_told_once() -> None:
    before = day_of(10, 10, 10)
    changes = changes_between(before, replace(before, starts=time(9, 45)))
    assert told(changes) == [("GEWIJZIGD", "Begin", "nu 09.45, was 09.30")]
    assert shifted(changes) == [("09.45", 15, "het hele programma schuift 15 minuten later")]


def test_a_moved_item_is_told_and_what_it_passes_shifts() -> None:
    before = day_of(10, 20, 20, 20)
    a, *rest = before.programme
    changes = changes_between(before, replace(before, programme=(*rest, a)))
    assert told(changes) == [("GEWIJZIGD", "A", "begint om 10.30, was 09.30")]
    assert shifted(changes) == [
        ("09.30", -10, "alles vanaf 09.30 schuift 10 minuten eerder, tot en met 10.10")
    ]


def test_orders_that_move_with_a_shift_or_with_their_item_are_not_told_again() -> None:
    cue = Cue(anchor=Anchor.END, offset=-5, what="Bordje", roles=("floormanager",))
    before = with_item(with_item(day_of(10, 20, 20, 20), 0, cues=(cue,)), 2, cues=(cue,))
    changes = changes_between(before, with_item(before, 0, minutes=15))
    assert told(changes) == [("GEWIJZIGD", "A", "duurt 15 minuten, was 10")]
    (order,) = [detail for detail in changes.changes[0].details if detail.field == "cues"]
    assert (order.what, order.implied, order.text) == ("Bordje", True, "om 09.40, was 09.35")


def test_a_new_date_is_told_once() -> None:
    after = replace(zwolle(), date=date(2023, 6, 22))
    assert told(changes_between(zwolle(), after)) == [
        ("GEWIJZIGD", "Datum", "nu donderdag 22 juni 2023, was donderdag 15 juni 2023")
    ]


def test_a_day_moved_onto_the_night_of_the_clock_change_tells_its_date_only() -> None:
    night = replace(odd_days()["past midnight"], date=date(2026, 10, 17))
    changes = changes_between(night, replace(night, date=date(2026, 10, 24)))
    assert [title for _, title, _ in told(changes)] == ["Datum"]
    assert changes.shifts == ()


def test_past_midnight_and_in_the_doubled_hour_times_stay_in_order_and_are_told_apart() -> None:
    night = replace(
        bare_day(*(Item(title=title, minutes=60, uid=title) for title in "ABCDE")),
        starts=time(23),
        ends=time(4),
        date=date(2026, 10, 24),
    )
    b = night.programme[1]
    after = replace(night, programme=(night.programme[0], *night.programme[2:4], b, night.programme[4]))
    changes = changes_between(night, after)
    assert told(changes) == [("GEWIJZIGD", "B", "begint om 02.00 (zomertijd), was 00.00")]
    assert [shift.sentence for shift in changes.shifts] == [
        "alles na 23.00 schuift 60 minuten eerder, tot en met 01.00"
    ]


def test_changes_stand_in_the_order_of_the_day() -> None:
    before = zwolle()
    after = replace(
        with_item(before, 3, minutes=5),
        moments=tuple(replace(moment, room="Kelder") for moment in before.moments),
        catering=tuple(replace(meal, room="Kelder") for meal in before.catering),
    )
    changes = changes_between(before, after).changes
    times = [change.at.astimezone(UTC) for change in changes if change.at]
    assert times == sorted(times)
    assert {change.part for change in changes} == {"programme", "moments", "catering"}


def test_a_day_of_300_items_is_compared_whole() -> None:
    before = odd_days()["300 items with 6 sessions"]
    changes = changes_between(before, with_item(before, 0, minutes=3))
    assert [change.sentence for change in changes.changes] == ["duurt 3 minuten, was 2"]
    assert [shift.minutes for shift in changes.shifts] == [1]
