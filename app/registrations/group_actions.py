"""Somebody registers colleagues in one transaction; each gets a place, or a place in line, as if they came alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.extensions import db, now
from app.registrations.actions import NotOpenError, newcomer, welcome_back
from app.registrations.entry import Entry
from app.registrations.group_letter import write_to_contact
from app.registrations.models import GroupContact, Receipt, Registration, State
from app.registrations.rows import add_receipt, add_registration, lock, registration_of
from app.registrations.turn import turn
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie

MOST = 10  # colleagues on one form


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Who registers, and whom, in the order of the form; with the contact among them when they come too."""

    contact: Entry
    people: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One line on the page of the contact."""

    name: str
    state: State


def register_group(werksessie_id: int, group: Group, form_key: str, at: datetime | None = None) -> Receipt:
    """Give each a place, or a place in line, in the order given, and the contact a mail. Raises NotOpenError.

    Who was registered already is treated as when they register again. The same form twice (`form_key`) is one act
    with one receipt, which says of no address whether it was known. `at`: None for when it is their turn.
    """
    with turn():
        return _register_group(werksessie_id, group, form_key, at)


def _register_group(werksessie_id: int, group: Group, form_key: str, at: datetime | None) -> Receipt:
    connection = db.session.connection()
    lock(connection, werksessie_id)
    at = at or now()
    werksessie = db.session.get(Werksessie, werksessie_id, populate_existing=True)
    known = db.session.scalar(select(Receipt).where(Receipt.key == form_key))
    if known is not None or werksessie is None or not werksessie.registration_open(at):
        db.session.rollback()
        if known is None:
            raise NotOpenError
        return known
    contact = _add_contact(werksessie_id, group.contact, form_key, at)
    states = {
        _enter(werksessie, contact, entry, at + timedelta(microseconds=order))
        for order, entry in enumerate(group.people)
    }
    write_to_contact(werksessie, contact, len(group.people), at)
    worst = next(
        state for state in (State.TE_BEOORDELEN, State.WACHTLIJST, State.AANGEMELD) if state in states
    )
    receipt = add_receipt(connection, werksessie_id, group.contact, form_key, at, worst)
    db.session.commit()
    return receipt


def _add_contact(werksessie_id: int, entry: Entry, form_key: str, at: datetime) -> GroupContact:
    contact = GroupContact(
        werksessie_id=werksessie_id,
        name=entry.name,
        email=entry.email,
        organisation=entry.organisation,
        form_key=form_key,
        made_at=at,
        told_at=at,
    )
    db.session.add(contact)
    db.session.flush()
    return contact


def _enter(werksessie: Werksessie, contact: GroupContact, entry: Entry, at: datetime) -> State:
    """The state of this entry as a newcomer. Who was on the list already, or was refused, stays outside the group."""
    state = newcomer(werksessie, entry.domain_id, at)
    known = registration_of(werksessie.id, entry.email)
    if known is None:
        add_registration(db.session.connection(), werksessie.id, entry, at, state)
        known = registration_of(werksessie.id, entry.email)
        assert known is not None
        known.contact_id = contact.id
        return state
    if known.state is State.AFGEMELD:
        known.contact_id = contact.id
    else:
        contact.already = [*contact.already, [entry.name, state.value]]
    welcome_back(known, entry, at, state)
    return state


def standings_of(contact: GroupContact) -> list[Standing]:
    """How it stands with each of the group: names and states only."""
    people = db.session.scalars(
        select(Registration).where(Registration.contact_id == contact.id).order_by(Registration.id)
    )
    mine = [Standing(row.person.name, row.state) for row in people]
    return mine + [Standing(name, State(state)) for name, state in contact.already]


def forget_contact(contact: GroupContact) -> None:
    """Remove who registered others; those stay registered. One transaction."""
    werksessie = db.session.get_one(Werksessie, contact.werksessie_id)
    wait_for_lock(werksessie)
    db.session.delete(contact)
    db.session.commit()
