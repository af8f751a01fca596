"""The mail with which somebody without an account gets their tasks."""

from __future__ import annotations

from collections.abc import Sequence

from app.accounts.models import User
from app.logistics.models import Task
from app.logistics.tasks import due_date
from app.mail.letter import Letter, Link, Row
from app.mail.outbox import sender
from app.werksessies.link_models import PersonalLink
from app.werksessies.links import address_of
from app.words import brief_date, count, full_date

MOST_ROWS = 40  # tasks that a mail tells; the page tells all


def tasks_letter(link: PersonalLink, tasks: Sequence[Task], by: User) -> Letter:
    """What is to be done, with the link to tick it off. `tasks` in order of their date."""
    werksessie = link.werksessie
    planner = by.name or by.email
    some = f"U hebt {count(len(tasks), 'taak', 'taken')}" if tasks else "U hebt nu niets te doen"
    rows = tuple(
        Row(when=brief_date(due_date(task, werksessie.date)), what=task.what) for task in tasks[:MOST_ROWS]
    )
    return Letter(
        subject=f"Uw taken voor: {werksessie.title}",
        sender=sender().name,
        heading="Uw taken",
        lead=f"{planner} vraagt uw hulp bij een werksessie. {some}. Is iets klaar? Zeg dat op uw eigen pagina.",
        facts=(("Wat", werksessie.title), ("Wanneer", full_date(werksessie.date))),
        link=Link(words="Naar uw taken", url=address_of(link)),
        rows_heading="Dit vragen wij u",
        rows=rows,
        closing=(
            "U hebt geen account nodig. Deze link is van u: stuur hem niet door.",
            f"Klopt er iets niet? Vraag het {planner}.",
        ),
    )
