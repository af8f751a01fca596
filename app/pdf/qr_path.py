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
_STRETCH = 7  # modules whose path is remembered together


class _Patterns(NamedTuple):
    """Modules of all codes of one length, each a number with a bit for each module, row by row."""

    modules: int  # on a side
    zero: int
    sums: tuple[tuple[int, ...], ...]  # for each pair of characters and each number it is written as


def code_path(text: str) -> tuple[int, str]:
    """The code's modules on a side, and its dark ones as PDF rectangles: one module is 1, y goes down from the top."""
    if not 0 < len(text) <= _LONGEST or not _VALUES.keys() >= set(text):
        modules, runs = dark_runs(text)
        return modules, "".join(map(_rectangle, runs))
    modules, code, sums = _patterns(len(text))
    for value, of_pair in zip(_pairs(text), sums, strict=True):
        code ^= of_pair[value]
    dark = f"{code:0{modules * modules}b}"
    path = []
    for row in range(modules):
        line = dark[row * modules : (row + 1) * modules]
        path += [
            _stretch(column, row, line[column : column + _STRETCH]) for column in range(0, modules, _STRETCH)
        ]
    return modules, "".join(path)


def _pairs(text: str) -> Iterator[int]:
    """The number that each two characters are written as."""
    for start in range(0, len(text) - 1, 2):
        yield _VALUES[text[start]] * len(_LETTERS) + _VALUES[text[start + 1]]
    if len(text) % 2:
        yield _VALUES[text[-1]]


@cache
def _patterns(length: int) -> _Patterns:
    modules, zero = _made("0" * length)
    sums = []
    for start in range(0, length, 2):
        pair = min(2, length - start)
        of_pair = [0]
        for place in range(_PAIR_BITS if pair == 2 else _LAST_BITS):
            first, second = divmod(1 << place, len(_LETTERS))
            shown = (_LETTERS[first] + _LETTERS[second])[-pair:]
            pattern = zero ^ _made("0" * start + shown + "0" * (length - start - pair))[1]
            of_pair += [pattern ^ smaller for smaller in of_pair]
        sums.append(tuple(of_pair))
    return _Patterns(modules, zero, tuple(sums))


def _made(text: str) -> tuple[int, int]:
    """The code as qrcode makes it: modules on a side, and all modules as one number."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=MASK)
    code.add_data(QRData(text, mode=_MODE))
    code.make()
    return code.modules_count, int("".join("1" if dark else "0" for row in code.modules for dark in row), 2)


@cache
def _stretch(column: int, row: int, modules: str) -> str:
    """The dark ones among a few modules beside each other, of which there are few kinds."""
    runs = ((column + run.start(), row, run.end() - run.start()) for run in _DARK.finditer(modules))
    return "".join(map(_rectangle, runs))


def _rectangle(run: tuple[int, int, int]) -> str:
    column, row, wide = run
    return f"{column} {row} {wide} 1 re "
