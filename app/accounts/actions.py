"""Signing in by link: a link lasts 15 minutes and works once; asking for one is throttled per address and per IP."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from enum import Enum, auto
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from app.accounts.access import begin_session, hashed, new_secret
from app.accounts.audit import record
from app.accounts.models import SignInAttempt, SignInLink, User
from app.extensions import db, now
from app.mail.address import AddressError, Mailbox

LINK_LENGTH = timedelta(minutes=15)
THROTTLE_WINDOW = timedelta(minutes=15)
PER_ADDRESS = 5
PER_IP = 30  # an office shares one


THIS_COPY = "planner@rodedraad.example"


class AccountError(Exception):
    """What cannot be done with an account; one Dutch sentence that says what to do."""


class LinkState(Enum):
    """What a sign-in link can do for the browser that holds it."""

    GOOD = auto()
    OTHER_BROWSER = auto()  # it was asked for elsewhere
    GONE = auto()  # unknown, used or too old


def email_key(email: str) -> str:
    """`email` as users are known by it: lower case, no spaces. Raises AccountError."""
    try:
        return Mailbox("", email).address.lower()
    except AddressError as error:
        raise AccountError(str(error)) from None


def add_user(email: str) -> User:
    """A planner who sees every werksessie; one who exists keeps their account. Raises AccountError; no commit."""
    user = user_with(email_key(email))
    if user.sees_all_since is None:
        user.sees_all_since = now()
        record("user.sees_all", user_id=user.id)
    return user


def planner_of_this_copy() -> User:
    """The first planner who sees every werksessie, made when there is none. Does not commit."""
    first = select(User).where(User.sees_all_since.is_not(None)).order_by(User.id).limit(1)
    return db.session.scalar(first) or add_user(THIS_COPY)


def user_by_email(email: str) -> User:
    """The planner with this address. Raises AccountError."""
    user = find_user(email_key(email))
    if user is None:
        raise AccountError(f"er is geen planner met het adres {email}. Maak die met: user add {email}")
    return user


def user_with(email: str) -> User:
    """The user with this key, made when there is none; does not commit."""
    user = find_user(email)
    if user is not None:
        return user
    try:
        with db.session.begin_nested():
            db.session.add(User(email=email))
    except IntegrityError:  # somebody else made this user a moment ago
        pass
    return db.session.scalars(select(User).where(User.email == email)).one()


def find_user(email: str) -> User | None:
    """The user with this key."""
    return db.session.scalar(select(User).where(User.email == email))


def change_name(user: User, name: str) -> None:
    """How colleagues see who did something: in versions, comments and mail. "" shows the address instead."""
    user.name = name
    record("user.name", user_id=user.id)
    db.session.commit()


def make_link(user: User, browser: str | None = None) -> str:
    """The token of a new link for `user`; works in `browser` only, anywhere when None. Does not commit."""
    token, at = new_secret(), now()
    db.session.add(
        SignInLink(
            user_id=user.id,
            token_hash=hashed(token),
            browser_hash=hashed(browser) if browser else None,
            created_at=at,
            expires_at=at + LINK_LENGTH,
        )
    )
    return token


def link_state(token: str, browser: str | None) -> LinkState:
    """What the link can do now; changes nothing."""
    return _state(_find_link(token), browser)


def use_link(token: str, browser: str | None) -> tuple[LinkState, str]:
    """Use the link up and begin a session: its token, "" unless the state is GOOD."""
    link = _find_link(token)
    state = _state(link, browser)
    if link is None or state is not LinkState.GOOD:
        return state, ""
    unused = update(SignInLink).where(SignInLink.id == link.id, SignInLink.used_at.is_(None))
    # of two clicks at once, one finds no row
    if cast("CursorResult[Any]", db.session.execute(unused.values(used_at=now()))).rowcount != 1:
        db.session.rollback()
        return LinkState.GONE, ""
    session_token = begin_session(link.user)
    record("user.sign_in", user_id=link.user_id)
    db.session.commit()
    return state, session_token


def _find_link(token: str) -> SignInLink | None:
    return db.session.scalar(select(SignInLink).where(SignInLink.token_hash == hashed(token)))


def _state(link: SignInLink | None, browser: str | None) -> LinkState:
    if link is None or link.used_at is not None or link.expires_at <= now():
        return LinkState.GONE
    if link.browser_hash is None or (browser and hmac.compare_digest(link.browser_hash, hashed(browser))):
        return LinkState.GOOD
    return LinkState.OTHER_BROWSER


def may_ask(email: str, ip: str, secret_key: str) -> bool:
    """Note this request for a link; False when address or IP has asked too often. Does not commit.

    A refused request is not counted, so that waiting always helps.
    """
    at = now()
    since = at - THROTTLE_WINDOW
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at <= since))
    keys = {_attempt_key(secret_key, "email", email): PER_ADDRESS, _attempt_key(secret_key, "ip", ip): PER_IP}
    counts = dict(
        db.session.execute(
            select(SignInAttempt.key, func.count())
            .where(SignInAttempt.key.in_(keys))
            .group_by(SignInAttempt.key)
        ).all()
    )
    if any(counts.get(key, 0) >= limit for key, limit in keys.items()):
        return False
    db.session.add_all(SignInAttempt(key=key, at=at) for key in keys)
    return True


def _attempt_key(secret_key: str, kind: str, value: str) -> str:
    return hmac.new(secret_key.encode(), f"sign-in {kind} {value}".encode(), hashlib.sha256).hexdigest()
