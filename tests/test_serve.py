"""bin/serve as on a fresh machine: it prints where to go, serves, sends mail, and stops cleanly."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[1]
READY = 30  # seconds; a busy machine may be slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(tmp_path: Path, **env: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "INSTANCE_DIR": str(tmp_path / "instance"),
        **env,
    }


@contextmanager
def served(tmp_path: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A running copy and the two lines that it printed; its stderr goes to a file."""
    command = [ROOT / "bin" / "serve", "--port", str(port)]
    with (
        (tmp_path / "stderr").open("a") as errors,
        subprocess.Popen(
            command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            yield process, [process.stdout.readline().strip() for _ in range(2)]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(READY)


class Browser:
    """As little of a browser as a form needs: one connection and its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=READY)
        self.cookie = ""

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str, str]:
        """Status, Location, text."""
        headers = {"Cookie": self.cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if given := answer.getheader("Set-Cookie"):
            self.cookie = given.split(";")[0]
        return answer.status, answer.getheader("Location") or "", text


def csrf(text: str) -> str:
    return str(BeautifulSoup(text, "html.parser").find("input", {"name": "csrf_token"})["value"])  # type: ignore[index]


def test_from_nothing_to_a_registered_professional_and_a_planner_signed_in(tmp_path: Path) -> None:
    port = free_port()
    with ExitStack() as stack, served(tmp_path, port) as (_process, lines):
        assert lines[0] == f"Openbare pagina: http://127.0.0.1:{port}/zwolle-2023"
        link = re.fullmatch(rf"Inloggen .*: http://127\.0\.0\.1:{port}(/inloggen/\S+)", lines[1])
        assert link
        browser = Browser(port)
        stack.callback(browser.connection.close)
        assert browser.ask("GET", "/gezond")[0] == 200
        form = browser.ask("GET", "/zwolle-2023/aanmelden")[2]
        fields = "name=Jan+de+Vries&email=jan%40school.example&organisation=School&domain=onderwijs"
        status, receipt, _text = browser.ask(
            "POST", "/zwolle-2023/aanmelden", f"{fields}&csrf_token={csrf(form)}"
        )
        assert status == 303
        assert re.search(r"/aanmelding/[\w-]{22,}$", receipt)
        assert "Jan de Vries" in browser.ask("GET", receipt[receipt.index("/aanmelding") :])[2]
        _mail_arrives(tmp_path / "instance" / "mail")
        button = browser.ask("GET", link[1])[2]
        assert browser.ask("POST", link[1], f"csrf_token={csrf(button)}")[0] in (302, 303)
        assert "Werksessie voorkomen van jonge aanwas" in browser.ask("GET", "/beheer")[2]
        assert browser.ask("GET", "/beheer/zwolle-2023")[0] == 200


def _mail_arrives(folder: Path) -> None:
    ends = time.monotonic() + READY
    while not list(folder.glob("*.eml")):
        assert time.monotonic() < ends, "no mail was written"
        time.sleep(0.1)
    [mail] = folder.glob("*.eml")
    assert b"jan@school.example" in mail.read_bytes()


def test_the_commands_make_links_to_where_it_is_served_and_others_cannot_read_along(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port):
        pass
    command = [ROOT / "bin" / "rodedraad", "user", "link", "planner@rodedraad.example"]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, timeout=READY)
    assert done.stdout.startswith(f"http://127.0.0.1:{port}/inloggen/")
    assert (tmp_path / "instance").stat().st_mode & 0o777 == 0o700


def test_ctrl_c_stops_it_cleanly_and_frees_the_port(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port) as (process, _lines):
        pass
    assert process.returncode == 0
    assert (tmp_path / "stderr").read_text() == ""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def test_a_second_start_keeps_what_there_was(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port) as (_process, first):
        pass
    with served(tmp_path, port) as (_process, second):
        assert second[0] == first[0]
        assert second[1] != first[1]


@pytest.mark.parametrize(
    ("arguments", "env", "said"),
    [
        (["--port", "0"], {}, "--port"),
        (["--host", "niet.bestaand.invalid"], {}, "--host"),
        ([], {"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ([], {"BASE_URL": "https://w.example", "SECRET_KEY": "zwak"}, "SECRET_KEY"),
        ([], {"INSTANCE_DIR": "/proc/nergens"}, "INSTANCE_DIR"),
        ([], {"DATABASE_URL": "postgresql://niemand@127.0.0.1:1/niets"}, "DATABASE_URL"),
    ],
)
def test_what_stands_in_the_way_is_said_in_one_line(
    tmp_path: Path, arguments: list[str], env: dict[str, str], said: str
) -> None:
    port = [] if arguments else ["--port", str(free_port())]
    command = [ROOT / "bin" / "serve", *arguments, *port]
    done = subprocess.run(
        command, env=environment(tmp_path, **env), capture_output=True, text=True, timeout=READY
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [ROOT / "bin" / "serve", "--port", port],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=READY,
        )
    expected = f"rodedraad: poort {port} op 127.0.0.1 is al in gebruik. Kies een andere met --port.\n"
    assert (done.returncode, done.stderr) == (1, expected)


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    """With a `python3` of 3.9 on the path and nothing else, in a copy without a .venv."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "dirname", "cmp", "flock", "cat", "mktemp"):
        (tools / name).symlink_to(f"/usr/bin/{name}")
    (tools / "python3").write_text("#!/bin/bash\nexit 1\n")
    (tools / "python3").chmod(0o755)
    copy = tmp_path / "copy"
    (copy / "bin").mkdir(parents=True)
    for name in ("bin/serve", "bin/prepare", "requirements.txt"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
        (copy / name).chmod(0o755)
    done = subprocess.run(
        [tools / "bash", copy / "bin" / "serve"], env={"PATH": str(tools)}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith("rodedraad: Python 3.11 of nieuwer is nodig.")
    assert len(done.stderr.splitlines()) == 1
