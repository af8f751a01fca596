"""The client's page, by link and without an account: `/opdracht/<token>`."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.brief.contents import Brief, concerned_words, differences, duty_words, facts
from app.brief.forms import AnswerForm
from app.brief.printed import approved_words, printed
from app.brief.versions import OvertakenError, answer, approval_of, versions_of
from app.extensions import now
from app.werksessies.brief_models import BriefVersion
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import kept_private, link_or_gone

blueprint = Blueprint("client", __name__)
blueprint.after_request(kept_private)
HERE = "/opdracht/<token>"


@blueprint.get(HERE)
def read(token: str) -> ResponseReturnValue:
    """The newest version, what differs from the approved one, and what the client can say."""
    return _page(link_or_gone(LinkKind.CLIENT, token))


@blueprint.post(f"{HERE}/antwoord")
def say(token: str) -> ResponseReturnValue:
    """A yes, or what must be otherwise."""
    link = link_or_gone(LinkKind.CLIENT, token)
    form = AnswerForm()
    if not form.validate():
        return _page(link, form), 422
    yes = bool(form.approved.data)
    try:
        answer(link, form.version(), form.author.data, form.text.data or "", now(), approved=yes)
    except OvertakenError:
        return _page(link, form, overtaken=True), 409
    flash("Dank u. U hebt de opdracht goedgekeurd." if yes else "Dank u. Uw reactie is bij de planner.")
    return redirect(f"/opdracht/{token}", 303)


@blueprint.get(f"{HERE}/opdracht.pdf")
def paper(token: str) -> Response:
    """The newest version on one page."""
    link = link_or_gone(LinkKind.CLIENT, token)
    version = _newest(versions_of(link.werksessie))
    return printed(link.werksessie, Brief.of_plain(version.contents), version, now())


def _newest(versions: list[BriefVersion]) -> BriefVersion:
    if not versions:
        abort(404)
    return versions[0]


def _page(link: PersonalLink, form: AnswerForm | None = None, *, overtaken: bool = False) -> str:
    versions = versions_of(link.werksessie)
    newest = _newest(versions)
    brief = Brief.of_plain(newest.contents)
    earlier = next((version for version in versions[1:] if approval_of(version)), None)
    shown = form or AnswerForm(formdata=None, data={"author": link.for_whom})
    shown.number.data = str(newest.number)
    return render_template(
        "brief/client.html",
        link=link,
        werksessie=link.werksessie,
        version=newest,
        brief=brief,
        facts=facts(brief),
        concerned_words=concerned_words,
        duty_words=duty_words,
        approved=approved_words(newest, link.werksessie.timezone),
        earlier=earlier,
        changes=differences(Brief.of_plain(earlier.contents), brief) if earlier else [],
        mine=[
            said for version in versions for said in version.answers if said.link_id == link.id and said.text
        ],
        form=shown,
        overtaken=overtaken,
    )
