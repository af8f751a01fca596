"""The pages on privacy, made from the registry of personal fields."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.ground import config
from app.privacy.entry import Entry
from app.privacy.registry import REGISTRY

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/privacy")
def privacy_page() -> ResponseReturnValue:
    """For people who register: what we keep of them, and what they can do."""
    return render_template("privacy/page.html", registry=REGISTRY, groups=_groups(), sender=config().sender)


@blueprint.get("/privacy/register")
def register_page() -> ResponseReturnValue:
    """For the privacy officer: the processing register, column by column."""
    return render_template("privacy/register.html", registry=REGISTRY)


def _groups() -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in REGISTRY:
        groups.setdefault(entry.who, []).append(entry)
    return groups
