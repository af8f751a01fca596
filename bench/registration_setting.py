"""What a bench of registrations changes behind the running copy: places, invitations, rounds of sessions."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from sqlalchemy import delete, func, insert, select, update

from app import create_app
from app.extensions import db, now
from app.programme.models import Item, ParallelSession, Room
from app.registrations.choice_models import Round, Seat
from app.registrations.models import Invitation, Registration
from app.registrations.places import taken
from app.registrations.question_models import FormQuestion
from app.registrations.states import WAITING
from app.werksessies.models import Domain, Werksessie, new_stamp
from bench.server import SLUG
from config import Config

PROCESSES, THREADS, VISITS = 2, 8, 400  # as many numbers as `bench.load.measure` gives out, at most


class Setting:
    """The copy in `instance`, on the database at `url` ("": its own)."""

    def __init__(self, instance: Path, url: str) -> None:
        settings = os.environ | {"INSTANCE_DIR": str(instance)} | ({"DATABASE_URL": url} if url else {})
        self.app = create_app(Config.from_env(settings))

    def plain(self) -> None:
        """Without what the example asks and holds besides: own questions, sessions to choose, seats for a domain."""
        with self.app.app_context():
            for model in (FormQuestion, Round):
                db.session.execute(delete(model))
            db.session.execute(update(Domain).values(held=None, held_until=None))
            self._change({"way_in": "open"})

    def places(self, capacity: int) -> None:
        """So many places, and nobody who waits for one by itself."""
        with self.app.app_context():
            changed = {"capacity": capacity, "way_in": "open", "auto_place_until": date(2000, 1, 1)}
            self._change(changed)

    def invite(self, start: int) -> None:
        """Only who is invited may come: everybody whose number a measurement from `start` on gives out."""
        numbers = [
            start + process * 10_000_000 + thread * 100_000 + visit
            for process in range(PROCESSES)
            for thread in range(THREADS)
            for visit in range(1, VISITS + 1)
        ]
        with self.app.app_context():
            werksessie_id = self._change({"capacity": 1_000_000, "way_in": "uitnodiging"})
            rows = [
                {
                    "werksessie_id": werksessie_id,
                    "token": f"i{number}",
                    "name": f"Bezoeker {number}",
                    "email": f"bezoeker-{number}@organisatie.example",
                    "email_key": f"bezoeker-{number}@organisatie.example",
                    "allowed_at": now(),
                    "invited_at": now(),
                }
                for number in numbers
            ]
            db.session.execute(insert(Invitation), rows)
            db.session.commit()

    def choose_sessions(self, seats: int) -> None:
        """A choice in two parallel blocks, with so many seats in each session."""
        self.empty_line()
        with self.app.app_context():
            werksessie_id = self._change({"capacity": 1_000_000, "way_in": "open"})
            blocks = select(ParallelSession.item_id).distinct()
            items = db.session.scalars(
                select(Item.id).where(Item.werksessie_id == werksessie_id, Item.id.in_(blocks)).limit(2)
            ).all()
            db.session.execute(delete(Seat))
            db.session.execute(delete(Round))
            db.session.execute(update(Room).values(capacity=None))
            db.session.execute(update(ParallelSession).values(capacity=seats))
            db.session.execute(
                insert(Round),
                [{"werksessie_id": werksessie_id, "item_id": item, "way": "volgorde"} for item in items],
            )
            db.session.commit()

    def taken(self) -> int:
        """Places that are taken."""
        with self.app.app_context():
            werksessie_id = db.session.scalars(select(Werksessie.id).where(Werksessie.slug == SLUG)).one()
            return int(db.session.execute(select(taken(werksessie_id))).scalar_one())

    def empty_line(self) -> None:
        """Nobody waits any more."""
        with self.app.app_context():
            db.session.execute(update(Registration).where(WAITING).values(cancelled_at=now()))
            db.session.commit()

    def over_capacity(self) -> list[str]:
        """The day and the sessions that hold more people than they may."""
        with self.app.app_context():
            day = db.session.scalars(select(Werksessie).where(Werksessie.slug == SLUG)).one()
            placed = db.session.execute(select(taken(day.id))).scalar_one()
            seated = select(func.count()).where(Seat.session_id == ParallelSession.id).scalar_subquery()
            full = select(ParallelSession.title).where(seated > ParallelSession.capacity)
            return [*db.session.scalars(full)] + ([day.title] if placed > (day.capacity or placed) else [])

    def _change(self, columns: dict[str, object]) -> int:
        """Change the werksessie, and every page of it with it; its id. Commits."""
        stamps = {"page_stamp": new_stamp(), "places_stamp": new_stamp()}
        db.session.execute(update(Werksessie).where(Werksessie.slug == SLUG).values(**columns, **stamps))
        db.session.commit()
        return db.session.scalars(select(Werksessie.id).where(Werksessie.slug == SLUG)).one()
