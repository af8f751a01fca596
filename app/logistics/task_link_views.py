"""The tasks of somebody without an account: `/taken/<token>`, where they say that something is done."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import now
from app.logistics.task_links import task_behind, tasks_behind
from app.logistics.tasks import days_away, due_date, finish_by_link, reopen
from app.programme.page import ROW_ID, offer_undo
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import kept_private, link_or_gone

blueprint = Blueprint("own_tasks", __name__)
blueprint.after_request(kept_private)
HERE = "/taken/<token>"


@blueprint.get(HERE)
def show(token: str) -> ResponseReturnValue:
    link = link_or_gone(LinkKind.OWNER, token)
    werksessie = link.werksessie
    today = now().astimezone(ZoneInfo(werksessie.timezone)).date()
    tasks = tasks_behind(link)
    rows = [(task, due_date(task, werksessie.date)) for task in tasks]
    return render_template(
        "tasks/own.html",
        link=link,
        werksessie=werksessie,
        today=today,
        todo=[(task, due, days_away(due, today)) for task, due in rows if task.done_at is None],
        done=[task for task in tasks if task.done_at is not None],
    )


@blueprint.post(f"{HERE}/{ROW_ID}/gedaan")
def finish(token: str, row_id: int) -> ResponseReturnValue:
    link = link_or_gone(LinkKind.OWNER, token)
    task = task_behind(link, row_id) or abort(404)
    finish_by_link(task, link.for_whom, now())
    offer_undo(f"Klaar: {task.what}", f"/taken/{token}/{row_id}/open")
    return _back(link)


@blueprint.post(f"{HERE}/{ROW_ID}/open")
def take_back(token: str, row_id: int) -> ResponseReturnValue:
    link = link_or_gone(LinkKind.OWNER, token)
    task = task_behind(link, row_id) or abort(404)
    reopen(task, None)
    flash(f"Weer te doen: {task.what}")
    return _back(link)


def _back(link: PersonalLink) -> ResponseReturnValue:
    return redirect(f"/taken/{link.token}", 303)
