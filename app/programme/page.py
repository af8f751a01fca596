"""The editor's page, and the way back to it: what every answer of the programme's views ends in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.programme.board import Board
from app.programme.opening import Opened
from app.werksessies.access import may_change
from app.werksessies.models import Werksessie

blueprint = Blueprint("programme", __name__)
PAGE = "/beheer/<slug>/programma"
ROW_ID = "<int(max=2147483647):row_id>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Minutes as typed in the rows, by item id, with what is wrong there."""

    typed: dict[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)


def page(
    werksessie: Werksessie,
    opened: Opened | None = None,
    minutes: Minutes | None = None,
    board: Board | None = None,
    status: int = 200,
    told: str = "",
) -> ResponseReturnValue:
    """The whole page, with one part opened, or with minutes that are not saved; `told` says what just changed."""
    minutes = minutes or Minutes()
    answer = render_template(
        "programme/page.html",
        werksessie=werksessie,
        current_tab="programma",
        board=board or Board.of(werksessie, minutes.typed),
        opened=opened,
        minutes=minutes,
        told=told,
        may_edit=may_change(werksessie),
    )
    return answer, status


def back(werksessie: Werksessie, anchor: str, **query: Any) -> ResponseReturnValue:
    """Redirect to the page, at `anchor`."""
    return redirect(url_for("programme.show", slug=werksessie.slug, _anchor=anchor, **query), 303)
