"""Every code on a sheet of badges is read by a scanner's software, from the paper's picture."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.registrations.badges import SHEETS
from app.registrations.badges_people import badge_code
from tests.registrations.badge_sample import ODD, printed

zxingcpp = pytest.importorskip("zxingcpp", reason="zxing-cpp ontbreekt: bin/test installeert het")
SECRET = "only-for-tests-only-for-tests-only-for-tests"


@pytest.mark.parametrize("name", SHEETS)
def test_every_code_on_a_full_sheet_is_read(name: str, tmp_path: Path) -> None:
    labels = SHEETS[name].labels
    badges = [
        replace(ODD[number % len(ODD)], code=badge_code(SECRET, "gast", number)) for number in range(labels)
    ]
    (tmp_path / "vel.pdf").write_bytes(printed(*badges, sheet=name))
    command = ["pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "vel.pdf", "vel"]
    subprocess.run(command, cwd=tmp_path, check=True)
    with Image.open(tmp_path / "vel.png") as picture:
        read = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert sorted(read) == sorted(badge.code for badge in badges)
