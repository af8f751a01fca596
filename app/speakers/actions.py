"""What planners do with speakers. Each verb is one transaction under the werksessie's lock and commits.

Who acts is `by`; `at` is now, in UTC. Adding, changing, removing and restoring are those of `programme.listed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from app.accounts.models import AuditEntry, User
from app.extensions import db
from app.programme.deed import Deed, GoneError
from app.programme.listed import ListClashError, merged_values
from app.speakers.models import Speaker, SpeakerChange, SpeakerContact, SpeakerFile
from app.speakers.slots import slots_of
from app.speakers.standing import STATUSES
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import link_for
from app.werksessies.models import Werksessie

STATUS = "speaker.status"


def begin(werksessie: Werksessie, speaker_id: int, user_id: int | None, at: datetime) -> tuple[Deed, Speaker]:
    """Take the lock and see the newest state of a speaker. Raises GoneError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    speaker = db.session.get(Speaker, speaker_id, populate_existing=True)
    if speaker is None or speaker.werksessie_id != werksessie.id:
        db.session.rollback()
        raise GoneError
    return deed, speaker


def set_status(werksessie: Werksessie, speaker_id: int, status: str, by: User, at: datetime) -> str:
    """Say how far a speaker is, from this moment; what it was. Raises GoneError, ValueError for another word."""
    if status not in STATUSES:
        raise ValueError("Kies een stand uit de lijst.")
    deed, speaker = begin(werksessie, speaker_id, by.id, at)
    was = speaker.status
    if was == status:
        db.session.rollback()
        return was
    note = {"speaker": speaker.id, "was": was, "becomes": status, "since": speaker.status_since.isoformat()}
    put_status(speaker, status, at)
    deed.finish(STATUS, **note)
    return was


def put_status(speaker: Speaker, status: str, since: datetime) -> None:
    """Within a deed that goes on."""
    speaker.status, speaker.status_since = status, since
    speaker.version += 1


def take_back_status(werksessie: Werksessie, speaker_id: int, by: User, at: datetime) -> bool:
    """Undo the last `set_status` with the day since when; False when the speaker is elsewhere by now."""
    deed, speaker = begin(werksessie, speaker_id, by.id, at)
    last = db.session.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.werksessie_id == werksessie.id,
            AuditEntry.what == STATUS,
            AuditEntry.detail["speaker"].as_integer() == speaker_id,
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    if last is None or last.detail["becomes"] != speaker.status:
        db.session.rollback()
        return False
    put_status(speaker, last.detail["was"], datetime.fromisoformat(last.detail["since"]))
    deed.finish("speaker.status_back", speaker=speaker.id)
    return True


def log_contact(
    werksessie: Werksessie, speaker_id: int, kind: str, text: str, by: User, at: datetime
) -> SpeakerContact:
    """Write down that somebody called, mailed or noted something. Raises GoneError."""
    deed, speaker = begin(werksessie, speaker_id, by.id, at)
    contact = SpeakerContact(speaker_id=speaker.id, kind=kind, text=text, at=at, by=by.email)
    db.session.add(contact)
    db.session.flush()
    deed.finish("speaker.contact", speaker=speaker.id, kind=kind)
    return contact


def remove_contact(
    werksessie: Werksessie, speaker_id: int, contact_id: int, by: User, at: datetime
) -> SpeakerContact:
    """Take a line out of the log; what it said. Raises GoneError."""
    deed, speaker = begin(werksessie, speaker_id, by.id, at)
    contact = db.session.get(SpeakerContact, contact_id)
    if contact is None or contact.speaker_id != speaker.id:
        db.session.rollback()
        raise GoneError
    db.session.delete(contact)
    deed.finish("speaker.contact_remove", speaker=speaker.id)
    return contact


def write_plan_b(
    werksessie: Werksessie,
    speaker_id: int,
    wanted: Mapping[str, str],
    base: Mapping[str, str],
    by: User,
    at: datetime,
) -> None:
    """What happens when this speaker drops out, by `Slot.key`, typed over what the planner saw, `base`.

    A slot in which they do not stand any more is left alone. Raises GoneError, ListClashError.
    """
    deed, speaker = begin(werksessie, speaker_id, by.id, at)
    slots = {slot.key: slot for slot in slots_of(werksessie).get(speaker.person_id, [])}
    saved = {key: slot.plan_b for key, slot in slots.items()}
    mine = {key: text for key, text in wanted.items() if key in slots}
    merged, clashes = merged_values(base, mine, saved)
    if clashes:
        db.session.rollback()
        raise ListClashError(dict(saved), merged, clashes)
    for key, text in merged.items():
        if slots[key].row.plan_b != text:
            slots[key].row.plan_b = text
    deed.finish("speaker.plan_b", speaker=speaker.id)


def see_changes(werksessie: Werksessie, speaker_id: int, by: User, at: datetime) -> None:
    """The planner has seen what the speaker changed. Raises GoneError."""
    deed, speaker = begin(werksessie, speaker_id, by.id, at)
    unseen = update(SpeakerChange).where(
        SpeakerChange.speaker_id == speaker.id, SpeakerChange.seen_at.is_(None)
    )
    db.session.execute(unseen.values(seen_at=at))
    deed.finish("speaker.seen", speaker=speaker.id)


def make_link(werksessie: Werksessie, speaker_id: int, by: User, at: datetime) -> PersonalLink:
    """The link of a speaker's own page, the same as long as it works. Raises GoneError."""
    deed, speaker = begin(werksessie, speaker_id, by.id, at)
    link = link_for(werksessie, LinkKind.SPEAKER, person=speaker.person)
    deed.finish("link.make", link=link.id, kind=link.kind)
    return link


def remove_file(
    werksessie: Werksessie, speaker_id: int, file_id: int, user_id: int | None, at: datetime
) -> str:
    """Take away a file that a speaker sent; its name. Raises GoneError."""
    deed, speaker = begin(werksessie, speaker_id, user_id, at)
    file = db.session.get(SpeakerFile, file_id)
    if file is None or file.speaker_id != speaker.id:
        db.session.rollback()
        raise GoneError
    name = file.name
    if file.kind == "foto":
        speaker.photo_consent_at = None
    db.session.delete(file)
    deed.finish("speaker.file_remove", speaker=speaker.id)
    return name
