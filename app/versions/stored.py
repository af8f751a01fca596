"""Finding versions: all of a werksessie, or one by its number."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import defer

from app.extensions import db
from app.versions.models import Version
from app.versions.numbers import NONE_YET, Number, read_number
from app.werksessies.models import Werksessie


def versions_of(werksessie: Werksessie) -> Sequence[Version]:
    """Every version, the newest first, in one query that leaves their contents in the database."""
    query = select(Version).where(Version.werksessie_id == werksessie.id)
    newest_first = query.order_by(Version.major.desc(), Version.minor.desc())
    return db.session.scalars(newest_first.options(defer(Version.contents), defer(Version.uids))).all()


def latest_of(werksessie: Werksessie) -> Version | None:
    """The newest version, whole; None when there is none."""
    query = select(Version).where(Version.werksessie_id == werksessie.id)
    return db.session.scalars(query.order_by(Version.major.desc(), Version.minor.desc()).limit(1)).first()


def version_of(werksessie: Werksessie, number: str) -> Version | None:
    """The version with this number ("1.0"), whole; None when there is none."""
    wanted = read_number(number)
    if wanted is None:
        return None
    query = select(Version).where(Version.werksessie_id == werksessie.id)
    return db.session.scalars(
        query.where(Version.major == wanted.major, Version.minor == wanted.minor)
    ).first()


def number_of(version: Version | None) -> Number:
    """The number of a version, to reckon with; NONE_YET without one."""
    return Number(version.major, version.minor) if version else NONE_YET
