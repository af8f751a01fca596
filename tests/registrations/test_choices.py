"""Parallel sessions: asked in the form, changed on the own page, divided by the planner; never over capacity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from functools import partial
from io import BytesIO

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select, update

from app.accounts.models import User
from app.extensions import db, now
from app.invitations.ics import read_back
from app.invitations.models import AppointmentVersion
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.programme.models import Item, ParallelSession, Room
from app.registrations import actions
from app.registrations.assigning_rows import input_of
from app.registrations.badges_people import guests_of
from app.registrations.choice_models import Round, Seat, Way, Wish
from app.registrations.entry import Choice, Entry
from app.registrations.models import Registration
from app.registrations.seating import SessionFullError
from app.registrations.seating_actions import choose, divide, put, set_round
from app.werksessies.models import Werksessie
from tests.factories import (
    add_registrations,
    add_user,
    add_werksessie,
    at_once,
    counted_queries,
    post,
    sign_in,
    words_of,
)
from tests.registrations.visitor import Visitor, faults, heading, personal_page

HERE = "/beheer/zwolle-2023/aanmeldingen/deelsessies"


def werksessie() -> Werksessie:
    return db.session.scalars(select(Werksessie)).one()


def asked(app: Flask, way: Way, *capacities: int | None) -> list[int]:
    """Ask in the first parallel block of the Zwolle day; the ids of its item and its sessions."""
    user_id = add_user(app)
    with app.app_context():
        item = db.session.scalars(select(Item).where(Item.sessions.any()).order_by(Item.position)).first()
        assert item is not None
        for session, capacity in zip(item.sessions, capacities, strict=False):
            session.capacity, session.room = capacity, None
        db.session.commit()
        set_round(werksessie(), item.id, way, None, db.session.get_one(User, user_id), now())
        return [item.id, *(session.id for session in item.sessions)]


def seats(app: Flask) -> dict[str, tuple[int, str]]:
    """Who sits where, and why."""
    with app.app_context():
        rows = db.session.scalars(select(Seat).join(Registration).order_by(Registration.id))
        return {row.registration.person.name: (row.session_id, row.why) for row in rows}


def wishes(app: Flask, name: str, *sessions: int, item: int) -> None:
    with app.app_context():
        registration = db.session.scalars(
            select(Registration).where(Registration.person.has(name=name))
        ).one()
        choose(registration, [Choice(item, sessions)], now())


def test_a_form_without_rounds_asks_nothing_of_the_database_for_them(app: Flask) -> None:
    add_werksessie(app)
    Visitor(app).register()
    with app.app_context():
        werksessie_id = werksessie().id
        db.session.rollback()
    with counted_queries(app) as sent, app.app_context():
        actions.register(werksessie_id, Entry(name="A", organisation="B", email="a@x.example"), "k", now())
    assert not any(table in statement for statement in sent for table in ("seat", "wish ", "choice_round"))


def test_who_comes_first_has_the_seat_and_the_next_keeps_what_was_typed(app: Flask) -> None:
    add_werksessie(app)
    item, first, second, *_ = asked(app, Way.FIRST_COME, 1, 5)
    joost, sanne = Visitor(app), Visitor(app)
    open_form = sanne.token("/zwolle-2023/aanmelden")
    assert "nog 1 plaats" in joost.get("/zwolle-2023/aanmelden").text
    assert faults(joost.send()) == {
        f"sessie_{item}-0": "Kies een sessie bij ‘Deelsessies ronde 1’, of kies ‘Ik kies later’."
    }
    joost.register(**{f"sessie_{item}": str(first)})
    told = BeautifulSoup(joost.get("/zwolle-2023/aanmelden").text, "html.parser")
    assert told.select_one(f"[name='sessie_{item}'][value='{first}']")["disabled"] == ""  # type: ignore[index]
    refused = sanne.send(
        csrf_token=open_form,
        name="Sanne Bakker",
        email="sanne@x.example",
        diet="",
        **{f"sessie_{item}": str(first)},
    )
    assert refused.status_code == 409
    assert list(faults(refused)) == [f"sessie_{item}-0"]
    assert 'value="Sanne Bakker"' in refused.text
    assert list(seats(app)) == ["Joost van der Voorbeeld"]
    sanne.register(name="Sanne Bakker", email="sanne@x.example", **{f"sessie_{item}": str(second)})
    assert seats(app) == {
        "Joost van der Voorbeeld": (first, "U koos deze sessie."),
        "Sanne Bakker": (second, "U koos deze sessie."),
    }


def test_who_withdraws_frees_the_seat_and_another_may_move_there_on_the_own_page(app: Flask) -> None:
    add_werksessie(app)
    item, first, second, *_ = asked(app, Way.FIRST_COME, 1, 5)
    visitor = Visitor(app)
    visitor.register(**{f"sessie_{item}": str(first)})
    visitor.register(name="Sanne Bakker", email="sanne@x.example", **{f"sessie_{item}": str(second)})
    mine, hers = personal_page(app), personal_page(app, "sanne@x.example")
    full = visitor.client.post(
        f"{hers}/deelsessies",
        data={"csrf_token": visitor.token(f"{hers}/deelsessies"), f"sessie_{item}": str(first)},
    )
    assert (full.status_code, list(faults(full))) == (409, [f"sessie_{item}-0"])
    visitor.act(mine, "afmelding")
    assert list(seats(app)) == ["Sanne Bakker"]
    moved = visitor.client.post(
        f"{hers}/deelsessies",
        data={"csrf_token": visitor.token(f"{hers}/deelsessies"), f"sessie_{item}": str(first)},
    )
    assert (moved.status_code, moved.location) == (303, hers)
    assert seats(app) == {"Sanne Bakker": (first, "U koos deze sessie.")}


def test_a_seat_is_given_once_whoever_asks_at_the_same_moment(any_app: Flask) -> None:
    add_werksessie(any_app)
    item, first, second, *_ = asked(any_app, Way.FIRST_COME, 3, 3)
    with any_app.app_context():
        werksessie_id = werksessie().id

    def register(number: int) -> None:
        entry = Entry(
            name=f"Naam {number}",
            organisation="Voorbeeld",
            email=f"p{number}@x.example",
            choices=(Choice(item, (first,)),),
        )
        actions.register(werksessie_id, entry, f"form {number}", now())

    came = at_once(any_app, *(partial(register, number) for number in range(8)))
    assert Counter(type(result) for result in came) == {type(None): 3, SessionFullError: 5}
    with any_app.app_context():
        assert db.session.scalars(select(Seat.session_id)).all() == [first] * 3
        assert len(db.session.scalars(select(Registration.id)).all()) == 3
        people = list(db.session.scalars(select(Registration.id)))

    def move(number: int) -> None:
        choose(db.session.get_one(Registration, number), [Choice(item, (second,))], now())

    def late(number: int) -> None:
        register(100 + number)

    jobs: list[Callable[[], None]] = [partial(move, number) for number in people]
    results = at_once(any_app, *jobs, *(partial(late, number) for number in range(5)))
    with any_app.app_context():
        sat = Counter(db.session.scalars(select(Seat.session_id)))
    assert sat[second] == 3
    assert sat[first] == sum(result is None for result in results[len(people) :]) <= 3


def test_the_form_takes_wishes_and_the_planner_divides_them_in_one_action(
    app: Flask, client: FlaskClient
) -> None:
    add_werksessie(app)
    item, first, second, *_ = asked(app, Way.WISHES, 1, 1, 5)
    visitor = Visitor(app)
    for number in (1, 2, 3):
        visitor.register(
            name=f"Naam {number}",
            email=f"p{number}@x.example",
            **{f"keus_{item}_1": str(first), f"keus_{item}_2": str(second), f"keus_{item}_3": str(second)},
        )
    with app.app_context():
        kept = db.session.scalars(select(Wish).order_by(Wish.registration_id, Wish.rank))
        assert [(wish.session_id, wish.rank) for wish in kept] == [(first, 1), (second, 2)] * 3
    assert seats(app) == {}
    sign_in(client, app)
    page = client.get(HERE)
    assert "De plaatsen op voorkeur zijn nog niet verdeeld." in words_of(page)
    seen = client.get(f"{HERE}/verdeling")
    assert "Eerste keus 1 Tweede keus 1 Geen van de keuzes, een andere sessie 1" in words_of(seen)
    assert seats(app) == {}
    mark = BeautifulSoup(seen.text, "html.parser").select_one("[name=gezien]")["value"]  # type: ignore[index]
    visitor.register(name="Naam 4", email="p4@x.example")
    clash = post(client, f"{HERE}/verdeling", gezien=mark)
    assert (clash.status_code, seats(app)) == (409, {})
    mark = BeautifulSoup(clash.text, "html.parser").select_one("[name=gezien]")["value"]  # type: ignore[index]
    assert post(client, f"{HERE}/verdeling", gezien=mark).status_code == 303
    given = seats(app)
    title = title_of(app, first)
    assert given["Naam 1"] == (first, "Uw eerste keus.")
    assert given["Naam 2"] == (second, f"Uw tweede keus: ‘{title}’ (1 van 1) was vol.")
    assert given["Naam 4"][1] == "U gaf geen voorkeur. Hier was nog plaats."
    own = words_of(visitor.get(personal_page(app, "p2@x.example")))
    assert f"‘{title}’ (1 van 1) was vol." in own
    assert visitor.get(f"{personal_page(app, 'p2@x.example')}/deelsessies").status_code == 200


def title_of(app: Flask, session_id: int) -> str:
    with app.app_context():
        return db.session.get_one(ParallelSession, session_id).title


def divided(app: Flask, *, keep: bool = False) -> int:
    user_id = add_user(app)
    with app.app_context():
        row = werksessie()
        mark = input_of(row, keep=keep).mark
        db.session.rollback()
        return divide(row, keep=keep, seen=mark, by=db.session.get_one(User, user_id), at=now())


def test_who_the_planner_seated_stays_and_only_who_moves_is_told(app: Flask) -> None:
    add_werksessie(app)
    item, first, second, *_ = asked(app, Way.WISHES, 1, 5)
    add_registrations(app, "zwolle-2023", "Anna", "Bob", "Carla")
    for name in ("Anna", "Bob"):
        wishes(app, name, first, second, item=item)
    assert divided(app) == 3
    assert seats(app)["Anna"][0] == first
    user_id = add_user(app)
    with app.app_context():
        db.session.execute(update(Registration).values(stale_since=None, told="aangemeld"))
        anna, bob, _ = db.session.scalars(select(Registration).order_by(Registration.id)).all()
        by = db.session.get_one(User, user_id)
        put(anna, item, second, by, now())
        put(bob, item, first, by, now())
    assert divided(app) == 0
    assert seats(app)["Bob"] == (first, "De organisatie gaf u deze plaats.")
    with app.app_context():
        told = db.session.scalars(select(Registration).where(Registration.stale_since.is_not(None)))
        assert {row.person.name for row in told} == {"Anna", "Bob"}


def test_the_waiting_list_wishes_but_does_not_sit(app: Flask) -> None:
    add_werksessie(app, capacity=1)
    item, first, *_ = asked(app, Way.WISHES, 5, 5)
    add_registrations(app, "zwolle-2023", "Anna", "Bob")
    wishes(app, "Bob", first, item=item)
    divided(app)
    assert list(seats(app)) == ["Anna"]
    with app.app_context():
        anna = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        assert anna is not None
        actions.cancel(anna, now())
    assert seats(app) == {}
    assert divided(app, keep=True) == 1
    assert seats(app) == {"Bob": (first, "Uw eerste keus.")}


def test_a_session_that_shrinks_says_how_many_are_too_many_and_no_seat_is_given_in_it(
    app: Flask, client: FlaskClient
) -> None:
    add_werksessie(app)
    item, first, *_ = asked(app, Way.FIRST_COME, 5, 5)
    add_registrations(app, "zwolle-2023", "Anna", "Bob", "Carla")
    for name in ("Anna", "Bob"):
        wishes(app, name, first, item=item)
    with app.app_context():
        small = Room(werksessie_id=werksessie().id, position=9, name="Hokje", capacity=1)
        db.session.get_one(ParallelSession, first).room = small
        db.session.commit()
    sign_in(client, app)
    told = words_of(client.get(HERE))
    assert f"{title_of(app, first)} : 2 mensen op 1 plaats, dus 1 te veel." in told
    assert "1 persoon zit nog nergens" in told
    with app.app_context():
        carla = db.session.scalars(select(Registration.id).order_by(Registration.id.desc())).first()
    refused = post(client, f"/beheer/zwolle-2023/aanmeldingen/{carla}/deelsessies", blok=item, sessie=first)
    assert refused.status_code == 409
    assert "is vol. Kies een andere sessie" in words_of(refused)


def test_a_session_that_is_taken_out_takes_its_seats_along_and_the_planner_reads_who_is_left(
    app: Flask, client: FlaskClient
) -> None:
    add_werksessie(app)
    item, first, *_ = asked(app, Way.WISHES, 5, 5)
    add_registrations(app, "zwolle-2023", "Anna")
    wishes(app, "Anna", first, item=item)
    divided(app)
    with app.app_context():
        row = db.session.get_one(Item, item)
        row.sessions = row.sessions[1:]
        db.session.commit()
    sign_in(client, app)
    assert "1 persoon zit nog nergens" in words_of(client.get(HERE))
    assert divided(app, keep=True) == 1


def test_the_programme_tells_who_sits_where_and_what_is_lost_with_a_block(
    app: Flask, client: FlaskClient
) -> None:
    add_werksessie(app)
    sign_in(client, app)
    programme = "/beheer/zwolle-2023/programma"
    item, first, *_ = asked(app, Way.FIRST_COME, 5, 5)
    with counted_queries(app) as nobody:
        assert "bezet" not in words_of(client.get(programme))
    add_registrations(app, "zwolle-2023", "Anna", "Bob")
    for name in ("Anna", "Bob"):
        wishes(app, name, first, item=item)
    with counted_queries(app) as somebody:
        assert "5 plaatsen · 2 bezet" in words_of(client.get(programme))
    assert len(nobody) == len(somebody)
    removed = post(client, f"{programme}/{item}/verwijdering")
    told = " ".join(client.get(removed.location).text.split())
    assert "Wat 2 mensen hier kozen, is weg en komt niet terug als u dit ongedaan maakt." in told


def test_nobody_chooses_after_the_last_day(app: Flask) -> None:
    add_werksessie(app)
    item, first, *_ = asked(app, Way.FIRST_COME, 5, 5)
    add_registrations(app, "zwolle-2023", "Anna")
    with app.app_context():
        db.session.scalars(select(Round)).one().closes = (now() - timedelta(days=2)).date()
        db.session.commit()
    visitor = Visitor(app)
    assert f"sessie_{item}" not in visitor.get("/zwolle-2023/aanmelden").text
    own = personal_page(app, "anna@gemeente.example")
    assert "U kunt hier niets meer kiezen." in visitor.get(f"{own}/deelsessies").text
    sent = visitor.client.post(
        f"{own}/deelsessies", data={"csrf_token": visitor.token(own), f"sessie_{item}": str(first)}
    )
    assert (sent.status_code, seats(app)) == (409, {})
    assert heading(visitor.get(own)) == "U bent aangemeld"


def test_a_wrong_day_comes_back_as_it_was_typed(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    item, *_ = asked(app, Way.WISHES, 5)
    sign_in(client, app)
    wrong = post(client, f"{HERE}/{item}", **{f"b{item}-way": "volgorde", f"b{item}-closes": "morgen"})
    assert wrong.status_code == 422
    assert 'value="morgen"' in wrong.text
    right = post(client, f"{HERE}/{item}", **{f"b{item}-way": "volgorde", f"b{item}-closes": "15-6-2027"})
    assert right.status_code == 303
    with app.app_context():
        round_ = db.session.scalars(select(Round)).one()
        assert (round_.way, str(round_.closes)) == ("volgorde", "2027-06-15")
    assert post(client, f"{HERE}/{item}", **{f"b{item}-way": "niet"}).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Round)).all() == []


def plain_text(mail: OutgoingMail) -> str:
    body = message_from_bytes(mail.raw or b"", policy=default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_the_mail_and_the_appointment_name_ones_own_session_and_room(app: Flask) -> None:
    add_werksessie(app, date=(now() + timedelta(days=60)).date())
    item, first, second, *_ = asked(app, Way.FIRST_COME, 5, 5)
    visitor = Visitor(app)
    visitor.register(**{f"sessie_{item}": str(second)})
    visitor.register(name="Sanne Bakker", email="sanne@x.example", **{f"sessie_{item}": "later"})
    with app.app_context():
        chosen = db.session.get_one(ParallelSession, second)
        chosen.room = db.session.scalars(select(Room).where(Room.name == "Zaal IJssel")).one()
        others = [row.title for row in db.session.get_one(Item, item).sessions if row.id != second]
        mine = "School: wat zie je en wie bel je? Zaal IJssel"
        db.session.commit()
        assert reconcile() == 2
        joost, sanne = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
        assert "Kies nog uw sessie bij" not in plain_text(joost)
        assert "Kies nog uw sessie bij ‘Deelsessies ronde 1’. Dat kan met dezelfde link" in " ".join(
            plain_text(sanne).split()
        )
        ics = db.session.scalars(select(AppointmentVersion.ics).order_by(AppointmentVersion.id)).all()
        told = read_back(ics[0]).description
        block = told[told.index("Deelsessies ronde 1") : told.index("Wissel van zaal")]
        assert mine in block
        assert [title for title in others if title in block] == []
        assert all(title in read_back(ics[1]).description for title in others)
        registration = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        assert registration is not None
        choose(registration, [Choice(item, (first,))], now())
        assert reconcile() == 1
        newest = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
        assert newest is not None
        assert (newest.kind, newest.to_address) == ("changed", "joost@gemeente.example")


def test_list_file_badges_and_attendance_tell_who_sits_where(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    item, first, second, *_ = asked(app, Way.FIRST_COME, 5, 5)
    add_registrations(app, "zwolle-2023", "Anna Appel", "Bob Berg")
    wishes(app, "Anna Appel", first, item=item)
    sign_in(client, app)
    base = "/beheer/zwolle-2023/aanmeldingen"
    table = BeautifulSoup(client.get(f"{base}?sessie={first}").text, "html.parser").select_one("#tabel")
    assert table is not None
    assert "Appel, Anna" in table.get_text()
    assert "Berg, Bob" not in table.get_text()
    lines = post(client, f"{base}/download", als="csv").data.decode("utf-8-sig").splitlines()
    assert lines[0].endswith("Bericht;Deelsessies ronde 1")
    assert [line.rpartition(";")[2] for line in lines[1:]] == [title_of(app, first), ""]
    with app.app_context():
        anna, bob = guests_of(werksessie(), "secret" * 8)
    assert (anna.sessions, bob.sessions) == ((("13.30", "Online signalen lezen"),), ())
    sheet = post(client, f"{base}/presentielijst.pdf", per="blad", session=first)
    text = PdfReader(BytesIO(sheet.data)).pages[0].extract_text()
    assert "Online signalen lezen, Deelsessies ronde 1" in text
    assert "Appel, Anna" in text
    assert "Berg, Bob" not in text
    empty = post(client, f"{base}/presentielijst.pdf", per="blad", session=second)
    assert (empty.status_code, list(faults(empty))) == (422, ["session"])
