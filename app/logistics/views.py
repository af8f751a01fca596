"""Logistics: `/beheer/<slug>/logistiek`, with the venue's terms, rooms, suppliers, materials and the crew."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.catering.files import file_answer
from app.extensions import now
from app.logistics.crew_links import NoAddressError, mail_link, member_in
from app.logistics.forms import TermsForm
from app.logistics.page import LISTINGS, WORD, show
from app.logistics.papers import contacts_pdf, packing_pdf, rooms_pdf
from app.logistics.terms import change_terms, terms_of, values_of
from app.programme.listed import ListClashError
from app.programme.listed_forms import OpenedRow
from app.programme.listed_views import ListPage
from app.programme.page import ROW_ID
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.link_models import LinkKind
from app.werksessies.links import links_of, revoke

blueprint = Blueprint("logistics", __name__)
HERE = f"/beheer/<slug>/{WORD}"
PAPERS = {"paklijst": packing_pdf, "zaalbladen": rooms_pdf, "contacten": contacts_pdf}

ListPage(blueprint, WORD, LISTINGS, show).add_rules()


@blueprint.post(f"{HERE}/locatie")
@signed_in
def save_terms(slug: str) -> ResponseReturnValue:
    """What was agreed with the venue."""
    werksessie = managed_werksessie_or_404(slug)
    form = TermsForm()
    if not form.validate():
        return show(werksessie, terms=OpenedRow(word="locatie", form=form)), 422
    saved = values_of(terms_of(werksessie))
    wanted = form.values() | {name: saved[name] for name in request.form.getlist("neem") if name in saved}
    try:
        change_terms(werksessie, wanted, form.base(), signed_in_user().id, now())
    except ListClashError as clash:
        shown = TermsForm(clash.merged, clash.saved)
        opened = OpenedRow(word="locatie", form=shown, saved=clash.saved, clashes=clash.fields)
        return show(werksessie, terms=opened), 409
    flash("De afspraken met de locatie zijn bewaard.")
    return redirect(f"/beheer/{slug}/{WORD}", 303)


@blueprint.get(f"{HERE}/paklijst.pdf", defaults={"paper": "paklijst"})
@blueprint.get(f"{HERE}/zaalbladen.pdf", defaults={"paper": "zaalbladen"})
@blueprint.get(f"{HERE}/contacten.pdf", defaults={"paper": "contacten"})
@signed_in
def paper(slug: str, paper: str) -> Response:
    """The packing list, the sheets of the rooms, or whom to call."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    made = PAPERS[paper](werksessie, now())
    return file_answer(made, "application/pdf", f"{paper}-{slug}.pdf")


@blueprint.post(f"{HERE}/ploeglinks/{ROW_ID}")
@signed_in
def mail_crew_link(slug: str, row_id: int) -> ResponseReturnValue:
    """Mail a member of the crew the link to the own page."""
    werksessie = managed_werksessie_or_404(slug)
    member = member_in(werksessie, row_id) or abort(404)
    try:
        mail_link(werksessie, member, signed_in_user(), now())
    except NoAddressError:
        flash("Er is geen e-mailadres. Vul het in bij de ploeg.", "care")
    else:
        flash(f"De link is onderweg naar {member.person.name}.")
    return redirect(f"/beheer/{slug}/{WORD}#links", 303)


@blueprint.post(f"{HERE}/ploeglinks/{ROW_ID}/intrekking")
@signed_in
def revoke_crew_link(slug: str, row_id: int) -> ResponseReturnValue:
    """The link of this member of the crew opens nothing any more."""
    werksessie = managed_werksessie_or_404(slug)
    member = member_in(werksessie, row_id) or abort(404)
    name = member.person.name
    for link in links_of(werksessie, LinkKind.CREW):
        if link.person_id == member.person_id:
            revoke(link, signed_in_user(), now())
    flash(f"De link van {name} werkt niet meer.")
    return redirect(f"/beheer/{slug}/{WORD}#links", 303)
