"""Planners and their speakers: the board, one speaker, the link, and what is never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import User
from app.extensions import db, now
from app.mail.models import OutgoingMail
from app.programme.models import Item
from app.speakers import actions, answers
from app.speakers.models import Speaker, SpeakerChange, SpeakerContact, SpeakerFile
from app.werksessies.link_models import PersonalLink
from app.werksessies.models import Person, PersonNeed, Werksessie
from tests.factories import at_once, counted_queries, post, sign_in, words_of
from tests.speakers.people import BASE, add_day, change, form_at, link_of, speaker_in


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    """A planner who is signed in, with the Zwolle day."""
    add_day(app)
    sign_in(client, app)
    return client


def column(client: FlaskClient, heading: str) -> list[str]:
    """Who stands in a column of the board."""
    page = BeautifulSoup(client.get(BASE).text, "html.parser")
    found = next(each for each in page.select(".board > div") if heading in each.h2.get_text())  # type: ignore[union-attr]
    return [name.get_text() for name in found.select("h3 .t")]


def test_a_speaker_goes_from_idea_to_confirmed_and_back_in_single_clicks(
    app: Flask, planner: FlaskClient
) -> None:
    refused = post(planner, BASE, name="", email="geen adres", basis="{}")
    assert refused.status_code == 422
    assert "Typ een naam, of wie u zoekt." in words_of(refused)
    assert "geen adres" in refused.text
    added = post(
        planner, BASE, name="Mirjam Voorbeeld", organisation="GGD", email="m@ggd.example", basis="{}"
    )
    assert added.status_code == 303
    assert column(planner, "Idee") == ["Mirjam Voorbeeld"]
    speaker = speaker_in(app, "voorbeeld")
    for status in ("benaderd", "onder voorbehoud", "bevestigd"):
        moved = post(planner, f"{BASE}/{speaker.id}/status", status=status)
        assert moved.location.endswith(f"{BASE}#spreker-{speaker.id}")
        assert column(planner, status.capitalize())[-1] == "Mirjam Voorbeeld"
    since = speaker_in(app, "voorbeeld").status_since
    post(planner, f"{BASE}/{speaker.id}/status?als=lijst", status="vervallen")
    page = planner.get(f"{BASE}?als=lijst")
    assert "Mirjam Voorbeeld is nu vervallen." in words_of(page)
    undo = BeautifulSoup(page.text, "html.parser").select_one(".messages form")
    assert undo is not None
    assert post(planner, str(undo["action"])).location.endswith(f"als=lijst#spreker-{speaker.id}")
    after = speaker_in(app, "voorbeeld")
    assert (after.status, after.status_since) == ("bevestigd", since)
    assert "Er is niets terug te zetten" in words_of(
        planner.get(post(planner, f"{BASE}/{speaker.id}/status/terug").location)
    )
    assert "Kies een stand uit de lijst." in words_of(
        planner.get(post(planner, f"{BASE}/{speaker.id}/status", status="x").location)
    )


def test_agreements_are_typed_as_people_type_them_and_shown_in_words(
    app: Flask, planner: FlaskClient
) -> None:
    here = f"{BASE}/{speaker_in(app, 'onderzoeker').id}"
    fields = form_at(planner, f"{here}?open=wijzig", here)
    fields |= {"fee": "1.450", "travel_costs": "23,50", "invoice": "verwacht", "chance": "groot",
               "next_step": "bellen over de titel", "next_step_on": "30 november 2027"}  # fmt: skip
    assert post(planner, here, **fields).status_code == 303
    speaker = speaker_in(app, "onderzoeker")
    assert (speaker.fee, speaker.travel_costs, speaker.invoice, speaker.chance) == (
        145_000, 2_350, "verwacht", "groot",
    )  # fmt: skip
    assert speaker.next_step_on == date(2027, 11, 30)
    assert speaker.needs == fields["needs"].splitlines()
    words = words_of(planner.get(here))
    assert "Vergoeding € 1.450,00 Reiskosten € 23,50 Factuur verwacht" in words
    assert "Hierna dinsdag 30 november: bellen over de titel" in words
    wrong = post(planner, here, **fields | {"fee": "veel"})
    assert wrong.status_code == 422
    assert 'value="veel"' in wrong.text


def test_two_planners_and_the_speaker_at_once_lose_nothing(app: Flask, planner: FlaskClient) -> None:
    here = f"{BASE}/{speaker_in(app, 'onderzoeker').id}"
    mine = form_at(planner, f"{here}?open=wijzig", here) | {"talk_title": "Mijn titel", "travel": "trein"}
    change(app, "onderzoeker", talk_title="Titel van de spreker", bio="Over mij")
    clash = post(planner, here, **mine)
    assert clash.status_code == 409
    words = words_of(clash)
    assert "Uw collega bewaarde: Titel van de spreker" in words
    assert 'value="Mijn titel"' in clash.text
    page = BeautifulSoup(clash.text, "html.parser")
    basis = page.select_one("form.open input[name=basis]")
    assert basis is not None
    again = post(planner, here, **mine | {"basis": str(basis["value"]), "bio": "Over mij"})
    assert again.status_code == 303
    speaker = speaker_in(app, "onderzoeker")
    assert (speaker.talk_title, speaker.bio, speaker.travel) == ("Mijn titel", "Over mij", "trein")


def test_who_drops_out_leaves_a_hole_with_plan_b_for_planners_only(app: Flask, planner: FlaskClient) -> None:
    speaker = speaker_in(app, "onderzoeker")
    here = f"{BASE}/{speaker.id}"
    fields = form_at(planner, here, f"{here}/plan-b")
    slot = next(name for name in fields if name.startswith("item-"))
    post(planner, f"{here}/plan-b", **fields | {slot: "Noor leest drie verhalen voor."})
    clash = post(planner, f"{here}/plan-b", **fields | {slot: "Anders"})
    assert clash.status_code == 409
    assert "Uw collega bewaarde: Noor leest drie verhalen voor." in words_of(clash)
    assert "Anders" in clash.text
    hole = "Spreker afgezegd: Dr. A. Voorbeeld. Plan B: Noor leest drie verhalen voor."
    assert hole not in words_of(planner.get("/beheer/zwolle-2023/programma"))
    assert "Dr. A. Voorbeeld" in planner.get("/zwolle-2023").text
    post(planner, f"{here}/status", status="onder voorbehoud")
    editor = BeautifulSoup(planner.get("/beheer/zwolle-2023/programma").text, "html.parser")
    unsure = [" ".join(each.get_text(" ").split()) for each in editor.select(".who .unsure")]
    assert unsure == ["Dr. A. Voorbeeld onder voorbehoud"]
    post(planner, f"{here}/status", status="afgezegd")
    assert hole in words_of(planner.get("/beheer/zwolle-2023/programma"))
    public = planner.get("/zwolle-2023").text
    assert "Dr. A. Voorbeeld" not in public
    assert "Noor leest" not in public
    refused = planner.get(post(planner, f"{here}/verwijdering").location)
    assert "dan blijft te zien dat daar een plek open is" in words_of(refused)
    assert speaker_in(app, "onderzoeker").status == "afgezegd"


def test_a_speaker_who_was_taken_out_comes_back_whole(app: Flask, planner: FlaskClient) -> None:
    link, at = link_of(app, "reserve"), now()
    speaker_id = change(app, "reserve", fee=10_000, talk_title="Plan B", status="benaderd", answered_at=at)
    post(planner, f"{BASE}/{speaker_id}/contact", kind="gebeld", text="Wil wel.")
    planner.get(BASE)
    with app.app_context():
        person_id = db.session.get_one(Speaker, speaker_id).person_id
        db.session.add(PersonNeed(person_id=person_id, diet="vegan", consented_at=at))
        db.session.add(SpeakerChange(speaker_id=speaker_id, field="Titel", becomes="Plan B"))
        db.session.commit()
    before = speaker_in(app, "reserve")
    post(planner, f"{BASE}/{speaker_id}/verwijdering")
    with app.app_context():
        for model in (SpeakerContact, SpeakerChange, PersonNeed, PersonalLink):
            assert db.session.scalars(select(model)).all() == []
        assert db.session.get(Person, person_id) is None
    assert planner.get(link).status_code == 404
    page = BeautifulSoup(planner.get(BASE).text, "html.parser")
    undo = page.select_one(".messages form")
    assert undo is not None
    post(planner, str(undo["action"]))
    after = speaker_in(app, "reserve")
    for name in ("status", "status_since", "fee", "talk_title", "answered_at", "needs", "version"):
        assert getattr(after, name) == getattr(before, name), name
    assert planner.get(link).status_code == 200
    words = words_of(planner.get(f"{BASE}/{after.id}"))
    assert "Wil wel." in words
    assert "Eet niet vegan" in words
    assert "wordt Plan B" in words
    assert "Dit is al teruggezet." in words_of(planner.get(post(planner, str(undo["action"])).location))


def test_who_sent_files_is_not_taken_out_before_those_are(app: Flask, planner: FlaskClient) -> None:
    speaker = speaker_in(app, "reserve")
    with app.app_context():
        kept = {"name": "dia.pdf", "media_type": "application/pdf", "size": 5, "contents": b"%PDF-"}
        db.session.add(SpeakerFile(speaker_id=speaker.id, kind="dia", **kept))
        db.session.commit()
        file_id = db.session.scalars(select(SpeakerFile.id)).one()
    here = f"{BASE}/{speaker.id}"
    assert "Verwijder die eerst" in words_of(planner.get(post(planner, f"{here}/verwijdering").location))
    sent = planner.get(f"{here}/bestanden/{file_id}")
    assert (sent.data, sent.headers["Content-Disposition"]) == (b"%PDF-", "attachment; filename=dia.pdf")
    post(planner, f"{here}/bestanden/{file_id}/verwijdering")
    assert planner.get(f"{here}/bestanden/{file_id}").status_code == 404
    assert post(planner, f"{here}/verwijdering").location.endswith(BASE)


def test_contact_is_logged_and_a_line_can_be_taken_back(app: Flask, planner: FlaskClient) -> None:
    here = f"{BASE}/{speaker_in(app, 'onderzoeker').id}"
    empty = post(planner, f"{here}/contact", kind="gebeld", text=" ")
    assert empty.status_code == 422
    assert "Typ wat er is gezegd of afgesproken." in words_of(empty)
    post(planner, f"{here}/contact", kind="gemaild", text="Titel volgt maandag.")
    page = planner.get(here)
    assert "Titel volgt maandag." in words_of(page)
    undo = BeautifulSoup(page.text, "html.parser").select_one(".messages form")
    assert undo is not None
    line = undo.select_one("[name=regel]")
    assert line is not None
    post(planner, str(undo["action"]), regel=str(line["value"]))
    assert "Er is nog niets genoteerd." in words_of(planner.get(here))


def test_the_mail_is_read_before_it_goes_and_two_clicks_are_one(app: Flask, planner: FlaskClient) -> None:
    speaker_id = change(
        app, "reserve", status="idee", expected="Een verhaal van tien minuten.\nVoor 80 mensen."
    )
    here = f"{BASE}/{speaker_id}"
    shown = words_of(planner.get(here))
    assert "Een verhaal van tien minuten. Voor 80 mensen." in shown
    assert "Onderwerp: Wilt u spreken: Werksessie voorkomen van jonge aanwas" in shown
    for _ in range(2):
        post(planner, f"{here}/link", actie="mail")
    with app.app_context():
        mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "speaker_link")).one()
        link = db.session.scalars(select(PersonalLink)).one()
        assert (mail.to_address, link.email) == (link.person.email, link.person.email)  # type: ignore[union-attr]
        text = (mail.raw or b"").decode()
    assert f"/spreker/{link.token}" in text.replace("=\r\n", "")
    assert speaker_in(app, "reserve").status == "benaderd"
    assert planner.get(f"/spreker/{link.token}").status_code == 200
    post(planner, f"{here}/link/intrekking")
    gone = planner.get(f"/spreker/{link.token}")
    assert (gone.status_code, gone.headers["Cache-Control"]) == (410, "no-store")
    change(app, "reserve", person_email="")
    refused = planner.get(post(planner, f"{here}/link", actie="mail").location)
    assert "Er is geen e-mailadres van Wim Voorbeeld." in words_of(refused)


def test_a_silent_speaker_and_an_agreement_show_on_the_board(app: Flask, planner: FlaskClient) -> None:
    change(app, "reserve", status="benaderd", status_since=now() - timedelta(days=9), fee=30_000)
    words = words_of(planner.get(BASE))
    assert "Stil sinds" in words
    assert "Afgesproken: € 1.042,60, met wie nog niet zeker is € 1.342,60" in words


def test_the_pages_ask_as_much_of_the_database_for_many_speakers(app: Flask, planner: FlaskClient) -> None:
    def asked(path: str) -> int:
        with counted_queries(app) as statements:
            assert planner.get(path).status_code == 200
        return len(statements)

    paths = (BASE, f"{BASE}?als=lijst", "/beheer/zwolle-2023/programma")
    few = [asked(path) for path in paths]
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        items = db.session.scalars(select(Item).where(Item.werksessie_id == werksessie.id)).all()
        for number in range(40):
            person = Person(werksessie_id=werksessie.id, name=f"Spreker {number}")
            items[number % len(items)].people.append(person)
            db.session.add(Speaker(werksessie_id=werksessie.id, position=99, key=f"s{number}", person=person))
        db.session.commit()
    assert [asked(path) for path in paths] == few


def test_a_planner_and_the_speaker_decide_at_once_and_one_follows_the_other(any_app: Flask) -> None:
    add_day(any_app)
    link_of(any_app, "onderzoeker")
    speaker_id = change(any_app, "onderzoeker", status="benaderd")

    def drops() -> str:
        werksessie = db.session.scalars(select(Werksessie)).one()
        by = db.session.scalars(select(User)).one()
        return actions.set_status(werksessie, speaker_id, "vervallen", by, now())

    def says_yes() -> str:
        werksessie = db.session.scalars(select(Werksessie)).one()
        answers.say_yes(werksessie, speaker_id, now())
        return "ja"

    before = speaker_in(any_app, "onderzoeker").version
    dropped, said = at_once(any_app, drops, says_yes)
    after = speaker_in(any_app, "onderzoeker")
    if isinstance(said, answers.ShutError):
        assert (dropped, after.status, after.version) == ("benaderd", "vervallen", before + 1)
    else:
        assert (dropped, said, after.status, after.version) == (
            "bevestigd", "ja", "vervallen", before + 2,
        )  # fmt: skip


def test_pages_and_verbs_do_the_same_on_both_databases(any_app: Flask) -> None:
    client = any_app.test_client()
    add_day(any_app)
    sign_in(client, any_app)
    link = link_of(any_app, "reserve")
    here = f"{BASE}/{speaker_in(any_app, 'reserve').id}"
    post(client, f"{here}/status", status="bevestigd")
    post(client, f"{here}/status/terug")
    post(client, f"{here}/contact", kind="notitie", text="Wil wel.")
    history = BeautifulSoup(client.get(here).text, "html.parser").select(".history b")
    assert [each.get_text() for each in history] == [
        "Contact genoteerd: notitie",
        "Stand teruggezet",
        "Onder voorbehoud → bevestigd",
        "Eigen link gemaakt",
    ]
    removed = post(client, f"{here}/verwijdering")
    undo = BeautifulSoup(client.get(removed.location).text, "html.parser").select(".messages form")[-1]
    post(client, str(undo["action"]))
    assert client.get(link).status_code == 200
    assert "Wil wel." in words_of(client.get(f"{BASE}/{speaker_in(any_app, 'reserve').id}"))
    assert "7 van 8 bevestigd." in words_of(client.get(BASE))
