"""Rights, in one place: which werksessies a planner sees, and what they may do there.

What you may not see does not exist (404). Who reads along (`meelezen`) sees all and changes nothing (403).
"""

from __future__ import annotations

from flask import Flask, abort, g, request
from sqlalchemy import ColumnElement, Select, and_, select

from app.accounts.access import current_user
from app.accounts.models import Membership, Role, User
from app.extensions import db
from app.werksessies.models import Werksessie


def init_app(app: Flask) -> None:
    """Let every template ask what may be changed."""
    app.add_template_global(may_change, "may_change")


def managed_werksessie_or_404(slug: str, role: Role = Role.BEHEER) -> Werksessie:
    """The werksessie for who may do this there: BEHEER to change, MEELEZEN to look.

    Aborts with 404 when it is missing or not yours, with 403 when you only read along. A POST always changes.
    """
    user = current_user()
    found = db.session.execute(_with_role(user).where(Werksessie.slug == slug)).first() if user else None
    if user is None or found is None:
        abort(404)
    werksessie, own = found
    held = Role.BEHEER if user.sees_all_since else Role(own)
    g.roles = {**g.get("roles", {}), werksessie.id: held}
    changes = role == Role.BEHEER or request.method not in ("GET", "HEAD")
    if changes and held != Role.BEHEER:
        abort(403)
    return werksessie


def visible_to(user: User) -> Select[Werksessie]:
    """Every werksessie that `user` may see."""
    query = select(Werksessie)
    if user.sees_all_since:
        return query
    return query.join(Membership, _own(user))


def may_change(werksessie: Werksessie) -> bool:
    """Whether who is signed in may change this werksessie, once `managed_werksessie_or_404` has let them in."""
    return bool(g.get("roles", {}).get(werksessie.id) == Role.BEHEER)


def _with_role(user: User) -> Select[Werksessie, str]:
    query: Select[Werksessie, str] = select(Werksessie, Membership.role)
    return query.join(Membership, _own(user), isouter=user.sees_all_since is not None)


def _own(user: User) -> ColumnElement[bool]:
    return and_(Membership.werksessie_id == Werksessie.id, Membership.user_id == user.id)
