"""Apparatus that is wanted more often at one time than it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from app.logistics.technique import Apparatus, conflicts
from app.programme.plan import Anchor, Cue, Day, Item, Kind, Session
from app.programme.timeline import Timeline, timeline

DAY = Day(date=date(2027, 6, 17), starts=time(9), ends=time(17))
ROUND = Item(
    title="Ronde 1",
    kind=Kind.PARALLEL,
    minutes=60,
    parallel=(
        Session(id="a", title="Online", room="Vecht", speakers=("Jip",)),
        Session(id="b", title="Delen", room="IJssel", speakers=("Otto",)),
    ),
)
MICROPHONE = Apparatus(what="Reversmicrofoon (draadloos)", count=1)


def day_of(*items: Item) -> Timeline:
    return timeline(DAY, items)


def test_two_speakers_who_want_the_only_one_are_told_once() -> None:
    needs = {"Jip": ("HDMI", "reversmicrofoon"), "Otto": ("Reversmicrofoon",)}
    assert conflicts(day_of(ROUND), needs, [MICROPHONE]) == [
        "Twee sprekers willen de enige reversmicrofoon om 09.00: Jip (‘Online’) en Otto (‘Delen’)."
    ]


def test_two_of_them_are_enough_and_in_two_rooms_they_count_together() -> None:
    needs = {"Jip": ("reversmicrofoon",), "Otto": ("reversmicrofoon",)}
    assert conflicts(day_of(ROUND), needs, [MICROPHONE, MICROPHONE]) == []


def test_one_after_the_other_is_no_conflict() -> None:
    first, second = (Item(title=name, minutes=20, speakers=(name,)) for name in ("Jip", "Otto"))
    needs = {"Jip": ("reversmicrofoon",), "Otto": ("reversmicrofoon",)}
    assert conflicts(day_of(first, second), needs, [MICROPHONE]) == []


def test_what_is_no_apparatus_of_ours_is_not_told() -> None:
    needs = {"Jip": ("sprekerskamer",), "Otto": ("sprekerskamer",)}
    assert conflicts(day_of(ROUND), needs, [MICROPHONE]) == []


def test_a_thing_is_known_by_what_stands_in_its_name_and_gets_its_article() -> None:
    needs = {"Jip": ("beeldscherm",), "Otto": ("Beeldscherm",)}
    [told] = conflicts(day_of(ROUND), needs, [Apparatus(what="Beeldscherm met HDMI", count=1)])
    assert told.startswith("Twee sprekers willen het enige beeldscherm om 09.00:")


def test_more_than_two_who_want_a_few_are_told_with_how_many_there_are() -> None:
    third = Session(id="c", title="Praten", room="Hal", speakers=("Sari",))
    block = replace(ROUND, parallel=(*ROUND.parallel, third))
    needs = dict.fromkeys(("Jip", "Otto", "Sari"), ("handmicrofoon",))
    assert conflicts(day_of(block), needs, [Apparatus(what="Handmicrofoon", count=2)]) == [
        "Drie sprekers willen om 09.00 een handmicrofoon, en er zijn er twee: Jip (‘Online’), Otto (‘Delen’) en "
        "Sari (‘Praten’)."
    ]


def test_a_cue_that_names_it_wants_it_for_its_item() -> None:
    cue = Cue(anchor=Anchor.START, what="Reversmicrofoon 1 open", roles=("techniek",))
    item = Item(title="Welkom", minutes=10, cues=(cue,))
    assert conflicts(day_of(item), {}, [MICROPHONE]) == []
    assert conflicts(day_of(item), {}, [replace(MICROPHONE, count=1)]) == []
