"""The time zone as a calendar file tells it, and the local times that such a file can tell.

icalendar's own time zones list the changes as one RDATE of many values, which ical.js (Thunderbird) and
vobject read an hour wrong; hence a constant block with a rule.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# The rule of Directive 2000/84/EC for clocks at UTC+1.
_CENTRAL_EUROPEAN = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


# The Caribbean part of the Kingdom knows no summer time.
_CARIBBEAN = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
TZNAME:AST
TZOFFSETFROM:-0400
TZOFFSETTO:-0400
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE
"""
_BLOCKS = {
    "Europe/Amsterdam": _CENTRAL_EUROPEAN,
    "Europe/Berlin": _CENTRAL_EUROPEAN,
    "Europe/Brussels": _CENTRAL_EUROPEAN,
    "Europe/Luxembourg": _CENTRAL_EUROPEAN,
    "Europe/Paris": _CENTRAL_EUROPEAN,
    "America/Aruba": _CARIBBEAN,
    "America/Curacao": _CARIBBEAN,
    "America/Kralendijk": _CARIBBEAN,
    "America/Lower_Princes": _CARIBBEAN,
}
ZONES = tuple(_BLOCKS)


class TimeError(ValueError):
    """A time that no calendar file can tell without doubt. The text is Dutch and says what to do."""


def block(name: str) -> bytes:
    """The VTIMEZONE of zone `name` (IANA). Raises TimeError for a zone without one."""
    if name not in _BLOCKS:
        raise TimeError(
            f"Voor de tijdzone {name} kan geen agenda worden gemaakt. Kies uit: {', '.join(ZONES)}."
        )
    return _BLOCKS[name].format(name=name).replace("\n", "\r\n").encode("ascii")


def zone_of(starts: datetime, ends: datetime) -> str:
    """The name of the one zone in which `starts` and `ends` are told.

    Raises TimeError when one of them is without a zone, has seconds, falls in an hour that the clock skips or
    doubles (readers disagree about those), when the zones differ, or when the end is not after the start.
    """
    name = _checked(starts)
    if _checked(ends) != name:
        raise TimeError("Begin en einde staan in verschillende tijdzones. Gebruik één tijdzone.")
    if ends.astimezone(UTC) <= starts.astimezone(UTC):
        raise TimeError(
            f"Het einde ({ends:%H.%M}) ligt niet na het begin ({starts:%H.%M}). Pas een van beide aan."
        )
    return name


def _checked(moment: datetime) -> str:
    zone = moment.tzinfo
    if not isinstance(zone, ZoneInfo) or zone.key is None:
        raise TimeError(f"Bij {moment:%d-%m-%Y %H.%M} hoort een tijdzone, zoals Europe/Amsterdam.")
    if moment.second or moment.microsecond:
        raise TimeError(f"De tijd {moment:%H:%M:%S} heeft seconden. Gebruik hele minuten.")
    if moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset():
        raise TimeError(
            f"Op {moment:%d-%m-%Y} gaat de klok een uur om; {moment:%H.%M} bestaat dan niet of twee keer. "
            "Kies een andere tijd."
        )
    return zone.key
