"""What comes out of a PDF again: its structure, its text, what the validator says."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import page as validator
import pikepdf
import pytest

PROFILES = ("ua1", "2a")


def failures(data: bytes, profile: str) -> list[str]:
    """The rules of a profile that a file breaks."""
    limits = validator.SafetyLimits.unlimited()  # a thousand bookmarks are a long chain
    return [
        failure.rule_id
        for failure in validator.validate_pdf_bytes(data, profile=profile, limits=limits).failures
    ]


@dataclass(frozen=True)
class Found:
    """An element of the structure tree; `pages` are those that hold content of its own, 0 the first."""

    tag: str
    scope: str
    alt: str
    pages: tuple[int, ...]


def elements(data: bytes) -> list[Found]:
    """Every element of the structure tree, in reading order."""
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return list(_walk(pdf.Root.StructTreeRoot.K, numbers))


def _walk(node: Any, numbers: dict[Any, int]) -> Iterator[Found]:
    inside = node.get("/K", pikepdf.Array())
    kids = list(inside) if isinstance(inside, pikepdf.Array) else [inside]
    places = [
        kid.Pg if isinstance(kid, pikepdf.Dictionary) else node.Pg for kid in kids if not _is_element(kid)
    ]
    yield Found(
        tag=str(node.S)[1:],
        scope=str(node.get("/A", {}).get("/Scope", "/"))[1:],
        alt=str(node.get("/Alt", "")),
        pages=tuple(numbers[place.objgen] for place in places),
    )
    for kid in kids:
        if _is_element(kid):
            yield from _walk(kid, numbers)


def table_widths(data: bytes) -> list[set[int]]:
    """For each table in reading order how many columns its rows have, spans counted."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            {_columns(row) for row in _all(table, "/TR")}
            for table in _all(pdf.Root.StructTreeRoot.K, "/Table")
        ]


def _all(node: Any, tag: str) -> Iterator[Any]:
    """The elements of this tag under `node`, in reading order."""
    inside = node.get("/K", pikepdf.Array())
    for kid in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if _is_element(kid):
            if tag == kid.S:
                yield kid
            yield from _all(kid, tag)


def _columns(row: Any) -> int:
    cells = row.K if isinstance(row.K, pikepdf.Array) else [row.K]
    return sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in cells)


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def poppler(tool: str, data: bytes, tmp_path: Path, *options: str) -> str:
    """What poppler's `tool` prints of a file."""
    if shutil.which(tool) is None:
        pytest.fail(f"{tool} ontbreekt. Installeer het met: apt-get install poppler-utils")
    path = tmp_path / "gedrukt.pdf"
    path.write_bytes(data)
    command = [tool, *options, str(path), *(["-"] if tool == "pdftotext" else [])]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def broken(data: bytes, defect: Any) -> bytes:
    """The file after `defect` changed its opened PDF."""
    with pikepdf.open(BytesIO(data)) as pdf:
        defect(pdf)
        result = BytesIO()
        pdf.save(result)
    return result.getvalue()
