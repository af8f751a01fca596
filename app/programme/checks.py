"""What is wrong with the times of a day. Finds and names; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.programme.clashes import Use, clash_problems
from app.programme.plan import Day
from app.programme.problems import Problem, ProblemKind, clock_text, minutes_text, quoted
from app.programme.timed import TimedItem, TimedMoment, TimedSession, Timeline, minutes_between

CUE_REACH = 24 * 60  # minutes
STEPS_SPARE = 5  # minutes that the steps of an item may leave


def find_problems(
    day: Day, zone: ZoneInfo, line: Timeline, speakers: Mapping[str, str]
) -> tuple[Problem, ...]:
    """All problems in programme order, those of the whole day last. `speakers`: names by id."""
    spans = [(timed.starts.astimezone(UTC), timed.ends.astimezone(UTC)) for timed in line.items]
    problems = [
        *_overlaps(line),
        *_wrong_clocks(day, zone, line),
        *_wrong_sessions(line),
        *_far_cues(line),
        *_wrong_steps(line),
        *clash_problems(ProblemKind.ROOM, room_uses(line), spans, zone, {}),
        *clash_problems(ProblemKind.SPEAKER, speaker_uses(line), spans, zone, speakers),
        *_overrun(line),
    ]
    return tuple(sorted(problems, key=lambda problem: (problem.index is None, problem.index or 0)))


def _overlaps(line: Timeline) -> Iterator[Problem]:
    for above, timed in pairwise(line.items):
        minutes = minutes_between(timed.starts, above.ends)
        if minutes > 0:
            yield Problem(
                kind=ProblemKind.OVERLAP,
                text=f"{quoted(above.item.title)} loopt {minutes_text(minutes)} door in "
                f"{quoted(timed.item.title)}, die vast om {clock_text(timed.starts)} begint.",
                index=timed.index,
                other=above.index,
                minutes=minutes,
            )


def _wrong_clocks(day: Day, zone: ZoneInfo, line: Timeline) -> Iterator[Problem]:
    """Times inside the skipped or the doubled hour. A start that follows is told as the end of the item above."""
    if zone.key != day.timezone:
        text = f"De tijdzone {quoted(day.timezone)} bestaat niet. Kies een naam als {zone.key}."
        yield Problem(kind=ProblemKind.CLOCK, text=text)
    if not line.items:
        yield from _wrong_clock("De dag begint", line.starts, day.starts)
    yield from _wrong_clock("De dag eindigt", line.promised_end, day.ends)
    for timed in line.items:
        name, index = quoted(timed.item.title), timed.index
        if index == 0 or timed.fixed:
            yield from _wrong_clock(
                f"{name} begint", timed.starts, timed.item.starts or day.starts, index=index
            )
        yield from _wrong_clock(f"{name} eindigt", timed.ends, index=index)
        yield from _wrong_clocks_within(timed)
    for moment in line.moments:
        name = quoted(moment.moment.what)
        yield from _wrong_clock(f"{name} begint", moment.starts, moment.moment.starts, moment=moment.index)
        yield from _wrong_clock(f"{name} eindigt", moment.ends, moment=moment.index)


def _wrong_clocks_within(timed: TimedItem) -> Iterator[Problem]:
    for session in timed.sessions:
        if session.ends != timed.ends:
            yield from _wrong_clock(
                f"{quoted(session.session.title)} eindigt",
                session.ends,
                index=timed.index,
                session=session.session.id,
            )
    for cue in timed.cues:
        name = f"De cue {quoted(cue.cue.what)} bij {quoted(timed.item.title)} valt"
        yield from _wrong_clock(name, cue.at, index=timed.index, cue=cue.index)


def _wrong_clock(
    subject: str,
    shown: datetime,
    meant: time | None = None,
    *,
    index: int | None = None,
    session: str | None = None,
    moment: int | None = None,
    cue: int | None = None,
) -> Iterator[Problem]:
    """`meant` is what the planner typed: it differs from what is `shown` when the clock skips it."""
    if meant is not None and (meant.hour, meant.minute) != (shown.hour, shown.minute):
        clock, fault = clock_text(meant), "die tijd bestaat niet: de klok gaat dan vooruit"
    elif shown.utcoffset() != shown.replace(fold=1 - shown.fold).utcoffset():
        clock, fault = clock_text(shown), "die tijd komt twee keer voor: de klok gaat dan terug"
    else:
        return
    text = f"{subject} om {clock}, maar {fault}. Kies een andere tijd."
    yield Problem(kind=ProblemKind.CLOCK, text=text, index=index, session=session, moment=moment, cue=cue)


def _wrong_sessions(line: Timeline) -> Iterator[Problem]:
    for timed in line.items:
        in_room: dict[str, str] = {}
        for held in timed.sessions:
            session, minutes = held.session, minutes_between(timed.ends, held.ends)
            if minutes > 0:
                yield Problem(
                    kind=ProblemKind.SESSION_LONG,
                    text=f"{quoted(session.title)} duurt {minutes_text(minutes)} langer dan het blok "
                    f"{quoted(timed.item.title)}.",
                    index=timed.index,
                    session=session.id,
                    minutes=minutes,
                )
            if session.room and session.room in in_room:
                yield Problem(
                    kind=ProblemKind.SESSION_ROOM,
                    text=f"{quoted(in_room[session.room])} en {quoted(session.title)} zijn tegelijk in "
                    f"{session.room}. Kies voor een van de twee een andere zaal.",
                    index=timed.index,
                    session=session.id,
                )
            elif session.room:
                in_room[session.room] = session.title


def _far_cues(line: Timeline) -> Iterator[Problem]:
    for timed in line.items:
        for cue in timed.cues:
            distance = minutes_between(line.starts, cue.at)
            if abs(distance) > CUE_REACH:
                side = "na" if distance > 0 else "voor"
                yield Problem(
                    kind=ProblemKind.CUE_FAR,
                    text=f"De cue {quoted(cue.cue.what)} bij {quoted(timed.item.title)} valt meer dan 24 uur {side} "
                    "het begin van de dag. Kies een tijd dichterbij.",
                    index=timed.index,
                    cue=cue.index,
                )


def _wrong_steps(line: Timeline) -> Iterator[Problem]:
    for timed in line.items:
        minutes = sum(step.minutes for step in timed.item.steps)
        over = minutes - timed.item.minutes
        if not minutes or -STEPS_SPARE <= over <= 0:
            continue
        told = f"De stappen van {quoted(timed.item.title)} duren samen {minutes_text(minutes)}"
        if over > 0:
            told += f", {minutes_text(over)} langer dan het onderdeel. Maak een stap korter of het onderdeel langer."
        else:
            told += f". Er blijven {minutes_text(-over)} over."
        yield Problem(
            kind=ProblemKind.STEPS_LONG if over > 0 else ProblemKind.STEPS_SHORT,
            text=told,
            index=timed.index,
            minutes=abs(over),
        )


def room_uses(line: Timeline) -> Iterator[Use]:
    for timed in line.items:
        if timed.item.room:
            yield _use(timed.item.room, timed.item.title, timed, index=timed.index)
        for held in timed.sessions:
            if held.session.room:
                yield _session_use(held.session.room, timed, held)
    for moment in line.moments:
        if moment.moment.room:
            yield _use(moment.moment.room, moment.moment.what, moment, moment=moment.index)


def speaker_uses(line: Timeline) -> Iterator[Use]:
    """Who speaks for a whole block and in one of its sessions is in one place: the session."""
    for timed in line.items:
        in_sessions = {speaker for held in timed.sessions for speaker in held.session.speakers}
        for speaker in dict.fromkeys(timed.item.speakers):
            if speaker not in in_sessions:
                yield _use(speaker, timed.item.title, timed, index=timed.index)
        for held in timed.sessions:
            for speaker in dict.fromkeys(held.session.speakers):
                yield _session_use(speaker, timed, held)


def _session_use(of: str, timed: TimedItem, held: TimedSession) -> Use:
    return _use(of, held.session.title, held, index=timed.index, session=held.session.id)


def _use(
    of: str,
    title: str,
    span: TimedItem | TimedSession | TimedMoment,
    *,
    index: int | None = None,
    session: str | None = None,
    moment: int | None = None,
) -> Use:
    starts, ends = span.starts.astimezone(UTC), span.ends.astimezone(UTC)
    return Use(of=of, title=title, starts=starts, ends=ends, index=index, session=session, moment=moment)


def _overrun(line: Timeline) -> Iterator[Problem]:
    if line.late_by > 0:
        yield Problem(
            kind=ProblemKind.OVERRUN,
            text=f"Het programma loopt {minutes_text(line.late_by)} door na het beloofde einde om "
            f"{clock_text(line.promised_end)}.",
            minutes=line.late_by,
        )
