"""Several at once: mail, place, seat, let in, refuse, withdraw. First what would happen to whom, then the deed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.ground import config
from app.mail.address import AddressError, Mailbox
from app.mail.letter import Letter
from app.mail.models import OutgoingMail
from app.mail.outbox import enqueue, sender
from app.registrations import by_planner, judging
from app.registrations.actions import RefusedError
from app.registrations.listing import matching, rows_of
from app.registrations.models import Registration, State
from app.registrations.places import places_of
from app.registrations.question import Question
from app.registrations.states import IN_LINE, WAITING
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie

MOST = 2000  # at once; more is several times
_TOGETHER = 50  # mails written in one transaction
_WHY_NOT = {
    State.AANGEMELD: "heeft al een plaats",
    State.WACHTLIJST: "geen plaats meer vrij, blijft wachten",
    State.TE_BEOORDELEN: "nog te beoordelen",
    State.AFGEMELD: "is afgemeld",
    State.AFGEWEZEN: "is afgewezen",
}
_NO_SEAT = _WHY_NOT | {State.WACHTLIJST: "staat op de wachtlijst"}  # a seat goes with a place on the day
_NOT_TO_JUDGE = _WHY_NOT | {State.WACHTLIJST: "staat al op de wachtlijst", State.AFGEWEZEN: "is al afgewezen"}


class Deed(StrEnum):
    """What can be done to several."""

    MAIL = "mail"
    PLACE = "plaats"
    SEAT = "deelsessie"
    APPROVE = "toelating"
    REFUSE = "afwijzing"
    WITHDRAW = "afmelding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Whom a deed concerns, in order, and whom not, with why.

    `passed_over`: how many stood before them in line. `to_wait`: how many of them come to stand in line.
    """

    deed: Deed
    concerned: Sequence[Registration]
    others: Sequence[tuple[Registration, str]] = ()
    passed_over: int = 0
    to_wait: int = 0


@dataclass(slots=True)
class Done:
    """What became of it."""

    done: list[str] = field(default_factory=list)
    not_done: list[str] = field(default_factory=list)


def chosen(werksessie: Werksessie, ids: Iterable[int]) -> list[Registration]:
    """These registrations of this werksessie by name; what is no longer there is left out. Two queries."""
    wanted = sorted(set(ids))[:MOST]
    order = matching(werksessie, Question()).where(Registration.id.in_(wanted))
    return rows_of(db.session.scalars(order).all())


def all_found(werksessie: Werksessie, question: Question) -> tuple[list[Registration], int]:
    """Everybody whom a question finds, at most `MOST`, and how many more there are. Two queries."""
    ids = db.session.scalars(matching(werksessie, question)).all()
    return rows_of(ids[:MOST]), max(len(ids) - MOST, 0)


def plan(werksessie: Werksessie, deed: Deed, people: Sequence[Registration], at: datetime) -> Plan:
    """What `deed` would do to these people at `at`."""
    if deed is Deed.MAIL:
        reached = [row for row in people if row.person.email]
        without = [(row, "geen e-mailadres bekend") for row in people if not row.person.email]
        return Plan(deed=deed, concerned=reached, others=without)
    if deed is Deed.WITHDRAW:
        gone = [(row, f"al {row.state.value}") for row in people if row.cancelled_at is not None]
        # who waits goes first, or they would be given the places that the others leave
        staying = sorted(
            (row for row in people if row.cancelled_at is None),
            key=lambda row: row.state is not State.WACHTLIJST,
        )
        return Plan(deed=deed, concerned=staying, others=gone)
    if deed is Deed.SEAT:
        placed = [row for row in people if row.state is State.AANGEMELD]
        without = [(row, _NO_SEAT[row.state]) for row in people if row.state is not State.AANGEMELD]
        return Plan(deed=deed, concerned=placed, others=without)
    if deed is Deed.PLACE:
        return _placing(werksessie, people, at)
    return _judging(werksessie, deed, people, at)


def _placing(werksessie: Werksessie, people: Sequence[Registration], at: datetime) -> Plan:
    """In the order of the line, as far as there is room for each; seats held for another domain are none."""
    chosen_ids = {row.id for row in people}
    line = db.session.execute(
        select(Registration.id, Registration.domain_id)
        .where(Registration.werksessie_id == werksessie.id, WAITING)
        .order_by(*IN_LINE)
    ).all()
    places = places_of(werksessie, at)
    could = {number for number, domain_id in line if places.room_for(domain_id) != 0}
    placed: list[int] = []
    for number, domain_id in line:
        if number in chosen_ids and places.room_for(domain_id) != 0:
            places.placed[domain_id] += 1
            placed.append(number)
    order = [number for number, _ in line]
    before = order[: order.index(placed[-1])] if placed else []
    by_id = {row.id: row for row in people}
    return Plan(
        deed=Deed.PLACE,
        concerned=[by_id[number] for number in placed],
        others=[(row, _WHY_NOT[row.state]) for row in people if row.id not in placed],
        passed_over=sum(number in could and number not in placed for number in before),
    )


def _judging(werksessie: Werksessie, deed: Deed, people: Sequence[Registration], at: datetime) -> Plan:
    """Who is to be judged, in the order of registering."""
    concerned = [row for row in people if row.state is State.TE_BEOORDELEN]
    concerned.sort(key=lambda row: (row.registered_at, row.id))
    to_wait = 0
    if deed is Deed.APPROVE:
        places = places_of(werksessie, at)
        for row in concerned:
            waits = places.must_wait(row.domain_id)
            (places.waiting if waits else places.placed)[row.domain_id] += 1
            to_wait += waits
    others = [(row, _NOT_TO_JUDGE[row.state]) for row in people if row.state is not State.TE_BEOORDELEN]
    return Plan(deed=deed, concerned=concerned, others=others, to_wait=to_wait)


def approve_all(people: Sequence[Registration], by: User, at: datetime) -> Done:
    """Each as `judging.approve` does, in this order."""
    return _each(people, lambda row: judging.approve(row, by, at))


def refuse_all(people: Sequence[Registration], by: User, at: datetime, reason: str) -> Done:
    """Each as `judging.refuse` does, all for the same reason."""
    return _each(people, lambda row: judging.refuse(row, by, at, reason))


def withdraw_all(people: Sequence[Registration], by: User, at: datetime) -> Done:
    """Each as `by_planner.withdraw` does, in this order."""
    return _each(people, lambda row: by_planner.withdraw(row, by, at))


def place_all(people: Sequence[Registration], by: User, at: datetime, reason: str) -> Done:
    """Each as `by_planner.place` does; who finds no room any more waits on."""
    return _each(people, lambda row: by_planner.place(row, by, at, reason))


def _each(people: Sequence[Registration], act: Callable[[Registration], None]) -> Done:
    done = Done()
    for row in people:
        name = row.person.name
        try:
            act(row)
        except RefusedError:
            done.not_done.append(name)
        else:
            done.done.append(name)
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A mail of the planner: `key` is random and of one form, so that sending that twice is once."""

    subject: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whom a mail goes to, free of the transaction that knew them."""

    name: str
    email: str
    token: str
    key: str


def mail_all(
    werksessie: Werksessie, people: Sequence[Registration], words: Words, by: User, at: datetime
) -> int:
    """Write the mail for each once; how many are new.

    A transaction for each `_TOGETHER`, so that who registers meanwhile waits for a few letters, not for thousands.
    """
    readers = [
        _Reader(row.person.name, row.person.email, row.token, f"{words.key}:{row.id}") for row in people
    ]
    planner_id, sent = by.id, 0
    for start in range(0, len(readers), _TOGETHER):
        wait_for_lock(werksessie)
        new = _unwritten(readers[start : start + _TOGETHER])
        written = sum(_write(reader, words, werksessie.id, at) for reader in new)
        if written:
            record("registrations.mail", werksessie.id, planner_id, people=written)
        db.session.commit()
        sent += written
    return sent


def _unwritten(readers: Sequence[_Reader]) -> list[_Reader]:
    keys = [reader.key for reader in readers]
    written = set(
        db.session.scalars(select(OutgoingMail.dedupe_key).where(OutgoingMail.dedupe_key.in_(keys)))
    )
    return [reader for reader in readers if reader.key not in written]


def _write(reader: _Reader, words: Words, werksessie_id: int, at: datetime) -> bool:
    """Put one into the outbox; False for an address to which no mail can go."""
    letter = Letter(
        subject=words.subject,
        sender=sender().name,
        heading=words.subject,
        lead=f"Dag {reader.name},",
        paragraphs=tuple(line.strip() for line in words.text.split("\n") if line.strip()),
        closing=(f"Uw aanmelding bekijken of wijzigen: {config().base_url}/aanmelding/{reader.token}",),
    )
    try:
        to = Mailbox(reader.name, reader.email)
    except AddressError:
        return False
    enqueue("planner", to, words.subject, letter.render(), werksessie_id=werksessie_id, key=reader.key, at=at)
    return True
