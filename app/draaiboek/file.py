"""The draaiboek file: read, check, dump. Its keys are in `layout.py`; this knows no database."""

from __future__ import annotations

from dataclasses import dataclass

from app.draaiboek.advice import advise
from app.draaiboek.checking import check
from app.draaiboek.contents import Draaiboek
from app.draaiboek.dumping import written
from app.draaiboek.findings import FileProblem, Findings, UnreadableError
from app.draaiboek.reading import sketch
from app.draaiboek.tree import parse

__all__ = ["Draaiboek", "FileProblem", "Reading", "dump", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a file: the draaiboek, None when there are errors, and all problems in order of line."""

    draaiboek: Draaiboek | None
    problems: tuple[FileProblem, ...]

    @property
    def errors(self) -> tuple[FileProblem, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def warnings(self) -> tuple[FileProblem, ...]:
        return tuple(problem for problem in self.problems if problem.warning)


def read(data: bytes, *, draft: bool = False) -> Reading:
    """Read and check a whole file. Never raises on a bad one: every error and warning comes back with its line.

    With `draft`, what the editor can leave half done only warns: an empty programme, wrong times, sessions that do
    not fit, names that are not there.
    """
    findings = Findings()
    try:
        draaiboek = sketch(parse(data, findings), findings)
        check(draaiboek, findings, draft=draft)
        # with stand-ins in it, advice would be about what the planner never wrote
        if not findings.refused:
            advise(draaiboek, findings)
    except UnreadableError:
        return Reading(None, findings.in_order())
    return Reading(None if findings.errors else draaiboek, findings.in_order())


def dump(draaiboek: Draaiboek) -> str:
    """The file of a draaiboek (UTF-8 once encoded): `read` gives the same draaiboek back, `dump` the same text."""
    return written(draaiboek)
