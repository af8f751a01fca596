"""The rows that a registration is made of, written and read under the lock. Nothing here commits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from app.extensions import db
from app.registrations.entry import Details, Entry, email_key
from app.registrations.models import Need, Receipt, Registration, State, new_token
from app.registrations.names import sort_name
from app.registrations.places import any_held, somebody_waits, taken
from app.registrations.questions_answers import add_answers, keep_answers
from app.werksessies.models import Person, Werksessie, new_stamp

# As tables, not models: such an insert makes no object and asks for nothing back.
_REGISTRATION: Any = Registration.__table__
_RECEIPT: Any = Receipt.__table__
_PERSON: Any = Person.__table__
_WERKSESSIE = bindparam("werksessie_id", type_=Registration.werksessie_id.type)
_TABLE: Any = Werksessie.__table__
_PERIOD = (
    "published_at",
    "archived_at",
    "date",
    "starts",
    "timezone",
    "registration_opens",
    "registration_closes",
)
# Locks the werksessie and reads what says whether and how one can register, and for how many there is room. The new
# stamp tells every page that the places may have changed; what the page says besides is left as it is.
LOCK = (
    update(_TABLE)
    .where(_TABLE.c.id == _WERKSESSIE)
    .values(places_stamp=bindparam("stamp"), page_stamp=_TABLE.c.page_stamp, changed_at=_TABLE.c.changed_at)
    .returning(_TABLE.c.capacity, _TABLE.c.way_in, *(_TABLE.c[name] for name in _PERIOD))
)
# Read after the lock: how it stands with the places, this address and this form.
STANDING = select(
    taken(_WERKSESSIE).label("taken"),
    somebody_waits(_WERKSESSIE).label("somebody_waits"),
    any_held(_WERKSESSIE).label("any_held"),
    select(Registration.id)
    .where(Registration.werksessie_id == _WERKSESSIE, Registration.email_key == bindparam("email_key"))
    .scalar_subquery()
    .label("registration_id"),
    select(Receipt.token).where(Receipt.key == bindparam("form_key")).scalar_subquery().label("receipt"),
)


def lock(connection: Connection, werksessie_id: int) -> Row[Any] | None:
    """Take the werksessie's lock; what `LOCK` says of it."""
    return connection.execute(LOCK, {"werksessie_id": werksessie_id, "stamp": new_stamp()}).one_or_none()


def add_registration(
    connection: Connection, werksessie_id: int, entry: Entry, at: datetime, state: State
) -> None:
    """Somebody new, with a place, in line, or to be judged."""
    person = {
        "werksessie_id": werksessie_id,
        "name": entry.name,
        "organisation": entry.organisation,
        "function": entry.function,
        "email": entry.email,
    }
    registration = {
        "werksessie_id": werksessie_id,
        "person_id": _insert(connection, _PERSON, person),
        "email_key": email_key(entry.email),
        "sort_name": sort_name(entry.name),
        "domain_id": entry.domain_id,
        "note": entry.note,
        "registered_at": at,
        "placed_at": at if state is State.AANGEMELD else None,
        "judge_since": at if state is State.TE_BEOORDELEN else None,
        "listed_at": at if entry.listed else None,
        "photo_at": at if entry.photo else None,
        "stale_since": at,
    }
    registration_id = _insert(connection, _REGISTRATION, registration)
    if entry.diet or entry.access:
        need = Need(registration_id=registration_id, diet=entry.diet, access=entry.access, consented_at=at)
        db.session.add(need)
    if entry.answers:
        add_answers(registration_id, entry.answers, at)


def _insert(connection: Connection, table: Any, values: dict[str, Any]) -> int:
    key = connection.execute(insert(table), values).inserted_primary_key
    return int(key[0]) if key else 0


def write_details(registration: Registration, details: Details, at: datetime) -> None:
    person = registration.person
    person.name, person.organisation, person.function = details.name, details.organisation, details.function
    registration.sort_name = sort_name(details.name)
    registration.domain_id = details.domain_id
    registration.note = details.note
    registration.arrives, registration.leaves = details.arrives, details.leaves
    registration.listed_at = (registration.listed_at or at) if details.listed else None
    registration.photo_at = (registration.photo_at or at) if details.photo else None
    if details.answers is not None:
        keep_answers(registration.id, details.answers, at)
    need = db.session.scalar(select(Need).where(Need.registration_id == registration.id))
    if details.diet or details.access:
        if need is None or (need.diet, need.access) != (details.diet, details.access):
            need = need or Need(registration_id=registration.id)
            need.diet, need.access, need.consented_at = details.diet, details.access, at
            db.session.add(need)
    elif need is not None:
        db.session.delete(need)


def add_receipt(
    connection: Connection, werksessie_id: int, entry: Entry, form_key: str, at: datetime, state: State
) -> Receipt:
    values = {
        "werksessie_id": werksessie_id,
        "token": new_token(),
        "key": form_key,
        "name": entry.name,
        "email": entry.email,
        "organisation": entry.organisation,
        "domain": entry.domain,
        "waiting": state is State.WACHTLIJST,
        "judged": state is State.TE_BEOORDELEN,
        "created_at": at,
    }
    _insert(connection, _RECEIPT, values)
    return Receipt(**values)


def registration_of(werksessie_id: int, email: str) -> Registration | None:
    """The registration with this address, also of who withdrew."""
    return db.session.scalar(
        select(Registration).where(
            Registration.werksessie_id == werksessie_id, Registration.email_key == email_key(email)
        )
    )
