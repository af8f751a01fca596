"""The mail that takes the caterer to the order: numbers and diets, and no name of who comes."""

from __future__ import annotations

from collections.abc import Sequence

from app.catering.meals import differences, from_json
from app.catering.models import CateringOrder, CateringTerms
from app.mail.address import Mailbox
from app.mail.letter import Letter, Link, Row
from app.mail.outbox import enqueue, sender
from app.werksessies.link_models import PersonalLink
from app.werksessies.links import address_of
from app.werksessies.models import Werksessie
from app.words import count, day_and_month, full_date


def send_order_mail(
    werksessie: Werksessie, orders: Sequence[CateringOrder], terms: CateringTerms, link: PersonalLink
) -> None:
    """Put the newest of `orders` in the outbox."""
    letter = _letter(werksessie, orders, link)
    enqueue(
        "catering",
        Mailbox(terms.contact or terms.caterer, terms.email),
        letter.subject,
        letter.render(),
        werksessie_id=werksessie.id,
    )


def _letter(werksessie: Werksessie, orders: Sequence[CateringOrder], link: PersonalLink) -> Letter:
    order, deadline = orders[-1], werksessie.diet_deadline()
    meals = from_json(order.contents)
    changed = differences(from_json(orders[-2].contents), meals) if len(orders) > 1 else ()
    where = ", ".join(filter(None, [werksessie.venue_name, werksessie.venue_address.replace("\n", ", ")]))
    facts = [("Wat", werksessie.title), ("Wanneer", full_date(werksessie.date))]
    facts += [("Waar", where)] if where else []
    facts += [("Wijzigen kan tot en met", day_and_month(deadline))] if deadline else []
    return Letter(
        subject=f"Bestelling {order.number}: {werksessie.title}",
        sender=sender().name,
        heading=f"Bestelling {order.number}",
        lead="Dit is onze bestelling voor deze dag. Kijkt u of het klopt, en bevestigt u haar?",
        facts=tuple(facts),
        link=Link(words="Bekijk en bevestig de bestelling", url=address_of(link)),
        paragraphs=(f"Anders dan in bestelling {orders[-2].number}:", *map(str, changed)) if changed else (),
        rows_heading="Wat wij bestellen",
        rows=tuple(
            Row(
                when=meal.when,
                what=f"{meal.title}, {count(meal.portions, 'portie', 'porties')}",
                notes=tuple(f"{many} {group}" for group, many in meal.diets.items()),
            )
            for meal in meals
        ),
        closing=("Op de pagina kunt u ook iets terugschrijven. U hebt geen wachtwoord nodig.",),
    )
