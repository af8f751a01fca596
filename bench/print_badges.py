"""A thousand badges with QR codes, for us, for WeasyPrint and for typst.

The others place everything themselves and get each QR code as a path, from qrcode with our fixed mask.
"""

from __future__ import annotations

from html import escape

from app.pdf import dark_runs
from app.registrations.badges import SHEETS, Badge, badge_sheets
from app.registrations.badges_people import badge_code
from bench.print_day import IMPRINT
from bench.print_same import FONTS

BADGES = 1_000
DOMAINS = ("gemeente", "onderwijs", "zorg en jeugdhulp", "jongerenwerk", "politie en justitie", "wonen")
SHEET = SHEETS["90x54"]
_QR = 15.5  # mm
_ALT = "QR-code om deze badge aan de balie te scannen."


def badges(number: int) -> list[Badge]:
    """A thousand people with a code each; `number` is in their names and in their codes."""
    return [
        Badge(
            given=f"Naam{person}",
            surname=f"van den Voorbeeld {number}-{person}",
            organisation=f"Organisatie {person % 97} Voorbeeld, locatie {number}",
            domain=DOMAINS[person % len(DOMAINS)],
            sessions=(("13.30", f"Zaal {person % 7}"), ("14.25", f"Zaal {person % 5}")),
            tables=(
                ("welkom", str(person % 12)),
                ("casus", str(person % 11)),
                ("afspraak", str(person % 10)),
            ),
            code=badge_code(f"bench {number}", "gast", person),
        )
        for person in range(BADGES)
    ]


def ours(people: list[Badge]) -> bytes:
    """Our PDF."""
    return badge_sheets(people, SHEET, title="Een lange dag", made_at=IMPRINT.made_at, domains=DOMAINS)


def html(people: list[Badge]) -> str:
    """The same badges as a web page for print, each at its place."""
    faces = "".join(
        f"@font-face {{font-family: S; font-weight: {weight}; src: url('{(FONTS / name).as_uri()}')}}"
        for weight, name in ((400, "SourceSansPro-Regular.ttf"), (700, "SourceSansPro-Bold.ttf"))
    )
    style = f"""{faces} @page {{size: A4; margin: 0}} body {{margin: 0; font: 10pt/1.2 S}} p {{margin: 0}}
        section {{position: relative; height: 297mm; break-after: page}}
        article {{position: absolute; width: 64mm; height: 44mm; padding-left: 4.5mm; border-left: 0.8mm solid #c4161c}}
        h1 {{margin: 0; font-size: 30pt; line-height: 1}} .s {{font-size: 15pt}} .t b {{font-size: 20pt}}
        svg {{position: absolute; left: 60.5mm; top: 28.5mm; width: 15.5mm; height: 15.5mm}}
        i {{display: inline-block; width: 3.2mm; height: 2.6mm; border: 0.5pt solid #b4bac6}}
        .own {{background: #1a1d26}}"""
    pages = []
    for first in range(0, len(people), SHEET.labels):
        cards = (
            _html_card(badge, *SHEET.corner(place))
            for place, badge in enumerate(people[first : first + SHEET.labels])
        )
        pages.append(f"<section>{''.join(cards)}</section>")
    return f"""<!doctype html><html lang="nl"><head><title>Badges</title><style>{style}</style></head>
        <body>{"".join(pages)}</body></html>"""


def _html_card(badge: Badge, x: float, y: float) -> str:
    sessions = " ".join(f"{time} <b>{escape(room)}</b>" for time, room in badge.sessions)
    tables = " ".join(f"{escape(name)} <b>{number}</b>" for name, number in badge.tables)
    boxes = "".join(f"<i{' class=own' * (domain == badge.domain)}></i>" for domain in DOMAINS)
    modules, path = _path(badge.code)
    return (
        f"<article style='left: {x + 8.5}mm; top: {y + 5}mm'><h1>{escape(badge.given)}</h1>"
        f"<p class=s>{escape(badge.surname)}</p><p>{escape(badge.organisation)}</p><p>{sessions}</p>"
        f"<p class=t>{tables}</p><p>{boxes} {escape(badge.domain)}</p>"
        f"<svg role='img' aria-label='{_ALT}' viewBox='0 0 {modules} {modules}'><path d='{path}'/></svg></article>"
    )


def typst_source(people: list[Badge]) -> str:
    """The same badges as a typst document, each at its place."""
    cards = []
    for number, badge in enumerate(people):
        place = number % SHEET.labels
        x, y = SHEET.corner(place)
        pagebreak = "#pagebreak()\n" if number and not place else ""
        cards.append(f"{pagebreak}{_typst_card(badge, x, y)}")
    return """#set document(title: "Badges", date: none)
#set text(font: "Source Sans Pro", size: 10pt, lang: "nl")
#set page(paper: "a4", margin: 0mm)
#set par(spacing: 1.6mm)
#let card(x, y, given, surname, organisation, sessions, tables, own, domain, code) = place(dx: x, dy: y, {
  place(line(angle: 90deg, length: 44mm, stroke: 2.2pt + rgb("#c4161c")))
  place(dx: 4.5mm, block(width: 72mm, {
    text(30pt, weight: "bold", given)
    parbreak()
    text(15pt, surname)
    parbreak()
    organisation
    parbreak()
    for (time, room) in sessions [#time *#room* ]
    parbreak()
    for (round, table) in tables [#round #text(20pt, weight: "bold", table) ]
    parbreak()
    for place in range(6) {
      box(width: 3.2mm, height: 2.6mm, stroke: 0.5pt + gray, fill: if place == own { black } else { none })
    }
    [ ] + domain
  }))
  place(dx: 61mm, dy: 28.5mm, image(bytes(code), format: "svg", width: 15.5mm,
    alt: "QR-code om deze badge aan de balie te scannen."))
})
""" + "\n".join(cards)


def _typst_card(badge: Badge, x: float, y: float) -> str:
    modules, path = _path(badge.code)
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {modules} {modules}'><path d='{path}'/></svg>"
    )
    sessions = "".join(f'("{time}", "{room}"),' for time, room in badge.sessions)
    tables = "".join(f'("{name}", "{number}"),' for name, number in badge.tables)
    return (
        f'#card({x + 8.5}mm, {y + 5}mm, "{badge.given}", "{badge.surname}", "{badge.organisation}", '
        f'({sessions}), ({tables}), {DOMAINS.index(badge.domain)}, "{badge.domain}", "{svg}")'
    )


def _path(code: str) -> tuple[int, str]:
    """Modules on a side, and the dark ones as one SVG path."""
    modules, runs = dark_runs(code)
    return modules, "".join(f"M{column} {row}h{wide}v1h-{wide}z" for column, row, wide in runs)
