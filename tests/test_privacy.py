"""Every column of a table that tells of a person is in the registry, and what it promises is done."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select

from app.accounts.models import SignInAttempt
from app.backup import backup
from app.extensions import db, now
from app.invitations.models import Appointment, AppointmentVersion
from app.mail.models import OutgoingMail
from app.privacy import entry as privacy
from app.privacy.registry import REGISTRY
from app.programme.models import RemovedPart
from app.registrations.models import NEEDS_KEPT, RECEIPT_KEPT, Need, Receipt, Registration
from app.retention import forget
from app.werksessies.models import Person, TeamMember, Werksessie
from tests.factories import add_werksessie

PERSONAL = {
    "person", "registration", "need", "receipt", "appointment", "appointment_version", "team_member", "speaker",
    "outgoing_mail", "user_account", "membership", "sign_in_link", "sign_in_attempt", "user_session", "audit_entry",
    "edition_link", "draaiboek_comment", "draaiboek_version", "removed_part", "invitation",
    "answer", "wish", "seat", "group_contact", "speaker_contact", "speaker_change", "speaker_file", "person_need",
    "personal_link", "stakeholder", "responsibility", "brief_version", "brief_answer", "venue_terms", "catering_terms",
    "catering_order", "supplier",
}  # fmt: skip
# what binds rows together or orders them, and says nothing about a person
NOT_PERSONAL = {
    "registration.id", "appointment_version.sequence", "appointment_version.method", "speaker.key",
    "outgoing_mail.kind", "outgoing_mail.message_id", "outgoing_mail.dedupe_key", "outgoing_mail.not_before",
    "outgoing_mail.claimed_until", "outgoing_mail.claimed_by", "outgoing_mail.attempts", "outgoing_mail.created_at",
    "outgoing_mail.sent_at", "outgoing_mail.failed_at", "receipt.waiting", "receipt.judged", "receipt.created_at",
    "draaiboek_version.major", "draaiboek_version.minor", "draaiboek_version.status", "draaiboek_version.uids",
    "draaiboek_version.expected", "draaiboek_version.base_url", "removed_part.kind",
    "speaker.version", "speaker_file.kind", "speaker_file.media_type", "speaker_file.size", "brief_version.number",
    "venue_terms.option_until", "venue_terms.definite_on", "venue_terms.numbers_by", "venue_terms.rent",
    "venue_terms.assembly_point", "venue_terms.emergency", "venue_terms.parking", "venue_terms.signs",
    "catering_terms.shrink", "catering_order.number", "catering_order.contents", "catering_order.made_at",
    "supplier.delivers", "supplier.arrives", "supplier.leaves",
}  # fmt: skip
KEYS = {
    "id", "werksessie_id", "person_id", "registration_id", "appointment_id", "user_id", "position", "made_by_id",
    "version_id", "link_id", "answer_to_id", "letter_id", "question_id", "speaker_id",
}  # fmt: skip


def test_every_column_that_tells_of_a_person_is_in_the_registry() -> None:
    named = {column for entry in REGISTRY for column in entry.columns}
    wanted = {
        f"{table}.{column.name}"
        for table in PERSONAL
        for column in db.metadata.tables[table].columns
        if column.name not in KEYS
    } - NOT_PERSONAL
    assert wanted - named == set()


def test_the_registry_names_only_columns_that_exist() -> None:
    exist = {f"{table.name}.{column.name}" for table in db.metadata.sorted_tables for column in table.columns}
    assert {column for entry in REGISTRY for column in entry.columns} - exist == set()


def test_a_table_that_points_at_a_person_counts_as_personal() -> None:
    pointing = {
        table.name
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in ("person", "registration", "user_account")
    }
    assert pointing - PERSONAL == {"item_person", "session_person", "task"}


def test_the_privacy_pages_tell_everything(client: FlaskClient) -> None:
    page, register = client.get("/privacy").text, client.get("/privacy/register").text
    for entry in REGISTRY:
        assert escape(entry.purpose) in page
        assert ", ".join(entry.columns) in register


def held(days_ago: int) -> Werksessie:
    werksessie = Werksessie(
        slug=f"w{days_ago}",
        title="Werksessie",
        date=now().date() - timedelta(days=days_ago),
        starts=time(9),
        ends=time(12),
    )
    db.session.add(werksessie)
    db.session.flush()
    return werksessie


def participant(werksessie: Werksessie) -> Registration:
    person = Person(
        werksessie_id=werksessie.id, name="Zoë Zoekmij", organisation="Zoekorg", email="zoek@mij.example"
    )
    registration = Registration(
        werksessie_id=werksessie.id,
        person=person,
        email_key="zoek@mij.example",
        sort_name="zoekmij, zoe",
        note="zoeknoot",
    )
    db.session.add(registration)
    db.session.flush()
    appointment = Appointment(
        registration_id=registration.id, day=werksessie.date, uid=f"p-{werksessie.id}@x.example"
    )
    version = AppointmentVersion(
        sequence=0,
        method="REQUEST",
        content_hash="h",
        stamped_at=now(),
        ics=b"ATTENDEE:mailto:zoek@mij.example",
    )
    appointment.versions.append(version)
    db.session.add_all(
        [appointment, Need(registration_id=registration.id, diet="zoekdieet", consented_at=now())]
    )
    db.session.flush()
    return registration


def everything(app: Flask, path: object) -> str:
    import zipfile  # noqa: PLC0415, only to read what a backup holds
    from pathlib import Path  # noqa: PLC0415

    file = Path(str(path)) / "alles.zip"
    backup(file)
    with zipfile.ZipFile(file) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_half_a_year_after_the_day_nothing_of_a_participant_is_left(any_app: Flask, tmp_path: object) -> None:
    with any_app.app_context():
        participant(held(184))
        sent = now() - timedelta(days=184)
        mail = {
            "kind": "confirmation",
            "to_address": "zoek@mij.example",
            "subject": "Zoekonderwerp",
            "raw": b"zoek",
        }
        db.session.add(OutgoingMail(message_id="1@x.example", created_at=sent, sent_at=sent, **mail))
        db.session.commit()
        assert "zoek" in everything(any_app, tmp_path).lower()
        forget()
        left = everything(any_app, tmp_path).lower()
        assert "zoek" not in left
        assert "zoë" not in left
        assert db.session.query(Registration).count() == 1
        assert forget() == 0


def test_before_its_time_nothing_is_forgotten(any_app: Flask) -> None:
    with any_app.app_context():
        participant(held(6))
        db.session.add(SignInAttempt(key="k"))
        db.session.commit()
        assert forget() == 0


def test_diets_go_a_week_after_the_day(any_app: Flask) -> None:
    with any_app.app_context():
        registration = participant(held(8))
        db.session.commit()
        assert forget() == 1
        assert db.session.scalars(select(Need)).all() == []
        assert registration.person.name == "Zoë Zoekmij"


def test_a_receipt_lives_a_day(any_app: Flask) -> None:
    with any_app.app_context():
        values = {
            "werksessie_id": held(-30).id,
            "name": "A",
            "email": "a@x.example",
            "organisation": "O",
            "waiting": False,
        }
        db.session.add(Receipt(key="oud", created_at=now() - timedelta(hours=25), **values))
        db.session.add(Receipt(key="nieuw", created_at=now() - timedelta(hours=23), **values))
        db.session.commit()
        forget()
        assert db.session.scalars(select(Receipt.key)).all() == ["nieuw"]


def test_mail_bodies_go_after_a_month_and_waiting_mail_stays(any_app: Flask) -> None:
    old = now() - timedelta(days=31)
    with any_app.app_context():
        mail = {
            "kind": "sign_in",
            "to_address": "a@x.example",
            "subject": "S",
            "raw": b"r",
            "created_at": old,
        }
        db.session.add(OutgoingMail(message_id="sent@x.example", sent_at=old, **mail))
        db.session.add(OutgoingMail(message_id="waiting@x.example", **mail))
        db.session.commit()
        forget()
        rows = db.session.execute(
            select(OutgoingMail.message_id, OutgoingMail.raw).order_by(OutgoingMail.message_id)
        )
        assert [tuple(row) for row in rows] == [("sent@x.example", None), ("waiting@x.example", b"r")]


def test_what_was_taken_out_is_kept_a_month(any_app: Flask) -> None:
    slug = add_werksessie(any_app)
    with any_app.app_context():
        werksessie_id = db.session.scalars(select(Werksessie.id).where(Werksessie.slug == slug)).one()
        for days in (29, 31):
            removed = RemovedPart(
                werksessie_id=werksessie_id,
                kind="team_member",
                position=0,
                title=f"{days} dagen",
                contents={},
                removed_at=now() - timedelta(days=days),
            )
            db.session.add(removed)
        db.session.commit()
        forget()
        assert db.session.scalars(select(RemovedPart.title)).all() == ["29 dagen"]


def test_the_crew_is_forgotten_after_two_years_and_keeps_its_role(any_app: Flask) -> None:
    with any_app.app_context():
        werksessie = held(731)
        person = Person(werksessie_id=werksessie.id, name="Ilse", email="ilse@x.example", phone="06 00000003")
        db.session.add(
            TeamMember(werksessie_id=werksessie.id, position=0, role="floormanager", person=person)
        )
        db.session.commit()
        forget()
        db.session.refresh(person)
        assert (person.name, person.email, person.phone) == ("Naam verwijderd", "", "")
        assert werksessie.team[0].role == "floormanager"
        assert forget() == 0


def test_the_periods_in_words_are_the_periods_in_code() -> None:
    assert timedelta(days=7) == NEEDS_KEPT
    assert timedelta(days=1) == RECEIPT_KEPT
    assert (datetime(2027, 12, 15, tzinfo=UTC) - privacy.PARTICIPANT_KEPT).date() == date(2027, 6, 15)
