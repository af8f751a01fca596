"""The form of one row of a list, and that row opened on its page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, HiddenField, ValidationError

from app.forms import Form
from app.mail.address import AddressError, Mailbox
from app.programme.fields import ChoiceField, LineField, TypedField
from app.programme.listed import Values

FIELDS = ("csrf_token", "basis")  # of every form, and of no row


class EmailField(LineField):
    """An address to which mail can go."""

    def pre_validate(self, form: Any) -> None:
        try:
            Mailbox("", self.data) if self.data else None
        except AddressError as error:
            raise ValidationError(str(error)) from None


class ListForm(Form):
    """The fields of one row. `basis` is the row as the planner saw it when the form was shown."""

    basis = HiddenField()

    def __init__(
        self, shown: Mapping[str, Any] | None = None, base: Values | None = None, **options: Any
    ) -> None:
        """`shown` fills the form; without it the form reads the request."""
        if shown is not None:
            base = dict(shown) if base is None else base
            options |= {"formdata": None, "data": {**shown, "basis": json.dumps(base)}}
        super().__init__(**options)

    def base(self) -> Values:
        """The row as the planner saw it; empty when that cannot be read, so that every difference is asked."""
        try:
            base = json.loads(self.basis.data or "")
        except (ValueError, RecursionError):
            return {}
        return base if isinstance(base, dict) else {}

    def values(self) -> Values:
        """What was typed. Call after validation."""
        return {field.short_name: _plain(field) for field in self.parts}

    @property
    def parts(self) -> list[Any]:
        """The fields that a planner sees, in order."""
        return [field for field in self if field.short_name not in FIELDS]

    def faults(self) -> list[tuple[str, str]]:
        """Every fault with the id of its field, in the order of the form."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]


def _plain(field: Any) -> Any:
    if isinstance(field, BooleanField):
        return bool(field.data)
    return list(field.data) if isinstance(field.data, tuple) else field.data


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRow:
    """The one row that is opened as a form, in the list `word`. `row_id` None: a new one.

    `saved` is what a colleague saved, `clashes` the fields in which it differs; `gone`: a colleague removed it.
    """

    word: str
    form: ListForm
    row_id: int | None = None
    saved: Values | None = None
    clashes: tuple[str, ...] = ()
    gone: bool = False

    @property
    def faults(self) -> list[tuple[str, str]]:
        return self.form.faults()

    def label(self, name: str) -> str:
        """What the form calls a field."""
        return str(self.form[name].label.text)

    def in_words(self, name: str) -> str:
        """What a colleague saved in field `name`, to read."""
        value = (self.saved or {})[name]
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if isinstance(value, list):
            return ", ".join(value)
        field = self.form[name]
        if isinstance(field, ChoiceField):
            return str(dict(field.choices).get(value or "", ""))
        return field.show(value) if isinstance(field, TypedField) and value is not None else str(value or "")
