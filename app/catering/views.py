"""Catering: `/beheer/<slug>/catering`, with the moments as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint
from sqlalchemy import select

from app.catering.forms import moment_form
from app.catering.moments import AFTER, MomentKeeper
from app.catering.page import MOMENTS, WORD, show
from app.catering.standing import moments_of
from app.extensions import db
from app.programme.listed_forms import ListForm
from app.programme.listed_views import Listing, ListPage
from app.programme.models import Item, Room
from app.werksessies.models import Werksessie

blueprint = Blueprint("catering", __name__)
EMPTY = {"side": AFTER, "btw": "9"}


def _form(werksessie: Werksessie, *shown: Any) -> ListForm:
    items, rooms = _in_order(Item, werksessie), _in_order(Room, werksessie)
    return moment_form(items, rooms, moments_of(werksessie), *shown)


def _in_order(model: Any, werksessie: Werksessie) -> Sequence[Any]:
    query = select(model).where(model.werksessie_id == werksessie.id)
    return db.session.scalars(query.order_by(model.position, model.id)).all()


LISTINGS = {MOMENTS: Listing(word=MOMENTS, keeper=MomentKeeper(), form=_form, empty=EMPTY)}

ListPage(blueprint, WORD, LISTINGS, show).add_rules()
