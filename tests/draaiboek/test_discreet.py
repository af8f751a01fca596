"""No edition, page, calendar or list of changes tells the surname of who is named by given name only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.draaiboek.changes import Changes, changes_between
from app.draaiboek.contents import Draaiboek, Since, SpeakerStatus, TeamMember
from app.draaiboek.discreet import discreet, withheld
from app.draaiboek.file import dump, read
from app.draaiboek.print import EDITIONS
from app.draaiboek.web import web_edition
from app.invitations.programme import calendar_of
from config import Addresses
from tests.draaiboek.editions import pages_of
from tests.draaiboek.sample import IMPRINT, zwolle

NAME, SURNAME, GIVEN = "Fatima de Geheim", "geheim", "Fatima"
ADDRESS = "fatima.de.geheim@politie.example"


def secret_day(*, kept_back: bool = True) -> Draaiboek:
    """The model case with somebody who speaks, leads and stands in every kind of text."""
    day = zwolle()
    told = f"Vraag {NAME} ({ADDRESS}). Mevrouw De Geheim weet het."
    lector = replace(
        day.speakers[0],
        name=NAME,
        email=ADDRESS,
        status=SpeakerStatus.BEVESTIGD,
        first_name_only=kept_back,
        needs=(told,),
    )
    items = tuple(
        replace(
            item,
            title=f"{item.title[:60]} met {NAME}",
            speakers=(lector.id,),
            public=told,
            say=told,
            do=told,
            card=(told,),
            case=told,
            stuck=(told,),
            cues=tuple(replace(cue, what=told) for cue in item.cues),
            parallel=tuple(replace(part, title=NAME, speakers=(lector.id,)) for part in item.parallel),
        )
        for item in day.programme
    )
    member = TeamMember(
        role="floormanager", name=NAME, email=ADDRESS, phone="06 00000009", first_name_only=kept_back
    )
    return replace(
        day,
        title=f"Werksessie van {NAME}",
        theme=told,
        house_rules=told,
        programme=items,
        choices=(),
        speakers=(lector, *day.speakers[1:]),
        team=(member, *(replace(one, regie=False) for one in day.team)),
        moments=tuple(replace(moment, what=told) for moment in day.moments),
        what_if=tuple(replace(case, when=f"{NAME} is ziek", then=told, say=told) for case in day.what_if),
        tasks=tuple(replace(task, what=told) for task in day.tasks),
        brief=replace(day.brief, occasion=told, conditions=(told,)),
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_edition_prints_or_shows_the_surname(edition: str, tmp_path: Path) -> None:
    since = Since(version="0.1", draaiboek=secret_day(kept_back=False))
    imprint = replace(IMPRINT, since=since)
    paper = " ".join(pages_of(secret_day(), edition, tmp_path, imprint))
    screen = web_edition(secret_day(), imprint, edition).body
    for told in (paper, str(screen)):
        assert GIVEN in told
        assert SURNAME not in told.casefold().replace("\u00ad", "").replace("- ", "")


def test_the_calendar_does_not_tell_it_either() -> None:
    addresses = Addresses(base_url="https://rd.example", mail_from="Rode Draad <rd@rd.example>")
    told = calendar_of(secret_day(), datetime(2027, 1, 1, tzinfo=UTC), addresses).decode()
    assert GIVEN in told
    assert SURNAME not in told.replace("\r\n ", "").casefold()


def test_what_changed_since_a_version_with_the_whole_name_does_not_tell_it() -> None:
    old, new = secret_day(kept_back=False), secret_day()
    changes = changes_between(discreet(old, withheld(new)), discreet(new))
    assert SURNAME not in repr(changes).casefold()
    assert [change.sentence for change in changes.changes] == ["alleen met voornaam"] * 2


def test_doing_it_again_changes_nothing_and_who_asks_nothing_keeps_the_whole_name() -> None:
    assert discreet(discreet(secret_day())) == discreet(secret_day())
    assert discreet(secret_day(kept_back=False)) == secret_day(kept_back=False)
    assert changes_between(discreet(zwolle()), zwolle()) == Changes()


def test_the_file_keeps_the_whole_name_and_the_wish() -> None:
    text = dump(secret_day())
    assert text.count("first_name_only: true") == 2
    assert NAME in text
    assert read(text.encode(), draft=True).draaiboek == secret_day()
