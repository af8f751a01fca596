"""The columns of the programme as a workbook: what each is called, which lines have it, how its cells are read.

Readers take a cell's value as openpyxl gives it and raise ValueError with the Dutch sentence that says what to do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from app.programme import typed
from app.programme.plan import Anchor, Cue, Item, Kind, Pillar, Session
from app.programme.problems import quoted
from app.programme.rows import Choices, person_key
from app.werksessies.discretion import shown_name
from app.words import clock

CUE_WHEN = "Typ wanneer, bijvoorbeeld ‘5 min voor het begin’, ‘bij het begin’ of ‘2 min na het einde’."
_WHEN = re.compile(
    r"(?:(?P<minutes>.*?)\s*(?P<side>voor|na|bij)\s*)?(?:het|de)?\s*(?P<anchor>begin|start|einde?)",
    re.IGNORECASE,
)
_YES = {"ja", "j", "x", "waar", "true", "1"}
_NO = {"nee", "n", "-", "onwaar", "false", "0"}
DAY = 24 * 60  # minutes


class Line(StrEnum):
    """What a line of the sheet is."""

    ITEM = "onderdeel"
    CUE = "cue"
    SESSION = "deelsessie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a line can point to: by what a cell may say, in small letters. `labels`: speakers' names by key."""

    rooms: Mapping[str, str]
    goals: Mapping[str, str]
    speakers: Mapping[str, str]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, choices: Choices, items: Sequence[Item]) -> Known:
        """What the werksessie has, and what `items` name beyond that."""
        placed: list[Item | Session] = [*items, *(session for item in items for session in item.parallel)]
        rooms = [room.name for room in choices.rooms] + [part.room for part in placed if part.room]
        goals = [goal.key for goal in choices.goals] + [item.goal for item in items if item.goal]
        labels: dict[str, str] = {}
        namesakes: Counter[str] = Counter()
        for person in choices.speakers:
            key, name = person_key(person), shown_name(person.name, person.first_name_only_since)
            namesakes[name] += 1
            number = f" ({namesakes[name]})" if namesakes[name] > 1 else ""
            labels[key] = name.replace(";", ",") + number
        labels |= {key: key for part in placed for key in part.speakers if key not in labels}
        return cls(
            rooms={room.casefold(): room for room in rooms},
            goals={goal.text.casefold(): goal.key for goal in choices.goals}
            | {goal.casefold(): goal for goal in goals},
            speakers={label.casefold(): key for key, label in labels.items()},
            labels=labels,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `empty` is what an empty cell means, unless `missing` says that it must be filled."""

    field: str
    heading: str
    width: float
    lines: frozenset[Line] = frozenset({Line.ITEM})
    read: Callable[[Any, Known], Any] = lambda value, known: text_of(value)
    empty: Any = None
    missing: str = ""
    also: tuple[str, ...] = ()


def text_of(value: object) -> str:
    """A cell as text, numbers and times as a Dutch reader would write them."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, time):
        return clock(value)
    if isinstance(value, datetime | date):
        return f"{value:%d-%m-%Y}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def read_clock(value: object) -> time:
    """A time of day: a time cell, a part of a day (0.5), a number as typed (9.3 is 9.30), or text."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return _clock(60 * value.hour + value.minute + round(value.second / 60 + value.microsecond / 6e7))
    if isinstance(value, timedelta):
        return _clock(round(value.total_seconds() / 60))
    if isinstance(value, float) and 0 <= value < 1:
        return _clock(round(value * DAY))
    if isinstance(value, float):
        return typed.read_clock(f"{value:.2f}")
    return typed.read_clock(text_of(value))


def _clock(minutes: int) -> time:
    if not 0 <= minutes < DAY:
        raise ValueError("Typ een tijd van 00.00 tot en met 23.59.")
    return time(minutes // 60, minutes % 60)


def read_minutes(value: object) -> int:
    """Whole minutes: a number, a length of time (0:45), or text ("45 min")."""
    if isinstance(value, time):
        return typed.read_minutes(str(60 * value.hour + value.minute))
    if isinstance(value, timedelta):
        return typed.read_minutes(str(round(value.total_seconds() / 60)))
    return typed.read_minutes(re.sub(r"[.,]0+$", "", text_of(value).strip()))


def read_when(value: object) -> tuple[Anchor, int]:
    """When a cue comes: an end of its item and the minutes from there, negative before it."""
    text = typed.one_line(text_of(value))
    if re.fullmatch(r"[+-]?\s*[0-9]+", text):
        text = f"{text.lstrip('+- ')} min {'voor' if text.startswith('-') else 'na'} begin"
    match = _WHEN.fullmatch(text)
    if not match:
        raise ValueError(CUE_WHEN)
    minutes, side = (match["minutes"] or "").strip(), (match["side"] or "bij").lower()
    if bool(minutes) == (side == "bij"):
        raise ValueError(CUE_WHEN)
    offset = typed.read_offset(minutes) if minutes else 0
    anchor = Anchor.END if match["anchor"].lower().startswith("ein") else Anchor.START
    return anchor, -offset if side == "voor" else offset


def when_text(cue: Cue) -> str:
    """What `read_when` reads again."""
    end = "begin" if cue.anchor is Anchor.START else "einde"
    if cue.offset == 0:
        return f"bij het {end}"
    return f"{abs(cue.offset)} min {'voor' if cue.offset < 0 else 'na'} het {end}"


def _read_line(value: object, longest: int = 200) -> str:
    line = typed.one_line(text_of(value))
    typed.check_length(line, longest)
    return line


def _read_prose(value: object, _known: Known) -> str:
    prose = typed.prose(text_of(value))
    typed.check_length(prose, 20_000)
    return prose


def _read_card(value: object, _known: Known) -> tuple[str, ...]:
    return tuple(line for text in text_of(value).splitlines() if (line := _read_line(text, 500)))


def _read_yes(value: object, _known: Known) -> bool:
    word = text_of(value).strip().casefold()
    if word not in _YES | _NO:
        raise ValueError("Typ ‘ja’ of ‘nee’.")
    return word in _YES


def _read_kind(value: object, _known: Known) -> Kind:
    return Kind(_chosen(value, {kind.value: kind.value for kind in Kind}, "soort onderdeel"))


def _read_pillar(value: object, _known: Known) -> Pillar:
    return Pillar(_chosen(value, {pillar.value: pillar.value for pillar in Pillar}, "pijler"))


def _read_speakers(value: object, known: Known) -> tuple[str, ...]:
    """Names between semicolons, on lines of their own, or between commas where no name has one."""
    keys: list[str] = []
    for part in filter(None, map(typed.one_line, re.split("[;\n]", text_of(value)))):
        whole = part.casefold() in known.speakers
        names = [part] if whole else [name for text in part.split(",") if (name := text.strip())]
        keys += [_chosen(name, known.speakers, "spreker van deze werksessie", known.labels) for name in names]
    return tuple(sorted(dict.fromkeys(keys), key=lambda key: not key.startswith(":")))


def _chosen(
    value: object, choices: Mapping[str, str], what: str, labels: Mapping[str, str] | None = None
) -> str:
    text = typed.one_line(text_of(value))
    if text.casefold() in choices:
        return choices[text.casefold()]
    offered = list(dict.fromkeys((labels or {}).get(key, key) for key in choices.values()))
    if not offered:
        raise ValueError(f"{quoted(text)} is nog geen {what}. Maak deze cel leeg.")
    more = f" en {len(offered) - 12} andere (zie het blad ‘Keuzes’)" if len(offered) > 12 else ""
    raise ValueError(f"{quoted(text)} is geen {what}. Kies uit: {', '.join(offered[:12])}{more}.")


ALL = frozenset(Line)
PLACED = frozenset({Line.ITEM, Line.SESSION})
COLUMNS = (
    Column(field="line", heading="Regel", width=11, lines=ALL, also=("type",)),
    Column(field="begins", heading="Van", width=7, lines=ALL),
    Column(field="ends", heading="Tot", width=7, lines=ALL, also=("einde", "eind", "eindtijd")),
    Column(
        field="minutes", heading="Minuten", width=9, lines=PLACED, also=("duur", "min", "tijdsduur"),
        read=lambda value, known: read_minutes(value), missing=typed.WHOLE_MINUTES,
    ),
    Column(
        field="title", heading="Onderdeel", width=38, lines=ALL, also=("titel", "wat", "programmaonderdeel"),
        read=lambda value, known: _read_line(value, 500),
        missing="Typ hoe dit heet, of haal de hele regel weg.",
    ),
    Column(
        field="starts", heading="Vast begin", width=11, also=("vast", "begin", "begintijd", "aanvang", "start"),
        read=lambda value, known: read_clock(value),
    ),
    Column(
        field="when", heading="Wanneer", width=22, lines=frozenset({Line.CUE}), also=("moment",),
        read=lambda value, known: read_when(value), empty=(Anchor.START, 0),
    ),
    Column(field="kind", heading="Soort", width=12, read=_read_kind, empty=Kind.PLENAIR),
    Column(field="pillar", heading="Pijler", width=12, read=_read_pillar),
    Column(
        field="goal", heading="Doel", width=18,
        read=lambda value, known: _chosen(value, known.goals, "doel van deze werksessie"),
    ),
    Column(
        field="room", heading="Zaal", width=18, lines=PLACED, also=("ruimte", "locatie"),
        read=lambda value, known: _chosen(value, known.rooms, "zaal van deze werksessie"),
    ),
    Column(
        field="speakers", heading="Sprekers", width=24, lines=PLACED, also=("spreker",),
        read=_read_speakers, empty=(),
    ),
    Column(
        field="roles", heading="Rollen", width=20, lines=ALL, also=("rol", "wie"), empty=(),
        read=lambda value, known: tuple(typed.read_words(text_of(value))),
    ),
    Column(
        field="capacity", heading="Plaatsen", width=10, lines=frozenset({Line.SESSION}), also=("capaciteit",),
        read=lambda value, known: typed.read_number(re.sub(r"[.,]0$", "", text_of(value))),
    ),
    Column(
        field="minimum", heading="Ten minste", width=11, also=("minimum",),
        read=lambda value, known: read_minutes(value),
    ),
    Column(field="droppable", heading="Mag vervallen", width=11, read=_read_yes, empty=False),
    Column(
        field="public", heading="Voor deelnemers", width=40, also=("publiek",), read=_read_prose, empty="",
    ),
    Column(field="say", heading="Zeg", width=50, also=("tekst", "gesproken tekst"), read=_read_prose, empty=""),
    Column(field="do", heading="Doe", width=36, read=_read_prose, empty=""),
    Column(field="card", heading="Kaart", width=28, also=("spreekkaart",), read=_read_card, empty=()),
    Column(field="code", heading="Code", width=20, lines=ALL),
)  # fmt: skip
BY_FIELD = {column.field: column for column in COLUMNS}
ASIDE = frozenset({"line", "begins", "ends", "code"})  # what a planner does not plan with


def column_called(heading: object) -> Column | None:
    """The column with this heading, whatever its capitals and what stands behind it in brackets."""
    name = re.sub(r"\(.*?\)", "", text_of(heading)) if heading is not None else ""
    name = typed.one_line(name).strip(" :.*").casefold()
    return next((column for column in COLUMNS if name in (column.heading.casefold(), *column.also)), None)


def fields_of(line: Line) -> list[Column]:
    """The columns in which a planner plans a line of this sort."""
    return [column for column in COLUMNS if line in column.lines and column.field not in ASIDE]
