"""What the registry promises, as the rows that are due: each promise removes rows, or empties some of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from app.accounts.models import AuditEntry, SignInAttempt, SignInLink, UserSession
from app.catering.models import CateringOrder, CateringTerms
from app.extensions import Model, db
from app.invitations.models import Appointment
from app.logistics.models import Supplier, Task, VenueTerms
from app.mail.models import OutgoingMail
from app.privacy import entry as privacy
from app.programme.models import RemovedPart
from app.registrations.models import (
    NEEDS_KEPT,
    RECEIPT_KEPT,
    GroupContact,
    Invitation,
    InvitationLetter,
    Need,
    Receipt,
    Registration,
)
from app.registrations.question_models import Answer, FormQuestion
from app.registrations.questions import last_day_of_answers
from app.speakers.models import Speaker, SpeakerChange, SpeakerContact, SpeakerFile
from app.versions.models import Comment, EditionLink, Version
from app.werksessies.brief_models import BriefVersion, Responsibility, Stakeholder
from app.werksessies.discretion import CLOSED_KEPT
from app.werksessies.link_models import PersonalLink
from app.werksessies.models import Person, PersonNeed, TeamMember, Werksessie

NAME_GONE = "Naam verwijderd"
FORGOTTEN = "vergeten-"  # what the address of a forgotten registration begins with


@dataclass(frozen=True, slots=True)
class Promise:
    """Rows of one table that are `due`. `empties`: columns with what stands there instead; None: the row goes."""

    what: str
    model: type[Model]
    due: ColumnElement[bool]
    empties: Mapping[str, Any] | None = None


def promises(at: datetime) -> Iterator[Promise]:
    """All that is due at `at`, except the participants themselves (see `app.retention`)."""
    yield from _of_participants(at)
    yield from _of_the_team(at)
    yield from _of_who_is_concerned(at)
    yield from _of_mail_and_planners(at)


def forgotten_participants(at: datetime) -> ColumnElement[bool]:
    """The registrations that lose their name at `at`."""
    return and_(
        Registration.werksessie_id.in_(_without_participants(at)),
        Registration.email_key.not_like(f"{FORGOTTEN}%"),
    )


def _of_participants(at: datetime) -> Iterator[Promise]:
    gone = _without_participants(at)
    week = _werksessies_before(at, NEEDS_KEPT)
    yield Promise("Ontvangstpagina’s na een dag", Receipt, Receipt.created_at < at - RECEIPT_KEPT)
    yield Promise("Genodigden", Invitation, Invitation.werksessie_id.in_(gone))
    yield Promise("Brieven aan genodigden", InvitationLetter, InvitationLetter.werksessie_id.in_(gone))
    yield Promise("Wie anderen aanmeldde", GroupContact, GroupContact.werksessie_id.in_(gone))
    registered = select(Registration.id)
    yield Promise(
        "Afspraken in agenda’s",
        Appointment,
        Appointment.registration_id.in_(registered.where(Registration.werksessie_id.in_(gone))),
    )
    yield Promise(
        "Wat deelnemers niet eten en nodig hebben",
        Need,
        Need.registration_id.in_(registered.where(Registration.werksessie_id.in_(week))),
    )
    people = select(Person.id).where(Person.werksessie_id.in_(week))
    yield Promise(
        "Wat ploeg en sprekers niet eten en nodig hebben", PersonNeed, PersonNeed.person_id.in_(people)
    )
    yield Promise("Antwoorden op eigen vragen", Answer, Answer.question_id.in_(_past_questions(at)))


def _of_the_team(at: datetime) -> Iterator[Promise]:
    old = _werksessies_before(at, privacy.CREW_KEPT)
    crew = or_(
        exists().where(TeamMember.person_id == Person.id), exists().where(Speaker.person_id == Person.id)
    )
    named = and_(crew, Person.name != NAME_GONE, Person.werksessie_id.in_(old))
    nobody = {"name": NAME_GONE, "organisation": "", "function": "", "email": "", "phone": ""}
    yield Promise("Namen van ploeg en sprekers", Person, named, nobody)
    told = (
        "bio",
        "talk_title",
        "talk_outline",
        "travel",
        "invoice_address",
        "next_step",
        "expected",
        "chance",
    )
    since = ("photo_consent_at", "next_step_on")
    yield _emptied("Wat sprekers over zichzelf schreven", Speaker, old, told, since)
    theirs = select(Speaker.id).where(Speaker.werksessie_id.in_(old))
    for model, what in (
        (SpeakerContact, "Gesprekken met sprekers"),
        (SpeakerChange, "Wijzigingen van sprekers"),
        (SpeakerFile, "Bestanden van sprekers"),
    ):
        yield Promise(what, model, model.speaker_id.in_(theirs))
    yield Promise(
        "Wat uit het programma en de ploeg is gehaald",
        RemovedPart,
        RemovedPart.removed_at < at - privacy.REMOVED_KEPT,
    )


def _of_who_is_concerned(at: datetime) -> Iterator[Promise]:
    old = _werksessies_before(at, privacy.CREW_KEPT)
    for model, what in (
        (PersonalLink, "Persoonlijke links"),
        (Stakeholder, "Betrokkenen"),
        (Responsibility, "Wie waarover gaat"),
        (BriefVersion, "Versies van de opdracht, met wat ervan gevonden werd"),
        (Comment, "Reacties op het draaiboek"),
        (EditionLink, "Links naar het draaiboek"),
        (Version, "Versies van het draaiboek"),
    ):
        yield Promise(what, model, model.werksessie_id.in_(old))
    contact = ("account_manager", "account_phone", "account_email", "floor_manager", "floor_phone")
    first_aid = ("first_aid", "first_aid_phone")
    yield _emptied("Contactpersonen van de locatie", VenueTerms, old, contact + first_aid)
    yield _emptied(
        "Contactpersonen van de cateraar", CateringTerms, old, ("caterer", "contact", "email", "phone")
    )
    confirmed = ("made_by", "confirmed_by", "note")
    yield _emptied("Wie bestelde en bevestigde", CateringOrder, old, confirmed, ("confirmed_at",))
    yield _emptied("Contactpersonen van leveranciers", Supplier, old, ("name", "contact", "phone", "email"))
    owner = ("owner_name", "owner_email", "done_by_name")
    yield _emptied("Wie een taak had", Task, old, owner, ("owner_id", "done_by_id"))


def _of_mail_and_planners(at: datetime) -> Iterator[Promise]:
    sent = func.coalesce(OutgoingMail.sent_at, OutgoingMail.failed_at)
    body = and_(sent < at - privacy.MAIL_BODY_KEPT, OutgoingMail.raw.is_not(None))
    yield Promise("Inhoud van mail", OutgoingMail, body, {"raw": None})
    yield Promise("Mail", OutgoingMail, sent < at - privacy.MAIL_KEPT)
    yield Promise("Pogingen om in te loggen", SignInAttempt, SignInAttempt.at < at - privacy.SIGN_IN_KEPT)
    yield Promise("Inloglinks", SignInLink, SignInLink.expires_at < at - privacy.SIGN_IN_KEPT)
    yield Promise("Sessies van planners", UserSession, UserSession.expires_at < at - privacy.SIGN_IN_KEPT)
    yield Promise("Wie wat deed", AuditEntry, AuditEntry.at < at - privacy.AUDIT_KEPT)


def _emptied(
    what: str, model: Any, old: Select[int], texts: tuple[str, ...], others: tuple[str, ...] = ()
) -> Promise:
    """Of the rows of these werksessies: the columns in which something stands, to "" or None."""
    columns = model.__table__.c
    filled = or_(*(columns[name] != "" for name in texts), *(columns[name].is_not(None) for name in others))
    empties = dict.fromkeys(texts, "") | dict.fromkeys(others)
    return Promise(what, model, and_(model.werksessie_id.in_(old), filled), empties)


def _werksessies_before(at: datetime, kept: timedelta) -> Select[int]:
    return select(Werksessie.id).where(Werksessie.date < (at - kept).date())


def _without_participants(at: datetime) -> Select[int]:
    """The werksessies whose participants are forgotten; of a closed subject that is sooner."""
    closed = and_(Werksessie.closed_since.is_not(None), Werksessie.date < (at - CLOSED_KEPT).date())
    return select(Werksessie.id).where(or_(Werksessie.date < (at - privacy.PARTICIPANT_KEPT).date(), closed))


def _past_questions(at: datetime) -> list[int]:
    """The planner's own questions whose answers have been kept long enough."""
    answered = db.session.execute(
        select(FormQuestion.id, FormQuestion.kept_days, Werksessie.date, Werksessie.closed_since)
        .join(Werksessie, Werksessie.id == FormQuestion.werksessie_id)
        .where(exists().where(Answer.question_id == FormQuestion.id))
    )
    return [
        question_id
        for question_id, days, day, closed in answered
        if last_day_of_answers(day, days, closed=closed is not None) < at.date()
    ]
