"""The werksessie to another date: first what that means, then, when confirmed, all at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import ValidationError

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.forms import Form
from app.logistics.calls import CALL, calls_of
from app.logistics.models import Task
from app.programme.dates import DateField
from app.today.actions import ChangedError
from app.today.moving import move_of
from app.today.moving_actions import move
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie
from app.words import count, full_date

blueprint = Blueprint("moving", __name__)
PAGE = "/beheer/<slug>/datum"


class MoveForm(Form):
    """Another day. It is asked by GET, so that a preview is an address; it writes nothing, hence no token."""

    class Meta:
        csrf = False

    day = DateField("Nieuwe datum", "Kies de nieuwe dag van de werksessie.", name="datum")

    def __init__(self, werksessie: Werksessie, formdata: Any) -> None:
        super().__init__(formdata=formdata or None)
        self.werksessie = werksessie
        self.today = datetime.now(ZoneInfo(werksessie.timezone)).date()

    def validate_day(self, field: DateField) -> None:
        if field.data and field.data < self.today:
            raise ValidationError("Deze dag is voorbij. Kies een dag vanaf vandaag.")
        if field.data == self.werksessie.date:
            raise ValidationError("De werksessie is al op deze dag. Kies een andere dag.")

    def chosen(self) -> date:
        """The new day. Call after validation."""
        day: date = self.day.data
        return day


@blueprint.get(PAGE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """The form; with a date in the address what moving there means. Nothing is written."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    form = MoveForm(werksessie, request.args)
    if "datum" not in request.args:
        return _page(werksessie, form, calls=_open_calls(werksessie))
    if not form.validate():
        return _page(werksessie, form, status=422)
    return _page(werksessie, form, move=move_of(werksessie, form.chosen(), form.today))


@blueprint.post(PAGE)
@signed_in
def apply(slug: str) -> ResponseReturnValue:
    """Do what the preview showed. When a colleague was first, show what it would do now."""
    werksessie = managed_werksessie_or_404(slug)
    form = MoveForm(werksessie, request.form)
    if not form.validate():
        return _page(werksessie, form, status=422)
    revision = request.form.get("revisie", -1, type=int)
    try:
        calls = move(werksessie, form.chosen(), signed_in_user(), now(), revision=revision)
    except ChangedError:
        if not form.validate():  # a colleague chose the same day
            return _page(werksessie, form, overtaken=True, status=409)
        preview = move_of(werksessie, form.chosen(), form.today)
        return _page(werksessie, form, move=preview, overtaken=True, status=409)
    flash(f"De werksessie is nu op {full_date(werksessie.date)}.")
    if calls:
        flash(f"{count(calls, 'telefoontje staat', 'telefoontjes staan')} bij uw taken.")
    return redirect(f"/beheer/{slug}/datum" if calls else f"/beheer/{slug}", 303)


def _open_calls(werksessie: Werksessie) -> list[Any]:
    """Whom to call, with numbers, as long as a task says that there is somebody left to call."""
    query = select(Task).where(Task.werksessie_id == werksessie.id, Task.done_at.is_(None))
    if not any(CALL in task.roles for task in db.session.scalars(query)):
        return []
    return list(calls_of(werksessie))


def _page(werksessie: Werksessie, form: MoveForm, *, status: int = 200, **shown: Any) -> ResponseReturnValue:
    answer = render_template("today/move.html", werksessie=werksessie, form=form, **shown)
    return answer, status
