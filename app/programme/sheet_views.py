"""The programme as an Excel file, and such a file back: first what changes, then, when confirmed, all at once.

Between the two nothing is kept here: the form carries the plan, signed and packed, with the revision it is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.programme import plan
from app.programme.plain import item_from_json, to_json
from app.programme.replacing import ProgrammeChangedError, replace_programme
from app.programme.rows import Choices, item_as_typed, moment_as_typed
from app.programme.schedule import day_of, items_of, moments_of
from app.programme.sheet import Mark, workbook
from app.programme.sheet_changes import Comparison, compare, notices
from app.programme.sheet_columns import Known
from app.programme.sheet_file import UnreadableError, open_sheet
from app.programme.sheet_reading import read_items
from app.programme.timeline import timeline
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("programme_sheet", __name__)
PAGE = "/beheer/<slug>/programma/excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_PLAN = 1_500_000  # characters, below what a form may send
CHOOSE = "Kies eerst een Excel-bestand op uw computer. De naam eindigt op .xlsx."
TOO_LONG = "Dit programma is te groot om terug te lezen. Verdeel de wijzigingen over twee bestanden."
UNREADABLE_PLAN = (
    "Wij weten niet meer wat u wilde toepassen. Er is niets gewijzigd. Lees het bestand opnieuw."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is planned now, as the sheet compares with it."""

    werksessie: Werksessie
    items: tuple[plan.Item, ...]
    moments: tuple[plan.Moment, ...]
    known: Known

    @classmethod
    def of(cls, werksessie: Werksessie) -> Programme:
        items = tuple(map(item_as_typed, items_of(werksessie)))
        return cls(
            werksessie=werksessie,
            items=items,
            moments=tuple(map(moment_as_typed, moments_of(werksessie))),
            known=Known.of(Choices.of(werksessie), items),
        )

    @property
    def mark(self) -> Mark:
        return Mark(slug=self.werksessie.slug, revision=self.werksessie.programme_revision)

    def compare(self, wanted: tuple[plan.Item, ...]) -> Comparison:
        return compare(day_of(self.werksessie), self.moments, self.items, wanted, self.known)


@blueprint.get("/beheer/<slug>/programma.xlsx")
@signed_in
def download(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    programme = Programme.of(werksessie)
    line = timeline(day_of(werksessie), programme.items, programme.moments, programme.known.labels)
    answer = Response(workbook(line, programme.known, programme.mark, werksessie.title), mimetype=XLSX)
    answer.headers.set("Content-Disposition", "attachment", filename=f"programma-{werksessie.slug}.xlsx")
    return answer


@blueprint.get(PAGE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    return _page(managed_werksessie_or_404(slug, Role.MEELEZEN))


@blueprint.post(PAGE)
@signed_in
def preview(slug: str) -> ResponseReturnValue:
    """Read a file and show what it changes. Nothing is written."""
    werksessie = managed_werksessie_or_404(slug)
    file = request.files.get("bestand")
    data = file.read() if file else b""
    if not data:
        return _page(werksessie, trouble=CHOOSE, status=422)
    db.session.rollback()  # colleagues can write while the file is read
    try:
        sheet = open_sheet(data)
    except UnreadableError as error:
        return _page(werksessie, trouble=str(error), status=422)
    programme = Programme.of(werksessie)
    reading = read_items(sheet, programme.items, programme.known)
    if reading.faults:
        return _page(werksessie, faults=reading.faults, status=422)
    comparison = programme.compare(reading.items)
    told = notices(sheet, reading, comparison, programme.mark)
    return _preview_page(programme, reading.items, comparison, told)


@blueprint.post(f"{PAGE}/toepassing")
@signed_in
def apply(slug: str) -> ResponseReturnValue:
    """Do what the preview showed. When a colleague was first, show what it would change now."""
    werksessie = managed_werksessie_or_404(slug)
    try:
        werksessie_id, revision, plans = _signer().loads(request.form.get("plan", ""))
    except BadData:
        return _page(werksessie, trouble=UNREADABLE_PLAN, status=422)
    if werksessie_id != werksessie.id:
        return _page(werksessie, trouble=UNREADABLE_PLAN, status=422)
    wanted = tuple(map(item_from_json, plans))
    try:
        changed = replace_programme(werksessie, wanted, revision, signed_in_user().id, now())
    except ProgrammeChangedError:
        programme = Programme.of(werksessie)
        return _preview_page(programme, wanted, programme.compare(wanted), overtaken=True, status=409)
    flash("Het programma uit Excel staat erin." if changed else "Er veranderde niets.")
    return redirect(url_for("programme.show", slug=werksessie.slug, _anchor="programma"), 303)


def _preview_page(
    programme: Programme,
    wanted: tuple[plan.Item, ...],
    comparison: Comparison,
    told: list[str] | None = None,
    overtaken: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    werksessie = programme.werksessie
    carried = [werksessie.id, werksessie.programme_revision, [to_json(item) for item in wanted]]
    text = str(_signer().dumps(carried))
    if len(text) > LONGEST_PLAN:
        return _page(werksessie, trouble=TOO_LONG, status=422)
    return _page(
        werksessie, status=status, comparison=comparison, plan=text, notices=told or [], overtaken=overtaken
    )


def _page(werksessie: Werksessie, status: int = 200, **shown: Any) -> ResponseReturnValue:
    answer = render_template(
        "programme/excel.html", werksessie=werksessie, current_tab="programma", **({"faults": ()} | shown)
    )
    return answer, status


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="programme-sheet")
