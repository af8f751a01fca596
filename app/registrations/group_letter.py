"""The one mail to who registered colleagues, with the link to how it stands with them."""

from __future__ import annotations

from datetime import datetime

from app.ground import config
from app.mail.address import Mailbox
from app.mail.letter import Letter, Link
from app.mail.outbox import enqueue, sender
from app.registrations.models import GroupContact
from app.werksessies.models import Werksessie
from app.words import count, full_date


def write_to_contact(werksessie: Werksessie, contact: GroupContact, people: int, at: datetime) -> None:
    """Add the mail to the current transaction."""
    letter = Letter(
        subject=f"Uw groep voor {werksessie.title}",
        sender=sender().name or sender().address,
        heading="U hebt mensen aangemeld",
        lead=f"Dag {contact.name}, u meldde {count(people, 'persoon', 'mensen')} aan.",
        facts=(("Wat", werksessie.title), ("Wanneer", full_date(werksessie.date))),
        link=Link(words="Bekijk wie er komt", url=f"{config().base_url}/groep/{contact.token}"),
        paragraphs=(
            "Ieder krijgt een eigen mail met een eigen link. Daarmee vullen zij aan wat wij nog niet weten, "
            "zoals wat zij niet eten. Ook melden zij zich daarmee zelf af.",
            "Met uw link ziet u wie een plaats heeft, wie wacht en wie zich afmeldde. Meer ziet u niet.",
        ),
        closing=(
            "Hebt u dit niet gedaan, of hebt u een vraag? Beantwoord dan deze mail.",
            f"Zo gaan wij om met uw gegevens: {config().base_url}/privacy",
        ),
    )
    to = Mailbox(contact.name, contact.email)
    enqueue("group", to, letter.subject, letter.render(), werksessie_id=werksessie.id, at=at)
