"""The forms within the form of an item: a cue, a session, a step."""

from __future__ import annotations

from collections.abc import Set

from wtforms import Form, HiddenField

from app.programme import plan
from app.programme.fields import (
    ChoiceField,
    LineField,
    MinutesField,
    NumberField,
    OffsetField,
    ProseField,
    SpeakersField,
    WordsField,
)

SIDES = [
    ("start-", "min voor het begin"),
    ("start+", "min na het begin"),
    ("end-", "min voor het einde"),
    ("end+", "min na het einde"),
]


class CueForm(Form):  # type: ignore[misc]
    """One cue: so many minutes before or after an end of its item."""

    offset = OffsetField("Minuten")
    side = ChoiceField("Wanneer", choices=SIDES, default="start+")
    what = LineField("Wat", longest=500)
    roles = WordsField("Wie")

    def is_blank(self) -> bool:
        return not any(self[name].raw.strip() for name in ("offset", "what", "roles"))

    def cue(self) -> plan.Cue:
        """What was typed. Call after validation."""
        anchor, sign = self.side.data[:-1], -1 if self.side.data.endswith("-") else 1
        return plan.Cue(
            anchor=plan.Anchor(anchor),
            offset=sign * (self.offset.data or 0),
            what=self.what.data,
            roles=self.roles.data,
        )


class StepForm(Form):  # type: ignore[misc]
    """One step at a table, of so many minutes; with `round` a new round begins."""

    minutes = MinutesField("Minuten")
    round = LineField("Nieuwe ronde", longest=60)
    what = LineField("Wat de tafel doet", longest=500)
    paper = LineField("Op papier", longest=500)

    def is_blank(self) -> bool:
        return not any(self[name].raw.strip() for name in ("minutes", "round", "what", "paper"))

    def step(self) -> plan.Step:
        """What was typed. Call after validation."""
        return plan.Step(
            minutes=self.minutes.data, round=self.round.data, what=self.what.data, paper=self.paper.data
        )


class SessionForm(Form):  # type: ignore[misc]
    """One of the sessions of a parallel block; `key` ties it to its row."""

    key = HiddenField()
    title = LineField("Deelsessie")
    room = ChoiceField("Zaal", "Kies een zaal uit de lijst.")
    capacity = NumberField("Plaatsen")
    minutes = MinutesField("Minuten")
    speakers = SpeakersField("Sprekers")
    roles = WordsField("Rollen")
    plan_b = ProseField("Plan B", longest=1000)

    def is_blank(self) -> bool:
        typed = any(self[name].raw.strip() for name in ("title", "capacity", "minutes", "roles", "plan_b"))
        return not (typed or self.room.data or self.speakers.data)

    def session(self, known: Set[str]) -> plan.Session:
        """What was typed; it gets a key of its own unless `known` has the one sent. Call after validation."""
        return plan.Session(
            id=self.key.data if self.key.data in known else "",
            title=self.title.data,
            room=self.room.data,
            capacity=self.capacity.data,
            minutes=self.minutes.data,
            speakers=self.speakers.data,
            roles=self.roles.data,
            plan_b=self.plan_b.data,
        )
