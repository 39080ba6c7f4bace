"""Progress and status say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sheetsync.core.readings import Status
from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@dataclass(frozen=True, kw_only=True)
class ProgressStatus(RowKind):
    """100 % under another status than `Hoàn thành`, `Hoàn thành` below 100 %, `Chưa thực hiện` above 0. Where either cannot be
    read nothing is said."""

    name: ClassVar[str] = "progress_status"
    takes_field: ClassVar[bool] = False
    default_fields: ClassVar[tuple[str, ...]] = ("progress",)

    def looks_at_value_alone(self) -> bool:
        return True

    def check(self, row: Row, key: str) -> Hit | None:
        status, number = row.entry.status.status, row.entry.progress.value
        if status is None or number is None or not 0 <= number <= 100:
            return None
        if status is Status.DONE:
            return Hit(variant="done-below-100", suggestion="100") if number < 100 else None
        if number == 100:
            return Hit(variant="full-not-done")
        if status is Status.NOT_STARTED and number > 0:
            return Hit(variant="started")
        return None

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        number = cells.number(key)
        if number is None:
            return None
        done, not_started = cells.status_is([Status.DONE]), cells.status_is([Status.NOT_STARTED])
        known = cells.status_is(list(Status))
        unequal = cells.any_of(
            cells.all_of(done, f"{number}<100"),
            cells.all_of(f"NOT({done})", f"{number}=100"),
            cells.all_of(not_started, f"{number}>0"),
        )
        readable = cells.all_of(known, f"ISNUMBER({number})", f"{number}>=0", f"{number}<=100")
        return cells.verdict(cells.all_of(readable, unequal), unsure=cells.all_of(known, f'{number}="?"'))
