"""From the lines of a sheet to the programme that a planner means by it, or to what is wrong in which cell.

A line with a known code is that item, changed where its cells are no longer what we wrote; a line without one is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.programme.plan import Anchor, Cue, Item, Session
from app.programme.sheet import Values, cue_values, item_values, session_values
from app.programme.sheet_columns import ASIDE, BY_FIELD, Known, Line, fields_of, text_of
from app.programme.sheet_file import LINES, Fault, Row, Sheet
from app.programme.typed import check_length, one_line

MOST_ITEMS = 1_000
LONGEST = {Line.ITEM: 200, Line.SESSION: 200, Line.CUE: 500}  # characters of what a line is called


@dataclass(frozen=True, slots=True)
class Reading:
    """The items that a sheet means, in order, each with the row it stands in; only of use without `faults`."""

    items: tuple[Item, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Block:
    """An item's row and the rows below it that belong to it."""

    head: Row
    sessions: list[Row] = field(default_factory=list)
    cues: list[Row] = field(default_factory=list)


def read_items(sheet: Sheet, current: Sequence[Item], known: Known) -> Reading:
    """What `sheet` makes of the `current` programme, whose items all have a uid."""
    reader = _Reader(sheet, known)
    if sheet.faults and not {"title", "minutes"} <= set(sheet.letters):
        return Reading((), (), sheet.faults)
    blocks = list(reader.blocks())
    if len(blocks) > MOST_ITEMS:
        return Reading((), (), (Fault(sheet.name, f"Laat ten hoogste {MOST_ITEMS} onderdelen staan."),))
    items = tuple(
        reader.item(block, before)
        for block, before in zip(blocks, _recognised(sheet, blocks, current), strict=True)
    )
    if not blocks:
        reader.faults.append(
            Fault(sheet.name, "Hier staat geen enkel onderdeel. Vul ten minste één regel in.")
        )
    return Reading(items, tuple(block.head for block in blocks), (*sheet.faults, *reader.faults))


def _recognised(sheet: Sheet, blocks: Sequence[_Block], current: Sequence[Item]) -> list[Item | None]:
    """For each block the item that it was: by its code, or else by its title."""
    found: dict[int, Item] = {}
    taken: set[str | None] = set()
    for name, attribute in (("code", "uid"), ("title", "title")):
        called: dict[str, list[Item]] = {}
        for item in current:
            called.setdefault(one_line(getattr(item, attribute)), []).append(item)
        for index, block in enumerate(blocks):
            text = one_line(text_of(block.head.values.get(name, "")))
            was = next((item for item in called.get(text, ()) if item.uid not in taken), None)
            if was is not None and index not in found:
                found[index] = was
                taken.add(was.uid)
    return [found.get(index) for index in range(len(blocks))]


class _Reader:
    """Reads rows one by one and gathers what is wrong."""

    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet, self.known = sheet, known
        self.faults: list[Fault] = []
        self._unusable = {fault.place for fault in sheet.faults}

    def blocks(self) -> Iterator[_Block]:
        """The rows that say something, by the item they belong to."""
        block: _Block | None = None
        for row in self.sheet.rows:
            if not row.values.keys() - ASIDE:
                continue
            line = self._line(row)
            if line is Line.ITEM:
                if block is not None:
                    yield block
                block = _Block(row)
            elif block is None:
                self._fault("line", row, f"Zet een onderdeel boven deze {line}, of haal de regel weg.")
            else:
                (block.cues if line is Line.CUE else block.sessions).append(row)
        if block is not None:
            yield block

    def _line(self, row: Row) -> Line:
        said = one_line(text_of(row.values.get("line", ""))).casefold()
        if not said:
            return Line.CUE if "when" in row.values else Line.ITEM
        if said not in LINES:
            self._fault("line", row, f"Typ wat deze regel is: {', '.join(Line)}.")
        return LINES.get(said, Line.ITEM)

    def item(self, block: _Block, before: Item | None) -> Item:
        """The item of a block; `before` is what it was."""
        shown = item_values(before, self.known) if before else {}
        typed = self._typed(block.head, Line.ITEM, shown)
        if "line" in self.sheet.letters:
            typed["cues"] = self._cues(block.cues, before.cues if before else ())
            typed["parallel"] = self._sessions(block.sessions, before.parallel if before else ())
        item = replace(before or Item(title="?", minutes=1), **typed)
        if item.minimum and item.minimum > item.minutes and "minimum" in self.sheet.letters:
            text = f"Maak dit hoogstens {item.minutes}, of geef het onderdeel meer tijd."
            self._fault("minimum", block.head, text)
        elif item.minimum and item.minimum > item.minutes:
            text = f"Typ ten minste {item.minimum}: korter mag dit onderdeel niet."
            self._fault("minutes", block.head, text)
        return item

    def _sessions(self, rows: Sequence[Row], before: Sequence[Session]) -> tuple[Session, ...]:
        left = {session.id: session for session in before}
        sessions = []
        for row in rows:
            was = left.pop(text_of(row.values.get("code", "")).strip(), None)
            typed = self._typed(row, Line.SESSION, session_values(was, self.known) if was else {})
            sessions.append(replace(was or Session(id="", title="?"), **typed))
        return tuple(sessions)

    def _cues(self, rows: Sequence[Row], before: Sequence[Cue]) -> tuple[Cue, ...]:
        """Cues have no code: one with the same words at the same time is the same."""
        left = [(cue, cue_values(cue)) for cue in before]
        cues = []
        for row in rows:
            index = next((index for index, (_, shown) in enumerate(left) if self._says(row, shown)), None)
            was, shown = left.pop(index) if index is not None else (None, {})
            typed = self._typed(row, Line.CUE, shown)
            cue = was or Cue(anchor=Anchor.START, what="?")
            anchor, offset = typed.pop("when", (cue.anchor, cue.offset))
            what = typed.pop("title", cue.what)
            cues.append(replace(cue, anchor=anchor, offset=offset, what=what, **typed))
        return tuple(cues)

    def _says(self, row: Row, shown: Values) -> bool:
        return all(_same(row.values.get(name), shown.get(name)) for name in ("title", "when"))

    def _typed(self, row: Row, line: Line, shown: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a row that are not what we would have written there."""
        typed: dict[str, Any] = {}
        columns = [column for column in fields_of(line) if column.field in self.sheet.letters]
        for column in columns:
            value = row.values.get(column.field)
            if (shown and _same(value, shown.get(column.field))) or (
                self.sheet.place(column.field, row) in self._unusable
            ):
                continue
            try:
                typed[column.field] = self._value(column.field, line, value)
            except ValueError as error:
                self._fault(column.field, row, str(error))
        for name in row.values.keys() - ASIDE - {column.field for column in columns}:
            heading = BY_FIELD[name].heading
            self._fault(name, row, f"Een {line} heeft geen ‘{heading}’. Maak deze cel leeg.")
        return typed

    def _value(self, name: str, line: Line, value: Any) -> Any:
        column = BY_FIELD[name]
        if value is None:
            if column.missing and not (name == "minutes" and line is Line.SESSION):
                raise ValueError(column.missing)
            return column.empty
        read = column.read(value, self.known)
        if name == "title":
            check_length(read, LONGEST[line])
            if not read:
                raise ValueError(column.missing)
        return read

    def _fault(self, name: str, row: Row, text: str) -> None:
        self.faults.append(Fault(self.sheet.place(name, row), text))


def _same(cell: Any, shown: Any) -> bool:
    """Whether a cell still says what we wrote, whichever way a program keeps its text and ends of lines."""
    return bool(_plain(cell) == _plain(shown))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip() or None
    return value
