"""What differs in what was agreed: the assignment, the venue, the caterer, suppliers, and the form's questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.draaiboek.changes_lists import Listed
from app.draaiboek.changes_words import (
    Told,
    day,
    days,
    euros,
    fact,
    lines,
    listed,
    per_cent,
    prose,
    since,
    text,
    text_of,
    value,
    yes,
)
from app.draaiboek.contents import Draaiboek

Facts = Mapping[str, Told]
_TERMS: Facts = {
    "Optie tot en met": fact("option_until", day),
    "Definitief op": fact("definite_on", day),
    "Aantallen aan de locatie": fact("numbers_by", day),
    "Huur": fact("rent", euros),
    "Accountmanager": fact("account_manager"),
    "Telefoon accountmanager": fact("account_phone"),
    "Mailadres accountmanager": fact("account_email"),
    "Floormanager van de locatie": fact("floor_manager"),
    "Telefoon floormanager van de locatie": fact("floor_phone"),
    "Hoofd-BHV": fact("first_aid"),
    "Telefoon hoofd-BHV": fact("first_aid_phone"),
    "Verzamelplaats": fact("assembly_point"),
    "Noodplan": text("emergency"),
    "Parkeren": text("parking"),
    "Bewegwijzering": text("signs"),
}
_BRIEF: Facts = {
    "Aanleiding": text("occasion"),
    "Voorwaarden": text("conditions"),
    "Opleverdatum": fact("deliver_by", day),
    "Budgetkader": fact("frame", euros),
}
_REGISTRATION: Facts = {
    "Aanmelden vanaf": fact("opens", day),
    "Aanmelden tot en met": fact("closes", day),
    "Vrije plaatsen vanzelf tot en met": fact("auto_place_until", day),
    "Wie zich aanmeldt": fact("way_in"),
    "Code": text("entry_code"),
    "Maildomeinen": fact("mail_domains"),
    "Blijft weg": fact("no_show", per_cent),
}
_CATERER: Facts = {
    "Cateraar": fact("caterer"),
    "Contact bij de cateraar": fact("contact"),
    "Mailadres cateraar": fact("email"),
    "Telefoon cateraar": fact("phone"),
    "Aantallen vast": fact("workdays", lambda many: days(many, "werkdag", "werkdagen")),
    "Krimp": fact("shrink", per_cent),
}
# By the part that a change of it names: what holds those facts, and the facts by their label.
WITHIN: Mapping[str, tuple[Callable[[Draaiboek], Any], Facts]] = {
    "venue": (
        lambda book: book.venue,
        {"Locatie": fact("name"), "Adres": fact("address", lines), "Route": text("route")},
    ),
    "terms": (lambda book: book.venue.terms, _TERMS),
    "brief": (lambda book: book.brief, _BRIEF),
    "registration": (lambda book: book.registration, _REGISTRATION),
    "catering_terms": (lambda book: book.catering_terms, _CATERER),
}

AGREED = (
    Listed(
        part="seats",
        keys=(lambda domain: domain.name,),
        key=lambda domain: domain.name,
        title=lambda domain: f"Plaatsen voor {domain.name}",
        tellers=(
            value("held", "vastgehouden"),
            value("held_until", "tot", day),
            value("aim", "streven", per_cent),
        ),
        of=lambda book: [
            one for one in book.domains if (one.held, one.held_until, one.aim) != (None, None, None)
        ],
    ),
    Listed(
        part="stakeholders",
        keys=(lambda one: one.name,),
        key=lambda one: one.name,
        title=lambda one: f"Belanghebbende {one.name}",
        tellers=(prose("interest", "belang"), prose("involved", "betrokkenheid")),
        of=lambda book: book.brief.stakeholders,
    ),
    Listed(
        part="responsibilities",
        keys=(lambda one: one.subject,),
        key=lambda one: one.subject,
        title=lambda one: f"Wie wat doet: {one.subject}",
        tellers=(
            value("decides", "beslist:"),
            value("does", "doet:"),
            value("asked", "gevraagd:"),
            value("told", "geïnformeerd:"),
        ),
        of=lambda book: book.brief.responsibilities,
    ),
    Listed(
        part="cancellation",
        keys=(lambda step: step.after,),
        key=lambda step: step.after.isoformat(),
        title=lambda step: f"Annuleren na {day(step.after)}",
        tellers=(fact("percent", per_cent),),
        of=lambda book: book.venue.terms.cancellation,
    ),
    Listed(
        part="suppliers",
        keys=(lambda supplier: supplier.name, lambda supplier: supplier.delivers or None),
        key=lambda supplier: supplier.name,
        title=lambda supplier: supplier.name,
        tellers=(
            Told(field="name", show=str, changed="heette ‘{was}’", added="", gone=""),
            value("delivers", "levert"),
            value("contact", "contact"),
            value("phone", "telefoon"),
            value("email", "mailadres"),
            since("arrives", "komt"),
            since("leaves", "vertrekt"),
        ),
        of=lambda book: book.suppliers,
    ),
    Listed(
        part="questions",
        keys=(lambda question: question.text, lambda question: (question.kind, question.purpose)),
        key=lambda question: question.text,
        title=lambda question: f"Vraag: {question.text}",
        tellers=(
            Told(field="text", show=str, changed="was ‘{was}’", added="", gone=""),
            value("kind", "soort antwoord"),
            prose("help", "uitleg"),
            value("options", "keuzes", listed),
            yes("required", "moet beantwoord", "mag open blijven"),
            value(
                "only_if", "alleen na", lambda asked: f"‘{asked.question}’: {asked.answer}" if asked else ""
            ),
            prose("purpose", "waarom u het vraagt"),
            value("kept_days", "bewaard", lambda many: days(many) or "0 dagen"),
        ),
        of=lambda book: book.questions,
    ),
    Listed(
        part="choices",
        keys=(lambda choice: choice.item,),
        key=lambda choice: choice.item,
        title=lambda choice: f"Keuze bij {choice.item}",
        tellers=(value("way", "verdeling", text_of), value("closes", "kiezen tot en met", day)),
        of=lambda book: book.choices,
    ),
)
