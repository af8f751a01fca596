"""The page behind a personal link: the registration, what is still open to change, and what one can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, make_response, render_template
from sqlalchemy import BindParameter, bindparam, select

from app.extensions import db, now
from app.mail.outbox import sender
from app.registrations.choice_own import own_rounds
from app.registrations.models import NEEDS_KEPT, Need, Registration, State
from app.registrations.pages import content_of, first_row
from app.registrations.personal_forms import PersonalForm, ReplaceForm
from app.registrations.places import number_in_line
from app.registrations.questions import Asked, missing
from app.registrations.questions_answers import answers_of
from app.registrations.questions_fields import asking, filled_in
from app.registrations.replacing import needs_yes, passed_on
from app.werksessies.models import Werksessie

_TOKEN: BindParameter[str] = bindparam("token")
_PERSONAL: Any = (
    select(Werksessie.id, Werksessie.page_stamp)
    .join(Registration, Registration.werksessie_id == Werksessie.id)
    .where(Registration.token == _TOKEN)
)


def registration_or_404(token: str) -> Registration:
    """Whose link this is."""
    asked = select(Registration).where(Registration.token == token)
    return (db.session.scalar(asked) if "\0" not in token else None) or abort(404)


def form_of(registration: Registration, questions: Sequence[Asked], **options: Any) -> PersonalForm:
    """The form with what this person may still change: as it was sent, or with `options` as for any form."""
    werksessie = registration.werksessie
    need = db.session.scalar(select(Need).where(Need.registration_id == registration.id))
    form = asking(PersonalForm, questions, closed=werksessie.closed_since is not None)
    return form(werksessie.domains, needs_open=werksessie.diets_open(now()), kept=need, **options)


def personal_page(
    token: str, form: PersonalForm | None = None, colleague: ReplaceForm | None = None, refusal: str = ""
) -> Response:
    """What the link shows now. Its content is read before the registration, so that it is of its own version."""
    row = first_row(_PERSONAL, {"token": token})
    if row is None:
        return unknown()
    content = content_of(row.id, row.page_stamp)
    werksessie, registration, at = content.werksessie, registration_or_404(token), now()
    if passed_on(registration):
        page = private(
            render_template("registrations/passed_on.html", registration=registration, werksessie=werksessie)
        )
        page.status_code = 410
        return page
    state, answers = registration.state, answers_of(registration.id) if content.questions else {}
    colleague = colleague or ReplaceForm(formdata=None)
    if form is None:
        known = _as_known(registration) | filled_in(content.questions, answers)
        form = form_of(registration, content.questions, formdata=None, data=known)
    return private(
        render_template(
            "registrations/personal.html",
            registration=registration,
            state=state,
            werksessie=werksessie,
            outline=content.outline,
            form=form,
            colleague=colleague,
            faulty=colleague if colleague.errors else form,
            questions=content.questions,
            own=own_rounds(registration, content.rounds, werksessie.local_day(at), over=werksessie.over(at)),
            lacking=missing(content.questions, answers),
            needs_kept_until=werksessie.date + NEEDS_KEPT,
            refusal=refusal,
            over=werksessie.over(at),
            started=werksessie.started(at),
            by_itself=werksessie.places_by_itself(at),
            held=bool(content.held(at)),
            can_return=werksessie.registration_open(at),
            needs_yes=needs_yes(werksessie),
            successor=registration.replaced_by,
            sender=sender().address,
            number=number_in_line(registration) if state is State.WACHTLIJST else None,
        )
    )


def unknown() -> Response:
    """That this link opens nothing."""
    response = private(render_template("registrations/unknown.html"))
    response.status_code = 404
    return response


def private(body: str | bytes) -> Response:
    """An answer that nobody keeps or finds."""
    response = make_response(body)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _as_known(registration: Registration) -> dict[str, object]:
    need = db.session.scalar(select(Need).where(Need.registration_id == registration.id))
    return {
        "name": registration.person.name,
        "organisation": registration.person.organisation,
        "function": registration.person.function,
        "domain": str(registration.domain_id),
        "note": registration.note,
        "arrives": registration.arrives,
        "leaves": registration.leaves,
        "diet": need.diet if need else "",
        "access": need.access if need else "",
        "consent": need is not None,
        "listed": registration.listed_at is not None,
        "photo": registration.photo_at is not None,
    }
