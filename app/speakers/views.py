"""All speakers: `/beheer/<slug>/sprekers`, as a board and as a list, with one click for another status."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.programme import listed
from app.programme.deed import GoneError
from app.programme.listed import WrongError
from app.programme.listed_forms import OpenedRow
from app.programme.models import RemovedPart
from app.programme.page import ROW_ID
from app.programme.problems import quoted
from app.speakers import actions
from app.speakers.costs import costs_of, total
from app.speakers.finding import Board, speaker_or_404
from app.speakers.forms import NewSpeakerForm
from app.speakers.keeping import SpeakerKeeper
from app.speakers.standing import GONE, NEXT, others
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.models import Werksessie

blueprint = Blueprint("speakers", __name__)
PAGE = "/beheer/<slug>/sprekers"
KEEPER = SpeakerKeeper()
NEW, LIST = "nieuw", "lijst"


@blueprint.get(PAGE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """`als=lijst`: as a list; `open=nieuw`: with the form for another speaker."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    adding = request.args.get("open") == NEW and may_change(werksessie)
    return _page(werksessie, NewSpeakerForm({}) if adding else None)


def _page(werksessie: Werksessie, form: NewSpeakerForm | None = None) -> str:
    board = Board.of(werksessie, now())
    costs = costs_of(card.speaker for card in board.cards)
    return render_template(
        "speakers/page.html",
        werksessie=werksessie,
        current_tab="sprekers",
        board=board,
        as_list=request.args.get("als") == LIST,
        opened=OpenedRow(word="sprekers", form=form) if form else None,
        next_of=NEXT,
        others=others,
        agreed=total(costs, committed=True),
        expected=total(costs),
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/sprekers",
    )


@blueprint.post(PAGE)
@signed_in
def add(slug: str) -> ResponseReturnValue:
    """Put somebody on the board, as an idea."""
    werksessie = managed_werksessie_or_404(slug)
    form = NewSpeakerForm()
    if not form.validate():
        return _page(werksessie, form), 422
    try:
        row = listed.add(KEEPER, werksessie, form.values(), signed_in_user().id, now())
    except WrongError as wrong:
        form[wrong.field].errors = [str(wrong)]
        return _page(werksessie, form), 422
    flash(f"{quoted(row.person.name)} staat erbij, als idee.")
    return redirect(url_for("speaker_page.show", slug=slug, row_id=row.id), 303)


@blueprint.post(f"{PAGE}/{ROW_ID}/status")
@signed_in
def status(slug: str, row_id: int) -> ResponseReturnValue:
    """Another status, with a way back."""
    werksessie = managed_werksessie_or_404(slug)
    speaker = speaker_or_404(werksessie, row_id)
    wanted = request.form.get("status", "")
    try:
        was = actions.set_status(werksessie, row_id, wanted, signed_in_user(), now())
    except ValueError as fault:
        flash(str(fault), "care")
        return back(werksessie, row_id)
    except GoneError:
        abort(404)
    if was != wanted:
        text = f"{speaker.person.name} is nu {wanted}."
        if wanted in GONE:
            text += " De plek in het programma blijft open staan, met plan B ernaast."
        action = url_for("speakers.status_back", slug=slug, row_id=row_id, **_where())
        flash({"text": text, "action": action, "fields": {}}, "undo")  # type: ignore[arg-type]
    return back(werksessie, row_id)


@blueprint.post(f"{PAGE}/{ROW_ID}/status/terug")
@signed_in
def status_back(slug: str, row_id: int) -> ResponseReturnValue:
    """Undo the last change of status."""
    werksessie = managed_werksessie_or_404(slug)
    speaker = speaker_or_404(werksessie, row_id)
    if actions.take_back_status(werksessie, row_id, signed_in_user(), now()):
        flash(f"{speaker.person.name} is weer {speaker.status}.")
    else:
        flash("Er is niets terug te zetten: de stand is intussen anders.", "care")
    return back(werksessie, row_id)


@blueprint.post(f"{PAGE}/verwijderd/{ROW_ID}/herstel")
@signed_in
def restore(slug: str, row_id: int) -> ResponseReturnValue:
    """Put a speaker back who was taken out."""
    werksessie = managed_werksessie_or_404(slug)
    removed = db.session.get(RemovedPart, row_id)
    if removed is not None and removed.werksessie_id != werksessie.id:
        abort(404)
    try:
        _, row = listed.restore({KEEPER.kind: KEEPER}, werksessie, row_id, signed_in_user().id, now())
    except GoneError:
        flash("Dit is al teruggezet.", "care")
        return redirect(url_for("speakers.show", slug=slug), 303)
    flash(f"{quoted(row.person.name)} staat er weer.")
    return redirect(url_for("speakers.show", slug=slug, _anchor=f"spreker-{row.id}"), 303)


def back(werksessie: Werksessie, row_id: int) -> ResponseReturnValue:
    """To where the button stood: the board, the list, or the speaker's own page (`van=spreker`)."""
    if request.args.get("van") == "spreker":
        return redirect(url_for("speaker_page.show", slug=werksessie.slug, row_id=row_id), 303)
    return redirect(
        url_for("speakers.show", slug=werksessie.slug, _anchor=f"spreker-{row_id}", **_where()), 303
    )


def _where() -> dict[str, Any]:
    """What the address said of where the button stood."""
    known = {"als": LIST, "van": "spreker"}
    return {name: value for name, value in known.items() if request.args.get(name) == value}
