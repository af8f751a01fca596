"""The mail that carries a sign-in link."""

from __future__ import annotations

from app.accounts.models import User
from app.ground import config
from app.mail.address import Mailbox
from app.mail.letter import Letter, Link
from app.mail.outbox import enqueue, sender


def send_link(user: User, token: str) -> None:
    """Put the link in the outbox; it goes when the transaction is committed."""
    letter = Letter(
        subject="Uw link om in te loggen",
        sender=sender().name,
        heading="Inloggen bij Rode Draad",
        lead="U vroeg om een link. Open hem in de browser waarin u hem hebt gevraagd.",
        link=Link(words="Inloggen", url=f"{config().base_url}/inloggen/{token}"),
        paragraphs=("De link werkt 15 minuten en één keer.",),
        closing=("Hebt u niet om deze link gevraagd? Dan hoeft u niets te doen.",),
    )
    enqueue("sign_in", Mailbox(user.name, user.email), letter.subject, letter.render())
