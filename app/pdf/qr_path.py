"""QR codes as paths, fast for many short ones in capitals and figures.

Data, error correction and mask of a QR code are all additions modulo 2. So the modules of codes of one length are a
sum: those of "000…", and for each bit by which a text differs from that the modules which that bit turns over. qrcode
tells which, once for each length; after that a code is a few additions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import qrcode
from qrcode.util import ALPHA_NUM, QRData

from app.pdf.qr import MASK, dark_runs

_LETTERS = ALPHA_NUM.decode()
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_MODE: Final = 2  # two characters together: qrcode.util.MODE_ALPHA_NUM
_LONGEST = 20  # a longer text may be written in other ways, and needs more patterns than it is worth
_PAIR_BITS, _LAST_BITS = 11, 6  # ISO/IEC 18004: two characters in 11 bits, the last of an odd number in 6
_DARK = re.compile("1+")


class _Patterns(NamedTuple):
    """Modules of all codes of one length, each a number with a bit for each module, row by row."""

    modules: int  # on a side
    zero: int
    bits: tuple[
        tuple[int, ...], ...
    ]  # for each pair of characters and for each of its bits, the lowest first


def code_path(text: str) -> tuple[int, str]:
    """The code's modules on a side, and its dark ones as PDF rectangles: one module is 1, y goes down from the top."""
    if not 0 < len(text) <= _LONGEST or not _VALUES.keys() >= set(text):
        modules, runs = dark_runs(text)
        return modules, " ".join(_rectangle(column, row, wide) for column, row, wide in runs)
    modules, code, bits = _patterns(len(text))
    for value, patterns in zip(_pairs(text), bits, strict=True):
        for place, pattern in enumerate(patterns):
            if value >> place & 1:
                code ^= pattern
    rows = f"{code:0{modules * modules}b}"
    return modules, " ".join(
        _rectangle(run.start(), row, run.end() - run.start())
        for row in range(modules)
        for run in _DARK.finditer(rows[row * modules : (row + 1) * modules])
    )


def _pairs(text: str) -> Iterator[int]:
    """The number that each two characters are written as."""
    for start in range(0, len(text) - 1, 2):
        yield _VALUES[text[start]] * len(_LETTERS) + _VALUES[text[start + 1]]
    if len(text) % 2:
        yield _VALUES[text[-1]]


@cache
def _patterns(length: int) -> _Patterns:
    modules, zero = _made("0" * length)
    bits = []
    for start in range(0, length, 2):
        pair = min(2, length - start)
        patterns = []
        for place in range(_PAIR_BITS if pair == 2 else _LAST_BITS):
            first, second = divmod(1 << place, len(_LETTERS))
            shown = (_LETTERS[first] + _LETTERS[second])[-pair:]
            patterns.append(zero ^ _made("0" * start + shown + "0" * (length - start - pair))[1])
        bits.append(tuple(patterns))
    return _Patterns(modules, zero, tuple(bits))


def _made(text: str) -> tuple[int, int]:
    """The code as qrcode makes it: modules on a side, and all modules as one number."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=MASK)
    code.add_data(QRData(text, mode=_MODE))
    code.make()
    return code.modules_count, int("".join("1" if dark else "0" for row in code.modules for dark in row), 2)


@cache
def _rectangle(column: int, row: int, wide: int) -> str:
    return f"{column} {row} {wide} 1 re"
