"""What the rows of one edition mark: what is new, changed or gone since an earlier version, and what it was."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from app.draaiboek.changes import changes_between
from app.draaiboek.changes_fields import WHOLE
from app.draaiboek.changes_readers import changes_for
from app.draaiboek.changes_told import Change, Changes, Detail, Word
from app.draaiboek.changes_words import at
from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_between import Gone
from app.draaiboek.print_cell import Meta
from app.pdf import Style, fit
from app.programme.timeline import TimedCue, TimedItem, later, minutes_between

_BY_ITSELF = frozenset(("starts", "minutes", WHOLE))  # what stands elsewhere in its row
_SHORT = {"title": "titel", "room": "zaal", "speakers": "sprekers", "roles": "rollen", "goal": "doel"}
_MOST_NOTES, _MOST_LINES = 4, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row has to mark. Without `changes` it only moves with a shift: `was` says from when, and no more."""

    changes: tuple[Change, ...] = ()
    was: str = ""

    @property
    def word(self) -> str:
        """The word beside the row; "" when it is not painted as changed."""
        first = self.changes[0] if self.changes else None
        if first is None:
            return ""
        return first.word if first.part != "parallel" else Word.GEWIJZIGD

    @property
    def cause(self) -> tuple[object, ...]:
        """What adjacent rows that share a bar and a word have in common; () when it shares none."""
        if len(self.changes) == 1 and self.changes[0].part == "cues":
            order = self.changes[0].details[0]
            if order.was_at and order.at and order.text.startswith("om ") and ";" not in order.text:
                return self.changes[0].index, minutes_between(order.was_at, order.at)
        return ()

    def was_start(self, style: Style) -> tuple[Meta, ...]:
        """The line under a time that moved."""
        return (Meta(f"was {self.was}", style, struck=self.was),) if self.was else ()

    def was_minutes(self, style: Style) -> tuple[Meta, ...]:
        """The line under minutes that changed."""
        old = [detail.was for detail in self._details if detail.field == "minutes" and detail.was]
        return tuple(Meta(f"was {minutes} min", style, struck=minutes) for minutes in old[:1])

    def notes(self, style: Style, measure: float, *, minutes: bool = False) -> list[Meta]:
        """What else changed, as lines under the title; with the `minutes` where those have no place of their own."""
        elsewhere = _BY_ITSELF - {"minutes"} if minutes else _BY_ITSELF
        told = [detail for detail in self._details if detail.field not in elsewhere and not detail.implied]
        orders = [detail for detail in told if detail.field == "cues"]
        notes = [_note(detail, style, measure) for detail in told if detail.field != "cues"]
        notes += [Meta(_fitted(_orders(orders), style, measure), style)] if orders else []
        sessions = [change for change in self.changes if change.part == "parallel"]
        notes += [Meta(_fitted(_session(change), style, measure), style) for change in sessions]
        more = len(notes) - _MOST_NOTES
        return [*notes[:_MOST_NOTES], Meta(f"en nog {more} gewijzigd", style)] if more > 0 else notes

    @property
    def _details(self) -> Iterator[Detail]:
        whole = next((change for change in self.changes if change.part != "parallel"), None)
        yield from whole.details if whole and whole.word is Word.GEWIJZIGD else ()


def _fitted(text: str, style: Style, measure: float) -> str:
    return fit(text, style, measure * _MOST_LINES * 0.9)


def _note(detail: Detail, style: Style, measure: float) -> Meta:
    if _fitted(detail.text, style, measure) != detail.text:
        return Meta(f"{_SHORT.get(detail.field, 'tekst')} gewijzigd", style)
    return Meta(detail.text, style, struck=detail.was if detail.text.endswith(f"was {detail.was}") else "")


def _orders(orders: list[Detail]) -> str:
    return "opdracht gewijzigd" if len(orders) == 1 else f"{len(orders)} opdrachten gewijzigd"


def _session(change: Change) -> str:
    return f"{change.title}: {change.sentence}"


NO_MARK = Mark()


class Marks:
    """What one edition marks, for its reader; nothing when it is not compared with an earlier version."""

    def __init__(self, draaiboek: Draaiboek, imprint: Imprint, edition: str) -> None:
        self.version = imprint.since.version if imprint.since else ""
        self.compared = imprint.since is not None
        self._edition = edition
        self._before, self._after = imprint.since.draaiboek if imprint.since else draaiboek, draaiboek
        self._all = changes_between(self._before, draaiboek) if imprint.since else Changes()
        self._keep(changes_for(edition, self._all, self._before, draaiboek))

    def for_speaker(self, speaker: str) -> Marks:
        """Those on the page of one speaker."""
        own = copy(self)
        own._keep(changes_for(self._edition, self._all, self._before, self._after, speaker))
        return own

    def _keep(self, changes: Changes) -> None:
        self.changes = changes
        self._rows: dict[tuple[str, int | None, int | None], list[Change]] = {}
        for change in self.changes.changes:
            if change.word is not Word.VERVALLEN or change.part == "parallel":
                self._rows.setdefault(_place(change), []).append(change)
        self._shifted = {index: shift.minutes for shift in self.changes.shifts for index in shift.items}
        self.pages: dict[int, int] = {}  # where a change stands, by its identity: the number of the page

    def item(self, timed: TimedItem) -> Mark:
        """Of an item with its sessions."""
        return self._mark(("programme", timed.index, None), self._moved(timed, timed.starts))

    def order(self, timed: TimedItem, cue: TimedCue, *, alone: bool) -> Mark:
        """Of an order in a row of its own; `alone`: its item has no row, so this one marks that too."""
        mark = self._mark(("cues", timed.index, cue.index), self._moved(timed, cue.at))
        return Mark(self.item(timed).changes, mark.was) if alone and not mark.changes else mark

    def moment(self, index: int) -> Mark:
        return self._mark(("moments", index, None), "")

    def meal(self, index: int) -> Mark:
        return self._mark(("catering", index, None), "")

    def _moved(self, timed: TimedItem, moment: datetime) -> str:
        """When it was by the shift that its item is in."""
        minutes = self._shifted.get(timed.index)
        return at(later(moment, -minutes)) if minutes else ""

    def _mark(self, place: tuple[str, int | None, int | None], shifted: str) -> Mark:
        changes = tuple(self._rows.get(place, ()))
        moved = [
            detail.was_at
            for change in changes
            for detail in change.details
            if detail.was_at and _own(change, detail)
        ]
        fresh = bool(changes) and changes[0].word is Word.NIEUW
        return Mark(changes, at(moved[0]) if moved else "" if fresh else shifted)

    def lines(self, part: str) -> list[int]:
        """The places of what is new or changed in a list."""
        return [place for kind, place, _ in self._rows if kind == part and place is not None]

    def gone(self, *parts: str, role: str = "") -> list[Gone]:
        """What is gone of these parts; of moments those that named the role."""
        return [
            Gone(change.at, change.title, change)
            for change in self.changes.changes
            if change.word is Word.VERVALLEN and change.part in parts and change.at
            if change.part != "moments"
            or not role
            or role in self._before.moments[change.was_index or 0].roles
        ]

    def stand_on(self, changes: tuple[Change, ...], page: int) -> None:
        """Remember on which page (1 is the first) changes stand."""
        for change in changes:
            self.pages.setdefault(id(change), page)


def _own(change: Change, detail: Detail) -> bool:
    """Whether a time that moved is that of the row itself."""
    return detail.field == "starts" or change.part == "cues"


def _place(change: Change) -> tuple[str, int | None, int | None]:
    if change.part == "cues":
        return "cues", change.index, change.details[0].cue
    return "programme" if change.part == "parallel" else change.part, change.index, None
