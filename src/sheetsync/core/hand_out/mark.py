"""The mark in a handed-out workbook, by which it is known when it comes back, whatever it is called then.

It stands in the hidden sheet `_sheetsync` as named values: Excel, LibreOffice and Google keep them when they save.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from sheetsync.core.book import BookContent
from sheetsync.core.merge import Base, to_plain
from sheetsync.core.plan_exchange.edition import hidden_values
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.records import dataclass

HAND_OUT, OFFICIAL, BOOK, SHEET = "ss_phat_so", "ss_phat_cho", "ss_phat_tu", "ss_phat_sheet"
"""The names of its values: the hand-out, for whom, from which book, and what the official's tab was called."""


@dataclass(frozen=True, slots=True)
class HandOutMark:
    """book: what people called the office's book; sheet: the official's tab; period: `2023-Q1`."""

    identifier: str
    official: str
    book: str
    sheet: str
    period: str

    def values(self) -> Mapping[str, str]:
        """What is put into the workbook besides the period, which every plan workbook has."""
        return {HAND_OUT: self.identifier, OFFICIAL: self.official, BOOK: self.book, SHEET: self.sheet}


def read_mark(content: BookContent) -> HandOutMark | None:
    """None for a workbook that was not handed out."""
    found = hidden_values(content) or {}
    identifier, official, book, sheet, period = (
        value if isinstance(value := found.get(name), str) else "" for name in (HAND_OUT, OFFICIAL, BOOK, SHEET, names.PERIOD_KEY)
    )
    return HandOutMark(identifier, official, book, sheet, period) if identifier and official else None


def identify(official: str, book: str, before: Base) -> str:
    """The id of a hand-out: the same entries of the same book, handed out again, are the same one. before: what the office's
    book holds of the official's."""
    said = [official, book, to_plain(before)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
