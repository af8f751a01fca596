from __future__ import annotations

import re
import socket
import ssl
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from app.mail.address import Mailbox
from app.mail.delivery import Folder, Permanent, Temporary, transport
from app.mail.message import Message, build
from tests.mail.smtp import PASSWORD, USER, Receiver, running

SENDER = "werksessies@rodedraad.example"
JAN = "jan@waterschap.example"


def a_message(number: int = 0) -> bytes:
    return build(
        Message(
            sender=Mailbox("Rode Draad", SENDER),
            to=Mailbox("Jan de Vriës", JAN),
            subject="Bevestiging: Ruimte én water",
            text="Beste Jan,\n\n.\n..punten vooraan\nTot donderdag.\n",
            html="<p>Beste Jan</p>\n",
            message_id=f"a-{number}@rodedraad.example",
            date=datetime(2027, 6, 1, 10, tzinfo=UTC),
        )
    )


def test_many_messages_arrive_byte_for_byte_over_one_connection(tmp_path: Path) -> None:
    messages = [a_message(number) for number in range(3)]
    with running() as receiver, transport(receiver.url, tmp_path) as way:
        for raw in messages:
            way.send(raw, sender=SENDER, to=JAN)
    assert receiver.taken == [(SENDER, JAN, raw) for raw in messages]
    assert len(receiver.sessions) == 1


def test_a_server_that_wants_a_password_gets_it(tmp_path: Path) -> None:
    with running(Receiver(sign_in=True)) as receiver:
        url = f"smtp://{USER}:{quote(PASSWORD, safe='')}@{receiver.host}:{receiver.port}"
        with transport(url, tmp_path) as way:
            way.send(a_message(), sender=SENDER, to=JAN)
    assert receiver.taken == [(SENDER, JAN, a_message())]


def test_a_wrong_password_is_a_fault_of_the_setting_and_the_message_can_go_later(tmp_path: Path) -> None:
    with running(Receiver(sign_in=True)) as receiver:
        url = f"smtp://{USER}:fout@{receiver.host}:{receiver.port}"
        with transport(url, tmp_path) as way, pytest.raises(Temporary) as refusal:
            way.send(a_message(), sender=SENDER, to=JAN)
    assert str(refusal.value) == (
        "De mailserver weigert de gebruiker of het wachtwoord in MAIL_URL "
        "(535 5.7.8 Authentication credentials invalid)."
    )
    assert receiver.taken == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("550 5.1.1 Gebruiker onbekend", Permanent),
        ("451 4.7.1 Probeer het later", Temporary),
        ("421 4.3.2 Dicht", Temporary),
    ],
)
def test_a_refused_recipient_is_told_in_the_servers_words_and_the_next_message_goes(
    tmp_path: Path, answer: str, kind: type[Exception]
) -> None:
    receiver = Receiver(answers={"weg@waterschap.example": [answer]})
    with running(receiver), transport(receiver.url, tmp_path) as way:
        with pytest.raises(kind) as refusal:
            way.send(a_message(1), sender=SENDER, to="weg@waterschap.example")
        way.send(a_message(2), sender=SENDER, to=JAN)
    assert (
        str(refusal.value) == f"De mailserver neemt geen bericht voor weg@waterschap.example aan ({answer})."
    )
    assert receiver.taken == [(SENDER, JAN, a_message(2))]


def test_a_server_that_is_not_there_is_temporary(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with transport(f"smtp://127.0.0.1:{port}", tmp_path) as way, pytest.raises(Temporary) as refusal:
        way.send(a_message(), sender=SENDER, to=JAN)
    assert str(refusal.value).startswith(f"De mailserver 127.0.0.1:{port} is niet bereikbaar (")


def test_a_server_that_goes_halfway_is_temporary_and_found_again_when_it_is_back(tmp_path: Path) -> None:
    receiver = Receiver()
    with running(receiver):
        way = transport(receiver.url, tmp_path)
        way.send(a_message(1), sender=SENDER, to=JAN)
    with pytest.raises(Temporary):
        way.send(a_message(2), sender=SENDER, to=JAN)
    with running(receiver), way:
        way.send(a_message(2), sender=SENDER, to=JAN)
    assert receiver.taken == [(SENDER, JAN, a_message(1)), (SENDER, JAN, a_message(2))]


def test_a_password_that_smtp_cannot_carry_is_told_so(tmp_path: Path) -> None:
    with running(Receiver(sign_in=True)) as receiver:
        url = f"smtp://{USER}:gehe%C3%AFm@{receiver.host}:{receiver.port}"
        with transport(url, tmp_path) as way, pytest.raises(Temporary) as refusal:
            way.send(a_message(), sender=SENDER, to=JAN)
    assert "gebruiker en wachtwoord mogen alleen ASCII-tekens hebben" in str(refusal.value)


def test_a_password_never_goes_over_an_open_line_to_another_machine(tmp_path: Path) -> None:
    with running(Receiver(host="127.0.0.2", sign_in=True)) as receiver:
        url = f"smtp://{USER}:{quote(PASSWORD, safe='')}@{receiver.host}:{receiver.port}"
        with transport(url, tmp_path) as way, pytest.raises(Temporary) as refusal:
            way.send(a_message(), sender=SENDER, to=JAN)
    assert "geen STARTTLS, dus het wachtwoord zou leesbaar zijn" in str(refusal.value)
    assert receiver.taken == []


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.2 with its key, signed by itself."""
    path = tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subject = ["-subj", "/CN=127.0.0.2", "-addext", "subjectAltName=IP:127.0.0.2"]
    files = ["-keyout", f"{path}.key", "-out", str(path)]
    subprocess.run([*command, *subject, *files], check=True, capture_output=True)
    return path


def _server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, f"{certificate}.key")
    return context


def test_starttls_is_used_where_offered(
    tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with running(Receiver(host="127.0.0.2", sign_in=True), tls=_server_side(certificate)) as receiver:
        url = f"smtp://{USER}:{quote(PASSWORD, safe='')}@{receiver.host}:{receiver.port}"
        with transport(url, tmp_path) as way:
            way.send(a_message(), sender=SENDER, to=JAN)
    assert receiver.taken == [(SENDER, JAN, a_message())]


def test_a_server_whose_certificate_nobody_signed_gets_nothing(tmp_path: Path, certificate: Path) -> None:
    with (
        running(Receiver(host="127.0.0.2"), tls=_server_side(certificate)) as receiver,
        transport(receiver.url, tmp_path) as way,
        pytest.raises(Temporary, match="CERTIFICATE_VERIFY"),
    ):
        way.send(a_message(), sender=SENDER, to=JAN)
    assert receiver.taken == []


def test_file_writes_each_message_in_order_as_one_eml_and_leaves_nothing_half(tmp_path: Path) -> None:
    messages = [a_message(number) for number in range(20)]
    with transport("file:", tmp_path) as way:
        for raw in messages:
            way.send(raw, sender=SENDER, to=JAN)
    paths = sorted((tmp_path / "mail").iterdir())
    assert [path.read_bytes() for path in paths] == messages
    assert all(re.fullmatch(r"\d{8}T\d{6}\.\d{6}Z-[0-9a-f]{8}\.eml", path.name) for path in paths)


def test_a_folder_that_cannot_be_written_is_temporary(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("geen map")
    with Folder(tmp_path / "mail") as way, pytest.raises(Temporary, match="neemt geen bericht aan"):
        way.send(a_message(), sender=SENDER, to=JAN)


@pytest.mark.parametrize("url", ["", "http://mail.example", "smtp:", "smtps://"])
def test_another_mail_url_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="MAIL_URL is file:, smtp://"):
        transport(url, tmp_path)
