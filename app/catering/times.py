"""When a catering moment begins. One that is tied to an item of the programme follows it; nothing stores that time.

A tie is kept by the item's uid as well as by its row, so that an item which is taken out and put back has it again.
"""

from __future__ import annotations

from datetime import time

from app.catering.models import CateringMoment
from app.programme.models import Item
from app.programme.timed import TimedItem
from app.programme.timeline import Timeline, later

TIE = "item"  # in `unresolved`: the uid of the item that it is tied to
_DAWN = 4 * 60  # a day is reckoned from four o'clock, so that a borrel after midnight belongs to it


def starts_of(moment: CateringMoment, line: Timeline) -> time:
    """When `moment` begins, local time: after its item, or at its own time when the item is not in the programme."""
    tied = item_of(moment, line)
    if tied is None:
        return moment.starts
    return later(tied.starts, moment.offset or 0).time()


def item_of(moment: CateringMoment, line: Timeline) -> TimedItem | None:
    """The item that `moment` follows, when that stands in the programme."""
    uid = uid_of(moment)
    return next((timed for timed in line.items if uid and timed.item.uid == uid), None)


def uid_of(moment: CateringMoment) -> str | None:
    """The uid of the item that it is tied to, also when that was taken out."""
    return moment.item.uid if moment.item is not None else (moment.unresolved or {}).get(TIE)


def tie(moment: CateringMoment, item: Item | None, uid: str | None) -> None:
    """Let it follow the item with this uid, which may be out of the programme; with None nothing."""
    moment.item = item
    rest = {name: text for name, text in (moment.unresolved or {}).items() if name != TIE}
    moment.unresolved = rest | ({TIE: uid} if uid else {})


def since_dawn(clock: time) -> int:
    """Minutes from four o'clock in the morning, to put the times of one day in order."""
    return (clock.hour * 60 + clock.minute - _DAWN) % 1440
