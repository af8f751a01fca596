"""Whether the crew is there when the plan needs them: gaps, double bookings, and who does not follow. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.programme.timeline import Timeline
from app.words import clock, joined, spelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a role, between `starts` and `ends` where those are set. `follows`: the name of a person."""

    role: str
    name: str
    starts: time | None = None
    ends: time | None = None
    follows: str | None = None

    @property
    def several(self) -> bool:
        """Whether the line stands for more people: "Lot, met drie collega's", "Pim en Wil"."""
        return "," in self.name or " en " in self.name

    @property
    def short(self) -> str:
        return self.name.split(",")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that needs roles, or has speakers, from `starts` to `ends`. `block`: it stands beside others."""

    title: str
    starts: datetime
    ends: datetime
    roles: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    block: int | None = None


def duties(day: Timeline) -> list[Duty]:
    """Items, sessions and moments, in order of time."""
    found = [
        Duty(
            title=timed.item.title,
            starts=timed.starts,
            ends=timed.ends,
            roles=timed.item.roles,
            speakers=timed.item.speakers,
        )
        for timed in day.items
    ]
    found += [
        Duty(
            title=one.session.title,
            starts=one.starts,
            ends=one.ends,
            roles=one.session.roles,
            speakers=one.session.speakers,
            block=timed.index,
        )
        for timed in day.items
        for one in timed.sessions
    ]
    found += [
        Duty(title=timed.moment.what, starts=timed.starts, ends=timed.ends, roles=timed.moment.roles)
        for timed in day.moments
    ]
    return sorted(found, key=lambda duty: duty.starts)


def remarks(day: Timeline, crew: Sequence[Member]) -> list[str]:
    """What does not fit, in sentences, each once."""
    all_ = duties(day)
    return list(dict.fromkeys([*_gaps(all_, crew), *_doubles(all_, crew), *_followers(all_, crew)]))


def _gaps(all_: Sequence[Duty], crew: Sequence[Member]) -> Iterator[str]:
    """A role that is needed when nobody who has it is there."""
    for duty in all_:
        for role in duty.roles:
            able = [member for member in crew if member.role == role]
            if able and not any(_there(member, duty.starts, duty.ends) for member in able):
                who = able[0]
                yield f"{role} is nodig bij ‘{duty.title}’ ({_hours(duty)}), en {who.short} is er {_shift(who)}."


def _doubles(all_: Sequence[Duty], crew: Sequence[Member]) -> Iterator[str]:
    """Sessions beside each other that ask for more people of a role than there are."""
    blocks = {duty.block for duty in all_ if duty.block is not None}
    for block in sorted(blocks):
        beside = [duty for duty in all_ if duty.block == block]
        for role in dict.fromkeys(role for duty in beside for role in duty.roles):
            members = [member for member in crew if member.role == role]
            asking = [duty for duty in beside if role in duty.roles]
            if not members or any(member.several for member in members) or len(members) >= len(asking):
                continue
            titles = joined([f"‘{duty.title}’" for duty in asking])
            number = spelled(len(asking))
            names = joined([member.short for member in members])
            yield f"{names} ({role}) staat tegelijk in {number} deelsessies, om {clock(asking[0].starts)}: {titles}."


def _followers(all_: Sequence[Duty], crew: Sequence[Member]) -> Iterator[str]:
    """Who follows somebody and is not there, or has to be elsewhere, when that one speaks or works."""
    for member in crew:
        if member.follows is None:
            continue
        roles = {other.role for other in crew if other.name == member.follows}
        led = member.follows.split(",")[0]
        for duty in all_:
            if member.follows not in duty.speakers and roles.isdisjoint(duty.roles):
                continue
            if not _there(member, duty.starts, duty.ends):
                missed = f"niet bij ‘{duty.title}’ ({_hours(duty)})"
                yield f"{member.short} gaat mee met {led}, en is er {_shift(member)}: {missed}."
            for other in all_:
                elsewhere = other.block is not None and member.role in other.roles and other != duty
                if elsewhere and other.starts < duty.ends and duty.starts < other.ends:
                    also = f"en staat dan ook bij ‘{other.title}’"
                    yield f"{member.short} gaat mee met {led} naar ‘{duty.title}’, {also}."


def _there(member: Member, starts: datetime, ends: datetime) -> bool:
    """Whether the shift has all of it. A shift that ends before it begins ends the next day."""
    begin = datetime.combine(starts.date(), member.starts, starts.tzinfo) if member.starts else starts
    until = datetime.combine(begin.date(), member.ends, ends.tzinfo) if member.ends else ends
    if member.starts and member.ends and member.ends <= member.starts:
        until += timedelta(days=1)
    return begin <= starts and ends <= until


def _shift(member: Member) -> str:
    since = f"vanaf {clock(member.starts)}" if member.starts else ""
    until = f"tot {clock(member.ends)}" if member.ends else ""
    return " ".join(filter(None, [since, until]))


def _hours(duty: Duty) -> str:
    return f"{clock(duty.starts)}-{clock(duty.ends)}"
