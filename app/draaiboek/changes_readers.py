"""What of the difference concerns the reader of one edition: what it prints, and nothing that it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from app.draaiboek.changes_agreed import WITHIN
from app.draaiboek.changes_day import worded
from app.draaiboek.changes_fields import READERS, SHIFT, WHOLE, Fields, Reader
from app.draaiboek.changes_told import Change, Changes, Detail, Word
from app.draaiboek.contents import Draaiboek, Speaker, SpeakerStatus
from app.draaiboek.print_public import is_official, without_money
from app.programme.plan import Item, Kind

_COMING = (SpeakerStatus.BEVESTIGD, SpeakerStatus.ONDER_VOORBEHOUD)
_BESIDE_AN_ORDER = frozenset({"title", "room"})
_IN_A_ROOM = frozenset({WHOLE, "starts", "minutes", "room"})


def _in_a_room(item: Item) -> bool:
    return bool(item.room or any(session.room for session in item.parallel))


def _guest(speaker: Speaker) -> str:
    return speaker.id if speaker.status in _COMING else ""


def _official(speaker: Speaker) -> str:
    return _guest(speaker) if is_official(speaker) else ""


_GUESTS = {"sprekersbriefing": _guest, "bestuurder": _official}  # the ids of those who have a page
_ONLY: dict[str, Callable[[Item], bool]] = {  # the items that these editions have
    "spreekkaarten": lambda item: any(word.strip() for word in item.card),
    "tafelinstructie": lambda item: bool(item.steps),
    "deurborden": _in_a_room,
    "locatie": lambda item: "locatie" in _roles(item) or _in_a_room(item),
    "opdrachtgever": lambda item: item.kind is not Kind.WISSEL,
}


def changes_for(
    edition: str, changes: Changes, before: Draaiboek, after: Draaiboek, speaker: str = ""
) -> Changes:
    """The changes that the reader of an edition finds in it. An order of theirs is a change of its own (part "cues").

    `speaker` is the id of the one whose page of *sprekersbriefing* or *bestuurder* it is; without it, of all of them.
    Raises KeyError for an edition that is not in `READERS`.
    """
    reading = _Reading(edition, READERS[edition], before, after, speaker)
    kept = [one for change in changes.changes for one in reading.kept(change)]
    first = next((place for place, one in enumerate(kept) if one.at), 0)
    last = next((place for place, one in enumerate(kept) if not one.at and place >= first), len(kept))
    kept[first:last] = sorted(kept[first:last], key=_when)  # an order may be before its item
    return Changes(
        shifts=tuple(shift for shift in changes.shifts if reading.any_of(shift.items)),
        changes=tuple(dict.fromkeys(kept)),
    )


def _when(change: Change) -> datetime:
    assert change.at is not None
    return change.at.astimezone(UTC)


def narrowed(change: Change, fields: Fields) -> Iterator[Change]:
    """The change with what is told of these fields only; none when that is nothing."""
    found = [detail for detail in change.details if detail.field in fields]
    if any(not detail.implied for detail in found):
        yield replace(change, **worded(change.word, found))


class _Reading:
    """One edition and two versions."""

    def __init__(
        self, edition: str, reader: Reader, before: Draaiboek, after: Draaiboek, speaker: str
    ) -> None:
        self.edition, self.reader = edition, reader
        self.before, self.after = before, after
        self.guests: frozenset[str] | None = None  # whose pages they are
        if edition in _GUESTS:
            all_ = (*before.speakers, *after.speakers)
            self.guests = frozenset([speaker] if speaker else filter(None, map(_GUESTS[edition], all_)))

    def kept(self, change: Change) -> Iterator[Change]:
        """What this reader is told of one change."""
        if change.part == "programme":
            yield from self._item(change)
        elif change.part == "parallel":
            yield from self._session(change)
        elif change.part == "moments":
            yield from self._moment(change)
        elif change.part == "team":
            yield from self._member(change)
        elif change.part in WITHIN:
            known = f"{change.part}.{change.key}" in self.reader.facts
            yield from [change] if known and not self._only_money(change) else []
        elif change.part in self.reader.lists:
            yield from self._listed(change)
        elif change.part in self.reader.facts:
            yield change
        elif change.part == "speakers" and self.edition == "programma":
            yield from _public(change)

    def _only_money(self, change: Change) -> bool:
        """Whether the bestuurder's conditions are as they were."""
        if self.edition != "bestuurder" or change.key != "conditions":
            return False
        was, now = (without_money(version.brief.conditions) for version in (self.before, self.after))
        return was == now

    def any_of(self, items: Iterable[int]) -> bool:
        """Whether items that concern the reader are among those at these places."""
        return any(self._about(self.after.programme[index]) for index in items)

    # ---- the day

    def _item(self, change: Change) -> Iterator[Change]:
        old, new = self._items(change)
        was, now = old is not None and self._has(old), new is not None and self._has(new)
        fields = self.reader.items
        if self.reader.orders:
            yield from self._orders(change)
            fields = fields - {"cues"}
        if was or now:
            yield from narrowed(self._shown(_met(change, was=was, now=now)), fields)
        elif change.word is Word.GEWIJZIGD and new and self._about(new):
            yield from narrowed(change, _BESIDE_AN_ORDER)

    def _shown(self, change: Change) -> Change:
        """Without the names of speakers where those are not for everyone, on cards without the orders of others."""
        shown = []
        for detail in change.details:
            if detail.field == "speakers" and not self.reader.named:
                shown.append(replace(detail, text="sprekers gewijzigd"))
            elif detail.field != "cues" or self._for_role(detail):
                shown.append(detail)
        return replace(change, details=tuple(shown))

    def _for_role(self, order: Detail) -> bool:
        return not self.reader.role or self.reader.role in (*order.roles, *order.was_roles)

    def _items(self, change: Change) -> tuple[Item | None, Item | None]:
        """The item before and after."""
        was, now = change.was_index, change.index
        return (
            None if was is None else self.before.programme[was],
            None if now is None else self.after.programme[now],
        )

    def _about(self, item: Item) -> bool:
        """Whether the item stands in this edition, be it only beside an order."""
        role = self.reader.role
        return self._has(item) or (self.reader.orders and any(role in cue.roles for cue in item.cues))

    def _has(self, item: Item) -> bool:
        """Whether the edition has a place for the item itself."""
        if not self.reader.items:
            return False
        if self.guests is not None:
            everyone = (*item.speakers, *(key for session in item.parallel for key in session.speakers))
            return not self.guests.isdisjoint(everyone)
        if self.reader.every and self.edition in _ONLY:
            return _ONLY[self.edition](item)
        return self.reader.every or self.reader.role in _roles(item)

    def _orders(self, change: Change) -> Iterator[Change]:
        """The orders of the role in an item, each a change of its own; one that changes hands is new or gone."""
        role = self.reader.role
        for order in change.details:
            if order.field != "cues" or not self._for_role(order):
                continue
            word, text = order.word, order.text
            if word is Word.GEWIJZIGD and role not in order.roles:
                word, text = Word.VERVALLEN, f"niet meer voor {role}"
            elif word is Word.GEWIJZIGD and role not in order.was_roles:
                word, text = Word.NIEUW, f"nu ook voor {role}"
            own = replace(order, field="", text=text, implied=False)
            yield replace(
                change,
                part="cues",
                key=f"{change.key}#{order.cue}",
                title=order.what,
                at=order.at,
                **worded(word, [own]),
            )

    def _session(self, change: Change) -> Iterator[Change]:
        old, new = self._items(change)
        item = new or old
        if item is None or not self.reader.sessions or not self._about(item):
            return
        both = [session for one in (old, new) if one for session in one.parallel if session.id == change.key]
        named = (*item.roles, *(role for session in both for role in session.roles))
        if not self.reader.every and self.reader.role not in named:
            return
        if self.guests is not None and all(self.guests.isdisjoint(one.speakers) for one in both):
            return
        yield from narrowed(self._shown(change), self.reader.sessions)

    def _moment(self, change: Change) -> Iterator[Change]:
        old = None if change.was_index is None else self.before.moments[change.was_index]
        new = None if change.index is None else self.after.moments[change.index]
        role = self.reader.role
        was = old is not None and (not role or role in old.roles)
        now = new is not None and (not role or role in new.roles)
        if was or now:
            yield from narrowed(_met(change, was=was, now=now), self.reader.moments)
        elif self.edition == "locatie" and any(one and one.room for one in (old, new)):
            name = re.split(r"\s*[:;]", change.title)[0]  # its list of rooms has no more of it
            yield from narrowed(replace(change, title=name), _IN_A_ROOM)

    # ---- around the day

    def _member(self, change: Change) -> Iterator[Change]:
        """A line of the team; where only regie is printed, without the name."""
        fields = self.reader.lists.get("team")
        if fields is None:
            return
        member = (
            self.after.team[change.index]
            if change.index is not None
            else self.before.team[change.was_index or 0]
        )
        leads = member.regie or any(detail.field == "regie" for detail in change.details)
        contacts = self.reader.contacts
        if contacts is not None and self.edition == "als-dan":
            lines = (*self.before.what_if, *self.after.what_if)
            contacts = (*contacts, *(role for line in lines for role in line.roles[:1]))
        if contacts is not None and not ("regie" in contacts and leads) and member.role not in contacts:
            return
        if not self.reader.named:
            change = replace(change, title="Regie", key="regie")
        if self.reader.own_shift and member.role != self.reader.role:
            fields = fields - SHIFT
        yield from narrowed(change, fields)

    def _listed(self, change: Change) -> Iterator[Change]:
        if change.part == "materials" and self.reader.role not in ("floormanager", "gastvrouw", ""):
            old = None if change.was_index is None else self.before.materials[change.was_index]
            new = None if change.index is None else self.after.materials[change.index]
            if not any(thing and thing.supplier == self.reader.role for thing in (old, new)):
                return
        if change.part == "speakers" and self.guests is not None and change.key not in self.guests:
            return
        if change.part == "goals" and self.guests is not None and not self._serves(change.key):
            return
        if change.part == "what_if" and self.edition == "dagvoorzitter" and not self._is_told(change):
            return
        yield from narrowed(change, self.reader.lists[change.part])

    def _is_told(self, change: Change) -> bool:
        """Whether a line of what to do when the day goes otherwise is for the day chair."""
        old = None if change.was_index is None else self.before.what_if[change.was_index]
        new = None if change.index is None else self.after.what_if[change.index]
        return any(line and (not line.roles or self.edition in line.roles) for line in (old, new))

    def _serves(self, goal: str) -> bool:
        """Whether an item of the guests serves the goal."""
        items = (*self.before.programme, *self.after.programme)
        return any(item.goal == goal and self._has(item) for item in items)


def _roles(item: Item) -> Sequence[str]:
    """The roles that an item or its sessions name."""
    return (*item.roles, *(role for session in item.parallel for role in session.roles))


def _met(change: Change, *, was: bool, now: bool) -> Change:
    """The change as a reader meets it for whom it was there before, is there now, or both."""
    if (was and now) or change.word is not Word.GEWIJZIGD:
        return change
    whole = Detail(field=WHOLE, text="nu ook voor u" if now else "niet meer voor u")
    word = Word.NIEUW if now else Word.VERVALLEN
    return replace(change, **worded(word, [whole, *change.details]))


def _public(change: Change) -> Iterator[Change]:
    """That a name came or went, without whose it is."""
    if any(detail.field in ("name", "status", "organisation", WHOLE) for detail in change.details):
        detail = Detail(field="speakers", text="namen gewijzigd")
        yield Change(part="speakers", key="", title="Sprekers", **worded(Word.GEWIJZIGD, [detail]))
