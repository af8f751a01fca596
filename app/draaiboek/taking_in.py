"""A draaiboek file into a werksessie that is there: what stays the same keeps its row, what people did stays."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.catering.actions import ask_again
from app.draaiboek.changes_pairs import items
from app.draaiboek.contents import Draaiboek
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.store import store_over
from app.extensions import db
from app.logistics.calls import write_calls
from app.programme.actions import take_out
from app.programme.deed import Deed, order_of
from app.programme.models import Item
from app.programme.schedule import timeline_of
from app.registrations.actions import fill_places
from app.registrations.telling import tell_participants
from app.werksessies.models import Werksessie


class OvertakenError(Exception):
    """The werksessie is not the one that the planner saw. Nothing was written."""


def fitted_to(there: Draaiboek, wanted: Draaiboek) -> Draaiboek:
    """`wanted` for the werksessie that now says `there`: at its address, and items known again by their uid."""
    uids = {
        new: there.programme[old].uid
        for old, new in items(there.programme, wanted.programme)
        if old is not None and new is not None
    }
    programme = tuple(replace(item, uid=uids.get(place)) for place, item in enumerate(wanted.programme))
    return replace(wanted, slug=there.slug, programme=programme)


def digest_of(draaiboek: Draaiboek) -> str:
    """Tells whether a colleague changed anything since."""
    return hashlib.sha256(repr(draaiboek).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What a file does outside the plan. `moves`: another date, so that people are called; `tells`: appointments."""

    moves: bool
    tells: bool


def effects_of(there: Draaiboek, wanted: Draaiboek) -> Effects:
    """What taking in `wanted` sets in motion."""
    venues = [(each.venue.name, each.venue.address, each.venue.route) for each in (there, wanted)]
    hours = [(each.title, each.date, each.starts, each.ends, each.timezone) for each in (there, wanted)]
    return Effects(moves=there.date != wanted.date, tells=venues[0] != venues[1] or hours[0] != hours[1])


def take_in(werksessie: Werksessie, wanted: Draaiboek, seen: str, user_id: int | None, at: datetime) -> bool:
    """Make the werksessie say what `wanted` says; whether anything changed.

    `seen` is the digest of what the planner compared it with. Raises OvertakenError.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    db.session.expire_all()
    there = draaiboek_of(werksessie)
    if digest_of(there) != seen:
        db.session.rollback()
        raise OvertakenError
    wanted = fitted_to(there, wanted)
    if wanted == there:
        db.session.rollback()
        return False
    gone = {item.uid for item in there.programme} - {item.uid for item in wanted.programme}
    _take_out(deed, gone)
    roomier = (there.capacity, there.domains) != (wanted.capacity, wanted.domains)
    effects = effects_of(there, wanted)
    store_over(werksessie, wanted)
    db.session.flush()
    if roomier:
        fill_places(werksessie, at)
    if effects.moves:
        ask_again(werksessie)
        write_calls(werksessie, at)
    if effects.tells:
        tell_participants(werksessie, at)
    deed.finish("draaiboek.take_in", items=len(wanted.programme), removed=len(gone))
    return True


def _take_out(deed: Deed, uids: set[str | None]) -> None:
    """Items that the file lacks, kept so that they can be put back."""
    if not uids:
        return
    line, order = timeline_of(deed.werksessie), order_of(Item, deed.werksessie)
    query = select(Item).where(Item.werksessie_id == deed.werksessie.id, Item.uid.in_(uids))
    for row in db.session.scalars(query):
        take_out(row, order.index(row.id), line, deed)
    db.session.flush()
