"""The one part of a programme that is opened as a form, and why."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from werkzeug.datastructures import MultiDict

from app.programme import plan
from app.programme.board import Board
from app.programme.deed import ClashError
from app.programme.forms import ItemForm, MomentForm
from app.programme.plain import NOT_TYPED, to_json
from app.programme.rows import Choices, moment_as_typed
from app.words import clock

END = "eind"
NEW = "nieuw"
LABELS = {"cues": "Cues", "parallel": "Deelsessies", "steps": "Stappen aan tafel"}
NEW_ITEM = plan.Item(title="", minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The one part that is opened as a form. `row_id` None: a new one, an item below item `after`.

    `saved` is what a colleague saved, `clashes` the fields in which it differs; `gone`: a colleague removed it.
    """

    form: ItemForm | MomentForm
    row_id: int | None = None
    after: str = END
    saved: plan.Item | plan.Moment | None = None
    clashes: tuple[str, ...] = ()
    gone: bool = False
    unfolded: str = ""

    @property
    def is_item(self) -> bool:
        return isinstance(self.form, ItemForm)

    @property
    def typed(self) -> bool:
        """Whether the form shows what a planner typed rather than what is saved."""
        return bool(self.form.is_submitted())

    def label(self, name: str) -> str:
        """What the form calls a field."""
        return LABELS.get(name) or str(self.form[name].label.text)

    def in_words(self, name: str) -> str:
        """What a colleague saved in field `name`, to read."""
        value = getattr(self.saved, name)
        names = self.form.choices.names()
        if name == "speakers":
            return ", ".join(names.get(key, key) for key in value)
        if name == "cues":
            return "\n".join(f"{cue.anchor}{cue.offset:+d}: {cue.what}" for cue in value)
        if name == "parallel":
            return "\n".join(session.title for session in value)
        if name == "steps":
            return "\n".join(f"{step.minutes} min: {step.what}" for step in value)
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if isinstance(value, tuple):
            return "\n".join(value)
        return clock(value) if isinstance(value, time) else str(value or "")

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Each fault with the id of its field."""
        return self.form.faults()


def asked_for(board: Board, asked: MultiDict[str, str]) -> Opened | None:
    """The part that an address asks to open, when it is there."""
    if after := asked.get("nieuw"):
        return Opened(form=ItemForm(board.choices, NEW_ITEM), after=after)
    if row := board.row(asked.get("open", 0, type=int)):
        unfolded = asked.get("deel", "")
        return Opened(form=ItemForm(board.choices, row.saved), row_id=row.id, unfolded=unfolded)
    wanted = asked.get("moment", "")
    if wanted == NEW:
        return Opened(form=MomentForm(board.choices, formdata=None))
    for moment, _ in board.moments:
        if str(moment.id) == wanted:
            return Opened(form=MomentForm(board.choices, moment_as_typed(moment)), row_id=moment.id)
    return None


def clashing(choices: Choices, row_id: int, clash: ClashError) -> Opened:
    """The part with my text in the fields that a colleague changed too, beside what is saved."""
    saved, merged = clash.saved, clash.merged
    form: ItemForm | MomentForm
    if isinstance(saved, plan.Item) and isinstance(merged, plan.Item):
        form = ItemForm(choices, merged, base=to_json(saved))
        form.offer(merged, saved)
    elif isinstance(saved, plan.Moment) and isinstance(merged, plan.Moment):
        form = MomentForm(choices, merged, base=to_json(saved))
    return Opened(form=form, row_id=row_id, saved=saved, clashes=clash.fields)


def taken_over(saved: plan.Item | plan.Moment, sent: MultiDict[str, str]) -> dict[str, Any]:
    """What a colleague saved in the fields in which the planner chose for that."""
    names = {field.name for field in fields(saved)} - NOT_TYPED
    return {name: getattr(saved, name) for name in sent.getlist("neem") if name in names}
