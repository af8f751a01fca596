"""A speaker as a row that planners keep: what their form shows, how it is written, and taking it out whole."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import column as named_column
from sqlalchemy import inspect, select, table

from app.extensions import db
from app.programme.listed import Values, WrongError, day_of_text, text_of, time_of_text
from app.programme.models import item_person, session_person
from app.speakers.models import Speaker, SpeakerChange, SpeakerContact, SpeakerFile
from app.speakers.standing import IDEA
from app.werksessies.link_models import PersonalLink
from app.werksessies.models import Person, PersonNeed, TeamMember
from app.werksessies.slug import slug_from

OF_PERSON = ("name", "organisation", "function", "email", "phone", "first_name_only")
OF_SPEAKER = (
    "next_step", "chance", "talk_title", "talk_outline", "bio", "needs", "travel", "expected", "fee",
    "travel_costs", "invoice", "invoice_address",
)  # fmt: skip
# The table of registrations is named, not imported: it lies to our right.
REGISTRATION = table("registration", named_column("person_id"))
READ_AGAIN: dict[type[Any], Any] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}


class SpeakerKeeper:
    """A speaker. Their items and sessions point to the person, and so do their needs and their link."""

    model: type[Any] = Speaker
    kind = "speaker"

    def values(self, row: Speaker) -> Values:
        person = {name: getattr(row.person, name) for name in OF_PERSON}
        return (
            person
            | {name: getattr(row, name) for name in OF_SPEAKER}
            | {"next_step_on": text_of(row.next_step_on), "arrives": text_of(row.arrives)}
        )

    def write(self, row: Speaker, values: Values) -> None:
        """What `values` does not name stays as it is."""
        if row not in db.session:
            row.person = Person(werksessie_id=row.werksessie_id)
            row.key = _free_key(row.werksessie_id, values["name"])
            row.status, row.version = IDEA, 0
        for name in OF_PERSON:
            setattr(row.person, name, values.get(name, getattr(row.person, name) or ""))
        for name in (name for name in OF_SPEAKER if name in values):
            setattr(row, name, values[name] or ([] if name == "needs" else _nothing(name, values[name])))
        if "next_step_on" in values:
            row.next_step_on = day_of_text(values["next_step_on"])
        if "arrives" in values:
            row.arrives = time_of_text(values["arrives"])
        row.version += 1

    def name(self, row: Speaker) -> str:
        return row.person.name

    def let_go(self, row: Speaker) -> Values:
        """All that there is of a speaker, to be put back; who has nothing else to do with the day goes too.

        Raises WrongError for who stands in the programme or sent files: those would be lost.
        """
        if why := why_kept(row):
            db.session.rollback()
            raise WrongError("name", why)
        tied: Values = {"speaker": _plain(row, "person_id"), "person": row.person_id}
        for name, model, owner in _HELD:
            rows = db.session.scalars(select(model).where(owner == _owner_id(row, owner)).order_by(model.id))
            tied[name] = [_plain(each, owner.key) for each in rows]
        if not _elsewhere(row.person_id):
            tied["person"] = None
            db.session.delete(row.person)
        return tied

    def freed(self, tied: Values) -> str:
        return ""

    def tie(self, row: Speaker, tied: Values) -> None:
        """As it was, with the person who stayed, or the one that `write` made again."""
        person = db.session.get(Person, tied["person"]) if tied["person"] else None
        if person is not None:
            made = row.person
            row.person = person
            db.session.flush()
            db.session.delete(made)
        taken = row.key
        for name, value in _read(Speaker, tied["speaker"]).items():
            setattr(row, name, value)
        if _key_taken(row):
            row.key = taken
        for name, model, owner in _HELD:
            if person is None or owner.class_ in (SpeakerContact, SpeakerChange):
                for held in tied[name]:
                    more = {owner.key: _owner_id(row, owner)}
                    if model is PersonalLink:
                        more["werksessie_id"] = row.werksessie_id
                    db.session.add(model(**_read(model, held), **more))


_HELD: tuple[tuple[str, type[Any], Any], ...] = (
    ("contacts", SpeakerContact, SpeakerContact.speaker_id),
    ("changes", SpeakerChange, SpeakerChange.speaker_id),
    ("need", PersonNeed, PersonNeed.person_id),
    ("links", PersonalLink, PersonalLink.person_id),
)


def why_kept(row: Speaker) -> str:
    """Why a speaker cannot be taken out, and what to do instead; "" when they can."""
    if row.person_id in people_in_programme([row.person_id]):
        return (
            f"{row.person.name} staat in het programma. Kies ‘afgezegd’ of ‘vervallen’: dan blijft te zien dat "
            "daar een plek open is."
        )
    sent = db.session.scalar(select(SpeakerFile.id).where(SpeakerFile.speaker_id == row.id).limit(1))
    if sent is not None:
        return f"Van {row.person.name} zijn er bestanden. Verwijder die eerst, of kies ‘vervallen’."
    return ""


def people_in_programme(people: list[int]) -> set[int]:
    """Which of these people stand at an item or a session."""
    found: set[int] = set()
    for links in (item_person, session_person):
        found.update(db.session.scalars(select(links.c.person_id).where(links.c.person_id.in_(people))))
    return found


def _nothing(name: str, value: Any) -> Any:
    """What an empty field is: an amount that nobody named is no amount, a text is empty."""
    return value if name in ("fee", "travel_costs") else value or ""


def _free_key(werksessie_id: int, name: str) -> str:
    """The surname as a key, or one with something behind it."""
    words = slug_from(name.partition(",")[0].partition("(")[0]).split("-")
    key = words[-1][:40] or "spreker"
    query = select(Speaker.key).where(Speaker.werksessie_id == werksessie_id)
    with db.session.no_autoflush:
        taken = set(db.session.scalars(query))
    return key if key not in taken else f"{key}-{secrets.token_hex(3)}"


def _key_taken(row: Speaker) -> bool:
    query = select(Speaker.id).where(
        Speaker.werksessie_id == row.werksessie_id, Speaker.key == row.key, Speaker.id != row.id
    )
    with db.session.no_autoflush:
        return db.session.scalar(query) is not None


def _owner_id(row: Speaker, owner: Any) -> int:
    return row.id if owner.key == "speaker_id" else row.person_id


def _plain(row: Any, *without: str) -> Values:
    """The columns of a row in what JSON can hold."""
    left_out = {"id", "werksessie_id", "position", *without}
    values = {each.key: getattr(row, each.key) for each in inspect(type(row)).column_attrs}
    return {
        name: value.isoformat() if isinstance(value, (date, time)) else value
        for name, value in values.items()
        if name not in left_out
    }


def _read(model: type[Any], values: Values) -> Values:
    """The inverse of `_plain`."""
    columns = {each.key: each.columns[0].type.python_type for each in inspect(model).column_attrs}
    return {
        name: READ_AGAIN[columns[name]](value) if value and columns[name] in READ_AGAIN else value
        for name, value in values.items()
    }


def _elsewhere(person_id: int) -> bool:
    """Whether something else of the werksessie points to this person."""
    return any(
        db.session.execute(select(column).where(column == person_id).limit(1)).first()
        for column in (
            TeamMember.person_id,
            TeamMember.follows_id,
            REGISTRATION.c.person_id,
            item_person.c.person_id,
            session_person.c.person_id,
        )
    )
