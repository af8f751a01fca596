"""Where a person chooses their sessions, and other ones as long as that can be: a page of the personal link."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.extensions import csrf, db, now
from app.forms import Form
from app.registrations.actions import GoneError, RefusedError
from app.registrations.choice_fields import chosen, known_choices, say_full, with_choices
from app.registrations.choice_own import OwnRound, own_rounds
from app.registrations.choice_public import Left
from app.registrations.choice_rounds import ChoiceRound, rounds_in
from app.registrations.forms import EXPIRED
from app.registrations.models import Registration, State
from app.registrations.seating import ChoosingClosedError, SessionFullError, seated_in
from app.registrations.seating_actions import choose

blueprint = Blueprint("own_choices", __name__)
HERE = "/aanmelding/<token>/deelsessies"
CLOSED = "Kiezen kan hier niet meer. Hieronder ziet u hoe het nu staat."


class ChoiceForm(Form):
    """Gets its fields from the rounds."""


@dataclass(frozen=True, slots=True)
class _Own:
    """What one person can choose."""

    registration: Registration
    rounds: list[OwnRound]

    @property
    def open(self) -> list[ChoiceRound]:
        return [own.round_ for own in self.rounds if own.can_choose]

    def form(self) -> ChoiceForm:
        """What was sent, or else what they chose before."""
        wishes = {own.round_.item_id: [row.id for row in own.wishes] for own in self.rounds}
        seats = {own.round_.item_id: own.chosen.id for own in self.rounds if own.chosen}
        known = known_choices(self.open, wishes, seats)
        return with_choices(ChoiceForm, self.open)(data=known)


@blueprint.get(HERE)
def show(token: str) -> ResponseReturnValue:
    """What one chose, and the form while that can change."""
    own = _own_or_404(token)
    return _page(own, own.form())


@blueprint.post(HERE)
@csrf.exempt  # type: ignore[untyped-decorator]  # the form checks the token itself and keeps what was chosen when the page stood open too long
def change(token: str) -> ResponseReturnValue:
    """Keep what one chooses now."""
    own = _own_or_404(token)
    form = own.form()
    if not own.open:
        return _page(own, form, CLOSED), 409
    if not form.validate():
        if form.csrf_token.errors:
            form.csrf_token.errors = [EXPIRED]
            return _page(own, form), 400
        return _page(own, form), 422
    try:
        choose(own.registration, chosen(form, own.open), now())
    except SessionFullError as full:
        again = _own_or_404(token)
        say_full(form, again.open, full.full)
        return _page(again, form), 409
    except GoneError:
        abort(404)
    except (ChoosingClosedError, RefusedError):
        again = _own_or_404(token)
        return _page(again, again.form(), CLOSED), 409
    flash("Wij hebben uw keuze bewaard.")
    return redirect(f"/aanmelding/{token}", 303)


def _own_or_404(token: str) -> _Own:
    registration = (
        db.session.scalar(select(Registration).where(Registration.token == token))
        if "\0" not in token
        else None
    )
    if registration is None:
        abort(404)
    at, werksessie = now(), registration.werksessie
    rounds = rounds_in(werksessie)
    own = own_rounds(registration, rounds, werksessie.local_day(at), over=werksessie.over(at))
    if not own:
        abort(404)
    return _Own(registration, own)


def _page(own: _Own, form: ChoiceForm, refusal: str = "") -> Response:
    werksessie = own.registration.werksessie
    seated = seated_in(werksessie.id)
    sessions = [session for round_ in own.open for session in round_.sessions]
    left = Left(
        {session.id: session.room_words(seated[session.id]) for session in sessions},
        frozenset(session.id for session in sessions if session.left(seated[session.id]) == 0),
    )
    response = make_response(
        render_template(
            "registrations/own_choices.html",
            werksessie=werksessie,
            registration=own.registration,
            own=own.rounds,
            rounds=own.open,
            form=form,
            left=left.words,
            full_sessions=left.full,
            unsure=own.registration.state is not State.AANGEMELD,
            refusal=refusal,
        )
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
