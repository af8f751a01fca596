"""What the documents say is true: every command, setting, package, address and bench is there, and none is missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from app.cli import commands
from app.programme.plan import Kind, Pillar
from tests.test_architecture import LINE, TOP

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text()
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").rglob("*.md")])
LINK = re.compile(r"\[[^\]]+\]\((?!https?://|mailto:)([^)#\s]+)[^)]*\)")


def section(document: str, title: str) -> str:
    """The text under heading `title`, up to the next heading of any level."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)", document, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading {title!r}"
    return found.group(1)


def first_cells(document: str, title: str) -> list[str]:
    """The first column of the table under heading `title`, without its head."""
    rows = [line for line in section(document, title).splitlines() if line.startswith("|")]
    return [row.split("|")[1].strip() for row in rows[2:]]


def code_in(cells: list[str]) -> list[str]:
    return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]


def usages(command: click.Command, name: str = "") -> Iterator[str]:
    """Each command below `command` as the README writes it, without its options."""
    if isinstance(command, click.Group):
        for below, one in command.commands.items():
            yield from usages(one, f"{name} {below}".strip())
    else:
        arguments = [str(one.name).upper() for one in command.params if isinstance(one, click.Argument)]
        yield " ".join([name, *arguments])


def options(command: click.Command) -> set[str]:
    if isinstance(command, click.Group):
        return {option for one in command.commands.values() for option in options(one)}
    return {name for one in command.params if isinstance(one, click.Option) for name in one.opts}


def test_the_readme_names_every_command_and_no_other() -> None:
    named = code_in(first_cells(README, "Commands"))
    plain = [re.sub(r" (\[--.*|--.*)$", "", command) for command in named if not command.startswith("--")]
    assert sorted(plain) == sorted(usages(commands))
    assert set(re.findall(r"--[a-z-]+[a-z]", " ".join(named))) == options(commands)


def test_the_readme_names_every_setting_and_no_other() -> None:
    tree = ast.parse((ROOT / "config.py").read_text())
    asked = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and isinstance(node.args[0], ast.Constant)
    }
    assert set(code_in(first_cells(README, "Settings"))) == asked


def test_the_readme_names_the_defaults_that_config_has() -> None:
    config = (ROOT / "config.py").read_text()
    table = section(README, "Settings")
    for default in ("file:", "Rode Draad <werksessies@rodedraad.example>"):
        assert f'"{default}"' in config
        assert f"| `{default}` |" in table


def test_the_readme_names_every_package_of_app_in_the_line_s_order() -> None:
    named = [name.removeprefix("app/").rstrip("/") for name in code_in(first_cells(README, "Folders"))]
    folders = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}
    assert named == [*(package for package in LINE if package in folders), "static"]
    assert folders <= set(LINE)


def test_every_folder_in_the_readme_s_picture_exists() -> None:
    picture = section(README, "Folders").split("```")[1]
    folders = re.findall(r"(\w+)/ ", picture)
    assert len(folders) >= 7
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []


def test_the_readme_names_every_bench_and_no_other() -> None:
    runnable = {
        path.stem
        for path in (ROOT / "bench").glob("*.py")
        if f".venv/bin/python -m bench.{path.stem}" in path.read_text()
    }
    assert set(code_in(first_cells(README, "Benches"))) == {f"bench/{name}.py" for name in runnable}


def test_every_bench_has_its_command_in_the_benchmarks() -> None:
    named = code_in(first_cells((ROOT / "docs/benchmarks.md").read_text(), "Benchmarks"))
    benches = code_in(first_cells(README, "Benches"))
    assert [f"bench/{command.rpartition('.')[2]}.py" for command in named] == benches


def test_the_addresses_are_every_one_that_can_be_read_and_no_other(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    there = {plain(rule.rule) for rule in rules if "GET" in (rule.methods or set())}
    listed = first_cells((ROOT / "docs/addresses.md").read_text(), "Addresses")
    assert {plain(address) for address in code_in(listed)} == there


def plain(address: str) -> str:
    """An address without query and without the converters' names: /<path:slug>?x=1 is /<slug>."""
    return re.sub(r"<\w+(?:\(.*?\))?:(\w+)>", r"<\1>", address.partition("?")[0])


@pytest.mark.parametrize("word", [*Pillar, *Kind])
def test_the_glossary_has_every_pillar_and_every_kind_of_item(word: str) -> None:
    assert re.search(rf"\b{word}\b", section(README, "Glossary"))


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) <= 165


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    gone = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert gone == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_holds_a_path_of_one_machine_or_a_mailbox_outside_the_example_domains(
    document: Path,
) -> None:
    text = document.read_text()
    assert re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users)/\S*", text) == []
    hosts = re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text)
    assert [host for host in hosts if not host.endswith(".example")] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_of_ours_that_a_document_names_exists(document: Path) -> None:
    names = re.findall(
        r"`((?:app|bench|bin|docs|migrations|templates|tests|draaiboeken)/[\w./-]*)", document.read_text()
    )
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_every_module_and_name_in_the_architecture_exists() -> None:
    for place, name in re.findall(r"`(\w+(?:/\w+)?\.py)(?:: (\w+))?", ARCHITECTURE):
        path = next((path for path in (ROOT / "app" / place, ROOT / place) if path.is_file()), None)
        assert path, place
        assert not name or re.search(rf"^\s*(?:def|class) {name}\b", path.read_text(), re.MULTILINE), name


def test_the_import_line_in_the_architecture_is_the_one_that_is_tested() -> None:
    drawn = re.search(r"```\n(.*?)```", section(ARCHITECTURE, "One line of packages"), re.DOTALL)
    assert drawn
    assert re.split(r"\s*→\s*", drawn.group(1).strip()) == LINE


def test_the_architecture_names_every_module_that_stands_beside_the_line() -> None:
    named = set(re.findall(r"`(\w+)`", section(ARCHITECTURE, "One line of packages")))
    assert TOP - {"__main__"} <= named


def test_no_file_names_a_document_that_is_not_there() -> None:
    kept = {path.name for path in DOCUMENTS}
    sources = [
        path
        for folder in ("app", "bench", "bin", "draaiboeken", "migrations", "templates", "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".txt", ".css", ".js", ".yaml", "") and path.is_file()
    ]
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources
        for name in re.findall(r"[\w-]+\.md\b", path.read_text())
        if name not in kept
    ]
    assert wrong == []


def test_the_changelog_begins_with_what_is_not_released_yet() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
