from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from app.extensions import db
from app.invitations.ics import read_back, visible_hash
from app.invitations.models import Appointment
from app.registrations.actions import Details, cancel, change, forget, register_again
from app.registrations.models import Registration, State
from app.werksessies.models import Domain
from tests.invitations.told import LATER, calendar_of, content, kinds, mails, tell, text_of, versions
from tests.invitations.werksessies import NOON, published, sign_up


def test_who_has_a_place_gets_the_appointment_and_what_was_sent_is_kept(any_app: Flask) -> None:
    with any_app.app_context():
        werksessie = published()
        registration = sign_up(werksessie, "Jan de Vriës")
        assert [tell(), tell(LATER)] == [1, 0]
        (mail,) = mails()
        (appointment,) = db.session.scalars(select(Appointment))
        (version,) = appointment.versions
        assert (mail.kind, mail.to_name, mail.to_address, mail.werksessie_id) == (
            "confirmation",
            "Jan de Vriës",
            "jan@waterschap.example",
            werksessie.id,
        )
        assert mail.subject == "Uitnodiging: u bent aangemeld voor Werksessie Samen sterk tegen schooluitval"
        assert mail.dedupe_key == f"{appointment.uid}:0:REQUEST"
        assert calendar_of(mail) == version.ics
        assert (version.method, version.sequence, version.stamped_at) == ("REQUEST", 0, NOON)
        assert version.content_hash == visible_hash(version.ics)
        assert (appointment.day, appointment.ended_at) == (date(2027, 7, 8), None)
        told = db.session.get_one(Registration, registration.id)
        assert (told.told, told.stale_since, told.changed_at) == (
            "aangemeld",
            None,
            registration.changed_at,
        )


def test_the_appointment_runs_from_the_first_part_to_the_last_with_programme_route_and_own_page(
    app: Flask,
) -> None:
    with app.app_context():
        registration = sign_up(published(), "Jan de Vriës")
        tell()
        (appointment,) = db.session.scalars(select(Appointment))
        day = read_back(appointment.versions[0].ics)
        url = f"http://localhost/aanmelding/{registration.token}"
        assert (f"{day.starts:%H:%M}", f"{day.ends:%H:%M}", day.alarm) == ("09:00", "11:30", 60)
        assert (day.summary, day.location, day.url) == (
            "Werksessie Samen sterk tegen schooluitval",
            "Stadskamer, Marktplein 1, 1234 AB Voorbeeld",
            None,  # no https here
        )
        assert day.description == (
            "09.00 Inloop, Foyer\n09.30 Wat werkt? Grote zaal\n10.15 Pauze, Foyer\n10.30 Werkateliers\n"
            "- Signalen thuis, Atelier 1\n- Signalen op school, Atelier 2\n\n"
            "Route: Vijf minuten lopen vanaf het station.\n\n"
            f"Uw aanmelding bekijken, wijzigen of afmelden:\n{url}\n\n"
            "Vragen? Mail naar werksessies@rodedraad.example"
        )
        assert (str(day.organizer), str(day.attendee)) == (
            "Mailbox(name='Rode Draad', address='werksessies@rodedraad.example')",
            "Mailbox(name='Jan de Vriës', address='jan@waterschap.example')",
        )


def test_text_and_html_say_the_same(app: Flask) -> None:
    with app.app_context():
        sign_up(published(), "Jan <b>de</b> Vriës & Co")
        tell()
        message = content(mails()[0])
        plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
        assert plain is not None and html is not None
        soup = BeautifulSoup(html.get_content(), "html.parser")
        link = soup.find("a")
        assert link is not None
        for gone in soup(["style", "title"]):
            gone.decompose()
        shown = soup.get_text(" ").split()
        written = plain.get_content().replace(":\r\n" + str(link["href"]), "").replace("\r\n", " ").split()
        assert "<b>de</b>" in shown
        assert {word.strip(":") for word in written} - {"--"} == {word.strip(":") for word in shown}


def test_the_whole_way_from_waiting_list_to_place_to_withdrawal_and_back(any_app: Flask) -> None:
    with any_app.app_context():
        werksessie = published(capacity=1)
        first, second = sign_up(werksessie, "Ada"), sign_up(werksessie, "Bob")
        tell()
        assert kinds() == [("confirmation", "ada"), ("waiting", "bob")]
        assert "U bent nummer 1 op de wachtlijst." in text_of(mails()[1])
        cancel(first, LATER)
        tell(LATER)
        assert kinds()[2:] == [("withdrawn", "ada"), ("promoted", "bob")]
        register_again(first, LATER)
        cancel(second, LATER)
        tell(LATER)
        assert kinds()[4:] == [("confirmation", "ada"), ("withdrawn", "bob")]
        (_, _, ada), _, (_, _, bob), (_, _, again), _ = versions()
        assert versions() == [
            ("REQUEST", 0, ada),
            ("CANCEL", 1, ada),
            ("REQUEST", 0, bob),
            ("REQUEST", 0, again),
            ("CANCEL", 1, bob),
        ]
        assert len({ada, bob, again}) == 3
        assert tell(LATER + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("held", "auto_place_until", "given"),
    [
        (None, None, "gaat die naar de eerste in de rij."),
        (
            1,
            None,
            "gaat die naar de eerste in de rij voor wie die plaats bedoeld is: sommige zijn vrijgehouden.",
        ),
        (1, date(2027, 1, 1), "kiest de organisatie wie die krijgt."),
    ],
)
def test_who_waits_hears_how_a_place_is_given(
    app: Flask, held: int | None, auto_place_until: date | None, given: str
) -> None:
    with app.app_context():
        werksessie = published(capacity=1)
        werksessie.auto_place_until = auto_place_until
        db.session.add(Domain(werksessie_id=werksessie.id, name="zorg", position=9, held=held))
        db.session.commit()
        if held is None:
            sign_up(werksessie, "Ada")
        sign_up(werksessie, "Bob")
        tell()
        mail = mails()[-1]
        text = " ".join(text_of(mail).split())
        assert (mail.kind, mail.to_name) == ("waiting", "Bob")
        assert "heeft nu geen plaats voor u. U bent nummer 1 op de wachtlijst." in text
        assert (
            f"Komt er een plaats vrij, dan {given} Bent u dat, dan krijgt u een mail met de afspraak." in text
        )


def test_a_withdrawal_takes_the_same_appointment_out_of_the_agenda(app: Flask) -> None:
    with app.app_context():
        registration = sign_up(published(), "Ada")
        tell()
        cancel(registration, LATER)
        tell(LATER)
        sent, gone = mails()
        request, cancelled = calendar_of(sent), calendar_of(gone)
        assert request is not None and cancelled is not None
        calendar = Calendar.from_ical(cancelled)
        before, after = Calendar.from_ical(request).events[0], calendar.events[0]
        assert (calendar["METHOD"], after["STATUS"], after["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
        for name in ("UID", "DTSTART", "DTEND", "SUMMARY", "ATTENDEE", "ORGANIZER"):
            assert before[name] == after[name], name
        assert "Meld u met dezelfde link weer aan." in text_of(gone)
        assert gone.subject == "Geannuleerd: Werksessie Samen sterk tegen schooluitval"
        assert content(gone)["In-Reply-To"] == f"<{sent.message_id}>"
        (appointment,) = db.session.scalars(select(Appointment))
        assert appointment.ended_at == LATER


def test_back_before_anybody_was_told_changes_nothing(app: Flask) -> None:
    with app.app_context():
        registration = sign_up(published(), "Ada")
        tell()
        cancel(registration, LATER)
        register_again(registration, LATER)
        assert tell(LATER) == 1
        assert kinds() == [("confirmation", "ada")]


def test_a_change_of_details_sends_nothing(app: Flask) -> None:
    with app.app_context():
        registration = sign_up(published(), "Ada")
        tell()
        change(registration, Details(name="Ada L.", organisation="Elders"), LATER)
        assert [tell(LATER), tell(LATER)] == [1, 0]
        assert kinds() == [("confirmation", "ada")]


def test_who_asks_again_gets_the_link_by_mail_at_most_once_in_ten_minutes(app: Flask) -> None:
    with app.app_context():
        werksessie = published()
        registration = sign_up(werksessie, "Ada")
        tell()
        turns = []
        for minutes in (1, 5, 10.9, 11, 30):
            at = NOON + timedelta(minutes=minutes)
            sign_up(werksessie, "Ada", at)
            turns.append((tell(at), tell(at)))
        assert turns == [(1, 0), (0, 0), (0, 0), (1, 0), (1, 0)]
        assert kinds() == [("confirmation", "ada"), *[("personal_link", "ada")] * 3]
        mail = mails()[1]
        assert mail.subject == "Uw aanmelding: Werksessie Samen sterk tegen schooluitval"
        text = text_of(mail)
        assert "U bent aangemeld" in text
        assert f"http://localhost/aanmelding/{registration.token}" in text
        assert calendar_of(mail) is None


def test_who_asks_again_before_the_first_mail_went_gets_one_mail(app: Flask) -> None:
    with app.app_context():
        werksessie = published()
        sign_up(werksessie, "Ada", form="een")
        sign_up(werksessie, "Ada", form="twee")
        assert [tell(), tell()] == [1, 0]
        assert kinds() == [("confirmation", "ada")]


@pytest.mark.parametrize(
    "changes",
    [
        {"published_at": None},
        {"archived_at": NOON},
        {"timezone": "America/New_York"},
        {"date": date(2027, 5, 31)},
    ],
)
def test_no_appointment_goes_out_of_view_after_the_day_or_where_no_calendar_can_tell_the_time(
    app: Flask, changes: dict[str, object]
) -> None:
    with app.app_context():
        werksessie = published()
        sign_up(werksessie, "Ada")
        for name, value in changes.items():
            setattr(werksessie, name, value)
        db.session.commit()
        tell()
        (mail,) = mails()
        assert (mail.kind, mail.dedupe_key, calendar_of(mail)) == ("confirmation", None, None)
        assert "afspraak voor uw agenda" not in text_of(mail)
        assert versions() == []


def test_a_withdrawal_after_the_day_sends_no_calendar(app: Flask) -> None:
    with app.app_context():
        registration = sign_up(published(), "Ada")
        tell()
        registration.cancelled_at = registration.stale_since = NOON
        db.session.commit()
        tell(datetime.fromisoformat("2027-07-08T12:00:00+02:00"))
        mail = mails()[1]
        assert (mail.kind, mail.subject[:8], calendar_of(mail)) == ("withdrawn", "Afgemeld", None)
        assert "weer aan" not in text_of(mail)


def test_an_address_that_mail_cannot_reach_holds_nobody_up(app: Flask) -> None:
    with app.app_context():
        werksessie = published()
        ada, bob = sign_up(werksessie, "Ada"), sign_up(werksessie, "Bob")
        ada.person.email = "áda@waterschap.example"
        db.session.commit()
        assert [tell(), tell()] == [2, 0]
        assert kinds() == [("confirmation", "bob")]
        assert bob.told == State.AANGEMELD


def test_who_was_forgotten_before_being_told_gets_no_mail(app: Flask) -> None:
    with app.app_context():
        registration = sign_up(published(), "Ada")
        forget(registration, NOON)
        assert tell() == 0
        assert kinds() == []
