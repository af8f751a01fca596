"""What differs in the day: items, their sessions and orders, and the moments around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.draaiboek import changes_pairs as pairs
from app.draaiboek.changes_shifts import shifts
from app.draaiboek.changes_told import Change, Detail, Shift, Word
from app.draaiboek.changes_words import (
    MINUTES,
    ROLES,
    ROOM,
    TITLE,
    at,
    details,
    euros,
    item_tellers,
    minutes,
    per_cent,
    prose,
    session_tellers,
    speaker_names,
    value,
)
from app.draaiboek.contents import Draaiboek
from app.programme.plan import Item, Moment, Session
from app.programme.timeline import TimedCue, TimedItem, TimedMoment, Timeline, minutes_between, timeline

_Timed = TimedItem | TimedMoment | None
_MOST_ORDERS = 2  # of one item that are told in full
_MOMENT = (replace(TITLE, field="what"), MINUTES, ROOM, ROLES)
_MEAL = (
    TITLE,
    MINUTES,
    ROOM,
    prose("choice", "wat er is"),
    value("item", "hoort bij"),
    value("offset", "minuten van het begin", lambda many: f"{many:+d}" if many else ""),
    value("margin", "marge"),
    value("per_person", "prijs per persoon", euros),
    value("btw", "btw", per_cent),
)


def days_of(before: Draaiboek, after: Draaiboek) -> tuple[Timeline, Timeline]:
    """Both days on the later one's date and clock: a day that is moved is told once, not item by item.

    What is served follows the moments, as moments without length.
    """
    old = replace(before.day, date=after.date, timezone=after.timezone)
    return (
        timeline(old, before.programme, (*before.moments, *_meals(before))),
        timeline(after.day, after.programme, (*after.moments, *_meals(after))),
    )


def _meals(draaiboek: Draaiboek) -> list[Moment]:
    return [
        Moment(starts=meal.starts, minutes=0, what=meal.title, room=meal.room) for meal in draaiboek.catering
    ]


def day_changes(before: Draaiboek, after: Draaiboek) -> tuple[tuple[Shift, ...], list[Change]]:
    """The shifts of the programme and every other change of the day, in order of time."""
    old, new = days_of(before, after)
    found = pairs.items(before.programme, after.programme)
    moved = {
        there: minutes_between(old.items[here].starts, new.items[there].starts)
        for here, there in found
        if here is not None and there is not None
    }
    told = shifts(new.items, moved)
    shifted = {place: shift.minutes for shift in told for place in shift.items}
    teller = _Teller(before, after)
    changes: list[Change] = []
    for here, there in found:
        was = None if here is None else old.items[here]
        now = None if there is None else new.items[there]
        changes += teller.item(was, now, shifted.get(there, 0) if there is not None else 0)
    changes += _moments(before, after, old, new)
    changes += _catering(before, after, old, new)
    return told, sorted(changes, key=_when)


def _when(change: Change) -> datetime:
    assert change.at is not None
    return change.at.astimezone(UTC)


class _Teller:
    """Tells of items, with the names that both versions have for speakers and goals."""

    def __init__(self, before: Draaiboek, after: Draaiboek) -> None:
        goals = {goal.id: goal.text for goal in (*before.goals, *after.goals)}
        names = speaker_names(before) | speaker_names(after)
        self._item_tellers = item_tellers(names, goals)
        self._session_tellers = session_tellers(names)

    def item(self, was: TimedItem | None, now: TimedItem | None, shift: int) -> Iterator[Change]:
        """What there is to say of one item and its sessions. `shift`: the minutes that are told already."""
        some = now or was
        assert some is not None
        word = word_of(was, now)
        if was and now:
            found = details(self._item_tellers, was.item, now.item)
            found = [*_start(was, now, shift), *_fixed(was, now), *found, *_cues(was, now, shift)]
        else:
            found = [*described(some.item, word), *(_order(cue, word) for cue in some.cues)]
        if found:
            key = some.item.uid or str(some.index)
            yield _change("programme", key, some.item.title, found, was, now)
        if was and now:
            yield from self._sessions(was, now)

    def _sessions(self, was: TimedItem, now: TimedItem) -> Iterator[Change]:
        olds, news = was.item.parallel, now.item.parallel
        for here, there in pairs.paired(olds, news, lambda session: session.id):
            old = None if here is None else olds[here]
            new = None if there is None else news[there]
            some, word = new or old, word_of(old, new)
            assert some is not None
            both = old and new
            found = details(self._session_tellers, old, new) if both else described(some, word)
            if found:
                yield replace(
                    _change("parallel", some.id, some.title, found, was, now), **worded(word, found)
                )


def word_of(was: object, now: object) -> Word:
    """What happened to something that was there, is there, or both."""
    return Word.GEWIJZIGD if was and now else Word.NIEUW if now else Word.VERVALLEN


def sentence(found: Sequence[Detail], word: Word) -> str:
    """What there is to say, in one sentence; of many orders only how many."""
    orders = [detail for detail in found if detail.field == "cues" and not detail.implied]
    told = [detail.text for detail in found if detail.field != "cues"]
    if len(orders) > _MOST_ORDERS:
        told.append(f"{len(orders)} opdrachten gewijzigd")
    else:
        told += [_ordered(detail) for detail in orders]
    return ("; " if word is Word.GEWIJZIGD else ", ").join(told)


def _ordered(order: Detail) -> str:
    """An order as part of what is told of its item."""
    if order.word is Word.GEWIJZIGD:
        return f"opdracht ‘{order.what}’ {order.text}"
    assert order.at is not None
    if order.word is Word.NIEUW:
        return f"nieuwe opdracht om {at(order.at)}: {order.what}"
    return f"opdracht van {at(order.at)} vervalt: {order.what}"


def described(some: Item | Session | Moment, word: Word) -> list[Detail]:
    """What is new or gone, in short."""
    gone = word is Word.VERVALLEN
    found = [Detail(field="", text="vervalt" if gone else "komt erbij")]
    if some.minutes:
        found.append(Detail(field="minutes", text=f"{'was ' if gone else ''}{minutes(some.minutes)}"))
    if some.room:
        found.append(Detail(field="room", text=f"in {some.room}"))
    if isinstance(some, Item) and some.droppable:
        found.append(Detail(field="droppable", text="mag vervallen bij uitloop"))
    return found


def worded(word: Word, found: Sequence[Detail]) -> dict[str, Any]:
    """The fields of a change that follow from what there is to say."""
    return {"word": word, "sentence": sentence(found, word), "details": tuple(found)}


def _change(part: str, key: str, title: str, found: Sequence[Detail], was: _Timed, now: _Timed) -> Change:
    some = now or was
    assert some is not None
    return Change(
        part=part,
        key=key,
        title=title,
        at=some.starts,
        index=now.index if now else None,
        was_index=was.index if was else None,
        **worded(word_of(was, now), found),
    )


def _start(was: TimedItem | TimedMoment, now: TimedItem | TimedMoment, shift: int) -> Iterator[Detail]:
    """When it begins, unless the shift says so."""
    if minutes_between(was.starts, now.starts) != shift:
        text = f"begint om {at(now.starts)}, was {at(was.starts)}"
        yield Detail(field="starts", text=text, was=at(was.starts), was_at=was.starts)


def _fixed(was: TimedItem, now: TimedItem) -> Iterator[Detail]:
    if was.fixed != now.fixed:
        text = f"{at(now.starts)} staat nu vast" if now.fixed else f"{at(now.starts)} staat niet meer vast"
        yield Detail(field="fixed", text=text)


def _cues(was: TimedItem, now: TimedItem, shift: int) -> Iterator[Detail]:
    for here, there in pairs.cues(was.item.cues, now.item.cues):
        old = None if here is None else was.cues[here]
        new = None if there is None else now.cues[there]
        if old and new:
            yield from _cue(old, new, shift)
        elif some := new or old:
            yield replace(_order(some, word_of(old, new)), implied=False)


def _cue(old: TimedCue, new: TimedCue, shift: int) -> Iterator[Detail]:
    """An order that stays: its text, its time unless the shift says so, and for whom it is."""
    moved = minutes_between(old.at, new.at) != shift
    told = [f"was ‘{old.cue.what}’"] if old.cue.what != new.cue.what else []
    told += [f"om {at(new.at)}, was {at(old.at)}"] if moved else []
    if roles := ROLES.of(old.cue, new.cue):
        told.append(roles.text)
    if told:
        alike = (old.cue.anchor, old.cue.offset) == (new.cue.anchor, new.cue.offset)
        yield replace(
            _order(new, Word.GEWIJZIGD),
            text="; ".join(told),
            was_roles=old.cue.roles,
            was_at=old.at if moved else None,
            implied=moved and len(told) == 1 and alike,
        )


def _order(on: TimedCue, word: Word) -> Detail:
    """An order that is new or gone with its item."""
    cue, gone = on.cue, word is Word.VERVALLEN
    return Detail(
        field="cues",
        text="vervalt" if gone else "komt erbij",
        word=word,
        roles=() if gone else cue.roles,
        was_roles=cue.roles if gone else (),
        at=on.at,
        cue=on.index,
        what=cue.what,
        implied=True,
    )


def _moments(before: Draaiboek, after: Draaiboek, old: Timeline, new: Timeline) -> Iterator[Change]:
    olds, news = before.moments, after.moments
    for here, there in pairs.moments(olds, news):
        was = None if here is None else old.moments[here]
        now = None if there is None else new.moments[there]
        found = details(_MOMENT, was.moment, now.moment) if was and now else []
        yield from _around("moments", "", found, was, now)


def _catering(before: Draaiboek, after: Draaiboek, old: Timeline, new: Timeline) -> Iterator[Change]:
    """What is served, which follows the moments in both days."""
    olds, news = before.catering, after.catering
    for here, there in pairs.paired(olds, news, lambda meal: meal.id):
        was = None if here is None else old.moments[len(before.moments) + here]
        now = None if there is None else new.moments[len(after.moments) + there]
        both = here is not None and there is not None
        found = details(_MEAL, olds[here or 0], news[there or 0]) if both else []
        some = news[there] if there is not None else olds[here or 0]
        for change in _around("catering", some.id, found, was, now):
            yield replace(change, index=there, was_index=here)


def _around(
    part: str, key: str, found: list[Detail], was: TimedMoment | None, now: TimedMoment | None
) -> Iterator[Change]:
    """The change of a moment of which `found` is told besides its start."""
    some = now or was
    assert some is not None
    found = [*_start(was, now, 0), *found] if was and now else described(some.moment, word_of(was, now))
    if found:
        what = some.moment.what
        yield _change(part, key or what, what, found, was, now)
