"""What the plan itself asks for: raised by its cause, gone without it, stored nowhere."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from app.catering.meals import as_json
from app.catering.models import CateringOrder
from app.catering.standing import served_at
from app.extensions import db, now
from app.logistics.models import CancellationStep, Material, Task, VenueTerms
from app.registrations.models import Invitation, Need, Registration
from app.speakers.models import Speaker, SpeakerChange, SpeakerContact
from app.today.known import known_of
from app.today.raised import raised
from app.versions.models import Status
from app.werksessies.models import Person, TeamMember, Werksessie
from app.werksessies.workdays import working_day
from tests.factories import (
    add_registrations,
    add_werksessie,
    counted_queries,
    ids_of,
    make_version,
    post,
    sign_in,
    words_of,
)

SLUG = "zwolle-2023"
TODAY = now().date()  # the tests ask nothing that differs around midnight
DAY = TODAY + timedelta(days=60)


@pytest.fixture
def plan(app: Flask) -> Flask:
    """A plan in sixty days that asks for nothing."""
    add_werksessie(app, SLUG, date=DAY, registration_closes=DAY - timedelta(days=1))
    with app.app_context():
        for model in (Task, VenueTerms, CancellationStep):
            db.session.execute(delete(model))
        db.session.execute(update(Speaker).values(status="bevestigd", next_step=""))
        db.session.execute(update(Werksessie).values(catering_workdays=None))
        db.session.commit()
    assert asked(app) == []
    return app


def asked(app: Flask) -> list[tuple[str, str, int, str]]:
    """What, the detail, in how many days, and where."""
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == SLUG)).one()
        (known,) = known_of([werksessie], now())
        return [(each.what, each.detail, (each.due - TODAY).days, each.page) for each in raised(known)]


def on(app: Flask, **columns: Any) -> None:
    with app.app_context():
        db.session.execute(update(Werksessie).values(**columns))
        db.session.commit()


def add(app: Flask, *rows: Any) -> None:
    with app.app_context():
        werksessie_id = db.session.scalars(select(Werksessie.id)).one()
        for row in rows:
            if hasattr(row, "werksessie_id"):
                row.werksessie_id = werksessie_id
            db.session.add(row)
        db.session.commit()


def speaker(app: Flask, **columns: Any) -> tuple[int, str]:
    """The first speaker, changed; their id and name."""
    with app.app_context():
        row = db.session.scalars(select(Speaker).order_by(Speaker.position)).first()
        assert row is not None
        for name, value in columns.items():
            setattr(row, name, value)
        db.session.commit()
        return row.id, row.person.name


def test_a_silent_speaker_is_rung_until_there_is_a_sign(plan: Flask) -> None:
    since = now() - timedelta(days=10)
    number, name = speaker(plan, status="benaderd", status_since=since)
    ((what, detail, days, page),) = asked(plan)
    assert (what, days, page) == (f"Bel {name}", -3, "/sprekers")
    assert "Staat in het programma bij" in detail
    assert detail.endswith("Nu: benaderd.")
    add(plan, SpeakerContact(speaker_id=number, kind="gebeld", text="Denkt na"))
    ((what, _detail, days, _page),) = asked(plan)
    assert (what, days) == (f"Vraag {name} om een besluit", 32)


def test_a_next_step_with_a_date_and_an_unseen_change_are_asked_for(plan: Flask) -> None:
    number, name = speaker(
        plan, next_step="Stuur de routebeschrijving", next_step_on=TODAY + timedelta(days=2)
    )
    add(plan, SpeakerChange(speaker_id=number, field="titel"), SpeakerChange(speaker_id=number, field="bio"))
    assert asked(plan) == [
        ("Stuur de routebeschrijving", f"Voor spreker {name}.", 2, "/sprekers"),
        ("Bekijk twee wijzigingen van sprekers", "", 0, "/sprekers"),
    ]
    with plan.app_context():
        db.session.execute(update(SpeakerChange).values(seen_at=now()))
        db.session.execute(update(Speaker).values(next_step=""))
        db.session.commit()
    assert asked(plan) == []


def invited(number: int, **columns: Any) -> Invitation:
    email = f"gast{number}@school.example"
    return Invitation(email=email, email_key=email, allowed_at=now(), invited_at=now(), **columns)


def test_who_was_invited_and_is_silent_is_reminded_when_registration_closes_soon(plan: Flask) -> None:
    add(plan, invited(1), invited(2), invited(3, declined_at=now()), invited(4, revoked_at=now()))
    add_registrations(plan, SLUG, "Anne Berg")
    add(
        plan,
        Invitation(email="x", email_key="anne-berg@gemeente.example", allowed_at=now(), invited_at=now()),
    )
    assert asked(plan) == []
    closes = TODAY + timedelta(days=10)
    on(plan, registration_closes=closes)
    ((what, detail, days, page),) = asked(plan)
    assert (what, days, page) == (
        "Herinner 2 genodigden die niet hebben geantwoord", 3, "/aanmeldingen/uitnodigen",
    )  # fmt: skip
    assert detail.startswith("Aanmelden kan tot en met")
    on(plan, registration_opens=None, registration_closes=TODAY - timedelta(days=1))
    assert asked(plan) == []


def test_who_waits_for_a_yes_is_judged(plan: Flask) -> None:
    add_registrations(plan, SLUG, "Anne Berg", "Bea Dijk")
    with plan.app_context():
        first = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        assert first is not None
        first.judge_since, first.placed_at = now(), None
        db.session.add(
            Invitation(werksessie_id=first.werksessie_id, email="c@x.example", email_key="c@x.example")
        )
        db.session.commit()
    assert [each[0] for each in asked(plan)] == [
        "Zeg ja of nee tegen één collega die is voorgedragen", "Beoordeel één aanmelding",
    ]  # fmt: skip


def test_an_option_that_ends_is_asked_for_until_it_is_definite(plan: Flask) -> None:
    ends = TODAY + timedelta(days=4)
    add(plan, VenueTerms(option_until=ends))
    ((what, _detail, days, page),) = asked(plan)
    assert (what, days, page) == ("Leg de locatie definitief vast", 4, "/logistiek")
    with plan.app_context():
        db.session.execute(update(VenueTerms).values(definite_on=TODAY))
        db.session.commit()
    assert asked(plan) == []


def test_before_cancelling_becomes_dearer_it_is_said_what_it_costs(plan: Flask) -> None:
    steps = [(-3, 10), (5, 35), (12, 60)]
    add(plan, VenueTerms(rent=100_000), *(
        CancellationStep(position=place, after=TODAY + timedelta(days=days), percent=percent)
        for place, (days, percent) in enumerate(steps)
    ))  # fmt: skip
    ((what, detail, days, _page),) = asked(plan)
    assert (what, days) == ("Beslis of de werksessie doorgaat", 5)
    assert detail.endswith("kost annuleren 35 in plaats van 10 %. Dat is € 250,00 meer.")
    with plan.app_context():
        db.session.execute(delete(CancellationStep).where(CancellationStep.percent == 35))
        db.session.commit()
    assert [each[1].partition("kost ")[2] for each in asked(plan)] == [
        "annuleren 60 in plaats van 10 %. Dat is € 500,00 meer."
    ]


def test_the_caterers_deadline_is_asked_for_three_days_before_and_then_the_answer(plan: Flask) -> None:
    days = [TODAY + timedelta(days=number) for number in range(5, 40)]
    day = next(each for each in days if 1 <= (working_day(each, -7) - TODAY).days <= 3)
    on(plan, catering_workdays=7)
    assert asked(plan) == []
    on(plan, date=day, registration_opens=None, registration_closes=None)
    due = (working_day(day, -7) - TODAY).days
    assert [(what, days) for what, _detail, days, page in asked(plan) if page == "/catering"] == [
        ("Bestel de catering", due)
    ]
    ordered = CateringOrder(number=1, contents={"meals": []})
    with plan.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        meals = [one.meal for one in served_at(werksessie)[0]]
        ordered.contents = as_json(meals)
    add(plan, ordered)
    assert [what for what, _detail, _days, page in asked(plan) if page == "/catering"] == [
        "Bestelling 1 is nog niet bevestigd"
    ]
    with plan.app_context():
        db.session.execute(update(CateringOrder).values(confirmed_at=now()))
        db.session.commit()
    assert [each for each in asked(plan) if each[3] == "/catering"] == []


def test_a_draaiboek_is_fixed_before_the_day(plan: Flask) -> None:
    day = TODAY + timedelta(days=20)
    on(plan, date=day, registration_closes=day)
    ((what, _detail, days, page),) = asked(plan)
    assert (what, days, page) == (
        "Stel het draaiboek vast",
        (working_day(day, -5) - TODAY).days,
        "/draaiboek",
    )
    make_version(plan, SLUG)
    assert len(asked(plan)) == 1
    make_version(plan, SLUG, Status.VASTGESTELD)
    assert asked(plan) == []


def test_after_the_day_diets_are_thrown_away_and_nothing_else_is_asked(plan: Flask) -> None:
    (number,) = add_registrations(plan, SLUG, "Anne Berg")
    add(plan, Need(registration_id=number, diet="geen noten", consented_at=now()))
    speaker(plan, status="benaderd", status_since=now() - timedelta(days=30))
    on(plan, date=TODAY - timedelta(days=2), registration_closes=None)
    ((what, detail, days, _page),) = asked(plan)
    assert (what, days) == ("Gooi lijsten met diëten en dieetkaartjes weg", 5)
    assert detail.endswith("wat 1 mens doorgaf.")
    with plan.app_context():
        db.session.execute(delete(Need))
        db.session.commit()
    assert asked(plan) == []


def test_over_all_werksessies_each_line_names_its_own(plan: Flask, client: FlaskClient) -> None:
    add_werksessie(plan, "tweede", title="Een tweede dag", date=DAY)
    add_werksessie(plan, "verborgen", title="Van een ander", date=DAY)
    sign_in(client, plan, "twee@gemeente.example", slug=SLUG)
    sign_in(client, plan, "twee@gemeente.example", slug="tweede")
    with plan.app_context():
        db.session.execute(delete(Task))
        ids = {row.slug: row.id for row in db.session.scalars(select(Werksessie))}
        away = (DAY - TODAY).days
        for slug, days in ((SLUG, -away), ("tweede", -away - 3), ("verborgen", -away), (SLUG, -away + 20)):
            db.session.add(Task(werksessie_id=ids[slug], position=0, day=days, what=f"Taak {slug} {days}"))
        db.session.execute(update(Speaker).values(status="bevestigd"))
        db.session.commit()
    page = words_of(client.get("/beheer"))
    order = [
        "Wat moet ik vandaag doen? Twee dingen deze week. Eén had al klaar moeten zijn.",
        "Te laat 1 taak 3 dagen te laat", f"Taak tweede {-away - 3} Een tweede dag · nog 60 dagen Gedaan",
        "Vandaag 1 taak vandaag", f"Taak {SLUG} {-away}", "Mijn werksessies", "Komt eraan 2",
    ]  # fmt: skip
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Van een ander" not in page
    assert f"Taak {SLUG} {-away + 20}" not in page
    first = ids_of(plan, Task, "tweede")[0]
    answer = post(client, f"/beheer/tweede/taken/{first}/gedaan", terug="alles")
    assert answer.location == "/beheer"
    assert "Taak tweede" not in words_of(client.get("/beheer")).partition("Te laat")[2]


def member(app: Flask, role: str, **columns: Any) -> None:
    """The one in this role of the crew, changed."""
    with app.app_context():
        db.session.execute(update(TeamMember).where(TeamMember.role == role).values(**columns))
        db.session.commit()


def test_somebody_who_is_needed_before_they_come_is_asked_about_until_they_are_there(plan: Flask) -> None:
    member(plan, "techniek", starts=time(9, 45))
    ((what, detail, days, page),) = asked(plan)
    assert what.endswith("knelpunten in ploeg en techniek op")
    assert detail.startswith("techniek is nodig bij ‘Opbouw podium")
    assert "Tom Voorbeeld is er vanaf 09.45. En nog " in detail
    assert (days, page) == (0, "/logistiek")
    member(plan, "techniek", starts=time(6))
    assert asked(plan) == []


def test_who_follows_a_speaker_and_comes_too_late_is_asked_about(plan: Flask) -> None:
    with plan.app_context():
        led = db.session.scalars(select(Speaker).where(Speaker.key == "ervaring")).one()
        person = Person(werksessie_id=led.werksessie_id, name="Ans Voorbeeld", phone="", function="")
        values = {"werksessie_id": led.werksessie_id, "position": 90, "role": "begeleider"}
        db.session.add(TeamMember(**values, person=person, starts=time(12), follows=led.person))
        db.session.commit()
    ((what, detail, _days, page),) = asked(plan)
    assert (what, page) == ("Los één knelpunt in ploeg en techniek op", "/logistiek")
    assert detail.startswith("Ans Voorbeeld gaat mee met M., en is er vanaf 12.00: niet bij ‘")


def test_the_only_microphone_that_two_want_at_once_is_asked_about(plan: Flask) -> None:
    with plan.app_context():
        db.session.execute(update(Speaker).values(needs=["reversmicrofoon"]))
        db.session.execute(delete(Material))
        db.session.commit()
    assert asked(plan) == []
    add(plan, Material(position=0, what="Reversmicrofoon", count=1, technique=True))
    ((what, detail, days, page),) = asked(plan)
    assert what.endswith("in ploeg en techniek op")
    assert "willen de enige reversmicrofoon om" in detail
    assert (days, page) == (0, "/logistiek")


def test_over_all_takes_the_same_number_of_queries_for_one_werksessie_and_for_ten(
    plan: Flask, client: FlaskClient
) -> None:
    sign_in(client, plan)
    counts = set()
    for number in (0, 9):
        for place in range(number):
            add_werksessie(plan, f"nog-{place}", date=date(2099, 5, 1 + place))
        with counted_queries(plan) as statements:
            assert client.get("/beheer").status_code == 200
        counts.add(len(statements))
    assert len(counts) == 1
