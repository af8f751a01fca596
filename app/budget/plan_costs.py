"""The lines that come by themselves: what speakers, catering and the venue cost as the plan stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from app.budget.lines import Line
from app.catering.costs import costs_of as catering_costs
from app.catering.meals import Meal, from_json
from app.catering.standing import orders_of, served_at
from app.extensions import db
from app.logistics.models import VenueTerms
from app.speakers.costs import SpeakerCost
from app.speakers.costs import costs_of as speaker_costs
from app.speakers.models import Speaker
from app.werksessies.models import Werksessie
from app.words import count, euros, joined, short_date

VENUE = "venue"


def lines_of_the_plan(werksessie: Werksessie, at: datetime) -> list[Line]:
    """Every cost that the plan itself tells, in a fixed number of queries."""
    query = select(Speaker).where(Speaker.werksessie_id == werksessie.id)
    speakers = db.session.scalars(query.order_by(Speaker.position, Speaker.id)).all()
    served, _placed = served_at(werksessie)
    orders = orders_of(werksessie)
    ordered = from_json(orders[-1].contents) if orders else ()
    terms = db.session.scalars(
        select(VenueTerms).where(VenueTerms.werksessie_id == werksessie.id)
    ).one_or_none()
    return [
        *_venue(werksessie, terms, werksessie.local_day(at)),
        *map(_speaker, speaker_costs(speakers)),
        *_catering([one.meal for one in served], ordered),
    ]


def _speaker(cost: SpeakerCost) -> Line:
    parts = {"honorarium": cost.fee, "reiskosten": cost.travel}
    amounts = joined([f"{word} {euros(cents)}" for word, cents in parts.items() if cents])
    said = f"{amounts[:1].upper()}{amounts[1:]}. Nu: {cost.status}"
    return Line(
        group="Sprekers",
        source=cost.source,
        name=cost.name,
        detail=f"{said}, factuur {cost.invoice}." if cost.invoice else f"{said}.",
        page="/sprekers",
        estimate=cost.total,
        committed=cost.total if cost.committed else None,
        actual=cost.total if cost.billed else None,
    )


def _catering(meals: list[Meal], ordered: tuple[Meal, ...]) -> Iterator[Line]:
    """What is needed by now; committed is what the last order asked for."""
    agreed = {cost.key: cost.net for cost in catering_costs(ordered)}
    for cost in catering_costs(meals):
        yield Line(
            group="Catering",
            source=f"catering:{cost.key}",
            name=cost.title,
            detail=f"{count(cost.portions, 'portie', 'porties')} van {euros(cost.per_person)}.",
            page="/catering",
            estimate=cost.net,
            committed=agreed.get(cost.key),
            btw=cost.btw,
        )


def _venue(werksessie: Werksessie, terms: VenueTerms | None, today: date) -> Iterator[Line]:
    """The rent; committed from the day on which it is definite."""
    if terms is None or not terms.rent:
        return
    definite = terms.definite_on is not None and terms.definite_on <= today
    since = f"Definitief op {short_date(terms.definite_on)}." if terms.definite_on else "Nog niet definitief."
    yield Line(
        group="Locatie",
        source=VENUE,
        name=f"Huur van {werksessie.venue_name or 'de locatie'}",
        detail=since,
        page="/logistiek",
        estimate=terms.rent,
        committed=terms.rent if definite else None,
    )
