"""What invitations and registrations ask for, and what is to be thrown away after the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.registrations.models import NEEDS_KEPT
from app.today.known import Known
from app.today.todo import ToDo, so_many
from app.words import count, short_date

JUDGE = "/aanmeldingen?staat=te+beoordelen#lijst"
REMIND = timedelta(days=14)  # before registration closes


def answers(known: Known) -> Iterator[ToDo]:
    """Who was invited and did not answer, when registration closes soon; who waits for the planner's yes."""
    closes = known.werksessie.last_day_to_register()
    if known.silent and known.today <= closes <= known.today + REMIND:
        who = count(known.silent, "genodigde die niet heeft", "genodigden die niet hebben")
        yield ToDo(
            what=f"Herinner {who} geantwoord",
            due=max(known.today, closes - REMIND / 2),
            detail=f"Aanmelden kan tot en met {short_date(closes)}.",
            page="/aanmeldingen/uitnodigen",
            go="Bekijk wie",
        )
    if known.put_forward:
        who = so_many(known.put_forward, "collega die is", "collega’s die zijn")
        yield ToDo(
            what=f"Zeg ja of nee tegen {who} voorgedragen",
            due=known.today,
            page="/aanmeldingen/uitnodigen",
            go="Bekijk wie",
        )


def registrations(known: Known) -> Iterator[ToDo]:
    """Who registered and waits to be judged."""
    if known.counts.to_judge:
        what = f"Beoordeel {so_many(known.counts.to_judge, 'aanmelding', 'aanmeldingen')}"
        yield ToDo(what=what, due=known.today, page=JUDGE, go="Naar de aanmeldingen")


def after_the_day(known: Known) -> Iterator[ToDo]:
    """Lists of diets on paper and in mail boxes: what is kept here goes by itself, the rest is the planner's."""
    if known.over and known.needs:
        goes = known.werksessie.date + NEEDS_KEPT
        yield ToDo(
            what="Gooi lijsten met diëten en dieetkaartjes weg",
            due=goes,
            detail=f"Wij verwijderen zelf op {short_date(goes)} wat {count(known.needs, 'mens', 'mensen')} doorgaf.",
            page="/aanmeldingen",
            go="Naar de aanmeldingen",
        )
