"""A speaker's own page, by link and without an account: `/spreker/<token>`.

They read what is asked, say yes or no, tell what we need to know, send their slides, and find what they get.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.exceptions import RequestEntityTooLarge

from app.draaiboek.contents import Draaiboek
from app.draaiboek.web import web_edition
from app.extensions import csrf, db, now
from app.invitations.speaker_day import calendar_of
from app.invitations.zone import TimeError
from app.programme.deed import GoneError
from app.programme.listed import ListClashError
from app.programme.listed_forms import OpenedRow
from app.speakers import answers, uploads
from app.speakers.actions import remove_file
from app.speakers.answers import ShutError, need_of, values_of, why_shut
from app.speakers.finding import file_or_404, files_of
from app.speakers.forms import AnswerForm, OwnForm, UploadForm
from app.speakers.models import Speaker
from app.speakers.page_views import download
from app.speakers.slots import Slot, slots_of
from app.speakers.standing import GONE
from app.versions.imprints import Printout, imprint_of_version
from app.versions.links import SPEAKER
from app.versions.models import Version
from app.versions.reader import sheet_of
from app.versions.stored import versions_of
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import address_of, kept_private, link_or_gone
from app.werksessies.models import TeamMember, Werksessie

blueprint = Blueprint("speaker_own", __name__)
blueprint.after_request(kept_private)
HERE = "/spreker/<token>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Whose page it is."""

    link: PersonalLink
    speaker: Speaker

    @property
    def werksessie(self) -> Werksessie:
        return self.link.werksessie

    def slots(self) -> list[Slot]:
        """Where they speak, in order of time."""
        return slots_of(self.werksessie).get(self.speaker.person_id, [])

    def sheet(self) -> tuple[Version, Draaiboek] | None:
        """The newest version with a sheet for this speaker."""
        for version in versions_of(self.werksessie)[:1]:
            draaiboek = sheet_of(version, self.speaker.person, self.speaker.key)
            if draaiboek.speakers:
                return version, draaiboek
        return None


def _own_or_gone(token: str) -> Own:
    """The speaker of this link; a kind page for a link that opens nothing, or whose speaker was taken out."""
    link = link_or_gone(LinkKind.SPEAKER, token)
    speaker = db.session.scalar(select(Speaker).where(Speaker.person_id == link.person_id))
    if speaker is None:
        abort(kept_private(make_response(render_template("links/gone.html", link=link), 410)))
    return Own(link=link, speaker=speaker)


@blueprint.errorhandler(GoneError)
def taken_out(_error: GoneError) -> ResponseReturnValue:
    """The organisation took the speaker out a moment ago."""
    return render_template("links/gone.html", link=True), 410


@blueprint.get(HERE)
def page(token: str) -> ResponseReturnValue:
    """The invitation, or what we still need and what they get."""
    return _page(_own_or_gone(token))


def _page(
    own: Own, opened: OpenedRow | None = None, refused: str = "", reason: AnswerForm | None = None
) -> str:
    werksessie, speaker, slots = own.werksessie, own.speaker, own.slots()
    form = _form(own, values_of(speaker) | {"consent": need_of(speaker) is not None})
    return render_template(
        "speakers/own.html",
        own=own,
        werksessie=werksessie,
        speaker=speaker,
        slots=slots,
        shut=why_shut(werksessie, speaker, now()),
        over=werksessie.over(now()),
        opened=opened or OpenedRow(word="spreker", form=form, row_id=speaker.id),
        refused=refused,
        reason=reason or AnswerForm(formdata=None),
        files=files_of(speaker),
        largest=uploads.LARGEST // 1024 // 1024,
        sheet=own.sheet() if speaker.status not in GONE else None,
        regie=_whom_to_call(werksessie),
        here=f"/spreker/{own.link.token}",
    )


def _form(own: Own, *shown: Any) -> OwnForm:
    return OwnForm(*shown, expenses=bool(own.speaker.fee or own.speaker.travel_costs))


def _whom_to_call(werksessie: Werksessie) -> TeamMember | None:
    """Who leads on the day, else the project manager."""
    team = werksessie.team
    return next((row for row in team if row.regie), None) or next(
        (row for row in team if row.role == "projectmanager"), None
    )


def _back(own: Own, anchor: str = "") -> ResponseReturnValue:
    return redirect(f"/spreker/{own.link.token}{anchor}", 303)


@blueprint.post(f"{HERE}/antwoord")
def answer(token: str) -> ResponseReturnValue:
    """Yes or no, in one click."""
    own = _own_or_gone(token)
    form = AnswerForm()
    if not form.validate():
        return _page(own, reason=form), 422
    try:
        if form.answer.data == "ja":
            speaker = answers.say_yes(own.werksessie, own.speaker.id, now())
        else:
            speaker = answers.say_no(own.werksessie, own.speaker.id, form.reason.data, now())
    except ShutError as stopped:
        return _page(own, refused=str(stopped)), 409
    flash(
        "Dank u wel. De organisatie ziet uw antwoord."
        if speaker.status in GONE
        else "Fijn! Wij rekenen op u."
    )
    return _back(own)


@blueprint.post(f"{HERE}/gegevens")
def tell(token: str) -> ResponseReturnValue:
    """What we need to know; 409 with both texts when the organisation changed the same."""
    own = _own_or_gone(token)
    form = _form(own)
    if not form.validate():
        return _page(own, OpenedRow(word="spreker", form=form, row_id=own.speaker.id)), 422
    saved = values_of(own.speaker)
    theirs = {name: saved[name] for name in request.form.getlist("neem") if name in saved}
    try:
        answers.tell(own.werksessie, own.speaker.id, form.values() | theirs, form.base(), now())
    except ShutError as stopped:
        return _page(own, refused=str(stopped)), 409
    except ListClashError as clash:
        again = _form(own, clash.merged | {"consent": form.consent.data}, clash.saved)
        opened = OpenedRow(
            word="spreker", form=again, row_id=own.speaker.id, saved=clash.saved, clashes=clash.fields
        )
        return _page(own, opened), 409
    flash("Bewaard. De organisatie ziet wat u hebt gewijzigd.")
    return _back(own, "#gegevens")


@blueprint.post(f"{HERE}/bestanden")
@csrf.exempt  # type: ignore[untyped-decorator]  # the form checks the token itself, after the size that this page takes is set
def send(token: str) -> ResponseReturnValue:
    """Slides, or a photo with consent."""
    own = _own_or_gone(token)
    request.max_content_length = uploads.STILL_READ
    try:
        upload = _uploaded(UploadForm())
        answers.send_file(own.werksessie, own.speaker.id, upload, now())
    except RequestEntityTooLarge:
        return _page(own, refused=uploads.TOO_LARGE), 413
    except uploads.UploadError as wrong:
        return _page(own, refused=str(wrong)), 422
    except ShutError as stopped:
        return _page(own, refused=str(stopped)), 409
    finally:
        request.close()  # what is larger than a form lies in a file of its own
    flash(f"Wij hebben uw bestand: {upload.name}.")
    return _back(own, "#bestanden")


def _uploaded(form: UploadForm) -> uploads.Upload:
    """The file as we keep it. Raises UploadError."""
    if not form.validate():
        raise uploads.UploadError(next(str(found[0]) for found in form.errors.values()))
    file = request.files.get("file")
    if file is None or not file.filename:
        raise uploads.UploadError("Kies eerst een bestand.")
    if form.kind.data == "foto":
        if not form.consent.data:
            raise uploads.UploadError(
                "Zet een vinkje als wij uw foto mogen gebruiken. Kies daarna de foto opnieuw."
            )
        return uploads.photo(file.filename, file.read())
    return uploads.slides(file.filename, file.read())


@blueprint.post(f"{HERE}/bestanden/verwijdering")
def take_back_file(token: str) -> ResponseReturnValue:
    """Take back a file that they sent; the field `bestand` says which."""
    own = _own_or_gone(token)
    if why := why_shut(own.werksessie, own.speaker, now()):
        return _page(own, refused=why), 409
    try:
        file_id = request.form.get("bestand", type=int) or 0
        name = remove_file(own.werksessie, own.speaker.id, file_id, None, now())
    except GoneError:
        flash("Dat bestand is er niet meer.", "care")
    else:
        flash(f"{name} is verwijderd.")
    return _back(own, "#bestanden")


@blueprint.get(f"{HERE}/bestanden/<int(max=2147483647):file_id>")
def file(token: str, file_id: int) -> ResponseReturnValue:
    """A file of their own, back."""
    return download(file_or_404(_own_or_gone(token).speaker, file_id))


@blueprint.get(f"{HERE}/afspraak.ics")
def appointment(token: str) -> ResponseReturnValue:
    """Their appointment, to put in an agenda; 404 when they stand nowhere yet."""
    own = _own_or_gone(token)
    slots = own.slots()
    if not slots or own.speaker.status in GONE:
        abort(404)
    try:
        body = calendar_of(own.werksessie, own.speaker, slots, address_of(own.link))
    except TimeError:
        abort(404)
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="spreker.ics"'
    return answer


def _printout(own: Own) -> Printout:
    found = own.sheet() if own.speaker.status not in GONE else None
    if found is None:
        abort(404)
    version, draaiboek = found
    imprint = imprint_of_version(version, f"{version.base_url}/spreker/{own.link.token}/briefing")
    return Printout(draaiboek=draaiboek, imprint=imprint)


@blueprint.get(f"{HERE}/briefing")
def sheet(token: str) -> ResponseReturnValue:
    """Their sheet as it stands in the newest version of the draaiboek."""
    own = _own_or_gone(token)
    printout = _printout(own)
    return render_template(
        "speakers/sheet.html",
        werksessie=own.werksessie,
        edition=web_edition(printout.draaiboek, printout.imprint, SPEAKER),
        here=f"/spreker/{token}",
    )


@blueprint.get(f"{HERE}/briefing.pdf")
def printed(token: str) -> ResponseReturnValue:
    """The same on paper."""
    own = _own_or_gone(token)
    answer = Response(_printout(own).pdf(SPEAKER), content_type="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=f"briefing-{own.werksessie.slug}.pdf")
    return answer
