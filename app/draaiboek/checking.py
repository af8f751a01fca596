"""The rules of a draaiboek that go beyond one value. What breaks one is an error; of a draft some are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from app.draaiboek.checking_agreed import check_agreed
from app.draaiboek.contents import Draaiboek
from app.draaiboek.contents_agreed import unique_names
from app.draaiboek.findings import Findings, Path
from app.draaiboek.words import quoted, suggestion
from app.programme.plan import Item, Kind
from app.programme.timeline import Problem, ProblemKind, timeline

MOST_COMPARED = 100  # names, to find what was meant: comparing costs time
_TIMES = ("starts", "minutes", "at")
_ERRORS = (
    ProblemKind.OVERLAP,
    ProblemKind.CLOCK,
    ProblemKind.SESSION_ROOM,
    ProblemKind.SESSION_LONG,
    ProblemKind.CUE_FAR,
    ProblemKind.STEPS_LONG,
)

Report = Callable[[Path, str], None]


def check(draaiboek: Draaiboek, findings: Findings, *, draft: bool) -> None:
    """Note every broken rule. In a draft what the editor can leave half done only warns: times, sessions, names."""
    unfinished = findings.warn if draft else findings.error
    if not draaiboek.programme and ("programme",) not in findings.refused:
        unfinished(("programme",), "Het programma is leeg. Zet er ten minste één onderdeel in.")
    _registration(draaiboek, findings)
    _twice(draaiboek, findings)
    _references(draaiboek, findings, unfinished)
    for index, item in enumerate(draaiboek.programme):
        _item(item, ("programme", index), findings, unfinished)
    _session_places(draaiboek, unfinished)
    _tasks(draaiboek, findings)
    check_agreed(draaiboek, findings, unfinished)
    _times(draaiboek, findings, unfinished)


def _registration(draaiboek: Draaiboek, findings: Findings) -> None:
    opens, closes = draaiboek.registration.opens, draaiboek.registration.closes
    if opens and closes and closes < opens:
        findings.error(
            ("registration", "closes"), "De aanmelding sluit voordat zij opent. Zet closes op of na opens."
        )


def _twice(draaiboek: Draaiboek, findings: Findings) -> None:
    """Names by which the rest of the file, or a later choice, points to one thing only."""
    rooms = [
        (("venue", "rooms", index, "name"), room.name) for index, room in enumerate(draaiboek.venue.rooms)
    ]
    sessions = [((*path, "id"), session.id) for path, _, session in _sessions(draaiboek)]
    lists: list[tuple[str, Sequence[tuple[Path, str]]]] = [
        ("De zaal", rooms),
        ("Het doel", _ids("goals", draaiboek.goals)),
        ("De spreker", _ids("speakers", draaiboek.speakers)),
        ("Het cateringmoment", _ids("catering", draaiboek.catering)),
        ("De sessie", sessions),
        *_twice_agreed(draaiboek),
    ]
    for what, names in lists:
        first: dict[str, Path] = {}
        for path, name in names:
            if name in first and not findings.unsure(path):
                line = findings.line(first[name])
                findings.error(path, f"{what} {quoted(name)} staat al op regel {line}. Kies een andere naam.")
            first.setdefault(name, path)


def _twice_agreed(draaiboek: Draaiboek) -> Iterator[tuple[str, list[tuple[Path, str]]]]:
    """What may stand once in the terms, in a room and among the choices."""
    for number, room in enumerate(draaiboek.venue.rooms):
        at: Path = ("venue", "rooms", number, "setups")
        yield "De opstelling", [((*at, index, "setup"), one.setup) for index, one in enumerate(room.setups)]
    steps = draaiboek.venue.terms.cancellation
    at_terms: Path = ("venue", "terms", "cancellation")
    yield (
        "De datum",
        [((*at_terms, index, "after"), step.after.isoformat()) for index, step in enumerate(steps)],
    )
    yield (
        "De keuze bij",
        [(("choices", index, "item"), choice.item) for index, choice in enumerate(draaiboek.choices)],
    )


def _ids(key: str, things: Iterable[Any]) -> list[tuple[Path, str]]:
    return [((key, index, "id"), thing.id) for index, thing in enumerate(things)]


def _sessions(draaiboek: Draaiboek) -> Iterator[tuple[Path, Item, Any]]:
    for index, item in enumerate(draaiboek.programme):
        for number, session in enumerate(item.parallel):
            yield ("programme", index, "parallel", number), item, session


def _references(draaiboek: Draaiboek, findings: Findings, unfinished: Report) -> None:
    known = {
        ("venue", "rooms", "name"): [room.name for room in draaiboek.venue.rooms],
        ("goals", "id"): [goal.id for goal in draaiboek.goals],
        ("speakers", "id"): [speaker.id for speaker in draaiboek.speakers],
        ("team", "role"): [member.role for member in draaiboek.team],
        ("programme", "title"): list(unique_names(item.title for item in draaiboek.programme)),
    }
    unsure = {where for where in known if _half_read(findings, where[:-1], where[-1])}
    for path, what, where, name in _named(draaiboek):
        if name not in known[where] and where not in unsure and not findings.unsure(path):
            hint = suggestion(name, known[where][:MOST_COMPARED]) or " Zet die erbij."
            unfinished(path, f"{what} {quoted(name)} staat niet onder {where[-2]}.{hint}")


def _half_read(findings: Findings, section: Path, key: str) -> bool:
    """Whether a name in this section was refused: then nobody can say that another name is missing."""
    deep = len(section)
    return any(
        path == section[: len(path)] or (path[:deep] == section and path[deep + 1 :] in ((), (key,)))
        for path in findings.refused
    )


def _named(draaiboek: Draaiboek) -> Iterator[tuple[Path, str, tuple[str, ...], str]]:
    """Every reference: its path, what it is to, where that is told, and its name."""
    supplies = [
        ("moments", draaiboek.moments),
        ("catering", draaiboek.catering),
        ("materials", draaiboek.materials),
    ]
    places = [((key, index), thing) for key, things in supplies for index, thing in enumerate(things)]
    items = [(("programme", index), item) for index, item in enumerate(draaiboek.programme)]
    sessions = [(path, session) for path, _, session in _sessions(draaiboek)]
    for path, thing in (*places, *items, *sessions):
        if thing.room is not None:
            yield (*path, "room"), "De zaal", ("venue", "rooms", "name"), thing.room
    for path, thing in (*items, *sessions):
        for number, speaker in enumerate(thing.speakers):
            yield (*path, "speakers", number), "De spreker", ("speakers", "id"), speaker
    for path, item in items:
        if item.goal is not None:
            yield (*path, "goal"), "Het doel", ("goals", "id"), item.goal
    for index, member in enumerate(draaiboek.team):
        if member.backup is not None:
            yield ("team", index, "backup"), "De rol", ("team", "role"), member.backup
    for index, moment in enumerate(draaiboek.catering):
        if moment.item is not None:
            yield ("catering", index, "item"), "Het onderdeel", ("programme", "title"), moment.item


def _item(item: Item, path: Path, findings: Findings, unfinished: Report) -> None:
    unsure = findings.unsure((*path, "minutes"))
    if item.minimum is not None and item.minimum > item.minutes and not unsure:
        text = f"minimum: {item.minimum} is langer dan minutes: {item.minutes}. Maak het minimum korter."
        findings.error((*path, "minimum"), text)
    if findings.unsure(path, (*path, "kind"), (*path, "parallel")):
        return
    if item.kind is Kind.PARALLEL and not item.parallel:
        text = "Een onderdeel van de soort parallel heeft sessies nodig. Zet ze onder parallel."
        unfinished((*path, "kind"), text)
    if item.kind is not Kind.PARALLEL and item.parallel:
        text = f"Sessies horen bij kind: parallel, en dit onderdeel is {item.kind}. Schrijf kind: parallel."
        unfinished((*path, "parallel"), text)


def _session_places(draaiboek: Draaiboek, unfinished: Report) -> None:
    held = {room.name: room.capacity for room in draaiboek.venue.rooms}
    for path, _, session in _sessions(draaiboek):
        most = held.get(session.room) if session.room else None
        if most is not None and session.capacity is not None and session.capacity > most:
            text = (
                f"De sessie {quoted(session.title)} heeft {session.capacity} plaatsen en {session.room} heeft er "
                f"{most}. Maak de sessie kleiner of kies een andere zaal."
            )
            unfinished((*path, "capacity"), text)


def _tasks(draaiboek: Draaiboek, findings: Findings) -> None:
    for index, task in enumerate(draaiboek.tasks):
        path = ("tasks", index)
        if findings.unsure(path, (*path, "day"), (*path, "workday")):
            continue
        if (task.day is None) == (task.workday is None):
            findings.error(path, "Geef bij een taak óf day: óf workday:, en niet allebei of geen van beide.")


def _times(draaiboek: Draaiboek, findings: Findings, unfinished: Report) -> None:
    """What the time engine finds, as far as the times could be read."""
    if findings.unsure(("date",), ("starts",), ("timezone",), ("programme",)):
        return
    items = draaiboek.programme[: _readable_items(draaiboek, findings)]
    moments = draaiboek.moments if not any(path[:1] == ("moments",) for path in findings.refused) else ()
    names = {speaker.id: speaker.name for speaker in draaiboek.speakers}
    for problem in timeline(draaiboek.day, items, moments, names).problems:
        if problem.kind in _ERRORS:
            unfinished(_place(problem, draaiboek), problem.text)
        elif not findings.refused:
            findings.warn(_place(problem, draaiboek), problem.text)


def _readable_items(draaiboek: Draaiboek, findings: Findings) -> int:
    """How many items come before the first whose time could not be read."""
    unread = [
        path[1]
        for path in findings.refused
        if path[:1] == ("programme",) and isinstance(path[1], int) and (len(path) == 2 or path[-1] in _TIMES)
    ]
    return min((index for index in unread if isinstance(index, int)), default=len(draaiboek.programme))


_MENDED_AT = {
    ProblemKind.OVERLAP: "starts",
    ProblemKind.CLOCK: "starts",
    ProblemKind.ROOM: "room",
    ProblemKind.SPEAKER: "speakers",
    ProblemKind.SESSION_ROOM: "room",
    ProblemKind.SESSION_LONG: "minutes",
    ProblemKind.CUE_FAR: "at",
    ProblemKind.STEPS_LONG: "steps",
    ProblemKind.STEPS_SHORT: "steps",
}


def _place(problem: Problem, draaiboek: Draaiboek) -> Path:
    """Where in the file the planner mends this."""
    if problem.index is None:
        if problem.moment is None:
            return ("ends",) if draaiboek.programme else ("starts",)
        return ("moments", problem.moment, _MENDED_AT[problem.kind])
    part: Path = ("programme", problem.index)
    if problem.cue is not None:
        part = (*part, "cues", problem.cue)
    elif problem.session is not None:
        ids = [session.id for session in draaiboek.programme[problem.index].parallel]
        part = (*part, "parallel", ids.index(problem.session))
    return (*part, _MENDED_AT[problem.kind])
