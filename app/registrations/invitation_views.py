"""Inviting, for the planner: a list read and looked at, letters sent off, and who answered.

Between reading a list and adding it nothing is kept here: the form carries the guests, signed and packed.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.registrations import invitation_actions as actions
from app.registrations.import_columns import Field
from app.registrations.import_reading import Guest, Reading, read_file, read_text
from app.registrations.invitation_forms import LetterForm
from app.registrations.invitation_letters import Draft, Kind, invitation_url, letter_for, why_not
from app.registrations.invitation_list import Standing, invitation_list
from app.registrations.models import Invitation
from app.registrations.names import filed_name
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie
from app.words import count

blueprint = Blueprint("invitation_list", __name__)
PAGE = "/beheer/<slug>/aanmeldingen/uitnodigen"
LETTER = f"{PAGE}/bericht"
ONE = f"{PAGE}/<int(max=2147483647):invitation_id>"
NOTHING = "Plak een lijst met namen en adressen, of kies een bestand."
LOST = "Wij weten niet meer wie u wilde toevoegen. Er is niets gewijzigd. Lees de lijst opnieuw."
SHOWN_NEW = 20  # guests that the preview names


@blueprint.get(PAGE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    return _page(managed_werksessie_or_404(slug, Role.MEELEZEN))


@blueprint.post(PAGE)
@signed_in
def preview(slug: str) -> ResponseReturnValue:
    """Read a list and show what adding it would do. Nothing is written."""
    werksessie = managed_werksessie_or_404(slug)
    file = request.files.get("bestand")
    data, pasted = file.read() if file else b"", request.form.get("lijst", "")
    if not data and not pasted.strip():
        return _page(werksessie, 422, trouble=NOTHING)
    db.session.rollback()  # colleagues can write while the list is read
    reading = read_file(data) if data else read_text(pasted)
    if not reading.guests:
        return _page(werksessie, 422, reading=reading, pasted=pasted)
    return _page(werksessie, **_preview(werksessie, reading))


def _preview(werksessie: Werksessie, reading: Reading) -> dict[str, Any]:
    sorted_out = actions.sort_out(werksessie, reading.guests)
    domains = list(werksessie.domains)
    said = {guest.domain for guest in sorted_out.new if guest.domain}
    return {
        "reading": reading,
        "sorted_out": sorted_out,
        "strange_domains": sorted(word for word in said if actions.domain_meant(word, domains) is None),
        "packed": _signer().dumps(
            [werksessie.id, [list(asdict(guest).values()) for guest in sorted_out.new]]
        ),
    }


@blueprint.post(f"{PAGE}/toevoeging")
@signed_in
def add(slug: str) -> ResponseReturnValue:
    """Do what the preview showed."""
    werksessie = managed_werksessie_or_404(slug)
    try:
        werksessie_id, rows = _signer().loads(request.form.get("lijst", ""))
    except BadData:
        return _page(werksessie, 422, trouble=LOST)
    if werksessie_id != werksessie.id:
        return _page(werksessie, 422, trouble=LOST)
    names = Guest.__dataclass_fields__
    guests = [Guest(**dict(zip(names, row, strict=True))) for row in rows]
    number = actions.add_guests(werksessie, guests, signed_in_user(), now())
    flash(
        f"{count(number, 'genodigde staat', 'genodigden staan')} op de lijst. Er is nog geen mail verstuurd."
        if number
        else "Er veranderde niets: iedereen stond al op de lijst."
    )
    return redirect(f"/beheer/{slug}/aanmeldingen/uitnodigen#lijst", 303)


@blueprint.get(LETTER)
@signed_in
def write(slug: str) -> ResponseReturnValue:
    """The letter as it would go, to change or to send."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    kind = _kind(request.args.get("soort", "")) or Kind.INVITATION
    draft = actions.last_draft(werksessie, kind)
    form = LetterForm(formdata=None, data={"subject": draft.subject, "text": draft.text})
    return _letter_page(werksessie, kind, form, draft)


@blueprint.post(LETTER)
@signed_in
def send(slug: str) -> ResponseReturnValue:
    """Show the letter once more as it reads now, or send it off."""
    werksessie = managed_werksessie_or_404(slug)
    kind = _kind(request.form.get("soort", "")) or Kind.INVITATION
    form = LetterForm()
    if not form.validate():
        return _letter_page(werksessie, kind, form, None, 422)
    draft = form.draft()
    if request.form.get("actie") != "verstuur":
        return _letter_page(werksessie, kind, form, draft)
    try:
        number = actions.send(werksessie, kind, draft, signed_in_user(), now())
    except actions.NotNowError as reason:
        flash(str(reason), "care")
        return redirect(f"/beheer/{slug}/aanmeldingen/uitnodigen", 303)
    people = count(number, "genodigde krijgt", "genodigden krijgen")
    flash(
        f"{people} deze {kind.value}. De mails gaan nu de deur uit."
        if number
        else "Niemand krijgt nu deze mail."
    )
    return redirect(f"/beheer/{slug}/aanmeldingen/uitnodigen#lijst", 303)


@blueprint.post(f"{ONE}/intrekking")
@signed_in
def revoke(slug: str, invitation_id: int) -> ResponseReturnValue:
    invitation = _invitation_or_404(slug, invitation_id)
    actions.revoke(invitation, signed_in_user(), now())
    undo = {"action": f"/beheer/{slug}/aanmeldingen/uitnodigen/{invitation_id}/terug", "fields": {}}
    flash({"text": f"De uitnodiging van {_called(invitation)} is ingetrokken.", **undo}, "undo")  # type: ignore[arg-type]
    return redirect(f"/beheer/{slug}/aanmeldingen/uitnodigen#lijst", 303)


@blueprint.post(f"{ONE}/terug")
@signed_in
def restore(slug: str, invitation_id: int) -> ResponseReturnValue:
    invitation = _invitation_or_404(slug, invitation_id)
    actions.restore(invitation, signed_in_user())
    flash(f"De uitnodiging van {_called(invitation)} geldt weer.")
    return redirect(f"/beheer/{slug}/aanmeldingen/uitnodigen#lijst", 303)


@blueprint.post(f"{ONE}/akkoord")
@signed_in
def allow(slug: str, invitation_id: int) -> ResponseReturnValue:
    """Yes to a colleague who was put forward."""
    invitation = _invitation_or_404(slug, invitation_id)
    sent = actions.allow(invitation, signed_in_user(), now())
    rest = "en krijgt nu de uitnodiging." if sent else "en staat bij wie nog niet is uitgenodigd."
    flash(f"{_called(invitation)} mag komen {rest}")
    return redirect(f"/beheer/{slug}/aanmeldingen/uitnodigen#lijst", 303)


def _invitation_or_404(slug: str, invitation_id: int) -> Invitation:
    werksessie = managed_werksessie_or_404(slug)
    found = db.session.get(Invitation, invitation_id)
    return found if found is not None and found.werksessie_id == werksessie.id else abort(404)


def _called(invitation: Invitation) -> str:
    return invitation.name or invitation.email


def _kind(word: str) -> Kind | None:
    return Kind(word) if word in set(Kind) else None


def _page(werksessie: Werksessie, status: int = 200, **shown: Any) -> ResponseReturnValue:
    at = now()
    asked = request.args.get("staat", "")
    page = request.args.get("bladzijde", "")
    listed = invitation_list(
        werksessie,
        Standing(asked) if asked in set(Standing) else None,
        int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
    )
    answer = render_template(
        "registrations/invite.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        listed=listed,
        due=actions.number_due(werksessie, at),
        why_not={kind: why_not(werksessie, kind, at) for kind in Kind},
        Kind=Kind,
        unread=Field.UNREAD,
        filed_name=filed_name,
        shown_new=SHOWN_NEW,
        **({"reading": None, "sorted_out": None, "trouble": "", "pasted": ""} | shown),
    )
    return answer, status


def _letter_page(
    werksessie: Werksessie, kind: Kind, form: LetterForm, draft: Draft | None, status: int = 200
) -> ResponseReturnValue:
    at = now()
    example = letter_for(werksessie, kind, draft, "Jan de Vries", invitation_url("…")) if draft else None
    answer = render_template(
        "registrations/invite_letter.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        kind=kind,
        form=form,
        letter=example,
        number=actions.number_due(werksessie, at)[kind],
        reason=why_not(werksessie, kind, at),
    )
    return answer, status


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="invitation-list")
