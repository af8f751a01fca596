"""What people answered to the planner's own questions: written, read, counted, and who has not answered yet."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from app.extensions import db
from app.registrations.models import Registration
from app.registrations.question_models import Answer, AnswerKind, FormQuestion
from app.registrations.questions import NO, YES, Answers, Asked, fits, in_words
from app.werksessies.models import Werksessie
from app.words import count


def add_answers(registration_id: int, answers: Answers, at: datetime) -> None:
    """Under the lock: the answers of somebody new. A question that was removed meanwhile is passed over."""
    there = set(db.session.scalars(select(FormQuestion.id).where(FormQuestion.id.in_(answers))))
    rows = [
        {"registration_id": registration_id, "question_id": key, "value": value, "answered_at": at}
        for key, value in answers.items()
        if key in there
    ]
    if rows:
        db.session.execute(insert(Answer), rows)


def keep_answers(registration_id: int, answers: Answers, at: datetime) -> None:
    """Under the lock: somebody's answers are these and no others. What stays the same keeps its date."""
    known = answers_of(registration_id)
    mine = Answer.registration_id == registration_id
    gone = [key for key in known if key not in answers]
    if gone:
        db.session.execute(delete(Answer).where(mine, Answer.question_id.in_(gone)))
    for key, value in answers.items():
        if key in known and known[key] != value:
            changed = update(Answer).where(mine, Answer.question_id == key)
            db.session.execute(changed.values(value=value, answered_at=at))
    add_answers(registration_id, {key: value for key, value in answers.items() if key not in known}, at)


def answers_of(registration_id: int) -> dict[int, Any]:
    """One person's answers by question; one query."""
    found = db.session.execute(
        select(Answer.question_id, Answer.value).where(Answer.registration_id == registration_id)
    )
    return {row[0]: row[1] for row in found}


def everybodys_answers(werksessie: Werksessie) -> dict[int, dict[int, Any]]:
    """All answers by registration and question, of who withdrew too; one query."""
    found = db.session.execute(
        select(Answer.registration_id, Answer.question_id, Answer.value)
        .join(FormQuestion, FormQuestion.id == Answer.question_id)
        .where(FormQuestion.werksessie_id == werksessie.id)
    )
    by_person: dict[int, dict[int, Any]] = defaultdict(dict)
    for registration_id, question_id, value in found:
        by_person[registration_id][question_id] = value
    return by_person


def unanswered(question_id: int) -> ColumnElement[bool]:
    """Who was asked this question, as far as it applies to them, and gave no answer; up to two queries."""
    row = db.session.get(FormQuestion, question_id)
    asked: list[ColumnElement[bool]] = []
    seen = {question_id}
    while row is not None and row.shown_if_id is not None and row.shown_if_id not in seen:
        seen.add(row.shown_if_id)
        parent = db.session.get(FormQuestion, row.shown_if_id)
        asked.append(_gave(row.shown_if_id, row.shown_if, parent))
        row = parent
    return and_(~exists().where(*_answer_to(question_id)), *asked)


def _answer_to(question_id: int) -> tuple[ColumnElement[bool], ...]:
    return Answer.registration_id == Registration.id, Answer.question_id == question_id


def _gave(question_id: int, said: str, question: FormQuestion | None) -> ColumnElement[bool]:
    """Who gave this answer: the value's JSON is, or as a list has, what was said."""
    answer = aliased(Answer)
    kind = question.kind if question is not None else ""
    text = json.dumps({YES: True, NO: False}.get(said) if kind == AnswerKind.YES_NO else said)
    value = cast(answer.value, String)
    same = value.contains(text, autoescape=True) if kind == AnswerKind.SEVERAL else value == text
    return exists().where(answer.registration_id == Registration.id, answer.question_id == question_id, same)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was answered to one question by who did not withdraw. `unfit`: answers that are no choice any more."""

    given: int
    lines: tuple[str, ...]
    unfit: int = 0


def tallies(werksessie: Werksessie, questions: Sequence[Asked]) -> dict[int, Tally]:
    """Per question; one query."""
    found = db.session.execute(
        select(Answer.question_id, Answer.value)
        .join(Registration, Registration.id == Answer.registration_id)
        .where(Registration.werksessie_id == werksessie.id, Registration.cancelled_at.is_(None))
    )
    values: dict[int, list[Any]] = defaultdict(list)
    for question_id, value in found:
        values[question_id].append(value)
    return {one.id: _tally(one, values[one.id]) for one in questions}


def _tally(question: Asked, values: Sequence[Any]) -> Tally:
    fitting = [value for value in values if fits(question, value)]
    unfit = len(values) - len(fitting)
    return Tally(given=len(values), lines=tuple(_lines(question, fitting)) if fitting else (), unfit=unfit)


def _lines(question: Asked, values: Sequence[Any]) -> list[str]:
    if question.kind is AnswerKind.NUMBER:
        low, high = in_words(min(values)), in_words(max(values))
        told = in_words(round(sum(values), 4))
        return [f"{low} tot en met {high}, samen {told}" if low != high else f"Steeds {low}, samen {told}"]
    if question.options:
        counted: Counter[str] = Counter()
        for value in values:
            counted.update(value if isinstance(value, list) else [in_words(value)])
        return [f"{option}: {counted[option]}" for option in question.options]
    return []


def answers_by_question(werksessie: Werksessie) -> Mapping[int, int]:
    """How many answers each question has, of everybody; one query."""
    found = db.session.execute(
        select(Answer.question_id, func.count())
        .join(FormQuestion, FormQuestion.id == Answer.question_id)
        .where(FormQuestion.werksessie_id == werksessie.id)
        .group_by(Answer.question_id)
    )
    return {row[0]: row[1] for row in found}


def said_many(number: int) -> str:
    """12 antwoorden."""
    return count(number, "antwoord", "antwoorden")
