"""Who has what: the links to editions, for the planner."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.ground import config
from app.versions import links
from app.versions.link_forms import LinkForm
from app.versions.links import LinkError
from app.versions.models import EditionLink
from app.versions.telling import Readers, tell_readers
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie
from app.words import count

blueprint = Blueprint("links", __name__)
LINKS = "/beheer/<slug>/draaiboek/wie-heeft-wat"
ONE = f"{LINKS}/<int(max=2147483647):link_id>"


@blueprint.get(LINKS)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Every link and what its reader has; `editie` chooses one in the form."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    form = LinkForm(links.speakers_of(werksessie), request.args.get("editie", ""), formdata=None)
    return _page(werksessie, form)


def _page(werksessie: Werksessie, form: LinkForm) -> str:
    readers = Readers.of(werksessie)
    return render_template(
        "versions/links.html",
        werksessie=werksessie,
        current_tab="draaiboek",
        readers=readers,
        lines=[link for link in readers.links if link.for_whom],
        own_prints=[link for link in readers.links if not link.for_whom],
        form=form,
        closed_by=links.closed_by,
        may_write=links.may_write,
        base_url=config().base_url,
    )


@blueprint.post(LINKS)
@signed_in
def make(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = LinkForm(links.speakers_of(werksessie))
    if not form.validate():
        return _page(werksessie, form), 422
    try:
        link = links.make_link(werksessie, form.reader(), signed_in_user(), now())
    except LinkError as error:
        form.edition.errors = [str(error)]
        return _page(werksessie, form), 422
    told = f" Hij gaat nu per mail naar {link.email}." if link.email else " Kopieer hem hieronder."
    flash(f"De link voor {link.for_whom} staat klaar.{told}")
    return _back(werksessie, f"link-{link.id}")


@blueprint.post(f"{LINKS}/bericht")
@signed_in
def tell(slug: str) -> ResponseReturnValue:
    """Let every reader know of the newest version."""
    werksessie = managed_werksessie_or_404(slug)
    number = tell_readers(werksessie, signed_in_user(), now())
    if number:
        flash(f"{count(number, 'lezer krijgt', 'lezers krijgen')} nu een mail over de nieuwe versie.")
    else:
        flash("Iedereen met een mailadres weet het al.")
    return _back(werksessie)


@blueprint.post(f"{ONE}/verzending")
@signed_in
def send_again(slug: str, link_id: int) -> ResponseReturnValue:
    link = _link_or_404(slug, link_id)
    return _done(
        link,
        lambda: links.send_again(link, signed_in_user(), now()),
        f"De link gaat nog een keer naar {link.email}.",
    )


@blueprint.post(f"{ONE}/vernieuwing")
@signed_in
def renew(slug: str, link_id: int) -> ResponseReturnValue:
    link = _link_or_404(slug, link_id)
    if not link.for_whom:
        flash("Papier van de ploeg houdt één link per editie. Maak een link voor wie het leest.", "care")
        return _back(link.werksessie)
    fresh = links.renew(link, signed_in_user(), now())
    told = f" Hij gaat nu per mail naar {fresh.email}." if fresh.email else " Kopieer hem hieronder."
    flash(f"De nieuwe link voor {fresh.for_whom} staat klaar; de oude werkt niet meer.{told}")
    return _back(fresh.werksessie, f"link-{fresh.id}")


@blueprint.post(f"{ONE}/schrijven")
@signed_in
def let_write(slug: str, link_id: int) -> ResponseReturnValue:
    link = _link_or_404(slug, link_id)
    return _done(
        link,
        lambda: links.let_write(link, signed_in_user(), now()),
        f"{link.for_whom} kan weer schrijven, tot u de volgende versie vaststelt.",
    )


@blueprint.post(f"{ONE}/schrijven/einde")
@signed_in
def stop_writing(slug: str, link_id: int) -> ResponseReturnValue:
    link = _link_or_404(slug, link_id)
    return _done(
        link, lambda: links.stop_writing(link, signed_in_user()), f"{link.for_whom} leest nu alleen."
    )


@blueprint.post(f"{ONE}/intrekking/einde")
@signed_in
def take_back(slug: str, link_id: int) -> ResponseReturnValue:
    link = _link_or_404(slug, link_id)
    return _done(link, lambda: links.take_back(link, signed_in_user()), "De link werkt weer.")


@blueprint.post(f"{ONE}/intrekking")
@signed_in
def revoke(slug: str, link_id: int) -> ResponseReturnValue:
    link = _link_or_404(slug, link_id)
    links.revoke(link, signed_in_user(), now())
    action = url_for("links.take_back", slug=slug, link_id=link.id)
    whose = f"van {link.for_whom}" if link.for_whom else f"op de afdruk ‘{link.edition}’"
    flash({"text": f"De link {whose} werkt niet meer.", "action": action, "fields": {}}, "undo")  # type: ignore[arg-type]
    return _back(link.werksessie)


def _link_or_404(slug: str, link_id: int) -> EditionLink:
    return links.link_in(managed_werksessie_or_404(slug), link_id) or abort(404)


def _done(link: EditionLink, act: Callable[[], None], said: str) -> ResponseReturnValue:
    """Do `act` and go back to the list, which says what happened."""
    try:
        act()
        flash(said)
    except LinkError as error:
        flash(str(error), "care")
    return _back(link.werksessie, f"link-{link.id}")


def _back(werksessie: Werksessie, anchor: str = "") -> ResponseReturnValue:
    return redirect(url_for("links.show", slug=werksessie.slug, _anchor=anchor or None), 303)
