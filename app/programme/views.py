"""The programme editor: `/beheer/<slug>/programma`.

Every change is a plain form; a redirect leads back to the row. After a mistake or a clash the same page comes back
(422, 409) with all that was typed. `beheer.js` sends the same forms and swaps the same page.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from typing import Any

from flask import flash, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.programme import actions, plan
from app.programme.board import Board
from app.programme.deed import ClashError, GoneError, RefusedError, order_of
from app.programme.forms import ItemForm, MomentForm
from app.programme.models import Item, Moment, RemovedPart
from app.programme.opening import END, Opened, asked_for, clashing
from app.programme.page import PAGE, ROW_ID, Minutes, back, blueprint, page
from app.programme.plain import NOT_TYPED
from app.programme.problems import quoted
from app.programme.rows import Choices, item_as_typed, moment_as_typed
from app.programme.typed import read_clock, read_minutes
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.models import Werksessie

__all__ = ["blueprint"]
CHANGED = "gewijzigd"  # in the browser's session: items that the next page says something of
GONE = "Een collega heeft dit al gewijzigd of verwijderd. Hieronder staat het programma zoals het nu is."


@blueprint.get(PAGE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """The page. `open` or `moment` opens a part, `nieuw` a form for an item; `minuten-<id>` tries minutes."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    minutes = Minutes(typed=typed_minutes(request.args))
    board = Board.of(werksessie, minutes.typed)
    opened = asked_for(board, request.args) if may_change(werksessie) else None
    return page(werksessie, opened, minutes, board, told=board.told(session.pop(CHANGED, ())))


@blueprint.post(f"{PAGE}/minuten")
@signed_in
def save_minutes(slug: str) -> ResponseReturnValue:
    """Every field of minutes in the rows, in one form."""
    werksessie = managed_werksessie_or_404(slug)
    base = _base_minutes()
    typed = {
        row_id: text
        for row_id, text in typed_minutes(request.form).items()
        if text.strip() != str(base.get(row_id))
    }
    wanted, faults = {}, {}
    for row_id, text in typed.items():
        try:
            wanted[row_id] = read_minutes(text)
        except ValueError as error:
            faults[row_id] = str(error)
    if not faults:
        try:
            changed = actions.change_minutes(werksessie, wanted, base, signed_in_user().id, now())
        except RefusedError as refusal:
            faults = dict(refusal.faults)
    if faults:
        return page(werksessie, minutes=Minutes(typed=typed, faults=faults), status=422)
    anchor = _tell(changed)
    opened = {name: request.args[name] for name in ("open", "nieuw", "moment") if name in request.args}
    return back(werksessie, anchor, **opened)


def typed_minutes(values: Any) -> dict[int, str]:
    """What stands in the fields of minutes, by item id."""
    names = ((re.fullmatch("minuten-([0-9]{1,9})", name), name) for name in values)
    return {int(match[1]): values[name][:40] for match, name in names if match}


def _base_minutes() -> dict[int, int]:
    """The minutes that the planner saw, by item id; empty when that cannot be read."""
    try:
        base = json.loads(request.form.get("basis", ""))
        return {int(row_id): int(minutes) for row_id, minutes in base.items()}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _tell(changed: list[Item]) -> str:
    """Let the next page say when the changed items now are; the anchor of the first."""
    session[CHANGED] = [item.id for item in changed[:20]]
    return f"onderdeel-{changed[0].id}" if changed else "som"


@blueprint.post(f"{PAGE}/onderdelen")
@signed_in
def add_item(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = ItemForm(Choices.of(werksessie))
    after = request.args.get("na", END)
    if unfolded := form.reshape(request.form.get("actie", "")):
        return page(werksessie, Opened(form=form, after=after, unfolded=unfolded))
    if not form.validate():
        return page(werksessie, Opened(form=form, after=after), status=422)
    after_id = int(after) if re.fullmatch("[0-9]{1,9}", after) else None
    item = actions.add_item(werksessie, form.item(), after_id, signed_in_user().id, now())
    return back(werksessie, _tell([item]))


@blueprint.post(f"{PAGE}/{ROW_ID}")
@signed_in
def save_item(slug: str, row_id: int) -> ResponseReturnValue:
    """All of one item; then, when asked, move it."""
    werksessie = managed_werksessie_or_404(slug)
    row = db.session.get(Item, row_id)
    saved = item_as_typed(row) if row and row.werksessie_id == werksessie.id else None
    form = ItemForm(Choices.of(werksessie))
    form.offer(saved)
    if unfolded := form.reshape(request.form.get("actie", "")):
        return page(werksessie, Opened(form=form, row_id=row_id if saved else None, unfolded=unfolded))
    if not form.validate():
        return page(werksessie, Opened(form=form, row_id=row_id if saved else None), status=422)
    if saved is None:
        return page(werksessie, Opened(form=form, gone=True), status=409)
    wanted = replace(form.item(), **_theirs(saved))
    try:
        item = actions.change_item(werksessie, row_id, wanted, form.base(), signed_in_user().id, now())
    except GoneError:
        return page(werksessie, Opened(form=form, gone=True), status=409)
    except ClashError as clash:
        return page(werksessie, clashing(Choices.of(werksessie), row_id, clash), status=409)
    if request.form.get("actie") in ("omhoog", "omlaag", "verplaats"):
        return move_item(slug, row_id)
    return back(werksessie, _tell([item]))


def _theirs(saved: plan.Item | plan.Moment) -> dict[str, Any]:
    """What a colleague saved in the fields in which the planner chose for that."""
    names = {field.name for field in fields(saved)} - NOT_TYPED
    return {name: getattr(saved, name) for name in request.form.getlist("neem") if name in names}


@blueprint.post(f"{PAGE}/{ROW_ID}/verplaatsing")
@signed_in
def move_item(slug: str, row_id: int) -> ResponseReturnValue:
    """One step up or down, or above the item `voor`; to the end without one."""
    werksessie = managed_werksessie_or_404(slug)
    steps = {"omhoog": -1, "omlaag": 1}.get(request.form.get("actie", ""))
    try:
        if steps:
            item = actions.step_item(werksessie, row_id, steps, signed_in_user().id, now())
        else:
            before = request.form.get("voor", type=int)
            item = actions.move_item(werksessie, row_id, before, signed_in_user().id, now())
    except GoneError:
        return _gone(werksessie)
    return back(werksessie, _tell([item]))


@blueprint.post(f"{PAGE}/{ROW_ID}/begin")
@signed_in
def save_start(slug: str, row_id: int) -> ResponseReturnValue:
    """Fix the start of an item; an empty `begin` lets it follow."""
    werksessie = managed_werksessie_or_404(slug)
    text = request.form.get("begin", "")
    try:
        starts = read_clock(text) if text.strip() else None
        item = actions.change_start(werksessie, row_id, starts, signed_in_user().id, now())
    except ValueError as error:
        flash(str(error), "bad")
        return back(werksessie, f"onderdeel-{row_id}")
    except GoneError:
        return _gone(werksessie)
    return back(werksessie, _tell([item]))


@blueprint.post(f"{PAGE}/{ROW_ID}/verwijdering")
@signed_in
def remove_item(slug: str, row_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    try:
        removed = actions.remove_item(werksessie, row_id, signed_in_user().id, now())
    except GoneError:
        return _gone(werksessie)
    _offer_undo(werksessie, removed)
    order = order_of(Item, werksessie)
    nearest = order[min(removed.position, len(order) - 1)] if order else None
    return back(werksessie, f"onderdeel-{nearest}" if nearest else "programma")


@blueprint.post(f"{PAGE}/verwijderd/{ROW_ID}/herstel")
@signed_in
def restore(slug: str, row_id: int) -> ResponseReturnValue:
    """Undo: put a removed part back as it was."""
    werksessie = managed_werksessie_or_404(slug)
    try:
        part = actions.restore(werksessie, row_id, signed_in_user().id, now())
    except GoneError:
        return _gone(werksessie)
    if isinstance(part, Item):
        return back(werksessie, _tell([part]))
    flash(f"{quoted(part.what)} staat er weer.")
    return back(werksessie, f"moment-{part.id}")


def _offer_undo(werksessie: Werksessie, removed: RemovedPart) -> None:
    action = url_for("programme.restore", slug=werksessie.slug, row_id=removed.id)
    flash({"text": f"{quoted(removed.title)} is verwijderd.", "action": action, "fields": {}}, "undo")  # type: ignore[arg-type]


def _gone(werksessie: Werksessie) -> ResponseReturnValue:
    flash(GONE, "care")
    return back(werksessie, "programma")


@blueprint.post(f"{PAGE}/momenten")
@signed_in
def add_moment(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = MomentForm(Choices.of(werksessie))
    if not form.validate():
        return page(werksessie, Opened(form=form), status=422)
    moment = actions.add_moment(werksessie, form.moment(), signed_in_user().id, now())
    flash(f"{quoted(moment.what)} is toegevoegd.")
    return back(werksessie, f"moment-{moment.id}")


@blueprint.post(f"{PAGE}/momenten/{ROW_ID}")
@signed_in
def save_moment(slug: str, row_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    row = db.session.get(Moment, row_id)
    saved = moment_as_typed(row) if row and row.werksessie_id == werksessie.id else None
    form = MomentForm(Choices.of(werksessie))
    form.offer(saved)
    if not form.validate():
        return page(werksessie, Opened(form=form, row_id=row_id if saved else None), status=422)
    if saved is None:
        return page(werksessie, Opened(form=form, gone=True), status=409)
    wanted = replace(form.moment(), **_theirs(saved))
    try:
        moment = actions.change_moment(werksessie, row_id, wanted, form.base(), signed_in_user().id, now())
    except GoneError:
        return page(werksessie, Opened(form=form, gone=True), status=409)
    except ClashError as clash:
        return page(werksessie, clashing(Choices.of(werksessie), row_id, clash), status=409)
    flash(f"{quoted(moment.what)} is bewaard.")
    return back(werksessie, f"moment-{moment.id}")


@blueprint.post(f"{PAGE}/momenten/{ROW_ID}/verwijdering")
@signed_in
def remove_moment(slug: str, row_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    try:
        removed = actions.remove_moment(werksessie, row_id, signed_in_user().id, now())
    except GoneError:
        return _gone(werksessie)
    _offer_undo(werksessie, removed)
    return back(werksessie, "momenten")
