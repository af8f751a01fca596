"""Settings come from the environment, and a wrong one is refused with a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Config, ConfigError, database_url


def read(tmp_path: Path, **env: str) -> Config:
    return Config.from_env({"INSTANCE_DIR": str(tmp_path / "instance"), **env})


def test_without_any_setting_all_lives_in_the_instance_folder(tmp_path: Path) -> None:
    config = read(tmp_path)
    assert config.database_url == f"sqlite:///{tmp_path}/instance/rodedraad.sqlite"
    assert config.mail_url == "file:"
    assert config.sender == ("Rode Draad", "werksessies@rodedraad.example")
    assert config.mail_domain == "rodedraad.example"
    assert config.base_url == "http://127.0.0.1:8000"


def test_the_secret_is_made_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    first, second = read(tmp_path).secret_key, read(tmp_path).secret_key
    assert first == second
    assert len(first) >= 64
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("secret", ["", "secret", "geheim", "x" * 31])
def test_a_weak_secret_is_refused_in_production(tmp_path: Path, secret: str) -> None:
    with pytest.raises(ConfigError, match="SECRET_KEY is te zwak"):
        read(tmp_path, SECRET_KEY=secret, BASE_URL="https://werksessies.gemeente.example")


def test_a_strong_secret_is_taken_as_it_is(tmp_path: Path) -> None:
    config = read(tmp_path, SECRET_KEY="z" * 40, BASE_URL="https://werksessies.gemeente.example")
    assert config.secret_key == "z" * 40
    assert config.https
    assert config.flask()["SESSION_COOKIE_NAME"] == "__Host-rodedraad"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgres://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:////x/y.sqlite", "sqlite:////x/y.sqlite"),
    ],
)
def test_each_way_to_write_postgresql_means_psycopg_3(tmp_path: Path, given: str, meant: str) -> None:
    assert database_url(given, tmp_path) == meant


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DATABASE_URL", "mysql://h/d"),
        ("BASE_URL", "werksessies.example"),
        ("BASE_URL", "ftp://werksessies.example"),
        ("MAIL_URL", "http://mail.example"),
        ("MAIL_URL", "smtp://"),
        ("MAIL_URL", "smtp://mail.example:poort"),
        ("MAIL_FROM", "geen adres"),
        ("MAIL_FROM", "Zoë <zoë@rodedraad.example>"),
        ("MAIL_FROM", "A <a@b.example>\nBcc: c@d.example"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, setting: str, value: str) -> None:
    with pytest.raises(ConfigError, match=setting):
        read(tmp_path, **{setting: value})


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="INSTANCE_DIR"):
        Config.from_env({"INSTANCE_DIR": str(tmp_path / "file" / "instance")})
