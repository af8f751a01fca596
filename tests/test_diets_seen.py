"""What somebody does not eat is for the planner: who reads along and who has a link never sees it with a name."""

from __future__ import annotations

import io
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import AuditEntry, Role
from app.extensions import db, now
from app.registrations.models import GroupContact, Need, Registration
from app.speakers.models import Speaker
from app.versions.models import EditionLink
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.models import Person, PersonNeed, TeamMember, Werksessie
from tests.factories import post, sign_in
from tests.werksessies.test_rights import SLUG, address, planned, planner_rules

__all__ = ["planned"]
DIET, ACCESS = "zoekdieet", "zoektoegang"
COUNTED = ("bestelling", "keukenschema", "/catering")  # where diets are counted, without a name


@pytest.fixture
def told(planned: Flask) -> list[str]:
    """Somebody who registered, a speaker and one of the crew told what they need; their names."""
    with planned.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == SLUG)).one()
        guest = db.session.scalars(
            select(Registration).where(Registration.werksessie_id == werksessie.id)
        ).first()
        assert guest is not None
        db.session.add(Need(registration_id=guest.id, diet=DIET, access=ACCESS, consented_at=now()))
        names = [guest.person.name]
        for model in (Speaker, TeamMember):
            row = db.session.scalars(select(model).where(model.werksessie_id == werksessie.id)).first()
            assert row is not None
            person = db.session.get_one(Person, row.person_id)
            db.session.add(PersonNeed(person_id=person.id, diet=DIET, access=ACCESS, consented_at=now()))
            names.append(person.name)
        db.session.commit()
    return names


def text_of(answer: TestResponse) -> str:
    """What a reader can read of an answer, whatever its kind."""
    data = answer.get_data()
    if data.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return "\n".join(file.read(name).decode(errors="replace") for name in file.namelist())
    return data.decode(errors="replace")


def shown(client: FlaskClient, paths: list[str], names: list[str]) -> list[str]:
    """The addresses that tell a need, or tell a diet elsewhere than as a count without the name of who it is of."""
    found = []
    for path in paths:
        text = text_of(client.get(path))
        counted = any(part in path for part in COUNTED) and not any(name in text for name in names)
        if ACCESS in text or (DIET in text and not counted):
            found.append(path)
    return found


def test_who_reads_along_sees_no_diet(planned: Flask, told: list[str]) -> None:
    client = planned.test_client()
    sign_in(client, planned, "leest@gemeente.example", slug=SLUG, role=Role.MEELEZEN)
    rules = [
        rule for rule in planner_rules(planned, "GET") if "bestanden" not in rule.rule
    ]  # what others sent
    pages = [address(planned, rule) for rule in rules]
    assert len(pages) > 30
    assert shown(client, pages, told) == []
    cards = post(client, f"/beheer/{SLUG}/catering/dieetkaartjes.pdf")
    assert cards.status_code in (403, 404)


def test_no_personal_link_of_another_shows_a_diet(planned: Flask, told: list[str]) -> None:
    with planned.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == SLUG)).one()
        needy = select(PersonNeed.person_id)
        others = {
            LinkKind.SPEAKER: select(Speaker.person_id).where(Speaker.person_id.not_in(needy)),
            LinkKind.CREW: select(TeamMember.person_id).where(TeamMember.person_id.not_in(needy)),
        }
        for kind in LinkKind:
            person_id = db.session.scalars(others[kind]).first() if kind in others else None
            db.session.add(
                PersonalLink(
                    werksessie_id=werksessie.id, kind=kind, person_id=person_id, token=f"{kind}-link"
                )
            )
        needs = select(Need.registration_id)
        other = db.session.scalars(select(Registration).where(Registration.id.not_in(needs))).first()
        guest = db.session.scalars(select(Registration).where(Registration.id.in_(needs))).one()
        assert other is not None
        contact = GroupContact(werksessie_id=werksessie.id, name="N", email="n@x.example", form_key="k")
        db.session.add(contact)
        db.session.flush()
        guest.contact_id = contact.id
        guest.replaced_by_id = other.id
        editions = db.session.scalars(select(EditionLink.token)).all()
        db.session.commit()
        paths = [
            *(f"/{kind}/{kind}-link" for kind in LinkKind),
            *(f"/d/{token}" for token in editions),
            f"/groep/{contact.token}",
            f"/aanmelding/{other.token}",
            f"/aanmelding/{other.token}/inzage.json",
            f"/{SLUG}",
        ]
        papers = [f"/catering/catering-link/{name}.pdf" for name in ("bestelling", "keukenschema")]
    assert shown(planned.test_client(), [*paths, *papers], told) == []


def test_who_takes_diets_out_of_the_house_is_on_the_record(planned: Flask, told: list[str]) -> None:
    client = planned.test_client()
    sign_in(client, planned, "beheer@gemeente.example", slug=SLUG)
    cards = post(client, f"/beheer/{SLUG}/catering/dieetkaartjes.pdf")
    assert DIET in text_of(cards)
    with planned.app_context():
        record = db.session.scalars(select(AuditEntry).where(AuditEntry.what == "diet.cards")).one()
        assert record.detail == {"cards": len(told)}
