"""What differs around the day: key facts, people, catering, rooms, things, and what has to be done."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.draaiboek.changes_pairs import paired
from app.draaiboek.changes_told import Change, Detail, Word
from app.draaiboek.changes_words import (
    ROLES,
    ROOM,
    Told,
    day,
    details,
    euros,
    fact,
    lines,
    prose,
    time_of,
    value,
    yes,
)
from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_team import role_label
from app.words import count

_TEXT = {"changed": "gewijzigd", "added": "toegevoegd", "gone": "vervallen"}


def _text(field: str) -> Told:
    return Told(field=field, show=lines, **_TEXT)


def _days(many: int | None) -> str:
    return "" if many is None else _counted(many, "dag", "dagen")


def _workdays(many: int | None) -> str:
    return "" if many is None else _counted(many, "werkdag", "werkdagen")


def _counted(many: int, one: str, more: str) -> str:
    if not many:
        return "op de dag zelf"
    return f"{count(abs(many), one, more)} {'vooraf' if many < 0 else 'na afloop'}"


_FACTS = {
    "Titel": fact("title"),
    "Datum": fact("date", day),
    "Begin": fact("starts", time_of),
    "Einde": fact("ends", time_of),
    "Tijdzone": fact("timezone"),
    "Thema": fact("theme"),
    "Opdrachtgever": fact("client"),
    "Plaatsen": fact("capacity"),
    "Domeinen": fact("domains"),
    "Huisregels": _text("house_rules"),
}
_WITHIN = {
    "venue": {"Locatie": fact("name"), "Adres": fact("address", lines), "Route": _text("route")},
    "brief": {"Aanleiding": _text("occasion"), "Voorwaarden": _text("conditions")},
    "registration": {"Aanmelden vanaf": fact("opens", day), "Aanmelden tot en met": fact("closes", day)},
}


def fact_changes(before: Draaiboek, after: Draaiboek) -> Iterator[Change]:
    """Date, hours, place and the like, each by itself."""
    for label, told in _FACTS.items():
        yield from _fact(told.field, label, told, before, after)
    for part, facts in _WITHIN.items():
        for label, told in facts.items():
            yield from _fact(part, label, told, getattr(before, part), getattr(after, part))


def _fact(part: str, label: str, told: Told, before: Any, after: Any) -> Iterator[Change]:
    if detail := told.of(before, after):
        was, now = told.show(getattr(before, told.field)), told.show(getattr(after, told.field))
        word = Word.GEWIJZIGD if was and now else Word.NIEUW if now else Word.VERVALLEN
        yield Change(
            word=word, part=part, key=told.field, title=label, sentence=detail.text, details=(detail,)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list of a draaiboek: by what its lines are the same, what names one, how its fields are told."""

    part: str
    keys: tuple[Callable[[Any], Hashable | None], ...]
    key: Callable[[Any], str]
    title: Callable[[Any], str]
    tellers: Sequence[Told]
    of: Callable[[Draaiboek], Sequence[Any]]

    def changes(self, before: Draaiboek, after: Draaiboek) -> Iterator[Change]:
        olds, news = self.of(before), self.of(after)
        for here, there in paired(olds, news, *self.keys):
            old = None if here is None else olds[here]
            new = None if there is None else news[there]
            found = details(self.tellers, old, new) if old and new else [_whole(gone=new is None)]
            if found:
                some = new or old
                yield Change(
                    word=Word.GEWIJZIGD if old and new else Word.NIEUW if new else Word.VERVALLEN,
                    part=self.part,
                    key=self.key(some),
                    title=self.title(some),
                    sentence="; ".join(detail.text for detail in found),
                    details=tuple(found),
                    index=there,
                    was_index=here,
                )


def _whole(*, gone: bool) -> Detail:
    return Detail(field="", text="vervalt" if gone else "komt erbij")


_FIRST_NAME = yes("first_name_only", "alleen met voornaam", "weer met de hele naam")
_LISTS = (
    _List(
        part="goals",
        keys=(lambda goal: goal.id,),
        key=lambda goal: goal.id,
        title=lambda goal: f"Doel {goal.pillar}",
        tellers=(
            Told(
                field="text",
                show=lines,
                changed="luidt nu ‘{now}’",
                added="luidt ‘{now}’",
                gone="zonder tekst",
            ),
            value("pillar", "pijler"),
            prose("measure", "hoe u ziet dat het is gelukt,"),
        ),
        of=lambda book: book.goals,
    ),
    _List(
        part="team",
        keys=(
            lambda member: (member.role, member.name),
            lambda member: member.role,
            lambda member: member.name,
        ),
        key=lambda member: f"{member.role} {member.name}",
        title=lambda member: f"{member.name} ({role_label(member.role)})",
        tellers=(
            Told(field="name", show=str, changed="in plaats van {was}", added="", gone=""),
            value("role", "rol"),
            value("organisation", "organisatie"),
            value("email", "mailadres"),
            value("phone", "telefoon"),
            value("backup", "vervanger"),
            yes("regie", "heeft nu de regie", "heeft niet meer de regie"),
            _FIRST_NAME,
        ),
        of=lambda book: book.team,
    ),
    _List(
        part="speakers",
        keys=(lambda speaker: speaker.id,),
        key=lambda speaker: speaker.id,
        title=lambda speaker: speaker.name,
        tellers=(
            Told(field="name", show=str, changed="heette ‘{was}’", added="", gone=""),
            value("organisation", "organisatie"),
            value("email", "mailadres"),
            Told(field="status", show=str, changed="nu {now}, was {was}", added="", gone=""),
            Told(
                field="arrives",
                show=time_of,
                changed="komt om {now}, was {was}",
                added="komt om {now}",
                gone="geen tijd van aankomst meer, was {was}",
            ),
            value("needs", "nodig:", lambda needs: ", ".join(needs)),
            value("fee", "honorarium", euros),
            _FIRST_NAME,
        ),
        of=lambda book: book.speakers,
    ),
    _List(
        part="rooms",
        keys=(lambda room: room.name,),
        key=lambda room: room.name,
        title=lambda room: room.name,
        tellers=(value("capacity", "aantal plaatsen"),),
        of=lambda book: book.venue.rooms,
    ),
    _List(
        part="materials",
        keys=(lambda thing: (thing.what, thing.room, thing.supplier), lambda thing: thing.what),
        key=lambda thing: thing.what,
        title=lambda thing: thing.what,
        tellers=(
            Told(field="count", show=str, changed="{now} stuks, was {was}", added="", gone=""),
            ROOM,
            value("supplier", "van"),
        ),
        of=lambda book: book.materials,
    ),
    _List(
        part="what_if",
        keys=(lambda line: line.when, lambda line: line.then),
        key=lambda line: line.when,
        title=lambda line: f"Als: {line.when}",
        tellers=(
            Told(field="when", show=str, changed="was ‘{was}’", added="", gone=""),
            prose("then", "wat er dan gebeurt"),
            prose("say", "wat u dan zegt"),
            ROLES,
        ),
        of=lambda book: book.what_if,
    ),
    _List(
        part="tasks",
        keys=(lambda task: task.what, lambda task: (task.day, task.workday, task.roles)),
        key=lambda task: task.what,
        title=lambda task: task.what,
        tellers=(
            Told(field="what", show=str, changed="was ‘{was}’", added="", gone=""),
            fact("day", _days),
            fact("workday", _workdays),
            ROLES,
        ),
        of=lambda book: book.tasks,
    ),
    _List(
        part="budget",
        keys=(lambda line: line.line,),
        key=lambda line: line.line,
        title=lambda line: line.line,
        tellers=(fact("estimate", euros),),
        of=lambda book: book.budget,
    ),
)


def list_changes(before: Draaiboek, after: Draaiboek) -> Iterator[Change]:
    """Goals, people, rooms, things, tasks and budget."""
    for one in _LISTS:
        yield from one.changes(before, after)
