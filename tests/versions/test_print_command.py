"""bin/rodedraad draaiboek print, of a version and with what changed since one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app.draaiboek.print import EDITIONS
from app.extensions import db
from tests.conftest import migrated_app, settings_in
from tests.factories import sign_in
from tests.test_cli import ZWOLLE, command
from tests.versions.days import SLUG, VAST, add_small_day, change, make

__all__ = ["command"]


def printed(command, *options: str) -> subprocess.CompletedProcess[str]:  # type: ignore[no-untyped-def]
    done: subprocess.CompletedProcess[str] = command(
        "draaiboek", "print", SLUG, "--output", "d.pdf", *options
    )
    return done


@pytest.fixture
def versions(tmp_path: Path) -> bytes:
    """Versions 0.1 and 1.0 of the small day in the command's own copy; what the page prints of 1.0 for catering."""
    (tmp_path / "instance").mkdir()
    app = migrated_app(settings_in(tmp_path / "instance"))
    add_small_day(app)
    make(app)
    change(app, lambda items: setattr(items[2], "title", "Koffie"))
    make(app, VAST)
    client = app.test_client()
    sign_in(client, app)
    data = client.get(f"/beheer/{SLUG}/draaiboek.pdf?versie=1.0&editie=catering").data
    with app.app_context():
        db.engine.dispose()
    return data


def test_a_version_is_the_same_file_from_the_command_and_from_the_page(
    command, tmp_path: Path, versions: bytes
) -> None:  # type: ignore[no-untyped-def]
    done = printed(command, "--edition", "catering", "--version", "1.0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "d.pdf").read_bytes() == versions
    assert printed(command, "--edition", "catering", "--version", "1.0", "--since", "0.1").returncode == 0
    assert (tmp_path / "d.pdf").read_bytes() != versions


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--version", "2.0"], "rodedraad: Versie ‘2.0’ is er niet. Kijk bij Draaiboek welke er zijn.\n"),
        (["--since", "x"], "rodedraad: Versie ‘x’ is er niet. Kijk bij Draaiboek welke er zijn.\n"),
        (
            ["--version", "0.1", "--since", "1.0"],
            "rodedraad: Versie 1.0 komt niet vóór versie 0.1. Kijk bij Draaiboek welke er zijn.\n",
        ),
        (
            ["--version", "1.0", "--edition", "ober"],
            f"rodedraad: De editie ‘ober’ bestaat niet. Kies uit: {', '.join(EDITIONS)}.\n",
        ),
    ],
)
def test_what_is_not_there_is_said_in_one_line(  # type: ignore[no-untyped-def]
    command, tmp_path: Path, versions: bytes, options: list[str], said: str
) -> None:
    done = printed(command, *options)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    assert not (tmp_path / "d.pdf").exists()


def test_a_file_has_no_versions(command, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = command("draaiboek", "print", str(ZWOLLE), "--version", "1.0", "--output", "d.pdf")
    said = "rodedraad: een bestand heeft geen versies. Geef het adres van een werksessie.\n"
    assert (done.returncode, done.stderr) == (1, said)
    assert not (tmp_path / "instance").exists()
