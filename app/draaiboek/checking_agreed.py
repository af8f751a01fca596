"""The rules of what was agreed and is asked: who follows whom, the questions of the form, and the choices."""

from __future__ import annotations

from collections.abc import Callable

from app.draaiboek.contents import Draaiboek
from app.draaiboek.contents_agreed import Question, unique_names
from app.draaiboek.findings import Findings, Path
from app.draaiboek.words import quoted, suggestion
from app.programme.plan import Kind
from app.programme.timeline import later, timeline
from app.registrations.question_models import AnswerKind
from app.words import clock, joined, spelled

Report = Callable[[Path, str], None]
_FROM_A_LIST = (AnswerKind.ONE, AnswerKind.SEVERAL)
_NAMES_SHOWN = 100  # to find what was meant: comparing costs time


def check_agreed(draaiboek: Draaiboek, findings: Findings, unfinished: Report) -> None:
    """Note every broken rule; by `unfinished` what the editor can leave half done."""
    _follows(draaiboek, findings, unfinished)
    for index, question in enumerate(draaiboek.questions):
        _question(draaiboek, index, question, findings)
    _choices(draaiboek, findings, unfinished)
    _tied(draaiboek, findings)


def _follows(draaiboek: Draaiboek, findings: Findings, unfinished: Report) -> None:
    """Who goes with somebody goes with one person, who is known by name."""
    if findings.unsure(("team",), ("speakers",)):
        return
    people = _people(draaiboek)
    for index, member in enumerate(draaiboek.team):
        path: Path = ("team", index, "follows")
        if member.follows is None or findings.unsure(path):
            continue
        called = people.get(member.follows, {})
        if not called:
            hint = suggestion(member.follows, list(people)[:_NAMES_SHOWN])
            findings.error(path, f"{quoted(member.follows)} staat niet onder team of speakers.{hint}")
        elif len(called) > 1:
            lines = list(dict.fromkeys(str(findings.line(place)) for place in called.values()))
            at = f"de regels {joined(lines)}" if lines[1:] else f"regel {lines[0]}"
            text = f"Er zijn {spelled(len(called))} mensen die {quoted(member.follows)} heten, op {at}."
            unfinished(path, f"{text} Geef ieder een eigen naam, bijvoorbeeld met de organisatie erachter.")


def _people(draaiboek: Draaiboek) -> dict[str, dict[tuple[str, ...], Path]]:
    """By name, each person who is called so, and where they stand first.

    Lines with the same organisation and address are one person in more roles, but two speakers are two people.
    """
    people: dict[str, dict[tuple[str, ...], Path]] = {}
    for index, member in enumerate(draaiboek.team):
        same = people.setdefault(member.name, {})
        same.setdefault((member.organisation, member.email), ("team", index, "name"))
    speaking: set[tuple[str, ...]] = set()
    for index, speaker in enumerate(draaiboek.speakers):
        who: tuple[str, ...] = (speaker.organisation, speaker.email)
        which = (*who, speaker.id) if (speaker.name, *who) in speaking else who
        speaking.add((speaker.name, *who))
        people.setdefault(speaker.name, {}).setdefault(which, ("speakers", index, "name"))
    return people


def _question(draaiboek: Draaiboek, index: int, question: Question, findings: Findings) -> None:
    path: Path = ("questions", index)
    if findings.unsure(("questions",), (*path, "kind"), (*path, "options")):
        return
    if question.kind in _FROM_A_LIST and len(question.options) < 2:
        text = f"Bij kind: {question.kind} horen ten minste twee keuzes. Zet ze onder options."
        findings.error((*path, "kind"), text)
    if question.only_if is not None:
        earlier = unique_names(asked.text for asked in draaiboek.questions)[:index]
        if question.only_if.question not in earlier:
            at: Path = (*path, "only_if", "question")
            if not findings.unsure(at):
                asked = quoted(question.only_if.question)
                findings.error(at, f"De vraag {asked} staat niet boven deze vraag. Neem haar tekst over.")


def _choices(draaiboek: Draaiboek, findings: Findings, unfinished: Report) -> None:
    """Each choice is of a parallel block. Without its item there is no row to keep it at, so that is an error."""
    if findings.unsure(("programme",)):
        return
    names = unique_names(item.title for item in draaiboek.programme)
    items = dict(zip(names, draaiboek.programme, strict=True))
    for index, choice in enumerate(draaiboek.choices):
        path: Path = ("choices", index, "item")
        if findings.unsure(path):
            continue
        item = items.get(choice.item)
        if item is None:
            if not any(one[:1] == ("programme",) for one in findings.refused):
                hint = suggestion(choice.item, names[:_NAMES_SHOWN])
                findings.error(path, f"Het onderdeel {quoted(choice.item)} staat niet onder programme.{hint}")
        elif item.kind is not Kind.PARALLEL:
            unfinished(path, f"{quoted(choice.item)} heeft geen deelsessies om uit te kiezen.")


def _tied(draaiboek: Draaiboek, findings: Findings) -> None:
    """A meal that is tied to an item begins with that item, whatever `starts` says."""
    if findings.refused or not any(moment.item for moment in draaiboek.catering):
        return
    day = timeline(draaiboek.day, draaiboek.programme)
    names = unique_names(item.title for item in draaiboek.programme)
    starts = {name: timed.starts for name, timed in zip(names, day.items, strict=True)}
    for index, moment in enumerate(draaiboek.catering):
        begins = starts.get(moment.item or "")
        if begins is not None:
            at = later(begins, moment.offset)
            if at.time() != moment.starts:
                told = f"begint om {clock(at)}, niet om {clock(moment.starts)}"
                text = f"{quoted(moment.title)} hoort bij een onderdeel en {told}."
                findings.warn(("catering", index, "starts"), text)
