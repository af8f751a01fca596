"""The attendance lists: who has a place, divided over letters so that nobody signs below everybody's names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from sqlalchemy import exists, select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.registrations.choice_models import Seat
from app.registrations.models import Registration
from app.registrations.names import filed_name, plain
from app.registrations.states import PLACED
from app.werksessies.discretion import given_name
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Person, Werksessie

OTHER = "Overig"  # who is filed under something else than a letter of our alphabet
_FIRST, _LAST = "A", "Z"
_LETTER = re.compile("[a-z]")


@dataclass(frozen=True, slots=True)
class Guest:
    """A line to sign on: `name` as it is filed, under `letter`."""

    name: str
    organisation: str
    letter: str


@dataclass(frozen=True, slots=True)
class Block:
    """One list: the letters that find themselves on it ("A–C", "D", "Overig") and its people in order."""

    letters: str
    guests: tuple[Guest, ...]


def guests_of(werksessie: Werksessie, session_id: int | None = None) -> list[Guest]:
    """Everybody who has a place, or who sits in this session, in the order of the alphabet. One query."""
    sits = [Seat.registration_id == Registration.id, Seat.session_id == session_id]
    found = db.session.execute(
        select(Person.name, Person.organisation, Registration.sort_name, Person.first_name_only_since)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.werksessie_id == werksessie.id, PLACED)
        .where(*([exists().where(*sits)] if session_id is not None else []))
        .order_by(Registration.sort_name, Registration.id)
    ).all()
    guests = [
        _first_name_only(name, organisation)
        if kept_back
        else (key, Guest(filed_name(name), organisation, _letter(key)))
        for name, organisation, key, kept_back in found
    ]
    return [guest for _, guest in sorted(guests, key=itemgetter(0))]


def _first_name_only(name: str, organisation: str) -> tuple[str, Guest]:
    """Filed under the given name: a place under S would tell of a surname."""
    given = given_name(name)
    return plain(given), Guest(given, organisation, _letter(plain(given)))


def hand_out(werksessie: Werksessie, by: User, session_id: int | None = None) -> list[Guest]:
    """Who is on the lists, with a line on the record that says who took them out of the house. One transaction."""
    wait_for_lock(werksessie)
    guests = guests_of(werksessie, session_id)
    if guests:
        session = {} if session_id is None else {"session": session_id}
        record("attendance.print", werksessie.id, by.id, guests=len(guests), **session)
    db.session.commit()
    return guests


def blocks_of(guests: Iterable[Guest], most: int | None) -> list[Block]:
    """Lists of whole letters with at most `most` people, or with None a list for each letter.

    A letter with more people than that is a list of its own. Together the lists name the whole alphabet, so that
    everybody finds theirs.
    """
    letters = [
        tuple(alike) for _, alike in groupby(sorted(guests, key=_place), key=lambda guest: guest.letter)
    ]
    others = [alike for alike in letters if alike[0].letter == OTHER]
    together = _together([alike for alike in letters if alike[0].letter != OTHER], most)
    named = _names([block[0].letter for block in together], alone=most is None)
    return [Block(*block) for block in zip(named, together, strict=True)] + [
        Block(OTHER, alike) for alike in others
    ]


def _together(letters: Iterable[tuple[Guest, ...]], most: int | None) -> list[tuple[Guest, ...]]:
    blocks: list[tuple[Guest, ...]] = []
    for alike in letters:
        if blocks and most is not None and len(blocks[-1]) + len(alike) <= most:
            blocks[-1] += alike
        else:
            blocks.append(alike)
    return blocks


def _names(firsts: Sequence[str], *, alone: bool) -> list[str]:
    """What the blocks are called that begin with these letters."""
    if alone or not firsts:
        return list(firsts)
    ends = [chr(ord(after) - 1) for _, after in pairwise(firsts)] + [_LAST]
    begins = [_FIRST, *firsts[1:]]
    return [begin if begin == end else f"{begin}\u2013{end}" for begin, end in zip(begins, ends, strict=True)]


def _letter(key: str) -> str:
    found = _LETTER.match(key)
    return found.group().upper() if found else OTHER


def _place(guest: Guest) -> tuple[bool, str]:
    return guest.letter == OTHER, guest.letter
