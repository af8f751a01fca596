"""Structured logs: one JSON object a line on stderr, without personal values and without secret addresses."""

from __future__ import annotations

import logging
import re
import sys

from flask import Flask, Response, g, request
from pythonjsonlogger.json import JsonFormatter

from app.extensions import now

SECRET_IN_PATH = re.compile(
    r"^/(aanmelding|uitnodiging|inloggen|agenda|d|groep(?:/ontvangen)?|opdracht|spreker|catering|ploeg|taken)/[^/]+"
)

logger = logging.getLogger("rodedraad.web")


def to_stderr() -> None:
    """Send the product's logs to stderr as JSON lines; warnings and worse of everything else too."""
    handler = logging.StreamHandler(sys.stderr)
    names = {"asctime": "at", "levelname": "level", "name": "logger"}
    handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s", rename_fields=names))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("rodedraad").setLevel(logging.INFO)


def init_app(app: Flask) -> None:
    """Log each answer that failed or changed something; plain page views are the proxy's to log."""

    @app.before_request
    def start() -> None:
        g.started_at = now()

    @app.after_request
    def log(response: Response) -> Response:
        if response.status_code >= 400 or request.method == "POST":
            milliseconds = (
                round((now() - g.started_at).total_seconds() * 1000, 1) if "started_at" in g else None
            )
            facts = {"method": request.method, "path": safe_path(request.path), "ms": milliseconds}
            level = logging.ERROR if response.status_code >= 500 else logging.INFO
            logger.log(level, "request", extra=facts | {"status": response.status_code})
        return response


def safe_path(path: str) -> str:
    """The path without the personal token in it."""
    return SECRET_IN_PATH.sub(r"/\1/…", path)
