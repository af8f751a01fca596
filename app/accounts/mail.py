"""The mail that carries a sign-in link."""

from __future__ import annotations

from app.accounts.models import User
from app.ground import config
from app.mail.address import Mailbox
from app.mail.outbox import enqueue, rendered


def send_link(user: User, token: str) -> None:
    """Put the link in the outbox; it goes when the transaction is committed."""
    url = f"{config().base_url}/inloggen/{token}"
    enqueue(
        "sign_in", Mailbox(user.name, user.email), "Uw link om in te loggen", rendered("sign_in", url=url)
    )
