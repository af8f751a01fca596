"""The fields in which people choose their sessions: made for the rounds of a werksessie, mixed into any form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import new_class
from typing import Any, TypeVar, cast

from wtforms import RadioField, SelectField
from wtforms.validators import StopValidation

from app.forms import Form
from app.registrations.choice_rounds import ChoiceRound
from app.registrations.entry import Choice

LATER = "later"
ORDINALS = ("Eerste", "Tweede", "Derde")

AnyForm = TypeVar("AnyForm", bound=Form)


def with_choices(form: type[AnyForm], rounds: Iterable[ChoiceRound]) -> type[AnyForm]:
    """`form` with what is asked in each round: up to three wishes in order, or one session.

    WTForms takes new fields on classes only, hence a class for each set of rounds.
    """
    fields: dict[str, Any] = {}
    for round_ in rounds:
        if round_.first_come:
            fields[seat_name(round_)] = _one_of(round_)
        else:
            fields |= {wish_name(round_, rank): _wish(round_, rank) for rank in round_.ranks}
    made = (
        new_class(form.__name__, (form,), {}, lambda namespace: namespace.update(fields)) if fields else form
    )
    return cast(type[AnyForm], made)


def seat_name(round_: ChoiceRound) -> str:
    """The field of a round in which one chooses one session."""
    return f"sessie_{round_.item_id}"


def wish_name(round_: ChoiceRound, rank: int) -> str:
    """The field of one wish."""
    return f"keus_{round_.item_id}_{rank}"


def chosen(form: Form, rounds: Iterable[ChoiceRound]) -> tuple[Choice, ...]:
    """What the valid form says of each round. The same session wished for twice counts once."""
    return tuple(Choice(round_.item_id, _sessions(form, round_)) for round_ in rounds)


def known_choices(
    rounds: Iterable[ChoiceRound], wishes: Mapping[int, list[int]], seats: Mapping[int, int]
) -> dict[str, str]:
    """The data of the fields for who chose already: session ids by item id."""
    data = {}
    for round_ in rounds:
        if round_.first_come:
            data[seat_name(round_)] = str(seats.get(round_.item_id, LATER))
        for rank, session_id in enumerate(wishes.get(round_.item_id, []), 1):
            data[wish_name(round_, rank)] = str(session_id)
    return data


def say_full(form: Form, rounds: Iterable[ChoiceRound], full: Mapping[int, str]) -> None:
    """Put at each field that its session has no seat left; the rest stays as it was typed."""
    for round_ in rounds:
        if round_.item_id in full:
            said = f"‘{full[round_.item_id]}’ is net vol. Kies een andere sessie; de rest hebben wij bewaard."
            form[seat_name(round_)].errors = [said]


def _sessions(form: Form, round_: ChoiceRound) -> tuple[int, ...]:
    names = [seat_name(round_)] if round_.first_come else [wish_name(round_, rank) for rank in round_.ranks]
    typed = dict.fromkeys(form[name].data for name in names)
    return tuple(session.id for key in typed for session in round_.sessions if str(session.id) == key)


def _one_of(round_: ChoiceRound) -> RadioField:
    known = {str(session.id): session.title for session in round_.sessions} | {LATER: "Ik kies later"}

    def validate(_form: Form, field: RadioField) -> None:
        if field.data not in known:
            raise StopValidation(f"Kies een sessie bij ‘{round_.title}’, of kies ‘Ik kies later’.")

    return RadioField(round_.title, [validate], choices=known, validate_choice=False)


def _wish(round_: ChoiceRound, rank: int) -> SelectField:
    known = {"": "Geen voorkeur" if rank == 1 else "Geen"}
    known |= {str(session.id): session.title for session in round_.sessions}

    def read(typed: str | None) -> str:
        return typed if typed in known else ""

    return SelectField(f"{ORDINALS[rank - 1]} keus", choices=known, validate_choice=False, filters=[read])
