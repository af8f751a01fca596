"""The planner's own questions as fields of a form: made for the questions of a werksessie, mixed into any form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import new_class
from typing import Any, TypeVar, cast

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from app.forms import Form
from app.mail.text import one_line, paragraphs
from app.registrations.question_models import AnswerKind
from app.registrations.questions import LARGEST, LONGEST, NO, YES, Answers, Asked, applying, in_words

AnyForm = TypeVar("AnyForm", bound=Form)
FILL_IN = "Vul een antwoord in bij ‘{}’."
CHOOSE = "Kies een antwoord bij ‘{}’."
_DUTCH = re.compile(r"-?([0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]{1,4})?")
_WITH_POINT = re.compile(r"-?[0-9]{1,9}\.[0-9]{1,4}")


def asking(form: type[AnyForm], questions: Sequence[Asked], *, closed: bool) -> type[AnyForm]:
    """`form` with a field for each question, and of a closed subject without the list of participants.

    WTForms takes new fields on classes only, hence a class for each set of questions.
    """
    fields: dict[str, Any] = {name_of(question): _field(question, questions) for question in questions}
    if fields:
        fields["questions"] = tuple(questions)
    if closed:
        fields["listed"] = None
    if not fields:
        return form
    made = new_class(form.__name__, (form,), {}, lambda namespace: namespace.update(fields))
    return cast(type[AnyForm], made)


def name_of(question: Asked) -> str:
    """The field of a question."""
    return f"vraag_{question.id}"


def answered(form: Form, questions: Iterable[Asked]) -> dict[int, Any]:
    """What a form says: only of what applies, so an answer that a hidden question held is left out."""
    asked = list(questions)
    values = {one.id: _value(one, form[name_of(one)].data) for one in asked}
    said = {key: value for key, value in values.items() if value is not None}
    return {one.id: said[one.id] for one in applying(asked, said) if one.id in said}


def filled_in(questions: Iterable[Asked], answers: Answers) -> dict[str, Any]:
    """The data of the fields for who answered before."""
    data: dict[str, Any] = {}
    for one in questions:
        if one.id in answers:
            value = answers[one.id]
            data[name_of(one)] = value if isinstance(value, list) else in_words(value)
    return data


class _Answered:
    """Refuses an answer that cannot be, or that lacks where it must be given; asks nothing of who it is not for."""

    field_flags: dict[str, Any] = {}

    def __init__(self, question: Asked, questions: Sequence[Asked]) -> None:
        self.question, self.questions = question, questions

    def __call__(self, form: Form, field: Any) -> None:
        question = self.question
        asked = [one for one in self.questions if name_of(one) in form]
        if question not in applying(asked, answered(form, asked)):
            return
        fault = _fault(question, field.data)
        if fault is None and question.required and _value(question, field.data) is None:
            fault = (CHOOSE if question.options else FILL_IN).format(question.text)
        if fault:
            raise StopValidation(fault)


def _fault(question: Asked, typed: Any) -> str | None:
    most = LONGEST.get(question.kind)
    if most and len(typed or "") > most:
        return f"Uw antwoord bij ‘{question.text}’ telt {len(typed)} tekens. Er passen {most} tekens: maak het korter."
    if question.kind is AnswerKind.NUMBER and typed and _number(typed) is None:
        return f"Vul bij ‘{question.text}’ een getal in, bijvoorbeeld 3 of 2,5."
    return None


def _value(question: Asked, typed: Any) -> Any:
    """What was typed as an answer is kept; None for no answer."""
    match question.kind:
        case AnswerKind.SEVERAL:
            return [option for option in question.options if option in (typed or [])] or None
        case AnswerKind.ONE:
            return typed if typed in question.options else None
        case AnswerKind.YES_NO:
            return {YES: True, NO: False}.get(typed or "")
        case AnswerKind.NUMBER:
            return _number(typed or "")
        case _:
            return typed or None


def _number(typed: str) -> float | int | None:
    """A number as people type it: 3, 2,5, 2.5, 1.250 or -1; None for what is none."""
    bare = typed.replace(" ", "")
    if _DUTCH.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif not _WITH_POINT.fullmatch(bare):
        return None
    number = float(bare) if "." in bare else int(bare)
    return number if abs(number) <= LARGEST else None


def _field(question: Asked, questions: Sequence[Asked]) -> Any:
    validators = [_Answered(question, questions)]
    choices = {option: option[:1].upper() + option[1:] for option in question.options}
    match question.kind:
        case AnswerKind.LONG:
            return TextAreaField(question.text, validators, [lambda text: paragraphs(text or "")])
        case AnswerKind.ONE | AnswerKind.YES_NO:
            return RadioField(question.text, validators, choices=choices, validate_choice=False)
        case AnswerKind.SEVERAL:
            return SelectMultipleField(
                question.text,
                validators,
                choices=choices,
                validate_choice=False,
                widget=ListWidget(),
                option_widget=CheckboxInput(),
            )
        case _:
            return StringField(question.text, validators, [lambda text: one_line(text or "")])
