"""The time engine: from what was planned to absolute times and typed problems. Pure; no other code adds minutes.

Minutes are elapsed time: all is reckoned in UTC and shown in the day's zone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from app.programme.checks import find_problems
from app.programme.plan import Anchor, Day, Item, Moment, Session
from app.programme.problems import Problem, ProblemKind
from app.programme.timed import (
    TimedCue,
    TimedItem,
    TimedMoment,
    TimedSession,
    Timeline,
    minutes_between,
    without_closing_borrel,
)

__all__ = [
    "Problem",
    "ProblemKind",
    "TimedCue",
    "TimedItem",
    "TimedMoment",
    "TimedSession",
    "Timeline",
    "later",
    "minutes_between",
    "timeline",
    "zone_of",
]

DEFAULT_ZONE = "Europe/Amsterdam"
CLEARING = timedelta(
    hours=3
)  # how long after the programme a moment belongs to its end rather than to its morning
# Every zone can show these two, and every result lies between them however wild the plan.
EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
LATEST = datetime(9999, 12, 29, tzinfo=UTC)
MARGIN = timedelta(days=3)  # between those and a day's date: the next day, and its time in any zone


def timeline(
    day: Day,
    items: Sequence[Item],
    moments: Sequence[Moment] = (),
    speakers: Mapping[str, str] = MappingProxyType({}),
) -> Timeline:
    """Compute the day. Never raises on a bad plan: what is wrong comes back as problems, in programme order.

    `speakers` gives names by id, for the texts. Negative minutes count as 0. A time in the skipped hour counts as
    an hour later, one in the doubled hour as the first of the two.
    """
    frame = _Frame.of(day, items)
    timed_items = _timed_items(frame, items)
    starts = timed_items[0].starts if timed_items else frame.at(frame.first)
    ends = timed_items[-1].ends if timed_items else starts
    programme = without_closing_borrel(timed_items)
    promised_end = frame.at(day.ends, next_day=_whole(day.ends) < frame.first)
    line = Timeline(
        items=timed_items,
        moments=_timed_moments(frame, moments, starts, max(ends, promised_end, key=_utc)),
        problems=(),
        starts=starts,
        ends=ends,
        programme_end=programme[-1].ends if programme else ends,
        promised_end=promised_end,
    )
    return replace(line, problems=find_problems(day, frame.zone, line, speakers))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The date and zone in which clock times get their meaning; `first` is when the first item begins."""

    date: date
    zone: ZoneInfo
    first: time

    @classmethod
    def of(cls, day: Day, items: Sequence[Item]) -> _Frame:
        first = items[0].starts if items else None
        return cls(
            date=min(max(day.date, (EARLIEST + MARGIN).date()), (LATEST - MARGIN).date()),
            zone=zone_of(day.timezone),
            first=_whole(day.starts if first is None else first),
        )

    def at(self, clock: time, *, next_day: bool = False) -> datetime:
        date = self.date + timedelta(days=1 if next_day else 0)
        return datetime.combine(date, _whole(clock), self.zone).astimezone(UTC).astimezone(self.zone)

    def later(self, moment: datetime, minutes: int) -> datetime:
        return later(moment, minutes).astimezone(self.zone)


def later(moment: datetime, minutes: int) -> datetime:
    """`moment` (aware) moved by elapsed minutes, in its own zone; never further than every zone can show."""
    try:
        moved = _utc(moment) + timedelta(minutes=minutes)
    except OverflowError:
        moved = LATEST if minutes > 0 else EARLIEST
    return min(max(moved, EARLIEST), LATEST).astimezone(moment.tzinfo)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _whole(clock: time) -> time:
    return time(clock.hour, clock.minute)


def zone_of(name: str) -> ZoneInfo:
    """The time zone of this name; the Dutch one when there is none of it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo(DEFAULT_ZONE)


def _timed_items(frame: _Frame, items: Sequence[Item]) -> tuple[TimedItem, ...]:
    timed: list[TimedItem] = []
    ends = frame.at(frame.first)
    for index, item in enumerate(items):
        starts = ends
        if item.starts is not None:
            starts = frame.at(item.starts, next_day=_whole(item.starts) < frame.first)
            if timed:
                timed[-1] = replace(timed[-1], slack=max(minutes_between(ends, starts), 0))
        ends = frame.later(starts, max(item.minutes, 0))
        timed.append(
            TimedItem(
                item=item,
                index=index,
                starts=starts,
                ends=ends,
                fixed=item.starts is not None,
                slack=0,
                sessions=tuple(_timed_session(frame, session, starts, ends) for session in item.parallel),
                cues=tuple(
                    TimedCue(
                        cue=cue,
                        index=number,
                        at=frame.later(starts if cue.anchor is Anchor.START else ends, cue.offset),
                    )
                    for number, cue in enumerate(item.cues)
                ),
            )
        )
    return tuple(timed)


def _timed_session(frame: _Frame, session: Session, starts: datetime, block_ends: datetime) -> TimedSession:
    ends = block_ends if session.minutes is None else frame.later(starts, max(session.minutes, 0))
    return TimedSession(session=session, starts=starts, ends=ends)


def _timed_moments(
    frame: _Frame, moments: Sequence[Moment], first: datetime, last: datetime
) -> tuple[TimedMoment, ...]:
    """Moments lie on the day's date: building up at 07.15 comes before a start at 09.00.

    Only one earlier on the clock than the first start may be meant for the night after it. It is when the next date
    puts it inside the day or shortly after its end, and nearer to that end than to the first start.
    """
    timed = []
    for index, moment in enumerate(moments):
        starts = frame.at(moment.starts)
        if _whole(moment.starts) < frame.first:
            night = frame.at(moment.starts, next_day=True)
            after, before = _utc(night) - _utc(last), _utc(first) - _utc(starts)
            starts = night if after <= CLEARING and after < before else starts
        ends = frame.later(starts, max(moment.minutes, 0))
        timed.append(TimedMoment(moment=moment, index=index, starts=starts, ends=ends))
    return tuple(timed)
