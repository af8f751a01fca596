"""Whatever happens to a day, exactly that is told: what is new, gone, changed and shifted, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.draaiboek.changes import Changes, Word, changes_between
from app.draaiboek.contents import Draaiboek
from app.programme.plan import Anchor, Cue, Item, Kind, Session
from app.programme.timeline import TimedItem, minutes_between, timeline
from tests.draaiboek.sample import bare_day

cues = st.builds(
    Cue,
    anchor=st.sampled_from(Anchor),
    offset=st.integers(-10, 10),
    what=st.sampled_from(["Gong", "Licht"]),
    roles=st.sampled_from([(), ("techniek",)]),
)
sessions = st.builds(
    Session,
    id=st.sampled_from("abc"),
    title=st.sampled_from(["Kijken", "Doen"]),
    room=st.sampled_from([None, "Hal"]),
)
items = st.builds(
    Item,
    title=st.sampled_from("ABC"),
    minutes=st.integers(1, 90),
    starts=st.none() | st.builds(time, st.integers(7, 19), st.integers(0, 59)),
    kind=st.sampled_from(Kind),
    say=st.sampled_from(["", "Goedemorgen."]),
    cues=st.lists(cues, max_size=2).map(tuple),
    parallel=st.lists(sessions, max_size=3, unique_by=lambda session: session.id).map(tuple),
    droppable=st.booleans(),
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Draaiboek, Draaiboek]:
    """A day, and that day after some edits."""
    before = [replace(one, uid=f"u{n}") for n, one in enumerate(draw(st.lists(items, max_size=8)))]
    after = list(before)
    for number in range(draw(st.integers(0, 4))):
        deed = draw(st.sampled_from(["add", "remove", "move", "change", "minutes"]))
        place = draw(st.integers(0, len(after)))
        if deed == "add" or place == len(after):
            after.insert(place, replace(draw(items), uid=f"n{number}"))
        elif deed == "remove":
            del after[place]
        elif deed == "move":
            moved = after.pop(place)
            after.insert(draw(st.integers(0, len(after))), moved)
        elif deed == "minutes":
            after[place] = replace(after[place], minutes=draw(st.integers(1, 90)))
        else:
            after[place] = replace(draw(items), uid=after[place].uid)
    return tuple(replace(bare_day(), programme=tuple(day)) for day in (before, after))  # type: ignore[return-value]


def by_uid(draaiboek: Draaiboek) -> dict[str | None, TimedItem]:
    return {timed.item.uid: timed for timed in timeline(draaiboek.day, draaiboek.programme).items}


def orders(timed: TimedItem, later: int = 0) -> Counter[tuple[datetime, str, tuple[str, ...]]]:
    """What is to be done when and by whom, as if all were `later` by so many minutes."""
    return Counter((cue.at + timedelta(minutes=later), cue.cue.what, cue.cue.roles) for cue in timed.cues)


def alone(timed: TimedItem) -> Item:
    """The item without its times and parts."""
    return replace(timed.item, starts=None, cues=(), parallel=())


def keys(changes: Changes, word: Word) -> set[str]:
    return {change.key for change in changes.changes if (change.part, change.word) == ("programme", word)}


@settings(max_examples=200, deadline=None)
@given(edited())
def test_exactly_what_happened_to_a_day_is_told(days: tuple[Draaiboek, Draaiboek]) -> None:
    changes = changes_between(*days)
    olds, news = map(by_uid, days)
    assert keys(changes, Word.NIEUW) == news.keys() - olds.keys()
    assert keys(changes, Word.VERVALLEN) == olds.keys() - news.keys()

    both = {uid: (olds[uid], news[uid]) for uid in olds.keys() & news.keys()}
    shifted = {days[1].programme[i].uid: shift.minutes for shift in changes.shifts for i in shift.items}
    moved = {uid: minutes_between(old.starts, new.starts) for uid, (old, new) in both.items()}
    assert shifted.items() <= moved.items()
    assert keys(changes, Word.GEWIJZIGD) == {
        uid
        for uid, (old, new) in both.items()
        if (alone(old), old.fixed, moved[uid]) != (alone(new), new.fixed, shifted.get(uid, 0))
        or orders(old, shifted.get(uid, 0)) != orders(new)
    }

    told = {(change.index, change.key) for change in changes.changes if change.part == "parallel"}
    assert told == {
        (new.index, session.id)
        for old, new in both.values()
        for session in {*old.item.parallel} ^ {*new.item.parallel}
    }
