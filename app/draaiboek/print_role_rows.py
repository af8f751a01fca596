"""The rows of one role's day: its orders, the moments and items that name it, and when nothing is asked of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_between import Gone
from app.draaiboek.print_cell import META_STRONG, Meta
from app.draaiboek.print_changes import Mark, Marks
from app.draaiboek.print_role_entry import (
    ITEM,
    NOTE,
    ORDER,
    ORDER_WIDE,
    UNDER,
    WAS,
    Away,
    Entry,
    by_cell,
    order_cell,
    until,
)
from app.draaiboek.print_rows import slack_of, summary
from app.draaiboek.print_sheet import INK
from app.draaiboek.print_speakers import plan_b, voice
from app.draaiboek.print_team import role_label
from app.pdf import Face, Paragraph, Run, paragraph
from app.programme.plan import Moment
from app.programme.timeline import TimedItem, TimedMoment, TimedSession, Timeline, minutes_between, timeline
from app.words import clock, count, joined, spelled

AWAY = 20  # minutes without a task that are worth saying
AHEAD = timedelta(minutes=30)  # before a catering moment its table is laid
LAYING = timedelta(minutes=45)  # an order so long before one is part of the laying
FLOORMANAGER, CATERING = "floormanager", "catering"
NO_BREAK = "\u00a0"
_MOST_NAMED = 3


class EntryMaker:
    """Makes the rows of one role's day. `named`: the names of speakers may stand on it."""

    def __init__(self, draaiboek: Draaiboek, day: Timeline, role: str, marks: Marks, *, named: bool) -> None:
        self.day = day
        self.marks = marks
        self.role = role
        self.whole = role == FLOORMANAGER  # she gets every item, the others what names them
        self.speakers = {speaker.id: speaker for speaker in draaiboek.speakers}
        self.named = named
        self.served = serving(draaiboek) if role == CATERING else ()
        self.things = _things(draaiboek, role)

    def entries(self) -> list[Entry]:
        """All that is asked of the role in order of time, with the stretches in which nothing is."""
        entries = [entry for item in self.day.items for entry in self._cues(item)]
        cued = [_utc(entry.starts) for entry in entries]
        for timed in self.served:
            entries += self._served(timed, cued)
        laid = {(timed.starts, timed.moment.room) for timed in self.served}
        for item in self.day.items:
            sessions = self._sessions(item)
            if self._has_row(item) and (item.starts, item.item.room) not in laid:
                entries.append(self._item(item, sessions))
        entries += [self._moment(timed) for timed in self.day.moments if self.role in timed.moment.roles]
        entries.sort(key=lambda entry: (_utc(entry.starts), entry.tick))
        if self.whole:
            self._note_slack(entries)
        _note_stretches(entries)
        return entries

    def _has_row(self, timed: TimedItem) -> bool:
        return self.whole or self.role in timed.item.roles or bool(self._sessions(timed))

    def gone(self) -> list[Gone]:
        """What was in the earlier version's day of this role."""
        return self.marks.gone("programme", "moments", "cues", "catering", role=self.role)

    def _note_slack(self, entries: Sequence[Entry]) -> None:
        """Say what slack there is after the last row before it, which may be an order in the middle of an item."""
        for timed in self.day.items:
            if slack := slack_of(timed, self.day):
                # too long is told before the fixed start that it runs into
                after = bisect_left if slack.too_long else bisect_right
                row = after(entries, _utc(slack.starts), key=lambda entry: _utc(entry.starts)) - 1
                entries[max(row, 0)].slack = slack

    def _cues(self, timed: TimedItem) -> Iterator[Entry]:
        item = timed.item
        for cue in timed.cues:
            if self.role in cue.cue.roles:
                mark = self.marks.order(timed, cue, alone=not self._has_row(timed))
                under = [*self._others(cue.cue.roles), *_notes(mark)]
                yield Entry(
                    starts=cue.at,
                    ends=self._laid(cue.at),
                    name=cue.cue.what,
                    order=order_cell(self._marked(cue.cue.what), ORDER, under),
                    by=by_cell(_short(item.title), item.room or _rooms(timed.sessions)),
                    under_time=mark.was_start(WAS),
                    by_time=timed.starts,
                    droppable=item.droppable,
                    mark=mark,
                )

    def _laid(self, at: datetime) -> datetime:
        """Until when an order keeps the role busy: an order for catering until what is being laid is served."""
        meals = (meal.starts for meal in self.served)
        return next((meal for meal in meals if _utc(at) < _utc(meal) <= _utc(at) + LAYING), at)

    def _item(self, timed: TimedItem, sessions: Sequence[TimedSession]) -> Entry:
        item = timed.item
        told = (
            [self._who(item.speakers), plan_b(item.speakers, self.speakers, item.plan_b)]
            if self.named
            else []
        )
        told += ["mag vervallen bij uitloop"] if item.droppable else []
        under = [paragraph(text, UNDER, ORDER_WIDE) for text in told if text]
        under += [_session(session, timed) for session in sessions]
        mark = self.marks.item(timed)
        under += _notes(mark)
        fixed = (Meta("vast", META_STRONG, locked=True),) if timed.fixed else ()
        return Entry(
            starts=timed.starts,
            ends=timed.ends,
            name=item.title,
            order=order_cell(item.title, ITEM, under),
            by=by_cell("", item.room or ""),
            tick=False,
            under_time=(*mark.was_start(WAS), until(timed.ends), *fixed),
            mark=mark,
            fixed=timed.fixed,
            droppable=item.droppable,
        )

    def _who(self, keys: Sequence[str]) -> str:
        return ", ".join(voice(self.speakers[key]) if key in self.speakers else key for key in keys)

    def _sessions(self, timed: TimedItem) -> list[TimedSession]:
        """The sessions that concern the role: all of a block that names it."""
        every = self.whole or self.role in timed.item.roles
        return [session for session in timed.sessions if every or self.role in session.session.roles]

    def _moment(self, timed: TimedMoment) -> Entry:
        name, particulars = summary(timed.moment.what)
        told = [Run(f"{name}:", Face.BOLD), Run(particulars)] if particulars else [Run(name, Face.BOLD)]
        mark = self.marks.moment(timed.index)
        return Entry(
            starts=timed.starts,
            ends=timed.ends,
            name=name,
            order=order_cell(told, ORDER, [*self._others(timed.moment.roles), *_notes(mark)]),
            by=by_cell("", timed.moment.room or ""),
            under_time=(*mark.was_start(WAS), until(timed.ends)),
            mark=mark,
        )

    def _served(self, timed: TimedMoment, cued: Sequence[datetime]) -> Iterator[Entry]:
        """What stands on the table; half an hour ahead to begin with it, unless an order of the plan says so."""
        what, room = timed.moment.what, timed.moment.room or ""
        on = next((item for item in self.day.items if item.starts <= timed.starts < item.ends), None)
        together = on is not None and on.starts == timed.starts
        mark = self.marks.meal(timed.index)
        yield Entry(
            starts=timed.starts,
            ends=on.ends if on and together else timed.starts,
            name=what,
            order=order_cell([Run(what, Face.BOLD), Run("op tafel")], ORDER, _notes(mark)),
            by=by_cell(_short(on.item.title) if on else "", room),
            under_time=(*mark.was_start(WAS), *((until(on.ends),) if on and together else ())),
            mark=mark,
            by_time=on.starts if on else None,
            fixed=on is not None and on.fixed and together,
        )
        early = _utc(timed.starts) - AHEAD
        if not any(early <= at < _utc(timed.starts) for at in cued):
            at = early.astimezone(timed.starts.tzinfo)
            laying = order_cell(
                [Run(what, Face.BOLD), Run(f"klaarzetten, {clock(timed.starts)} op tafel")], ORDER
            )
            yield Entry(
                starts=at, ends=timed.starts, name=f"{what} klaarzetten", order=laying, by=by_cell("", room)
            )

    def _marked(self, what: str) -> list[Run]:
        """An order with the role's own things in bold."""
        runs, last = [], 0
        for found in self.things.finditer(what) if self.things else ():
            thing = found.group().replace(" ", NO_BREAK)
            runs += [Run(what[last : found.start()]), Run(thing, Face.BOLD)]
            last = found.end()
        return [*runs, Run(what[last:])]

    def _others(self, roles: Sequence[str]) -> list[Paragraph]:
        """Who does it together with the role."""
        others = [role_label(role) for role in roles if role != self.role]
        if not others:
            return []
        told = joined(others) if len(others) <= _MOST_NAMED else count(len(others), "ander", "anderen")
        return [paragraph(f"met {told}", UNDER, ORDER_WIDE)]


def _notes(mark: Mark) -> list[Paragraph]:
    """What else changed of it, each on a line under the order."""
    return [paragraph(note.text, NOTE, ORDER_WIDE) for note in mark.notes(NOTE, ORDER_WIDE, minutes=True)]


def serving(draaiboek: Draaiboek) -> tuple[TimedMoment, ...]:
    """The catering moments with their absolute times, in order."""
    moments = [
        Moment(starts=meal.starts, minutes=0, what=meal.title, room=meal.room) for meal in draaiboek.catering
    ]
    timed = timeline(draaiboek.day, draaiboek.programme, moments).moments
    return tuple(sorted(timed, key=lambda meal: _utc(meal.starts)))


def _note_stretches(entries: Sequence[Entry]) -> None:
    """Say at a row that nothing is asked until the next one, when that takes long enough."""
    if not entries:
        return
    busy = entries[0].ends
    for entry, following in pairwise(entries):
        busy = max(busy, entry.ends, key=_utc)
        if minutes_between(busy, following.starts) >= AWAY and not entry.slack:
            entry.away = Away(busy, following.starts)


def _things(draaiboek: Draaiboek, role: str) -> re.Pattern[str] | None:
    """What the role brings, as it occurs in orders: "handmicrofoons 1 en 2"."""
    words = [
        re.match(r"\w{4,}", material.what) for material in draaiboek.materials if material.supplier == role
    ]
    names = sorted({found.group() for found in words if found}, key=len, reverse=True)
    if not names:
        return None
    either = "|".join(re.escape(name) for name in names)
    return re.compile(rf"\S*\b(?:{either})\w*(?: \d+(?: en \d+)?)?[^\s\w]*", re.IGNORECASE)


def _session(timed: TimedSession, block: TimedItem) -> Paragraph:
    session = timed.session
    told = [Run(session.room, Face.SEMIBOLD, INK)] if session.room else []
    ends = "" if timed.ends == block.ends else f", tot {clock(timed.ends)}"
    return paragraph([*told, Run(f"{session.title}{ends}", colour=INK)], UNDER, ORDER_WIDE)


def _short(title: str) -> str:
    """The part of a title that names it: "Waarom nu"."""
    return title.split(": ", 1)[0]


def _rooms(sessions: Sequence[TimedSession]) -> str:
    rooms = {session.session.room for session in sessions if session.session.room}
    return f"{spelled(len(rooms))} zalen" if len(rooms) > 1 else next(iter(rooms), "")


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
