"""Names of sheets: when two are the same, and what a sheet that people keep is called."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LONGEST_SHEET_NAME = 31  # characters, Excel's limit
_KEPT = " (bản sửa tay)"


def folded_sheet_name(name: str) -> str:
    """Two sheets whose names fold to the same cannot stand in one workbook: they differ in upper and lower case, or in how
    their accents are stored."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def kept_sheet_name(kept_name: str, taken: Sequence[str]) -> str:
    """`<kept_name> (bản sửa tay)`, with the lowest number from 2 that makes it free; never longer than Excel allows."""
    used = {folded_sheet_name(name) for name in taken}
    number = 1
    while True:
        ending = _KEPT if number == 1 else f"{_KEPT} {number}"
        name = kept_name[: LONGEST_SHEET_NAME - len(ending)].rstrip() + ending
        if folded_sheet_name(name) not in used:
            return name
        number += 1
