"""Two copies of an office's plan book for tests of the merge: read as people's books are, and written cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.entries import BookTabs
from sheetsync.core.merge import Base, BookState, Change, Merge, base_of, merge, own_columns, state_of, with_own_columns
from sheetsync.core.plan import Cadence, Official, Plan, Task
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.records import replace

OFFICIALS = (
    Official("VPUB", "Văn phòng UBND", tab="VP UBND", aliases=("Văn phòng",)),
    Official("TPHT", "Tư pháp - hộ tịch", tab="Tư pháp"),
)
TITLES = {
    "A.1": "Rà soát văn bản quy phạm",
    "A.2": "Ban hành kế hoạch kiểm soát thủ tục",
    "A.3": "Niêm yết thủ tục hành chính",
    "A.4": "Tập huấn công chức một cửa",
    "A.5": "Kiểm tra kỷ luật hành chính",
}


def office(settings: Settings, shared_sheets: Sequence[str] = ()) -> Settings:
    """The default configuration with a small plan: tasks A.1 to A.5, all led by the first official."""
    tasks = tuple(Task(task_id, title, "II.1", "VPUB", Cadence.ONE_OFF) for task_id, title in TITLES.items())
    plan = Plan(2023, "Kế hoạch nhỏ", (), OFFICIALS, tasks, consolidator="VPUB")
    return replace(settings, plan=plan, shared_sheets=tuple(shared_sheets))


def tabs(sheets: Sequence[SheetContent], settings: Settings, name: str, quarter: int = 1) -> BookTabs:
    return read_tabs(BookContent(name, "1", tuple(sheets)), settings, quarter)[0]


def state(sheets: Sequence[SheetContent], settings: Settings, name: str, quarter: int = 1) -> BookState:
    return state_of(tabs(sheets, settings, name, quarter), settings, name=name, period=f"2023-Q{quarter}")


def base(sheets: Sequence[SheetContent], settings: Settings, quarter: int = 1) -> Base:
    return base_of(state(sheets, settings, "lần trước", quarter))


def merged(
    left: Sequence[SheetContent], right: Sequence[SheetContent], common: Base | None, settings: Settings, quarter: int = 1
) -> Merge:
    sides = (state(left, settings, "văn phòng", quarter), state(right, settings, "cán bộ", quarter))
    own = [
        own_columns(BookContent(side.name, "1", tuple(sheets)), tabs(sheets, settings, side.name, quarter))
        for side, sheets in zip(sides, (left, right), strict=True)
    ]
    return with_own_columns(merge(*sides, common, settings), own[0], own[1], (sides[0].name, sides[1].name))


def written(sheets: Sequence[SheetContent], changes: Iterable[Change]) -> tuple[SheetContent, ...]:
    """The sheets with every change carried out. A change must find what it was told stands there, and none another's cell."""
    done: dict[tuple[str, int, int], CellValue] = {}
    for change in changes:
        place = (change.where.sheet, change.where.row, change.where.column)
        assert place not in done, f"{place} twice"
        sheet = next(sheet for sheet in sheets if sheet.name == change.where.sheet)
        found = sheet.value(change.where.row, change.where.column)
        assert (found, type(found)) == (change.old, type(change.old)), change
        done[place] = change.new
    return tuple(_with(sheet, {place[1:]: value for place, value in done.items() if place[0] == sheet.name}) for sheet in sheets)


def _with(sheet: SheetContent, cells: dict[tuple[int, int], CellValue]) -> SheetContent:
    rows = [list(row) for row in sheet.rows]
    for (row, column), value in cells.items():
        line = rows[row - sheet.first_row]
        line.extend([None] * (column - sheet.first_column + 1 - len(line)))
        line[column - sheet.first_column] = value
    return replace(sheet, rows=rows)
