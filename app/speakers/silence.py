"""Who was asked and has not been heard of since. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.speakers.models import Speaker
from app.speakers.standing import WAITING
from app.werksessies.models import Werksessie


def last_sign(speaker: Speaker, contacts: Iterable[datetime | None] = ()) -> datetime:
    """The last of: another status, an answer on the own page, and `contacts`, when somebody spoke to them."""
    return max(filter(None, (speaker.status_since, speaker.answered_at, *contacts)))


def silent_since(
    speaker: Speaker, werksessie: Werksessie, at: datetime, contacts: Iterable[datetime | None] = ()
) -> date | None:
    """The day of the last sign of who was asked, when that is `Werksessie.silent_days` or more ago at `at` (aware).

    None for who is not silent: another status, a sign since, or a day that is over.
    """
    if speaker.status not in WAITING or werksessie.over(at):
        return None
    since = last_sign(speaker, contacts).astimezone(ZoneInfo(werksessie.timezone)).date()
    return since if (werksessie.local_day(at) - since).days >= werksessie.silent_days else None
