"""Somebody who registers, in a browser without cookies."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from app.registrations.models import Registration

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
JOOST = {
    "name": "Joost van der Voorbeeld",
    "email": "joost@gemeente.example",
    "organisation": "Gemeente Zwolle",
    "domain": "onderwijs",
}


class Visitor:
    """One browser. Methods follow the forms of the pages, with their tokens."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def token(self, path: str) -> str:
        """The CSRF token in the first form of a page."""
        found = TOKEN.search(self.get(path).text)
        assert found is not None, f"no form on {path}"
        return found[1]

    def send(self, slug: str = "zwolle-2023", **fields: str) -> TestResponse:
        """Send the form as it was filled in by Joost, with other `fields`."""
        path = f"/{slug}/aanmelden"
        if "csrf_token" not in fields:
            fields["csrf_token"] = self.token(path)
        return self.client.post(path, data={**JOOST, **fields})

    def register(self, slug: str = "zwolle-2023", **fields: str) -> str:
        """Register; the heading of the receipt."""
        answer = self.send(slug, **fields)
        assert answer.status_code == 303, answer.text
        return heading(self.get(answer.location))

    def act(self, page: str, deed: str, **fields: str) -> TestResponse:
        """Press a button of a personal page."""
        return self.client.post(f"{page}/{deed}", data={"csrf_token": self.token(page), **fields})


def heading(answer: TestResponse) -> str:
    """The h1."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.S)
    assert found is not None, answer.text
    return unescape(found[1]).strip()


def faults(answer: TestResponse) -> dict[str, str]:
    """What the summary says, by the field that each line leads to."""
    summary = BeautifulSoup(answer.text, "html.parser").select_one(".error-summary")
    assert summary is not None, answer.text
    return {
        str(item.a["href"]).removeprefix("#") if item.a else "": item.get_text()
        for item in summary.select("li")
    }


def personal_page(app: Flask, email: str = JOOST["email"]) -> str:
    """The address of the personal page of who has this address."""
    with app.app_context():
        query = select(Registration.token).where(Registration.email_key == email)
        return f"/aanmelding/{db.session.scalars(query).one()}"


def rows(app: Flask) -> list[dict[str, Any]]:
    """What is stored, in order of the waiting list."""
    with app.app_context():
        stored = db.session.scalars(
            select(Registration).order_by(Registration.registered_at, Registration.id)
        )
        return [
            {
                "name": row.person.name,
                "email": row.person.email,
                "organisation": row.person.organisation,
                "domain": row.domain.name if row.domain else None,
                "state": row.state.value,
            }
            for row in stored
        ]
