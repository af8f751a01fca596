"""gunicorn around an application that is loaded already, as a child of this process."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import time
from typing import Any, NoReturn

from flask import Flask
from gunicorn.app.base import BaseApplication

THREADS = 4  # per worker; there is a worker for each core
STOP_SECONDS = 10
PR_SET_PDEATHSIG = 1


class WebServer(BaseApplication):  # type: ignore[misc]
    """gunicorn with the product's settings; `bench/` serves a bare application in just the same way."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        self.app = app
        self.bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """What is not gunicorn's default."""
        settings = {
            "bind": self.bind,
            "worker_class": "gthread",
            "workers": os.cpu_count() or 2,
            "threads": THREADS,
            "keepalive": 15,
            "graceful_timeout": 2,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application; nothing is imported again."""
        return self.app


class Child:
    """A web server in a process of its own, which ends when this one does. Start it before any thread."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        sys.stdout.flush()
        self.pid = os.fork()
        self.status: int | None = None
        if self.pid == 0:
            _become_server(app, host, port)

    def ended(self) -> bool:
        """Whether the server is gone."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def stop(self) -> None:
        """Let it finish what it is answering, at most `STOP_SECONDS`."""
        if self.ended():
            return
        os.kill(self.pid, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        while not self.ended() and time.monotonic() < until:
            time.sleep(0.02)
        if not self.ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


def _become_server(app: Flask, host: str, port: int) -> NoReturn:
    os.setsid()  # Ctrl-C is for the parent, which stops this one
    # when the parent is killed outright, the port must not stay taken (prctl(2))
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    gc.freeze()  # the application stays: no collection of garbage has to look through it again
    WebServer(app, host, port).run()
    sys.exit()  # gunicorn ends by itself; never back into what the parent was doing
