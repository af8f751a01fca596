"""Who comes, taken out of the house: as a file, and as lists to sign. POSTs, as both are recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.validators import AnyOf

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.forms import Form
from app.registrations.attendance import blocks_of, guests_of, hand_out
from app.registrations.attendance_print import ROWS, About, attendance_lists
from app.registrations.choice_rounds import Named, named_sessions
from app.registrations.exports import Format, SpecialDataError, export
from app.registrations.question import asked
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("exports", __name__)
LIST = "/beheer/<slug>/aanmeldingen"
ATTENDANCE = f"{LIST}/presentielijst"
SPECIAL = (
    "Wie wensen doorgaf, is gevoelig: daarvan maken wij geen bestand met namen. "
    "Zet ‘Wensen’ op ‘Alle’ en download dan nog een keer."
)
PAGES = {"blad": ROWS, "twee": 2 * ROWS, "letter": None}  # people on a list


class AttendanceForm(Form):
    """How the names are divided over lists."""

    per = SelectField(
        "Verdeling",
        [AnyOf(list(PAGES), "Kies een verdeling uit de lijst.")],
        choices={
            "blad": f"Letters samen, tot een blad vol is ({ROWS} namen)",
            "twee": f"Letters samen, tot twee bladen vol zijn ({2 * ROWS} namen)",
            "letter": "Elke letter een eigen lijst",
        },
        validate_choice=False,
    )
    session = SelectField("Voor wie", choices={"": "Iedereen met een plaats"}, validate_choice=False)

    def __init__(self, sessions: Sequence[Named], **options: Any) -> None:
        super().__init__(**options)
        self.sessions = {str(session.id): session for session in sessions}
        self.session.choices = [
            ("", "Iedereen met een plaats"),
            *((key, f"{session.block}: {session.title}") for key, session in self.sessions.items()),
        ]

    @property
    def chosen(self) -> Named | None:
        """The session for which the lists are; None: for everybody. A session that is gone is everybody too."""
        return self.sessions.get(self.session.data or "")


@blueprint.post(f"{LIST}/download")
@signed_in
def download(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    question = asked(request.form)
    wanted = Format.CSV if request.form.get("als") == Format.CSV else Format.XLSX
    try:
        made = export(werksessie, question, wanted, by=signed_in_user())
    except SpecialDataError:
        flash(SPECIAL, "care")
        return redirect(f"/beheer/{slug}/aanmeldingen{question.link()}", 303)
    return _file(made, wanted.media_type, f"aanmeldingen-{slug}.{wanted.value}")


@blueprint.get(ATTENDANCE)
@signed_in
def choose(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return _page(werksessie, AttendanceForm(named_sessions(werksessie)))


@blueprint.post(f"{ATTENDANCE}.pdf")
@signed_in
def printed(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = AttendanceForm(named_sessions(werksessie))
    if not form.validate_on_submit():
        return _page(werksessie, form), 422
    session = form.chosen
    guests = hand_out(werksessie, signed_in_user(), session.id if session else None)
    blocks = blocks_of(guests, PAGES[form.per.data])
    if not blocks:
        form.session.errors = ["In deze sessie zit nog niemand. Kies een andere."] if session else []
        return _page(werksessie, form), 422
    about = About(
        title=f"{session.title}, {session.block}" if session else werksessie.title,
        date=werksessie.date,
        made_at=now().astimezone(ZoneInfo(werksessie.timezone)),
        author=werksessie.client or "Rode Draad",
    )
    return _file(attendance_lists(blocks, about), "application/pdf", f"presentielijst-{slug}.pdf")


def _page(werksessie: Werksessie, form: AttendanceForm) -> str:
    guests = guests_of(werksessie)
    return render_template(
        "registrations/planner_attendance.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        form=form,
        guests=len(guests),
        letters=[block.letters for block in blocks_of(guests, ROWS)],
    )


def _file(made: bytes, media_type: str, name: str) -> Response:
    answer = Response(made, content_type=media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
