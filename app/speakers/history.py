"""What happened with a speaker, in words, from the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from app.accounts.models import AuditEntry, User
from app.extensions import db
from app.speakers.models import Speaker
from app.werksessies.link_models import LinkKind, PersonalLink

WORDS = {
    "speaker.add": "toegevoegd",
    "speaker.change": "gegevens gewijzigd",
    "speaker.restore": "teruggezet",
    "speaker.status": "{was} → {becomes}",
    "speaker.status_back": "stand teruggezet",
    "speaker.contact": "contact genoteerd: {kind}",
    "speaker.contact_remove": "regel uit het contact gehaald",
    "speaker.plan_b": "plan B geschreven",
    "speaker.seen": "wijzigingen gezien",
    "speaker.says_yes": "zei ja op de eigen pagina",
    "speaker.says_no": "zei nee op de eigen pagina",
    "speaker.tells": "vulde de eigen pagina in",
    "speaker.sends_file": "stuurde een bestand",
    "speaker.file_remove": "bestand verwijderd",
    "link.make": "eigen link gemaakt",
    "link.send": "eigen link gemaild",
    "link.revoke": "eigen link ingetrokken",
}
MOST = 100


@dataclass(frozen=True, slots=True)
class Event:
    """`by` is empty for what the speaker did."""

    what: str
    at: datetime
    by: str


def history_of(speaker: Speaker) -> list[Event]:
    """The newest first, at most `MOST`."""
    links = select(PersonalLink.id).where(
        PersonalLink.person_id == speaker.person_id, PersonalLink.kind == LinkKind.SPEAKER.value
    )
    link_ids = list(db.session.scalars(links))
    detail: Any = AuditEntry.detail
    query = (
        select(AuditEntry.what, AuditEntry.at, AuditEntry.detail, User.name, User.email)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(
            AuditEntry.werksessie_id == speaker.werksessie_id,
            AuditEntry.what.in_(WORDS),
            or_(
                AuditEntry.what.startswith("speaker.")
                & or_(detail["speaker"].as_integer() == speaker.id, detail["row"].as_integer() == speaker.id),
                AuditEntry.what.startswith("link.")
                & (detail["kind"].as_string() == LinkKind.SPEAKER.value)
                & detail["link"].as_integer().in_(link_ids),
            ),
        )
        .order_by(AuditEntry.id.desc())
        .limit(MOST)
    )
    return _events(db.session.execute(query).all())


def _events(rows: Sequence[Any]) -> list[Event]:
    return [
        Event(WORDS[what].format_map(detail), at, name or email or "")
        for what, at, detail, name, email in rows
    ]
