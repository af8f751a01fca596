"""A day that begins later, or must end sooner: which items move, which become shorter, and what cannot be. Pure.

What a planner wishes is laid out from one fixed start to the next: free minutes give way first, then every item down
to its minimum in proportion to what it can give, then what the planner lets go. Fixed starts hold unless they may move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from app.programme.plan import Day, Item, Moment
from app.programme.problems import clock_text, quoted
from app.programme.shifted import Moved, Result, Unmet, UnmetKind, Wish
from app.programme.shifting_layout import Layout
from app.programme.timeline import Timeline, later, timeline

OTHER_DAY = (
    "Dat kan niet: een onderdeel komt dan op een andere dag, of in het uur waarin de klok verspringt. "
    "Kies een andere tijd."
)
PAST_PROMISE = (
    "Dan begint de dag pas na het beloofde einde. "
    "Laat de beloofde tijden meeschuiven, of kies minder minuten."
)
EMPTY = "Er staat nog niets in het programma."


def shift(day: Day, items: Sequence[Item], moments: Sequence[Moment], wish: Wish) -> Result:
    """The day as wished, as far as that can be; what cannot is said in `unmet`. Never raises on a bad plan."""
    before = timeline(day, items, moments)
    if not items:
        return _as_it_was(day, before, Unmet(kind=UnmetKind.EMPTY, text=EMPTY))
    layout = Layout(day, before, replace(wish, first=min(max(wish.first, 0), len(items) - 1)))
    if refusal := layout.refusal():
        return _as_it_was(day, before, refusal)
    layout.lay_out()
    return _result(layout)


def _as_it_was(day: Day, before: Timeline, unmet: Unmet) -> Result:
    rows = tuple(Moved(was=timed, becomes=timed) for timed in before.items)
    return Result(day=day, before=before, after=before, rows=rows, unmet=(unmet,))


def _result(layout: Layout) -> Result:
    """What was laid out as a day of its own, told beside the day as it was."""
    kept = [place for place in range(len(layout.items)) if place not in layout.dropped]
    items = _new_items(layout, kept)
    day = _new_day(layout, kept)
    items = _anchored(layout, day, kept, items)
    moments = _new_moments(layout, kept)
    after = timeline(day, items, moments)
    if [timed.starts for timed in after.items] != [layout.at(layout.starts[place]) for place in kept]:
        return _as_it_was(layout.day, layout.before, Unmet(kind=UnmetKind.DATE, text=OTHER_DAY))
    if day.ends == layout.day.ends and after.promised_end != layout.before.promised_end:
        return _as_it_was(layout.day, layout.before, Unmet(kind=UnmetKind.EARLY, text=PAST_PROMISE))
    new = dict(zip(kept, after.items, strict=True))
    rows = tuple(Moved(was=timed, becomes=new.get(timed.index)) for timed in layout.before.items)
    return Result(
        day=day,
        before=layout.before,
        after=after,
        rows=rows,
        unmet=tuple(layout.unmet),
        promised=tuple(_promise_told(layout, day)),
    )


def _new_items(layout: Layout, kept: Sequence[int]) -> list[Item]:
    return [_of_length(layout.items[place], layout.minutes[place]) for place in kept]


def _anchored(layout: Layout, day: Day, kept: Sequence[int], items: Sequence[Item]) -> list[Item]:
    """The items with the fixed starts that make them begin as laid out; a fixed one stays fixed."""
    begins = layout.minute_of(timeline(day, ()).starts)
    anchored = []
    for place, item in zip(kept, items, strict=True):
        fixed = item.starts is not None or layout.starts[place] != begins
        anchored.append(replace(item, starts=_clock(layout.at(layout.starts[place])) if fixed else None))
        begins = layout.starts[place] + layout.minutes[place]
    return anchored


def _new_day(layout: Layout, kept: Sequence[int]) -> Day:
    """The promise, when that was asked, moved as far as the programme follows and no further."""
    if not layout.wish.promise:
        return layout.day
    starts, ends = timeline(layout.day, ()).starts, layout.before.promised_end
    place = _place_of_promise(layout)
    begins = next((layout.starts[each] for each in kept if each >= place), layout.starts[kept[-1]])
    done = _done(layout, kept)
    new_ends = _clock(later(ends, done - layout.old_ends[layout.last]))
    if layout.wish.end:
        new_ends = layout.wish.end if done == layout.end else layout.day.ends
    return replace(layout.day, starts=_clock(later(starts, begins - layout.old[place])), ends=new_ends)


def _place_of_promise(layout: Layout) -> int:
    """The first item of the promised time: not a walk-in before it."""
    promised = layout.minute_of(timeline(layout.day, ()).starts)
    return next((place for place, begins in enumerate(layout.old) if begins >= promised), 0)


def _done(layout: Layout, kept: Sequence[int]) -> int:
    """The minute at which the programme, a closing borrel aside, is done."""
    last = max((place for place in kept if place <= layout.last), default=kept[-1])
    return layout.starts[last] + layout.minutes[last]


def _promise_told(layout: Layout, day: Day) -> Iterator[str]:
    """What of the promise stays although it was to move along, and why."""
    wish, was = layout.wish, layout.day
    if not wish.promise:
        return
    if wish.minutes and not wish.first and day.starts == was.starts:
        title = quoted(layout.items[_place_of_promise(layout)].title)
        yield f"De beloofde begintijd blijft {clock_text(was.starts)}: {title} schuift niet mee."
    if day.ends != was.ends or wish.end == was.ends:
        return
    if wish.end:
        why = f"klaar om {clock_text(wish.end)} lukt niet."
        yield f"De beloofde eindtijd blijft {clock_text(was.ends)}: {why}"
    elif wish.minutes:
        yield f"De beloofde eindtijd blijft {clock_text(was.ends)}: het programma is niet op een andere tijd klaar."


def _new_moments(layout: Layout, kept: Sequence[int]) -> list[Moment]:
    """Each moment as far as what it lies beside: the start, the item during which it begins, the end."""
    moments = []
    for timed in layout.before.moments:
        by = _moved_at(layout, layout.minute_of(timed.starts), kept) if layout.wish.moments else 0
        moved = later(timed.starts, by)
        if moved.date() != timed.starts.date():
            stays = f"{quoted(timed.moment.what)} blijft om {clock_text(timed.starts)}"
            text = f"{stays}: anders valt het op een andere dag."
            layout.unmet.append(Unmet(kind=UnmetKind.DATE, text=text, minutes=abs(by)))
            moved = timed.starts
        moments.append(replace(timed.moment, starts=_clock(moved)) if by else timed.moment)
    return moments


def _moved_at(layout: Layout, minute: int, kept: Sequence[int]) -> int:
    """How far the day moves at a minute of the old day."""
    if minute >= layout.old_ends[-1]:
        return layout.starts[kept[-1]] + layout.minutes[kept[-1]] - layout.old_ends[-1]
    place = max((place for place in kept if layout.old[place] <= minute), default=kept[0])
    return layout.starts[place] - layout.old[place]


def _of_length(item: Item, minutes: int) -> Item:
    """The item of another length; sessions that fitted in the block still do."""
    if minutes == item.minutes:
        return item
    fits = item.minutes
    sessions = tuple(
        replace(session, minutes=minutes)
        if session.minutes is not None and minutes < session.minutes <= fits
        else session
        for session in item.parallel
    )
    return replace(item, minutes=minutes, parallel=sessions)


def _clock(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)
