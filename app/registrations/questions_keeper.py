"""The planner's own questions as a list that a planner keeps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from app.extensions import db, now
from app.programme.listed import Values, WrongError
from app.registrations.question_models import Answer, AnswerKind, FormQuestion
from app.registrations.questions import NO, YES
from app.registrations.questions_answers import said_many

MOST_OPTIONS = 30
LONGEST_KEPT = 183  # days after the day
CHOOSING = (AnswerKind.ONE, AnswerKind.SEVERAL)


class QuestionKeeper:
    """A question. `shown_if` in a form is "12:ja": the other question's id and the answer."""

    model: type[Any] = FormQuestion
    kind = "question"

    def values(self, row: FormQuestion) -> Values:
        return {
            "text": row.text,
            "help": row.help,
            "kind": row.kind,
            "options": list(row.options),
            "required": row.required_since is not None,
            "shown_if": f"{row.shown_if_id}:{row.shown_if}" if row.shown_if_id else None,
            "purpose": row.purpose,
            "kept_days": row.kept_days,
        }

    def write(self, row: FormQuestion, values: Values) -> None:
        with db.session.no_autoflush:
            _check(values)
            other, said = _condition(row, values["shown_if"])
        row.text, row.help, row.purpose = values["text"], values["help"], values["purpose"]
        row.kind, row.kept_days = values["kind"], values["kept_days"]
        row.options = list(values["options"]) if row.kind in CHOOSING else []
        row.required_since = (row.required_since or now()) if values["required"] else None
        row.shown_if_id, row.shown_if = (other.id, said) if other else (None, "")

    def name(self, row: FormQuestion) -> str:
        return row.text

    def let_go(self, row: FormQuestion) -> Values:
        """What was answered goes with the question and is not kept to undo: people may ask us to forget it."""
        depending = db.session.scalars(select(FormQuestion).where(FormQuestion.shown_if_id == row.id)).all()
        told = {str(one.id): one.shown_if for one in depending}
        for one in depending:
            one.shown_if_id, one.shown_if = None, ""
        gone = db.session.scalar(select(func.count()).where(Answer.question_id == row.id))
        return {"depending": told, "answers": gone}

    def freed(self, tied: Values) -> str:
        said = []
        if tied["answers"]:
            said.append(f"Ook {said_many(tied['answers'])} is weg." if tied["answers"] == 1 else "")
            said[-1] = said[-1] or f"Ook {said_many(tied['answers'])} zijn weg."
        if tied["depending"]:
            said.append("Wat ervan afhing, vragen wij nu aan iedereen.")
        return " ".join(said)

    def tie(self, row: FormQuestion, tied: Values) -> None:
        for key, said in tied["depending"].items():
            one = db.session.get(FormQuestion, int(key))
            if one is not None and one.shown_if_id is None:
                one.shown_if_id, one.shown_if = row.id, said


def choices_of(row: FormQuestion) -> list[str]:
    """The answers of this question on which another can depend."""
    return [YES, NO] if row.kind == AnswerKind.YES_NO else list(row.options)


def _check(values: Values) -> None:
    options = values["options"]
    if values["kind"] not in set(AnswerKind):
        raise WrongError("kind", "Kies hoe mensen antwoorden.")
    if values["kind"] in CHOOSING:
        if len(set(map(str.casefold, options))) < max(len(options), 2):
            raise WrongError("options", "Typ minstens twee keuzes, elk op een eigen regel en elk één keer.")
        if len(options) > MOST_OPTIONS:
            raise WrongError("options", f"Typ hoogstens {MOST_OPTIONS} keuzes.")
    if values["kept_days"] is None or not 0 <= values["kept_days"] <= LONGEST_KEPT:
        raise WrongError("kept_days", f"Typ een aantal dagen van 0 tot en met {LONGEST_KEPT}.")


def _condition(row: FormQuestion, typed: str | None) -> tuple[FormQuestion | None, str]:
    """The question and the answer on which this one depends. Raises WrongError."""
    key, _, said = (typed or "").partition(":")
    if not key:
        return None, ""
    other = db.session.get(FormQuestion, int(key))
    if other is None or other.werksessie_id != row.werksessie_id or said not in choices_of(other):
        raise WrongError("shown_if", "Die vraag of dat antwoord is er niet meer. Kies een ander.")
    above: FormQuestion | None = other
    while above is not None:
        if above.id == row.id:
            raise WrongError("shown_if", "Zo hangen twee vragen van elkaar af. Kies een andere vraag.")
        above = db.session.get(FormQuestion, above.shown_if_id) if above.shown_if_id else None
    return other, said
