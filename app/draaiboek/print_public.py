"""What paper outside the team may say of a speaker: the name of one who is confirmed, without what planners note."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.draaiboek.contents import Draaiboek, Speaker, SpeakerStatus
from app.words import joined

TITLES = (
    "wethouder",
    "burgemeester",
    "gedeputeerde",
    "dijkgraaf",
    "minister",
    "staatssecretaris",
    "commissaris van de koning",
    "bestuurder",
)

_MONEY = re.compile(r"€|\b(?:budget|begroting|euro|btw|honoraria|honorarium|\w*kosten)\b", re.IGNORECASE)


def confirmed(draaiboek: Draaiboek) -> dict[str, Speaker]:
    """The confirmed speakers by id; nobody else may stand on public paper."""
    return {
        speaker.id: speaker for speaker in draaiboek.speakers if speaker.status is SpeakerStatus.BEVESTIGD
    }


def public_name(speaker: Speaker) -> str:
    """The name without its note: "M., ervaringsdeskundige (volledige naam bij de projectmanager)"."""
    return speaker.name.partition(" (")[0]


def named(keys: Sequence[str], speakers: Mapping[str, Speaker]) -> str:
    """Those of `keys` who are in `speakers`, each with the organisation: "Els Voorbeeld, Scholengroep Voorbeeld"."""
    shown = [speakers[key] for key in keys if key in speakers]
    return joined([", ".join(filter(None, (public_name(who), who.organisation))) for who in shown])


def is_official(speaker: Speaker) -> bool:
    """Whether the name begins with an office, or the id is one."""
    name = speaker.name.casefold()
    return speaker.id.casefold() in TITLES or any(name.startswith(f"{title} ") for title in TITLES)


def without_money(conditions: Sequence[str]) -> tuple[str, ...]:
    """The conditions that are no agreement on money: that is between the client and the planner."""
    return tuple(text for text in conditions if not _MONEY.search(text))
