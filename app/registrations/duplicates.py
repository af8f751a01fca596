"""People who are probably on the list twice, and making one registration of two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.mail.address import AddressError, Mailbox
from app.mail.letter import Letter
from app.mail.outbox import enqueue, sender
from app.registrations import actions
from app.registrations.choice_models import Seat, Wish
from app.registrations.listing import rows_of
from app.registrations.models import Need, Registration, new_token
from app.registrations.names import plain
from app.registrations.places import places_of
from app.registrations.question_models import Answer
from app.registrations.states import ON_THE_LIST
from app.werksessies.models import Person, Werksessie

MOST = 50  # pairs on the page
SAME_NAME = "zelfde naam en organisatie"
SAME_ADDRESS = "adressen die bijna hetzelfde zijn"


class SameError(actions.RefusedError):
    """There is nothing to merge: the two are one, or one of them withdrew."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that are probably one person, the earliest first, and why."""

    first: Registration
    second: Registration
    why: str


def duplicates_of(werksessie: Werksessie) -> list[Pair]:
    """The pairs among who is on the list, at most `MOST`. Two queries."""
    found = db.session.execute(
        select(Registration.id, Registration.sort_name, Person.organisation, Registration.email_key)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.werksessie_id == werksessie.id, ON_THE_LIST)
        .order_by(Registration.registered_at, Registration.id)
    ).all()
    pairs = list(_pairs((row[0], row[1], row[2], row[3]) for row in found))[:MOST]
    rows = {row.id: row for row in rows_of(sorted({number for pair in pairs for number in pair[:2]}))}
    return [Pair(rows[first], rows[second], why) for first, second, why in pairs]


def bare_address(email_key: str) -> str:
    """An address without what many mail servers do not look at: jan.devries+werk@x is jandevries@x."""
    local, _, domain = email_key.rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def _pairs(people: Iterable[tuple[int, str, str, str]]) -> Iterator[tuple[int, int, str]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, name, organisation, email_key in people:
        if name and organisation:
            groups[SAME_NAME, f"{name}\0{plain(organisation)}"].append(number)
        groups[SAME_ADDRESS, bare_address(email_key)].append(number)
    told: set[tuple[int, int]] = set()
    for (why, _), (first, *others) in groups.items():
        for second in others:
            if (first, second) not in told:
                told.add((first, second))
                yield first, second, why


def merge(keep: Registration, other: Registration, by: User, at: datetime) -> None:
    """Make one registration of two: `keep` stays with its address, link and details, and gets the place of the other,
    the earliest of both in line, and the planner's yes that the other had.

    The other is withdrawn and its link dies; a mail says why before that of the withdrawal goes. Raises SameError,
    `actions.HeldError` when the place is held for another domain, `actions.OverError` or `actions.GoneError`.
    """
    werksessie = actions.begin(keep, at)
    actions.begin(other, at)
    if keep.id == other.id or keep.cancelled_at is not None or other.cancelled_at is not None:
        db.session.rollback()
        raise SameError
    takes_over = keep.placed_at is None and other.placed_at is not None
    if takes_over and not places_of(werksessie, at).may_move(other.domain_id, keep.domain_id):
        db.session.rollback()
        raise actions.HeldError
    keep.registered_at = min(keep.registered_at, other.registered_at)
    if takes_over:
        keep.placed_at = at
    if takes_over or (keep.judge_since is not None and other.judge_since is None):
        keep.judge_since, keep.stale_since = None, at
    _keep_needs(keep, other)
    _keep_choices(keep, other)
    _end(other, at)
    db.session.flush()
    actions.promote_from_waiting_list(werksessie, at)
    record("registration.merge", werksessie.id, by.id, registration=keep.id, other=other.id)
    record("registration.merged", werksessie.id, by.id, registration=other.id)
    db.session.commit()


def _keep_needs(keep: Registration, other: Registration) -> None:
    """What somebody needs is not lost: the other's counts when nothing was told here."""
    told = set(
        db.session.scalars(select(Need.registration_id).where(Need.registration_id.in_([keep.id, other.id])))
    )
    if other.id in told and keep.id not in told:
        need = db.session.scalars(select(Need).where(Need.registration_id == other.id)).one()
        need.registration_id = keep.id


def _keep_choices(keep: Registration, other: Registration) -> None:
    """Nor what they answered, wished or sit in: the other's counts where nothing was said here."""
    spoken: tuple[tuple[Any, Any], ...] = (
        (Answer, Answer.question_id), (Wish, Wish.item_id), (Seat, Seat.item_id),
    )  # fmt: skip
    for model, about in spoken:
        said = set(db.session.scalars(select(about).where(model.registration_id == keep.id)))
        for row in db.session.scalars(select(model).where(model.registration_id == other.id)):
            if getattr(row, about.key) not in said:
                row.registration_id = keep.id
    db.session.flush()  # before the other loses its place, and its seats with it


def _end(other: Registration, at: datetime) -> None:
    other.cancelled_at = other.stale_since = at
    other.placed_at = None
    other.token = new_token()
    title = other.werksessie.title
    letter = Letter(
        subject=f"U stond twee keer op de lijst: {title}",
        sender=sender().name,
        heading="Uw twee aanmeldingen zijn één geworden",
        lead=f"Dag {other.person.name}, u stond twee keer op de lijst voor {title}.",
        paragraphs=(
            "Uw aanmelding op uw andere adres blijft staan. De link in de mail op dat adres werkt gewoon.",
            "U krijgt op dit adres nog een mail dat u bent afgemeld. Die gaat alleen over de dubbele aanmelding.",
        ),
        closing=("Klopt dit niet? Beantwoord dan deze mail.",),
    )
    try:
        to = Mailbox(other.person.name, other.person.email)
    except AddressError:
        return
    enqueue("merged", to, letter.subject, letter.render(), werksessie_id=other.werksessie_id, at=at)
