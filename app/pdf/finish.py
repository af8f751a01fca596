"""The last step: what ReportLab cannot write. Structure tree, links, outline, metadata, colour, compact file."""

from __future__ import annotations

import re
import zlib
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String
from pikepdf import Object as PdfObject

from app.pdf.metadata import info, srgb_profile, xmp
from app.pdf.structure import Content, Element, Link
from app.pdf.text import MM

if TYPE_CHECKING:  # Document calls this module
    from app.pdf.document import Document

_MAPPING = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")
_CUT_SHORT = b"\r\nendstream"
_BLOCK = 100  # most mappings in one block of a character map


def finished(raw: bytes, document: Document) -> bytes:
    """ReportLab's `raw` file with all that makes it PDF/UA-1 and PDF/A-2a."""
    with Pdf.open(BytesIO(raw)) as pdf:
        _correct_character_maps(pdf)
        _add_structure(pdf, document)
        _add_outline(pdf, document)
        _add_declarations(pdf, document)
        _pack_streams(pdf, document)
        compact = _written(pdf, ObjectStreamMode.generate)
        # A stream of qpdf's own that happens to end in CR looks to a validator as if it ended one byte earlier.
        return _written(pdf, ObjectStreamMode.disable) if _CUT_SHORT in compact else compact


def _written(pdf: Pdf, mode: ObjectStreamMode) -> bytes:
    result = BytesIO()
    pdf.save(result, min_version="1.7", object_stream_mode=mode, deterministic_id=True)
    return result.getvalue()


def _pack_streams(pdf: Pdf, document: Document) -> None:
    """Compress content and fonts, none of them so that its last byte is CR."""
    for page, drawn in zip(pdf.pages, document.pages, strict=True):
        _pack(page.obj.Contents, drawn.stream().encode("ascii"))
    for font in pdf.pages[0].Resources.Font.values():
        _pack(font.ToUnicode, font.ToUnicode.read_bytes())
        _pack(font.FontDescriptor.FontFile2, font.FontDescriptor.FontFile2.read_bytes())


def _pack(stream: PdfObject, content: bytes) -> None:
    packed = zlib.compress(content)
    while packed.endswith(b"\r"):
        content += b"\n"
        packed = zlib.compress(content)
    stream.write(packed, filter=Name.FlateDecode)
    if "/Length1" in stream:  # a font says how long it is when unpacked
        stream.Length1 = len(content)


def _correct_character_maps(pdf: Pdf) -> None:
    """ReportLab maps unused codes to U+0000 and writes more than a hundred mappings in one block."""
    for font in pdf.pages[0].Resources.Font.values():
        stream = font.ToUnicode.read_bytes()
        used = [match.group() for match in _MAPPING.finditer(stream) if match.group(2) != b"0000"]
        blocks = [used[start : start + _BLOCK] for start in range(0, len(used), _BLOCK)]
        written = b"\n".join(
            b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
        )
        head, tail = stream[: stream.index(b"endcodespacerange")], stream[stream.index(b"endcmap") :]
        font.ToUnicode.write(head + b"endcodespacerange\n" + written + b"\n" + tail)


# ---- structure


def _add_structure(pdf: Pdf, document: Document) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree = _Tree(pdf, document)
    root.K = tree.node(document.root, root)
    numbers: list[Any] = []
    for page, drawn in zip(pdf.pages, document.pages, strict=True):
        numbers += [drawn.number, pdf.make_indirect(Array([tree.made[owner] for owner in drawn.owners]))]
        page.obj.StructParents = drawn.number
        page.obj.Tabs = Name.S
    for key, owner in enumerate(tree.link_owners, len(document.pages)):
        numbers += [key, owner]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(document.pages) + len(tree.link_owners)
    pdf.Root.StructTreeRoot = root


class _Tree:
    """Makes the elements, and keeps what the parent tree must know."""

    def __init__(self, pdf: Pdf, document: Document) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.made: dict[Element, PdfObject] = {}
        self.link_owners: list[PdfObject] = []
        self._first_key = len(document.pages)
        self._attributes: dict[tuple[str, int], PdfObject] = {}

    def node(self, element: Element, parent: PdfObject) -> PdfObject:
        """`element` and all under it as PDF objects."""
        home = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        entries: dict[str, Any] = {"/S": _name(element.tag), "/P": parent}
        if element.scope or element.span > 1:
            entries["/A"] = self._table_attributes(element.scope, element.span)
        elif element.box:
            entries["/A"] = Dictionary(O=Name.Layout, BBox=Array(element.box), Placement=Name.Block)
        if element.alt:
            entries["/Alt"] = String(element.alt)
        if element.title:
            entries["/T"] = String(element.title)
        if home is not None:
            entries["/Pg"] = self.pages[home]
        made = self.pdf.make_indirect(Dictionary(entries))
        self.made[element] = made
        kids = [self._kid(kid, made, home) for kid in element.kids]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _table_attributes(self, scope: str, span: int) -> PdfObject:
        """One object for all cells that are alike."""
        if (scope, span) not in self._attributes:
            entries: dict[str, Any] = {"/O": Name.Table}
            if scope:
                entries["/Scope"] = _name(scope)
            if span > 1:
                entries["/ColSpan"] = span
            self._attributes[scope, span] = self.pdf.make_indirect(Dictionary(entries))
        return self._attributes[scope, span]

    def _kid(self, kid: Element | Content | Link, parent: PdfObject, home: int | None) -> Any:
        if isinstance(kid, Element):
            return self.node(kid, parent)
        if isinstance(kid, Link):
            return self._link(kid, parent)
        if kid.page == home:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.number)

    def _link(self, link: Link, parent: PdfObject) -> PdfObject:
        annotation = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array(link.box),
                Border=Array([0, 0, 0]),
                F=4,  # is printed, as PDF/A wants of every annotation
                A=Dictionary(S=Name.URI, URI=String(link.url)),
                Contents=String(link.contents),
                StructParent=self._first_key + len(self.link_owners),
            )
        )
        self.link_owners.append(parent)
        page = self.pages[link.page]
        if "/Annots" not in page:
            page.Annots = Array([])
        page.Annots.append(annotation)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)


@cache
def _name(tag: str) -> Name:
    return Name("/" + tag)


# ---- the rest of the catalogue


def _add_outline(pdf: Pdf, document: Document) -> None:
    """The bookmarks as a tree. Written here, as pikepdf's own outline takes four times as long."""
    if not document.bookmarks:
        return
    branch = [
        pdf.make_indirect(Dictionary(Type=Name.Outlines))
    ]  # the last item of each level, below the root
    pdf.Root.Outlines = branch[0]
    pages = [page.obj for page in pdf.pages]
    for bookmark in document.bookmarks:
        place = [
            pages[bookmark.page],
            Name.XYZ,
            0,
            (document.pages[bookmark.page].height - bookmark.y) * MM,
            0,
        ]
        parent = branch[bookmark.level]
        item = pdf.make_indirect(Dictionary(Title=String(bookmark.title), Parent=parent, Dest=Array(place)))
        if len(branch) > bookmark.level + 1:
            before = branch[bookmark.level + 1]
            before.Next, item.Prev = item, before
        else:
            parent.First = item
        parent.Last = item
        branch[bookmark.level + 1 :] = [item]
        for opened in branch[: bookmark.level + 1]:
            opened.Count = int(opened.get("/Count", 0)) + 1


def _add_declarations(pdf: Pdf, document: Document) -> None:
    catalogue = pdf.Root
    catalogue.Lang = String(document.language)
    catalogue.MarkInfo = Dictionary(Marked=True)
    catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    catalogue.PageMode = Name.UseOutlines if document.bookmarks else Name.UseNone
    catalogue.Metadata = pdf.make_stream(xmp(document), Type=Name.Metadata, Subtype=Name.XML)
    profile = pdf.make_stream(srgb_profile(), N=3)
    catalogue.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, value in info(document).items():
        pdf.docinfo[key] = String(value)
