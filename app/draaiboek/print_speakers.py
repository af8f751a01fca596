"""How paper for the crew names who speaks: who is not certain with how far they are, who dropped out as a hole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.draaiboek.contents import Speaker, SpeakerStatus

GONE = (SpeakerStatus.AFGEZEGD, SpeakerStatus.VERVALLEN)


def voice(speaker: Speaker, *, organisation: bool = False) -> str:
    """Els Voorbeeld (onder voorbehoud); Spreker vervallen: Els Voorbeeld. What stands in the name is not repeated."""
    name = ", ".join(filter(None, [speaker.name, speaker.organisation if organisation else ""]))
    if speaker.status in GONE:
        return f"Spreker {speaker.status}: {name}"
    if speaker.status is SpeakerStatus.BEVESTIGD or speaker.status in speaker.name:
        return name
    return f"{name} ({speaker.status})"


def plan_b(keys: Iterable[str], speakers: Mapping[str, Speaker], text: str) -> str:
    """What happens now, on one line, where one of these speakers dropped out; "" where nobody did."""
    gone = any(speakers[key].status in GONE for key in keys if key in speakers)
    return f"Plan B: {' '.join(text.split())}" if gone and text else ""
