"""The planner's page of the draaiboek: what stands now, its versions, what differs between two, and a new one."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.draaiboek.gather import draaiboek_of
from app.extensions import now
from app.ground import config
from app.programme.timeline import Problem
from app.versions.actions import (
    NothingChangedError,
    UnfinishedError,
    blocking_problems,
    make_version,
)
from app.versions.asked import NONE, NOW, NotThereError, asked_since, asked_version
from app.versions.compare import Comparison
from app.versions.conversations import open_comments
from app.versions.forms import VersionForm
from app.versions.frozen import UnkeepableError, draaiboek_of_version
from app.versions.models import Version
from app.versions.offers import offers
from app.versions.standing import Standing
from app.versions.stored import latest_of, number_of, versions_of
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("versions", __name__)
HERE = "/beheer/<slug>/draaiboek"


@blueprint.get(HERE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """What stands now, to print and to compare, and every version so far."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    standing = Standing.of(werksessie)
    default = standing.latest.number if standing.latest and not standing.same else NONE
    since = asked_since(werksessie, request.args.get("sinds", default), None)
    return render_template(
        "versions/page.html",
        werksessie=werksessie,
        current_tab="draaiboek",
        standing=standing,
        versions=versions_of(werksessie),
        since=since,
        offers=offers(slug, None, since),
        comments=open_comments(werksessie.id),
    )


@blueprint.get(f"{HERE}/versies/<number>")
@signed_in
def version(slug: str, number: str) -> ResponseReturnValue:
    """One version, with all its editions."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    shown = asked_version(werksessie, number)
    if shown is None:
        raise NotThereError(werksessie, f"Versie ‘{number}’ is er niet")
    versions = versions_of(werksessie)
    earlier = [one for one in versions if number_of(one) < number_of(shown)]
    default = earlier[0].number if earlier and not shown.fixed else NONE
    since = asked_since(werksessie, request.args.get("sinds", default), shown)
    return render_template(
        "versions/version.html",
        werksessie=werksessie,
        current_tab="draaiboek",
        version=shown,
        latest=versions[0],
        earlier=earlier,
        since=since,
        offers=offers(slug, shown, since),
    )


@blueprint.get(f"{HERE}/vergelijk")
@signed_in
def compare(slug: str) -> ResponseReturnValue:
    """What differs between two versions, or between one and what stands now (`naar=nu`)."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    versions = versions_of(werksessie)
    to = request.args.get("naar", NOW)
    after = asked_version(werksessie, None if to == NOW else to)
    default = next((one for one in versions if after is None or number_of(one) < number_of(after)), None)
    before = asked_since(werksessie, request.args.get("van"), after) or default
    return render_template(
        "versions/compare.html",
        werksessie=werksessie,
        current_tab="draaiboek",
        versions=versions,
        before=before,
        after=after,
        now=NOW,
        comparison=before and _comparison(werksessie, before, after),
    )


def _comparison(werksessie: Werksessie, before: Version, after: Version | None) -> Comparison:
    draaiboek = draaiboek_of_version(after) if after else draaiboek_of(werksessie)
    return Comparison.of(werksessie, draaiboek_of_version(before), draaiboek)


@blueprint.get(f"{HERE}/versies/nieuw")
@signed_in
def new(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return _form_page(werksessie, VersionForm(number_of(latest_of(werksessie))))


@blueprint.post(f"{HERE}/versies/nieuw")
@signed_in
def make(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = VersionForm(number_of(latest_of(werksessie)))
    if not form.validate():
        return _form_page(werksessie, form), 422
    by = signed_in_user()
    try:
        made = make_version(werksessie, form.wish(), by, config().base_url, now())
    except NothingChangedError as error:
        if (error.latest.made_by_id, error.latest.note) == (by.id, form.note.data):
            return _made(werksessie, error.latest)  # the same button, pressed twice
        return _form_page(werksessie, form, unchanged=error.latest), 409
    except UnfinishedError as error:
        form.anyway.errors = ["Zet hier een vinkje als u toch wilt vaststellen. Of herstel eerst de tijden."]
        return _form_page(werksessie, form, blocking=error.problems), 422
    except UnkeepableError as error:
        return _form_page(werksessie, form, unkeepable=str(error)), 422
    return _made(werksessie, made)


def _made(werksessie: Werksessie, made: Version) -> ResponseReturnValue:
    flash(f"Versie {made.number}, {made.status}, staat klaar.")
    return redirect(url_for("versions.version", slug=werksessie.slug, number=made.number), 303)


def _form_page(
    werksessie: Werksessie,
    form: VersionForm,
    blocking: Sequence[Problem] = (),
    unchanged: Version | None = None,
    unkeepable: str = "",
) -> str:
    standing = Standing.of(werksessie)
    return render_template(
        "versions/new.html",
        werksessie=werksessie,
        current_tab="draaiboek",
        form=form,
        standing=standing,
        blocking=blocking or blocking_problems(standing.draaiboek),
        unchanged=unchanged,
        unkeepable=unkeepable,
    )


@blueprint.app_errorhandler(NotThereError)
def not_there(error: NotThereError) -> ResponseReturnValue:
    """Say what is not there, and what is."""
    slug = error.werksessie.slug
    page = render_template(
        "versions/missing.html",
        werksessie=error.werksessie,
        current_tab="draaiboek",
        text=str(error),
        versions=versions_of(error.werksessie),
        offers=offers(slug, None, None),
    )
    return page, 404
