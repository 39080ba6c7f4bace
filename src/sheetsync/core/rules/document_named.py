"""A cell that names the document, unless its number already stands in another column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind, never_blank
from sheetsync.core.rules.options import FieldKeys
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@dataclass(frozen=True, kw_only=True)
class DocumentNamed(RowKind):
    """also_in: the columns whose text may name the document instead."""

    name: ClassVar[str] = "document_named"
    asks_for_blanks: ClassVar[bool] = True
    default_fields: ClassVar[tuple[str, ...]] = ("evidence",)

    also_in: Annotated[tuple[str, ...], FieldKeys()] = ("result", "result_before")

    def passes(self, kind_of_value: type, *, blank_texts: bool) -> bool:
        return never_blank(kind_of_value, blank_texts=blank_texts)

    def check(self, row: Row, key: str) -> Hit | None:
        if not row.blank(key) or any(row.documents(other) for other in self.also_in):
            return None
        return Hit()

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        """Certain where no other column has a sign that document numbers are written with."""
        signs = cells.any_of(*(cells.has_document_signs(other) for other in self.also_in if cells.has(other)))
        blank = cells.blank(key)
        return cells.verdict(cells.all_of(blank, f"NOT({signs})"), unsure=cells.all_of(blank, signs))
