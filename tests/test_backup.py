"""A backup holds everything, and put back, on the same or the other database, it is everything again."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.backup import BackupError, backup, restore
from app.draaiboek.example import load_example_when_empty
from app.extensions import db
from app.mail.models import OutgoingMail
from app.werksessies.models import Werksessie
from tests.conftest import empty_tables, migrated_app, settings_in

AT = datetime(2027, 3, 28, 1, 30, 15, 123456, tzinfo=UTC)


def fill() -> None:
    load_example_when_empty()
    mail = {"kind": "sign_in", "to_address": "a@x.example", "subject": "Zoë 😀", "message_id": "1@x.example"}
    db.session.add(OutgoingMail(raw=bytes(range(256)), created_at=AT, **mail))
    db.session.commit()


def everything() -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: [
            tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key.columns))
        ]
        for table in db.metadata.sorted_tables
    }


def test_what_was_kept_comes_back(any_app: Flask, tmp_path: Path) -> None:
    with any_app.app_context():
        fill()
        before = everything()
        count = backup(tmp_path / "b.zip")
        assert count == sum(map(len, before.values())) > 100
    empty_tables(any_app)
    with any_app.app_context():
        assert restore(tmp_path / "b.zip", replace=False) == count
        assert everything() == before
        db.session.add(
            Werksessie(
                slug="nieuw", title="Na het terugzetten", date=AT.date(), starts=AT.time(), ends=AT.time()
            )
        )
        db.session.commit()  # numbers go on after the highest


@pytest.mark.postgres
def test_a_backup_moves_from_sqlite_to_postgresql(app: Flask, postgres_app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        fill()
        before = everything()
        backup(tmp_path / "b.zip")
    try:
        with postgres_app.app_context():
            restore(tmp_path / "b.zip", replace=False)
            assert everything() == before
    finally:
        empty_tables(postgres_app)


def test_a_full_database_is_only_replaced_when_asked(any_app: Flask, tmp_path: Path) -> None:
    with any_app.app_context():
        fill()
        backup(tmp_path / "b.zip")
        db.session.scalars(select(Werksessie)).one().title = "Later veranderd"
        db.session.commit()
        with pytest.raises(BackupError, match="niet leeg"):
            restore(tmp_path / "b.zip", replace=False)
        db.session.rollback()
        restore(tmp_path / "b.zip", replace=True)
        db.session.expire_all()
        assert db.session.scalars(select(Werksessie.title)).one() == "Werksessie voorkomen van jonge aanwas"


def test_a_file_that_is_no_backup_is_refused_and_nothing_is_lost(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "tekst.zip").write_text("geen zip")
    with zipfile.ZipFile(tmp_path / "andere.zip", "w") as archive:
        archive.writestr("iets.txt", "anders")
    with app.app_context():
        fill()
        before = everything()
        for name in ("tekst.zip", "andere.zip"):
            with pytest.raises(BackupError, match="geen back-up"):
                restore(tmp_path / name, replace=True)
        with pytest.raises(FileNotFoundError):
            restore(tmp_path / "bestaat-niet.zip", replace=True)
        assert everything() == before


def test_a_backup_of_another_version_is_refused(app: Flask, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "oud.zip", "w") as archive:
        archive.writestr("rodedraad.json", '{"format": 1, "schema": "0000"}')
    with app.app_context(), pytest.raises(BackupError, match="andere versie"):
        restore(tmp_path / "oud.zip", replace=True)


def test_a_backup_that_breaks_off_halfway_changes_nothing(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        fill()
        before = everything()
        backup(tmp_path / "b.zip")
        broken = tmp_path / "stuk.zip"
        with zipfile.ZipFile(tmp_path / "b.zip") as whole, zipfile.ZipFile(broken, "w") as archive:
            for name in whole.namelist():
                if name != "werksessie.jsonl":
                    archive.writestr(name, whole.read(name))
        with pytest.raises(BackupError, match="geen back-up"):
            restore(broken, replace=True)
        db.session.rollback()
        assert everything() == before


def test_a_copy_can_be_restored_into_a_new_place(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        fill()
        before = everything()
        backup(tmp_path / "b.zip")
    fresh = migrated_app(settings_in(tmp_path))
    with fresh.app_context():
        restore(tmp_path / "b.zip", replace=False)
        assert everything() == before


def test_a_damaged_backup_is_refused_and_nothing_is_lost(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        fill()
        before = everything()
        backup(tmp_path / "b.zip")
        whole = (tmp_path / "b.zip").read_bytes()
        refused = 0
        for place in range(100, len(whole) - 100, len(whole) // 60):
            (tmp_path / "stuk.zip").write_bytes(
                whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
            )
            try:
                restore(tmp_path / "stuk.zip", replace=True)
            except BackupError:
                refused += 1
            db.session.rollback()
            assert everything() == before
        assert refused > 40


def test_only_its_owner_can_read_a_backup(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        backup(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600
