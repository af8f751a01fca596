"""Apparatus that is wanted twice at one time: from speakers' needs and cues, against what there is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.programme.timeline import Timeline
from app.registrations.names import plain
from app.words import clock, joined, spelled

_HET = ("scherm", "bord", "statief", "gestoelte", "podium", "geluid")  # with "het", by how the word ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Apparatus:
    """So many of one thing."""

    what: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Somebody, or an item by a cue, who wants a thing from `starts` to `ends`. `who` is a speaker's name or ""."""

    what: str
    title: str
    who: str
    starts: datetime
    ends: datetime


def wanted(day: Timeline, needs: Mapping[str, Sequence[str]], there: Sequence[Apparatus]) -> list[Wanted]:
    """What is wanted when. `needs` by the name of a speaker; what no apparatus is called is left out."""
    found = []
    for timed in day.items:
        spans = [(timed.item.title, timed.item.speakers, timed.starts, timed.ends)]
        spans += [(one.session.title, one.session.speakers, one.starts, one.ends) for one in timed.sessions]
        for title, speakers, starts, ends in spans:
            for who in speakers:
                for what in dict.fromkeys(needs.get(who, ())):
                    if any(_is(what, one.what) for one in there):
                        found.append(Wanted(what=what, title=title, who=who, starts=starts, ends=ends))
        if not timed.item.speakers:
            texts = [cue.cue.what for cue in timed.cues]
            for what in _named(texts, there):
                found.append(
                    Wanted(what=what, title=timed.item.title, who="", starts=timed.starts, ends=timed.ends)
                )
    return found


def conflicts(day: Timeline, needs: Mapping[str, Sequence[str]], there: Sequence[Apparatus]) -> list[str]:
    """In sentences, each thing of which more is wanted at one time than there is; in order of time."""
    told: dict[str, None] = {}
    wishes = wanted(day, needs, there)
    for wish in sorted(wishes, key=lambda one: one.starts):
        alike = [one for one in wishes if _bare(one.what) == _bare(wish.what) and _at_once(one, wish)]
        many = sum(one.count for one in there if _is(wish.what, one.what))
        if len(alike) > many:
            told[_sentence(wish.what, alike, many)] = None
    return list(told)


def _at_once(one: Wanted, wish: Wanted) -> bool:
    """Whether one wants it at the moment that the other begins."""
    return one.starts <= wish.starts < one.ends


def _sentence(what: str, wishes: Sequence[Wanted], many: int) -> str:
    number = spelled(len(wishes)).capitalize()
    who = "sprekers" if all(one.who for one in wishes) else "onderdelen"
    names = joined(
        list(dict.fromkeys(f"{one.who} (‘{one.title}’)" if one.who else f"‘{one.title}’" for one in wishes))
    )
    at = clock(max(one.starts for one in wishes))
    if many == 1:
        return f"{number} {who} willen {_the_only(what)} om {at}: {names}."
    return f"{number} {who} willen om {at} een {_lower(what)}, en er zijn er {spelled(many)}: {names}."


def _the_only(what: str) -> str:
    return f"{'het' if _bare(what).endswith(_HET) else 'de'} enige {_lower(what)}"


def _lower(what: str) -> str:
    """Without a capital at the start, unless it is an abbreviation."""
    return what if what[:2].isupper() else what[:1].lower() + what[1:]


def _named(texts: Iterable[str], there: Sequence[Apparatus]) -> Iterator[str]:
    """The apparatus that these texts name."""
    said = [_words(text) for text in texts]
    for name in dict.fromkeys(one.what for one in there):
        key = _bare(name).split()
        if key and any(_within(key, words) for words in said):
            yield name


def _is(what: str, thing: str) -> bool:
    """Whether a need is met by a thing: one is called as the other, or is named within it."""
    need, name = _bare(what).split(), _bare(thing).split()
    return bool(need and name) and (_within(need, name) or _within(name, need))


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    size = len(short)
    return any(list(long[start : start + size]) == list(short) for start in range(len(long) - size + 1))


def _bare(text: str) -> str:
    """A name to compare by: without what stands between brackets, accents and capitals."""
    return " ".join(_words(re.sub(r"\(.*?\)", " ", text)))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9-]+", plain(text))
