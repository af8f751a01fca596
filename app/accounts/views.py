"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from app.accounts import actions, mail
from app.accounts.access import current_user, end_session, keep_in_browser, new_secret, signed_in
from app.accounts.forms import SignInForm
from app.extensions import db
from app.ground import config
from app.mail.address import Mailbox

blueprint = Blueprint("accounts", __name__)
BROWSER = "browser"  # known to this browser alone; a link asked for here works here only
WANTED = "volgende"
HOME = "/beheer"
LONGEST_WANTED = 500  # characters: a browser drops a cookie of more than 4,096 bytes


@blueprint.get("/inloggen")
def ask() -> ResponseReturnValue:
    if current_user() is not None:
        return redirect(HOME, 303)
    return render_template("accounts/ask.html", form=SignInForm(wanted=_inside(request.args.get("volgende"))))


@blueprint.post("/inloggen")
def send() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/ask.html", form=form), 422
    email = actions.email_key(form.email.data)
    if not actions.may_ask(email, request.remote_addr or "", config().secret_key):
        minutes = int(actions.THROTTLE_WINDOW.total_seconds()) // 60
        answer = render_template("accounts/too_often.html", minutes=minutes)
        return answer, 429, {"Retry-After": str(60 * minutes)}
    session.setdefault(BROWSER, new_secret())
    session[WANTED] = _inside(form.wanted.data)
    _send_link(email)
    session["gevraagd"] = form.email.data.strip()
    return redirect("/inloggen/verstuurd", 303)


def _send_link(email: str) -> None:
    """Mail a link to whom we know. For a stranger the letter is written too, so that the time taken tells nothing."""
    user = actions.find_user(email)
    token = new_secret() if user is None else actions.make_link(user, session[BROWSER])
    letter = mail.link_letter(Mailbox("" if user is None else user.name, email), token)
    if user is not None:
        db.session.add(letter)
    db.session.commit()


@blueprint.get("/inloggen/verstuurd")
def sent() -> ResponseReturnValue:
    return render_template("accounts/sent.html", email=session.get("gevraagd", ""))


@blueprint.get("/inloggen/<token>")
def show_link(token: str) -> ResponseReturnValue:
    state = actions.link_state(token, session.get(BROWSER))
    return _link_page(state)


@blueprint.post("/inloggen/<token>")
def use_link(token: str) -> ResponseReturnValue:
    state, session_token = actions.use_link(token, session.get(BROWSER))
    if state is not actions.LinkState.GOOD:
        return _link_page(state)
    wanted = _inside(session.get(WANTED))
    keep_in_browser(session_token)
    return redirect(wanted, 303)


@blueprint.post("/uitloggen")
def sign_out() -> ResponseReturnValue:
    end_session()
    return _goodbye("U bent uitgelogd.")


@blueprint.post("/uitloggen/overal")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    end_session(everywhere=True)
    return _goodbye("U bent uitgelogd, ook op uw andere apparaten.")


def _goodbye(text: str) -> ResponseReturnValue:
    flash(text)
    return redirect("/inloggen", 303)


def _link_page(state: actions.LinkState) -> ResponseReturnValue:
    if state is actions.LinkState.GOOD:
        return render_template("accounts/link.html")
    if state is actions.LinkState.OTHER_BROWSER:
        return render_template("accounts/other_browser.html"), 403
    return render_template("accounts/link_gone.html"), 410


def _inside(path: str | None) -> str:
    """`path` when it is one of the planner's own pages; another site's address never comes back."""
    if (
        not path
        or len(path) > LONGEST_WANTED
        or not (path == HOME or path.startswith((HOME + "/", HOME + "?")))
    ):
        return HOME
    return path if path.isprintable() and "\\" not in path else HOME
