"""Inzage: everything that is known of one participant, in words a participant reads."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from app.extensions import db
from app.mail.models import OutgoingMail
from app.registrations.models import Invitation, Need, Receipt, Registration


def everything_known(registration: Registration) -> dict[str, object]:
    """Fit for JSON. Moments are ISO 8601 in UTC."""
    person = registration.person
    need = db.session.scalar(select(Need).where(Need.registration_id == registration.id))
    return {
        "werksessie": registration.werksessie.title,
        "datum": registration.werksessie.date.isoformat(),
        "naam": person.name,
        "e-mail": person.email,
        "organisatie": person.organisation,
        "functie": person.function,
        "domein": registration.domain.name if registration.domain else "",
        "bericht": registration.note,
        "notitie van de planner": registration.planner_note,
        "wensen": _need(need) if need else None,
        "stand": registration.state.value,
        "aangemeld op": _moment(registration.registered_at),
        "plaats gekregen op": _moment(registration.placed_at),
        "toegelaten op": _moment(registration.approved_at),
        "afgewezen op": _moment(registration.refused_at),
        "reden van afwijzen": registration.refusal,
        "afgemeld op": _moment(registration.cancelled_at),
        "gewijzigd op": _moment(registration.changed_at),
        "formulieren van de laatste dag": _receipts(registration),
        "uitnodiging": _invitation(registration),
        "mails": _mails(registration),
    }


def _need(need: Need) -> dict[str, object]:
    return {"eten": need.diet, "meedoen": need.access, "toestemming gegeven op": _moment(need.consented_at)}


def _invitation(registration: Registration) -> dict[str, object] | None:
    row = db.session.scalar(
        select(Invitation).where(
            Invitation.werksessie_id == registration.werksessie_id,
            Invitation.email_key == registration.email_key,
        )
    )
    if row is None:
        return None
    return {
        "naam": row.name,
        "organisatie": row.organisation,
        "functie": row.function,
        "domein": row.domain.name if row.domain else "",
        "op de lijst sinds": _moment(row.added_at),
        "vooraankondiging op": _moment(row.save_the_date_at),
        "uitgenodigd op": _moment(row.invited_at),
        "herinnerd op": _moment(row.reminded_at),
        "verhinderd gemeld op": _moment(row.declined_at),
    }


def _receipts(registration: Registration) -> list[dict[str, object]]:
    rows = db.session.scalars(
        select(Receipt)
        .where(
            Receipt.werksessie_id == registration.werksessie_id,
            func.lower(Receipt.email) == registration.email_key,
        )
        .order_by(Receipt.id)
    )
    return [
        {
            "naam": row.name,
            "organisatie": row.organisation,
            "domein": row.domain,
            "ingevuld op": _moment(row.created_at),
        }
        for row in rows
    ]


def _mails(registration: Registration) -> list[dict[str, object]]:
    rows = db.session.scalars(
        select(OutgoingMail)
        .where(
            OutgoingMail.werksessie_id == registration.werksessie_id,
            func.lower(OutgoingMail.to_address) == registration.email_key,
        )
        .order_by(OutgoingMail.id)
    )
    return [
        {
            "aan": row.to_address,
            "onderwerp": row.subject,
            "gemaakt op": _moment(row.created_at),
            "verstuurd op": _moment(row.sent_at),
        }
        for row in rows
    ]


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
