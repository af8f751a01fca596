"""`/catering/<token>`: the caterer's own page, without an account. Numbers and diets, and never a name of who comes."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.catering import actions
from app.catering.actions import OldOrderError
from app.catering.came import came_of
from app.catering.files import Papers
from app.catering.forms import AnswerForm, RemarkForm
from app.catering.standing import orders_of, terms_of
from app.extensions import now
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import kept_private, link_or_gone

blueprint = Blueprint("caterer", __name__)
blueprint.after_request(kept_private)
HERE = "/catering/<token>"
NEWER = (
    "Er is intussen een nieuwere bestelling. Hieronder staat zij, met wat er anders is. "
    "Kijkt u nog een keer? Wat u typte, staat er nog."
)


@blueprint.get(HERE)
def page(token: str) -> ResponseReturnValue:
    return _page(_link(token))


@blueprint.post(f"{HERE}/akkoord")
def confirm(token: str) -> ResponseReturnValue:
    link, form = _link(token), AnswerForm()
    if not form.validate():
        return _page(link, answer=form), 422
    try:
        order = actions.confirm(link, form.seen(), form.name.data, now())
    except OldOrderError:
        return _page(link, answer=form, refusal=NEWER), 409
    flash(f"Dank u wel. Bestelling {order.number} is bevestigd.")
    return redirect(f"/catering/{token}", 303)


@blueprint.post(f"{HERE}/bericht")
def remark(token: str) -> ResponseReturnValue:
    link, form = _link(token), RemarkForm()
    if not form.validate():
        return _page(link, remark=form), 422
    try:
        actions.remark(link, form.seen(), form.text.data, form.name.data, now())
    except OldOrderError:
        return _page(link, remark=form, refusal=NEWER), 409
    flash("Uw bericht staat bij de bestelling. De organisatie ziet het.")
    return redirect(f"/catering/{token}", 303)


@blueprint.get(f"{HERE}/bestelling.pdf")
def order_pdf(token: str) -> Response:
    return _papers(token).order_pdf()


@blueprint.get(f"{HERE}/bestelling.xlsx")
def order_xlsx(token: str) -> Response:
    return _papers(token).order_xlsx()


@blueprint.get(f"{HERE}/keukenschema.pdf")
def kitchen_pdf(token: str) -> Response:
    return _papers(token).kitchen_pdf()


def _link(token: str) -> PersonalLink:
    return link_or_gone(LinkKind.CATERER, token)


def _papers(token: str) -> Papers:
    """Of the newest order; 404 while there is none, as what is not ordered is not the caterer's."""
    werksessie = _link(token).werksessie
    orders = orders_of(werksessie)
    return Papers.of(werksessie, orders, now()) if orders else abort(404)


def _page(
    link: PersonalLink,
    *,
    answer: AnswerForm | None = None,
    remark: RemarkForm | None = None,
    refusal: str = "",
) -> str:
    werksessie, at = link.werksessie, now()
    orders = orders_of(werksessie)
    number = orders[-1].number if orders else 0
    for form in filter(None, (answer, remark)):
        form.number.data = str(number)
    terms = terms_of(werksessie)
    return render_template(
        "catering/link.html",
        link=link,
        werksessie=werksessie,
        order=orders[-1] if orders else None,
        papers=Papers.of(werksessie, orders, at) if orders else None,
        earlier=orders[-2].number if len(orders) > 1 else None,
        deadline=werksessie.diet_deadline(),
        shrink=terms.shrink,
        came=came_of(werksessie, orders),
        answer=answer or AnswerForm(formdata=None, data={"number": number}),
        remark=remark or RemarkForm(formdata=None, data={"number": number}),
        refusal=refusal,
    )
