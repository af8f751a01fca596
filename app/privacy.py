"""The registry of personal fields: what we keep of people, why, on what ground and how long.

The privacy page and the page for the processing register are made from it; `retention.py` does what it promises.
A test fails when a column of a table with personal data is missing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.ground import config

PARTICIPANT_KEPT = timedelta(days=183)  # after the session
CREW_KEPT = timedelta(days=2 * 365)  # after the session
MAIL_BODY_KEPT = timedelta(days=30)  # after sending
MAIL_KEPT = timedelta(days=183)
SIGN_IN_KEPT = timedelta(days=1)
REMOVED_KEPT = timedelta(days=30)  # after removing
AUDIT_KEPT = timedelta(days=2 * 365)

AGREED = "Uitvoering van uw aanmelding (AVG, artikel 6, lid 1, onder e: taak van algemeen belang)"
CONSENT = "Uw toestemming (AVG, artikel 6, lid 1, onder a, en artikel 9, lid 2, onder a)"
WORK = "Uitvoering van de opdracht (AVG, artikel 6, lid 1, onder e: taak van algemeen belang)"
SECURITY = "Beveiliging (AVG, artikel 6, lid 1, onder e, en artikel 32)"


@dataclass(frozen=True, slots=True)
class Entry:
    """Some columns that are kept for one purpose. `columns` as table.column."""

    who: str
    what: str
    columns: tuple[str, ...]
    purpose: str
    basis: str
    kept: str


REGISTRY = (
    Entry(
        "Deelnemers",
        "Naam, organisatie en functie",
        ("person.name", "person.organisation", "person.function", "registration.sort_name"),
        "Weten wie er komt, en een badge maken.",
        AGREED,
        "Tot 6 maanden na de dag.",
    ),
    Entry(
        "Deelnemers",
        "E-mailadres",
        ("person.email", "registration.email_key"),
        "De bevestiging, de afspraak en wijzigingen sturen.",
        AGREED,
        "Tot 6 maanden na de dag.",
    ),
    Entry(
        "Deelnemers",
        "Opmerking bij de aanmelding",
        ("registration.note",),
        "Rekening houden met wat u ons vraagt.",
        AGREED,
        "Tot 6 maanden na de dag.",
    ),
    Entry(
        "Deelnemers",
        "Notitie van de planner bij een aanmelding",
        ("registration.planner_note",),
        "Afspraken met u nakomen en uitleggen waarom u een plaats kreeg. U ziet de notitie bij inzage.",
        AGREED,
        "Tot 6 maanden na de dag.",
    ),
    Entry(
        "Deelnemers",
        "Domein",
        ("registration.domain_id",),
        "Groepen mengen. Na 6 maanden blijft alleen het aantal per domein over.",
        AGREED,
        "Tot 6 maanden na de dag; daarna zonder naam.",
    ),
    Entry(
        "Deelnemers",
        "Wat u niet eet en wat u nodig hebt om mee te doen",
        ("need.diet", "need.access", "need.consented_at"),
        "De lunch en de zaal geschikt maken. De keuken krijgt alleen aantallen.",
        CONSENT,
        "Tot 7 dagen na de dag.",
    ),
    Entry(
        "Deelnemers",
        "Tijdstippen van aanmelden, plaatsen, wijzigen en afmelden, en wat wij u hebben gemeld",
        (
            "registration.registered_at",
            "registration.placed_at",
            "registration.cancelled_at",
            "registration.changed_at",
            "registration.told",
            "registration.stale_since",
            "registration.link_asked_at",
            "registration.link_sent_at",
        ),
        "De wachtlijst eerlijk houden en mail niet twee keer sturen.",
        AGREED,
        "Tot 6 maanden na de dag; daarna zonder naam.",
    ),
    Entry(
        "Deelnemers",
        "Persoonlijke link",
        ("registration.token",),
        "Zelf wijzigen of afmelden zonder account.",
        AGREED,
        "Tot 6 maanden na de dag.",
    ),
    Entry(
        "Deelnemers",
        "De afspraak voor uw agenda",
        (
            "appointment.uid",
            "appointment.day",
            "appointment.created_at",
            "appointment.ended_at",
            "appointment_version.ics",
            "appointment_version.content_hash",
            "appointment_version.stamped_at",
        ),
        "Uw afspraak kunnen bijwerken als het programma verandert.",
        AGREED,
        "Tot 6 maanden na de dag.",
    ),
    Entry(
        "Genodigden",
        "Naam, e-mailadres, organisatie, functie en domein",
        (
            "invitation.name",
            "invitation.sort_name",
            "invitation.email",
            "invitation.email_key",
            "invitation.organisation",
            "invitation.function",
            "invitation.domain_id",
        ),
        "U uitnodigen, en het formulier alvast voor u invullen.",
        WORK,
        "Tot 6 maanden na de dag, of tot u ze zelf verwijdert.",
    ),
    Entry(
        "Genodigden",
        "Uw persoonlijke link, wanneer wij u schreven en of u verhinderd bent",
        (
            "invitation.token",
            "invitation.passed_by_id",
            "invitation.added_at",
            "invitation.save_the_date_at",
            "invitation.invited_at",
            "invitation.reminded_at",
            "invitation.declined_at",
            "invitation.allowed_at",
            "invitation.revoked_at",
        ),
        "Weten wie nog niet heeft geantwoord, en u niet vaker mailen dan nodig.",
        WORK,
        "Tot 6 maanden na de dag, of tot u ze zelf verwijdert.",
    ),
    Entry(
        "Iedereen die het formulier verstuurt",
        "Wat er op de ontvangstpagina staat",
        (
            "receipt.name",
            "receipt.email",
            "receipt.organisation",
            "receipt.domain",
            "receipt.token",
            "receipt.key",
        ),
        "U laten zien wat u hebt doorgegeven.",
        AGREED,
        "1 dag.",
    ),
    Entry(
        "Ploeg en sprekers",
        "Naam, organisatie, e-mailadres, telefoonnummer",
        ("person.name", "person.organisation", "person.email", "person.phone"),
        "De dag kunnen regelen: elkaar vinden en bellen.",
        WORK,
        "Tot 2 jaar na de dag.",
    ),
    Entry(
        "Ploeg en sprekers",
        "Rol, achterwacht, aankomst, wensen, vergoeding",
        (
            "team_member.role",
            "team_member.backup",
            "team_member.regie",
            "speaker.status",
            "speaker.arrives",
            "speaker.needs",
            "speaker.fee",
        ),
        "Afspraken met ploeg en sprekers nakomen.",
        WORK,
        "Zonder naam blijft dit bij de werksessie; de naam gaat weg na 2 jaar.",
    ),
    Entry(
        "Ploeg",
        "Naam, rol en gegevens van wie uit de ploeg is gehaald, en wat er uit het programma is gehaald",
        ("removed_part.title", "removed_part.contents", "removed_part.removed_at"),
        "Terugzetten wat per ongeluk is verwijderd.",
        WORK,
        "30 dagen.",
    ),
    Entry(
        "Wie mail van ons krijgt",
        "Adres, onderwerp en inhoud van de mail",
        (
            "outgoing_mail.to_name",
            "outgoing_mail.to_address",
            "outgoing_mail.subject",
            "outgoing_mail.raw",
            "outgoing_mail.last_error",
        ),
        "Mail precies één keer versturen, en zien of dat lukte.",
        WORK,
        "De inhoud tot 30 dagen na verzending, de rest tot 6 maanden.",
    ),
    Entry(
        "Lezers van een draaiboek",
        "Voor wie een link is, en welke versie die lezer heeft",
        (
            "edition_link.edition",
            "edition_link.token",
            "edition_link.for_whom",
            "edition_link.email",
            "edition_link.writes_since",
            "edition_link.made_at",
            "edition_link.revoked_at",
            "edition_link.has_version_id",
            "edition_link.has_since",
        ),
        "Weten wie welk draaiboek heeft, en zeggen wat er is veranderd.",
        WORK,
        "Tot 2 jaar na de dag.",
    ),
    Entry(
        "Lezers van een draaiboek",
        "Reacties op het draaiboek, met de naam van wie ze schreef",
        (
            "draaiboek_comment.author",
            "draaiboek_comment.text",
            "draaiboek_comment.item_uid",
            "draaiboek_comment.made_at",
            "draaiboek_comment.settled_at",
        ),
        "Het draaiboek samen goed krijgen.",
        WORK,
        "Tot 2 jaar na de dag.",
    ),
    Entry(
        "Ploeg en sprekers",
        "Versies van het draaiboek, met de namen en nummers die erin staan, en wie ze maakte",
        (
            "draaiboek_version.contents",
            "draaiboek_version.note",
            "draaiboek_version.made_at",
            "draaiboek_version.made_by",
        ),
        "Kunnen nagaan welk draaiboek op de dag gold.",
        WORK,
        "Tot 2 jaar na de dag.",
    ),
    Entry(
        "Planners",
        "Naam en e-mailadres, rol per werksessie",
        (
            "user_account.email",
            "user_account.name",
            "user_account.created_at",
            "user_account.sees_all_since",
            "membership.role",
            "membership.created_at",
            "membership.invited_by_id",
        ),
        "Inloggen, en weten wie wat mag.",
        WORK,
        "Zolang u planner bent.",
    ),
    Entry(
        "Planners",
        "Inloglinks, sessies en pogingen (alleen als onleesbare code)",
        (
            "sign_in_link.token_hash",
            "sign_in_link.browser_hash",
            "sign_in_link.created_at",
            "sign_in_link.expires_at",
            "sign_in_link.used_at",
            "sign_in_attempt.key",
            "sign_in_attempt.at",
            "user_session.token_hash",
            "user_session.created_at",
            "user_session.expires_at",
            "user_session.revoked_at",
        ),
        "Veilig inloggen, en misbruik tegengaan.",
        SECURITY,
        "1 dag na afloop.",
    ),
    Entry(
        "Planners",
        "Wie wat deed, en wanneer",
        ("audit_entry.at", "audit_entry.what", "audit_entry.detail", "task.done_at"),
        "Kunnen nagaan hoe een wijziging tot stand kwam.",
        WORK,
        "2 jaar.",
    ),
)

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/privacy")
def privacy_page() -> ResponseReturnValue:
    """For people who register: what we keep of them, and what they can do."""
    return render_template("privacy/page.html", registry=REGISTRY, groups=_groups(), sender=config().sender)


@blueprint.get("/privacy/register")
def register_page() -> ResponseReturnValue:
    """For the privacy officer: the processing register, column by column."""
    return render_template("privacy/register.html", registry=REGISTRY)


def _groups() -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in REGISTRY:
        groups.setdefault(entry.who, []).append(entry)
    return groups
