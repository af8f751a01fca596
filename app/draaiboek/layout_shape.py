"""The shapes of which the table of the draaiboek file is made: values, lists, and maps that fill a dataclass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any

from app.draaiboek.values import Value


@dataclass(frozen=True, slots=True)
class Many:
    """A list of `each`. `distinct`: the same word twice is a mistake; of records, the same `short`."""

    each: Value | Record
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A map that fills `kind`. `make` and `show` go between the two where a key is not simply an attribute.

    A map with nothing but the key `short` may be written as that key's text alone.
    """

    kind: type
    keys: Mapping[str, Value | Many | Record]
    make: Callable[..., Any]
    show: Callable[[Any], Mapping[str, Any]]
    required: frozenset[str]
    short: str = ""


def record(
    kind: type,
    keys: Mapping[str, Value | Many | Record],
    *,
    make: Callable[..., Any] | None = None,
    show: Callable[[Any], Mapping[str, Any]] | None = None,
    required: frozenset[str] | None = None,
    short: str = "",
) -> Record:
    """The record of a dataclass whose attributes are named as the keys, unless `make` and `show` say otherwise."""
    if required is None:
        required = frozenset(field.name for field in fields(kind) if default(field) is MISSING)
    return Record(kind, keys, make or kind, show or (lambda whole: attributes(whole, keys)), required, short)


def attributes(whole: Any, keys: Mapping[str, Value | Many | Record]) -> dict[str, Any]:
    """What the attributes named in `keys` hold, without those that are as they would be when absent."""
    ordinary = {field.name: default(field) for field in fields(whole)}
    held = {key: getattr(whole, key) for key in keys if key in ordinary}
    return {key: value for key, value in held.items() if value != ordinary[key]}


def default(field: Field[Any]) -> Any:
    """What an attribute is when nothing is said; MISSING when it must be said."""
    return field.default_factory() if field.default_factory is not MISSING else field.default
