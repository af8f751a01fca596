"""The mail that asks a colleague to join."""

from __future__ import annotations

from app.accounts.models import Role, User
from app.ground import config
from app.mail.address import Mailbox
from app.mail.letter import Letter, Link
from app.mail.outbox import enqueue, sender
from app.werksessies.models import Werksessie
from app.words import full_date

MAY = {Role.BEHEER: "alles zien en wijzigen", Role.MEELEZEN: "alles zien, niets wijzigen"}


def send_invitation(werksessie: Werksessie, user: User, role: Role, by: User) -> None:
    """Put the invitation in the outbox. It holds no secret: signing in takes a link of its own."""
    inviter = by.name or by.email
    letter = Letter(
        subject=f"U doet mee met de voorbereiding van: {werksessie.title}",
        sender=sender().name,
        heading="U doet mee met de voorbereiding",
        lead=f"{inviter} vraagt u mee te doen met de voorbereiding van deze werksessie.",
        facts=(
            ("Wat", werksessie.title),
            ("Wanneer", full_date(werksessie.date)),
            ("U mag", MAY[role]),
        ),
        link=Link(
            words="Naar de werksessie",
            url=f"{config().base_url}/inloggen?volgende=/beheer/{werksessie.slug}",
        ),
        paragraphs=(f"Log in met dit adres: {user.email}. U krijgt dan een link per mail.",),
        closing=(f"Kent u {inviter} niet? Dan hoeft u niets te doen.",),
    )
    enqueue(
        "colleague",
        Mailbox(user.name, user.email),
        letter.subject,
        letter.render(),
        werksessie_id=werksessie.id,
    )
