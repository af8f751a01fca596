"""Laying out the items of a day anew, from one fixed start to the next: who moves, who gives, who goes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from itertools import pairwise

from app.programme.plan import Day, Kind
from app.programme.problems import clock_text, minutes_text, quoted
from app.programme.shifted import Unmet, UnmetKind, Wish
from app.programme.shifting_minutes import lengthened, shortened
from app.programme.timeline import Timeline, later, minutes_between, timeline

LONGEST = 1440  # minutes of one item
# Time that is left over goes to what the day is for, not to these.
BREAKS = frozenset({Kind.INLOOP, Kind.PAUZE, Kind.LUNCH, Kind.WISSEL})


class Layout:
    """One day while it is laid out anew. Times are whole minutes from the first start as it was.

    `starts` and `minutes` are by place in the old day, also of what is `dropped`.
    """

    def __init__(self, day: Day, before: Timeline, wish: Wish) -> None:
        self.day, self.before, self.wish = day, before, wish
        self.items = [timed.item for timed in before.items]
        self.old = [self.minute_of(timed.starts) for timed in before.items]
        self.old_ends = [self.minute_of(timed.ends) for timed in before.items]
        self.starts = list(self.old)
        self.minutes = [max(item.minutes, 0) for item in self.items]
        self.dropped: set[int] = set()
        self.unmet: list[Unmet] = []
        last = len(before.programme) - 1
        self.last = last if wish.first <= last else len(self.items) - 1
        self.begin = self.old[wish.first] + wish.minutes
        self.end = None if wish.end is None else self.minute_of(self._nearest(wish.end))

    def minute_of(self, moment: datetime) -> int:
        return minutes_between(self.before.starts, moment)

    def at(self, minute: int) -> datetime:
        return later(self.before.starts, minute)

    def _nearest(self, end: time) -> datetime:
        """`end` on the day or the night after it, whichever is nearer to the end as it is."""
        same_day = timeline(replace(self.day, starts=time(0), ends=end), ()).promised_end
        in_order = timeline(replace(self.day, ends=end), self.items).promised_end
        now = self.before.items[self.last].ends
        return min((same_day, in_order), key=lambda moment: abs(minutes_between(now, moment)))

    def refusal(self) -> Unmet | None:
        """Why the wish is none: a fixed start would come before the begin of the day, or the end before it."""
        if not self.wish.unpin:
            for place in range(self.wish.first + 1, len(self.items)):
                if self.items[place].starts is not None and self.begin > self.old[place]:
                    return self._left_behind(place)
        if self.end is None or self.wish.end is None or self.end > self.begin:
            return None
        begins = f"{clock_text(self.at(self.begin))} {self.items[self.wish.first].title}"
        text = f"Om {clock_text(self.wish.end)} is {begins} nog niet begonnen. Kies een latere eindtijd."
        return Unmet(kind=UnmetKind.EARLY, text=text, index=self.wish.first)

    def _left_behind(self, place: int) -> Unmet:
        title, first = self.items[place].title, quoted(self.items[self.wish.first].title)
        text = (
            f"{clock_text(self.at(self.old[place]))} {title} staat vast en komt dan voor {first}. "
            "Laat vaste tijden meeschuiven, of kies minder minuten."
        )
        return Unmet(kind=UnmetKind.FIXED, text=text, minutes=self.begin - self.old[place], index=place)

    def lay_out(self) -> None:
        """Give every item from the first that moves on its start and its minutes."""
        first = self.wish.first
        if self.wish.minutes < 0 and first:
            self._make_room_before(first)
        pins = {first: self.begin}
        if not self.wish.unpin:
            pins |= {
                place: self.old[place]
                for place in range(first + 1, len(self.items))
                if self.items[place].starts is not None
            }
        cuts = set(pins)
        if self.end is not None and self.last + 1 < len(self.items):
            cuts.add(self.last + 1)
        at = 0
        for start, until in pairwise([*sorted(cuts), len(self.items)]):
            begins = pins[start] if start in pins else at + self._gap(start)
            at = self._lay_stretch(range(start, until), begins, pins.get(until))

    def _make_room_before(self, first: int) -> None:
        """Items above the one that begins earlier become shorter; it begins no sooner than they can end."""
        start = max((place for place in range(first) if self.items[place].starts is not None), default=0)
        ends = self._fill(range(start, first), self.old[start], self.begin)
        if ends > self.begin:
            text = (
                f"{minutes_text(ends - self.begin)} te kort: wat voor {quoted(self.items[first].title)} komt, "
                "kan niet korter."
            )
            self._say(UnmetKind.SHORT, text, ends - self.begin, first, range(start, first))
            self.begin = ends

    def _lay_stretch(self, places: range, begins: int, pin: int | None) -> int:
        """Lay out what lies between one fixed start and the next, or the end; the minute at which it ends."""
        end = self.end if places.stop == self.last + 1 else None
        limits = [limit for limit in (pin, end) if limit is not None]
        limit = min(limits, default=None)
        ends = self._fill(places, begins, limit, exact=end is not None)
        if pin is not None and max(ends, end or ends) > pin:
            self._say_pinned(places, pin, max(ends, end or ends) - pin)
        elif end is not None and ends > end:
            self._say_short(places, begins, ends - end)
        return ends

    def _say_pinned(self, places: range, pin: int, minutes: int) -> None:
        title = self.items[places.stop].title
        fit = "past" if minutes == 1 else "passen"
        text = (
            f"{clock_text(self.at(pin))} {title} staat vast; {minutes_text(minutes)} {fit} er niet meer voor."
        )
        self._say(UnmetKind.FIXED, text, minutes, places.stop, places)

    def _say_short(self, places: range, begins: int, minutes: int) -> None:
        first, who, kind = self.items[places.start], "geen onderdeel kan korter", UnmetKind.SHORT
        if places.start > self.wish.first and first.starts is not None:
            begin = f"{clock_text(self.at(begins))} {first.title}"
            who, kind = f"vanaf {begin}, dat vast staat, kan geen onderdeel korter", UnmetKind.FIXED
        self._say(kind, f"{minutes_text(minutes)} te kort: {who}.", minutes, None, places)

    def _say(self, kind: UnmetKind, text: str, minutes: int, index: int | None, places: range) -> None:
        may_go = [quoted(self.items[place].title) for place in places if self._could_go(place)]
        hint = f" Wel mag vervallen: {', '.join(may_go)}." if may_go else ""
        self.unmet.append(Unmet(kind=kind, text=text + hint, minutes=minutes, index=index))

    def _could_go(self, place: int) -> bool:
        return self.items[place].droppable and place not in self.wish.drop

    def _gap(self, place: int) -> int:
        """Free minutes above an item as it was; negative for an overlap, which moves as it is."""
        return self.old[place] - self.old_ends[place - 1] if place else 0

    def _fill(self, places: range, begins: int, limit: int | None, *, exact: bool = False) -> int:
        """Give `places` their starts from `begins` on, all done at `limit` if that can be; when they are done."""
        members = list(places)
        gaps = {place: self._gap(place) for place in members[1:]}
        if limit is not None:
            over = begins + sum(self.minutes[place] for place in members) + sum(gaps.values()) - limit
            for place, gap in gaps.items():
                taken = min(max(gap, 0), max(over, 0))
                gaps[place], over = gap - taken, over - taken
            over = self._let_go(members, gaps, over)
            if over > 0:
                self._shorten(members, over)
            elif exact:
                self._lengthen(members, -over)
        at = begins
        for place in members:
            self.starts[place] = at + gaps.get(place, 0)
            at = self.starts[place] + self.minutes[place]
        return at

    def _least(self, place: int) -> int:
        minimum, minutes = self.items[place].minimum, self.minutes[place]
        return minutes if minimum is None else min(max(minimum, 0), minutes)

    def _let_go(self, members: list[int], gaps: dict[int, int], over: int) -> int:
        """Drop what may go while minima alone do not help: the shortest that is enough, else the longest."""
        while (short := over - sum(self.minutes[place] - self._least(place) for place in members)) > 0:
            able = [place for place in members if place in self.wish.drop and self.items[place].droppable]
            if not able or len(members) == 1:
                break
            enough = [place for place in able if self._least(place) >= short]
            gone = min(enough, key=self._least) if enough else max(able, key=self._least)
            members.remove(gone)
            self.dropped.add(gone)
            over -= self.minutes[gone] + gaps.pop(gone, 0) + gaps.pop(members[0], 0)
        return over

    def _shorten(self, members: Sequence[int], by: int) -> None:
        least = [self._least(place) for place in members]
        new = shortened([self.minutes[place] for place in members], least, by)
        self.minutes = [dict(zip(members, new, strict=True)).get(p, m) for p, m in enumerate(self.minutes)]

    def _lengthen(self, members: Sequence[int], by: int) -> None:
        grow = [place for place in members if self.items[place].kind not in BREAKS] or members
        new = lengthened([self.minutes[place] for place in grow], LONGEST, by)
        self.minutes = [dict(zip(grow, new, strict=True)).get(p, m) for p, m in enumerate(self.minutes)]
