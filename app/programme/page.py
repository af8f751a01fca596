"""The editor's page, and the way back to it: what every answer of the programme's views ends in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.programme.board import Board
from app.programme.opening import Opened
from app.programme.times import Cell
from app.werksessies.access import may_change
from app.werksessies.models import Werksessie

blueprint = Blueprint("programme", __name__)
PAGE = "/beheer/<slug>/programma"
ROW_ID = "<int(max=2147483647):row_id>"


FOLDED = "momenten_dicht"  # in the browser's session: the moments are folded away in the list
GONE = "Een collega heeft dit al gewijzigd of verwijderd. Hieronder staat het programma zoals het nu is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Times as typed in the rows, with what is wrong there, by the name of the field."""

    typed: Mapping[Cell, str] = field(default_factory=dict)
    faults: Mapping[Cell, str] = field(default_factory=dict)

    @property
    def faults_by_name(self) -> dict[str, str]:
        return {cell.name: fault for cell, fault in self.faults.items()}


def page(
    werksessie: Werksessie,
    opened: Opened | None = None,
    times: Times | None = None,
    board: Board | None = None,
    status: int = 200,
    told: str = "",
) -> ResponseReturnValue:
    """The whole page, with one part opened, or with times that are not saved; `told` says what just changed."""
    times = times or Times()
    board = board or Board.of(werksessie, times.typed)
    in_sight = board.moments_clash or (opened is not None and not opened.is_item)
    answer = render_template(
        "programme/page.html",
        werksessie=werksessie,
        current_tab="programma",
        board=board,
        opened=opened,
        times=times,
        faults=times.faults_by_name,
        told=told,
        folded=bool(session.get(FOLDED)) and not in_sight,
        may_edit=may_change(werksessie),
    )
    return answer, status


def back(werksessie: Werksessie, anchor: str, **query: Any) -> ResponseReturnValue:
    """Redirect to the page, at `anchor`."""
    return redirect(url_for("programme.show", slug=werksessie.slug, _anchor=anchor, **query), 303)


def gone(werksessie: Werksessie) -> ResponseReturnValue:
    """Back to the page, which says that a colleague was first."""
    flash(GONE, "care")
    return back(werksessie, "programma")


def offer_undo(text: str, action: str) -> None:
    """Let the next page say what was done, with the button that takes it back: a POST to `action`."""
    flash({"text": text, "action": action, "fields": {}}, "undo")  # type: ignore[arg-type]
