"""A small office with its own configuration and the workbook that `new` made of it, to be edited as the office would."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.config_files.plan_folder import PlanFolder
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.book import BookContent
from sheetsync.core.cells import CellValue, column_number
from sheetsync.core.edits import Edit
from sheetsync.core.plan import Plan
from sheetsync.ports import PlanBook, WriteOutcome
from sheetsync.records import dataclass
from sheetsync.usecases.plan_exchange import PlanExchange, check_plan, import_plan
from tests.plan_workbook.fresh_book import make

OFFICIALS = """\
# Cán bộ của xã
consolidator = "VP"   # bộ phận tổng hợp

[[official]]
code = "VP"
title = "Văn phòng UBND xã"
short_title = "Văn phòng"
tab = "Văn phòng"
person = "Trần Thị B"  # từ năm 2021
start = 2021-01-01

# Tư pháp kiêm hộ tịch
[[official]]
code = "TP"
title = "Công chức Tư pháp - hộ tịch"
tab = "Tư pháp"
aliases = ["TP - HT", "Tư pháp HT"]

[[official]]
code = "HU"
title = "Phòng Nội vụ huyện"
"""

PLAN = """\
# Kế hoạch năm 2023

year = 2023
title = "Kế hoạch nhỏ"

# ------ II.1 ------

[[task]]
id = "A.1"
title = "Rà soát văn bản"     # mỗi quý
area = "II.1"
lead = "TP"
cadence = "Hằng quý"
due = { basis = "Đề xuất", rule = "quarterly-sending", text = "hằng quý" }

# ------ II.2 ------

# đã bàn với huyện
[[task]]
id = "A.2"
title = "Ban hành kế hoạch kiểm soát thủ tục"
area = "II.2"
lead = "VP"
coordinators = [
    "TP",  # rà soát
    "HU",
]
cadence = "Một lần"
deliverable = "Kế hoạch"
needs_document = true
due = { basis = "Kế hoạch ghi", on = 2023-02-28, text = "trước tháng 3" }

[[task]]
id = "A.3"
title = "Niêm yết thủ tục hành chính"
area = "II.2"
lead = "VP"
cadence = "Một lần"
due = { basis = "Đề xuất", on = 2023-03-31, text = "Quý I/2023" }
aliases = ["Niêm yết TTHC"]

[[task]]
id = "A.4"
title = "Tập huấn công chức"
area = "II.4"
lead = "VP"
cadence = "Một lần"

# Các hạn đã xác nhận

[[confirmation]]
task = "A.4"
on = 2023-06-30
by = "Chủ tịch UBND xã"
confirmed_on = 2023-01-05  # tại giao ban
"""

PLAN_COLUMN = dict(zip(
    ("task_id", "area", "task", "deliverable", "needs_document", "lead", "coordinators", "cadence", "due", "due_basis",
     "confirmed_by", "confirmed_on"), "ABCDEFGHIJKL", strict=True))  # fmt: skip
OFFICIAL_COLUMN = dict(zip(
    ("code", "title", "short_title", "tab", "aliases", "person", "email", "start", "end", "consolidator"), "ABCDEFGHIJ",
    strict=True))  # fmt: skip
ROWS = {"A.1": 4, "A.2": 5, "A.3": 6, "A.4": 7, "VP": 4, "TP": 5, "HU": 6}
FREE_TASK, FREE_OFFICIAL = 8, 7

Cells = Mapping[str, object]


_MADE: dict[tuple[str, str], bytes] = {}
"""The workbook of a configuration, made once."""


def with_cells(content: BookContent, sheet_name: str, cells: Cells) -> BookContent:
    """The same with other values in cells (A1 by value)."""
    sheet = content.sheet(sheet_name)
    rows = [list(row) for row in sheet.rows]
    for place, value in cells.items():
        letters = place.rstrip("0123456789")
        i, j = int(place[len(letters) :]) - sheet.first_row, column_number(letters) - sheet.first_column
        while len(rows) <= i:
            rows.append([])
        rows[i] += [None] * (j + 1 - len(rows[i]))
        assert value is None or isinstance(value, CellValue)
        rows[i][j] = value
    changed = replace(sheet, rows=tuple(map(tuple, rows)))
    return replace(content, sheets=tuple(changed if each.name == sheet_name else each for each in content.sheets))


@dataclass
class EditedBook:
    """A workbook as read, with other values in cells: as if somebody had typed them and saved."""

    content: BookContent

    def read(self) -> BookContent:
        return self.content

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        raise AssertionError((edits, expected_version))


class Office:
    """folder: the configuration; book: the workbook made of it."""

    def __init__(self, place: Path, *, officials: str = OFFICIALS, plan: str = PLAN) -> None:
        self.folder = place / "cau-hinh"
        self._edited: BookContent | None = None
        self.folder.mkdir()
        (self.folder / "officials.toml").write_bytes(officials.encode())
        (self.folder / "plan-2023.toml").write_bytes(plan.encode())
        self.book = place / "so.xlsx"
        made = _MADE.get((officials, plan))
        if made is None:
            make(self.book, load_settings(self.folder))
            _MADE[officials, plan] = self.book.read_bytes()
        else:
            self.book.write_bytes(made)

    @property
    def plan(self) -> Plan:
        return load_settings(self.folder).plan

    def text(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def export(self) -> None:
        """The workbook made anew of the configuration."""
        self._edited = None
        self.book.unlink()
        make(self.book, load_settings(self.folder))

    def edit(self, plan: Cells | None = None, officials: Cells | None = None) -> None:
        """Cells of `Kế hoạch` and `Cán bộ`, as somebody types them."""
        content = self._opened().read()
        for sheet, cells in (("Kế hoạch", plan or {}), ("Cán bộ", officials or {})):
            content = with_cells(content, sheet, cells)
        self._edited = content

    def _opened(self) -> PlanBook:
        return XlsxBook(self.book) if self._edited is None else EditedBook(self._edited)

    def change(self, by: Callable[[Any], None]) -> None:
        """The file itself, through openpyxl."""
        book = openpyxl.load_workbook(self.book)
        by(book)
        book.save(self.book)

    def check(self) -> PlanExchange:
        return check_plan(self._opened(), load_settings(self.folder))

    def take_in(self, *, dry_run: bool = False) -> PlanExchange:
        config = PlanFolder(self.folder, None, lambda: datetime(2023, 3, 1, 7, 5, 9, tzinfo=UTC))
        return import_plan(self._opened(), load_settings(self.folder), config, dry_run=dry_run)


def at(item: str, key: str) -> str:
    """The cell of a task's or official's field."""
    columns = PLAN_COLUMN if key in PLAN_COLUMN else OFFICIAL_COLUMN
    return f"{columns[key]}{ROWS[item]}"


def new_task(row: int = FREE_TASK, **values: object) -> dict[str, object]:
    """The cells of a task in a free row."""
    filled: dict[str, object] = {
        "task_id": "A.9",
        "area": "Cải cách thể chế",
        "task": "Việc mới",
        "lead": "Văn phòng",
        "cadence": "Một lần",
    } | values
    return {f"{PLAN_COLUMN[key]}{row}": value for key, value in filled.items()}


def day(text: str) -> date:
    number, month, year = map(int, text.split("/"))
    return date(year, month, number)
