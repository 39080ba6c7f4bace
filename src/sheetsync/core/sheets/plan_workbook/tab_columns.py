"""The columns of an official's tab: those of the configuration, then the two that check, then hidden helpers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsync.core.live.layout import LiveLayout
from sheetsync.core.settings import ColumnSettings, FilledBy
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.plan_workbook import form_looks as looks
from sheetsync.records import dataclass

CHECK_HEADING, WARNING_HEADING = "Kiểm tra", "Cảnh báo thời hạn"
_CHECK_WIDTH, _WARNING_WIDTH, _HELPER_WIDTH = 44.0, 17.0, 6.0
_NOT_IN_TABS = frozenset({"lead", "coordinators", "person"})
"""Whose the rows are is said by the sheet's name and the column `Vai trò`."""

_WIDTHS = {
    "number": 4.5, "task_id": 9.0, "area": 12.0, "task": 30.0, "deliverable": 18.0, "role": 7.5, "cadence": 9.5, "due": 11.0,
    "due_basis": 9.5, "status": 15.0, "progress": 7.5, "completed_on": 11.0, "result_before": 18.0, "result": 32.0,
    "evidence": 15.0, "difficulty": 18.0, "proposal": 15.0, "note": 11.0,
}  # fmt: skip
_OTHER_WIDTH = 14.0
_CENTRED_ENTRIES = frozenset({"status", "progress"})
_PLAN_TEXTS = frozenset({"task", "deliverable", "area", "result_before"})


@dataclass(frozen=True, slots=True)
class TabColumns:
    """keys: the fields in their order, from column 1."""

    settings: tuple[ColumnSettings, ...]

    @classmethod
    def of(cls, columns: Sequence[ColumnSettings]) -> TabColumns:
        """Those of the configuration; earlier results stand left of this period's, so that one is read beside the other."""
        kept = [column for column in columns if column.key not in _NOT_IN_TABS]
        before = next((column for column in kept if column.key == "result_before"), None)
        place = next((i for i, column in enumerate(kept) if column.key == "result"), None)
        if before is not None and place is not None:
            kept.remove(before)
            kept.insert([column.key for column in kept].index("result"), before)
        return cls(tuple(kept))

    @property
    def places(self) -> Mapping[str, int]:
        return {column.key: number for number, column in enumerate(self.settings, start=1)}

    @property
    def warning(self) -> int:
        return len(self.settings) + 1

    @property
    def check(self) -> int:
        return len(self.settings) + 2

    @property
    def first_helper(self) -> int:
        return len(self.settings) + 3

    def widths(self, last_column: int) -> tuple[float, ...]:
        """In characters, hidden columns up to the last one too."""
        own = (_WIDTHS.get(column.key, _OTHER_WIDTH) for column in self.settings)
        return (*own, _WARNING_WIDTH, _CHECK_WIDTH, *(_HELPER_WIDTH,) * (last_column - self.first_helper + 1))

    def layout(self, first_row: int, last_row: int) -> LiveLayout:
        return LiveLayout(self.places, self.check, self.warning, self.first_helper, first_row, last_row)


def is_open(column: ColumnSettings) -> bool:
    """Whether officials fill the column in. Earlier results are moved there when a period is opened, and stay as they were
    reported."""
    return column.filled_by is FilledBy.OFFICIAL and column.key != "result_before"


def heading_look(column: ColumnSettings) -> Look:
    return looks.ENTRY_HEADING if is_open(column) else looks.PLAN_HEADING


def cell_look(column: ColumnSettings) -> Look:
    """The look of the column's cells below the heading."""
    if not is_open(column):
        if column.key == "due":
            return looks.PLAN_DAY
        return looks.PLAN_TEXT if column.key in _PLAN_TEXTS else looks.PLAN_CENTRED
    if column.key == "completed_on":
        return looks.ENTRY_DATE
    if column.key == "evidence":
        return looks.ENTRY_CODE
    return looks.ENTRY_CENTRED if column.key in _CENTRED_ENTRIES else looks.ENTRY_TEXT
