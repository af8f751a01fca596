"""Every setting, read from the environment here and nowhere else.

`Config.from_env()` checks what it reads and raises `ConfigError`: one Dutch sentence that says what to do.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
WEAK_SECRETS = frozenset({"", "dev", "secret", "changeme", "geheim", "password", "wachtwoord"})
SECRET_MINIMUM = 32
DEFAULT_BASE_URL = "http://127.0.0.1:8000"
SERVED_AT = "address"  # the file in the instance folder


class ConfigError(Exception):
    """A setting that cannot be used; the text tells the administrator what to do."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where people find this copy, and who its mail is from: all that a command without a database needs."""

    base_url: str
    mail_from: str

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Addresses:
        """BASE_URL and MAIL_FROM from `env` (default: the process's own environment)."""
        env = os.environ if env is None else env
        base_url = (env.get("BASE_URL") or _last_served(_instance_dir(env)) or DEFAULT_BASE_URL).rstrip("/")
        sender = env.get("MAIL_FROM") or "Rode Draad <werksessies@rodedraad.example>"
        return cls(_checked_base_url(base_url), _checked_sender(sender))

    @property
    def sender(self) -> tuple[str, str]:
        """Name and address of MAIL_FROM: the organiser of every appointment."""
        return parseaddr(self.mail_from)

    @property
    def mail_domain(self) -> str:
        """The domain of UIDs and Message-IDs."""
        return self.sender[1].rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one running copy. Sizes in bytes."""

    database_url: str
    secret_key: str
    base_url: str
    mail_url: str
    mail_from: str
    instance_dir: Path
    max_body: int = 2 * 1024 * 1024

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Config:
        """Read the settings from `env` (default: the process's own environment)."""
        env = os.environ if env is None else env
        instance = _instance_dir(env)
        _make_writable(instance)
        addresses = Addresses.from_env(env)
        return cls(
            database_url=database_url(env.get("DATABASE_URL", ""), instance),
            secret_key=_secret(env.get("SECRET_KEY"), addresses.base_url, instance),
            base_url=addresses.base_url,
            mail_url=_checked_mail_url(env.get("MAIL_URL") or "file:"),
            mail_from=addresses.mail_from,
            instance_dir=instance,
        )

    @property
    def addresses(self) -> Addresses:
        """Where people find this copy, and who its mail is from."""
        return Addresses(self.base_url, self.mail_from)

    @property
    def https(self) -> bool:
        """Whether visitors reach this copy over https."""
        return self.base_url.startswith("https://")

    @property
    def sender(self) -> tuple[str, str]:
        """Name and address of MAIL_FROM."""
        return self.addresses.sender

    @property
    def mail_domain(self) -> str:
        """The domain of UIDs and Message-IDs."""
        return self.addresses.mail_domain

    def flask(self) -> dict[str, object]:
        """These settings in the names that Flask and its extensions read."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            # what is written to the database must not come back in an error, and so in a log
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
            "MAX_CONTENT_LENGTH": self.max_body,
            "MAX_FORM_MEMORY_SIZE": self.max_body,
            "SESSION_COOKIE_NAME": "__Host-rodedraad" if self.https else "rodedraad",
            "SESSION_COOKIE_SECURE": self.https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PREFERRED_URL_SCHEME": "https" if self.https else "http",
            "WTF_CSRF_TIME_LIMIT": 12 * 3600,
            "WTF_CSRF_SSL_STRICT": False,
            "BABEL_DEFAULT_LOCALE": "nl",
        }


def database_url(url: str, instance: Path) -> str:
    """`url` as SQLAlchemy wants it; empty means SQLite in `instance`. postgresql:// means psycopg 3."""
    if not url:
        return f"sqlite:///{instance / 'rodedraad.sqlite'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        raise ConfigError("DATABASE_URL begint met sqlite: of postgresql://. Pas de instelling aan.")
    return url


def remember_address(instance: Path, base_url: str) -> None:
    """Note where this copy is served, so that the commands without a BASE_URL make links that work."""
    (instance / SERVED_AT).write_text(base_url)


def _last_served(instance: Path) -> str | None:
    try:
        return (instance / SERVED_AT).read_text().strip()
    except OSError:
        return None


def _instance_dir(env: Mapping[str, str]) -> Path:
    return Path(env.get("INSTANCE_DIR") or ROOT / "instance").expanduser().absolute()


def _make_writable(instance: Path) -> None:
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)  # diets and personal links are inside
    except OSError as error:
        raise ConfigError(
            f"De map {instance} kan niet worden gemaakt. Kies een andere met INSTANCE_DIR."
        ) from error
    if not os.access(instance, os.W_OK | os.X_OK):
        raise ConfigError(
            f"In de map {instance} mag niet worden geschreven. Kies een andere met INSTANCE_DIR."
        )


def _secret(given: str | None, base_url: str, instance: Path) -> str:
    if given is not None:
        weak = given.strip().lower() in WEAK_SECRETS or len(given) < SECRET_MINIMUM
        if weak and base_url.startswith("https://"):
            raise ConfigError(
                f"SECRET_KEY is te zwak. Gebruik minstens {SECRET_MINIMUM} willekeurige tekens, of laat hem weg."
            )
        if given.strip():
            return given
    path = instance / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def _checked_base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ConfigError(
            "BASE_URL is een adres als https://werksessies.gemeente.example. Pas de instelling aan."
        )
    return url


def _checked_mail_url(url: str) -> str:
    with suppress(ValueError):  # from a port that is no port
        parts = urlsplit(url)
        if parts.scheme == "file" or (
            parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
        ):
            return url
    raise ConfigError(
        "MAIL_URL is file:, smtp://gebruiker:wachtwoord@host:poort of smtps://… Pas de instelling aan."
    )


def _checked_sender(sender: str) -> str:
    address = parseaddr(sender)[1]
    if "@" not in address or not address.isascii() or "\n" in sender or "\r" in sender:
        raise ConfigError(
            "MAIL_FROM is een naam met een adres: Naam <naam@domein.example>. Pas de instelling aan."
        )
    return sender
