"""The programme editor: `/beheer/<slug>/programma`.

Every change is a plain form; a redirect leads back to the row. After a mistake or a clash the same page comes back
(422, 409) with all that was typed. `beheer.js` sends the same forms and swaps the same page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from flask import flash, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.programme import actions
from app.programme.board import Board
from app.programme.deed import ClashError, FullError, GoneError, RefusedError, order_of
from app.programme.dividing import halves
from app.programme.dividing_views import copy_item, split_item
from app.programme.forms import ItemForm
from app.programme.loading import people_who_chose
from app.programme.models import Item
from app.programme.opening import END, Opened, asked_for, clashing, taken_over
from app.programme.page import FOLDED, PAGE, ROW_ID, Times, back, blueprint, gone, offer_undo, page
from app.programme.problems import quoted
from app.programme.restoring import restore as restore_part
from app.programme.rows import Choices, item_as_typed
from app.programme.times import Cell, Value, base_of, typed_cells
from app.programme.typed import read_minutes
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.words import count

__all__ = ["blueprint"]
CHANGED = "gewijzigd"  # in the browser's session: items that the next page says something of


@blueprint.get(PAGE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """The page. `open` or `moment` opens a part, `nieuw` a form for an item; `minuten-<id>`, `begin-<id>` try times.

    `momenten` folds the moments away in the list (`dicht`) or not, and the browser remembers that.
    """
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    if "momenten" in request.args:
        session[FOLDED] = request.args["momenten"] == "dicht"
    times = Times(typed=typed_cells(request.args))
    board = Board.of(werksessie, times.typed)
    opened = asked_for(board, request.args) if may_change(werksessie) else None
    return page(werksessie, opened, times, board, told=board.told(session.pop(CHANGED, ())))


@blueprint.post(f"{PAGE}/tijden")
@signed_in
def save_times(slug: str) -> ResponseReturnValue:
    """Every field of minutes and of fixed starts in the rows, in one form."""
    werksessie = managed_werksessie_or_404(slug)
    base = base_of(request.form.get("basis", ""))
    wanted, faults = _read_times(typed_cells(request.form))
    typed = {cell: value for cell, value in wanted.items() if value != base.get(cell)}
    if not faults:
        try:
            changed = actions.change_times(werksessie, typed, base, signed_in_user().id, now())
        except RefusedError as refusal:
            faults = dict(refusal.faults)
    if faults:
        sent = typed_cells(request.form)
        kept = {cell: sent[cell] for cell in (*typed, *faults)}
        return page(werksessie, times=Times(typed=kept, faults=faults), status=422)
    anchor = _tell(changed)
    opened = {name: request.args[name] for name in ("open", "nieuw", "moment") if name in request.args}
    return back(werksessie, anchor, **opened)


def _read_times(sent: Mapping[Cell, str]) -> tuple[dict[Cell, Value], dict[Cell, str]]:
    """What was typed, and what is wrong with the rest."""
    values: dict[Cell, Value] = {}
    faults: dict[Cell, str] = {}
    for cell, text in sent.items():
        try:
            values[cell] = cell.read(text)
        except ValueError as error:
            faults[cell] = str(error)
    return values, faults


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
    try:
        item = actions.add_item(werksessie, form.item(), after_id, signed_in_user().id, now())
    except FullError as full:
        form.title.errors = [str(full)]
        return page(werksessie, Opened(form=form, after=after), status=422)
    return back(werksessie, _tell([item]))


@blueprint.post(f"{PAGE}/{ROW_ID}")
@signed_in
def save_item(slug: str, row_id: int) -> ResponseReturnValue:
    """All of one item; then, when asked, move, copy or split it."""
    werksessie = managed_werksessie_or_404(slug)
    row = db.session.get(Item, row_id)
    saved = item_as_typed(row) if row and row.werksessie_id == werksessie.id else None
    form = ItemForm(Choices.of(werksessie))
    form.offer(saved)
    act = request.form.get("actie", "")
    if unfolded := form.reshape(act):
        return page(werksessie, Opened(form=form, row_id=row_id if saved else None, unfolded=unfolded))
    if not form.validate() or (act == SPLIT and not _can_split(form)):
        return page(werksessie, Opened(form=form, row_id=row_id if saved else None), status=422)
    if saved is None:
        return page(werksessie, Opened(form=form, gone=True), status=409)
    wanted = replace(form.item(), **taken_over(saved, request.form))
    try:
        item = actions.change_item(werksessie, row_id, wanted, form.base(), signed_in_user().id, now())
    except GoneError:
        return page(werksessie, Opened(form=form, gone=True), status=409)
    except ClashError as clash:
        return page(werksessie, clashing(Choices.of(werksessie), row_id, clash), status=409)
    then = AFTER_SAVING.get(act)
    return then(slug, row_id) if then else back(werksessie, _tell([item]))


def _can_split(form: ItemForm) -> bool:
    try:
        halves(form.item(), read_minutes(form.first.data or ""))
    except ValueError as error:
        form.first.errors = [str(error)]
    return not form.first.errors


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
        return gone(werksessie)
    return back(werksessie, _tell([item]))


@blueprint.post(f"{PAGE}/{ROW_ID}/verwijdering")
@signed_in
def remove_item(slug: str, row_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    chose = people_who_chose(row_id)
    try:
        removed = actions.remove_item(werksessie, row_id, signed_in_user().id, now())
    except GoneError:
        return gone(werksessie)
    people = f"{count(chose, 'persoon', 'mensen')} hier {'koos' if chose == 1 else 'kozen'}"
    lost = f" Wat {people}, is weg en komt niet terug als u dit ongedaan maakt."
    offer_undo(
        f"{quoted(removed.title)} is verwijderd.{lost if chose else ''}",
        url_for("programme.restore", slug=slug, row_id=removed.id),
    )
    order = order_of(Item, werksessie)
    nearest = order[min(removed.position, len(order) - 1)] if order else None
    return back(werksessie, f"onderdeel-{nearest}" if nearest else "programma")


@blueprint.post(f"{PAGE}/verwijderd/{ROW_ID}/herstel")
@signed_in
def restore(slug: str, row_id: int) -> ResponseReturnValue:
    """Undo: put a removed part back as it was, or make one item again of what was split."""
    werksessie = managed_werksessie_or_404(slug)
    try:
        part = restore_part(werksessie, row_id, signed_in_user().id, now())
    except GoneError:
        return gone(werksessie)
    except FullError as full:
        flash(str(full), "bad")
        return back(werksessie, "programma")
    if isinstance(part, Item):
        return back(werksessie, _tell([part]))
    flash(f"{quoted(part.what)} staat er weer.")
    return back(werksessie, f"moment-{part.id}")


SPLIT = "splits"
AFTER_SAVING = {
    "omhoog": move_item,
    "omlaag": move_item,
    "verplaats": move_item,
    "kopie": copy_item,
    SPLIT: split_item,
}
