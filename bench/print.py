"""A draaiboek of 120 rows and 14 pages: ours beside WeasyPrint and typst with the same texts.

    .venv/bin/python -m bench.print [--runs 7]

All three make a tagged PDF/UA-1 with Source Sans Pro; ours claims PDF/A-2a as well. The others get their own simple
sheet: cover and contacts, then one table with a repeated head. No two documents of a run have the same texts, as typst
remembers what it has laid out before. WeasyPrint needs Debian's pango.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as clock_time
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import font_source_sans_pro
import pikepdf
import typst

from app.draaiboek.contents import Draaiboek, Goal, Imprint, Room, TeamMember, Venue
from app.draaiboek.print import render
from app.programme.plan import Anchor, Cue, Item, Pillar
from app.programme.timeline import timeline
from app.words import clock, full_date

try:
    import weasyprint
except OSError:  # pango is not there
    weasyprint = None

ROWS = 120
TARGETS = {"typst": 1, "WeasyPrint": 15}  # how many times our time they should take
FONTS = Path(font_source_sans_pro.font_directory)
IMPRINT = Imprint(
    version="versie 1.0",
    concept=False,
    made_at=datetime(2027, 3, 8, 16, 40, tzinfo=ZoneInfo("Europe/Amsterdam")),
    code="RD-7K2M",
    url="https://rodedraad.example/lange-dag",
)


def long_day(number: int) -> Draaiboek:
    """120 items, some with spoken text, orders and cues. `number` is in all texts."""
    return Draaiboek(
        title=f"Een lange dag, nummer {number}",
        slug="lange-dag",
        theme="inspireren, verbinden, activeren",
        date=date(2027, 3, 11),
        starts=clock_time(8),
        ends=clock_time(18),
        venue=Venue(
            name="Stadskamer", address="Marktplein 1, 1234 AB Voorbeeld", rooms=(Room(name="Grote zaal"),)
        ),
        goals=tuple(
            Goal(id=pillar.value, text=f"Elke deelnemer kan na deze dag {pillar.value}.", pillar=pillar)
            for pillar in Pillar
        ),
        team=tuple(
            TeamMember(role=f"rol {member}", name=f"Naam {member} Voorbeeld", phone=f"06 0000000{member}")
            for member in range(9)
        ),
        programme=tuple(_item(row, number) for row in range(ROWS)),
    )


def _item(row: int, number: int) -> Item:
    speaks = row % 12 == 0
    return Item(
        title=f"Onderdeel {row + 1} van {number}: wat ziet en doet u?",
        minutes=5,
        minimum=4,
        pillar=list(Pillar)[row % 3],
        room="Grote zaal",
        roles=("dagvoorzitter",) if speaks else ("techniek",),
        say=f"Tafel {number}, zelfde casus, {row} weken later. Wat doet ieder morgen?" if speaks else "",
        do=f"Loop langs tafel {number} en {row}.\nKies twee inzichten." if speaks else "",
        cues=(
            Cue(
                anchor=Anchor.START,
                offset=-2,
                what=f"Handmicrofoon {number} naar tafel {row}",
                roles=("techniek",),
            ),
            Cue(anchor=Anchor.END, offset=-1, what=f"Gong {number}; deur {row} open", roles=("gastvrouw",)),
        ),
    )


@dataclass(frozen=True)
class Printed:
    """The texts of a row, as all three print them."""

    time: str
    what: list[str]
    around: list[str]
    title: str


def printed_rows(day: Draaiboek) -> list[Printed]:
    """What stands in our table, as text."""
    rows = []
    for timed in timeline(day.day, day.programme).items:
        item = timed.item
        asks = "dagvoorzitter" in item.roles
        what = [f"{item.pillar} {item.room} {item.minutes} min, minstens {item.minimum}"]
        what += [line for text in (item.say, item.do) for line in text.splitlines()]
        around = [f"{clock(cue.at)} {cue.cue.what}" for cue in timed.cues] if asks else ["niets voor u"]
        rows.append(Printed(f"{clock(timed.starts)} tot {clock(timed.ends)}", what, around, item.title))
    return rows


def html(day: Draaiboek) -> str:
    """The same texts as a web page for print."""
    faces = "".join(
        f"@font-face {{font-family: S; font-weight: {weight}; src: url('{(FONTS / name).as_uri()}')}}"
        for weight, name in ((400, "SourceSansPro-Regular.ttf"), (700, "SourceSansPro-Bold.ttf"))
    )
    about = f"{day.title} · {full_date(day.date)} · {day.venue.name}"
    style = f"""{faces} @page {{size: A4; margin: 24mm 12mm 20mm 13mm;
        @top-left {{content: "{about}"}} @bottom-left {{content: "pagina " counter(page) " van " counter(pages)}}}}
        body {{font: 12pt/1.25 S}} table {{border-collapse: collapse; width: 100%}}
        td, th {{text-align: left; vertical-align: top; padding: 1.4mm 2mm; border-top: 0.6pt solid #b4bac6}}
        tr {{break-inside: avoid}} tbody th {{font-size: 20pt}} p, h2 {{margin: 0}} h2 {{font-size: 16pt}}
        .cover {{break-after: page}}"""
    goals = "".join(f"<li>{escape(goal.text)}</li>" for goal in day.goals)
    team = "".join(
        f"<tr><th scope='row'>{escape(member.role)}</th><td>{escape(member.name)}</td><td>{member.phone}</td></tr>"
        for member in day.team
    )
    rows = "".join(
        f"<tr><th scope='row'>{row.time}</th><td><h2>{escape(row.title)}</h2>{_paragraphs(row.what)}</td>"
        f"<td>{_paragraphs(row.around)}</td></tr>"
        for row in printed_rows(day)
    )
    return f"""<!doctype html><html lang="nl"><head><title>{day.title}</title><style>{style}</style></head><body>
        <div class="cover"><h1>{day.title}</h1><p>{day.theme}</p><ul>{goals}</ul>
        <table><tbody>{team}</tbody></table></div>
        <table><thead><tr><th scope="col">tijd</th><th scope="col">onderdeel</th><th scope="col">om u heen</th></tr>
        </thead><tbody>{rows}</tbody></table></body></html>"""


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def typst_source(day: Draaiboek) -> str:
    """The same texts as a typst document."""
    about = f"{day.title} · {full_date(day.date)} · {day.venue.name}"
    goals = "\n".join(f"- {goal.text}" for goal in day.goals)
    team = "\n".join(f"[*{member.role}*], [{member.name}], [{member.phone}]," for member in day.team)
    rows = "\n".join(
        f"[#text(20pt)[*{row.time}*]], [== {row.title}\n\n{_typst_paragraphs(row.what)}], "
        f"[{_typst_paragraphs(row.around)}],"
        for row in printed_rows(day)
    )
    return f"""#set document(title: "{day.title}", date: none)
#set text(font: "Source Sans Pro", size: 12pt, lang: "nl")
#set page(paper: "a4", margin: (top: 24mm, right: 12mm, bottom: 20mm, left: 13mm), header: [{about}],
  footer: context [pagina #counter(page).display() van #counter(page).final().first()])
= {day.title}
{day.theme}

{goals}

#table(columns: 3, {team})
#pagebreak()
#show table.cell: set block(breakable: false)
#table(columns: (30mm, 1fr, 40mm), inset: (x: 2mm, y: 1.4mm), stroke: (top: 0.6pt + gray),
table.header([tijd], [onderdeel], [om u heen]),
{rows}
)"""


def _typst_paragraphs(texts: list[str]) -> str:
    return "\n\n".join(texts)


def with_weasyprint(source: str) -> bytes:
    """WeasyPrint's PDF."""
    made = weasyprint.HTML(string=source).write_pdf(pdf_variant="pdf/ua-1")
    assert made is not None
    return bytes(made)


def with_typst(source: str) -> bytes:
    """typst's PDF."""
    made = typst.Compiler(font_paths=[FONTS], ignore_system_fonts=True).compile(
        source.encode(), format="pdf", pdf_standards="ua-1"
    )
    assert isinstance(made, bytes)
    return made


@dataclass
class Printer:
    """One of the three: what it needs made beforehand, and how it prints that."""

    name: str
    source: Callable[[Draaiboek], Any]
    make: Callable[[Any], bytes]
    seconds: list[float] = field(default_factory=list)
    data: bytes = b""

    def print(self, number: int) -> None:
        """One document, timed. Number 0 is not counted."""
        source = self.source(long_day(number))
        before = time.perf_counter()
        self.data = self.make(source)
        if number:
            self.seconds.append(time.perf_counter() - before)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        with pikepdf.open(BytesIO(self.data)) as pdf:
            pages = len(pdf.pages)
        return f"{self.name:12} {self.median:7.3f} s   {pages:3} pages   {len(self.data) // 1000:4} kB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    ours = Printer("Rode Draad", lambda day: day, lambda day: render(day, IMPRINT))
    others = [Printer("typst", typst_source, with_typst)]
    if weasyprint is None:
        print("WeasyPrint not measured: apt-get install libpango-1.0-0 libpangoft2-1.0-0")
    else:
        others.append(Printer("WeasyPrint", html, with_weasyprint))
    print(f"{ROWS} rows, median of {runs} documents, the printers by turns")
    for number in range(runs + 1):
        for printer in (ours, *others):
            printer.print(number)
    print(ours)
    for other in others:
        print(
            f"{other}   {other.median / ours.median:5.1f} times ours (target: {TARGETS[other.name]} or more)"
        )


if __name__ == "__main__":
    main()
