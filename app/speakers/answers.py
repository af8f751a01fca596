"""What speakers do on their own page. Each verb is one transaction under the werksessie's lock and commits.

What they change is a `SpeakerChange`, which planners see until they say so; no mail goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.programme.listed import ListClashError, Values, merged_values, text_of, time_of_text
from app.speakers.actions import begin, put_status
from app.speakers.models import Speaker, SpeakerChange, SpeakerFile
from app.speakers.standing import DECLINED, DROPPED, SURE, TENTATIVE
from app.speakers.uploads import Upload
from app.werksessies.models import PersonNeed, Werksessie

MOST_FILES = 10
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")
OF_PERSON = ("name", "function", "phone")
OF_SPEAKER = ("bio", "talk_title", "talk_outline", "needs", "travel", "invoice_address")
OF_NEED = ("diet", "access")
FIELDS = {
    "name": "Naam",
    "function": "Functie",
    "phone": "Telefoon op de dag",
    "bio": "Over u",
    "talk_title": "Titel",
    "talk_outline": "Waar het over gaat",
    "needs": "Techniek",
    "arrives": "Aankomst",
    "travel": "Reis",
    "invoice_address": "Factuuradres",
}
NEEDS = "Dieet en toegang"
ANSWER, PHOTO, SLIDES = "Antwoord", "Foto", "Presentatie"


class ShutError(Exception):
    """Nothing can be changed here any more. The text is Dutch and says what to do."""


def values_of(speaker: Speaker) -> Values:
    """What the speaker's form shows, in what JSON can hold."""
    need = need_of(speaker)
    return (
        {name: getattr(speaker.person, name) for name in OF_PERSON}
        | {name: getattr(speaker, name) for name in OF_SPEAKER}
        | {"arrives": text_of(speaker.arrives)}
        | {name: getattr(need, name) if need else "" for name in OF_NEED}
    )


def need_of(speaker: Speaker) -> PersonNeed | None:
    """What they do not eat and need to take part, when they told."""
    query = select(PersonNeed).where(PersonNeed.person_id == speaker.person_id)
    return db.session.scalars(query).one_or_none()


def say_yes(werksessie: Werksessie, speaker_id: int, at: datetime) -> Speaker:
    """Confirm; who declined before comes back *onder voorbehoud*, as the place may be another's. Twice is once.

    Raises GoneError, ShutError.
    """
    deed, speaker = begin(werksessie, speaker_id, None, at)
    _stop_when_shut(werksessie, speaker, at)
    becomes = TENTATIVE if speaker.status == DECLINED else SURE
    if speaker.status == becomes:
        db.session.rollback()
        return speaker
    _note(speaker, ANSWER, speaker.status, "ja" if becomes == SURE else "toch ja, na een afzegging", at)
    put_status(speaker, becomes, at)
    speaker.answered_at = at
    deed.finish("speaker.says_yes", speaker=speaker.id)
    return speaker


def say_no(werksessie: Werksessie, speaker_id: int, reason: str, at: datetime) -> Speaker:
    """Decline, or withdraw after all. The place in the programme stays, as a hole. Raises GoneError, ShutError."""
    deed, speaker = begin(werksessie, speaker_id, None, at)
    _stop_when_shut(werksessie, speaker, at)
    if speaker.status == DECLINED:
        db.session.rollback()
        return speaker
    _note(speaker, ANSWER, speaker.status, f"nee: {reason}" if reason else "nee", at)
    put_status(speaker, DECLINED, at)
    speaker.answered_at = at
    deed.finish("speaker.says_no", speaker=speaker.id)
    return speaker


def tell(
    werksessie: Werksessie, speaker_id: int, wanted: Values, base: Mapping[str, Any], at: datetime
) -> Speaker:
    """Save what the speaker typed over what they saw, `base`. Raises GoneError, ShutError, ListClashError."""
    deed, speaker = begin(werksessie, speaker_id, None, at)
    _stop_when_shut(werksessie, speaker, at)
    saved = values_of(speaker)
    merged, clashes = merged_values(base, wanted, saved)
    if clashes:
        db.session.rollback()
        raise ListClashError(saved, saved | merged, clashes)
    if all(saved[name] == value for name, value in merged.items()):
        db.session.rollback()
        return speaker
    for field, was, becomes in _differences(saved, merged):
        _note(speaker, field, was, becomes, at)
    _write(speaker, merged, at)
    speaker.answered_at = at
    speaker.version += 1
    deed.finish("speaker.tells", speaker=speaker.id)
    return speaker


def _differences(saved: Values, merged: Values) -> Iterator[tuple[str, str, str]]:
    """Each field that differs, in words. What somebody does not eat is told where it is kept, and nowhere else."""
    for name, label in FIELDS.items():
        if name in merged and merged[name] != saved[name]:
            yield label, _words(saved[name]), _words(merged[name])
    if any(merged[name] != saved[name] for name in OF_NEED):
        yield NEEDS, "", "gewijzigd"


def _words(value: Any) -> str:
    text = "\n".join(value) if isinstance(value, list) else str(value or "")
    return text.replace(":", ".") if _HOUR.fullmatch(text) else text


def _write(speaker: Speaker, merged: Values, at: datetime) -> None:
    for name in OF_PERSON:
        setattr(speaker.person, name, merged[name])
    for name in (name for name in OF_SPEAKER if name in merged):
        setattr(speaker, name, merged[name])
    speaker.arrives = time_of_text(merged["arrives"])
    need = need_of(speaker)
    if not any(merged[name] for name in OF_NEED):
        if need is not None:
            db.session.delete(need)
        return
    if need is None:
        need = PersonNeed(person_id=speaker.person_id, consented_at=at)
        db.session.add(need)
    need.diet, need.access = merged["diet"], merged["access"]


def send_file(werksessie: Werksessie, speaker_id: int, upload: Upload, at: datetime) -> SpeakerFile:
    """Keep a file; another photo takes the place of the first. Raises GoneError, ShutError."""
    deed, speaker = begin(werksessie, speaker_id, None, at)
    _stop_when_shut(werksessie, speaker, at)
    if upload.is_photo:
        speaker.photo_consent_at = at
        for photo in _files(speaker, "foto"):
            db.session.delete(photo)
    elif len(_files(speaker, "dia")) >= MOST_FILES:
        db.session.rollback()
        raise ShutError(f"U stuurde al {MOST_FILES} bestanden. Verwijder er eerst een.")
    file = SpeakerFile(
        speaker_id=speaker.id,
        kind="foto" if upload.is_photo else "dia",
        name=upload.name,
        media_type=upload.media_type,
        size=len(upload.contents),
        sent_at=at,
        contents=upload.contents,
    )
    db.session.add(file)
    _note(speaker, PHOTO if upload.is_photo else SLIDES, "", upload.name, at)
    speaker.answered_at = at
    db.session.flush()
    deed.finish("speaker.sends_file", speaker=speaker.id)
    return file


def _files(speaker: Speaker, kind: str) -> list[SpeakerFile]:
    query = select(SpeakerFile).where(SpeakerFile.speaker_id == speaker.id, SpeakerFile.kind == kind)
    return list(db.session.scalars(query))


def _note(speaker: Speaker, field: str, was: str, becomes: str, at: datetime) -> None:
    db.session.add(SpeakerChange(speaker_id=speaker.id, field=field, was=was, becomes=becomes, at=at))


def _stop_when_shut(werksessie: Werksessie, speaker: Speaker, at: datetime) -> None:
    if why := why_shut(werksessie, speaker, at):
        db.session.rollback()
        raise ShutError(why)


def why_shut(werksessie: Werksessie, speaker: Speaker, at: datetime) -> str:
    """Why a speaker can only read; "" when they can change things."""
    if werksessie.over(at):
        return "De werksessie is geweest. U kunt hier niets meer wijzigen."
    if speaker.status == DROPPED:
        return "Uw bijdrage gaat niet door. Vragen? Bel of mail de organisatie."
    return ""
