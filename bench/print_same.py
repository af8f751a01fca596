"""What stands in one of our PDFs, written out again for WeasyPrint and for typst.

Texts and structure are read back from the PDF by poppler's `pdfinfo -struct-text`, so that the others print every
heading, list and table that ours has. They are spared what is drawn: thread, marks, bars and QR codes.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path

import font_source_sans_pro
import pikepdf

FONTS = Path(font_source_sans_pro.font_directory)
_NODE = re.compile(r'^( *)(\w+)(?: ".*")?(?: \(\w+\))?:?$')
_TEXT = re.compile(r'^ *"(.*)"$')
_SPAN = re.compile(r"^ */ColSpan (\d+)$")
_POINTS = 72 / 25.4  # in a millimetre


@dataclass(slots=True)
class Node:
    """An element of the structure tree, its texts among its kids."""

    tag: str
    span: int = 1
    kids: list[Node | str] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        return [kid for kid in self.kids if isinstance(kid, Node)]


@dataclass(frozen=True, slots=True)
class Content:
    """A document without its look: title, paper in mm, and what stands in it."""

    title: str
    wide: float
    high: float
    root: Node


def content_of(data: bytes) -> Content:
    """The content of a tagged PDF."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        told = subprocess.run(
            ["pdfinfo", "-struct-text", file.name], check=True, capture_output=True, text=True
        ).stdout
    with pikepdf.open(BytesIO(data)) as pdf:
        _, _, wide, high = (float(side) for side in pdf.pages[0].mediabox)
        return Content(str(pdf.docinfo.Title), wide / _POINTS, high / _POINTS, _tree(told))


def _tree(told: str) -> Node:
    root = Node("Document")
    path: list[tuple[int, Node]] = [(-1, root)]
    for line in told.splitlines():
        if text := _TEXT.match(line):
            path[-1][1].kids.append(text[1])
        elif span := _SPAN.match(line):
            path[-1][1].span = int(span[1])
        elif node := _NODE.match(line):
            depth = len(node[1])
            while path[-1][0] >= depth:
                path.pop()
            made = Node(node[2])
            path[-1][1].kids.append(made)
            path.append((depth, made))
    return root


# ---- WeasyPrint

_HTML = {
    "H1": "h1",
    "H2": "h2",
    "H3": "h3",
    "H4": "h4",
    "P": "p",
    "L": "ul",
    "LI": "li",
    "Table": "table",
} | {tag: tag.lower() for tag in ("THead", "TBody", "TR", "TH", "TD")}


def html(content: Content) -> str:
    """The content as a web page for print."""
    faces = "".join(
        f"@font-face {{font-family: S; font-weight: {weight}; src: url('{(FONTS / name).as_uri()}')}}"
        for weight, name in ((400, "SourceSansPro-Regular.ttf"), (700, "SourceSansPro-Bold.ttf"))
    )
    style = f"""{faces} @page {{size: {content.wide:.1f}mm {content.high:.1f}mm; margin: 24mm 12mm 20mm 13mm;
        @top-left {{content: "{content.title}"}}
        @bottom-left {{content: "pagina " counter(page) " van " counter(pages)}}}}
        body {{font: 11pt/1.25 S}} table {{border-collapse: collapse; width: 100%; table-layout: fixed}}
        td, th {{text-align: left; vertical-align: top; padding: 1.4mm 1mm; border-top: 0.6pt solid #b4bac6}}
        tr {{break-inside: avoid}} p, h1, h2, h3, h4, ul {{margin: 0}} h1 {{font-size: 22pt}}
        h2, h3, h4 {{font-size: 14pt}}"""
    title = escape(content.title)
    return f"""<!doctype html><html lang="nl"><head><title>{title}</title><style>{style}</style></head>
        <body>{"".join(_as_html(content.root))}</body></html>"""


def _as_html(node: Node) -> Iterator[str]:
    for kid in node.kids:
        if isinstance(kid, str):
            yield escape(kid)
        elif tag := _HTML.get(kid.tag):
            widths = _widths(kid) if tag == "table" else []
            columns = "".join(f"<col style='width: {wide / sum(widths):.1%}'>" for wide in widths)
            scope = f' scope="{"row" if kid is node.kids[0] else "col"}"' if tag == "th" else ""
            span = f' colspan="{kid.span}"' if kid.span > 1 else ""
            yield f"<{tag}{scope}{span}>{columns}"
            yield from _as_html(kid)
            yield f"</{tag}>"
        else:
            yield from _as_html(kid)


# ---- typst


def typst_source(content: Content) -> str:
    """The content as a typst document."""
    return f"""#set document(title: {_quoted(content.title)}, date: none)
#set text(font: "Source Sans Pro", size: 11pt, lang: "nl")
#set page(width: {content.wide:.1f}mm, height: {content.high:.1f}mm,
  margin: (top: 24mm, right: 12mm, bottom: 20mm, left: 13mm), header: [#{_quoted(content.title)}],
  footer: context [pagina #counter(page).display() van #counter(page).final().first()])
#show table.cell: set block(breakable: false)
#set par(spacing: 0.65em)
#show heading: set block(above: 0.65em, below: 0.65em)
#set table(inset: (x: 1mm, y: 1.4mm), stroke: (top: 0.6pt + gray))
{"".join(_as_typst(content.root))}"""


def _as_typst(node: Node) -> Iterator[str]:
    for kid in node.kids:
        if isinstance(kid, str):
            yield f"#{_quoted(kid)}"
        elif kid.tag == "Table":
            yield from _typst_table(kid)
        elif kid.tag == "LI":
            yield f"\n#list.item[{''.join(_as_typst(kid))}]"
        elif kid.tag[0] == "H" and kid.tag[1:].isdigit():
            yield f"\n#heading(level: {kid.tag[1:]})[{''.join(_as_typst(kid))}]"
        elif kid.tag != "Lbl":
            yield from ("\n\n" * (kid.tag == "P"), *_as_typst(kid))


def _typst_table(table: Node) -> Iterator[str]:
    yield f"\n#table(columns: ({''.join(f'{wide}fr,' for wide in _widths(table))}),\n"
    for group in table.nodes:
        cells = "".join(
            f"table.cell(colspan: {cell.span})[{''.join(_as_typst(cell))}],"
            for row in group.nodes
            for cell in row.nodes
        )
        yield f"table.header({cells}),\n" if group.tag == "THead" else f"{cells}\n"
    yield ")\n"


def _widths(table: Node) -> list[float]:
    """The columns' shares of the width: that of the texts is the widest."""
    columns = max(sum(cell.span for cell in row.nodes) for group in table.nodes for row in group.nodes)
    return [1.2, 2.5, *[1.0] * columns][:columns]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
