"""The planner's own questions as plain data: which apply, what an answer says in words, what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.registrations.question_models import AnswerKind, FormQuestion
from app.werksessies.discretion import CLOSED_KEPT
from app.werksessies.models import Werksessie
from app.words import joined

YES, NO = "ja", "nee"
LONGEST = {AnswerKind.SHORT: 200, AnswerKind.LONG: 2000}  # characters
LARGEST = 1_000_000  # of a number, above and below nothing

Answers = Mapping[int, Any]  # by the question's id; what is not answered is not in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. `options`: what one chooses from, also of yes or no. `kept_until`: the last day of its answers.

    `shown_if_id`, `shown_if`: asked only of who gave this answer, one of its options, to that other question.
    """

    id: int
    text: str
    help: str
    kind: AnswerKind
    options: tuple[str, ...]
    required: bool
    purpose: str
    kept_until: date
    shown_if_id: int | None = None
    shown_if: str = ""


def questions_of(werksessie: Werksessie) -> tuple[Asked, ...]:
    """The questions of a werksessie in order, in one query."""
    rows = db.session.scalars(
        select(FormQuestion)
        .where(FormQuestion.werksessie_id == werksessie.id)
        .order_by(FormQuestion.position, FormQuestion.id)
    )
    return tuple(asked_of(row, werksessie) for row in rows)


def last_day_of_answers(day: date, kept_days: int, *, closed: bool) -> date:
    """Until when answers are kept that are kept so many days after `day`; of a closed subject no longer than all."""
    kept = timedelta(days=kept_days)
    return day + (min(kept, CLOSED_KEPT) if closed else kept)


def asked_of(row: FormQuestion, werksessie: Werksessie) -> Asked:
    """A row as plain data."""
    kind = AnswerKind(row.kind)
    return Asked(
        id=row.id,
        text=row.text,
        help=row.help,
        kind=kind,
        options=(YES, NO) if kind is AnswerKind.YES_NO else tuple(row.options),
        required=row.required_since is not None,
        purpose=row.purpose,
        kept_until=last_day_of_answers(
            werksessie.date, row.kept_days, closed=werksessie.closed_since is not None
        ),
        shown_if_id=row.shown_if_id,
        shown_if=row.shown_if,
    )


def applying(questions: Sequence[Asked], answers: Answers) -> list[Asked]:
    """The questions that are asked of who answers like this, in order."""
    known = {question.id: question for question in questions}
    return [question for question in questions if _applies(question, known, answers)]


def kept_answers(questions: Sequence[Asked], answers: Answers) -> dict[int, Any]:
    """The answers to questions that apply, as far as they fit what is asked now."""
    fitting = {
        question.id: answers[question.id]
        for question in questions
        if question.id in answers and fits(question, answers[question.id])
    }
    return {one.id: fitting[one.id] for one in applying(questions, fitting) if one.id in fitting}


def missing(questions: Sequence[Asked], answers: Answers) -> list[Asked]:
    """What must still be answered."""
    kept = kept_answers(questions, answers)
    return [one for one in applying(questions, kept) if one.required and one.id not in kept]


def fits(question: Asked, value: Any) -> bool:
    """Whether a value answers the question as it is asked now, also after its kind or its options changed."""
    match question.kind:
        case AnswerKind.YES_NO:
            return isinstance(value, bool)
        case AnswerKind.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case AnswerKind.ONE:
            return value in question.options
        case AnswerKind.SEVERAL:
            return isinstance(value, list) and bool(value) and set(value) <= set(question.options)
        case _:
            return isinstance(value, str) and bool(value)


def in_words(value: Any) -> str:
    """An answer as people read it: ja, 3,5, or "dinsdag en woensdag"."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return joined([str(part) for part in value])
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def condition(question: Asked, questions: Iterable[Asked]) -> str:
    """When it is asked, in words; "" for always."""
    other = next((one for one in questions if one.id == question.shown_if_id), None)
    return f"Alleen als u bij ‘{other.text}’ antwoordt: {question.shown_if}." if other else ""


def _applies(question: Asked, known: Mapping[int, Asked], answers: Answers) -> bool:
    seen = set()
    while question.shown_if_id is not None:
        other = known.get(question.shown_if_id)
        if other is None:
            return True
        if other.id in seen or question.shown_if not in _said(answers.get(other.id)):
            return False
        seen.add(other.id)
        question = other
    return True


def _said(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(part) for part in value] if isinstance(value, list) else [in_words(value)]
