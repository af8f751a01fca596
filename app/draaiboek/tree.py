"""The bytes of a draaiboek file as a tree of raw texts with their lines.

Only the plain part of YAML: maps, lists and texts. What a value means is for `reading.py`, so that `09:30` and
`no` are what they look like. Works through the parser's events, without recursion, so depth and size stay cheap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.draaiboek.findings import Findings, UnreadableError
from app.draaiboek.words import TWO_DOCUMENTS, quoted, syntax_error

LARGEST = 2_000_000  # bytes
DEEPEST = 20  # levels; the format itself needs six

LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML 1.1 lets stand in a file (section 5.1), and we do too.
_NOT_PRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTHING = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text as written. `plain`: without quotes."""

    line: int
    text: str
    plain: bool

    @property
    def empty(self) -> bool:
        """Whether the planner left the value out: nothing, `~` or `null`."""
        return self.plain and self.text in _NOTHING


@dataclass(frozen=True, slots=True)
class Listing:
    line: int
    elements: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A map: each key with its own line and its value."""

    line: int
    entries: dict[str, tuple[int, Node]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Stands where a value was refused already, so that no second error is given for it."""

    line: int


Node = Scalar | Listing | Table | Refused


def parse(data: bytes, findings: Findings) -> Node:
    """The tree of a file. Raises UnreadableError when there is none; what was wrong is in `findings`."""
    text = _text(data, findings)
    return _Builder(text, findings).build()


def _text(data: bytes, findings: Findings) -> str:
    """The file as text with `\\n` for every line end, or UnreadableError."""
    if len(data) > LARGEST:
        return _stop(findings, 1, f"Het bestand is groter dan {LARGEST // 1_000_000} MB. Maak het kleiner.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _stop(findings, 1, "Het bestand is UTF-16. Bewaar het als UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Counted from the error itself: the byte order mark is not in what it calls its object.
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        what = f"Hier staat geen UTF-8 (byte 0x{byte:02X}). Bewaar het bestand als UTF-8, niet als Latin-1."
        return _stop(findings, line, what)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if hidden := _NOT_PRINTABLE.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        what = f"Hier staat een onzichtbaar teken (U+{ord(hidden[0]):04X}). Haal het weg."
        return _stop(findings, line, what)
    if not text.strip():
        return _stop(findings, 1, "Het bestand is leeg. Begin met draaiboek: 1.")
    return text


def _stop(findings: Findings, line: int, text: str) -> str:
    findings.error_at(line, text)
    raise UnreadableError


@dataclass(slots=True)
class _Open:
    """A map or list whose end has not come yet; of a map also the key that waits for its value."""

    node: Listing | Table
    key: Scalar | None = None
    ignored: bool = False  # the value of a key that was refused


class _Builder:
    def __init__(self, text: str, findings: Findings) -> None:
        self._text = text
        self._findings = findings
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        self._lines = text.rstrip().count("\n") + 1
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._documents = 0

    def build(self) -> Node:
        try:
            for event in yaml.parse(self._text, Loader=LOADER):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            line, text = self._translated(error)
            _stop(self._findings, line, text)
        # PyYAML's own loader stumbles over "\U7fffffff" with a ValueError.
        except (yaml.YAMLError, ValueError):
            _stop(self._findings, 1, syntax_error(""))
        if self._root is None:
            _stop(self._findings, 1, "Het bestand is leeg. Begin met draaiboek: 1.")
        assert self._root is not None
        return self._root

    def _line(self, mark: Any) -> int:
        # Not mark.line: YAML also counts U+0085, U+2028 and U+2029 as line ends, and no editor does.
        # What is missing is missed after the last line, where there is none to look at.
        return min(bisect_right(self._line_ends, mark.index - 1) + 1, self._lines)

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    _stop(self._findings, self._line(event.start_mark), TWO_DOCUMENTS)
            case yaml.AliasEvent():
                line = self._line(event.start_mark)
                self._no_anchors(line)
                self._put(Refused(line))
            case yaml.ScalarEvent():
                self._plain_yaml(event)
                self._put(Scalar(self._line(event.start_mark), event.value, not event.style))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._plain_yaml(event)
                self._start(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._put(self._open.pop().node)

    def _start(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        line = self._line(event.start_mark)
        if len(self._open) == DEEPEST:
            text = f"Hier staan meer dan {DEEPEST} lijsten en regels in elkaar. Maak het plat."
            _stop(self._findings, line, text)
        self._open.append(_Open(Table(line) if isinstance(event, yaml.MappingStartEvent) else Listing(line)))

    def _put(self, node: Node) -> None:
        """Give a finished value its place in the map or list around it."""
        if not self._open:
            self._root = node
            return
        around = self._open[-1]
        if isinstance(around.node, Listing):
            around.node.elements.append(node)
        elif around.key is None and not around.ignored:
            self._take_key(around, around.node, node)
        else:
            if around.key is not None:
                around.node.entries[around.key.text] = (around.key.line, node)
            around.key, around.ignored = None, False

    def _take_key(self, around: _Open, table: Table, node: Node) -> None:
        if not isinstance(node, Scalar):
            self._findings.error_at(node.line, "Vóór een dubbele punt hoort één woord te staan.")
            around.ignored = True
        elif node.text in table.entries:
            first = table.entries[node.text][0]
            self._findings.error_at(
                node.line, f"{quoted(node.text)} staat hier dubbel, ook op regel {first}. Haal er één weg."
            )
            around.ignored = True
        else:
            around.key = node

    def _plain_yaml(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        line = self._line(event.start_mark)
        if event.anchor is not None:
            self._no_anchors(line)
        if event.tag is not None:
            self._findings.error_at(
                line, "Een ! vóór een waarde wordt hier niet gebruikt. Zet de tekst tussen aanhalingstekens."
            )

    def _no_anchors(self, line: int) -> None:
        self._findings.error_at(
            line,
            "Ankers (&naam) en verwijzingen (*naam) worden hier niet gebruikt. "
            "Schrijf de waarde voluit, of zet de tekst tussen aanhalingstekens.",
        )

    def _translated(self, error: yaml.MarkedYAMLError) -> tuple[int, str]:
        """Line and Dutch sentence for what the parser stumbled over."""
        problem = f"{error.problem or ''} {error.context or ''}"
        opened = any(words in problem for words in ("quoted scalar", "flow", "simple key"))
        mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
        if mark is None:
            return 1, syntax_error(problem)
        stumbled = self._line(error.problem_mark or mark)
        written = self._text.split("\n")[stumbled - 1]
        if "\t" in written[: len(written) - len(written.lstrip())]:
            return stumbled, "Hier springt een tab in. Gebruik spaties."
        return self._line(mark), syntax_error(problem)
