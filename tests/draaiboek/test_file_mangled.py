"""Whatever happens to a file, reading it ends in sentences about its lines and never in an exception."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.draaiboek.file import read

GOOD = (Path(__file__).parent / "files" / "waarschuwingen.yaml").read_bytes()
PIECES = st.sampled_from(
    [b"", b" ", b"  ", b"\t", b"\n", b":", b": ", b",", b"{", b"}", b"[", b"]", b'"', b"'", b"#", b"- ", b"&a ", b"*a",
     b"!x ", b"|\n", b"---\n", b"\0", b"\xe9", b"\xc3\xa9", b"\\", b'"\\x00"', b"-5", b"99", b"null", b"title", b"<<: "]
) | st.binary(max_size=4)  # fmt: skip


@st.composite
def mangled(draw):
    """The good file with a few pieces of it replaced."""
    data = GOOD
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(PIECES) + data[at + draw(st.integers(0, 12)) :]
    return data


@given(mangled(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_mangled_file_is_read_or_refused_with_sentences_about_its_lines(data, draft):
    reading = read(data, draft=draft)
    lines = len(data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for problem in reading.problems:
        assert 1 <= problem.line <= lines
        assert problem.text.endswith((".", "?", ":"))
        assert len(problem.of("f").splitlines()) == 1
    assert (reading.draaiboek is None) == bool(reading.errors)
