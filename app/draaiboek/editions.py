"""What each printed page says of its version and of where to find the newest."""

from __future__ import annotations

import hashlib
from datetime import datetime

from app.draaiboek.contents import Imprint

READABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what looks alike on paper: I and 1, O and 0


def concept_imprint(slug: str, version: str, url: str, at: datetime, expected: int | None = None) -> Imprint:
    """What a draaiboek that is not fixed, printed at `at`, says of itself; its code leads to `url`."""
    return Imprint(
        version=version, concept=True, made_at=at, code=short_code(slug), url=url, expected=expected
    )


def short_code(slug: str) -> str:
    """A code that can be read aloud over the telephone, the same for every print of one werksessie: RD-7K2M."""
    digest = hashlib.sha256(slug.encode()).digest()
    return "RD-" + "".join(READABLE[byte % len(READABLE)] for byte in digest[:4])


FOR_WHOM = {
    "dagvoorzitter": "De dag minuut voor minuut, met wat zij zegt en doet.",
    "spreekkaarten": "Kaarten met kernwoorden voor in de hand, twee op een vel.",
    "compleet": "Alles naast elkaar, liggend, voor de hele ploeg.",
    "techniek": "Elke opdracht voor geluid, beeld en licht.",
    "floormanager": "Wie waar klaarstaat, met de vaste punten en de speling.",
    "catering": "Wat wanneer klaarstaat, een half uur vooruit.",
    "locatie": "De zalen: opstelling, opbouw en gebruik.",
    "gastvrouw": "Ontvangst, badges en wat u aanzegt.",
    "programma": "Voor deelnemers: één blad om uit te delen.",
    "deurborden": "Eén bord per zaal, met tijden en sessies.",
    "belkaart": "Wie belt wie, op zakformaat.",
    "tafelinstructie": "Eén blad per werkvorm: de stappen met tijden, en wat er op papier komt.",
    "als-dan": "Wat te doen als het anders loopt, met wie het regelt.",
    "opdrachtgever": "Doelen, hoofdlijn en contacten op één blad.",
    "sprekersbriefing": "Eén blad per spreker: wanneer, waar en wat er is geregeld.",
    "bestuurder": "Eén blad: wanneer, met welke punten, wie er in de zaal zit.",
}
