"""Badges to print: invented people, ordinary and odd."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.registrations.badges import SHEETS, Badge, badge_sheets

MADE_AT = datetime(2027, 3, 8, 16, 40, tzinfo=ZoneInfo("Europe/Amsterdam"))
DOMAINS = ("gemeente", "onderwijs", "zorg en jeugdhulp", "jongerenwerk", "politie en justitie", "wonen")
ANNE = Badge(
    given="Anne-Sophie",
    surname="van der Meer-Özdemir",
    organisation="Scholengroep Voorbeeld",
    domain="onderwijs",
    sessions=(("13.30", "Vecht"), ("14.25", "Peperbus")),
    tables=(("welkom", "4"), ("casus", "7"), ("afspraak", "2")),
    code="RD:7KJ2XWQ4M3NA6YBT",
)
NOOR = Badge(given="Noor", surname="Voorbeeld", role="dagvoorzitter", code="RD:AAAABBBBCCCCDDDD")
ODD = (
    ANNE,
    NOOR,
    Badge(given="Ö", code="RD:2345672345672345"),
    Badge(given="محمد 🎈", surname="علي", organisation="<b>Vet</b> & (co) \\", code="RD:ABABABABABABABAB"),
    Badge(given="Piet" * 50, surname="kok " * 50, organisation="y" * 200, domain="z" * 100, code="RD:CDCDCDCDCDCDCDCD"),
    Badge(given="Sanne", role="spreker " * 25, organisation="ROC " * 50, code="RD:EFEFEFEFEFEFEFEF"),
    Badge(
        given="Bo",
        domain="wonen",
        sessions=(("09.30", "De heel lange zaal met een naam van niets"),) * 7,
        tables=(("een ronde met een lange naam", "128"),) * 6,
        code="RD:GHGHGHGHGHGHGHGH",
    ),
    Badge(given="Cas", domain="onderwijs", sessions=(("09.30", "Vecht"),) * 12, code="RD:JKJKJKJKJKJKJKJK"),
)  # fmt: skip


def printed(*badges: Badge, sheet: str = "90x54", domains: tuple[str, ...] = DOMAINS) -> bytes:
    """The badges on a sheet, for a werksessie with these domains."""
    return badge_sheets(badges, SHEETS[sheet], title="Proefdag", made_at=MADE_AT, domains=domains)
