"""QR codes as runs of dark modules, to be drawn as one vector path."""

from __future__ import annotations

from functools import lru_cache

import qrcode

MASK = 4  # fixed: trying all eight masks costs five times as much and any of them may be read


@lru_cache(maxsize=2_000)
def dark_runs(url: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The code's modules on a side, and its dark runs as (column, row, modules wide), row 0 at the top."""
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=MASK, box_size=1
    )
    code.add_data(url)
    code.make(fit=True)
    runs: list[tuple[int, int, int]] = []
    for row, modules in enumerate(code.modules):
        column = 0
        while column < len(modules):
            end = column
            while end < len(modules) and modules[end]:
                end += 1
            if end > column:
                runs.append((column, row, end - column))
            column = end + 1
    return code.modules_count, tuple(runs)
