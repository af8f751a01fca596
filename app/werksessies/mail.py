"""The mail that asks a colleague to join."""

from __future__ import annotations

from app.accounts.models import Role, User
from app.ground import config
from app.mail.address import Mailbox
from app.mail.outbox import enqueue, rendered
from app.werksessies.models import Werksessie


def send_invitation(werksessie: Werksessie, user: User, role: Role, by: User) -> None:
    """Put the invitation in the outbox. It holds no secret: signing in takes a link of its own."""
    content = rendered(
        "colleague",
        werksessie=werksessie,
        inviter=by.name or by.email,
        email=user.email,
        manages=role == Role.BEHEER,
        url=f"{config().base_url}/inloggen?volgende=/beheer/{werksessie.slug}",
    )
    subject = f"U doet mee met de voorbereiding van: {werksessie.title}"
    enqueue("colleague", Mailbox(user.name, user.email), subject, content, werksessie_id=werksessie.id)
