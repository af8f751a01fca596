"""Whatever people and planners do, in whatever order: held seats are kept, nobody is skipped, and all are told.

Nobody has a place or stands in line before a planner let them in, where that is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.accounts.models import User
from app.extensions import db
from app.invitations.reconcile import reconcile
from app.registrations import actions, by_planner, judging
from app.registrations.entry import Details, Entry
from app.registrations.models import Registration, State
from app.registrations.places import places_of
from app.werksessies.models import Domain, Werksessie
from tests.conftest import empty_tables
from tests.factories import add_user

DAY = date(2031, 6, 12)
FIRST = datetime(2031, 5, 1, 10, tzinfo=UTC)
DOMAINS = ("onderwijs", "zorg", "veiligheid")
WHO = st.integers(0, 6)
DOMAIN = st.sampled_from(DOMAINS)
DAYS = st.integers(0, 9)


class Model:
    """What should be so, as plainly as it can be said: who sits, who waits in line, and what is held until when.

    `since` says when somebody came, `judged` who waits for a yes, `unsure` who withdrew without one, `refused` who
    got a no.
    """

    def __init__(self) -> None:
        self.capacity: int | None = 3
        self.domain: dict[int, str] = {}
        self.placed: set[int] = set()
        self.line: list[int] = []
        self.since: dict[int, int] = {}
        self.judged: set[int] = set()
        self.unsure: set[int] = set()
        self.refused: set[int] = set()
        self.by_approval = False
        self.held: dict[str, tuple[int, date | None]] = {}
        self.by_itself_until: date | None = None
        self.today = FIRST.date()

    def kept(self, domain: str) -> int:
        """Seats that wait for somebody of this domain."""
        seats, until = self.held.get(domain, (0, None))
        sitting = sum(self.domain[who] == domain for who in self.placed)
        return max(seats - sitting, 0) if until is None or self.today < until else 0

    def spare(self) -> int:
        """Places for anybody; below 0 when more is held than there is."""
        assert self.capacity is not None
        return self.capacity - len(self.placed) - sum(map(self.kept, DOMAINS))

    def room(self, domain: str) -> bool:
        return self.capacity is None or self.spare() + self.kept(domain) > 0

    def fill(self) -> None:
        if self.by_itself_until is not None and self.today > self.by_itself_until:
            return
        for who in list(self.line):
            if self.room(self.domain[who]):
                self.line.remove(who)
                self.placed.add(who)

    def must_wait(self, domain: str) -> bool:
        rivals = [who for who in self.line if not self.kept(domain) or self.domain[who] == domain]
        return bool(rivals) or not self.room(domain)

    def here(self, who: int) -> bool:
        return who in self.placed or who in self.line or who in self.judged

    def come(self, who: int) -> None:
        """At the end of the line, or before the planner where that is asked of who never had a yes."""
        known = who in self.since and who not in self.unsure
        self.since[who] = max(self.since.values(), default=0) + 1
        self.unsure.discard(who)
        if self.by_approval and not known:
            self.judged.add(who)
        else:
            self.join(who)

    def join(self, who: int) -> None:
        if self.must_wait(self.domain[who]):
            self.line = sorted([*self.line, who], key=self.since.__getitem__)
        else:
            self.placed.add(who)

    def leave(self, who: int) -> None:
        if who in self.judged:
            self.judged.remove(who)
            self.unsure.add(who)
        if who in self.placed or who in self.line:
            self.placed.discard(who)
            self.line = [other for other in self.line if other != who]
            self.fill()

    def may_move(self, who: int, domain: str) -> bool:
        """Whether `who`, who sits, takes no seat away from those it is held for by moving to `domain`."""
        if self.capacity is None or who not in self.placed:
            return True
        was, before = self.domain[who], self.spare()
        self.domain[who] = domain
        after = self.spare()
        self.domain[who] = was
        return after >= 0 or after >= before


class Hall(RuleBasedStateMachine):
    """The verbs beside the model."""

    app: Flask

    def __init__(self) -> None:
        super().__init__()
        empty_tables(self.app)
        self.user_id = add_user(self.app)
        self.model = Model()
        self.at = FIRST
        self.forms = 0
        self.most: int | None = 3  # the capacity, or how many had a place when it was lowered
        with self.app.app_context():
            domains = [Domain(name=name, position=place) for place, name in enumerate(DOMAINS)]
            when = {"date": DAY, "starts": time(9, 30), "ends": time(16), "published_at": FIRST}
            db.session.add(Werksessie(slug="hal", title="De hal", capacity=3, domains=domains, **when))
            db.session.commit()
            self.ids = {domain.name: domain.id for domain in domains}

    def tick(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def email(self, who: int) -> str:
        return f"p{who}@x.example"

    @contextmanager
    def known(self, who: int) -> Iterator[Registration | None]:
        with self.app.app_context():
            yield db.session.scalar(select(Registration).where(Registration.email_key == self.email(who)))

    @contextmanager
    def werksessie(self) -> Iterator[Werksessie]:
        with self.app.app_context():
            yield db.session.scalars(select(Werksessie)).one()

    @rule(who=WHO, domain=DOMAIN)
    def register(self, who: int, domain: str) -> None:
        self.forms += 1
        with self.app.app_context():
            werksessie_id = db.session.scalars(select(Werksessie.id)).one()
            db.session.rollback()
            entry = Entry(
                name=f"Naam {who}",
                organisation="Voorbeeld",
                email=self.email(who),
                domain_id=self.ids[domain],
            )
            receipt = actions.register(werksessie_id, entry, str(self.forms), self.tick())
        assert receipt.judged == self.model.by_approval
        assert receipt.waiting == (not self.model.by_approval and self.model.must_wait(domain))
        if not self.model.here(who) and who not in self.model.refused:
            self.model.domain[who] = domain
            self.model.come(who)

    @rule(who=WHO)
    def withdraw(self, who: int) -> None:
        with self.known(who) as registration:
            if registration is not None:
                actions.cancel(registration, self.tick())
                self.model.leave(who)

    @rule(who=WHO)
    def come_back(self, who: int) -> None:
        with self.known(who) as registration:
            if registration is None:
                return
            try:
                actions.register_again(registration, self.tick())
            except actions.NotOpenError:
                assert who in self.model.refused
                return
        assert who not in self.model.refused
        if not self.model.here(who):
            self.model.come(who)

    @rule(by_approval=st.booleans())
    def set_way_in(self, by_approval: bool) -> None:
        with self.werksessie() as werksessie:
            werksessie.way_in = "goedkeuring" if by_approval else "open"
            db.session.commit()
        self.model.by_approval = by_approval

    @rule(who=WHO, after_all=st.booleans())
    def approve(self, who: int, after_all: bool) -> None:
        with self.known(who) as registration:
            if registration is None:
                return
            planner = db.session.get_one(User, self.user_id)
            try:
                judging.approve(registration, planner, self.tick(), after_all=after_all)
            except judging.JudgedError:
                assert not self.model.here(who) and not (after_all and who in self.model.refused)
                return
        if who in self.model.judged or who in self.model.refused:
            self.model.judged.discard(who)
            self.model.refused.discard(who)
            self.model.join(who)

    @rule(who=WHO)
    def refuse(self, who: int) -> None:
        with self.known(who) as registration:
            if registration is None:
                return
            planner = db.session.get_one(User, self.user_id)
            try:
                judging.refuse(registration, planner, self.tick(), "Vol.")
            except judging.JudgedError:
                assert who not in self.model.judged | self.model.refused
                return
        self.model.judged.discard(who)
        self.model.refused.add(who)

    @rule(who=WHO, domain=DOMAIN)
    def change(self, who: int, domain: str) -> None:
        with self.known(who) as registration:
            if registration is None:
                return
            details = Details(name=f"Naam {who}", organisation="Voorbeeld", domain_id=self.ids[domain])
            try:
                actions.change(registration, details, self.tick())
            except actions.HeldError:
                assert not self.model.may_move(who, domain)
                return
        assert self.model.may_move(who, domain)
        moved = self.model.domain[who] != domain
        self.model.domain[who] = domain
        if moved:
            self.model.fill()

    @rule(domain=DOMAIN, seats=st.integers(0, 3), days=st.none() | DAYS)
    def hold(self, domain: str, seats: int, days: int | None) -> None:
        until = None if days is None else self.model.today + timedelta(days=days)
        with self.werksessie() as werksessie:
            row = db.session.get_one(Domain, self.ids[domain])
            row.held, row.held_until = seats or None, until
            actions.fill_places(werksessie, self.tick())
            db.session.commit()
        self.model.held[domain] = (seats, until)
        self.model.fill()

    @rule(capacity=st.none() | st.integers(1, 6))
    def set_capacity(self, capacity: int | None) -> None:
        with self.werksessie() as werksessie:
            werksessie.capacity = capacity
            actions.fill_places(werksessie, self.tick())
            db.session.commit()
        self.model.capacity = capacity
        self.most = capacity and max(capacity, len(self.model.placed))
        self.model.fill()

    @rule(days=st.none() | DAYS)
    def place_by_hand_after(self, days: int | None) -> None:
        until = None if days is None else self.model.today + timedelta(days=days)
        with self.werksessie() as werksessie:
            werksessie.auto_place_until = until
            actions.fill_places(werksessie, self.tick())
            db.session.commit()
        self.model.by_itself_until = until
        self.model.fill()

    @precondition(lambda self: self.model.line)
    @rule(data=st.data())
    def place_by_hand(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from(self.model.line))
        fits = self.model.room(self.model.domain[who])
        with self.known(who) as registration:
            assert registration is not None
            planner = db.session.get_one(User, self.user_id)
            try:
                by_planner.place(registration, planner, self.tick(), "Zij leidt een tafel.")
                given = True
            except by_planner.NoRoomError:
                given = False
        assert given == fits
        if fits:
            self.model.line.remove(who)
            self.model.placed.add(who)

    @precondition(lambda self: self.model.today < DAY - timedelta(days=10))
    @rule(days=st.integers(1, 4))
    def days_go_by(self, days: int) -> None:
        self.at += timedelta(days=days)
        self.model.today = self.at.date()
        with self.app.app_context():
            actions.give_ended_holds(self.at)
        self.model.fill()

    @rule()
    def tell(self) -> None:
        with self.app.app_context():
            while reconcile(clock=self.tick):
                pass
            for row in db.session.scalars(select(Registration)):
                assert row.told == row.state.value

    @invariant()
    def everybody_stands_where_they_should(self) -> None:
        with self.app.app_context():
            rows = db.session.scalars(
                select(Registration).order_by(Registration.registered_at, Registration.id)
            ).all()
            placed = {row.email_key for row in rows if row.state is State.AANGEMELD}
            line = [row.email_key for row in rows if row.state is State.WACHTLIJST]
            untold = [row.email_key for row in rows if row.told != row.state.value and not row.stale_since]
            judged = {row.email_key for row in rows if row.state is State.TE_BEOORDELEN}
            refused = {row.email_key for row in rows if row.state is State.AFGEWEZEN}
        assert placed == {self.email(who) for who in self.model.placed}
        assert (judged, refused) == (
            {self.email(who) for who in self.model.judged},
            {self.email(who) for who in self.model.refused},
        )
        assert line == [self.email(who) for who in self.model.line]
        assert untold == []

    @invariant()
    def never_more_than_there_are_places(self) -> None:
        with self.app.app_context():
            held = places_of(db.session.scalars(select(Werksessie)).one(), self.at)
        assert self.most is None or held.placed.total() <= self.most


def test_held_seats_are_kept_and_nobody_is_skipped(any_app: Flask) -> None:
    machine = type("HallHere", (Hall,), {"app": any_app})
    few = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=few)
