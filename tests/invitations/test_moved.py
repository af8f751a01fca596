"""Who has a place is told of another day, hour or place by a new version of the same appointment."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from app.extensions import db
from app.invitations.ics import read_back
from app.invitations.models import Appointment, AppointmentVersion
from app.registrations.models import Registration
from app.werksessies.models import Werksessie
from tests.invitations.told import LATER, calendar_of, kinds, mails, tell, text_of, versions
from tests.invitations.werksessies import NOON, published, sign_up

FIRST = ("confirmation", "jan")


def changed(werksessie: Werksessie, **columns: Any) -> None:
    """The werksessie with other columns, and everybody told something that may be untrue."""
    for name, value in columns.items():
        setattr(werksessie, name, value)
    db.session.execute(update(Registration).values(stale_since=LATER))
    db.session.commit()


def test_another_date_is_an_update_of_the_same_appointment(any_app: Flask) -> None:
    with any_app.app_context():
        werksessie = published()
        sign_up(werksessie, "Jan de Vriës")
        tell()
        changed(werksessie, date=date(2027, 7, 15))
        assert [tell(LATER), tell(LATER + timedelta(minutes=1))] == [1, 0]
        assert kinds() == [FIRST, ("changed", "jan")]
        (uid,) = {uid for _, _, uid in versions()}
        assert versions() == [("REQUEST", 0, uid), ("REQUEST", 1, uid)]
        mail = mails()[1]
        assert mail.subject == "Gewijzigd: Werksessie Samen sterk tegen schooluitval, donderdag 15 juli 2027"
        assert mail.dedupe_key == f"{uid}:1:REQUEST"
        ics = calendar_of(mail)
        assert ics is not None
        first, second = (read_back(row.ics) for row in db.session.scalars(select(AppointmentVersion)))
        assert read_back(ics) == second
        assert (second.starts - first.starts, second.ends - first.ends) == (timedelta(days=7),) * 2
        assert (second.created, second.stamp, second.last_modified) == (NOON, LATER, LATER)
        assert db.session.scalars(select(Appointment.day)).all() == [date(2027, 7, 15)]
        text = text_of(mail)
        assert "donderdag 8 juli 2027, 09.00 tot 11.30 uur" in text
        assert "donderdag 15 juli 2027, 09.30 tot 12.00 uur" in text


def test_nothing_that_an_agenda_shows_is_nothing_sent(app: Flask) -> None:
    with app.app_context():
        werksessie = published()
        sign_up(werksessie, "Jan de Vriës")
        tell()
        changed(werksessie, occasion="Omdat het kan.", ends=time(12, 30))
        assert tell(LATER) == 1
        assert kinds() == [FIRST]
        assert db.session.scalars(select(Registration.stale_since)).all() == [None]


def test_who_waits_or_withdrew_hears_nothing_of_it(app: Flask) -> None:
    with app.app_context():
        werksessie = published(capacity=1)
        sign_up(werksessie, "Jan de Vriës")
        sign_up(werksessie, "Piet Wachter")
        tell()
        changed(werksessie, date=date(2027, 7, 15))
        tell(LATER)
        assert kinds() == [FIRST, ("waiting", "piet"), ("changed", "jan")]


def test_out_of_view_or_past_nothing_is_sent(app: Flask) -> None:
    with app.app_context():
        werksessie = published()
        sign_up(werksessie, "Jan de Vriës")
        tell()
        changed(werksessie, date=date(2027, 7, 15), published_at=None)
        tell(LATER)
        changed(werksessie, date=date(2027, 5, 1), published_at=NOON)
        tell(LATER)
        assert kinds() == [FIRST]


def test_after_an_update_a_withdrawal_takes_the_newest_version_away(app: Flask) -> None:
    with app.app_context():
        werksessie = published()
        registration = sign_up(werksessie, "Jan de Vriës")
        tell()
        changed(werksessie, date=date(2027, 7, 15))
        tell(LATER)
        registration.cancelled_at = registration.stale_since = LATER
        db.session.commit()
        tell(LATER + timedelta(hours=1))
        assert [(method, number) for method, number, _ in versions()] == [
            ("REQUEST", 0),
            ("REQUEST", 1),
            ("CANCEL", 2),
        ]
        newest = db.session.scalars(select(AppointmentVersion).order_by(AppointmentVersion.id.desc())).first()
        assert newest is not None
        assert read_back(newest.ics).starts.date() == date(2027, 7, 15)
