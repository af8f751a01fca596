"""The planner's own list, and beginning a new werksessie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.actions import change_name
from app.draaiboek.file import Reading, read
from app.draaiboek.formats import EMPTY, empty_day, fitted, ready_made
from app.draaiboek.gather import draaiboek_of
from app.extensions import db, now
from app.today.beginning import SlugTakenError, begin, begin_at_free_address
from app.today.copying import copied
from app.today.forms import CopyForm, NameForm, NewForm, UploadForm
from app.today.overview import MOST_SHOWN, overview_of
from app.werksessies.access import visible_to
from app.werksessies.addresses import free_slug, is_taken
from app.werksessies.models import Werksessie
from app.words import short_date

blueprint = Blueprint("planner", __name__)
SHOWN = 200_000  # characters of a file that are shown here to be mended


@blueprint.get("/beheer")
@signed_in
def overview() -> ResponseReturnValue:
    return _overview_page(NameForm(data={"name": signed_in_user().name}))


@blueprint.post("/beheer/naam")
@signed_in
def change_own_name() -> ResponseReturnValue:
    form = NameForm()
    if not form.validate():
        return _overview_page(form), 422
    change_name(signed_in_user(), form.name.data)
    flash(f"Collega’s zien u nu als {form.name.data}.")
    return redirect("/beheer", 303)


def _overview_page(form: NameForm) -> str:
    overview = overview_of(signed_in_user(), now())
    return render_template(
        "today/overview.html", groups=overview.groups, todos=overview.todos, most_shown=MOST_SHOWN, form=form
    )


@blueprint.get("/beheer/nieuw")
@signed_in
def new() -> ResponseReturnValue:
    """The ways to begin; `van` is the werksessie of which a copy is asked for."""
    return _new_page(NewForm(_today()), UploadForm(), _copy_form(source=request.args.get("van")))


@blueprint.post("/beheer/nieuw")
@signed_in
def begin_from_format() -> ResponseReturnValue:
    form = NewForm(_today())
    if not form.validate():
        return _new_page(form, UploadForm(formdata=None), _copy_form(formdata=None)), 422
    known = {"title": form.title.data, "day": form.date.data, "client": form.client.data}
    if form.format.data == EMPTY:
        draaiboek = empty_day(**known)
    else:
        draaiboek = fitted(ready_made()[form.format.data].draaiboek, today=_today(), **known)
    werksessie = begin_at_free_address(draaiboek, signed_in_user(), form.fingerprint())
    flash("Uw concept staat klaar. Alleen u ziet het.")
    return redirect(f"/beheer/{werksessie.slug}", 303)


@blueprint.post("/beheer/nieuw/kopie")
@signed_in
def begin_from_copy() -> ResponseReturnValue:
    form = _copy_form()
    if not form.validate():
        return _new_page(NewForm(_today(), formdata=None), UploadForm(formdata=None), form), 422
    mine = visible_to(signed_in_user()).where(Werksessie.slug == form.source.data)
    source = db.session.scalars(mine).one()
    draaiboek = copied(draaiboek_of(source), title=form.title.data, day=form.date.data)
    werksessie = begin_at_free_address(draaiboek, signed_in_user(), form.fingerprint())
    flash("Uw concept staat klaar, zonder team, sprekers en deelnemers. Alleen u ziet het.")
    return redirect(f"/beheer/{werksessie.slug}", 303)


@blueprint.post("/beheer/nieuw/bestand")
@signed_in
def begin_from_file() -> ResponseReturnValue:
    form = UploadForm()
    contents = form.contents()
    if not contents.strip():
        form.file.errors = ["Kies een draaiboekbestand op uw computer. De naam eindigt op .yaml."]
        return _upload_page(form, contents), 422
    reading = read(contents, draft=form.draft.data)
    if not form.validate() or reading.draaiboek is None:
        return _upload_page(form, contents, reading), 422
    draaiboek = replace(reading.draaiboek, slug=form.slug.data or reading.draaiboek.slug)
    if is_taken(draaiboek.slug):
        form.slug.errors = [_taken(draaiboek.slug)]
        return _upload_page(form, contents, reading), 422
    try:
        werksessie = begin(draaiboek, signed_in_user())
    except SlugTakenError:
        form.slug.errors = [_taken(draaiboek.slug)]
        return _upload_page(form, contents, reading), 422
    flash("Uw concept staat klaar. Alleen u ziet het.")
    noticed = len(reading.warnings)
    return redirect(f"/beheer/{werksessie.slug}" + ("/aandachtspunten" if noticed else ""), 303)


def _taken(slug: str) -> str:
    return f"Het adres ‘{slug}’ is al in gebruik. Kies een ander adres, bijvoorbeeld ‘{free_slug(slug)}’."


def _copy_form(**values: Any) -> CopyForm:
    mine = db.session.scalars(
        visible_to(signed_in_user()).order_by(Werksessie.date.desc(), Werksessie.id)
    ).all()
    sources = {row.slug: f"{row.title}, {short_date(row.date)} {row.date.year}" for row in mine}
    return CopyForm(_today(), sources, **values)


def _new_page(form: NewForm, upload: UploadForm, copy: CopyForm) -> str:
    return render_template(
        "today/new.html", form=form, upload=upload, copy=copy, formats=ready_made(), empty=EMPTY
    )


def _upload_page(form: UploadForm, contents: bytes, reading: Reading | None = None) -> str:
    form.text.data = _shown(contents)
    return render_template(
        "today/upload.html", form=form, reading=reading, lines=form.text.data.count("\n") + 1
    )


def _shown(contents: bytes) -> str:
    try:
        text = contents.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return text if len(text) <= SHOWN and "\0" not in text else ""


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Amsterdam")).date()
