"""Print: ours beside WeasyPrint and typst, with the same texts in the same run.

    .venv/bin/python -m bench.print [--runs 5] [--only draaiboek|badges]

Draaiboek: a day of 120 rows as the day chair's edition, as the complete one, and as all editions together; the others
print the texts and tables that ours has, plainly set. Badges: 1,000 with a QR code each. All make a tagged PDF/UA-1
with Source Sans Pro; ours claims PDF/A-2a as well. No two documents of a run have the same texts, as typst remembers
what it has laid out before. WeasyPrint needs Debian's pango, the draaiboek its poppler-utils.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import TypeVar

import pikepdf
import typst

from app.draaiboek.print import EDITIONS, render
from app.pdf import dark_runs
from bench import print_badges, print_same
from bench.print_day import IMPRINT, ROWS, long_day

try:
    import weasyprint
except OSError:  # pango is not there
    weasyprint = None

OURS, TYPST, WEASYPRINT = "Rode Draad", "typst", "WeasyPrint"
GIVEN_CODES = "typst, codes given"
Made = TypeVar("Made")
# how many times our time the others should take
DRAAIBOEK = {TYPST: 1.0, WEASYPRINT: 15.0}
BADGES = {TYPST: 2.0}


def with_weasyprint(source: str) -> bytes:
    """WeasyPrint's PDF."""
    made = weasyprint.HTML(string=source).write_pdf(pdf_variant="pdf/ua-1")
    assert made is not None
    return bytes(made)


def with_typst(source: str) -> bytes:
    """typst's PDF."""
    made = typst.Compiler(font_paths=[print_same.FONTS], ignore_system_fonts=True).compile(
        source.encode(), format="pdf", pdf_standards="ua-1"
    )
    assert isinstance(made, bytes)
    return made


@dataclass
class Measured:
    """What one printer took for one kind of document, per run, and how large that was."""

    seconds: list[float] = field(default_factory=list)
    pages: int = 0
    size: int = 0

    def add(self, seconds: float, data: bytes) -> None:
        self.seconds.append(seconds)
        with pikepdf.open(BytesIO(data)) as pdf:
            self.pages, self.size = len(pdf.pages), len(data)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


Results = dict[str, Measured]  # by printer


def timed(make: Callable[[], Made]) -> tuple[float, Made]:
    """How long it takes, and what comes out."""
    before = time.perf_counter()
    data = make()
    return time.perf_counter() - before, data


def others(html: Callable[[], str], typst_source: Callable[[], str]) -> dict[str, tuple[float, bytes]]:
    """The other printers with the same content; making their source does not count."""
    source = typst_source()
    found = {TYPST: timed(lambda: with_typst(source))}
    if weasyprint is not None:
        page = html()
        found[WEASYPRINT] = timed(lambda: with_weasyprint(page))
    return found


def print_edition(edition: str, number: int) -> dict[str, tuple[float, bytes]]:
    """One edition of a day that was not printed before, by all."""
    day = long_day(number)
    own = timed(lambda: render(day, IMPRINT, edition))
    content = print_same.content_of(own[1])
    return {OURS: own} | others(lambda: print_same.html(content), lambda: print_same.typst_source(content))


def print_all_badges(number: int) -> dict[str, tuple[float, bytes]]:
    """A thousand badges that were not printed before, by all, from data to bytes.

    Neither of the others makes QR codes, so theirs are made with qrcode, in their time. What typst takes once it has
    them is told apart.
    """
    people = print_badges.badges(number)
    found = {OURS: timed(lambda: print_badges.ours(people))}
    dark_runs.cache_clear()
    written, source = timed(lambda: print_badges.typst_source(people))
    compiled, data = timed(lambda: with_typst(source))
    found |= {TYPST: (written + compiled, data), GIVEN_CODES: (compiled, data)}
    if weasyprint is not None:
        dark_runs.cache_clear()
        found[WEASYPRINT] = timed(lambda: with_weasyprint(print_badges.html(people)))
    return found


def measured(
    runs: int, documents: dict[str, Callable[[int], dict[str, tuple[float, bytes]]]]
) -> dict[str, Results]:
    """Every document by every printer in turn; the first run only warms up."""
    results: dict[str, Results] = {name: {} for name in documents}
    for number in range(runs + 1):
        for name, document in documents.items():
            for printer, (seconds, data) in document(number).items():
                if number:
                    results[name].setdefault(printer, Measured()).add(seconds, data)
    return results


def together(results: dict[str, Results]) -> Results:
    """All documents of a run as one."""
    return {
        printer: Measured(
            [sum(run) for run in zip(*(each[printer].seconds for each in results.values()), strict=True)],
            sum(each[printer].pages for each in results.values()),
            sum(each[printer].size for each in results.values()),
        )
        for printer in next(iter(results.values()))
    }


def tell(title: str, results: Results, targets: dict[str, float]) -> None:
    """Medians, and how they compare."""
    own = results[OURS].median
    print(f"\n{title}")
    for printer, found in results.items():
        line = f"  {printer:18} {found.median:7.3f} s   {found.pages:4} pages   {found.size // 1000:5} kB"
        if printer != OURS:
            line += f"   {found.median / own:5.1f} times ours"
        if printer in targets:
            line += f" (target: {targets[printer]:g} or more)"
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=["draaiboek", "badges"])
    asked = parser.parse_args()
    if weasyprint is None:
        print("WeasyPrint not measured: apt-get install libpango-1.0-0 libpangoft2-1.0-0")
    print(f"Median of {asked.runs} documents, the printers by turns")
    if asked.only != "badges":
        editions = measured(
            asked.runs, {name: lambda number, name=name: print_edition(name, number) for name in EDITIONS}
        )
        for name in ("dagvoorzitter", "compleet"):
            tell(f"{name}, a day of {ROWS} rows", editions[name], DRAAIBOEK)
        tell(f"all {len(editions)} editions of that day, one after the other", together(editions), DRAAIBOEK)
    if asked.only != "draaiboek":
        made = measured(asked.runs, {"badges": print_all_badges})
        tell(f"{print_badges.BADGES} badges with a QR code each", made["badges"], BADGES)


if __name__ == "__main__":
    main()
