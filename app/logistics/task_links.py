"""The owner of a task without an account: which tasks are theirs, and the link by which they tick them off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.logistics.models import Task
from app.logistics.task_mail import tasks_letter
from app.logistics.tasks import due_date, tasks_of
from app.mail.address import Mailbox
from app.mail.outbox import enqueue
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import link_for, links_of
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody without an account who owns tasks. `link` None: they have none that works."""

    name: str
    email: str
    todo: int
    done: int
    link: PersonalLink | None


def owners_of(werksessie: Werksessie, tasks: Sequence[Task]) -> list[Owner]:
    """Each address that owns one of these tasks, by name. One query."""
    links = {_key(link.email): link for link in links_of(werksessie, LinkKind.OWNER)}
    theirs: dict[str, list[Task]] = {}
    for task in tasks:
        if task.owner_email:
            theirs.setdefault(_key(task.owner_email), []).append(task)
    owners = [
        Owner(
            name=next((task.owner_name for task in own if task.owner_name), own[0].owner_email),
            email=own[0].owner_email,
            todo=sum(task.done_at is None for task in own),
            done=sum(task.done_at is not None for task in own),
            link=links.get(key),
        )
        for key, own in theirs.items()
    ]
    return sorted(owners, key=lambda owner: owner.name.casefold())


def tasks_behind(link: PersonalLink) -> list[Task]:
    """The tasks of who has this link, by due date: all that it shows."""
    day = link.werksessie.date
    own = [task for task in tasks_of(link.werksessie) if _key(task.owner_email) == _key(link.email)]
    return sorted(own, key=lambda task: due_date(task, day))


def task_behind(link: PersonalLink, task_id: int) -> Task | None:
    """One of those tasks; any other does not exist here."""
    query = select(Task).where(Task.id == task_id, Task.werksessie_id == link.werksessie_id)
    task = db.session.scalars(query).one_or_none()
    return task if task is not None and _key(task.owner_email) == _key(link.email) else None


def send_link(werksessie: Werksessie, email: str, by: User, at: datetime) -> Owner | None:
    """Mail this owner the link with what is to be done now; None when they own no task. One transaction."""
    wait_for_lock(werksessie)
    tasks = tasks_of(werksessie)
    owner = next((each for each in owners_of(werksessie, tasks) if _key(each.email) == _key(email)), None)
    if owner is None:
        db.session.rollback()
        return None
    link = link_for(werksessie, LinkKind.OWNER, for_whom=owner.name, email=owner.email)
    link.sent_at = at
    letter = tasks_letter(link, [task for task in tasks_behind(link) if task.done_at is None], by)
    to = Mailbox(owner.name, owner.email)
    enqueue("tasks_link", to, letter.subject, letter.render(), werksessie_id=werksessie.id)
    record("task.send_link", werksessie.id, by.id, link=link.id)
    db.session.commit()
    return owner


def link_of(werksessie: Werksessie, email: str) -> PersonalLink | None:
    """The link of this address that works."""
    links = links_of(werksessie, LinkKind.OWNER)
    return next((link for link in links if _key(link.email) == _key(email)), None)


def _key(email: str) -> str:
    return email.casefold()
