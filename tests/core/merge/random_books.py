"""Books that people edit at random: typing, clearing, sorting, inserting and deleting rows, columns and tabs."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TypeAlias

from hypothesis import strategies as st

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from tests.core.merge.two_books import TITLES

HEADINGS = {
    "task_id": "Mã NV",
    "task": "Nhiệm vụ",
    "due": "Thời hạn",
    "status": "Trạng thái",
    "progress": "Tiến độ (%)",
    "result": "Kết quả trong kỳ",
    "note": "Ghi chú",
}
ROLE = {"role": "Vai trò"}
ROLES = (None, "Chủ trì", "Phối hợp")
REQUIRED = ("task", "status")
TABS = {"VP UBND": "Văn phòng", "Tư pháp": "Tư pháp"}
"""The tabs, and another name of each."""
_FREE = ("Trực tiếp công dân", "Dọn vệ sinh trụ sở", "Họp giao ban")

TableRow: TypeAlias = dict[str, CellValue]
"""By field."""
Edit: TypeAlias = tuple[str, int, int, int, CellValue]
"""What is done; in which tab, row and column (counted around), with which value."""


class Table:
    """A tab as its columns in order, and its rows."""

    def __init__(self, name: str, columns: Iterable[str], rows: Sequence[TableRow]) -> None:
        self.name, self.columns, self.rows = name, list(columns), [dict(row) for row in rows]

    def sheet(self) -> SheetContent:
        rows: list[list[CellValue]] = [["Kế hoạch năm 2023"], [{**HEADINGS, **ROLE}[key] for key in self.columns]]
        rows.extend([row.get(key) for key in self.columns] for row in self.rows)
        return SheetContent(self.name, rows)


def tables(sheets: Sequence[SheetContent]) -> list[Table]:
    """The tables of sheets that `Table.sheet` made, as they are now."""
    keys = {heading: key for key, heading in {**HEADINGS, **ROLE}.items()}
    found = []
    for sheet in sheets:
        columns = [keys[str(heading)] for heading in sheet.rows[1]]
        found.append(Table(sheet.name, columns, [dict(zip(columns, row, strict=True)) for row in sheet.rows[2:]]))
    return found


def edited(sheets: Sequence[SheetContent], edits: Sequence[Edit]) -> tuple[SheetContent, ...]:
    """The sheets after somebody's work on them."""
    book = tables(sheets)
    for edit in edits:
        _edit(book, edit)
    return tuple(table.sheet() for table in book)


def _edit(book: list[Table], edit: Edit) -> None:
    kind, which, row, column, value = edit
    names = list(TABS)
    if kind == "tab comes back":
        name = names[which % len(names)]
        if all(table.name not in (name, TABS[name]) for table in book):
            book.append(Table(name, HEADINGS, [{"task_id": "A.1", "task": TITLES["A.1"]}]))
        return
    if not book:
        return
    table = book[which % len(book)]
    rows, columns = table.rows, table.columns
    match kind:
        case "type" | "clear" if rows:
            field = columns[column % len(columns)]
            rows[row % len(rows)][field] = None if kind == "clear" else value
        case "change role" if rows and "role" in columns:
            rows[row % len(rows)]["role"] = ROLES[column % len(ROLES)]
        case "sort":
            random.Random(row).shuffle(rows)
        case "move column":
            random.Random(column).shuffle(columns)
        case "insert":
            rows.insert(row % (len(rows) + 1), {"task": _FREE[column % len(_FREE)], "status": "Hoàn thành", "note": value})
        case "insert task":
            task_id = list(TITLES)[column % len(TITLES)]
            rows.insert(row % (len(rows) + 1), {"task_id": task_id, "task": TITLES[task_id], "result": value})
        case "duplicate" if rows:
            rows.append(dict(rows[row % len(rows)]))
        case "delete" if rows:
            del rows[row % len(rows)]
        case "delete column" if columns[column % len(columns)] not in REQUIRED:
            del columns[column % len(columns)]
        case "column comes back":
            field = list(HEADINGS)[column % len(HEADINGS)]
            if field not in columns:
                columns.append(field)
                for one in rows:
                    one[field] = None
        case "rename tab" if table.name in TABS:
            table.name = TABS[table.name]
        case "delete tab":
            book.remove(table)
        case _:
            pass


_TEXTS = ("đã ban hành", "đã trình", "Hoàn thành", "Đang thực hiện", "một\nhai", "một \r\nhai\n", "12", "5/3/2023", "=1+1", "x ")
_MOMENT = datetime.fromisoformat("2023-03-05T00:00:00")
VALUES: st.SearchStrategy[CellValue] = st.sampled_from(
    [
        *_TEXTS,
        unicodedata.normalize("NFD", "đã trình"),
        *(12, 12.0, 3.5, 0, True, 1),
        *(date(2023, 3, 5), _MOMENT, date(2023, 5, 3), time(7, 5)),
    ]
)
"""Few, so that both sides often type the same, or nearly so."""

_RARE = ("sort", "move column", "insert", "insert task", "duplicate", "delete", "delete column", "column comes back")
_KINDS = st.sampled_from(["type"] * 8 + ["clear"] * 3 + [*_RARE, "rename tab", "delete tab", "tab comes back"])
_NUMBERS = st.integers(0, 40)
EDITS: st.SearchStrategy[list[Edit]] = st.lists(st.tuples(_KINDS, _NUMBERS, _NUMBERS, _NUMBERS, VALUES), max_size=8)
TYPING: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(st.sampled_from(["type", "type", "clear", "sort"]), _NUMBERS, _NUMBERS, _NUMBERS, VALUES), max_size=8
)
"""Only what leaves every row, column and tab where it is."""


ROLE_CHANGES: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(st.sampled_from(["type", "clear", "sort", "change role", "change role"]), _NUMBERS, _NUMBERS, _NUMBERS, VALUES),
    max_size=8,
)


def with_roles(sheets: Sequence[SheetContent]) -> tuple[SheetContent, ...]:
    """The same book with a column for the official's role, blank."""
    return tuple(Table(table.name, [*table.columns, *ROLE], table.rows).sheet() for table in tables(sheets))


@st.composite
def books(draw: st.DrawFn) -> tuple[SheetContent, ...]:
    """A book as it was handed out: a few tasks of the plan in both tabs, partly filled in."""
    found = []
    for name in TABS:
        ids = draw(st.lists(st.sampled_from(list(TITLES)), unique=True, min_size=1, max_size=4))
        filled = st.fixed_dictionaries({}, optional={key: VALUES for key in HEADINGS if key not in ("task_id", "task")})
        rows = [{"task_id": task_id, "task": TITLES[task_id], **draw(filled)} for task_id in ids]
        found.append(Table(name, HEADINGS, rows).sheet())
    return tuple(found)
