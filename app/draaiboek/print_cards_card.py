"""What stands on each card, in type as large as it goes; an item with many key words takes more than one card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest

from app.draaiboek.print_sheet import INK, MUTED
from app.draaiboek.print_signs import short_text
from app.pdf import Face, Page, Paragraph, Run, Style, fit, heading, paragraph
from app.programme.timeline import TimedItem, Timeline
from app.words import clock

CHAIR = "dagvoorzitter"
MEASURE = 143.0  # mm, of the key words
MOST_WORDS = 45
POINTS_TOP = 37.8  # the first capital of the key words, below a title of one line
POINT_GAP, DO_GAP = 8.0, 4.2  # from a last baseline to the next capitals; for key words in type of 28 points
RULE_BELOW, DO_BELOW = 6.8, 4.6  # from the last baseline to the rule, from the rule to the first capitals
LOWEST = 131.0  # the last baseline above the foot
DO_AT = 12.0  # right of the key words' left edge

TITLES = tuple(Style(Face.BOLD, size, size * 1.2, INK) for size in (20, 16, 13))
# key words and orders together, the largest that fit; key words count for more
SIZES = ((28, 15), (28, 13), (25, 13), (25, 12), (22, 12))
MORE = "Meer te doen: zie uw draaiboek."
Text = str | list[Run]
NEXT_STYLE = Style(Face.BOLD, 13.5, 17, INK)
NOTE_STYLE = Style(Face.REGULAR, 11.5, 15, MUTED)


@dataclass(frozen=True, slots=True)
class Next:
    """What the foot announces; `note` says when the pile has no card for it."""

    text: str
    note: str = ""

    def draw(self, page: Page, x: float, y: float, room: float) -> None:
        """From `x` on, in `room` mm."""
        note = f" {self.note}" if self.note else ""
        wide = page.text(x, y, fit(self.text, NEXT_STYLE, room - NOTE_STYLE.width(note) - 1), NEXT_STYLE)
        if note:
            page.text(x + wide + 1, y, note, NOTE_STYLE)


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is drawn; places are in mm from its upper edge."""

    timed: TimedItem
    name: str
    title: Paragraph
    points: tuple[Paragraph, ...]
    doing: tuple[Paragraph, ...]
    number: int
    next_up: Next

    @property
    def droppable(self) -> bool:
        return self.timed.item.droppable

    @property
    def do_at(self) -> float:
        """The left edge of the orders."""
        return 53.0 + DO_AT

    def lowered(self, y: float) -> float:
        """A place below the title, lower when the title takes more lines."""
        return y + (len(self.title.lines) - 1) * self.title.style.step

    def baselines(self) -> list[float]:
        """The first baseline of each point."""
        return _baselines(self.points, self.lowered(POINTS_TOP), self.point_gap)

    @property
    def point_gap(self) -> float:
        """Between key words, less where they are smaller."""
        return POINT_GAP * self.points[0].style.size / SIZES[0][0]

    @property
    def rule(self) -> float:
        """Between key words and orders."""
        return self.lowered(POINTS_TOP) + _high(self.points, self.point_gap) + RULE_BELOW

    def do_baselines(self) -> list[float]:
        """The first baseline of each order."""
        return _baselines(self.doing, self.rule + DO_BELOW, DO_GAP)

    @property
    def fits(self) -> bool:
        end = self.rule + DO_BELOW + _high(self.doing, DO_GAP) if self.doing else self.rule - RULE_BELOW
        return end <= LOWEST


def _high(texts: Sequence[Paragraph], gap: float) -> float:
    return sum(text.height for text in texts) + gap * (len(texts) - 1)


def _baselines(texts: Sequence[Paragraph], top: float, gap: float) -> list[float]:
    tops = accumulate((text.height + gap for text in texts[:-1]), initial=top)
    return [start + text.style.cap for start, text in zip(tops, texts, strict=False)]


def cards_of(day: Timeline) -> list[Card]:
    """The cards of the day, numbered; none for an item without key words."""
    found: list[Card] = []
    for timed in day.items:
        if any(word.strip() for word in timed.item.card):
            for card in _cards(timed, _announced(timed, day)):
                found.append(replace(card, number=len(found) + 1))
    return [_before(card, following) for card, following in zip_longest(found, found[1:])]


def _before(card: Card, following: Card | None) -> Card:
    """The card, announcing the next one when that goes on with the same item."""
    if following is None or following.timed is not card.timed:
        return card
    return replace(card, next_up=Next(f"kaart {following.number}, vervolg"))


def _announced(timed: TimedItem, day: Timeline) -> Next:
    if timed.index + 1 == len(day.items):
        return Next("einde van het programma")
    following = day.items[timed.index + 1]
    note = "" if any(word.strip() for word in following.item.card) else "(geen kaart)"
    return Next(f"{clock(following.starts)}  {following.item.title}", note)


def _cards(timed: TimedItem, next_up: Next) -> Iterator[Card]:
    """One card, or several when the key words need them; the orders stand on the last."""
    title = timed.item.title
    whole = Card(timed, title, short_text(title, TITLES, MEASURE, 2), (), (), 0, next_up)
    groups = list(_groups([word for word in timed.item.card if word.strip()], whole))
    for number, group in enumerate(groups):
        name = f"vervolg: {title}" if number else title
        card = replace(whole, name=name, title=short_text(name, TITLES, MEASURE, 2))
        last = number == len(groups) - 1
        yield _largest(card, group, _orders(timed) if last else [], _own_cues(timed) if last else [])


def _groups(words: Sequence[str], card: Card) -> Iterator[list[str]]:
    """The key words in groups that fit on a card in the smallest type, of at most 45 words where they can be."""
    smallest = SIZES[-1][0]
    lines = int((LOWEST - card.lowered(POINTS_TOP)) / _style(smallest).step)
    group: list[str] = []
    for word in words:
        for part in heading(word, _style(smallest), MEASURE).cut(lines):
            text = "".join(piece.text for line in part.lines for piece in line.pieces).strip()
            longer = [*group, text]
            many = sum(len(point.split()) for point in longer)
            if group and (many > MOST_WORDS or not _set(card, longer, [], *SIZES[-1]).fits):
                yield group
                longer = [text]
            group = longer
    yield group


def _largest(card: Card, points: Sequence[str], orders: Sequence[Text], cues: Sequence[Text]) -> Card:
    """The card in the largest type that fits. When none does, orders go before cues, and a line says so."""
    for size, do_size in SIZES:
        done = _set(card, points, [*orders, *cues], size, do_size)
        if done.fits:
            return done
    kept = [[*orders[:end], *cues] for end in range(len(orders) - 1, -1, -1)]
    kept += [list(cues[:end]) for end in range(len(cues) - 1, -1, -1)]
    for some in kept:
        done = _set(card, points, [*some, MORE], *SIZES[-1])
        if done.fits:
            return done
    return _set(card, points, [], *SIZES[-1])


def _set(card: Card, points: Sequence[str], orders: Sequence[Text], size: float, do_size: float) -> Card:
    doing = Style(Face.REGULAR, do_size, do_size * 1.22, INK)
    return replace(
        card,
        points=tuple(heading(point, _style(size), MEASURE) for point in points),
        doing=tuple(paragraph(order, doing, MEASURE - DO_AT) for order in orders),
    )


def _style(size: float) -> Style:
    return Style(Face.BOLD, size, size * 32 / 28, INK)


def _orders(timed: TimedItem) -> list[str]:
    """What she does, a line each."""
    return [line.strip() for line in timed.item.do.splitlines() if line.strip()]


def _own_cues(timed: TimedItem) -> list[list[Run]]:
    """Her own cues, with their time in bold."""
    own = sorted((cue for cue in timed.cues if CHAIR in cue.cue.roles), key=lambda cue: cue.at)
    return [[Run(clock(cue.at), Face.BOLD), Run(cue.cue.what)] for cue in own]
