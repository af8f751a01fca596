"""From the raw tree of a file to the dataclasses, by the table in `layout.py`. Every value is tried."""

from __future__ import annotations

from typing import Any

from app.draaiboek.contents import Draaiboek
from app.draaiboek.findings import Findings, Path, UnreadableError
from app.draaiboek.layout import DRAAIBOEK, Many, Record
from app.draaiboek.tree import Listing, Node, Refused, Scalar, Table
from app.draaiboek.values import Value, WrongError
from app.draaiboek.words import quoted, suggestion
from app.programme.typed import LONGEST_LIST

_CALLED = {Scalar: "een tekst", Listing: "een lijst", Table: "een groep als {sleutel: waarde}"}


def sketch(root: Node, findings: Findings) -> Draaiboek:
    """The draaiboek in the tree. Where a required value was refused a stand-in takes its place, so that the rest can
    be checked too; then `findings` has errors and the sketch is for nothing else. Raises UnreadableError for no map.
    """
    if not isinstance(root, Table):
        findings.error_at(
            root.line, "Begin het bestand met draaiboek: 1, en zet daaronder title: en de andere regels."
        )
        raise UnreadableError
    draaiboek: Draaiboek = _record(DRAAIBOEK, root, (), findings)
    return draaiboek


def _any(shape: Value | Many | Record, node: Node, path: Path, findings: Findings) -> Any:
    """The value of `node`, or what stands in for it."""
    if isinstance(shape, Many):
        return _many(shape, node, path, findings)
    if isinstance(shape, Record):
        return _record(shape, node, path, findings)
    return _value(shape, node, path, findings)


def _value(shape: Value, node: Node, path: Path, findings: Findings) -> Any:
    if not isinstance(node, Scalar):
        _not_a(Scalar, node, path, findings)
        return shape.stand_in
    if node.empty or not node.text.strip():
        findings.refuse(path, f"{_subject(path)} is leeg. Vul iets in.")
        return shape.stand_in
    try:
        return shape.read(node.text)
    except WrongError as wrong:
        findings.refuse(path, f"{_key(path)}: {wrong}")
        return shape.stand_in


def _many(shape: Many, node: Node, path: Path, findings: Findings) -> tuple[Any, ...]:
    if not isinstance(node, Listing):
        _not_a(Listing, node, path, findings)
        return ()
    if len(node.elements) > LONGEST_LIST:
        number = len(node.elements)
        findings.refuse(path, f"{_key(path)} heeft {number} regels. Houd het bij {LONGEST_LIST}.")
        return ()
    read, names = [], set()
    for index, element in enumerate(node.elements):
        findings.lines[*path, index] = element.line
        value = _any(shape.each, element, (*path, index), findings)
        if shape.distinct and not findings.refused.intersection(_named_at(shape.each, (*path, index))):
            name = _named(value, shape.each)
            if name in names:
                findings.error(
                    (*path, index), f"{_key(path)} noemt {quoted(name)} twee keer. Haal er één weg."
                )
            names.add(name)
        read.append(value)
    return tuple(read)


def _named(value: Any, shape: Value | Record) -> Any:
    """By what an element of a list is the same as another."""
    return getattr(value, shape.short) if isinstance(shape, Record) else value


def _named_at(shape: Value | Record, path: Path) -> tuple[Path, ...]:
    return (path, (*path, shape.short)) if isinstance(shape, Record) else (path,)


def _record(shape: Record, node: Node, path: Path, findings: Findings) -> Any:
    if shape.short and isinstance(node, Scalar):
        return shape.make(**{shape.short: _any(shape.keys[shape.short], node, path, findings)})
    if not isinstance(node, Table):
        _not_a(Table, node, path, findings)
        node = Table(node.line)
    given: dict[str, Any] = {}
    for key, (line, value) in node.entries.items():
        findings.lines[*path, key] = line
        if key not in shape.keys:
            findings.error_at(line, _unknown(key, value, shape))
        elif not _left_out(value):
            read = _any(shape.keys[key], value, (*path, key), findings)
            # a stand-in only where there must be something: the rest is as if it were not said
            if key in shape.required or (*path, key) not in findings.refused:
                given[key] = read
    for key in shape.keys:
        if key in shape.required and key not in given:
            if path not in findings.refused:
                findings.refuse((*path, key), _missing(key, path))
            given[key] = _stand_in(shape.keys[key])
    return shape.make(**given)


def _left_out(node: Node) -> bool:
    return isinstance(node, Scalar) and (node.empty or (not node.plain and not node.text))


def _stand_in(shape: Value | Many | Record) -> Any:
    return shape.stand_in if isinstance(shape, Value) else ()


def _unknown(key: str, value: Node, shape: Record) -> str:
    text = f"De regel {quoted(key)} is hier niet bekend.{suggestion(key, shape.keys)}"
    if isinstance(value, Scalar) and value.plain and not value.text:
        return f"{text} Hoort dit bij een tekst met een komma? Zet die tekst dan tussen aanhalingstekens."
    return text


def _missing(key: str, path: Path) -> str:
    if not path:
        return f"{key}: ontbreekt. Zet er een regel met {key}: bij."
    return f"{key}: ontbreekt bij dit onderdeel van {_key(path)}. Zet het erbij."


def _not_a(wanted: type, node: Node, path: Path, findings: Findings) -> None:
    if isinstance(node, Refused):
        findings.refused.add(path)
        return
    text = f"{_subject(path)} is {_CALLED[type(node)]} en moet {_CALLED[wanted]} zijn."
    if wanted is Listing and isinstance(node, Scalar):
        text += f" Schrijf {_key(path)}: [eerste, tweede]."
    findings.refuse(path, text)


def _subject(path: Path) -> str:
    return f"Een onderdeel van {_key(path)}" if isinstance(path[-1], int) else _key(path)


def _key(path: Path) -> str:
    """The key that the planner wrote: of an element of a list, the list's."""
    return next(str(part) for part in reversed(path) if isinstance(part, str))
