"""What planner and caterer do; each verb is one transaction under the werksessie's lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.accounts.audit import record
from app.accounts.models import User
from app.catering.diets import group_of
from app.catering.mail import send_order_mail
from app.catering.meals import as_json, differences, from_json
from app.catering.models import CateringOrder
from app.catering.people import diets_by_name
from app.catering.standing import orders_of, served_at, terms_of
from app.extensions import db
from app.werksessies.discretion import shown_name
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import link_for, links_of
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie
from app.words import moment

LONGEST_REMARKS = 20_000  # characters of one order's remarks together


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Who caters, and what was agreed. `workdays` None: no deadline; `shrink` in per cent."""

    caterer: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    workdays: int | None = None
    shrink: int = 0


class NothingToOrderError(Exception):
    """There is no moment, or nothing differs from the last order."""


class NoAddressError(Exception):
    """The caterer has no e-mail address, so nothing was sent."""


class OldOrderError(Exception):
    """There is a newer order than the one that the caterer saw. Nothing was written."""


def set_terms(werksessie: Werksessie, wanted: Terms, by: User, at: datetime) -> None:
    """Keep the terms. Links of an address that is no longer the caterer's open nothing from now on."""
    wait_for_lock(werksessie)
    row = terms_of(werksessie)
    row.caterer, row.contact, row.phone = wanted.caterer, wanted.contact, wanted.phone
    row.email, row.shrink = wanted.email, wanted.shrink
    werksessie.catering_workdays = wanted.workdays
    db.session.add(row)
    for link in links_of(werksessie, LinkKind.CATERER):
        if link.email.casefold() != wanted.email.casefold():
            link.revoked_at = at
            record("link.revoke", werksessie.id, by.id, link=link.id, kind=link.kind)
    record("catering.terms", werksessie.id, by.id)
    db.session.commit()


def make_order(werksessie: Werksessie, by: User, at: datetime) -> CateringOrder:
    """Freeze what is needed now as the next order. Raises NothingToOrderError."""
    wait_for_lock(werksessie)
    served, _placed = served_at(werksessie)
    meals, orders = [one.meal for one in served], orders_of(werksessie)
    if not meals or (orders and not differences(from_json(orders[-1].contents), meals)):
        db.session.rollback()
        raise NothingToOrderError
    order = CateringOrder(
        werksessie_id=werksessie.id,
        number=orders[-1].number + 1 if orders else 1,
        contents=as_json(meals),
        made_at=at,
        made_by=by.email,
    )
    db.session.add(order)
    record("catering.order", werksessie.id, by.id, number=order.number)
    db.session.commit()
    return order


def send_order(werksessie: Werksessie, by: User, at: datetime) -> PersonalLink:
    """Mail the caterer the link to the newest order. Raises NoAddressError, NothingToOrderError."""
    wait_for_lock(werksessie)
    terms, orders = terms_of(werksessie), orders_of(werksessie)
    if not terms.email or not orders:
        db.session.rollback()
        raise NothingToOrderError if terms.email else NoAddressError
    link = link_for(werksessie, LinkKind.CATERER, for_whom=terms.caterer, email=terms.email)
    link.sent_at = at
    send_order_mail(werksessie, orders, terms, link)
    record("catering.send", werksessie.id, by.id, number=orders[-1].number)
    db.session.commit()
    return link


def revoke_links(werksessie: Werksessie, by: User, at: datetime) -> None:
    """No link of the caterer opens anything from now on."""
    wait_for_lock(werksessie)
    for link in links_of(werksessie, LinkKind.CATERER):
        link.revoked_at = at
        record("link.revoke", werksessie.id, by.id, link=link.id, kind=link.kind)
    db.session.commit()


def confirm(link: PersonalLink, number: int, name: str, at: datetime) -> CateringOrder:
    """The caterer says yes to the newest order, as `name`. Twice is once. Raises OldOrderError."""
    order = _newest(link, number)
    if order.confirmed_at is None:
        order.confirmed_at, order.confirmed_by = at, name
        record("catering.confirm", link.werksessie_id, None, number=number, link=link.id)
    db.session.commit()
    return order


def ask_again(werksessie: Werksessie) -> None:
    """The day is another now: what the caterer said yes to was for the old one. Without committing."""
    for order in orders_of(werksessie):
        if order.confirmed_at is not None:
            said_on = order.confirmed_at.isoformat()
            record("catering.ask_again", werksessie.id, None, number=order.number, confirmed_at=said_on)
            order.confirmed_at, order.confirmed_by = None, ""


def remark(link: PersonalLink, number: int, text: str, name: str, at: datetime) -> CateringOrder:
    """Keep what the caterer has to say of the newest order. Raises OldOrderError."""
    order = _newest(link, number)
    said = f"{moment(at, link.werksessie.timezone)}, {name}: {text}"
    if said not in order.note:
        order.note = f"{order.note}\n{said}".strip()[-LONGEST_REMARKS:]
        record("catering.remark", link.werksessie_id, None, number=number, link=link.id)
    db.session.commit()
    return order


def _newest(link: PersonalLink, number: int) -> CateringOrder:
    """The newest order under the lock, when that is the one that was seen."""
    wait_for_lock(link.werksessie)
    orders = orders_of(link.werksessie)
    if not orders or orders[-1].number != number:
        db.session.rollback()
        raise OldOrderError
    return orders[-1]


def set_turnout(werksessie: Werksessie, turnout: int | None, by: User) -> None:
    """Keep how many guests really came; None: not counted."""
    wait_for_lock(werksessie)
    werksessie.turnout = turnout
    record("catering.turnout", werksessie.id, by.id, turnout=turnout)
    db.session.commit()


@dataclass(frozen=True, slots=True)
class DietCard:
    """What stands beside a plate: who it is for, and in their own words what they do not eat."""

    name: str
    diet: str


def hand_out_cards(werksessie: Werksessie, by: User) -> list[DietCard]:
    """A card for everybody with a diet, by name, with a line on the record that says who took them out of the house.

    Without anybody it writes nothing.
    """
    wait_for_lock(werksessie)
    cards = [
        DietCard(shown_name(person.name, person.first_name_only_since), diet)
        for person, diet in diets_by_name(werksessie)
        if group_of(diet) is not None
    ]
    if cards:
        record("diet.cards", werksessie.id, by.id, cards=len(cards))
    db.session.commit()
    return sorted(cards, key=lambda card: (card.name.casefold(), card.diet))
