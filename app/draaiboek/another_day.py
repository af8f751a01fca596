"""A plan on another day: its dates move along, or what only held for that day and those people stays behind. Pure."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.draaiboek.contents import BudgetLine, Draaiboek, Task
from app.draaiboek.contents_agreed import CateringTerms, VenueTerms

VENUE_STAYS = ("assembly_point", "emergency", "parking", "signs")  # what is so on any day


def moved_to(draaiboek: Draaiboek, day: date) -> Draaiboek:
    """The same plan on `day`: every other date is as far from it as before."""
    plan: Draaiboek = _moved(draaiboek, day - draaiboek.date)
    return plan


def _moved(value: Any, by: timedelta) -> Any:
    """`value` with every date in it, however deep, moved."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(_moved(one, by) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: _moved(getattr(value, field.name), by) for field in fields(value)}
        return replace(value, **changes)
    return value


def without_agreements(draaiboek: Draaiboek) -> Draaiboek:
    """The plan without what was agreed for its day: dates, states, and whom to ask. What it costs and serves stays."""
    terms = draaiboek.venue.terms
    kept = {name: getattr(terms, name) for name in VENUE_STAYS}
    return replace(
        draaiboek,
        venue=replace(draaiboek.venue, terms=VenueTerms(rent=terms.rent, **kept)),
        brief=replace(draaiboek.brief, deliver_by=None, stakeholders=()),
        domains=tuple(replace(domain, held_until=None) for domain in draaiboek.domains),
        catering_terms=CateringTerms(
            workdays=draaiboek.catering_terms.workdays, shrink=draaiboek.catering_terms.shrink
        ),
        suppliers=tuple(replace(one, contact="", phone="", email="") for one in draaiboek.suppliers),
        tasks=tuple(map(_unowned, draaiboek.tasks)),
        budget=tuple(map(_estimated, draaiboek.budget)),
        choices=tuple(replace(choice, closes=None) for choice in draaiboek.choices),
    )


def _unowned(task: Task) -> Task:
    return replace(task, owner="", owner_email="")


def _estimated(line: BudgetLine) -> BudgetLine:
    return BudgetLine(
        line=line.line, estimate=line.estimate, source=line.source, supplier=line.supplier, btw=line.btw
    )
