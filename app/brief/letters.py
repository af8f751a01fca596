"""What the client gets by mail."""

from __future__ import annotations

from app.mail.letter import Letter, Link
from app.mail.outbox import sender
from app.werksessies.brief_models import BriefVersion
from app.werksessies.link_models import PersonalLink
from app.werksessies.links import address_of
from app.words import full_date


def brief_letter(link: PersonalLink, version: BriefVersion, planner: str) -> Letter:
    """Please read and approve the opdracht."""
    werksessie = link.werksessie
    again = " Wat er is veranderd, staat erbij." if version.number > 1 else ""
    return Letter(
        subject=f"Opdracht ter goedkeuring: {werksessie.title}",
        sender=sender().name,
        heading="De opdracht op één pagina",
        lead=f"{planner} legt u de opdracht voor de werksessie voor. Klopt die? Keur de opdracht goed, of schrijf wat "
        f"er anders moet.{again} U hebt geen account nodig.",
        facts=(
            ("Wat", werksessie.title),
            ("Wanneer", full_date(werksessie.date)),
            ("Versie", str(version.number)),
        ),
        link=Link(words="Lees de opdracht", url=address_of(link)),
        closing=("Deze link is van u. Stuur hem niet door: wie hem heeft, antwoordt in uw naam.",),
    )
