"""The model case of tests/browser/test_model_case.py: who takes part, what stands on paper at its end, its windows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.extensions import db
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.words import full_date
from tests.browser.conftest import Site, Visit
from tests.pdf.reading import poppler

ROOS, FENNA = "roos@bureau.example", "fenna@gemeente.example"
SPEAKER, WHO_DROPS_OUT = "sadia@onderzoek.example", "wim@politie.example"
CATERER, OWNER = "yara@kade.example", "lotte@school.example"
TITLE, SLUG = "Jonge aanwas voorkomen", "jonge-aanwas-voorkomen"
PLAN_B = "Noor interviewt de jongerenwerker."
DAY = date.today() + timedelta(days=60)
DAY += timedelta(
    days=(3 - DAY.weekday()) % 7
)  # a Thursday, that is in no weekend and on no night of a new hour
GUESTS = {
    "Anne Bos": "vegetarisch",
    "Bram Kok": "Vegetarisch graag",
    "Cem Aydin": "halal",
    "Dina Smit": "geen noten",
    "Eva Prins": "",
    "Finn Bakker": "",
    "Gwen Visser": "",
    "Hugo Mulder": "",
    "Iris Meijer": "",
}
CREW = (
    ("floormanager", "Roos Voorbeeld", "06 00000002", "08.00", "17.00"),
    ("dagvoorzitter", "Noor Voorbeeld", "06 00000004", "09.00", "15.45"),
)
GOALS = {
    "inspireren": "Elke deelnemer herkent drie signalen van ronselen.",
    "verbinden": "Elke deelnemer heeft één nieuwe collega om te bellen.",
    "activeren": "Elke tafel legt één interventie vast.",
}

FACTS = {
    "Aanleiding": "De jeugdcriminaliteit daalt hier minder dan elders.",
    "Opleverdatum": f"{DAY:%d-%m-%Y}",
    "Budget, excl. btw": "12500",
}
PROGRAMME = (
    ("Inloop", "30", "09.00", "inloop", ""),
    ("Zo werkt ronselen", "45", "", "plenair", "inspireren"),
    ("Vanaf de straat", "30", "", "plenair", "inspireren"),
    ("Wie zit er aan tafel?", "45", "", "werkvorm", "verbinden"),
    ("Lunch", "60", "12.00", "lunch", ""),
    ("Eén interventie per tafel", "105", "", "werkvorm", "activeren"),
    ("Afsluiting", "20", "", "afsluiting", ""),
)
SPEAKERS = (
    ("Sadia Voorbeeld", SPEAKER, "Zo werkt ronselen", "Drie kwartier over hoe ronselen werkt."),
    ("Wim Voorbeeld", WHO_DROPS_OUT, "Vanaf de straat", "Een half uur over wat u op straat ziet."),
)
TOLD = {
    "Titel van uw verhaal": "De app als werkvloer",
    "Wat hebt u nodig aan techniek?": "reversmicrofoon\neigen laptop met HDMI",
    "Hoe laat komt u aan?": "08.45",
    "Hoe reist u?": "met de trein",
    "Wat eet u niet?": "veganistisch",
}
TERMS = {
    "Cateraar": "Keuken De Kade",
    "Aantallen vooraf, in werkdagen": "60",
    "Daarna nog minder, in procent": "10",
}
TASK = {
    "Taak": "Bel de jongerenwerker",
    "Hoeveel dagen": "10",
    "Of van iemand zonder account": "Lotte Voorbeeld",
    "E-mailadres van die persoon": OWNER,
}
EDITIONS = ("compleet", "dagvoorzitter", "catering", "sprekersbriefing")
HOLE = f"Spreker afgezegd: Wim Voorbeeld Plan B: {PLAN_B}"
ON_PAPER = {
    "compleet": (
        *GOALS.values(),
        "09.30 10.15 45 min Zo werkt ronselen inspireren Grote zaal Sadia Voorbeeld",
        HOLE,
        "12.15 13.15 60 min vast Lunch Foyer",
        "08.00–17.00 Roos Voorbeeld, floormanager",
        "09.00–15.45 Noor Voorbeeld, dagvoorzitter",
        "08.15 Geluid Voorbeeld twee reversmicrofoons",
        "08.30 8 × flipover, naar Grote zaal",
        "08.45 Sadia Voorbeeld reversmicrofoon, eigen laptop met HDMI",
        "11.45 12.15 Lunchbuffet Foyer",
    ),
    "dagvoorzitter": (*GOALS.values(), HOLE, "12.15 tot 13.15 60 min vast Lunch Foyer", "06 00000002"),
    "catering": ("11.45 Lunchbuffet klaarzetten, 12.15 op tafel",),
    "sprekersbriefing": (
        "Sadia Voorbeeld",
        "u bent er 08.45 u spreekt 09.30 tot 10.15 Zo werkt ronselen Grote zaal, 45 minuten",
        "uw verhaal De app als werkvloer",
        "afgesproken Reversmicrofoon Eigen laptop met HDMI",
        GOALS["inspireren"],
        "Noor Voorbeeld, dagvoorzitter",
        "Roos Voorbeeld",
    ),
    "opdracht": (
        "Versie 1 is goedgekeurd door Fenna Voorbeeld",
        *GOALS.values(),
        "Geen namen van jongeren in de zaal.",
        "€ 12.500,00 excl. btw",
        f"Op te leveren {full_date(DAY)}",
        "het programma beslist: Fenna Voorbeeld; doet: Roos Voorbeeld",
    ),
    "bestelling": (
        "Bestelling 1",
        "Aantallen konden wijzigen tot en met",
        "Bevestigd door Yara Voorbeeld op",
        "12.15–13.15 Lunchbuffet Foyer 13",
        "3 vegetarisch 1 veganistisch 1 halal 1 anders, zie dieetkaartje",
        "€ 14,50 € 188,50",
    ),
}


@dataclass(frozen=True)
class Case:
    """One run of the case; `roos` is the window of the planner."""

    site: Site
    visit: Visit
    folder: Path
    roos: Page

    def to(self, tab: str) -> Page:
        """The planner goes to one of the tabs of the werksessie."""
        self.roos.get_by_role("navigation", name="Werksessie").get_by_role("link", name=tab).click()
        return self.roos

    def mailed(self, address: str, word: str) -> str:
        """The newest link `/word/…` in the mail to this address."""
        with self.site.app.app_context():
            while reconcile():
                pass
            newest = select(OutgoingMail.raw).where(OutgoingMail.to_address == address)
            for raw in db.session.scalars(newest.order_by(OutgoingMail.id.desc())):
                body = message_from_bytes(raw or b"", policy=policy.default).get_body(("plain",))
                found = re.search(rf"/{word}/[\w-]{{20,}}", body.get_content() if body else "")
                if found:
                    return found[0]
        raise AssertionError(f"geen mail met /{word}/ aan {address}")

    def opened(self, address: str, word: str) -> Page:
        """The window of somebody who opens that link on a telephone."""
        return self.visit(self.mailed(address, word), width=390)

    def paper(self, page: Page, path: str) -> str:
        """The words of a PDF that this window can get."""
        answer = page.request.get(path)
        assert answer.ok, path
        return " ".join(poppler("pdftotext", answer.body(), self.folder, "-raw").split())


def fill(page: Page | Locator, values: Mapping[str, str], button: str) -> None:
    """Type by label, choose where there is a list, and press the button."""
    for label, value in values.items():
        field = page.get_by_label(label, exact=True)
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    page.get_by_role("button", name=button, exact=True).click()


def add(page: Page, link: str, values: Mapping[str, str]) -> None:
    """Add a row to one of the lists of a page."""
    page.get_by_role("link", name=link, exact=True).click()
    fill(page, values, "Voeg toe")
    expect(page.get_by_role("status")).to_contain_text("is toegevoegd")
