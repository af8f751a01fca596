"""Texts that people typed, made safe to stand in a mail header, a calendar property or a plain body."""

from __future__ import annotations

import re
import unicodedata

# Everything that breaks a line somewhere: CR LF, the vertical tab and form feed, NEL, U+2028 and U+2029.
_BREAK = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# What no reader should see: control characters, half surrogate pairs, the byte order mark, spaces without width
# (pasted along with an address, or all of an organisation) and the marks that turn the direction of writing, with
# which a name can be made to read as another (Trojan Source).
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u061c\u200b\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def paragraphs(text: str) -> str:
    """`text` in NFC, every kind of line break as a line feed, tabs as a space, hidden characters gone."""
    broken = _BREAK.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _HIDDEN.sub("", broken)).strip()


def one_line(text: str) -> str:
    """`text` as `paragraphs` gives it, on one line: every run of white space is a single space."""
    return " ".join(paragraphs(text).split())


def header_text(text: str) -> str:
    """`one_line` for a mail header, in which nothing can be read as an encoded word.

    Python's email package decodes "=?utf-8?q?=0D=0ABcc:...?=" in what it is given, and before 3.11.10 wrote the
    line break that comes out as one (CVE-2024-6923): a name could add headers.
    """
    return one_line(text).replace("=?", "= ?")


def shortened(text: str, limit: int) -> str:
    """`text` of at most `limit` characters; what was cut shows as an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
