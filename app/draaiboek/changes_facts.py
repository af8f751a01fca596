"""What differs around the day: key facts, people, rooms, things, and what has to be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.draaiboek.changes_agreed import AGREED, WITHIN
from app.draaiboek.changes_lists import Listed
from app.draaiboek.changes_told import Change, Word
from app.draaiboek.changes_words import (
    ROLES,
    ROOM,
    Told,
    day,
    days,
    euros,
    fact,
    known,
    lines,
    listed,
    names,
    per_cent,
    prose,
    setups,
    since,
    stands,
    text,
    time_of,
    value,
    yes,
)
from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_team import role_label
from app.words import count


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
    "Domeinen": fact("domains", names),
    "Huisregels": text("house_rules"),
    "Bellen na stilte": fact("silent_days", days),
    "Schoolvakanties": fact("school_region"),
}


def fact_changes(before: Draaiboek, after: Draaiboek) -> Iterator[Change]:
    """Date, hours, place and the like, each by itself."""
    for label, told in _FACTS.items():
        yield from _fact(told.field, label, told, before, after)
    for part, (held, facts) in WITHIN.items():
        for label, told in facts.items():
            yield from _fact(part, label, told, held(before), held(after))


def _fact(part: str, label: str, told: Told, before: Any, after: Any) -> Iterator[Change]:
    if detail := told.of(before, after):
        was, now = told.show(getattr(before, told.field)), told.show(getattr(after, told.field))
        word = Word.GEWIJZIGD if was and now else Word.NIEUW if now else Word.VERVALLEN
        yield Change(
            word=word, part=part, key=told.field, title=label, sentence=detail.text, details=(detail,)
        )


_FIRST_NAME = yes("first_name_only", "alleen met voornaam", "weer met de hele naam")
_LISTS = (
    Listed(
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
            value("target", "streefwaarde"),
        ),
        of=lambda book: book.goals,
    ),
    Listed(
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
            since("starts", "begint"),
            since("ends", "is klaar"),
            value("tasks", "doet:", listed),
            value("follows", "gaat mee met"),
            _FIRST_NAME,
        ),
        of=lambda book: book.team,
    ),
    Listed(
        part="speakers",
        keys=(lambda speaker: speaker.id,),
        key=lambda speaker: speaker.id,
        title=lambda speaker: speaker.name,
        tellers=(
            Told(field="name", show=str, changed="heette ‘{was}’", added="", gone=""),
            value("function", "functie"),
            value("organisation", "organisatie"),
            value("email", "mailadres"),
            Told(field="status", show=str, changed="nu {now}, was {was}", added="", gone=""),
            value("chance", "kans"),
            value("next_step", "volgende stap"),
            value("next_step_on", "volgende stap op", day),
            since("arrives", "komt"),
            prose("travel", "reis"),
            value("needs", "nodig:", listed),
            value("talk_title", "titel van de bijdrage"),
            prose("talk_outline", "opzet van de bijdrage"),
            prose("expected", "wat u vraagt"),
            prose("bio", "korte biografie"),
            value("fee", "honorarium", euros),
            value("travel_costs", "reiskosten", euros),
            value("invoice", "factuur"),
            _FIRST_NAME,
        ),
        of=lambda book: book.speakers,
    ),
    Listed(
        part="rooms",
        keys=(lambda room: room.name,),
        key=lambda room: room.name,
        title=lambda room: room.name,
        tellers=(
            value("capacity", "aantal plaatsen"),
            value("accessible", "toegankelijk:", known),
            value("setups", "opstellingen", setups),
            value("stands", "staat", stands),
        ),
        of=lambda book: book.venue.rooms,
    ),
    Listed(
        part="materials",
        keys=(lambda thing: (thing.what, thing.room, thing.supplier), lambda thing: thing.what),
        key=lambda thing: thing.what,
        title=lambda thing: thing.what,
        tellers=(
            Told(field="count", show=str, changed="{now} stuks, was {was}", added="", gone=""),
            ROOM,
            value("supplier", "van"),
            since("arrives", "komt"),
            value("returns", "terug"),
            yes("technique", "is techniek", "is geen techniek meer"),
        ),
        of=lambda book: book.materials,
    ),
    Listed(
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
    Listed(
        part="tasks",
        keys=(lambda task: task.what, lambda task: (task.day, task.workday, task.roles)),
        key=lambda task: task.what,
        title=lambda task: task.what,
        tellers=(
            Told(field="what", show=str, changed="was ‘{was}’", added="", gone=""),
            fact("day", _days),
            fact("workday", _workdays),
            yes("on_workday", "op de werkdag ervoor", "ook op een vrije dag"),
            ROLES,
            value("owner", "door"),
            value("owner_email", "mailadres"),
            prose("note", "notitie"),
        ),
        of=lambda book: book.tasks,
    ),
    Listed(
        part="budget",
        keys=(lambda line: line.line,),
        key=lambda line: line.line,
        title=lambda line: line.line,
        tellers=(
            fact("estimate", euros),
            value("source", "bron"),
            value("supplier", "van"),
            value("committed", "toegezegd", euros),
            value("actual", "werkelijk", euros),
            value("btw", "btw", per_cent),
            value("obligation", "verplichtingennummer"),
            value("quoted_on", "offerte van", day),
            value("ordered_on", "opdracht van", day),
            value("invoiced_on", "factuur van", day),
            value("paid_on", "betaald op", day),
        ),
        of=lambda book: book.budget,
    ),
)


def list_changes(before: Draaiboek, after: Draaiboek) -> Iterator[Change]:
    """Goals, people, rooms, things, tasks and budget."""
    for one in (*_LISTS, *AGREED):
        yield from one.changes(before, after)
