"""docs/draaiboek-file.md has every key of the file, and an example that is right."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from app.draaiboek.file import read
from app.draaiboek.layout import DRAAIBOEK, Many, Record

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs/draaiboek-file.md").read_text()


def the_example_file() -> str:
    example = re.search(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert example
    return example.group(1)


def test_the_example_of_a_draaiboek_file_reads_without_a_remark() -> None:
    assert read(the_example_file().encode()).problems == ()


def test_the_example_of_a_draaiboek_file_has_every_key_that_there_is() -> None:
    assert keys_used(yaml.safe_load(the_example_file())) == keys_known(DRAAIBOEK)


def keys_known(kind: object) -> set[str]:
    """Each key as a path: goals, goals.id, ..."""
    if isinstance(kind, Many):
        return keys_known(kind.each)
    if not isinstance(kind, Record):
        return set()
    below = {f"{key}.{path}" for key, value in kind.keys.items() for path in keys_known(value)}
    return {*kind.keys, *below}


def keys_used(value: object) -> set[str]:
    if isinstance(value, list):
        return {path for one in value for path in keys_used(one)}
    if not isinstance(value, dict):
        return set()
    return {*value, *(f"{key}.{path}" for key, below in value.items() for path in keys_used(below))}


def test_the_draaiboek_file_s_document_says_what_may_not_be_left_out() -> None:
    said = re.search(r"Everything may be left out but (.*?)\.\n", DOCUMENT, re.DOTALL)
    assert said
    first, *rest = said.group(1).split(";")
    assert set(re.findall(r"`(\w+)`", first)) == DRAAIBOEK.required
    records = {
        "item": "programme",
        "room": "venue.rooms",
        "goal": "goals",
        "speaker": "speakers",
        "session": "programme.parallel",
        "cue": "programme.cues",
        "moment": "moments",
        "team line": "team",
        "step": "programme.steps",
        "what-if": "what_if",
        "setup": "venue.rooms.setups",
        "standing": "venue.rooms.stands",
        "cancellation step": "venue.terms.cancellation",
        "supplier": "suppliers",
        "stakeholder": "brief.stakeholders",
        "responsibility": "brief.responsibilities",
        "question": "questions",
        "choice": "choices",
    }
    required = {word: record_at(path).required for word, path in records.items()}
    named = {
        word: set(re.findall(r"`(\w+)`", part))
        for part in rest
        for word in records
        if re.search(rf"of an? {word} ", part)
    }
    assert named == required


def record_at(path: str) -> Record:
    found: object = DRAAIBOEK
    for key in path.split("."):
        assert isinstance(found, Record)
        found = found.keys[key]
        found = found.each if isinstance(found, Many) else found
    assert isinstance(found, Record)
    return found
