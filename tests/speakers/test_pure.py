"""What needs no database: who is silent, what speakers cost, which files are what they say."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PIL import Image

from app.speakers.costs import SpeakerCost, costs_of, total
from app.speakers.models import Speaker
from app.speakers.silence import silent_since
from app.speakers.uploads import KEYNOTE, LARGEST, ODP, PPTX, UploadError, clean_name, photo, slides
from app.werksessies.models import Person, Werksessie
from tests.speakers import people

ASKED_AT = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)  # by the clock of Zwolle already 2 March


def werksessie(**values: object) -> Werksessie:
    day = {"date": date(2027, 6, 15), "starts": time(9), "ends": time(17), "timezone": "Europe/Amsterdam"}
    return Werksessie(**{**day, "silent_days": 7, **values})


def asked(status: str = "benaderd", **values: object) -> Speaker:
    return Speaker(status=status, status_since=ASKED_AT, **values)


@pytest.mark.parametrize(
    ("days", "since"), [(6, None), (7, date(2027, 3, 2)), (30, date(2027, 3, 2))], ids=str
)
def test_who_was_asked_is_silent_from_the_set_number_of_days(days: int, since: date | None) -> None:
    assert silent_since(asked(), werksessie(), ASKED_AT + timedelta(days=days)) == since


@pytest.mark.parametrize("status", ["idee", "bevestigd", "afgezegd", "vervallen"])
def test_nobody_else_is_silent(status: str) -> None:
    assert silent_since(asked(status), werksessie(), ASKED_AT + timedelta(days=60)) is None


def test_a_call_or_an_answer_breaks_the_silence_and_the_day_ends_it() -> None:
    at, heard = ASKED_AT + timedelta(days=20), ASKED_AT + timedelta(days=14)
    assert silent_since(asked("onder voorbehoud"), werksessie(), at, [None, heard]) is None
    assert silent_since(asked(answered_at=heard), werksessie(), at) is None
    assert silent_since(asked(), werksessie(silent_days=3), at, [heard]) == date(2027, 3, 16)
    assert silent_since(asked(), werksessie(), datetime(2027, 6, 16, tzinfo=UTC)) is None


def test_costs_are_fee_and_travel_of_who_may_come_and_of_who_sent_an_invoice() -> None:
    def speaker(key: str, status: str, **values: object) -> Speaker:
        return Speaker(key=key, status=status, person=Person(name=key.title()), **values)

    costs = costs_of(
        [
            speaker("els", "bevestigd", fee=45_000, travel_costs=2_350, invoice=""),
            speaker("jip", "benaderd", fee=30_000, invoice="verwacht"),
            speaker("wim", "bevestigd", invoice=""),
            speaker("sari", "afgezegd", fee=20_000, invoice=""),
            speaker("otto", "vervallen", fee=10_000, invoice="betaald"),
        ]
    )
    assert [(cost.source, cost.total, cost.committed, cost.billed) for cost in costs] == [
        ("speaker:els", 47_350, True, False),
        ("speaker:jip", 30_000, False, False),
        ("speaker:otto", 10_000, True, True),
    ]
    assert costs[0] == SpeakerCost(
        source="speaker:els", name="Els", status="bevestigd", fee=45_000, travel=2_350, invoice="",
        committed=True, billed=False,
    )  # fmt: skip
    assert (total(costs), total(costs, committed=True)) == (87_350, 57_350)


@pytest.mark.parametrize(
    ("contents", "name", "media_type"),
    [
        (b"%PDF-1.7 ...", "Mijn verhaal.pdf", "application/pdf"),
        (people.pptx(), "Mijn verhaal.pptx", PPTX),
        (people.odp(), "Mijn verhaal.odp", ODP),
        (people.keynote(), "Mijn verhaal.key", KEYNOTE),
    ],
)
def test_slides_are_known_by_what_is_in_them(contents: bytes, name: str, media_type: str) -> None:
    upload = slides("C:\\Mijn Documenten\\Mijn verhaal.exe", contents)
    assert (upload.name, upload.media_type, upload.contents) == (name, media_type, contents)


@pytest.mark.parametrize(
    "contents",
    [b"MZ\x90", b"<svg onload='x'/>", people.packed(word__document_dot_xml=b"x"), b"PK\x03\x04broken",
     people.packed(mimetype=b"application/vnd.oasis.opendocument.text"), b"",
     b"%PDF-" + bytes(LARGEST)],
    ids=["program", "svg", "document", "broken", "text", "nothing", "too large"],
)  # fmt: skip
def test_anything_else_is_refused_with_what_to_do(contents: bytes) -> None:
    with pytest.raises(UploadError, match=r"(Stuur|Kies|Maak)"):
        slides("verhaal.pdf", contents)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_made_anew_without_what_the_camera_wrote(kind: str) -> None:
    upload = photo("../../ik.PNG", people.photo(kind))
    made = Image.open(io.BytesIO(upload.contents))
    assert (upload.name, upload.media_type, made.format, made.size) == (
        "ik.jpg",
        "image/jpeg",
        "JPEG",
        (40, 30),
    )
    assert b"Geheim" not in upload.contents
    assert dict(made.getexif()) == {}


@pytest.mark.parametrize("contents", [b"GIF89a", b"<svg/>", b"\xff\xd8\xff broken", b"%PDF-1.7"])
def test_what_is_no_photo_is_refused(contents: bytes) -> None:
    with pytest.raises(UploadError, match="jpg of png"):
        photo("ik.jpg", contents)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("Één\r\nverhaal!.key", "Één verhaal.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "bestand.pdf"),
    ],
)
def test_a_name_holds_nothing_that_a_disk_or_a_header_cannot(name: str, clean: str) -> None:
    assert clean_name(name, "pdf") == clean
