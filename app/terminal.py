"""What every command shares: a database to work on, and one line for what goes wrong."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
from sqlalchemy.exc import SQLAlchemyError

from app import create_app
from app.accounts.actions import AccountError
from app.backup import BackupError
from app.database import migrate_up, plain_cause
from app.draaiboek.print import UnknownEditionError
from app.invitations.zone import TimeError
from config import Config, ConfigError


def fail(*lines: str) -> NoReturn:
    """Say what is wrong on stderr and stop with status 1."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


@contextmanager
def database() -> Iterator[Config]:
    """An application context on an up-to-date database."""
    config = Config.from_env()
    app = create_app(config)
    with app.app_context():
        migrate_up()
        yield config


def said_plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """What can go wrong in any command becomes one line."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (ConfigError, BackupError, AccountError, TimeError, UnknownEditionError) as error:
            fail(f"rodedraad: {error}")
        except OSError as error:
            fail(f"rodedraad: {error.filename or 'bestand'}: {_system_words(error)}")
        except SQLAlchemyError as error:
            fail(f"rodedraad: de database werkt niet mee: {plain_cause(error)}. Kijk naar DATABASE_URL.")

    return wrapped


def _system_words(error: OSError) -> str:
    folder = Path(error.filename or "").parent
    if error.errno == errno.ENOENT and not folder.exists():
        return f"de map {folder} is er niet"
    words = {
        2: "dit bestand is er niet",
        13: "dit mag niet worden gelezen of geschreven",
        21: "dit is een map",
    }
    return words.get(error.errno or 0, error.strerror or "dit lukt niet")
