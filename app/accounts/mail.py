"""The mail that carries a sign-in link."""

from __future__ import annotations

from app.ground import config
from app.mail.address import Mailbox
from app.mail.letter import Letter, Link
from app.mail.models import OutgoingMail
from app.mail.outbox import compose, sender


def link_letter(to: Mailbox, token: str) -> OutgoingMail:
    """The message, ready to be added to a transaction."""
    letter = Letter(
        subject="Uw link om in te loggen",
        sender=sender().name,
        heading="Inloggen bij Rode Draad",
        lead="U vroeg om een link. Open hem in de browser waarin u hem hebt gevraagd.",
        link=Link(words="Inloggen", url=f"{config().base_url}/inloggen/{token}"),
        paragraphs=("De link werkt 15 minuten en één keer.",),
        closing=("Hebt u niet om deze link gevraagd? Dan hoeft u niets te doen.",),
    )
    return compose("sign_in", to, letter.subject, letter.render())
