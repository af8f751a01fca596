"""Speakers of the example, for the tests."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from app.accounts.models import User
from app.extensions import db, now
from app.speakers.actions import make_link
from app.speakers.models import Speaker
from app.speakers.uploads import ODP
from app.werksessies.models import Werksessie
from tests.factories import add_user, add_werksessie

BASE = "/beheer/zwolle-2023/sprekers"


def add_day(app: Flask, **changes: Any) -> None:
    """The Zwolle day; each speaker is confirmed but the last, Wim, who stands nowhere."""
    add_werksessie(app, **changes)


def speaker_in(app: Flask, key: str) -> Speaker:
    """A speaker as stored now, out of any session."""
    with app.app_context():
        speaker = db.session.scalars(select(Speaker).where(Speaker.key == key)).one()
        db.session.expunge_all()
        return speaker


def change(app: Flask, key: str, **values: Any) -> int:
    """Set columns of a speaker, and of their person as `person_…`; the speaker's id."""
    with app.app_context():
        speaker = db.session.scalars(select(Speaker).where(Speaker.key == key)).one()
        for name, value in values.items():
            owner = speaker.person if name.startswith("person_") else speaker
            setattr(owner, name.removeprefix("person_"), value)
        db.session.commit()
        return speaker.id


def link_of(app: Flask, key: str) -> str:
    """The address of a speaker's own page."""
    user_id = add_user(app)
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        speaker_id = db.session.scalars(select(Speaker.id).where(Speaker.key == key)).one()
        link = make_link(werksessie, speaker_id, db.session.get_one(User, user_id), now())
        return f"/spreker/{link.token}"


def form_at(client: FlaskClient, path: str, action: str) -> dict[str, str]:
    """What stands in the fields of the form of a page that goes to `action`."""
    from bs4 import BeautifulSoup  # noqa: PLC0415, here because few tests read forms

    page = BeautifulSoup(client.get(path).text, "html.parser")
    form = page.find("form", action=re.compile(f"^{re.escape(action)}(#|$)"))
    assert form is not None, action
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    fields |= {area["name"]: area.get_text().removeprefix("\n") for area in form.select("textarea")}
    for box in form.select("input[type=checkbox]:not([checked])"):
        fields.pop(str(box["name"]))
    for choice in form.select("select"):
        chosen = choice.select_one("option[selected]") or choice.select_one("option")
        fields[str(choice["name"])] = str(chosen["value"]) if chosen else ""
    fields.pop("csrf_token")
    assert "basis" not in fields or isinstance(json.loads(fields["basis"]), dict)
    return {name: str(value) for name, value in fields.items()}


def packed(**members: bytes) -> bytes:
    """A zip with these members; `__` in a name is a slash, `_dot_` a dot."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, contents in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), contents)
    return held.getvalue()


def pptx() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("ppt/presentation.xml", "<p/>")
    return held.getvalue()


def odp() -> bytes:
    return packed(mimetype=ODP.encode())


def keynote() -> bytes:
    return packed(Index__Document_dot_iwa=b"x")


def photo(kind: str = "JPEG") -> bytes:
    """A small picture that says where it was taken."""
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Geheim Toestel"
    Image.new("RGB", (40, 30), "red").save(held, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return held.getvalue()
