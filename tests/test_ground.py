"""What stands under every answer: headers, static files, error pages, health."""

from __future__ import annotations

import gzip
import json
import logging
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, abort, request
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import text

from app import create_app
from app.extensions import db
from app.ground import FILES, HEADERS, static_url
from app.logs import safe_path
from tests.conftest import migrated_app, settings_in
from tests.factories import add_werksessie, post, sign_in


@pytest.fixture
def breaking_app(tmp_path: Path) -> Flask:
    """The product with a few addresses more, that go wrong on purpose."""
    app = create_app(settings_in(tmp_path))

    @app.get("/stuk/<int:status>")
    def broken(status: int) -> str:
        if status == 500:
            raise RuntimeError("geheim detail")
        abort(status)

    return app


@pytest.mark.parametrize("path", ["/", "/gezond", "/bestaat-niet", "/beheer", "/inloggen", "/privacy"])
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "Cache-Control" in headers
    assert "Strict-Transport-Security" not in headers


def test_over_https_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    app = create_app(settings_in(tmp_path, base_url="https://werksessies.gemeente.example"))
    headers = app.test_client().get("/bestaat-niet").headers
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 413, 422, 429, 500, 503])
def test_an_error_is_a_page_in_the_products_look_that_says_what_to_do(
    breaking_app: Flask, status: int
) -> None:
    answer = breaking_app.test_client().get(f"/stuk/{status}")
    assert answer.status_code == status
    assert '<html lang="nl">' in answer.text
    assert 'class="brand"' in answer.text
    assert "geheim detail" not in answer.text
    assert "Traceback" not in answer.text


def test_a_wrong_method_is_405_and_says_which_are_right(client: FlaskClient) -> None:
    answer = client.delete("/gezond")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert '<html lang="nl">' in answer.text


def test_a_body_over_the_limit_is_413(client: FlaskClient) -> None:
    answer = client.post("/inloggen", data={"email": "x" * (2 * 1024 * 1024 + 1)})
    assert answer.status_code == 413
    assert "2 MB" in answer.text


def test_a_post_without_csrf_token_is_refused_with_a_friendly_page(client: FlaskClient) -> None:
    answer = client.post("/inloggen", data={"email": "sam@bureau.example"})
    assert answer.status_code == 400
    assert "Deze pagina stond te lang open" in answer.text


def test_static_files_carry_their_hash_and_never_change(client: FlaskClient) -> None:
    for name, file in FILES.items():
        answer = client.get(static_url(name), headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        body = (
            gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
        )
        assert body == file.body
        assert client.get(static_url(name)).data == file.body
    assert client.get("/static/rodedraad.0000000000.css").status_code == 404


def test_a_long_page_is_compressed_for_who_takes_it(client: FlaskClient, app: Flask) -> None:
    add_werksessie(app)
    sign_in(client, app)
    plain = client.get("/beheer/zwolle-2023/programma")
    packed = client.get("/beheer/zwolle-2023/programma", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) * 3 < len(plain.data)
    assert "Welkom en afspraken voor vandaag" in gzip.decompress(packed.data).decode()
    assert "Content-Encoding" not in client.get("/inloggen", headers={"Accept-Encoding": "gzip"}).headers


def test_health_asks_the_database(client: FlaskClient) -> None:
    answer = client.get("/gezond")
    assert (answer.status_code, answer.json) == (200, {"status": "goed", "database": "goed"})


def test_health_says_so_when_the_database_is_not_there(tmp_path: Path) -> None:
    app = migrated_app(settings_in(tmp_path))
    with app.app_context():
        db.session.execute(text("DROP TABLE receipt"))
        db.session.execute(text("ALTER TABLE werksessie RENAME TO elders"))
        db.session.commit()
    answer = app.test_client().get("/gezond")
    assert (answer.status_code, answer.json) == (503, {"status": "fout", "database": "onbereikbaar"})


def test_security_txt_has_a_contact_and_an_end(client: FlaskClient) -> None:
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines())
    assert lines["Contact"] == "mailto:werksessies@rodedraad.example"
    assert lines["Expires"].endswith("T00:00:00Z")
    assert lines["Canonical"] == "http://localhost/.well-known/security.txt"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/aanmelding/AbC-123/afmelding", "/aanmelding/…/afmelding"),
        ("/inloggen/AbC-123", "/inloggen/…"),
        ("/d/AbC-123/1.0.pdf", "/d/…/1.0.pdf"),
        ("/dag/AbC-123", "/dag/AbC-123"),
        ("/inloggen", "/inloggen"),
        ("/zwolle-2023/aanmelden", "/zwolle-2023/aanmelden"),
    ],
)
def test_a_personal_token_stays_out_of_the_logs(path: str, shown: str) -> None:
    assert safe_path(path) == shown


def test_an_unforeseen_error_is_logged_with_its_cause(
    breaking_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="rodedraad.web"):
        breaking_app.test_client().get("/stuk/500")
    assert any(record.exc_info and "geheim detail" in str(record.exc_info[1]) for record in caplog.records)


def test_a_log_line_is_json_without_personal_values(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from app.logs import to_stderr  # noqa: PLC0415, it takes over the root logger: only here

    before = logging.getLogger().handlers[:]
    try:
        to_stderr()
        app = create_app(settings_in(tmp_path))
        app.test_client().post("/aanmelding/geheim/afmelding", data={"email": "jan@school.example"})
        line = capfd.readouterr().err.strip().splitlines()[-1]
    finally:
        logging.getLogger().handlers[:] = before
    facts = json.loads(line)
    assert (facts["method"], facts["path"]) == ("POST", "/aanmelding/…/afmelding")
    assert "jan@school.example" not in line


@pytest.mark.parametrize(
    ("base_url", "asker"),
    [("https://werksessies.gemeente.example", "192.0.2.7"), ("http://localhost", "127.0.0.1")],
)
def test_only_behind_a_proxy_its_word_is_taken_for_who_asks(
    tmp_path: Path, base_url: str, asker: str
) -> None:
    app = create_app(settings_in(tmp_path, base_url=base_url))
    app.add_url_rule("/wie", view_func=lambda: request.remote_addr or "")
    headers = {"X-Forwarded-For": "203.0.113.9, 192.0.2.7"}
    assert app.test_client().get("/wie", headers=headers).text == asker


@pytest.mark.parametrize(
    "path", ["/zwolle-2023/aanmelden", "/inloggen", "/beheer/nieuw", "/beheer/zwolle-2023/gegevens"]
)
@pytest.mark.parametrize("kind", ["json", "list", "file"])
def test_a_form_takes_no_json_and_no_file_where_text_is_expected(
    client: FlaskClient, app: Flask, path: str, kind: str
) -> None:
    add_werksessie(app)
    sign_in(client, app)
    with client.session_transaction() as browser:
        browser["csrf_token"] = "0" * 40
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps("0" * 40)
    fields = ("name", "email", "organisation", "domain", "title", "date", "volgende")
    given: dict[str, object] = {
        "json": {"json": {name: [1] for name in fields}},
        "list": {"json": [1]},
        "file": {"data": {name: (BytesIO(b"x"), "x.txt") for name in fields}},
    }[kind]
    answer = client.post(path, headers={"X-CSRFToken": token}, **given)  # type: ignore[arg-type]
    assert 400 <= answer.status_code < 500


def test_a_database_error_is_logged_without_what_was_written(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    add_werksessie(app)
    with app.app_context():
        db.session.execute(
            text("CREATE TRIGGER dicht BEFORE INSERT ON receipt BEGIN SELECT RAISE(FAIL, 'dicht'); END")
        )
        db.session.commit()
    fields = {"name": "Zoë Geheim", "email": "zoe@geheim.example", "organisation": "O", "domain": "onderwijs"}
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        with caplog.at_level(logging.INFO):
            answer = post(app.test_client(), "/zwolle-2023/aanmelden", **fields)
    finally:
        del app.config["PROPAGATE_EXCEPTIONS"]
        with app.app_context():
            db.session.execute(text("DROP TRIGGER dicht"))
            db.session.commit()
    formatter = logging.Formatter()
    logged = "\n".join(formatter.format(record) for record in caplog.records)
    assert answer.status_code == 500
    assert any(record.message == "database error" and "app/" in record.at for record in caplog.records)  # type: ignore[attr-defined]
    assert "eheim" not in logged


def test_a_personal_token_stays_out_of_the_log_of_an_unforeseen_error(
    breaking_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    @breaking_app.get("/aanmelding/<token>/stuk")
    def broken_for_one(token: str) -> str:
        raise RuntimeError("stuk")

    with caplog.at_level(logging.INFO):
        assert breaking_app.test_client().get("/aanmelding/GEHEIMETOKEN/stuk").status_code == 500
    formatter = logging.Formatter()
    assert "GEHEIMETOKEN" not in "\n".join(
        formatter.format(record) + str(record.__dict__) for record in caplog.records
    )


@pytest.mark.parametrize("path", ["/a%00b", "/beheer/a%00b", "/aanmelding/a%00b", "/inloggen/a%00b"])
def test_an_address_with_a_nul_is_not_there(any_app: Flask, path: str) -> None:
    client = any_app.test_client()
    sign_in(client, any_app)
    assert client.get(path).status_code == 404
