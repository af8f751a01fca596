"""Registering in turn on SQLite, where one transaction writes at a time.

The database's own lock is polled with pauses of up to 100 ms; here the kernel wakes the next one at once, between
threads and between processes. For speed only: what keeps places true is the database's lock.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

from app.extensions import db

_threads = Lock()


@contextmanager
def turn() -> Iterator[None]:
    """One at a time in here, on a database in a file; PostgreSQL keeps its own line."""
    path = db.engine.url.database
    with _threads:
        if db.engine.dialect.name != "sqlite" or not path:
            yield
            return
        line = _line(path, os.getpid())
        fcntl.flock(line, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(line, fcntl.LOCK_UN)


@cache
def _line(path: str, _pid: int) -> int:
    """The file descriptor of the line beside the database; each process needs one of its own (flock(2))."""
    return os.open(f"{path}-line", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
