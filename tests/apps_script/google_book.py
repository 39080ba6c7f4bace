"""Workbooks to hand to the script: made of rows, or read from a file that LibreOffice has calculated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

Area = tuple[str, int, int, int, int]
"""Sheet, row, column, rows, columns."""

TAB_ID = 417
HEADINGS = (
    "Mã NV", "Nhiệm vụ", "Trạng thái", "Kết quả trong kỳ", "Cảnh báo thời hạn", "Kiểm tra",
    "plan_row", "status", "done", "progress", "due", "days_left", "state", "problem", "where",
)  # fmt: skip
FIRST_ROW = 5


@dataclass(slots=True)
class GoogleBook:
    """rows: by sheet, from row 1; a cell is a plain value, or a dictionary with `value`, `date`, `shown`, `formula`. charts:
    sheets without cells. open: the areas of locked sheets in which the person may write all the same."""

    active: str
    rows: dict[str, list[list[Any]]]
    names: dict[str, Area | None] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    charts: Sequence[str] = ()
    locked: Sequence[str] = ()
    open: Sequence[Area] = ()
    refuses: Mapping[str, str] = field(default_factory=dict)
    time_zone: str = "Asia/Ho_Chi_Minh"

    def given(self) -> dict[str, Any]:
        """As the stand-in takes it."""
        sheets = [
            {"name": name, "id": self.ids.get(name, number), "kind": "OBJECT" if name in self.charts else "GRID", "rows": rows}
            for number, (name, rows) in enumerate(self.rows.items(), start=1)
        ]
        return {
            "timeZone": self.time_zone,
            "active": self.active,
            "sheets": sheets,
            "names": self.names,
            "locked": list(self.locked),
            "open": list(self.open),
            "refuses": dict(self.refuses),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a tab as its formulas show it; where: the column number of the wrong cell, from 1."""

    check: str = "✓"
    where: Any = 0
    warning: str = ""
    task: str = "Rà soát thủ tục hành chính"
    status: str = "Đang thực hiện"
    done: Any = 0
    progress: Any = ""
    state: Any = 5


STATUS_MISSING = "Trạng thái: chưa chọn. Vui lòng chọn trong danh sách; không có việc trong kỳ thì chọn «Không phát sinh»."
RESULT_MISSING = "Kết quả trong kỳ: chưa ghi. Vui lòng ghi ngắn gọn, có số liệu nếu có."
WAITS = Row("Chưa báo cáo", status="")
WRONG_STATUS = Row(STATUS_MISSING, 3, status="")
WRONG_RESULT = Row(RESULT_MISSING, 4)


def tab_rows(rows: Sequence[Row], handed_in: Any = None) -> list[list[Any]]:
    """The whole of a tab: title, period, hand-in, headings, tasks."""
    filled = [
        [f"II.2.{number:02d}", row.task, row.status, "", row.warning, {"value": row.check, "formula": "=IF(N5>0,…)"},
         1, 1, row.done, row.progress, 0, 0, row.state, 0, row.where]
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return [
        ["NHIỆM VỤ NĂM 2023 – VĂN PHÒNG UBND"],
        ["Kỳ báo cáo: Quý I/2023 (15/12/2022–14/3/2023) · hạn nộp 14/3/2023"],
        ["Còn 0 lỗi · 0 việc quá hạn", None, "Đã nộp (ngày):", handed_in],
        list(HEADINGS),
        *filled,
    ]


def tab_names(sheet: str, count: int, sheet_id: int = TAB_ID) -> dict[str, Area | None]:
    """The names that a tab of `tab_rows` has of its own."""
    places = {"ss_due": 5, "ss_check": 6, "ss_where": 15}
    names: dict[str, Area | None] = {
        f"{name}_{sheet_id}": (sheet, FIRST_ROW, column, count, 1) for name, column in places.items()
    }
    return {**names, f"ss_first_{sheet_id}": (sheet, FIRST_ROW, 3, 1, 1)}


def book_of(*rows: Row, name: str = "VP UBND", handed_in: Any = None, named: bool = True) -> GoogleBook:
    """A workbook with one tab. named: the tab's columns have their names; else they are found by their headings."""
    names = tab_names(name, len(rows)) if named else {}
    return GoogleBook(name, {name: tab_rows(rows, handed_in)}, names, {name: TAB_ID})


def book_from_file(path: Path, active: str) -> GoogleBook:
    """A calculated workbook as it is in Google Sheets; names of one sheet end in the sheet's id there."""
    calculated, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    ids = {name: 1000 + number for number, name in enumerate(calculated.sheetnames)}
    names = {name: _area(defined.attr_text or "") for name, defined in calculated.defined_names.items()}
    rows = {}
    for sheet in calculated.worksheets:
        rows[sheet.title] = [
            [cell(value, formula) for value, formula in zip(values, written, strict=True)]
            for values, written in zip(
                sheet.iter_rows(values_only=True), formulas[sheet.title].iter_rows(values_only=True), strict=True
            )
        ]
        names |= {f"{name}_{ids[sheet.title]}": _area(one.attr_text or "") for name, one in sheet.defined_names.items()}
    return GoogleBook(active, rows, {name: area for name, area in names.items() if area}, ids)


def cell(value: Any, formula: Any = None) -> Any:
    """What a calculated cell holds and shows."""
    given: dict[str, Any] = {"value": value}
    if isinstance(value, datetime | date):
        given = {"date": f"{value:%Y-%m-%d}", "shown": f"{value:%d/%m/%Y}"}
    if isinstance(formula, str) and formula.startswith("="):
        given["formula"] = formula
    return given if len(given) > 1 else value


def _area(reference: str) -> Area | None:
    """Of `'VP UBND'!$A$5:$A$9`; None for constants and broken references."""
    sheet, mark, cells = reference.rpartition("!")
    if not mark or "#REF" in reference or "," in reference:
        return None
    left, top, right, bottom = range_boundaries(cells)
    if left is None or top is None or right is None or bottom is None:
        return None
    return sheet.strip("'").replace("''", "'"), top, left, bottom - top + 1, right - left + 1
