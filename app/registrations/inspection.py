"""Inzage: everything that is known of one participant, in words a participant reads."""

from __future__ import annotations

from datetime import time

from sqlalchemy import func, select

from app.extensions import db
from app.mail.models import OutgoingMail
from app.programme.models import ParallelSession
from app.registrations.choice_models import Seat, Wish
from app.registrations.history import history_of
from app.registrations.models import GroupContact, Invitation, Need, Receipt, Registration
from app.registrations.questions import in_words, questions_of
from app.registrations.questions_answers import answers_of
from app.words import clock


def everything_known(registration: Registration) -> dict[str, object]:
    """By what it is called. A moment is an aware datetime; else values are those of JSON."""
    person = registration.person
    need = db.session.scalar(select(Need).where(Need.registration_id == registration.id))
    return {
        "werksessie": registration.werksessie.title,
        "datum": registration.werksessie.date,
        "naam": person.name,
        "e-mail": person.email,
        "organisatie": person.organisation,
        "functie": person.function,
        "domein": registration.domain.name if registration.domain else "",
        "komt om": _clock(registration.arrives),
        "gaat om": _clock(registration.leaves),
        "op papier alleen de voornaam sinds": person.first_name_only_since,
        "op de deelnemerslijst sinds": registration.listed_at,
        "mag op de foto sinds": registration.photo_at,
        "bericht": registration.note,
        "antwoorden": _answers(registration),
        "deelsessies": _sessions(registration),
        "notitie van de planner": registration.planner_note,
        "wensen": _need(need) if need else None,
        "stand": registration.state.value,
        "aangemeld op": registration.registered_at,
        "plaats gekregen op": registration.placed_at,
        "toegelaten op": registration.approved_at,
        "afgewezen op": registration.refused_at,
        "reden van afwijzen": registration.refusal,
        "afgemeld op": registration.cancelled_at,
        "aangemeld door": registration.contact.name if registration.contact else "",
        "vervangen door": registration.replaced_by.person.name if registration.replaced_by else "",
        "gewijzigd op": registration.changed_at,
        "formulieren van de laatste dag": _receipts(registration),
        "uitnodiging": _invitation(registration),
        "groepen die u aanmeldde": _groups(registration),
        "wat er gebeurde": [{"wat": event.what, "wanneer": event.at} for event in history_of(registration)],
        "mails": _mails(registration),
    }


def _need(need: Need) -> dict[str, object]:
    return {"eten": need.diet, "meedoen": need.access, "toestemming gegeven op": need.consented_at}


def _answers(registration: Registration) -> dict[str, str]:
    answers = answers_of(registration.id)
    asked = questions_of(registration.werksessie) if answers else ()
    return {question.text: in_words(answers[question.id]) for question in asked if question.id in answers}


def _sessions(registration: Registration) -> list[dict[str, object]]:
    """What somebody wished for and where they sit, by block."""
    wished = select(Wish.rank, ParallelSession.title).join(
        ParallelSession, ParallelSession.id == Wish.session_id
    )
    wishes = db.session.execute(
        wished.where(Wish.registration_id == registration.id).order_by(Wish.item_id, Wish.rank)
    )
    seats = db.session.scalars(
        select(Seat).where(Seat.registration_id == registration.id).order_by(Seat.item_id)
    )
    known: list[dict[str, object]] = [{"sessie": title, "keus": rank} for rank, title in wishes]
    known += (
        {"sessie": seat.session.title, "plaats sinds": seat.seated_at, "waarom": seat.why} for seat in seats
    )
    return known


def _groups(registration: Registration) -> list[dict[str, object]]:
    rows = db.session.scalars(
        select(GroupContact)
        .where(
            GroupContact.werksessie_id == registration.werksessie_id,
            func.lower(GroupContact.email) == registration.email_key,
        )
        .order_by(GroupContact.id)
    )
    return [{"naam": row.name, "organisatie": row.organisation, "ingevuld op": row.made_at} for row in rows]


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
        "op de lijst sinds": row.added_at,
        "vooraankondiging op": row.save_the_date_at,
        "uitgenodigd op": row.invited_at,
        "herinnerd op": row.reminded_at,
        "verhinderd gemeld op": row.declined_at,
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
            "ingevuld op": row.created_at,
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
            "gemaakt op": row.created_at,
            "verstuurd op": row.sent_at,
        }
        for row in rows
    ]


def _clock(moment: time | None) -> str | None:
    return clock(moment) if moment else None
