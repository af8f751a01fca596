"""What changed for one reader between two versions: of their edition, and of a sheet a person of that person only."""

from __future__ import annotations

from app.draaiboek.changes import Changes, changes_between
from app.draaiboek.changes_readers import changes_for
from app.draaiboek.contents import Draaiboek
from app.draaiboek.discreet import discreet, withheld
from app.versions.models import Version
from app.versions.reader import Reading


class Changed:
    """Works it out for many readers; what was worked out for one is kept for the next."""

    def __init__(self) -> None:
        self._draaiboeken: dict[tuple[int, str | None], Draaiboek] = {}
        self._changes: dict[tuple[int, int, str, str | None], Changes] = {}

    def between(self, reading: Reading, before: Version, after: Version) -> Changes:
        """What a reader is told who goes from one version to the other."""
        edition, speaker = reading.link.edition, reading.speaker_key()
        key = (before.id, after.id, edition, speaker)
        if key not in self._changes:
            old, new = (self._draaiboek(reading, version, speaker) for version in (before, after))
            old, new = discreet(old, withheld(new)), discreet(new)
            self._changes[key] = changes_for(edition, changes_between(old, new), old, new)
        return self._changes[key]

    def _draaiboek(self, reading: Reading, version: Version, speaker: str | None) -> Draaiboek:
        key = (version.id, speaker)
        if key not in self._draaiboeken:
            self._draaiboeken[key] = reading.draaiboek(version)
        return self._draaiboeken[key]
