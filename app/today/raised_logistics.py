"""What logistics ask for: crew and apparatus that do not fit the programme."""

from __future__ import annotations

from collections.abc import Iterator

from app.logistics.standing import troubles_in
from app.today.known import Known
from app.today.todo import ToDo, so_many


def crew_and_technique(known: Known) -> Iterator[ToDo]:
    """Somebody who is needed outside the shift or twice at once, a thing that is wanted twice at once."""
    found = troubles_in(known.line, known.crew, known.apparatus, known.speakers)
    if found:
        more = f" En nog {len(found) - 1}." if found[1:] else ""
        yield ToDo(
            what=f"Los {so_many(len(found), 'knelpunt', 'knelpunten')} in ploeg en techniek op",
            due=known.today,
            detail=found[0] + more,
            page="/logistiek",
            go="Naar de logistiek",
        )
