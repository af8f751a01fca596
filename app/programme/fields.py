"""Form fields that read what a planner types, by `typed.py`, and show it again as typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wtforms import BooleanField, Field, StringField, ValidationError

from app.programme import typed
from app.words import clock

__all__ = [
    "BooleanField",
    "ChoiceField",
    "ClockField",
    "EurosField",
    "HourField",
    "LineField",
    "LinesField",
    "MinutesField",
    "NumberField",
    "OffsetField",
    "ProseField",
    "SpeakersField",
    "WordsField",
]

Choices = Sequence[tuple[str, str]]


class TypedField(StringField):  # type: ignore[misc]
    """Reads a text with `read`, shows a value with `show`. Empty is None, or refused with the text `missing`."""

    read: Callable[[str], Any]
    show: Callable[[Any], str] = staticmethod(str)
    empty: Any = None

    def __init__(self, label: str, missing: str = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.missing = missing

    @property
    def raw(self) -> str:
        """What came in, as typed."""
        return self.raw_data[0] if self.raw_data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = self.empty
        if text.strip():
            self.data = self.read(text)
        elif self.missing:
            raise ValueError(self.missing)

    def _value(self) -> str:
        if self.raw_data:
            return self.raw
        return "" if self.data in (None, self.empty) else self.show(self.data)


class MinutesField(TypedField):
    """Whole minutes."""

    read = staticmethod(typed.read_minutes)


class OffsetField(TypedField):
    """Minutes from an end of an item."""

    read = staticmethod(typed.read_offset)


class NumberField(TypedField):
    """A count of people."""

    read = staticmethod(typed.read_number)


class ClockField(TypedField):
    """A time of day."""

    read = staticmethod(typed.read_clock)
    show = staticmethod(clock)


class HourField(TypedField):
    """A time of day as the text 09:30, for a row of a list (`listed.Values` hold what JSON can hold)."""

    read = staticmethod(lambda text: f"{typed.read_clock(text):%H:%M}")
    show = staticmethod(lambda text: text.replace(":", "."))


class EurosField(TypedField):
    """An amount of money in cents, shown as 1250,50."""

    read = staticmethod(typed.read_euros)
    show = staticmethod(lambda cents: f"{cents // 100},{cents % 100:02d}")


class WordsField(TypedField):
    """Free words between commas, as a tuple."""

    read = staticmethod(lambda text: tuple(typed.read_words(text)))
    show = staticmethod(", ".join)
    empty = ()


class _TextField(TypedField):
    empty: Any = ""

    def __init__(self, label: str, missing: str = "", longest: int = 200, **options: Any) -> None:
        super().__init__(label, missing, **options)
        self.longest = longest


class LineField(_TextField):
    """One line of text."""

    def read(self, text: str) -> str:
        line = typed.one_line(text)
        typed.check_length(line, self.longest)
        if self.missing and not line:
            raise ValueError(self.missing)
        return line


class ProseField(_TextField):
    """Text with paragraphs."""

    def read(self, text: str) -> str:
        prose = typed.prose(text)
        typed.check_length(prose, self.longest)
        return prose


class LinesField(_TextField):
    """A list with one thing on each line, as a tuple."""

    empty = ()
    show = staticmethod("\n".join)

    def read(self, text: str) -> tuple[str, ...]:
        lines = tuple(filter(None, map(typed.one_line, text.splitlines())))
        typed.check_number(lines)
        for line in lines:
            typed.check_length(line, self.longest)
        return lines


class ChoiceField(Field):  # type: ignore[misc]
    """One of `choices` (value, label); the empty choice is None, anything else is refused with `otherwise`."""

    data: Any = None

    def __init__(
        self,
        label: str,
        otherwise: str = "Kies een regel uit de lijst.",
        choices: Choices = (),
        **options: Any,
    ) -> None:
        super().__init__(label, **options)
        self.otherwise, self.choices = otherwise, choices

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = (valuelist[0] or None) if valuelist else self.data

    def pre_validate(self, form: Any) -> None:
        if (self.data or "") not in [value for value, _ in self.choices]:
            raise ValidationError(self.otherwise)


class SpeakersField(Field):  # type: ignore[misc]
    """Several speakers by their key, in order: one select each, and one more to add another."""

    choices: Choices = ()

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tuple(dict.fromkeys(filter(None, valuelist)))

    def pre_validate(self, form: Any) -> None:
        if set(self.data or ()) - {key for key, _ in self.choices}:
            raise ValidationError("Kies een spreker uit de lijst.")

    @property
    def slots(self) -> list[str]:
        """What stands in each select."""
        return [*(self.data or ()), ""]
