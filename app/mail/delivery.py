"""Delivery of built messages: over SMTP, or as files in a folder."""

from __future__ import annotations

import os
import secrets
import smtplib
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import SplitResult, unquote, urlsplit

TIMEOUT = 30  # seconds that one answer of the mail server may take
_PORTS = {"smtp": 25, "smtps": 465}
_LOCALHOST = frozenset({"localhost", "127.0.0.1", "::1"})


class Refusal(Exception):  # noqa: N818, a refusal is what a mail server gives
    """A message was not taken. The text is Dutch, for the planner; the server's words stand at its end."""


class Temporary(Refusal):
    """May work later: the server is gone, busy or greylisting (SMTP 4xx)."""


class Unreachable(Temporary):
    """No message can go now: the server is away, its certificate is wrong or it refuses our password."""


class Permanent(Refusal):
    """Will not work however often it is tried: no such address, message refused (SMTP 5xx)."""


class Transport(Protocol):
    """A way out for many messages, as a context manager; opens what it needs at the first message."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, raw: bytes, *, sender: str, to: str) -> None:
        """Hand over `raw` to address `to`. Raises a Refusal; another message may follow."""


def transport(mail_url: str, instance_dir: Path) -> Transport:
    """The way out that setting MAIL_URL names: smtp://user:pw@host:port, smtps://… or file:.

    Raises ValueError for another scheme, or a host that is missing.
    """
    parts = urlsplit(mail_url)
    if parts.scheme == "file":
        return Folder(instance_dir / "mail")
    if parts.scheme in _PORTS and parts.hostname:
        return Server(parts)
    raise ValueError("MAIL_URL is file:, smtp://gebruiker:wachtwoord@host:poort of smtps://…")


class Folder:
    """Writes each message as one `.eml` file; names sort by time and are never used twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, raw: bytes, *, sender: str, to: str) -> None:
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}"
        unfinished = self._folder / f".{name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("xb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(self._folder / f"{name}.eml")
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            raise Unreachable(f"De map {self._folder} neemt geen bericht aan: {error.strerror}.") from error


class Server:
    """One connection to a mail server, kept for all messages and opened anew when it was lost."""

    def __init__(self, address: SplitResult) -> None:
        self._address = address
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def send(self, raw: bytes, *, sender: str, to: str) -> None:
        connection = self._connection or self._open()
        try:
            connection.sendmail(sender, [to], raw)
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise _refusal(code, answer, f"De mailserver neemt geen bericht voor {to} aan") from error
        except smtplib.SMTPResponseException as error:
            text = f"De mailserver neemt het bericht aan {to} niet aan"
            raise _refusal(error.smtp_code, error.smtp_error, text) from error
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise Unreachable(f"De verbinding met de mailserver is verbroken ({error}).") from error
        finally:
            if connection.sock is None:  # smtplib closes after 421, "closing transmission channel"
                self._connection = None

    def _open(self) -> smtplib.SMTP:
        host, port = self._host_and_port()
        try:
            if self._address.scheme == "smtps":
                connection: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=_tls())
            else:
                connection = smtplib.SMTP(host, port, timeout=TIMEOUT)
            self._connection = connection
            self._secure_and_sign_in(connection, host)
        except smtplib.SMTPAuthenticationError as error:
            self._close()
            raise _unready(
                "De mailserver weigert de gebruiker of het wachtwoord in MAIL_URL", error
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise _unready(f"De mailserver {host}:{port} is niet bereikbaar", error) from error
        return connection

    def _secure_and_sign_in(self, connection: smtplib.SMTP, host: str) -> None:
        connection.ehlo_or_helo_if_needed()
        user, password = self._address.username, self._address.password
        # A mail server on this very machine mostly has a certificate that nobody signed.
        if self._address.scheme == "smtp" and host not in _LOCALHOST:
            if connection.has_extn("starttls"):
                connection.starttls(context=_tls())
                connection.ehlo()
            elif user:
                raise smtplib.SMTPNotSupportedError("geen STARTTLS, dus het wachtwoord zou leesbaar zijn")
        if user:
            _sign_in(connection, unquote(user), unquote(password or ""))

    def _host_and_port(self) -> tuple[str, int]:
        return self._address.hostname or "", self._address.port or _PORTS[self._address.scheme]

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
        connection.close()


def _sign_in(connection: smtplib.SMTP, user: str, password: str) -> None:
    if not (user + password).isascii():
        raise smtplib.SMTPNotSupportedError("gebruiker en wachtwoord mogen alleen ASCII-tekens hebben")
    connection.login(user, password)


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _unready(what: str, error: Exception) -> Unreachable:
    return Unreachable(f"{what} ({_words(error)}).")


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"
    return str(error)


def _refusal(code: int, answer: bytes | str, text: str) -> Refusal:
    kind = Permanent if code >= 500 else Temporary
    return kind(f"{text} ({code} {_decoded(answer)}).")


def _decoded(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split()).rstrip(".")[:200]
