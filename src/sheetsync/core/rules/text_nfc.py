"""Texts are in composed Unicode (NFC); some phones, Macs and PDF files give letters and accents apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sheetsync.core.entries import Tab
from sheetsync.core.rules.kind import Hit, Scope, TabKind
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class TextNfc(TabKind):
    """One hit a tab, at the first such cell, with their number: it is one cause (where the text was copied from)."""

    name: ClassVar[str] = "text_nfc"

    def check(self, tab: Tab, scope: Scope) -> Iterator[Hit]:
        if tab.not_nfc_cells:
            first = min(tab.not_nfc_cells, key=lambda where: (where.row, where.column))
            yield Hit(words={"count": str(len(tab.not_nfc_cells))}, where=first)
