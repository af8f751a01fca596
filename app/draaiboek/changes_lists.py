"""What differs in a list of a draaiboek, line by line."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.draaiboek.changes_pairs import paired
from app.draaiboek.changes_told import Change, Detail, Word
from app.draaiboek.changes_words import Told, details
from app.draaiboek.contents import Draaiboek


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list of a draaiboek: by what its lines are the same, what names one, how its fields are told."""

    part: str
    keys: tuple[Callable[[Any], Hashable | None], ...]
    key: Callable[[Any], str]
    title: Callable[[Any], str]
    tellers: Sequence[Told]
    of: Callable[[Draaiboek], Sequence[Any]]

    def changes(self, before: Draaiboek, after: Draaiboek) -> Iterator[Change]:
        olds, news = self.of(before), self.of(after)
        for here, there in paired(olds, news, *self.keys):
            old = None if here is None else olds[here]
            new = None if there is None else news[there]
            found = details(self.tellers, old, new) if old and new else [_whole(gone=new is None)]
            if found:
                some = new or old
                yield Change(
                    word=Word.GEWIJZIGD if old and new else Word.NIEUW if new else Word.VERVALLEN,
                    part=self.part,
                    key=self.key(some),
                    title=self.title(some),
                    sentence="; ".join(detail.text for detail in found),
                    details=tuple(found),
                    index=there,
                    was_index=here,
                )


def _whole(*, gone: bool) -> Detail:
    return Detail(field="", text="vervalt" if gone else "komt erbij")
