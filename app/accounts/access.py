"""Who is signed in. The cookie holds a token, `UserSession` its hash: a session can be ended from here."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec
from urllib.parse import quote

from flask import Flask, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import select, update

from app.accounts.models import User, UserSession
from app.extensions import db, now

SESSION_LENGTH = timedelta(hours=12)
P = ParamSpec("P")
TOKEN = "inlog"  # noqa: S105, the name under which the cookie keeps the token


def new_secret() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is stored of a random secret: SHA-256, hex. Only for secrets that nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def init_app(app: Flask) -> None:
    """Let every template ask who is signed in."""
    app.add_template_global(current_user, "current_user")


def current_user() -> User | None:
    """Who is signed in; one query a request, none without a cookie."""
    if "user" not in g:
        token = session.get(TOKEN)
        g.user = _user_of(token) if token else None
    user: User | None = g.user
    return user


def _user_of(token: str) -> User | None:
    return db.session.scalar(
        select(User)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            UserSession.token_hash == hashed(token),
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > now(),
        )
    )


def signed_in(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Send who is not signed in to /inloggen, and back here afterwards; what they typed is given back to them."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if current_user() is not None:
            return view(*args, **kwargs)
        typed = {name: text for name, text in request.form.items() if text and name != "csrf_token"}
        if typed:
            return render_template("accounts/away.html", typed=typed), 401
        wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else "/beheer"
        return redirect(f"/inloggen?volgende={quote(wanted, safe='')}", 303)

    return guarded


def signed_in_user() -> User:
    """Who is signed in, within a view that `signed_in` guards."""
    user = current_user()
    if user is None:
        raise RuntimeError("this view needs @signed_in")
    return user


def begin_session(user: User) -> str:
    """A new session row for `user`; gives the token that the browser keeps."""
    token, at = new_secret(), now()
    db.session.add(
        UserSession(user_id=user.id, token_hash=hashed(token), created_at=at, expires_at=at + SESSION_LENGTH)
    )
    return token


def keep_in_browser(token: str) -> None:
    """Begin the browser's session anew, so that nothing from before signing in remains in it."""
    session.clear()
    session[TOKEN] = token
    g.pop("user", None)


def end_session(*, everywhere: bool = False) -> None:
    """Sign out in this browser, or in every browser of this user."""
    user = current_user()
    if user is not None:
        mine = UserSession.user_id == user.id
        chosen = mine if everywhere else UserSession.token_hash == hashed(session[TOKEN])
        db.session.execute(
            update(UserSession).where(chosen, UserSession.revoked_at.is_(None)).values(revoked_at=now())
        )
        db.session.commit()
    session.clear()
    g.pop("user", None)
