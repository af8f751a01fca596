"""What is wrong with a draaiboek file, gathered while it is read, each with its line."""

from __future__ import annotations

from dataclasses import dataclass, field

Path = tuple[str | int, ...]  # where a value stands: ("programme", 3, "cues", 0, "at")

MOST_ERRORS = 200  # nobody mends more at once, and a hostile file must not cost more time than this


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A Dutch sentence about one line (the first is 1). A `warning` never blocks."""

    line: int
    text: str
    warning: bool = False

    def of(self, file: str) -> str:
        """The line a planner reads: `FILE:LINE: text`, or `FILE:LINE: let op: text` for a warning."""
        return f"{file}:{self.line}: {'let op: ' if self.warning else ''}{self.text}"


class UnreadableError(Exception):
    """What follows in the file cannot be read; the findings say why."""


@dataclass(slots=True)
class Findings:
    """Problems so far, the line of every value, and the paths whose value was refused."""

    problems: set[FileProblem] = field(default_factory=set)
    lines: dict[Path, int] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)
    errors: int = 0

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest thing around it that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def error_at(self, line: int, text: str) -> None:
        """Note an error. Raises UnreadableError after `MOST_ERRORS`."""
        self.problems.add(FileProblem(line, text))
        self.errors += 1
        if self.errors == MOST_ERRORS:
            stop = f"Na {MOST_ERRORS} fouten is het lezen gestopt. Verbeter deze eerst."
            self.problems.add(FileProblem(line, stop))
            raise UnreadableError

    def error(self, path: Path, text: str) -> None:
        self.error_at(self.line(path), text)

    def refuse(self, path: Path, text: str) -> None:
        """Note an error about the value itself, so that later checks leave the value alone."""
        self.refused.add(path)
        self.error(path, text)

    def unsure(self, *paths: Path) -> bool:
        """Whether one of these values, or what it is part of, was refused: then nothing can be said of it."""
        return any(path[:length] in self.refused for path in paths for length in range(1, len(path) + 1))

    def warn(self, path: Path, text: str) -> None:
        self.problems.add(FileProblem(self.line(path), text, warning=True))

    def in_order(self) -> tuple[FileProblem, ...]:
        return tuple(sorted(self.problems, key=lambda problem: (problem.line, problem.warning, problem.text)))
