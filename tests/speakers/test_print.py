"""What paper says of who speaks: the crew's shows who is not certain and where a hole is, the public's neither."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.draaiboek.contents import Draaiboek, Speaker, SpeakerStatus
from app.draaiboek.print_speakers import voice
from tests.draaiboek.editions import pages_of
from tests.draaiboek.sample import small_day


def day_with(status: SpeakerStatus, plan_b: str = "") -> Draaiboek:
    """The small day, whose one speaker is that far; the plan B stands at their item."""
    day = small_day()
    speakers = (replace(day.speakers[0], status=status),)
    programme = tuple(
        replace(item, plan_b=plan_b) if "lector" in item.speakers else item for item in day.programme
    )
    return replace(day, speakers=speakers, programme=programme)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("bevestigd", "Els Voorbeeld, School"),
        ("onder voorbehoud", "Els Voorbeeld, School (onder voorbehoud)"),
        ("afgezegd", "Spreker afgezegd: Els Voorbeeld, School"),
    ],
)
def test_a_speaker_is_named_with_how_far_they_are(status: str, said: str) -> None:
    speaker = Speaker(id="els", name="Els Voorbeeld", organisation="School", status=SpeakerStatus(status))
    assert voice(speaker, organisation=True) == said


@pytest.mark.parametrize("edition", ["compleet", "dagvoorzitter", "floormanager"])
def test_a_hole_stands_on_the_crew_s_paper_with_plan_b_beside_it(edition: str, tmp_path: Path) -> None:
    words = " ".join(pages_of(day_with(SpeakerStatus.VERVALLEN, "Noor draait de film."), edition, tmp_path))
    assert "Spreker vervallen: Dr. A. Voorbeeld" in words
    assert "Plan B: Noor draait de film." in words
    sure = " ".join(pages_of(day_with(SpeakerStatus.BEVESTIGD, "Noor draait de film."), edition, tmp_path))
    assert "Dr. A. Voorbeeld" in sure
    assert "vervallen: Dr." not in sure
    assert "Plan B" not in sure


@pytest.mark.parametrize("status", [SpeakerStatus.VERVALLEN, SpeakerStatus.ONDER_VOORBEHOUD])
def test_paper_for_participants_names_no_hole_and_nobody_who_is_not_certain(
    status: SpeakerStatus, tmp_path: Path
) -> None:
    words = " ".join(pages_of(day_with(status, "Noor draait de film."), "programma", tmp_path))
    assert "A. Voorbeeld" not in words
    assert "Plan B" not in words
