"""One speaker: `/beheer/<slug>/sprekers/<id>`, with what was agreed, said, sent and changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.programme import listed
from app.programme.deed import GoneError
from app.programme.listed import ListClashError, WrongError
from app.programme.listed_forms import OpenedRow
from app.programme.page import ROW_ID, offer_undo
from app.programme.problems import quoted
from app.programme.typed import prose
from app.speakers import actions, letters
from app.speakers.answers import need_of
from app.speakers.finding import changes_of, contacts_of, file_or_404, files_of, speaker_or_404
from app.speakers.forms import ContactForm, SpeakerForm
from app.speakers.history import history_of
from app.speakers.keeping import SpeakerKeeper, why_kept
from app.speakers.models import Speaker, SpeakerFile
from app.speakers.silence import silent_since
from app.speakers.slots import slots_of
from app.speakers.standing import NEXT, others
from app.speakers.views import PAGE
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import address_of, links_of, revoke
from app.werksessies.models import Werksessie

blueprint = Blueprint("speaker_page", __name__)
KEEPER = SpeakerKeeper()
HERE = f"{PAGE}/{ROW_ID}"
LONGEST_PLAN = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanB:
    """What was typed for the slots of a speaker when a colleague did so too. By the key of the slot."""

    typed: Mapping[str, str] = field(default_factory=dict)
    saved: Mapping[str, str] = field(default_factory=dict)
    clashes: tuple[str, ...] = ()


@blueprint.get(HERE)
@signed_in
def show(slug: str, row_id: int) -> ResponseReturnValue:
    """`open=wijzig`: with the form of all that planners keep."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    speaker = speaker_or_404(werksessie, row_id)
    opened = None
    if request.args.get("open") == "wijzig" and may_change(werksessie):
        opened = OpenedRow(word="sprekers", form=SpeakerForm(KEEPER.values(speaker)), row_id=row_id)
    return _page(werksessie, speaker, opened)


def _page(
    werksessie: Werksessie,
    speaker: Speaker,
    opened: OpenedRow | None = None,
    contact: ContactForm | None = None,
    plan_b: PlanB | None = None,
) -> str:
    slots = slots_of(werksessie).get(speaker.person_id, [])
    contacts = contacts_of(speaker)
    link = _link_of(werksessie, speaker)
    return render_template(
        "speakers/one.html",
        werksessie=werksessie,
        current_tab="sprekers",
        speaker=speaker,
        person=speaker.person,
        need=need_of(speaker) if may_change(werksessie) else None,  # who reads along sees no diet
        slots=slots,
        plan_b=plan_b or PlanB(),
        plan_basis=json.dumps({slot.key: slot.plan_b for slot in slots}),
        contacts=contacts,
        silent=silent_since(speaker, werksessie, now(), [row.at for row in contacts]),
        changes=changes_of(speaker),
        files=files_of(speaker),
        link=link,
        url=address_of(link) if link else "",
        letter=letters.preview(speaker, werksessie, slots, signed_in_user()),
        not_mailed=letters.why_not(speaker),
        history=history_of(speaker),
        opened=opened,
        contact=contact or ContactForm(formdata=None),
        kept=why_kept(speaker),
        next_of=NEXT,
        others=others,
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/sprekers",
        here=f"/beheer/{werksessie.slug}/sprekers/{speaker.id}",
    )


def _link_of(werksessie: Werksessie, speaker: Speaker) -> PersonalLink | None:
    links = links_of(werksessie, LinkKind.SPEAKER)
    return next((link for link in links if link.person_id == speaker.person_id), None)


def _loaded(slug: str, row_id: int) -> tuple[Werksessie, Speaker]:
    werksessie = managed_werksessie_or_404(slug)
    return werksessie, speaker_or_404(werksessie, row_id)


def _back(slug: str, row_id: int, anchor: str = "") -> ResponseReturnValue:
    return redirect(url_for("speaker_page.show", slug=slug, row_id=row_id, _anchor=anchor or None), 303)


@blueprint.post(HERE)
@signed_in
def save(slug: str, row_id: int) -> ResponseReturnValue:
    """Keep what was typed; 409 with both texts when a colleague or the speaker changed the same."""
    werksessie, speaker = _loaded(slug, row_id)
    form = SpeakerForm()
    if not form.validate():
        return _page(werksessie, speaker, OpenedRow(word="sprekers", form=form, row_id=row_id)), 422
    theirs = {
        name: value for name, value in KEEPER.values(speaker).items() if name in request.form.getlist("neem")
    }
    wanted = form.values() | theirs
    try:
        listed.change(KEEPER, werksessie, row_id, wanted, form.base(), signed_in_user().id, now())
    except GoneError:
        abort(404)
    except ListClashError as clash:
        again = SpeakerForm(clash.merged, clash.saved)
        opened = OpenedRow(
            word="sprekers", form=again, row_id=row_id, saved=clash.saved, clashes=clash.fields
        )
        return _page(werksessie, speaker, opened), 409
    flash(f"{quoted(speaker.person.name)} is bewaard.")
    return _back(slug, row_id)


@blueprint.post(f"{HERE}/contact")
@signed_in
def log_contact(slug: str, row_id: int) -> ResponseReturnValue:
    """Write down what was said."""
    werksessie, speaker = _loaded(slug, row_id)
    form = ContactForm()
    if not form.validate():
        return _page(werksessie, speaker, contact=form), 422
    row = actions.log_contact(werksessie, row_id, form.kind.data, form.text.data, signed_in_user(), now())
    action = url_for("speaker_page.remove_contact", slug=slug, row_id=row_id)
    text = "Het contact is genoteerd."
    flash({"text": text, "action": action, "fields": {"regel": row.id}}, "undo")  # type: ignore[arg-type]
    return _back(slug, row_id, "contact")


@blueprint.post(f"{HERE}/contact/verwijdering")
@signed_in
def remove_contact(slug: str, row_id: int) -> ResponseReturnValue:
    """Take a line out of the log; the field `regel` says which."""
    werksessie, _ = _loaded(slug, row_id)
    line = request.form.get("regel", type=int) or 0
    try:
        actions.remove_contact(werksessie, row_id, line, signed_in_user(), now())
    except GoneError:
        flash("Die regel is er niet meer.", "care")
    else:
        flash("De regel is uit het contact gehaald.")
    return _back(slug, row_id, "contact")


@blueprint.post(f"{HERE}/plan-b")
@signed_in
def write_plan_b(slug: str, row_id: int) -> ResponseReturnValue:
    """What happens when this speaker drops out, for each slot."""
    werksessie, speaker = _loaded(slug, row_id)
    wanted = {
        name: prose(text)[:LONGEST_PLAN]
        for name, text in request.form.items()
        if name.startswith(("item-", "sessie-"))
    }
    try:
        actions.write_plan_b(werksessie, row_id, wanted, _basis(), signed_in_user(), now())
    except ListClashError as clash:
        both = PlanB(typed=clash.merged, saved=clash.saved, clashes=clash.fields)
        return _page(werksessie, speaker, plan_b=both), 409
    flash("Plan B is bewaard.")
    return _back(slug, row_id, "plek")


def _basis() -> dict[str, Any]:
    """What the planner saw; empty when that cannot be read, so that every difference is asked."""
    try:
        basis = json.loads(request.form.get("basis", ""))
    except (ValueError, RecursionError):
        return {}
    return basis if isinstance(basis, dict) else {}


@blueprint.post(f"{HERE}/gezien")
@signed_in
def see_changes(slug: str, row_id: int) -> ResponseReturnValue:
    """The planner has seen what the speaker changed."""
    werksessie, _ = _loaded(slug, row_id)
    actions.see_changes(werksessie, row_id, signed_in_user(), now())
    flash("Genoteerd: u hebt de wijzigingen gezien.")
    return _back(slug, row_id, "wijzigingen")


@blueprint.post(f"{HERE}/link")
@signed_in
def link(slug: str, row_id: int) -> ResponseReturnValue:
    """Mail the link (`actie=mail`), or make one to pass on."""
    werksessie, speaker = _loaded(slug, row_id)
    if request.form.get("actie") != "mail":
        actions.make_link(werksessie, row_id, signed_in_user(), now())
        flash("De link staat klaar. Geef hem alleen aan de spreker.")
        return _back(slug, row_id, "link")
    try:
        letters.send_link(werksessie, row_id, signed_in_user(), now())
    except WrongError as wrong:
        flash(str(wrong), "care")
    else:
        flash(f"De mail gaat naar {speaker.person.email}.")
    return _back(slug, row_id, "link")


@blueprint.post(f"{HERE}/link/intrekking")
@signed_in
def revoke_link(slug: str, row_id: int) -> ResponseReturnValue:
    """The link opens nothing from now on."""
    werksessie, speaker = _loaded(slug, row_id)
    found = _link_of(werksessie, speaker)
    if found is not None:
        revoke(found, signed_in_user(), now())
    flash("De link werkt niet meer. Maak een nieuwe als de spreker er weer bij mag.")
    return _back(slug, row_id, "link")


@blueprint.get(f"{HERE}/bestanden/<int(max=2147483647):file_id>")
@signed_in
def file(slug: str, row_id: int, file_id: int) -> ResponseReturnValue:
    """A file that the speaker sent, to keep."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return download(file_or_404(speaker_or_404(werksessie, row_id), file_id))


@blueprint.post(f"{HERE}/bestanden/<int(max=2147483647):file_id>/verwijdering")
@signed_in
def remove_file(slug: str, row_id: int, file_id: int) -> ResponseReturnValue:
    """Take away a file that the speaker sent."""
    werksessie, speaker = _loaded(slug, row_id)
    file_or_404(speaker, file_id)
    name = actions.remove_file(werksessie, row_id, file_id, signed_in_user().id, now())
    flash(f"{quoted(name)} is verwijderd.")
    return _back(slug, row_id, "bestanden")


@blueprint.post(f"{HERE}/verwijdering")
@signed_in
def remove(slug: str, row_id: int) -> ResponseReturnValue:
    """Take a speaker out, with a way back. Who stands in the programme stays, as a hole."""
    werksessie, _ = _loaded(slug, row_id)
    try:
        removed = listed.remove(KEEPER, werksessie, row_id, signed_in_user().id, now())
    except WrongError as wrong:
        flash(str(wrong), "care")
        return _back(slug, row_id)
    action = url_for("speakers.restore", slug=slug, row_id=removed.id)
    offer_undo(f"{quoted(removed.title)} is verwijderd.", action)
    return redirect(url_for("speakers.show", slug=slug), 303)


def download(row: SpeakerFile) -> Response:
    """The file under its own name; never shown as a page of ours."""
    answer = Response(row.contents, content_type=row.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=row.name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
