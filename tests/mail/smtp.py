"""A real mail server on a free port of this machine, which keeps what it takes."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "rode", "p@ss:w%ord/+"


@dataclass
class Receiver:
    """Takes mail. `answers` holds what to say for an address instead of 250; `taken` what came in, in order."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    taken: list[tuple[str, str, bytes]] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)
    sign_in: bool = False
    host: str = "127.0.0.1"
    port: int = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.sign_in and not session.authenticated:
            return "530 5.7.0 Meld u aan"
        answers = self.answers.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert envelope.original_content is not None and envelope.mail_from is not None
        self.sessions.add(id(session))
        self.taken.append((envelope.mail_from, envelope.rcpt_tos[0], envelope.original_content))
        return "250 OK"

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"


def _check(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, credentials: object
) -> AuthResult:
    known = (getattr(credentials, "login", b""), getattr(credentials, "password", b""))
    return AuthResult(success=known == (USER.encode(), PASSWORD.encode()), handled=False)


def _free_port(host: str) -> int:
    with socket.create_server((host, 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(receiver: Receiver | None = None, *, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A mail server for as long as the block lasts; with `receiver.sign_in` it wants USER and PASSWORD."""
    receiver = receiver or Receiver()
    receiver.port = receiver.port or _free_port(receiver.host)
    controller = Controller(
        receiver,
        hostname=receiver.host,
        port=receiver.port,
        authenticator=_check if receiver.sign_in else None,
        auth_require_tls=tls is not None,
        tls_context=tls,
    )
    controller.start()
    try:
        yield receiver
    finally:
        controller.stop()
