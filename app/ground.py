"""The ground under every answer: security headers, static files with a content hash, transactions that only read."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.middleware.proxy_fix import ProxyFix

from app import words
from app.extensions import set_read_only
from config import Config

STATIC = Path(__file__).parent / "static"
LONG_PAGE = 24_000  # bytes
YEAR = 365 * 24 * 3600
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def config() -> Config:
    """The settings of the running application."""
    return cast(Config, current_app.extensions["rodedraad.config"])


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file of `app/static/`, read and compressed once at start."""

    name: str  # with its hash: rodedraad.3f2a91c0.css
    body: bytes
    packed: bytes | None
    mimetype: str


def read_static_files() -> dict[str, StaticFile]:
    """Every file of `app/static/` by its plain name."""
    files = {}
    for path in sorted(STATIC.iterdir()):
        body = path.read_bytes()
        digest = hashlib.sha256(body).hexdigest()[:10]
        packed = gzip.compress(body, 9, mtime=0)
        mimetype = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
        files[path.name] = StaticFile(
            name=f"{path.stem}.{digest}{path.suffix}",
            body=body,
            packed=packed if len(packed) < len(body) else None,
            mimetype=mimetype or "application/octet-stream",
        )
    return files


FILES = read_static_files()
BY_HASHED_NAME = {file.name: file for file in FILES.values()}


def static_url(name: str) -> str:
    """The address of a file of `app/static/`; it changes with the file."""
    return f"/static/{FILES[name].name}"


def init_app(app: Flask) -> None:
    """Put the ground rules under `app`."""
    https = cast(Config, app.extensions["rodedraad.config"]).https

    if https:  # we speak no TLS: a proxy stands in front, and only it knows who asks
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=0, x_host=0)  # type: ignore[method-assign]

    def finish(response: Response) -> Response:
        response.headers.extend(HEADERS)
        if https:
            response.headers["Strict-Transport-Security"] = f"max-age={2 * YEAR}; includeSubDomains"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        if response.mimetype == "text/html":
            _pack_when_long(response)
        return response

    app.add_url_rule("/static/<name>", "static", _static_file)
    app.add_template_global(static_url, "static_url")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for word in (
        words.clock,
        words.full_date,
        words.day_and_month,
        words.weekday,
        words.short_date,
        words.brief_date,
        words.moment,
        words.spelled,
        words.duration,
        words.euros,
    ):
        app.add_template_filter(word)
    app.add_template_filter(words.month_and_year)
    app.add_template_filter(days_left)
    app.before_request(lambda: set_read_only(request.method in SAFE_METHODS))
    app.after_request(finish)


def _pack_when_long(response: Response) -> None:
    """Compress a page that would be heavy on a phone; a short one costs less as it is.

    The random length of the name in the header hides how well a guessed secret compresses ("Heal the BREACH",
    https://ieeexplore.ieee.org/document/9754554).
    """
    if "gzip" not in request.headers.get("Accept-Encoding", "") or response.is_streamed:
        return
    body = response.get_data()
    if len(body) < LONG_PAGE:
        return
    packed = BytesIO()
    with gzip.GzipFile(
        filename="x" * (1 + secrets.randbelow(100)), mode="wb", fileobj=packed, compresslevel=4
    ) as file:
        file.write(body)
    response.set_data(packed.getvalue())
    response.headers["Content-Encoding"] = "gzip"
    response.headers.add("Vary", "Accept-Encoding")
    etag = response.get_etag()[0]
    if etag is not None:
        response.set_etag(etag, weak=True)  # other bytes, same page (RFC 9110 section 8.8.1)


def _static_file(name: str) -> ResponseReturnValue:
    file = BY_HASHED_NAME.get(name)
    if file is None:
        abort(404)
    packed = file.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = Response(packed or file.body, content_type=_content_type(file.mimetype))
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def days_left(day: date, timezone: str) -> str:
    """How long until `day` in words, counted in its own zone."""
    return words.days_left(day, datetime.now(ZoneInfo(timezone)).date())


def _content_type(mimetype: str) -> str:
    text = mimetype.startswith("text/") or mimetype == "image/svg+xml"
    return f"{mimetype}; charset=utf-8" if text else mimetype
