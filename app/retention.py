"""Forgetting: does what the registry of `app.privacy` promises, every hour. What is counted stays, without names."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.sql.dml import Delete, Update

from app.accounts.models import AuditEntry, SignInAttempt, SignInLink, UserSession
from app.extensions import db, now
from app.invitations.models import Appointment
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
    new_token,
)
from app.registrations.question_models import Answer, FormQuestion
from app.registrations.questions import last_day_of_answers
from app.speakers.models import Speaker
from app.versions.models import Comment, EditionLink, Version
from app.werksessies.discretion import CLOSED_KEPT
from app.werksessies.models import Person, TeamMember, Werksessie

FORGOTTEN = "Deelnemer"
NAME_GONE = "Naam verwijderd"


def forget() -> int:
    """Forget what may no longer be kept. Returns the number of rows touched; running it again touches none."""
    touched = sum(map(_run, _statements(now()))) + _forget_participants(now())
    db.session.commit()
    return touched


def _run(statement: Delete | Update) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[tuple[()]]", result).rowcount


def _statements(at: datetime) -> list[Delete | Update]:
    crew = or_(
        exists().where(TeamMember.person_id == Person.id), exists().where(Speaker.person_id == Person.id)
    )
    sent = func.coalesce(OutgoingMail.sent_at, OutgoingMail.failed_at)
    return [
        delete(Receipt).where(Receipt.created_at < at - RECEIPT_KEPT),
        *(
            delete(model).where(model.werksessie_id.in_(_without_participants(at)))
            for model in (Invitation, InvitationLetter, GroupContact)
        ),
        delete(Answer).where(Answer.question_id.in_(_past_questions(at))),
        delete(Need).where(Need.registration_id.in_(_registrations_before(at, NEEDS_KEPT))),
        update(OutgoingMail)
        .where(sent < at - privacy.MAIL_BODY_KEPT, OutgoingMail.raw.is_not(None))
        .values(raw=None),
        delete(OutgoingMail).where(sent < at - privacy.MAIL_KEPT),
        delete(SignInAttempt).where(SignInAttempt.at < at - privacy.SIGN_IN_KEPT),
        delete(SignInLink).where(SignInLink.expires_at < at - privacy.SIGN_IN_KEPT),
        delete(UserSession).where(UserSession.expires_at < at - privacy.SIGN_IN_KEPT),
        delete(AuditEntry).where(AuditEntry.at < at - privacy.AUDIT_KEPT),
        delete(RemovedPart).where(RemovedPart.removed_at < at - privacy.REMOVED_KEPT),
        update(Person)
        .where(
            crew,
            Person.name != NAME_GONE,
            Person.werksessie_id.in_(_werksessies_before(at, privacy.CREW_KEPT)),
        )
        .values(name=NAME_GONE, organisation="", function="", email="", phone=""),
        *(
            delete(model).where(model.werksessie_id.in_(_werksessies_before(at, privacy.CREW_KEPT)))
            for model in (Comment, EditionLink, Version)
        ),
    ]


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


def _registrations_before(at: datetime, kept: timedelta) -> Select[int]:
    return select(Registration.id).where(Registration.werksessie_id.in_(_werksessies_before(at, kept)))


def _forget_participants(at: datetime) -> int:
    old = db.session.scalars(
        select(Registration)
        .where(
            Registration.werksessie_id.in_(_without_participants(at)),
            Registration.email_key.not_like("vergeten-%"),
        )
        .limit(1000)
    ).all()
    for registration in old:
        _forget_participant(registration)
    return len(old)


def _forget_participant(registration: Registration) -> None:
    registration.email_key = f"vergeten-{registration.id}"
    registration.sort_name = ""
    registration.note = registration.planner_note = registration.refusal = ""
    registration.token = new_token()
    registration.stale_since = registration.link_asked_at = None
    person = registration.person
    crew = (
        select(TeamMember.id)
        .where(TeamMember.person_id == person.id)
        .union_all(select(Speaker.id).where(Speaker.person_id == person.id))
    )
    if db.session.execute(crew).first() is None:
        person.name, person.organisation, person.function = FORGOTTEN, "", ""
        person.email, person.phone = "", ""
    db.session.execute(delete(Appointment).where(Appointment.registration_id == registration.id))
