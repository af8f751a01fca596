"""What goes along on the day: the packing list, a sheet for each room, and whom to call. Plain data in, bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.catering.print_kit import (
    BOLD,
    LANDSCAPE,
    LEFT,
    NUMBER,
    PORTRAIT,
    SMALL,
    TEXT,
    About,
    Column,
    Flow,
    cell,
)

_GAP = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A line of the packing list. `arrives` as printed (07.00)."""

    what: str
    count: int
    room: str = ""
    supplier: str = ""
    arrives: str = ""
    returns: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSheet:
    """All that a room needs to know: its facts, how it stands, what happens in it, and what has to be there."""

    name: str
    facts: tuple[str, ...] = ()
    stands: tuple[tuple[str, str], ...] = ()  # from when, how
    uses: tuple[tuple[str, str], ...] = ()  # hours, what for
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to call. `there` says when they are there."""

    what: str
    name: str
    phone: str = ""
    email: str = ""
    there: str = ""


def packing_list(things: Sequence[Thing], about: About) -> bytes:
    """Everything by who brings it, with a box to tick."""
    flow = Flow("Paklijst", about, LANDSCAPE)
    if not things:
        flow.say("Er staat nog geen materiaal in het plan.")
        return flow.save()
    columns = _columns(
        LANDSCAPE, ("", 8), ("aantal", 16), ("wat", 94), ("waar", 42), ("komt om", 20), ("terug", 60)
    )
    for supplier in dict.fromkeys(thing.supplier for thing in things):
        mine = [thing for thing in things if thing.supplier == supplier]
        flow.y += 3
        flow.say(supplier[:1].upper() + supplier[1:] or "Nog niet gezegd wie dit brengt", BOLD, tag="H2")
        texts = [("☐", str(one.count), one.what, one.room, one.arrives, one.returns) for one in mine]
        _table(flow, columns, texts)
    return flow.save()


def room_sheets(rooms: Sequence[RoomSheet], about: About) -> bytes:
    """A page for each room."""
    flow = Flow("Zaalbladen", about, PORTRAIT)
    if not rooms:
        flow.say("Er staat nog geen zaal in het plan.")
    for number, room in enumerate(rooms):
        if number:
            flow.turn()
        flow.y += 3
        flow.document.bookmark(room.name, flow.page, flow.y)
        flow.say(room.name, NUMBER, tag="H2")
        for fact in room.facts:
            flow.say(fact)
        first, second = _columns(PORTRAIT, ("tijd", 34), ("", 142))
        for head, rows in (("opstelling", room.stands), ("in gebruik voor", room.uses)):
            if rows:
                _table(flow, [first, Column(head, second.x, second.wide)], rows)
                flow.y += 4
        if room.things:
            columns = _columns(
                PORTRAIT, ("", 8), ("aantal", 16), ("wat", 90), ("van wie", 40), ("komt om", 20)
            )
            texts = [("☐", str(one.count), one.what, one.supplier, one.arrives) for one in room.things]
            _table(flow, columns, texts)
    return flow.save()


def contact_sheet(contacts: Sequence[Contact], facts: Sequence[tuple[str, str]], about: About) -> bytes:
    """Everybody to call, and what to do in an emergency."""
    flow = Flow("Contactblad", about, LANDSCAPE)
    columns = _columns(LANDSCAPE, ("wat", 50), ("wie", 66), ("telefoon", 36), ("mail", 66), ("", 40))
    texts = [(one.what, one.name, one.phone, one.email, one.there) for one in contacts]
    if texts:
        _table(flow, columns, texts)
    else:
        flow.say("Er staat nog niemand in het plan.")
    for label, text in facts:
        flow.y += 3
        flow.say(label, BOLD, tag="H2")
        for line in text.splitlines():
            flow.say(line)
    return flow.save()


def _columns(size: tuple[float, float], *heads: tuple[str, float]) -> list[Column]:
    """Columns from their heads and widths, from the left margin on; the last has what is left."""
    columns, x = [], LEFT
    for number, (head, wide) in enumerate(heads):
        last = number == len(heads) - 1
        columns.append(Column(head, x, size[0] - LEFT - x if last else wide - _GAP))
        x += wide
    return columns


def _table(flow: Flow, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    bold = 1 if columns[0].head == "" else 0
    styles = [BOLD if number == bold else SMALL if number > 2 else TEXT for number in range(len(columns))]
    flow.table(
        columns,
        [
            [cell(column, (text, style)) for column, text, style in zip(columns, texts, styles, strict=True)]
            for texts in rows
        ],
    )
