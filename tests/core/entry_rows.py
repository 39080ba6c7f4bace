"""Rows of a tab for tests, read with the same functions that read real tabs, without the search for headings."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsync.core.book import CellNote
from sheetsync.core.cells import CellValue
from sheetsync.core.dates import read_date
from sheetsync.core.entries import Entry, Tab, TabColumn
from sheetsync.core.numbers import read_number
from sheetsync.core.plan import Role
from sheetsync.core.statuses import read_status

TITLES = {
    "number": "TT",
    "task_id": "Mã NV",
    "task": "Nhiệm vụ",
    "role": "Vai trò",
    "status": "Trạng thái",
    "progress": "Tiến độ (%)",
    "completed_on": "Ngày hoàn thành",
    "result": "Kết quả trong kỳ",
    "evidence": "Số, ký hiệu văn bản / minh chứng",
    "note": "Ghi chú",
}


def columns(*keys: str) -> dict[str, TabColumn]:
    """Columns in this order, from B on."""
    return {key: TabColumn(key, number, TITLES[key]) for number, key in enumerate(keys, start=2)}


def entry(
    values: Mapping[str, CellValue],
    *,
    row: int = 5,
    sheet: str = "VP UBND",
    tab_columns: Mapping[str, TabColumn] | None = None,
    task_id: str | None = None,
    notes: Mapping[str, CellNote] | None = None,
) -> Entry:
    """A row holding these values; its task is the id cell's text unless another is given."""
    written_id = values.get("task_id")
    return Entry(
        sheet=sheet,
        official="VPUB",
        row=row,
        values=values,
        columns=tab_columns or columns(*values),
        task_id=task_id or (written_id if isinstance(written_id, str) else None),
        written_id=written_id if isinstance(written_id, str) else "",
        role=Role.COORDINATOR if values.get("role") == Role.COORDINATOR.value else Role.LEAD,
        status=read_status(values.get("status")),
        due=read_date(values.get("due"), plan_year=2023),
        completed_on=read_date(values.get("completed_on"), plan_year=2023),
        progress=read_number(values.get("progress")),
        notes=notes or {},
    )


def tab(tab_columns: Mapping[str, TabColumn], *entries: Entry, header_row: int = 4, sheet: str = "VP UBND") -> Tab:
    last_row = max((one.row for one in entries), default=header_row)
    return Tab(sheet=sheet, official="VPUB", header_row=header_row, columns=tab_columns, entries=entries, last_row=last_row)
