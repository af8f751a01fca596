"""What a sheet would change, for a planner to look at before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from app.programme.plan import Cue, Day, Item, Moment, Session
from app.programme.problems import Problem, quoted
from app.programme.sheet import Mark, Values, cue_values, item_values, session_values
from app.programme.sheet_columns import COLUMNS, Known, Line, fields_of, read_clock, text_of
from app.programme.sheet_file import Sheet
from app.programme.sheet_reading import Reading
from app.programme.timeline import TimedItem, Timeline, timeline
from app.words import clock, count, joined

CONTEXT = 30  # characters of what stays the same, around what changes
LONGEST = 400  # characters of a text that are shown
TOLD = 12  # times that do not count are named up to this many


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that changes; `was` or `becomes` is "" where there is nothing."""

    label: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happens to one item: `marks` are the words for it."""

    title: str
    marks: tuple[str, ...]
    differences: tuple[Difference, ...] = ()
    timed: TimedItem | None = None  # as it becomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The day as it is and as it would become."""

    before: Timeline
    after: Timeline
    changes: tuple[Change, ...]
    known: Known

    @property
    def new_problems(self) -> list[Problem]:
        """What would be wrong and is not wrong now."""
        there = {problem.text for problem in self.before.problems}
        return [problem for problem in self.after.problems if problem.text not in there]

    @property
    def solved_problems(self) -> list[Problem]:
        """What is wrong now and would not be any more."""
        there = {problem.text for problem in self.after.problems}
        return [problem for problem in self.before.problems if problem.text not in there]

    def day(self) -> Iterator[tuple[TimedItem, datetime | None]]:
        """Every item as it becomes, with the time at which it begins now where that differs."""
        begins = {timed.item.uid: timed.starts for timed in self.before.items}
        for timed in self.after.items:
            was = begins.get(timed.item.uid)
            yield timed, was if was != timed.starts else None

    @property
    def shifted(self) -> int:
        """How many items begin at another time than now."""
        return sum(was is not None for _, was in self.day())


def compare(
    day: Day, moments: Sequence[Moment], current: Sequence[Item], wanted: Sequence[Item], known: Known
) -> Comparison:
    """What making `wanted` of the `current` items changes."""
    before, after = (timeline(day, items, moments, known.labels) for items in (current, wanted))
    changes = [*_changes(current, after, known), *_removed(current, wanted)]
    return Comparison(before=before, after=after, changes=tuple(changes), known=known)


def _changes(current: Sequence[Item], after: Timeline, known: Known) -> Iterator[Change]:
    olds = {item.uid: item for item in current}
    moved = _moved([item.uid for item in current], [timed.item.uid for timed in after.items])
    for timed in after.items:
        item = timed.item
        old = olds.get(item.uid)
        if old is None:
            found = [replace(each, was="") for each in _differences(Item(title="", minutes=0), item, known)]
            yield Change(title=item.title, marks=("nieuw",), differences=tuple(found[1:]), timed=timed)
        elif item != old or item.uid in moved:
            marks = [*(["gewijzigd"] if item != old else []), *(["verplaatst"] if item.uid in moved else [])]
            differences = tuple(_differences(old, item, known))
            yield Change(title=item.title, marks=tuple(marks), differences=differences, timed=timed)


def _removed(current: Sequence[Item], wanted: Sequence[Item]) -> Iterator[Change]:
    kept = {item.uid for item in wanted}
    return (Change(title=item.title, marks=("vervallen",)) for item in current if item.uid not in kept)


def _moved(before: Sequence[str | None], after: Sequence[str | None]) -> set[str | None]:
    """Those that are in both and leave their place among the others."""
    old = [uid for uid in before if uid in set(after)]
    new = [uid for uid in after if uid in set(before)]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return set(new) - {uid for block in blocks for uid in new[block.b : block.b + block.size]}


def _differences(old: Item, new: Item, known: Known) -> Iterator[Difference]:
    was, becomes = item_values(old, known), item_values(new, known)
    order = ("title", *(column.field for column in fields_of(Line.ITEM) if column.field != "title"))
    headings = {column.field: column.heading for column in COLUMNS}
    for name in order:
        if was.get(name) != becomes.get(name):
            texts = [_shown(values.get(name)) for values in (was, becomes)]
            yield Difference(label=headings[name], was=_around(*texts), becomes=_around(*reversed(texts)))
    yield from _listed(
        "Cues", [_line(cue_values(cue)) for cue in old.cues], [_line(cue_values(cue)) for cue in new.cues]
    )
    yield from _listed(
        "Deelsessies", _sessions(old.parallel, known), _sessions(new.parallel, known)
    )  # fmt: skip


def _sessions(sessions: Sequence[Session], known: Known) -> list[str]:
    return [_line(session_values(replace(session, id=""), known)) for session in sessions]


def _line(values: Values) -> str:
    """A cue or session in one line: Online signalen, 40 min, Grote zaal, 40 plaatsen."""
    units = {"minutes": " min", "capacity": " plaatsen"}
    texts = [
        f"{_shown(value)}{units.get(name, '')}"
        for name, value in values.items()
        if name not in ("line", "title")
    ]
    return f"{values.get('title', '')}{': ' if texts else ''}{', '.join(texts)}"


def _listed(label: str, was: list[str], becomes: list[str]) -> Iterator[Difference]:
    gone, new = (
        [line for line in lines if line not in others] for lines, others in ((was, becomes), (becomes, was))
    )
    if gone or new:
        yield Difference(label=label, was="\n".join(gone), becomes="\n".join(new))
    elif was != becomes:
        yield Difference(label=label, was="", becomes="in een andere volgorde")


def _shown(value: object) -> str:
    return "" if value is None else text_of(value)


def _around(text: str, other: str) -> str:
    """The part of a long text that is not in the other, with a little of what stands around it."""
    if max(len(text), len(other)) <= LONGEST // 4:
        return text
    start = next((i for i, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(text), len(other)) if start is None else start
    end = len(text)
    while (
        end > start and len(other) - (len(text) - end) > start and text[end - 1] == other[end - 1 - len(text)]
    ):
        end -= 1
    first, last = max(start - CONTEXT, 0), min(end + CONTEXT, len(text))
    last = min(last, first + LONGEST)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def notices(sheet: Sheet, reading: Reading, comparison: Comparison, mark: Mark) -> list[str]:
    """What a planner should know of how the sheet was read. `mark` is what a workbook made now would say."""
    found = []
    if sheet.unknown:
        found.append(f"Wij lezen deze kolommen niet: {joined([quoted(name) for name in sheet.unknown])}.")
    absent = [
        column.heading for column in COLUMNS if column.field not in sheet.letters and column.field != "code"
    ]
    absent = [heading for heading in absent if heading not in ("Van", "Tot")]
    if absent:
        found.append(f"Niet in het blad, dus niet gewijzigd: {joined([quoted(name) for name in absent])}.")
    if "code" not in sheet.letters:
        found.append("De kolom ‘Code’ ontbreekt. Wij herkennen onderdelen nu aan hun naam.")
    found += _left_behind(comparison)
    slug, _, revision = sheet.mark.rpartition(" ")
    if slug and slug != mark.slug:
        found.append(f"Dit bestand komt van een andere werksessie ({slug}).")
    elif slug and revision != str(mark.revision):
        found.append(
            "Het programma is nog gewijzigd nadat dit bestand werd gemaakt. Kijk goed of u dat niet terugdraait."
        )
    else:
        found += _idle_times(sheet, reading, comparison)[:TOLD]
    return found


def _left_behind(comparison: Comparison) -> Iterator[str]:
    """Lines of an item that goes and that now stand below another: its row was deleted and theirs were not."""
    olds = {timed.item.uid: timed.item for timed in comparison.before.items}
    news = {timed.item.uid: timed.item for timed in comparison.after.items}
    more = [(item, _lines_below(item) - _lines_below(olds[uid])) for uid, item in news.items() if uid in olds]
    grown = [(item, lines) for item, lines in more if lines]
    for gone in (item for uid, item in olds.items() if uid not in news):
        for item, lines in grown:
            found = list((lines & _lines_below(gone)).elements())
            cues = sum(isinstance(line, Cue) for line in found)
            words = [(cues, "cue", "cues"), (len(found) - cues, "deelsessie", "deelsessies")]
            if found:
                told = joined([count(number, one, many) for number, one, many in words if number])
                yield (
                    f"{told} van {quoted(gone.title)} {'staat' if len(found) == 1 else 'staan'} nu bij "
                    f"{quoted(item.title)}. Vervalt dat ook? Haal dan ook die regels weg."
                )


def _lines_below(item: Item) -> Counter[Cue | Session]:
    """Cues and sessions as a sheet shows them, each with how often it is there."""
    return Counter([*item.cues, *(replace(session, id="") for session in item.parallel)])


def _idle_times(sheet: Sheet, reading: Reading, comparison: Comparison) -> list[str]:
    """Times that were typed where we reckon them ourselves, and that do not come out so."""
    olds: dict[str | None, TimedItem] = {timed.item.uid: timed for timed in comparison.before.items}
    found = []
    for row, timed in zip(reading.rows, comparison.after.items, strict=True):
        old = olds.get(timed.item.uid, timed)
        for name, times in (("begins", (timed.starts, old.starts)), ("ends", (timed.ends, old.ends))):
            try:
                said = read_clock(row.values[name]) if name in row.values else None
            except ValueError:
                continue
            if said is not None and said not in [time.time() for time in times]:
                found.append(
                    f"{sheet.place(name, row)}: hier staat {clock(said)}, maar dat wordt {clock(times[0])}. "
                    "Wijzig de minuten, of typ een tijd bij Vast begin."
                )
    return found
