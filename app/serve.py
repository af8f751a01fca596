"""bin/serve: one copy of the product in the foreground: gunicorn as a child, the jobs in this process."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import create_app, logs
from app.accounts.actions import make_link, planner_of_this_copy
from app.database import migrate_up, plain_cause
from app.draaiboek.example import load_example_when_empty
from app.extensions import db
from app.jobs import Jobs
from app.webserver import Child
from config import Config, ConfigError, remember_address


def main(arguments: list[str] | None = None) -> int:
    """Set up, serve until a signal comes, stop cleanly. Returns the exit status."""
    options = _options(arguments)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    try:
        _check_port(options.host, options.port)
        base_url = f"http://{_shown_host(options.host)}:{options.port}"
        config = Config.from_env(os.environ | {"BASE_URL": os.environ.get("BASE_URL") or base_url})
        remember_address(config.instance_dir, config.base_url)
        logs.to_stderr()
        app = create_app(config)
        lines = _prepare(app, config)
    except (ConfigError, CannotServeError) as error:
        print(f"rodedraad: {error}", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(
            f"rodedraad: de database werkt niet mee: {plain_cause(error)}. Kijk naar DATABASE_URL.",
            file=sys.stderr,
        )
        return 1
    server = Child(app, options.host, options.port)
    return _serve(app, server, stopping, (options.host, options.port), lines)


class CannotServeError(Exception):
    """Why this copy cannot start; one line for the person at the keyboard."""


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/serve", description="Zet Rode Draad aan.")
    parser.add_argument("--host", default="127.0.0.1", help="adres om op te luisteren (anders: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="poort (anders: %(default)s)")
    return parser.parse_args(arguments)


def _shown_host(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104, compared with, not bound to
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _check_port(host: str, port: int) -> None:
    if not 0 < port < 65536:
        raise CannotServeError(
            f"poort {port} bestaat niet. Kies een getal van 1 tot en met 65535 met --port."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise CannotServeError(
                f"het adres {host} bestaat niet op deze machine. Kies een ander met --host."
            ) from error
        except OSError as error:
            reason = "is al in gebruik" if error.errno == 98 else "is hier niet te gebruiken"
            raise CannotServeError(f"poort {port} op {host} {reason}. Kies een andere met --port.") from error


def _prepare(app: Flask, config: Config) -> list[str]:
    with app.app_context():
        migrate_up()
        example = load_example_when_empty()
        token = make_link(planner_of_this_copy())
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    page = f"{config.base_url}/{example}" if example else f"{config.base_url}/"
    return [
        f"Openbare pagina: {page}",
        f"Inloggen als planner (één keer, 15 minuten): {config.base_url}/inloggen/{token}",
    ]


def _serve(
    app: Flask, server: Child, stopping: threading.Event, address: tuple[str, int], lines: list[str]
) -> int:
    jobs = Jobs(app)
    announced = False
    while not stopping.wait(1 if announced else 0.02):
        if server.ended():
            print("rodedraad: de webserver is gestopt.", file=sys.stderr)
            return 1
        if announced:
            jobs.run_due()
        elif _answers(address):
            print(*lines, sep="\n", flush=True)
            announced = True
    server.stop()
    return 0


def _answers(address: tuple[str, int]) -> bool:
    host = "127.0.0.1" if address[0] in ("0.0.0.0", "") else address[0]  # noqa: S104
    try:
        socket.create_connection((host, address[1]), timeout=0.2).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
