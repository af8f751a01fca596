"""A real server and a real browser: the application on SQLite, served from a thread, read in Debian's chromium.

`site` is the address of a copy with the Zwolle example in it, new for each test; `site.app` its application.
`visit` opens a page of a given width and colour scheme and fails the test on what the content security policy
refuses, on an error in a script, and on any request to another host.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import make_server

from app.draaiboek.example import load_example_when_empty
from app.extensions import db
from tests.conftest import empty_tables

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Axe()
Visit = Callable[..., Page]
# the narrowest screen in the dark and the widest in the light: each width and each scheme once
in_each_look = pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])


@dataclass(frozen=True)
class Site:
    """A running copy: `url` without a slash at its end."""

    app: Flask
    url: str
    slug: str


@pytest.fixture
def site(sqlite_app: Flask) -> Iterator[Site]:
    with sqlite_app.app_context():
        slug = load_example_when_empty()
        db.session.commit()
        db.session.remove()
    server = make_server("127.0.0.1", 0, sqlite_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(sqlite_app, f"http://127.0.0.1:{server.port}", slug or "")
    server.shutdown()
    thread.join()
    server.server_close()
    empty_tables(sqlite_app)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if shutil.which(CHROMIUM) is None:
        pytest.fail("Debian's chromium is missing: apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visit]:
    """`visit("/zwolle-2023", width=390, scheme="dark", javascript=True)` gives the page."""
    troubles: list[str] = []
    contexts = []

    def console(message: ConsoleMessage) -> None:
        # chromium writes a line for every answer of 400 and up; those are answers, not troubles
        if message.type == "error" and "Failed to load resource" not in message.text:
            troubles.append(message.text)

    def requested(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(site.url).netloc:
            troubles.append(f"third party: {request.url}")

    def open_page(path: str, *, width: int = 1280, scheme: str = "light", javascript: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=javascript,
            base_url=site.url,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", console)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", requested)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def faults(page: Page) -> list[str]:
    """What axe finds wrong, one line each: rule and place."""
    found = AXE.run(page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def shot(page: Page, path: Path) -> None:
    """A picture of the whole page."""
    page.screenshot(path=str(path), full_page=True)
