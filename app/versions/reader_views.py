"""What a reader sees by a link, without signing in: `/d/<token>`. The code on paper leads to `/d/<token>/<number>`."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.draaiboek.discreet import discreet
from app.draaiboek.web import web_edition
from app.extensions import csrf, now
from app.ground import config
from app.mail.address import Mailbox
from app.versions.changed import Changed
from app.versions.comments import CommentError, TooOftenError, may_comment, say
from app.versions.conversations import conversations_with
from app.versions.links import may_write, say_to_have
from app.versions.models import Version
from app.versions.numbers import read_number
from app.versions.print_views import file_name
from app.versions.reader import Reading, RevokedLinkError, UnknownLinkError, subjects, whom_to_call
from app.versions.reader_forms import CommentForm
from app.versions.stored import number_of
from app.werksessies.discretion import shown_name

blueprint = Blueprint("reader", __name__)
HERE = "/d/<token>"
NUMBER = "<string(maxlength=20):number>"


def keep_out_of_indexes(response: Response) -> Response:
    """Personal pages are kept by nobody."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


blueprint.after_request(keep_out_of_indexes)


@blueprint.get(HERE)
def read(token: str) -> ResponseReturnValue:
    """The newest version of the edition; `sinds` marks what differs from an earlier one."""
    return _read_page(Reading.of(token))


def _read_page(reading: Reading, form: CommentForm | None = None, refusal: str = "") -> str:
    link, version = reading.link, reading.newest
    facts = {"reading": reading, "link": link, "werksessie": link.werksessie, "refusal": refusal}
    writes = may_write(link, reading.versions)
    if version is None:
        return render_template("versions/reader_none.html", writes=writes, **facts)
    printout = reading.printout(version, _since(reading, version))
    chosen = subjects(link.edition, discreet(printout.draaiboek))
    form = form or CommentForm(
        chosen, formdata=None, data={"author": link.for_whom, "number": version.number}
    )
    return render_template(
        "versions/reader.html",
        version=version,
        since=printout.since,
        edition=web_edition(printout.draaiboek, printout.imprint, link.edition, printout.since),
        form=form,
        commenting=may_comment(link, list(reading.versions)),
        writes=writes,
        conversations=conversations_with(link),
        whom=whom_to_call(link.edition, printout.draaiboek),
        **facts,
    )


@blueprint.get(f"{HERE}/{NUMBER}.pdf")
def printed(token: str, number: str) -> ResponseReturnValue:
    """A version of the edition on paper; `sinds` marks what differs from an earlier one."""
    reading = Reading.of(token)
    version = _version_or_stop(reading, number)
    printout = reading.printout(version, _since(reading, version))
    answer = Response(printout.pdf(reading.link.edition), content_type="application/pdf")
    name = file_name(reading.link.werksessie.slug, reading.link.edition, printout)
    answer.headers.set("Content-Disposition", "inline", filename=name)
    return answer


def _since(reading: Reading, version: Version) -> Version | None:
    """The earlier version that the address asks to compare with."""
    since = reading.numbered(request.args.get("sinds", ""))
    return since if since and number_of(since) < number_of(version) else None


def _version_or_stop(reading: Reading, number: str) -> Version:
    version = reading.numbered(number)
    if version is None:
        raise UnknownLinkError
    return version


@blueprint.get(f"{HERE}/{NUMBER}")
def held(token: str, number: str) -> ResponseReturnValue:
    """Whether the paper with this number is the latest, and what changed for this reader since."""
    reading = Reading.of(token)
    version, newest = reading.numbered(number), reading.newest
    if newest is None or (version is None and read_number(number) is None):
        raise UnknownLinkError
    behind = version is not None and version is not newest
    changes = None
    if behind and version is not None:
        changes = Changed().between(reading, version, newest)
    return render_template(
        "versions/reader_held.html",
        reading=reading,
        link=reading.link,
        werksessie=reading.link.werksessie,
        number=number,
        version=version,
        newest=newest,
        changes=changes,
        writes=may_write(reading.link, reading.versions),
    )


@blueprint.post(f"{HERE}/{NUMBER}/ontvangst")
def confirm(token: str, number: str) -> ResponseReturnValue:
    """The reader says to have this version."""
    reading = Reading.of(token)
    version = _version_or_stop(reading, number)
    say_to_have(reading.link, version, now())
    flash(f"Dank u. Wij weten nu dat u versie {version.number} hebt.")
    return redirect(f"/d/{token}", 303)


@blueprint.post(f"{HERE}/reacties")
@csrf.exempt  # type: ignore[untyped-decorator]  # the form checks the token itself and keeps what was typed when the page stood open too long
def comment(token: str) -> ResponseReturnValue:
    """A comment on an item or the whole, or an answer to a planner."""
    reading = Reading.of(token)
    if reading.newest is None:
        raise UnknownLinkError
    form = CommentForm(subjects(reading.link.edition, discreet(reading.draaiboek(reading.newest))))
    if not form.validate():
        return _read_page(reading, form), form.status
    try:
        say(reading.link, form.words(), now())
    except CommentError as error:
        status = 429 if isinstance(error, TooOftenError) else 409
        return _read_page(Reading.of(token), form, str(error)), status
    flash("Uw reactie staat erbij. De planner ziet hem meteen.")
    return redirect(f"/d/{token}#reacties", 303)


@blueprint.app_errorhandler(UnknownLinkError)
def unknown(_error: UnknownLinkError) -> ResponseReturnValue:
    """The same for a token that never was and for a page that a link does not have."""
    return render_template("versions/reader_unknown.html"), 404


@blueprint.app_errorhandler(RevokedLinkError)
def revoked(error: RevokedLinkError) -> ResponseReturnValue:
    """Say whom to ask, and nothing of the draaiboek."""
    team = error.link.werksessie.team
    return render_template(
        "versions/reader_revoked.html",
        whom=next(
            (
                shown_name(member.person.name, member.person.first_name_only_since)
                for member in team
                if member.role == "projectmanager"
            ),
            "",
        ),
        sender=Mailbox.parse(config().mail_from),
    ), 410
