"""The pages for everybody: the list, a werksessie, and its form."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial

from flask import Blueprint, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from app.extensions import csrf, db, now
from app.mail.outbox import sender
from app.registrations.actions import NotOpenError, register
from app.registrations.choice_fields import chosen, say_full, with_choices
from app.registrations.choice_public import asked_rounds, seats_left
from app.registrations.entry import Entry
from app.registrations.forms import TOO_MANY_CODES, WRONG_CODE, RegistrationForm, capitalised
from app.registrations.invitation_actions import follow_address
from app.registrations.models import NEEDS_KEPT
from app.registrations.pages import Phase, Public, public_or_404
from app.registrations.questions import condition
from app.registrations.questions_fields import asking as asking_questions
from app.registrations.seating import SessionFullError
from app.registrations.ways_in import WayIn, invited, note_try, tried_too_often
from app.werksessies.models import Werksessie

HTML = "text/html; charset=utf-8"

blueprint = Blueprint("public", __name__)
blueprint.add_app_template_filter(capitalised, "sentence")
blueprint.add_app_template_filter(condition, "asked_when")


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """The werksessies in view: those to come, the first one first, then those that were, the last one first. Not those
    with a closed subject.
    """
    at = now()
    rows = db.session.scalars(
        select(Werksessie)
        .where(
            Werksessie.published_at.is_not(None),
            Werksessie.archived_at.is_(None),
            Werksessie.closed_since.is_(None),
        )
        .order_by(Werksessie.date, Werksessie.starts, Werksessie.id)
    ).all()
    coming = [row for row in rows if not row.over(at)]
    past = [row for row in reversed(rows) if row.over(at)]
    return render_template("registrations/list.html", coming=coming, past=past, this_year=at.year)


@blueprint.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """What, when, where, places left, goals and outline."""
    public = public_or_404(slug)
    if public.werksessie.closed_since is not None:
        return _closed_page(public)
    phase = public.content.phase(now())
    page = public.content.page(
        ("page", phase, public.full),
        {"places": public.places(phase)},
        partial(render_template, "registrations/page.html", phase=phase, full=public.full),
    )
    response = Response(page, content_type=HTML)
    response.set_etag(hashlib.sha256(page).hexdigest()[:16])
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request) if "If-None-Match" in request.headers else response


@blueprint.get("/<slug>/aanmelden")
def fill_in(slug: str) -> ResponseReturnValue:
    """The form, or why it is not there."""
    public = public_or_404(slug)
    if public.content.phase(now()) is not Phase.OPEN or public.werksessie.way_in == WayIn.INVITED:
        return refusal(public)
    return form_page(public)


@blueprint.post("/<slug>/aanmelden")
@csrf.exempt  # type: ignore[untyped-decorator]  # the form checks the token itself and keeps what was typed when the page stood open too long
def submit(slug: str) -> ResponseReturnValue:
    """Register; the answer leads to the receipt of what was typed, whoever it was."""
    public = public_or_404(slug)
    token = request.form.get("uitnodiging", "")
    gate = gate_for(public, token)
    rounds = asked_rounds(public, now())
    form = asking(public)(public.werksessie.domains, gate, public.content.known_at(now()).hosts)
    if public.content.phase(now()) is not Phase.OPEN or (gate and gate.way_in == WayIn.INVITED):
        return refusal(public)
    if not valid(form, public.werksessie):
        return form_page(public, form, token), 400 if form.csrf_token.errors else 422
    entry = replace(form.entry(), choices=chosen(form, rounds))
    form_key = _form_key(form.csrf_token.data, slug, entry)
    let_in = gate is None and public.werksessie.way_in != WayIn.OPEN
    try:
        receipt = register(public.werksessie.id, entry, form_key, invited=let_in)
    except NotOpenError:
        return refusal(public_or_404(slug))
    except SessionFullError as error:
        say_full(form, rounds, error.full)
        return form_page(public_or_404(slug), form, token), 409
    if token:
        follow_address(public.werksessie.id, token, entry.email)
    return redirect(f"/aanmelding/{receipt.token}", 303)


def asking(public: Public) -> type[RegistrationForm]:
    """The form with what is asked in this werksessie's parallel blocks, and the planner's own questions."""
    closed = public.werksessie.closed_since is not None
    form = asking_questions(RegistrationForm, public.content.questions, closed=closed)
    return with_choices(form, asked_rounds(public, now()))


def gate_for(public: Public, token: str) -> Werksessie | None:
    """The werksessie when this visitor is to be asked for its way in; None when that is open or they are invited."""
    werksessie = public.werksessie
    if werksessie.way_in == WayIn.OPEN or invited(werksessie.id, token, request.form.get("email", "")):
        return None
    return werksessie


def valid(form: RegistrationForm, werksessie: Werksessie) -> bool:
    """Whether the form is right; wrong codes are counted, and after too many not even the right one is."""
    valid = form.validate()
    if form.code:
        who = werksessie.id, request.remote_addr or "", str(current_app.secret_key), now()
        if tried_too_often(*who):
            form.code.errors = [TOO_MANY_CODES]
            return False
        if WRONG_CODE in form.code.errors:
            note_try(*who)
    return valid


def _form_key(csrf_token: str, slug: str, entry: Entry) -> str:
    """The same for two clicks on one form: its token, and what was filled in."""
    return hashlib.sha256(repr((csrf_token, slug, entry)).encode()).hexdigest()


def form_page(public: Public, form: RegistrationForm | None = None, invited: str = "") -> str | bytes:
    """The form. An empty one differs from visitor to visitor in its token only. `invited`: who came by a personal
    link carries its token along."""
    werksessie = public.werksessie
    organisations = public.content.known_at(now()).organisations
    rounds = asked_rounds(public, now())
    left = seats_left(public, rounds)
    counted = {f"left_{key}": words for key, words in left.words.items()}
    holes = {"places": public.places(Phase.OPEN), "token": generate_csrf(), **counted}
    late = not werksessie.diets_open(now())

    def render(form: RegistrationForm, **context: object) -> str:
        kept_until = werksessie.date + NEEDS_KEPT
        seats = {key: context.pop(f"left_{key}") for key in left.words}
        return render_template(
            "registrations/form.html",
            form=form,
            full=public.full,
            needs_kept_until=kept_until,
            late=late,
            sender=sender().address,
            organisations=organisations,
            rounds=rounds,
            questions=form.questions,
            left=seats,
            full_sessions=left.full,
            **context,
        )

    if form is not None:
        return render(form, werksessie=werksessie, invited=invited, **holes)
    return public.content.page(
        ("form", public.full, late, *(round_.item_id for round_ in rounds), left.full),
        holes,
        lambda **context: render(asking(public)(werksessie.domains, werksessie, formdata=None), **context),
    )


def _closed_page(public: Public) -> Response:
    """Of a closed subject nothing but its title and date, found by who has the address."""
    page = public.content.page("closed", {}, partial(render_template, "registrations/closed_subject.html"))
    response = Response(page, content_type=HTML)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def refusal(public: Public) -> ResponseReturnValue:
    """Why one cannot register."""
    if public.werksessie.closed_since is not None:
        return _closed_page(public), 409
    phase = public.content.phase(now())
    places = public.places(phase)
    if phase is Phase.OPEN and public.werksessie.way_in == WayIn.INVITED:
        places = "Aanmelden kan alleen met een uitnodiging"
    return render_template(
        "registrations/closed.html", werksessie=public.werksessie, phase=phase, places=places
    ), 409
