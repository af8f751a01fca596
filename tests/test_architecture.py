"""The house keeps its line: a package imports only from its left, and a few libraries have one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app"
LINE = [
    "words",
    "extensions",
    "forms",
    "ground",
    "mail",
    "pdf",
    "accounts",
    "werksessies",
    "programme",
    "brief",
    "speakers",
    "registrations",
    "catering",
    "logistics",
    "budget",
    "draaiboek",
    "versions",
    "invitations",
    "today",
    "privacy",
]
# these put the packages together or stand beside them, and may import anything
TOP = {
    "__init__",
    "__main__",
    "backup",
    "cli",
    "database",
    "errors",
    "health",
    "jobs",
    "logs",
    "models",
    "retention",
    "serve",
    "terminal",
    "webserver",
}
DOORS: dict[str, str | tuple[str, ...]] = {
    "reportlab": "app/pdf/",
    "pikepdf": "app/pdf/",
    "qrcode": "app/pdf/",
    "icalendar": "app/invitations/",
    "openpyxl": ("app/programme/", "app/registrations/"),
    "yaml": "app/draaiboek/",
    "smtplib": "app/mail/",
}


def modules() -> list[Path]:
    return sorted(APP.rglob("*.py"))


def imports(path: Path) -> list[tuple[str, ast.stmt]]:
    found: list[tuple[str, ast.stmt]] = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the whole name"
            if node.module == "app":
                found += [(f"app.{alias.name}", node) for alias in node.names]
            else:
                found.append((node.module or "", node))
    return found


def package(dotted: str) -> str:
    return dotted.split(".")[1] if dotted.count(".") else "__init__"


def package_of(path: Path) -> str:
    first = path.relative_to(APP).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_package_imports_only_from_its_left(path: Path) -> None:
    own = package_of(path)
    assert own in LINE or own in TOP, f"{own} has no place in the line"
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} imports {name}"
        for name, node in imports(path)
        if name.startswith("app.") and own in LINE and not _left(package(name), own)
    ]
    assert wrong == []


def _left(other: str, own: str) -> bool:
    return other in LINE and LINE.index(other) <= LINE.index(own)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_with_one_door_is_used_only_behind_it(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    wrong = [
        f"{place} imports {name}"
        for name, _node in imports(path)
        if (door := DOORS.get(name.split(".")[0])) and not place.startswith(door)
    ]
    assert wrong == []


def test_settings_are_read_from_the_environment_in_config_only() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    # serve passes the environment on to its child; it reads no setting from it but BASE_URL's absence
    assert readers <= {"app/serve.py"}


def test_every_import_inside_a_function_has_its_reason_beside_it() -> None:
    wrong = []
    for path in modules():
        lines = path.read_text().splitlines()
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                wrong += [
                    f"{path.relative_to(ROOT)}:{node.lineno}"
                    for node in ast.walk(function)
                    if isinstance(node, ast.Import | ast.ImportFrom) and "#" not in lines[node.lineno - 1]
                ]
    assert wrong == []


def test_no_package_has_a_name_that_says_nothing() -> None:
    empty_words = {"utils", "helpers", "common", "services", "misc", "core", "lib"}
    assert {path.stem for path in APP.rglob("*")} & empty_words == set()


def test_no_template_marks_text_as_safe() -> None:
    wrong = [
        str(path)
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and "|safe" in path.read_text().replace(" ", "")
    ]
    assert wrong == []
