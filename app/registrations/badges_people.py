"""Whose badges are printed: who has a place, and the crew. With the code that a badge carries.

The code is of no use outside this copy: it is derived from the row's number with the secret key, so it tells nothing
of the person, opens no personal page, and is the same each time that a badge is printed. Another SECRET_KEY makes
other codes.
"""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import literal, null, select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.pdf import lacking
from app.registrations.badges import Badge
from app.registrations.choice_rounds import rounds_in
from app.registrations.models import Registration
from app.registrations.names import filed_name, plain, sort_name
from app.registrations.outline import CONFIRMED
from app.registrations.seating import everybodys_seats
from app.registrations.states import PLACED
from app.speakers.models import Speaker
from app.werksessies.discretion import given_name
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Domain, Person, TeamMember, Werksessie
from app.werksessies.tussenvoegsels import TUSSENVOEGSELS
from app.words import clock, joined

SPEAKER = "spreker"
_PERSON = (Person.id, Person.name, Person.organisation, Person.first_name_only_since)
_CODE_BYTES = 10  # 80 bits; with "RD:" it just fits the smallest QR code, which has the largest modules
# Words that begin a surname as tussenvoegsels do, but by which nobody is filed.
_BEGINS_SURNAME = TUSSENVOEGSELS | {"ben", "bint", "abu", "abou", "ait", "ould"}
# What planners note behind the name of somebody from the crew, which stays off paper: "M. (naam bij de regie)",
# "Rik Voorbeeld, coördineert de tafels".
_NOTED = re.compile(r" \(|, (?=[a-zà-ÿ])")


class Order(StrEnum):
    """In which order badges come off the printer; the crew comes after the guests."""

    SURNAME = "achternaam"
    GIVEN = "voornaam"
    ORGANISATION = "organisatie"


def guests_of(werksessie: Werksessie, secret: str, order: Order = Order.SURNAME) -> list[Badge]:
    """A badge for everybody who has a place; not for who waits or withdrew. Who did not agree to be photographed is
    marked. Two queries where nobody chooses sessions.
    """
    sessions = _sessions_of(werksessie)
    rows = db.session.execute(
        select(
            Registration.id,
            Person.name,
            Person.organisation,
            Person.first_name_only_since,
            Domain.name,
            Registration.photo_at,
        )
        .join(Registration.person)
        .outerjoin(Registration.domain)
        .where(Registration.werksessie_id == werksessie.id, PLACED)
        .order_by(Registration.sort_name, Registration.id)
    ).all()
    badges = [
        replace(
            _badge(name, organisation, badge_code(secret, "gast", number), kept_back),
            domain=domain or "",
            no_photo=photo is None,
            sessions=sessions.get(number, ()),
        )
        for number, name, organisation, kept_back, domain, photo in rows
    ]
    if order is Order.GIVEN:
        badges.sort(key=lambda badge: plain(badge.name))
    elif order is Order.ORGANISATION:
        badges.sort(key=lambda badge: plain(badge.organisation))
    return badges


def _sessions_of(werksessie: Werksessie) -> dict[int, tuple[tuple[str, str], ...]]:
    """Where everybody sits when: a time and a room, or without one the title, by registration."""
    rounds = rounds_in(werksessie)
    seats = everybodys_seats(werksessie) if rounds else {}
    return {
        number: tuple(
            (clock(round_.starts), session.room or session.title)
            for round_ in rounds
            if (session := round_.session(mine.get(round_.item_id)))
        )
        for number, mine in seats.items()
    }


def crew_of(werksessie: Werksessie, secret: str) -> list[Badge]:
    """A badge for each member of the team, with all their roles, and each confirmed speaker. Two queries.

    Of a closed subject who did not agree to be photographed is marked, as guests always are.
    """
    team = db.session.execute(
        select(*_PERSON, null(), TeamMember.role)
        .join(TeamMember, TeamMember.person_id == Person.id)
        .where(TeamMember.werksessie_id == werksessie.id)
        .order_by(TeamMember.position)
    ).all()
    speakers = db.session.execute(
        select(*_PERSON, Speaker.photo_consent_at, literal(SPEAKER))
        .join(Speaker, Speaker.person_id == Person.id)
        .where(Speaker.werksessie_id == werksessie.id, Speaker.status == CONFIRMED)
    ).all()
    roles: dict[int, list[str]] = {}
    badges: dict[int, Badge] = {}
    for number, name, organisation, kept_back, photo, role in [*team, *speakers]:
        roles.setdefault(number, []).append(role)
        badge = _badge(_NOTED.split(name, 1)[0], organisation, badge_code(secret, "ploeg", number), kept_back)
        badges[number] = replace(badge, no_photo=werksessie.closed_since is not None and photo is None)
    named = [replace(badge, role=joined(roles[number])) for number, badge in badges.items()]
    return sorted(named, key=lambda badge: sort_name(badge.name))


def unprintable(badges: Iterable[Badge]) -> list[Badge]:
    """Those on which some letters of the name or the organisation are replaced, as the font lacks them."""
    return [badge for badge in badges if lacking(badge.name + badge.organisation)]


def hand_out(
    werksessie: Werksessie, secret: str, order: Order, *, crew: bool, by: User, at: datetime
) -> list[Badge]:
    """The badges to print, with a line on the record that says who took them out of the house.

    Without anybody to print for it writes nothing. One transaction.
    """
    wait_for_lock(werksessie)
    guests = guests_of(werksessie, secret, order)
    team = crew_of(werksessie, secret) if crew else []
    if guests or team:
        record("badges.print", werksessie.id, by.id, guests=len(guests), crew=len(team))
    db.session.commit()
    return guests + team


def badge_code(secret: str, kind: str, number: int) -> str:
    """What the QR code of a badge holds: RD:7KJ2XWQ4M3NA6YBT. `kind` is "gast" with the number of a registration, or
    "ploeg" with that of a person."""
    digest = hmac.digest(secret.encode(), f"badge {kind} {number}".encode(), "sha256")
    return f"RD:{b32encode(digest[:_CODE_BYTES]).decode()}"


def called(name: str) -> tuple[str, str]:
    """`Anne-Sophie van der Meer` as ("Anne-Sophie", "van der Meer"): what one is called, and the rest."""
    before, _, described = name.partition(", ")
    if described[:1].islower():  # M., ervaringsdeskundige
        given, surname = called(before)
        return given, ", ".join(filter(None, (surname, described)))
    main, _, rest = filed_name(name).partition(", ")
    words = rest.split()
    start = next((at for at, word in enumerate(words[1:], 1) if _begins_surname(word)), len(words))
    return " ".join(words[:start]) or main, " ".join([*words[start:], main]) if words else ""


def _begins_surname(word: str) -> bool:
    return plain(word).rstrip(".") in _BEGINS_SURNAME


def _badge(name: str, organisation: str, code: str, first_name_only: object) -> Badge:
    given, surname = (given_name(name), "") if first_name_only else called(name)
    return Badge(given=given, surname=surname, organisation=organisation, code=code)
