"""bin/rodedraad as its users type it: real processes, real files, what is said on stdout and stderr."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import icalendar
import pypdf
import pytest

from app.draaiboek.print import EDITIONS

ROOT = Path(__file__).resolve().parents[1]
ZWOLLE = ROOT / "draaiboeken" / "zwolle-2023.yaml"


@pytest.fixture
def command(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs bin/rodedraad in a folder of its own, with an instance of its own."""

    def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "INSTANCE_DIR": str(tmp_path / "instance"),
        }
        return subprocess.run(
            [ROOT / "bin" / "rodedraad", *arguments],
            cwd=tmp_path,
            env=environment | env,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def test_a_good_file_is_checked_without_a_word_and_without_a_database(command, tmp_path: Path) -> None:
    done = command("draaiboek", "check", str(ZWOLLE))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "instance").exists()


def test_a_bad_file_gives_every_error_with_its_line(command, tmp_path: Path) -> None:
    (tmp_path / "fout.yaml").write_text(
        "draaiboek: 1\ntitle: Proef\ndate: 2027-02-31\nstarts: '25:00'\nends: '12:00'\n"
        "programme:\n  - {title: A, minutes: -5}\n  - title: B\n    minutes: 5\n"
        "    cues:\n      - {at: nooit, what: X}\n"
    )
    done = command("draaiboek", "check", "fout.yaml")
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [
        "fout.yaml:3",
        "fout.yaml:4",
        "fout.yaml:7",
        "fout.yaml:11",
    ]
    assert "Traceback" not in done.stderr


def test_a_file_prints_without_a_database(command, tmp_path: Path) -> None:
    done = command("draaiboek", "print", str(ZWOLLE), "--output", "d.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "d.pdf").pages)
    assert "Welkom en afspraken voor vandaag" in text
    assert not (tmp_path / "instance").exists()


def test_an_edition_that_is_not_there_is_named_with_the_ones_that_are(command) -> None:
    done = command("draaiboek", "print", str(ZWOLLE), "--edition", "kok", "--output", "d.pdf")
    assert done.returncode == 1
    assert done.stderr == f"rodedraad: De editie ‘kok’ bestaat niet. Kies uit: {', '.join(EDITIONS)}.\n"


def test_a_file_becomes_a_calendar_that_is_the_same_every_time(command, tmp_path: Path) -> None:
    for name in ("a.ics", "b.ics"):
        done = command("draaiboek", "calendar", str(ZWOLLE), "--output", name)
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes())
    titles = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert len(titles) == 20
    assert titles[1] == "Welkom en afspraken voor vandaag"


def test_loaded_dumped_printed_and_put_in_a_calendar(command, tmp_path: Path) -> None:
    loaded = command("draaiboek", "load", str(ZWOLLE))
    assert (loaded.returncode, loaded.stdout, loaded.stderr) == (0, "zwolle-2023\n", "")
    dumped = command("draaiboek", "dump", "zwolle-2023")
    assert dumped.returncode == 0
    (tmp_path / "terug.yaml").write_text(dumped.stdout)
    assert command("draaiboek", "check", "terug.yaml").returncode == 0
    assert command("draaiboek", "print", "zwolle-2023", "--output", "d.pdf").returncode == 0
    assert command("draaiboek", "calendar", "zwolle-2023", "--output", "d.ics").returncode == 0
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")
    again = command("draaiboek", "load", str(ZWOLLE))
    assert again.returncode == 1
    line = next(n for n, text in enumerate(ZWOLLE.read_text().splitlines(), 1) if text.startswith("slug:"))
    assert (
        again.stderr == f"{ZWOLLE}:{line}: het adres ‘zwolle-2023’ is al in gebruik. Kies een andere slug.\n"
    )


def test_a_planner_is_added_and_gets_a_link_once_asked(command) -> None:
    assert command("user", "add", "sam@bureau.example").stdout == "sam@bureau.example\n"
    link = command("user", "link", "sam@bureau.example", BASE_URL="https://werk.example", SECRET_KEY="x" * 40)
    assert link.returncode == 0
    assert link.stdout.startswith("https://werk.example/inloggen/")
    unknown = command("user", "link", "wie@bureau.example")
    assert unknown.returncode == 1
    assert len(unknown.stderr.splitlines()) == 1


def test_backup_and_restore(command, tmp_path: Path) -> None:
    command("draaiboek", "load", str(ZWOLLE))
    assert command("backup", "b.zip").returncode == 0
    refused = command("restore", "b.zip")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
    elsewhere = {"INSTANCE_DIR": str(tmp_path / "elders")}
    assert command("restore", "b.zip", **elsewhere).returncode == 0
    first, second = (
        command("draaiboek", "dump", "zwolle-2023"),
        command("draaiboek", "dump", "zwolle-2023", **elsewhere),
    )
    assert first.stdout == second.stdout != ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("draaiboek", "check", "bestaat-niet.yaml"),
        ("draaiboek", "check", "."),
        ("draaiboek", "load", "bestaat-niet.yaml"),
        ("draaiboek", "dump", "bestaat-niet"),
        ("draaiboek", "print", "bestaat-niet", "--output", "x.pdf"),
        ("draaiboek", "print", str(ZWOLLE), "--output", "geen/map/x.pdf"),
        ("draaiboek", "calendar", "bestaat-niet", "--output", "x.ics"),
        ("user", "add", "geen adres"),
        ("restore", "bestaat-niet.zip"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(command, arguments: tuple[str, ...]) -> None:
    done = command(*arguments)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_database_that_cannot_be_reached_is_said_in_one_line(command) -> None:
    done = command("user", "add", "sam@bureau.example", DATABASE_URL="postgresql://niemand@127.0.0.1:1/niets")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "DATABASE_URL" in done.stderr


def test_mail_deliver_sends_what_waits(command) -> None:
    done = command("mail", "deliver")
    assert (done.returncode, done.stdout) == (0, "0 verstuurd\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("niets",),
        ("draaiboek",),
        ("draaiboek", "check"),
        ("draaiboek", "check", "a.yaml", "b.yaml"),
        ("draaiboek", "check", "--snel", "a.yaml"),
        ("draaiboek", "print", "a.yaml"),
        ("draaiboek", "print", "a.yaml", "--output"),
    ],
)
def test_what_was_typed_wrongly_is_said_in_dutch_with_where_to_find_help(
    command, arguments: tuple[str, ...]
) -> None:
    done = command(*arguments)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "--help’ voor uitleg." in done.stderr


def test_a_folder_that_is_not_there_is_named(command) -> None:
    done = command("draaiboek", "print", str(ZWOLLE), "--output", "/nergens/x.pdf")
    assert done.stderr == "rodedraad: /nergens/x.pdf: de map /nergens is er niet\n"


def test_forgetting_is_counted_by_promise_and_changes_nothing_when_dry(command) -> None:  # type: ignore[no-untyped-def]
    dry = command("forget", "--dry-run")
    assert (dry.returncode, dry.stderr) == (0, "")
    counted, last = dry.stdout.splitlines()[:-1], dry.stdout.splitlines()[-1]
    assert last == "Er is niets gewijzigd."
    assert "     0  Wat deelnemers niet eten en nodig hebben" in counted
    assert command("forget").stdout.splitlines() == [*counted, "Gedaan."]
