"""What happens without anybody asking: mails are written and sent, what may no longer be kept is forgotten.

The database is the queue. Each job may run twice or be killed halfway and still does its work once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.extensions import db, now
from app.invitations.reconcile import reconcile
from app.mail.outbox import deliver
from app.registrations.actions import give_ended_holds
from app.registrations.invitation_job import write_invitations
from app.retention import forget

MAILS_A_SECOND = 20  # at most: when a hall registers at once, its visitors go before its mail


def write_mails() -> int:
    """Write what some people must be told."""
    return reconcile(MAILS_A_SECOND)


def write_letters() -> int:
    """Write what planners send to who is invited."""
    return write_invitations(MAILS_A_SECOND)


def send_mails() -> int:
    """Send some of what waits."""
    return deliver(MAILS_A_SECOND)


def fill_places() -> int:
    """Give the seats that were held until today to who waits for one."""
    return give_ended_holds(now())


EVERY_SECOND: tuple[Callable[[], int], ...] = (write_mails, write_letters, send_mails)
HOURLY: tuple[Callable[[], int], ...] = (forget, fill_places)
HOUR = timedelta(hours=1)

logger = logging.getLogger("rodedraad.jobs")


class Jobs:
    """The jobs of one application; `run_due` is called about every second."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.next_hourly = now()

    def run_due(self) -> None:
        """Do what is due. A job that fails is logged and tried again at the next turn."""
        due = [*EVERY_SECOND]
        if now() >= self.next_hourly:
            self.next_hourly = now() + HOUR
            due += HOURLY
        for job in due:
            self._run(job)

    def _run(self, job: Callable[[], int]) -> None:
        with self.app.app_context():
            try:
                done = job()
                if done:
                    logger.info("job done", extra={"job": job.__name__, "count": done})
            except DBAPIError as error:  # its full text may quote a row
                logger.error("job failed", extra={"job": job.__name__, "error": type(error.orig).__name__})
            except Exception:  # a job must never take the others down with it
                logger.exception("job failed", extra={"job": job.__name__})
            finally:
                db.session.remove()
