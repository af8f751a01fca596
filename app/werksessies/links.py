"""Personal links of people without an account: finding, making and revoking them.

Each address begins with its kind, `/spreker/<token>`, and a link of one kind opens no page of another.
"""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, make_response, render_template
from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.ground import config
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Person, Werksessie


def link_or_gone(kind: LinkKind, token: str) -> PersonalLink:
    """The link of this kind with this token. A page that says so kindly: 404 for an unknown one, 410 for a revoked."""
    link = _find(kind, token)
    if link is None or link.revoked_at is not None:
        page = make_response(render_template("links/gone.html", link=link), 404 if link is None else 410)
        abort(kept_private(page))
    return link


def _find(kind: LinkKind, token: str) -> PersonalLink | None:
    if "\0" in token:
        return None  # PostgreSQL refuses it in a text; no token of ours holds it
    query = select(PersonalLink).where(PersonalLink.kind == kind.value, PersonalLink.token == token)
    return db.session.scalars(query).one_or_none()


def kept_private(response: Response) -> Response:
    """Personal pages are kept by nobody; give it to `blueprint.after_request`."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


def address_of(link: PersonalLink) -> str:
    """The whole address, for a mail or a page of the planner."""
    return f"{config().base_url}/{link.kind}/{link.token}"


def links_of(werksessie: Werksessie, kind: LinkKind) -> list[PersonalLink]:
    """The links of one kind that work, oldest first."""
    query = select(PersonalLink).where(
        PersonalLink.werksessie_id == werksessie.id,
        PersonalLink.kind == kind.value,
        PersonalLink.revoked_at.is_(None),
    )
    return list(db.session.scalars(query.order_by(PersonalLink.id)))


def link_for(
    werksessie: Werksessie,
    kind: LinkKind,
    *,
    person: Person | None = None,
    for_whom: str = "",
    email: str = "",
) -> PersonalLink:
    """The link of this person, or of this address, that works; a new one when there is none.

    Under the werksessie's lock; leaves the commit to the verb.
    """
    for link in links_of(werksessie, kind):
        same = link.person_id == person.id if person else link.email.casefold() == email.casefold()
        if same:
            return link
    link = PersonalLink(
        werksessie_id=werksessie.id,
        kind=kind.value,
        person_id=person.id if person else None,
        for_whom=for_whom or (person.name if person else ""),
        email=email or (person.email if person else ""),
    )
    db.session.add(link)
    db.session.flush()
    return link


def revoke(link: PersonalLink, by: User, at: datetime) -> None:
    """The link opens nothing from now on. Twice is once."""
    wait_for_lock(link.werksessie)
    db.session.refresh(link)
    if link.revoked_at is None:
        link.revoked_at = at
        record("link.revoke", link.werksessie_id, by.id, link=link.id, kind=link.kind)
    db.session.commit()
