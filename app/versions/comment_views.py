"""What readers said of the draaiboek, for the planner: answer, settle, reopen, and ask who writes the texts."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.programme.models import Item
from app.versions import comments
from app.versions.answer_forms import AnswerForm, QuestionForm
from app.versions.conversations import conversations_of, open_comments, written_by_readers
from app.versions.links import links_of, may_write
from app.versions.models import Comment
from app.versions.stored import versions_of
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("comments", __name__)
COMMENTS = "/beheer/<slug>/draaiboek/reacties"
ONE = f"{COMMENTS}/<int(max=2147483647):comment_id>"


@blueprint.get(COMMENTS)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    return _page(managed_werksessie_or_404(slug, Role.MEELEZEN))


def _page(
    werksessie: Werksessie,
    question: QuestionForm | None = None,
    answer: AnswerForm | None = None,
    about: int = 0,
) -> str:
    """`answer`: a form with faults, at the conversation whose first comment has the id `about`."""
    still_open, settled = conversations_of(werksessie)
    versions = versions_of(werksessie)
    return render_template(
        "versions/comments.html",
        werksessie=werksessie,
        current_tab="draaiboek",
        asking=open_comments(werksessie.id),
        still_open=still_open,
        settled=settled,
        written=written_by_readers(werksessie),
        writers=[link for link in links_of(werksessie) if may_write(link, versions)],
        question=question or QuestionForm(_items(werksessie), formdata=None),
        answer=answer,
        about=about,
    )


def _items(werksessie: Werksessie) -> list[tuple[str, str]]:
    query = select(Item.id, Item.title).where(Item.werksessie_id == werksessie.id)
    return [(str(row.id), row.title) for row in db.session.execute(query.order_by(Item.position, Item.id))]


@blueprint.post(COMMENTS)
@signed_in
def ask(slug: str) -> ResponseReturnValue:
    """Begin a conversation with who writes the texts."""
    werksessie = managed_werksessie_or_404(slug)
    form = QuestionForm(_items(werksessie))
    if not form.validate():
        return _page(werksessie, question=form), 422
    item = db.session.get(Item, int(form.item.data)) if form.item.data else None
    comments.ask_writers(werksessie, item, form.text.data, signed_in_user(), now())
    flash("Uw vraag staat bij de teksten van de dagvoorzitter.")
    return _back(slug)


@blueprint.post(f"{ONE}/antwoord")
@signed_in
def answer(slug: str, comment_id: int) -> ResponseReturnValue:
    """Answer, and settle when that button was used."""
    werksessie, root = _comment_or_404(slug, comment_id)
    form = AnswerForm()
    if not form.validate():
        return _page(werksessie, answer=form, about=comment_id), 422
    settle = request.form.get("actie") == "afgehandeld"
    comments.answer(werksessie, root, form.text.data, signed_in_user(), now(), settle=settle)
    flash(f"Uw antwoord aan {root.author} staat erbij.")
    return _back(slug, comment_id)


@blueprint.post(f"{ONE}/afgehandeld")
@signed_in
def settle(slug: str, comment_id: int) -> ResponseReturnValue:
    werksessie, root = _comment_or_404(slug, comment_id)
    comments.settle(werksessie, root, signed_in_user(), now())
    action = url_for("comments.reopen", slug=slug, comment_id=comment_id)
    flash({"text": f"De reactie van {root.author} is afgehandeld.", "action": action, "fields": {}}, "undo")  # type: ignore[arg-type]
    return _back(slug)


@blueprint.post(f"{ONE}/open")
@signed_in
def reopen(slug: str, comment_id: int) -> ResponseReturnValue:
    werksessie, root = _comment_or_404(slug, comment_id)
    comments.reopen(werksessie, root, signed_in_user())
    flash(f"De reactie van {root.author} staat weer open.")
    return _back(slug, comment_id)


def _comment_or_404(slug: str, comment_id: int) -> tuple[Werksessie, Comment]:
    werksessie = managed_werksessie_or_404(slug)
    return werksessie, comments.comment_in(werksessie, comment_id) or abort(404)


def _back(slug: str, comment_id: int | None = None) -> ResponseReturnValue:
    anchor = f"reactie-{comment_id}" if comment_id else None
    return redirect(url_for("comments.show", slug=slug, _anchor=anchor), 303)
