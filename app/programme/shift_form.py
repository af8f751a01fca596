"""What a planner asks of a day that must begin or end at another time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import BooleanField

from app.forms import Form
from app.programme.fields import ChoiceField, ClockField, MinutesField
from app.programme.shifted import Wish
from app.programme.timed import TimedItem
from app.words import clock

LATER, EARLIER = "later", "eerder"
ASK = "Typ hoeveel minuten het programma schuift, of hoe laat het klaar moet zijn."


class ShiftForm(Form):
    """A wish for a day. It is asked by GET, so that a preview is an address; it writes nothing, hence no token."""

    class Meta:
        csrf = False

    minutes = MinutesField("Minuten", name="minuten")
    way = ChoiceField(
        "Het programma begint",
        "Kies later of eerder.",
        [(LATER, LATER), (EARLIER, EARLIER)],
        name="richting",
        default=LATER,
    )
    first = ChoiceField("Vanaf welk onderdeel?", name="vanaf")
    end = ClockField("Klaar om", name="klaar")
    unpin = BooleanField("Vaste tijden schuiven mee", name="vaste")
    moments = BooleanField(
        "Opbouw, soundcheck en andere momenten schuiven mee", name="momenten", default=True
    )
    promise = BooleanField("De beloofde begin- en eindtijd schuiven mee", name="belofte", default=True)

    def __init__(self, items: Sequence[TimedItem], formdata: Any) -> None:
        super().__init__(formdata=formdata or None)
        self.items = items
        self.first.choices = [
            ("", "het begin van de dag"),
            *((timed.item.uid or "", f"{clock(timed.starts)} {timed.item.title}") for timed in items[1:]),
        ]
        self.dropped = frozenset(formdata.getlist("laat")) if formdata else frozenset()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether this is a wish: a time to shift by, or an end."""
        good = bool(super().validate(extra_validators))
        if good and not self.minutes.data and self.end.data is None:
            self.minutes.errors = [ASK]
            return False
        return good

    @property
    def droppable(self) -> list[TimedItem]:
        """What the plan says may go."""
        return [timed for timed in self.items if timed.item.droppable]

    def wish(self) -> Wish:
        """What was asked. Call after validation."""
        minutes = self.minutes.data or 0
        places = {timed.item.uid: timed.index for timed in self.items}
        return Wish(
            first=places.get(self.first.data, 0),
            minutes=-minutes if self.way.data == EARLIER else minutes,
            end=self.end.data,
            drop=frozenset(places[uid] for uid in self.dropped if uid in places),
            unpin=self.unpin.data,
            moments=self.moments.data,
            promise=self.promise.data,
        )

    def asked(self) -> Iterator[tuple[str, str]]:
        """The same wish as fields of another form."""
        yield from ((field.name, field._value()) for field in (self.minutes, self.end))
        yield from ((field.name, field.data or "") for field in (self.way, self.first))
        for field in (self.unpin, self.moments, self.promise):
            if field.data:
                yield field.name, "y"
        for uid in sorted(self.dropped):
            yield "laat", uid
