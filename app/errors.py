"""Error pages in the product's look: what happened, that nothing is lost, and what to do now."""

from __future__ import annotations

import logging
import os
import traceback
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.extensions import db
from app.logs import safe_path

HERE = Path(__file__).resolve().parent

logger = logging.getLogger("rodedraad.web")


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says: a heading and what to do."""

    heading: str
    text: str


EXPIRED = Words(
    "Deze pagina stond te lang open",
    "Voor de veiligheid verloopt een formulier na een tijd. Ga terug, laad de pagina opnieuw en verstuur nog een keer. "
    "Wat u had getypt staat er dan meestal nog.",
)
BUSY = Words(
    "Het is heel druk", "Wij konden dit nu niet opslaan. Wacht een paar tellen en probeer het nog een keer."
)
PAGES = {
    400: Words("Dit kunnen wij niet lezen", "Ga terug, laad de pagina opnieuw en probeer het nog een keer."),
    403: Words(
        "Dat mag u hier niet",
        "U mag meelezen, maar niets wijzigen. Vraag de projectmanager om de rol ‘beheer’ als u dat nodig hebt.",
    ),
    404: Words(
        "Deze pagina is er niet",
        "Misschien is het adres verkeerd overgenomen, of is de pagina weggehaald. Gebruik de link uit uw mail, "
        "of kijk bij de werksessies.",
    ),
    405: Words("Zo werkt deze pagina niet", "Ga terug en gebruik de knop op de pagina."),
    409: Words(
        "Dit is intussen veranderd", "Iemand anders was u voor. Laad de pagina opnieuw en kijk hoe het nu is."
    ),
    410: Words("Deze pagina is weg", "Deze pagina was maar korte tijd te zien. Gebruik de link in uw mail."),
    413: Words(
        "Dit is te groot", "U kunt hier hoogstens 2 MB versturen. Maak het bestand of de tekst kleiner."
    ),
    415: Words("Dit soort bestand kennen wij niet", "Kies een ander bestand en probeer het nog een keer."),
    422: Words(
        "Er klopt iets niet in wat u verstuurde", "Ga terug, kijk uw gegevens na en verstuur nog een keer."
    ),
    429: Words(
        "Dat ging te vaak achter elkaar",
        "Wacht een kwartier en probeer het dan opnieuw. Uw gegevens zijn veilig.",
    ),
    500: Words(
        "Er ging iets mis bij ons",
        "Dat ligt niet aan u. Probeer het over een paar minuten opnieuw. Blijft het misgaan? Mail dan de organisatie.",
    ),
    503: BUSY,
}


def init_app(app: Flask) -> None:
    """Answer every error with a page; a database that stays locked too long is 503, anything unforeseen 500."""
    app.before_request(_refuse_nul)
    app.register_error_handler(CSRFError, lambda error: page(400, EXPIRED))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(InternalServerError, _unforeseen)


def _refuse_nul() -> None:
    """No address of ours holds a NUL, and PostgreSQL takes it in no text."""
    if "\0" in request.path:
        abort(404)


def page(status: int, words: Words | None = None) -> Response:
    """The error page for `status`."""
    words = words or PAGES.get(status) or PAGES[500 if status >= 500 else 400]
    return Response(render_template("errors/page.html", status=status, words=words), status)


def _place(error: BaseException) -> str:
    """The last line of our own code on the way to the error: app/registrations/actions.py:81."""
    ours = [
        frame for frame in traceback.extract_tb(error.__traceback__) if f"{HERE}{os.sep}" in frame.filename
    ]
    return f"{Path(ours[-1].filename).relative_to(HERE.parent)}:{ours[-1].lineno}" if ours else ""


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    answer = page(error.code)
    answer.headers.extend(
        (name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After")
    )
    return answer


def _database_error(error: OperationalError) -> ResponseReturnValue:
    db.session.rollback()
    if "database is locked" in str(error.orig) or "deadlock" in str(error.orig):
        logger.warning("database busy", extra={"at": _place(error), "path": safe_path(request.path)})
        return page(503)
    return _unforeseen(error)


def _unforeseen(error: Exception) -> ResponseReturnValue:
    cause = getattr(error, "original_exception", None) or error
    if isinstance(cause, DBAPIError):  # its full text may quote a row
        facts = {"error": type(cause.orig).__name__, "at": _place(cause)}
        logger.error("database error", extra=facts | {"path": safe_path(request.path)})
    else:
        logger.error("unforeseen error", exc_info=cause, extra={"path": safe_path(request.path)})
    db.session.rollback()
    return page(500)
