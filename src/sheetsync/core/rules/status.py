"""The status is one of the five words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sheetsync.core.readings import Status
from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


_ALLOWED = {"allowed": ", ".join(status.value for status in Status)}


@dataclass(frozen=True, kw_only=True)
class KnownStatus(RowKind):
    """As `one_of`, with the suggestions that the reading of statuses knows ("HT", "xong"). A blank status is fine here."""

    name: ClassVar[str] = "status"
    takes_field: ClassVar[bool] = False
    default_fields: ClassVar[tuple[str, ...]] = ("status",)

    def looks_at_value_alone(self) -> bool:
        return True

    def check(self, row: Row, key: str) -> Hit | None:
        reading = row.entry.status
        if reading.blank or reading.status is not None:
            return None
        near = reading.suggestion.value if reading.suggestion else None
        return Hit(words=_ALLOWED, suggestion=near)

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        return cells.verdict(cells.status_unknown)
