"""What the tests of the short editions share: their pages as text, and the odd days they must survive."""

from __future__ import annotations

from pathlib import Path

from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print import render
from tests.draaiboek.sample import IMPRINT, odd_days, small_day, zwolle
from tests.pdf.reading import PROFILES, failures, poppler

DAYS = {"the model case": zwolle, "a small day": small_day} | {
    name: (lambda name=name: odd_days()[name]) for name in odd_days()
}


def pages_of(draaiboek: Draaiboek, edition: str, tmp_path: Path, imprint: Imprint = IMPRINT) -> list[str]:
    """The text of each page as it is drawn, white space evened out."""
    text = poppler("pdftotext", render(draaiboek, imprint, edition), tmp_path, "-raw")
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def broken_rules(draaiboek: Draaiboek, edition: str) -> dict[str, list[str]]:
    """The rules that an edition breaks, by profile; a profile without any is left out."""
    data = render(draaiboek, IMPRINT, edition)
    return {profile: found for profile in PROFILES if (found := failures(data, profile))}
