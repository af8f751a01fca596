"""What the product stands on and comes with: dependencies with a reason, pins with hashes, licence, publiccode.yml."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

from tests.test_docs import first_cells, section

ROOT = Path(__file__).resolve().parents[1]
DEPENDENCIES = (ROOT / "docs/dependencies.md").read_text()
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def requirement(line: str) -> str:
    """The name of a requirement, without extras and versions."""
    return re.split(r"[\[<>=~! ;]", line)[0]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Runtime", PYPROJECT["project"]["dependencies"]),
        ("Development", PYPROJECT["project"]["optional-dependencies"]["dev"]),
    ],
    ids=["runtime", "development"],
)
def test_every_dependency_says_why_it_is_there(title: str, lines: list[str]) -> None:
    assert first_cells(DEPENDENCIES, title) == sorted(map(requirement, lines))
    reasons = [row.split("|")[2].strip() for row in section(DEPENDENCIES, title).splitlines()[3:] if row]
    assert all(reasons)


def test_every_package_that_the_product_imports_is_a_dependency_or_comes_along_by_name() -> None:
    accounted = {*first_cells(DEPENDENCIES, "Runtime"), *first_cells(DEPENDENCIES, "Come along")}
    distributions = packages_distributions()
    imported = {
        name.split(".")[0]
        for path in [*(ROOT / "app").rglob("*.py"), ROOT / "config.py", ROOT / "wsgi.py"]
        for node in ast.walk(ast.parse(path.read_text()))
        for name in imported_by(node)
    }
    ours = {"app", "config", *sys.stdlib_module_names}
    missing = {
        module
        for module in imported - ours
        if not {name.lower() for name in distributions.get(module, [])} & accounted
    }
    assert missing == set()


def imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


@pytest.mark.parametrize("pins", ["requirements.txt", "requirements-dev.txt"])
def test_the_pins_hold_every_dependency_with_hashes_and_no_package_source(pins: str) -> None:
    text = (ROOT / pins).read_text()
    wanted = set(first_cells(DEPENDENCIES, "Runtime"))
    if pins == "requirements-dev.txt":
        wanted |= set(first_cells(DEPENDENCIES, "Development"))
    blocks = re.split(r"\n(?=\S)", text)
    pinned = {requirement(block) for block in blocks if "==" in block}
    assert wanted - pinned == set()
    assert [block for block in blocks if "==" in block and "--hash=sha256:" not in block] == []
    assert re.findall(r"https?://\S+|--index-url\S*", text) == []


def test_the_licence_is_the_eupl_1_2_in_full() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016\n")
    articles = [int(number) for number in re.findall(r"^(\d+)\.", text, re.MULTILINE)]
    assert articles == list(range(1, 16))
    assert text.rstrip().endswith("Appendix require the production of a new EUPL version.")
    assert PYPROJECT["project"]["license"] == "EUPL-1.2"


def test_publiccode_has_what_the_standard_requires() -> None:
    """Version 0.4 of https://yml.publiccode.tools/schema.core.html."""
    about = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert about["publiccodeYmlVersion"] == "0.4"
    assert about["name"] == "Rode Draad"
    assert about["url"].startswith("https://")
    assert about["platforms"] == ["web"]
    assert about["categories"]
    assert about["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert about["softwareType"] == "standalone/web"
    assert about["legal"]["license"] == "EUPL-1.2"
    assert about["maintenance"]["type"] == "internal"
    assert all(contact["name"] for contact in about["maintenance"]["contacts"])
    assert about["localisation"] == {"localisationReady": False, "availableLanguages": ["nl"]}
    assert set(about["description"]) == {"nl", "en"}
    for description in about["description"].values():
        assert 0 < len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]
