"""A document is named by its number and symbol: 118/KH-UBND, 06-ĐA/HU."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@dataclass(frozen=True, kw_only=True)
class DocumentForm(RowKind):
    """Several numbers, their dates and words around them are fine. The suggestion is the same text with the numbers written
    properly (`37 - KH/HU` → `37-KH/HU`)."""

    name: ClassVar[str] = "document_form"
    default_fields: ClassVar[tuple[str, ...]] = ("evidence",)

    def check(self, row: Row, key: str) -> Hit | None:
        text = row.entry.text(key)
        if not text:
            return None
        numbers = row.documents(key)
        if not numbers:
            return Hit(variant="none")
        if all(number.standard for number in numbers):
            return None
        corrected = text
        for number in numbers:
            corrected = corrected.replace(number.text, number.normal, 1)
        return Hit(suggestion=corrected)

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        """Certain where there is no sign that document numbers are written with."""
        signs = cells.has_document_signs(key)
        filled = cells.filled(key)
        return cells.verdict(cells.all_of(filled, f"NOT({signs})"), unsure=cells.all_of(filled, signs))
