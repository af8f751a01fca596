"""A whole draaiboek as text that never changes, and that draaiboek again."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from app.draaiboek.contents import Draaiboek
from app.draaiboek.file import dump, read
from app.versions.models import Version


class UnkeepableError(Exception):
    """This draaiboek cannot be kept as it is; the text is a Dutch sentence that says what to do."""


def contents_of(draaiboek: Draaiboek) -> tuple[str, list[str]]:
    """The text of a draaiboek and the uids of its items, which that text leaves out."""
    return dump(draaiboek), [item.uid or "" for item in draaiboek.programme]


def draaiboek_of_version(version: Version) -> Draaiboek:
    """The draaiboek as it was when the version was made. Raises UnkeepableError when its text cannot be read."""
    return _read_again(version.contents, tuple(version.uids))


@lru_cache(maxsize=8)
def _read_again(contents: str, uids: tuple[str, ...]) -> Draaiboek:
    """Remembered, as a version never changes and every page that compares with it needs it."""
    reading = read(contents.encode(), draft=True)
    if reading.draaiboek is None:
        raise UnkeepableError(reading.errors[0].text)
    programme = zip(reading.draaiboek.programme, uids, strict=True)
    return replace(
        reading.draaiboek, programme=tuple(replace(item, uid=uid or None) for item, uid in programme)
    )


def keep(version: Version, draaiboek: Draaiboek) -> None:
    """Put the whole draaiboek into a new version. Raises UnkeepableError when it would not come out the same."""
    version.contents, version.uids = contents_of(draaiboek)
    if draaiboek_of_version(version) != draaiboek:
        raise UnkeepableError("Download het draaiboekbestand en kijk het na: het komt niet hetzelfde terug.")
