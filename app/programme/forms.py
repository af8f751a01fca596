"""The forms of the programme editor: from what was typed to plain data, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from wtforms import FieldList, FormField, HiddenField, StringField

from app.forms import Form
from app.programme import plan
from app.programme.fields import (
    BooleanField,
    ChoiceField,
    ClockField,
    LineField,
    LinesField,
    MinutesField,
    ProseField,
    SpeakersField,
    WordsField,
)
from app.programme.part_forms import CueForm, SessionForm, StepForm
from app.programme.plain import Json, to_json
from app.programme.rows import Choices
from app.programme.typed import LONGEST_LIST, WHOLE_MINUTES, too_many

PROSE = 20_000
LEFT_OPEN = (  # of each list what no row of it can do without, and what to do about it
    ("cues", "what", "Typ wat er op dat moment gebeurt, of haal de cue weg."),
    ("parallel", "title", "Typ hoe de deelsessie heet, of haal haar weg."),
    ("steps", "what", "Typ wat de tafel doet, of haal de stap weg."),
    ("steps", "minutes", WHOLE_MINUTES),
)
LISTS = ("cues", "parallel", "steps")
NONE = ("", "geen")


class PartForm(Form):
    """What items and moments share. `basis` is the part as the planner saw it when the form was shown."""

    basis = HiddenField()

    def base(self) -> Json:
        """The part as the planner saw it; empty when that cannot be read, so that every difference is asked."""
        try:
            base = json.loads(self.basis.data or "")
        except (ValueError, RecursionError):
            return {}
        return base if isinstance(base, dict) else {}

    def faults(self) -> list[tuple[str, str]]:
        """Every fault with the id of its field, in the order of the form."""
        return [*_faults(self)]


class ItemForm(PartForm):
    """One item, with its cues, sessions and steps."""

    title = LineField("Onderdeel", "Typ hoe dit onderdeel heet, bijvoorbeeld ‘Welkom’.")
    minutes = MinutesField("Minuten", WHOLE_MINUTES)
    starts = ClockField("Vast begin")
    kind = ChoiceField("Soort", choices=[(kind.value, kind.value) for kind in plan.Kind], default="plenair")
    pillar = ChoiceField("Pijler", choices=[NONE, *((pillar.value, pillar.value) for pillar in plan.Pillar)])
    goal = ChoiceField("Doel", "Kies een doel uit de lijst.")
    room = ChoiceField("Zaal", "Kies een zaal uit de lijst.")
    speakers = SpeakersField("Sprekers")
    roles = WordsField("Rollen")
    minimum = MinutesField("Ten minste")
    droppable = BooleanField("Mag vervallen als de tijd knelt")
    public = ProseField("Voor deelnemers", longest=PROSE)
    say = ProseField("Zeg", longest=PROSE)
    do = ProseField("Doe", longest=PROSE)
    card = LinesField("Kaart", longest=500)
    cues = FieldList(FormField(CueForm))
    parallel = FieldList(FormField(SessionForm))
    case = ProseField("Casus", longest=PROSE)
    steps = FieldList(FormField(StepForm))
    stuck = LinesField("Loopt het vast", longest=500)
    plan_b = ProseField("Plan B", longest=1000)
    first = StringField("Minuten van het eerste deel")  # read only when the item is split

    def __init__(
        self, choices: Choices, shown: plan.Item | None = None, base: Json | None = None, **options: Any
    ) -> None:
        """`shown` fills the form; without it the form reads the request."""
        if shown is not None:
            base = to_json(shown) if base is None else base
            options |= {"formdata": None, "data": _item_data(shown) | {"basis": json.dumps(base)}}
        super().__init__(**options)
        self.choices = choices
        self.offer(shown)

    def offer(self, *parts: plan.Item | None) -> None:
        """Fill the lists to choose from, with what `parts` name beyond the werksessie's own."""
        known = [part for part in parts if part is not None]
        sessions = [session for part in known for session in part.parallel]
        self.session_keys = {session.id for session in sessions}
        placed: list[plan.Item | plan.Session] = [*known, *sessions]
        rooms = room_choices(self.choices, [part.room for part in placed])
        goals = [(goal.key, goal.key) for goal in self.choices.goals]
        self.goal.choices = [NONE, *_with_missing(goals, [part.goal for part in known])]
        named = [key for part in placed for key in part.speakers]
        speakers = _with_missing([*self.choices.names().items()], named)
        self.room.choices, self.speakers.choices = rooms, speakers
        self._offer_to_sessions()

    def _offer_to_sessions(self) -> None:
        for entry in self.parallel:
            entry.form.room.choices, entry.form.speakers.choices = self.room.choices, self.speakers.choices

    def reshape(self, button: str) -> str:
        """Add or take away a row when `button` asks for that; the name of the list, or "" for another button."""
        asked = re.fullmatch(f"({'|'.join(LISTS)})-(?:erbij|weg-([0-9]{{1,4}}))", button)
        if not asked:
            return ""
        rows = self[asked[1]]
        if asked[2] is None:
            rows.append_entry()
            self._offer_to_sessions()
        else:
            rows.entries = [entry for entry in rows.entries if entry.name != f"{asked[1]}-{asked[2]}"]
        return asked[1]

    def validate(self, extra_validators: Any = None) -> bool:
        self._drop_blank_rows()
        right: bool = super().validate(extra_validators)
        for rows, name in ((self.cues, "what"), (self.parallel, "title"), (self.steps, "what")):
            for entry in rows.entries[LONGEST_LIST:]:
                entry.form[name].errors = [too_many(len(rows.entries))]
                right = False
        if self.parallel.entries and self.kind.data != plan.Kind.PARALLEL:
            self.kind.errors = ["Kies de soort parallel, of haal de deelsessies weg."]
            right = False
        for listed, name, text in LEFT_OPEN:
            for field in (entry.form[name] for entry in self[listed]):
                if not field.errors and not field.data:
                    field.errors = [text]
                    right = False
        least, most = self.minimum.data, self.minutes.data
        if least and most and least > most:
            text = (
                f"Ten minste staat op {least}. Maak dat hoogstens {most}, of geef het onderdeel meer minuten."
            )
            self.minimum.errors = [text]
            right = False
        return right

    def _drop_blank_rows(self) -> None:
        for rows in map(self.__getitem__, LISTS):
            rows.entries = [entry for entry in rows.entries if not entry.form.is_blank()]

    def item(self) -> plan.Item:
        """What was typed. Call after validation."""
        return plan.Item(
            title=self.title.data,
            minutes=self.minutes.data,
            kind=plan.Kind(self.kind.data),
            starts=self.starts.data,
            minimum=self.minimum.data,
            droppable=self.droppable.data,
            pillar=plan.Pillar(self.pillar.data) if self.pillar.data else None,
            goal=self.goal.data,
            room=self.room.data,
            roles=self.roles.data,
            speakers=self.speakers.data,
            public=self.public.data,
            say=self.say.data,
            do=self.do.data,
            card=self.card.data,
            cues=tuple(entry.form.cue() for entry in self.cues),
            parallel=tuple(entry.form.session(self.session_keys) for entry in self.parallel),
            case=self.case.data,
            steps=tuple(entry.form.step() for entry in self.steps),
            stuck=self.stuck.data,
            plan_b=self.plan_b.data,
        )


class MomentForm(PartForm):
    """One moment outside the programme."""

    starts = ClockField("Begin", "Typ hoe laat dit begint, bijvoorbeeld 08.15.")
    minutes = MinutesField("Minuten", WHOLE_MINUTES)
    what = LineField("Wat", "Typ wat er gebeurt, bijvoorbeeld ‘Soundcheck’.", longest=500)
    room = ChoiceField("Zaal", "Kies een zaal uit de lijst.")
    roles = WordsField("Wie")

    def __init__(
        self, choices: Choices, shown: plan.Moment | None = None, base: Json | None = None, **options: Any
    ) -> None:
        """`shown` fills the form; without it the form reads the request."""
        if shown is not None:
            base = to_json(shown) if base is None else base
            data = {name: getattr(shown, name) for name in ("starts", "minutes", "what", "room", "roles")}
            options |= {"formdata": None, "data": data | {"basis": json.dumps(base)}}
        super().__init__(**options)
        self.choices = choices
        self.offer(shown)

    def offer(self, *parts: plan.Moment | None) -> None:
        """Fill the list of rooms, with what `parts` name beyond the werksessie's own."""
        self.room.choices = room_choices(self.choices, [part.room for part in parts if part])

    def moment(self) -> plan.Moment:
        """What was typed. Call after validation."""
        return plan.Moment(
            starts=self.starts.data,
            minutes=self.minutes.data,
            what=self.what.data,
            room=self.room.data,
            roles=self.roles.data,
        )


def room_choices(choices: Choices, named: Sequence[str | None]) -> list[tuple[str, str]]:
    """The rooms to choose from, with those that are `named` but unknown."""
    return [NONE, *_with_missing([(room.name, room.name) for room in choices.rooms], named)]


def _with_missing(known: list[tuple[str, str]], named: Sequence[str | None]) -> list[tuple[str, str]]:
    keys = {key for key, _ in known}
    missing = [name for name in dict.fromkeys(named) if name and name not in keys and name[0] != ":"]
    return [*known, *((name, f"{name} (nog niet bekend)") for name in missing)]


def _item_data(item: plan.Item) -> dict[str, Any]:
    names = (
        "title", "minutes", "starts", "minimum", "droppable", "goal", "room", "roles", "public", "say", "do",
        "card", "case", "stuck", "plan_b",
    )  # fmt: skip
    return {name: getattr(item, name) for name in names} | {
        "kind": item.kind.value,
        "pillar": item.pillar.value if item.pillar else None,
        "speakers": item.speakers,
        "first": str(item.minutes // 2) if item.minutes > 1 else "",
        "cues": [
            {
                "offset": abs(cue.offset) or None,
                "side": f"{cue.anchor}{'-' if cue.offset < 0 else '+'}",
                "what": cue.what,
                "roles": cue.roles,
            }
            for cue in item.cues
        ],
        "parallel": [
            {
                "key": session.id,
                "title": session.title,
                "room": session.room,
                "capacity": session.capacity,
                "minutes": session.minutes,
                "speakers": session.speakers,
                "roles": session.roles,
                "plan_b": session.plan_b,
            }
            for session in item.parallel
        ],
        "steps": [asdict(step) for step in item.steps],
    }


def _faults(form: Any) -> Iterator[tuple[str, str]]:
    for field in form:
        if isinstance(field, FieldList):
            for entry in field:
                yield from _faults(entry.form)
        elif field.errors:
            yield field.id, str(field.errors[0])
