"""Small makers for the tests of links: a token, what a reader sees, and the mail that was sent."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from io import BytesIO
from typing import Any

from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from app.extensions import db
from app.mail.outbox import deliver
from app.programme.models import Item
from app.versions.models import Comment, EditionLink
from app.werksessies.models import Person, Werksessie
from tests.factories import add_link
from tests.mail.smtp import running

LINKS = "/beheer/zwolle-2023/draaiboek/wie-heeft-wat"
COMMENTS = "/beheer/zwolle-2023/draaiboek/reacties"


def token_for(app: Flask, edition: str = "techniek", for_whom: str = "Bram", **reader: Any) -> str:
    """The token of a new link."""
    link_id = add_link(app, "zwolle-2023", edition, for_whom, **reader)
    with app.app_context():
        return db.session.get_one(EditionLink, link_id).token


def link_with(app: Flask, token: str) -> EditionLink:
    """The link as it is stored now, out of any session."""
    with app.app_context():
        link = db.session.scalars(select(EditionLink).where(EditionLink.token == token)).one()
        db.session.expunge(link)
        return link


def comments_in(app: Flask) -> list[Comment]:
    """Every comment, in order, out of any session."""
    with app.app_context():
        found = list(db.session.scalars(select(Comment).order_by(Comment.id)))
        db.session.expunge_all()
        return found


def items_in(app: Flask) -> list[Item]:
    """The items of the programme in order, out of any session."""
    with app.app_context():
        query = select(Item).join(Werksessie).where(Werksessie.slug == "zwolle-2023")
        found = list(db.session.scalars(query.order_by(Item.position)))
        db.session.expunge_all()
        return found


def person_named(app: Flask, name: str) -> int:
    """The id of a person of the werksessie."""
    with app.app_context():
        return db.session.scalars(select(Person.id).where(Person.name == name)).one()


def sent(app: Flask) -> list[tuple[str, str, str]]:
    """Send what waits through a real mail server; to whom, the subject and the text of each."""
    config = app.extensions["rodedraad.config"]
    with running() as receiver, app.app_context():
        app.extensions["rodedraad.config"] = replace(config, mail_url=receiver.url)
        try:
            deliver()
        finally:
            app.extensions["rodedraad.config"] = config
    found = []
    for _, to, raw in receiver.taken:
        mail = message_from_bytes(raw, policy=policy.default)
        body = mail.get_body(("plain",))
        assert body is not None
        found.append((to, str(mail["Subject"]), str(body.get_content())))
    return found


def addresses(pdf: bytes) -> set[str]:
    """Where the links in a PDF lead."""
    found = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A")
            if action is not None and "/URI" in action:
                found.add(str(action["/URI"]))
    return found
