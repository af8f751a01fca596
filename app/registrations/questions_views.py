"""The planner's page of own questions: `/beheer/<slug>/aanmeldingen/vragen`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from wtforms import BooleanField

from app.programme.fields import ChoiceField, LineField, LinesField, NumberField
from app.programme.listed import rows_of
from app.programme.listed_forms import ListForm, OpenedRow
from app.programme.listed_views import Listing, ListPage, ShownList, ShownRow
from app.registrations.question import Question
from app.registrations.question_models import AnswerKind, FormQuestion
from app.registrations.questions import Asked, asked_of, condition
from app.registrations.questions_answers import Tally, said_many, tallies
from app.registrations.questions_keeper import QuestionKeeper, choices_of
from app.werksessies.access import may_change
from app.werksessies.models import Werksessie
from app.words import short_date

blueprint = Blueprint("registration_questions", __name__)
WORD, QUESTIONS = "aanmeldingen/vragen", "vragen"
KINDS = {
    AnswerKind.SHORT: "Korte tekst: één regel",
    AnswerKind.LONG: "Lange tekst",
    AnswerKind.ONE: "Eén van de keuzes",
    AnswerKind.SEVERAL: "Eén of meer van de keuzes",
    AnswerKind.YES_NO: "Ja of nee",
    AnswerKind.NUMBER: "Een getal",
}
ALWAYS = ("", "altijd")
ANSWERED = (
    "{} al. Wijzigt u dit, dan telt een antwoord dat er niet meer bij past niet meer mee, en vragen wij het "
    "die mensen opnieuw op hun eigen pagina."
)


class QuestionForm(ListForm):
    text = LineField("Vraag", "Typ de vraag, zoals mensen die lezen.", longest=300)
    help = LineField("Uitleg bij de vraag", longest=300, description="Niet verplicht. Staat onder de vraag.")
    kind = ChoiceField("Hoe mensen antwoorden", "Kies hoe mensen antwoorden.", choices=[*KINDS.items()])
    options = LinesField(
        "Keuzes", longest=120, description="Alleen bij keuzes. Elke keuze op een eigen regel."
    )
    required = BooleanField("Dit moet iedereen beantwoorden")
    shown_if = ChoiceField("Wanneer u dit vraagt", "Kies een regel uit de lijst.", choices=[ALWAYS])
    purpose = LineField(
        "Waarom u dit vraagt",
        "Typ waarom u dit vraagt. Mensen lezen dat bij de vraag.",
        longest=300,
        description="Een zin voor wie het invult, bijvoorbeeld: ‘Dan kiezen wij een zaal die past.’",
    )
    kept_days = NumberField(
        "Zo lang bewaart u het antwoord",
        "Typ na hoeveel dagen u de antwoorden niet meer nodig hebt.",
        description="In dagen na de dag zelf, hoogstens 183. Daarna verwijderen wij de antwoorden vanzelf.",
    )


def _form(werksessie: Werksessie, *shown: Any) -> ListForm:
    form = QuestionForm(*shown)
    form.shown_if.choices = [ALWAYS] + [
        (f"{row.id}:{said}", f"als iemand bij ‘{row.text}’ antwoordt: {said}")
        for row in rows_of(KEEPER, werksessie)
        for said in choices_of(row)
    ]
    return form


KEEPER = QuestionKeeper()
LISTINGS = {
    QUESTIONS: Listing(
        word=QUESTIONS,
        keeper=KEEPER,
        form=_form,
        empty={"kept_days": 31, "kind": AnswerKind.SHORT.value, "options": []},
    )
}


def _show(werksessie: Werksessie, opened: OpenedRow | None = None) -> str:
    rows: list[FormQuestion] = rows_of(KEEPER, werksessie)
    asked = [asked_of(row, werksessie) for row in rows]
    counted = tallies(werksessie, asked)
    if opened and opened.row_id in counted and counted[opened.row_id].given:
        opened.form["kind"].description = ANSWERED.format(_gave(counted[opened.row_id].given))
    return render_template(
        "registrations/questions.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        list=ShownList(
            word=QUESTIONS,
            heading="Uw vragen",
            intro="Ze staan in deze volgorde op het formulier en op de eigen pagina van wie zich aanmeldde.",
            one="vraag",
            more="Voeg een vraag toe",
            none="U stelt nog geen eigen vragen.",
            rows=tuple(_shown(one, asked, counted[one.id]) for one in asked),
        ),
        answered=[(one, counted[one.id]) for one in asked if counted[one.id].given],
        lacking={one.id: Question(unanswered=one.id).link() for one in asked},
        asked=asked,
        opened=opened,
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/{WORD}",
    )


def _shown(one: Asked, asked: list[Asked], tally: Tally) -> ShownRow:
    must = "verplicht" if one.required else "niet verplicht"
    kept = f"Bewaard tot en met {short_date(one.kept_until)} {one.kept_until.year}."
    removing = ""
    if tally.given:
        removing = f"{said_many(tally.given)}. Verwijdert u de vraag, dan zijn die voorgoed weg."
    return ShownRow(
        id=one.id,
        name=one.text,
        details=tuple(
            filter(
                None,
                (
                    f"{KINDS[one.kind]}, {must}.",
                    condition(one, asked),
                    f"Waarom: {one.purpose} {kept}",
                    removing,
                    _unfit(tally.unfit),
                ),
            )
        ),
    )


def _gave(number: int) -> str:
    return "1 persoon antwoordde" if number == 1 else f"{number} mensen antwoordden"


def _unfit(number: int) -> str:
    if not number:
        return ""
    if number == 1:
        return "1 antwoord past niet meer bij de vraag en telt niet mee."
    return f"{number} antwoorden passen niet meer bij de vraag en tellen niet mee."


ListPage(blueprint, WORD, LISTINGS, _show).add_rules()
