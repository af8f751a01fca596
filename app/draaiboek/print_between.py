"""What stands between the rows of a day: slack before a fixed start, and what is gone since an earlier version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.draaiboek.changes_told import Change
from app.words import clock

SLACK_HIGH = 13.0
GONE_HIGH, GONE_LOW = 14.2, 9.3  # with and without a line under its title


@dataclass(frozen=True, slots=True)
class Slack:
    """Minutes before a fixed start: free, or, when `too_long`, more than there are."""

    starts: datetime
    minutes: int
    until: str
    too_long: bool = False

    @property
    def words(self) -> str:
        """5 min speling"""
        return f"{self.minutes} min te lang:" if self.too_long else f"{self.minutes} min speling"

    @property
    def role(self) -> str:
        """What its row is to a page on a screen."""
        return "clash" if self.too_long else "slack"

    @property
    def high(self) -> float:
        return SLACK_HIGH


@dataclass(slots=True)
class Gone:
    """A row for what is gone: it keeps its place in the day. `slack` is what comes after it."""

    starts: datetime
    name: str
    change: Change
    slack: Slack | None = None

    @property
    def under(self) -> str:
        """What it was: "Vervalt, was 5 minuten, in Grote zaal". Nothing when there is no more to say than the word."""
        text = self.change.sentence
        return "" if text == "vervalt" else text[:1].upper() + text[1:]

    @property
    def high(self) -> float:
        return GONE_HIGH if self.under else GONE_LOW

    @property
    def next_up(self) -> str:
        """How the page before announces this row."""
        return f"hierna: {clock(self.starts)}  {self.name}, vervallen"
