"""From a Draaiboek to the text of its file: the one way to write it, by the table in `layout.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

import yaml

from app.draaiboek.contents import Draaiboek
from app.draaiboek.layout import DRAAIBOEK, Many, Record
from app.draaiboek.values import Value
from app.words import Cents

WIDEST = 180  # characters; what is wider does not stand on one line
_TAG = "tag:yaml.org,2002:"


def written(draaiboek: Draaiboek) -> str:
    """The file. What is as it would be when absent is left out; the same draaiboek gives the same text."""
    node = _node(DRAAIBOEK, draaiboek)
    node.flow_style = False
    # a width that no line reaches: a text is never folded
    text: str = yaml.serialize(node, Dumper=_Writer, allow_unicode=True, width=10**9)
    return text


class _Writer(yaml.SafeDumper):
    """PyYAML's writer with lists indented under their key and double quotes where quotes are needed."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> str:
        style = str(super().choose_scalar_style())
        return '"' if style == "'" else style


def _node(shape: Value | Many | Record, value: Any) -> Any:
    if isinstance(shape, Record):
        shown = shape.show(value)
        return _scalar(shown[shape.short]) if list(shown) == [shape.short] else _map(shape.keys, shown)
    if isinstance(shape, Many):
        return _list(shape.each, value)
    return _scalar(value)


def _list(shape: Value | Record, values: Iterable[Any]) -> yaml.SequenceNode:
    """Words on one line when they fit; maps each on one line when all of them fit, so that like looks like."""
    elements = [_node(shape, value) for value in values]
    if all(isinstance(element, yaml.ScalarNode) for element in elements):
        return yaml.SequenceNode(f"{_TAG}seq", elements, flow_style=_fits(elements))
    if not all(_on_one_line(element) for element in elements):
        for element in elements:
            if isinstance(element, yaml.MappingNode):
                element.flow_style = False
    return yaml.SequenceNode(f"{_TAG}seq", elements, flow_style=not elements)


def _map(keys: Mapping[str, Value | Many | Record], shown: Mapping[str, Any]) -> yaml.MappingNode:
    pairs = [(_scalar(key), _node(keys[key], shown[key])) for key in keys if key in shown]
    return yaml.MappingNode(f"{_TAG}map", pairs, flow_style=_fits([node for pair in pairs for node in pair]))


def _fits(nodes: list[Any]) -> bool:
    """Whether these can stand on one line, between braces or brackets."""
    return all(_on_one_line(node) for node in nodes) and sum(_width(node) for node in nodes) <= WIDEST


def _on_one_line(node: Any) -> bool:
    return node.style != "|" if isinstance(node, yaml.ScalarNode) else bool(node.flow_style)


def _width(node: Any) -> int:
    """About as wide as it is written, with its comma or colon."""
    if isinstance(node, yaml.ScalarNode):
        return len(node.value) + 2
    inner = [each for pair in node.value for each in (pair if isinstance(pair, tuple) else (pair,))]
    return 2 + sum(_width(each) for each in inner)


def _scalar(value: Any) -> yaml.ScalarNode:
    match value:
        case bool():
            return yaml.ScalarNode(f"{_TAG}bool", "true" if value else "false")
        case Cents():
            return yaml.ScalarNode(f"{_TAG}float", f"{value // 100}.{value % 100:02d}")
        case int():
            return yaml.ScalarNode(f"{_TAG}int", str(value))
        case date():
            return yaml.ScalarNode(f"{_TAG}timestamp", value.isoformat())
        case time():
            return yaml.ScalarNode(f"{_TAG}str", f"{value:%H:%M}", style='"')
        case _:
            return yaml.ScalarNode(f"{_TAG}str", str(value), style=_style(str(value)))


def _style(text: str) -> str | None:
    """`|` for ordinary paragraphs, double quotes for unusual white space, else whatever the writer finds plain."""
    if any(mark in text for mark in "\t\x85\u2028\u2029\ufeff"):
        return '"'
    if "\n" not in text:
        return None
    lines = text.split("\n")
    untidy = text[0] in " \n" or any(line.endswith(" ") for line in lines) or text.endswith("\n\n")
    return '"' if untidy else "|"
