"""Who chooses a session before they have a place on the day, and who comes after the division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from flask import Flask
from sqlalchemy import select

from app.accounts.models import User
from app.extensions import db, now
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.registrations import actions, by_planner, judging
from app.registrations.choice_models import Seat, Way, Wish
from app.registrations.entry import Choice, Entry
from app.registrations.models import Registration
from app.registrations.seating_actions import choose
from tests.factories import add_registrations, add_user, add_werksessie, at_once, words_of
from tests.registrations.test_choices import asked, divided, plain_text, seats, werksessie, wishes
from tests.registrations.visitor import Visitor, personal_page

IF_FREE = "Krijgt u een plaats op de dag, dan zit u"


def wished(app: Flask) -> dict[str, int]:
    """Who wishes what, as far as they do not sit."""
    with app.app_context():
        rows = db.session.execute(
            select(Registration, Wish.session_id).join(Wish, Wish.registration_id == Registration.id)
        )
        return {row[0].person.name: row[1] for row in rows}


def person(name: str) -> Registration:
    return db.session.scalars(select(Registration).where(Registration.person.has(name=name))).one()


def test_who_waits_sits_where_they_chose_as_soon_as_they_have_a_place(app: Flask) -> None:
    add_werksessie(app, capacity=2, date=(now() + timedelta(days=60)).date())
    item, first, second, *_ = asked(app, Way.FIRST_COME, 2, 5)
    visitor = Visitor(app)
    for name, session_id in (("Piet", second), ("Rob", first)):
        visitor.register(name=name, email=f"{name}@x.example", **{f"sessie_{item}": str(session_id)})
    assert IF_FREE in words_of(visitor.get("/zwolle-2023/aanmelden"))
    for name in ("Anna", "Bob", "Carla"):
        visitor.register(name=name, email=f"{name}@x.example", **{f"sessie_{item}": str(first)})
    assert list(seats(app)) == ["Piet", "Rob"]
    assert wished(app) == dict.fromkeys(("Anna", "Bob", "Carla"), first)
    with app.app_context():
        reconcile()
        mails = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))
        told = [" ".join(plain_text(mail).split()) for mail in mails]
        assert ["Krijgt u een plaats, dan zit u daar" in text for text in told] == [False] * 2 + [True] * 3
    carla = personal_page(app, "carla@x.example")
    assert IF_FREE in words_of(visitor.get(carla))
    page = f"{carla}/deelsessies"
    visitor.client.post(page, data={"csrf_token": visitor.token(page), f"sessie_{item}": str(second)})
    assert wished(app) == {"Anna": first, "Bob": first, "Carla": second}
    with app.app_context():
        werksessie().capacity = 5
        actions.fill_places(werksessie(), now())
        db.session.commit()
    assert {name: session_id for name, (session_id, _) in seats(app).items()} == {
        "Piet": second,
        "Rob": first,
        "Anna": first,
        "Carla": second,
    }
    bob = personal_page(app, "bob@x.example")
    assert "maar hebt daar geen plaats. Kies een sessie." in words_of(visitor.get(bob))
    wishes(app, "Bob", second, item=item)
    assert wished(app) == {}
    assert seats(app)["Bob"] == (second, "U koos deze sessie.")


def test_a_yes_a_place_by_hand_and_a_withdrawal_taken_back_all_give_the_seat(app: Flask) -> None:
    add_werksessie(app, way_in="goedkeuring")
    item, first, *_ = asked(app, Way.FIRST_COME, 5)
    visitor = Visitor(app)
    assert IF_FREE in words_of(visitor.get("/zwolle-2023/aanmelden"))
    for name in ("Anna", "Bob"):
        visitor.register(name=name, email=f"{name}@x.example", **{f"sessie_{item}": str(first)})
    user_id = add_user(app)
    with app.app_context():
        by = db.session.get_one(User, user_id)
        assert db.session.scalars(select(Seat)).all() == []
        judging.approve(person("Anna"), by, now())
    assert seats(app) == {"Anna": (first, "U koos deze sessie.")}
    with app.app_context():
        by = db.session.get_one(User, user_id)
        werksessie().capacity = 1
        db.session.commit()
        judging.approve(person("Bob"), by, now())
        by_planner.withdraw(person("Bob"), by, now())
        werksessie().capacity = 2
        db.session.commit()
        by_planner.take_back(person("Bob"), by, now())
    assert list(seats(app)) == ["Anna", "Bob"]


def test_who_returns_sits_where_they_choose_now(app: Flask) -> None:
    add_werksessie(app, capacity=1)
    item, first, second, *_ = asked(app, Way.FIRST_COME, 1, 1)
    visitor = Visitor(app)
    visitor.register(name="Piet", email="piet@x.example", **{f"sessie_{item}": str(second)})
    visitor.register(**{f"sessie_{item}": str(first)})
    visitor.act(personal_page(app), "afmelding")
    visitor.act(personal_page(app, "piet@x.example"), "afmelding")
    Visitor(app).register(**{f"sessie_{item}": str(first)})
    assert seats(app) == {"Joost van der Voorbeeld": (first, "U koos deze sessie.")}
    assert wished(app) == {}


def test_no_session_is_ever_too_full_when_places_fall_free_while_others_choose(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=4)
    item, first, second, *_ = asked(any_app, Way.FIRST_COME, 3, 9)
    with any_app.app_context():
        werksessie_id = werksessie().id
        db.session.rollback()
        for number in range(10):
            entry = Entry(
                name=f"Naam {number}",
                organisation="Voorbeeld",
                email=f"p{number}@x.example",
                choices=(Choice(item, (second if number < 4 else first,)),),
            )
            actions.register(werksessie_id, entry, f"form {number}", now())
        people = list(db.session.scalars(select(Registration.id).order_by(Registration.id)))

    def leave(number: int) -> None:
        actions.cancel(db.session.get_one(Registration, number), now())

    def move(number: int) -> None:
        choose(db.session.get_one(Registration, number), [Choice(item, (first,))], now())

    jobs: list[Callable[[], None]] = [partial(leave, number) for number in people[:2]]
    at_once(any_app, *jobs, *(partial(move, number) for number in people[2:4]))
    with any_app.app_context():
        sat = Counter(db.session.scalars(select(Seat.session_id)))
        placed = db.session.scalars(select(Registration.id).where(Registration.placed_at.is_not(None))).all()
    assert len(placed) == 4
    assert (sat[first], sat[first] + sat[second]) in ((3, 3), (3, 4))


def test_who_comes_after_the_division_reads_that_a_place_follows(app: Flask) -> None:
    add_werksessie(app)
    item, first, *_ = asked(app, Way.WISHES, 5, 5)
    add_registrations(app, "zwolle-2023", "Anna")
    divided(app)
    visitor = Visitor(app)
    assert "De plaatsen zijn al een keer verdeeld." in words_of(visitor.get("/zwolle-2023/aanmelden"))
    visitor.register(**{f"keus_{item}_1": str(first)})
    own = words_of(visitor.get(personal_page(app)))
    assert "De plaatsen zijn al verdeeld voordat u erbij kwam." in own
    assert divided(app, keep=True) == 1
    assert seats(app)["Joost van der Voorbeeld"] == (first, "Uw eerste keus.")
