"""Who may register: everybody, who knows the code, has an address of theirs, was invited, or is let in by a planner."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select

from app.accounts.models import SignInAttempt
from app.extensions import db, reading
from app.registrations.invitation_list import holds_invitation
from app.registrations.names import plain
from app.werksessies.models import Werksessie

MOST_TRIES = 20  # from one address of the network in `TRIES_WINDOW`; an office shares one
TRIES_WINDOW = timedelta(minutes=15)


class WayIn(StrEnum):
    """How people come in, as it is stored."""

    OPEN = "open"
    CODE = "code"
    MAIL = "maildomein"
    INVITED = "uitnodiging"
    APPROVAL = "goedkeuring"


WAYS_IN = {
    WayIn.OPEN: "Iedereen",
    WayIn.CODE: "Wie de code weet",
    WayIn.MAIL: "Wie een e-mailadres heeft bij deze organisaties",
    WayIn.INVITED: "Alleen wie een uitnodiging heeft",
    WayIn.APPROVAL: "Wie u toelaat: u beoordeelt elke aanmelding",
}


def mail_domains(text: str) -> list[str]:
    """The hosts in a list as people type it: lines, commas, with or without @; each once, in order."""
    hosts = (word.rpartition("@")[2].casefold().strip(".") for word in re.split(r"[\s,;]+", text))
    return list(dict.fromkeys(filter(None, hosts)))


def right_code(werksessie: Werksessie, typed: str) -> bool:
    """Whether `typed` is the code, whatever its capitals, accents and spaces."""
    return hmac.compare_digest(_bare(typed), _bare(werksessie.entry_code))


def welcome_address(werksessie: Werksessie, email: str) -> bool:
    """Whether an address is at one of the organisations, or below one: afdeling.organisatie.nl."""
    host = email.rpartition("@")[2].casefold()
    return any(host == known or host.endswith(f".{known}") for known in mail_domains(werksessie.mail_domains))


def invited(werksessie_id: int, token: str, email: str) -> bool:
    """Whether `token` is of an invitation that lets this address in."""
    with reading():
        held = holds_invitation(werksessie_id, token, email)
        db.session.rollback()  # who registers next may hold no lock while waiting for a turn
    return held


def tried_too_often(werksessie_id: int, ip: str, secret_key: str, at: datetime, what: str = "code") -> bool:
    """Whether one address of the network tried `what` so often that it has to wait."""
    key = _attempt_key(what, werksessie_id, ip, secret_key)
    with reading():
        tried = db.session.scalars(
            select(func.count()).where(SignInAttempt.key == key, SignInAttempt.at > at - TRIES_WINDOW)
        ).one()
        db.session.rollback()
    return tried >= MOST_TRIES


def note_try(werksessie_id: int, ip: str, secret_key: str, at: datetime, what: str = "code") -> None:
    """Count a wrong code, or another `what` that one may not try without end; commits."""
    db.session.add(SignInAttempt(key=_attempt_key(what, werksessie_id, ip, secret_key), at=at))
    db.session.commit()


def _attempt_key(what: str, werksessie_id: int, ip: str, secret_key: str) -> str:
    told = f"{what}:{werksessie_id}:{ip}".encode()
    return hmac.new(secret_key.encode(), told, hashlib.sha256).hexdigest()


def _bare(code: str) -> bytes:
    return "".join(plain(code).split()).encode()
