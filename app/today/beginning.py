"""A new werksessie: from a plain draaiboek to a draft that its maker manages."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.audit import record
from app.accounts.models import AuditEntry, Membership, Role, User
from app.draaiboek.contents import Draaiboek
from app.draaiboek.store import store
from app.extensions import db, now
from app.werksessies.addresses import free_slug, is_taken
from app.werksessies.models import Werksessie


class SlugTakenError(Exception):
    """Another werksessie has this address."""


def begin(draaiboek: Draaiboek, by: User, form: str = "") -> Werksessie:
    """Keep it as a draft. `form` says which form asked for it. Raises SlugTakenError, and then nothing was written."""
    if is_taken(draaiboek.slug):
        db.session.rollback()
        raise SlugTakenError(draaiboek.slug)
    try:
        werksessie = store(draaiboek, now())
    except IntegrityError:  # somebody took the address a moment ago
        db.session.rollback()
        raise SlugTakenError(draaiboek.slug) from None
    db.session.add(Membership(werksessie_id=werksessie.id, user_id=by.id, role=Role.BEHEER.value))
    record("werksessie.begin", werksessie.id, by.id, form=form)
    db.session.commit()
    return werksessie


def begin_at_free_address(draaiboek: Draaiboek, by: User, form: str = "") -> Werksessie:
    """Keep it as a draft at an address made from its title. The same `form` twice is one draft."""
    while True:
        made = _made_with(form, by) if form else None
        if made is not None:
            return made
        try:
            return begin(replace(draaiboek, slug=free_slug(draaiboek.title)), by, form)
        except SlugTakenError:  # somebody was a moment earlier: the next address
            continue


def _made_with(form: str, by: User) -> Werksessie | None:
    """What this planner began with `form`; waits for a form of theirs that is being kept right now."""
    db.session.refresh(by, with_for_update={"key_share": True})
    return db.session.scalar(
        select(Werksessie)
        .join(AuditEntry, AuditEntry.werksessie_id == Werksessie.id)
        .where(
            AuditEntry.user_id == by.id,
            AuditEntry.what == "werksessie.begin",
            AuditEntry.detail["form"].as_string() == form,
        )
    )
