"""Small verbs on one item in the programme editor: a copy, a split, another room."""

from __future__ import annotations

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.extensions import now
from app.programme import dividing
from app.programme.actions import change_room
from app.programme.deed import FullError, GoneError
from app.programme.page import PAGE, ROW_ID, back, gone, offer_undo
from app.programme.problems import quoted
from app.programme.typed import read_minutes
from app.werksessies.access import managed_werksessie_or_404

blueprint = Blueprint("programme_dividing", __name__)


@blueprint.post(f"{PAGE}/{ROW_ID}/kopie")
@signed_in
def copy_item(slug: str, row_id: int) -> ResponseReturnValue:
    """The item once more, below itself."""
    werksessie = managed_werksessie_or_404(slug)
    try:
        copy = dividing.copy_item(werksessie, row_id, signed_in_user().id, now())
    except GoneError:
        return gone(werksessie)
    except FullError as full:
        flash(str(full), "bad")
        return back(werksessie, f"onderdeel-{row_id}")
    undo = url_for("programme.remove_item", slug=slug, row_id=copy.id)
    offer_undo(f"{quoted(copy.title)} is gekopieerd. De kopie staat eronder.", undo)
    return back(werksessie, f"onderdeel-{copy.id}")


@blueprint.post(f"{PAGE}/{ROW_ID}/splitsing")
@signed_in
def split_item(slug: str, row_id: int) -> ResponseReturnValue:
    """Two items of one, the first of `first` minutes."""
    werksessie = managed_werksessie_or_404(slug)
    try:
        first = read_minutes(request.form.get("first", ""))
        second, whole = dividing.split_item(werksessie, row_id, first, signed_in_user().id, now())
    except GoneError:
        return gone(werksessie)
    except (FullError, ValueError) as error:
        flash(str(error), "bad")
        return back(werksessie, f"onderdeel-{row_id}")
    undo = url_for("programme.restore", slug=slug, row_id=whole.id)
    offer_undo(f"{quoted(whole.title)} is gesplitst in {first} en {second.minutes} minuten.", undo)
    return back(werksessie, f"onderdeel-{row_id}")


@blueprint.post(f"{PAGE}/{ROW_ID}/zaal")
@signed_in
def save_room(slug: str, row_id: int) -> ResponseReturnValue:
    """Another room for an item, or for its session `deelsessie`, when it is still in the room `was`."""
    werksessie = managed_werksessie_or_404(slug)
    room, was, key = (request.form.get(name, "") for name in ("zaal", "was", "deelsessie"))
    try:
        title = change_room(werksessie, row_id, key or None, room, was or None, signed_in_user().id, now())
    except GoneError:
        return gone(werksessie)
    flash(f"{quoted(title)} is nu in {room}.")
    return back(werksessie, f"onderdeel-{row_id}")
