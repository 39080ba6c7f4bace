"""A book in memory that is opened for a period, and tabs drawn as tables before and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.edits import CellChange, Edit
from sheetsync.core.entry_cells import changes_to_make
from sheetsync.core.plan import Cadence, Due, DueBasis, Official, Plan, Task
from sheetsync.core.settings import Settings
from sheetsync.ports import WriteOutcome
from sheetsync.records import replace
from sheetsync.usecases.open_period import OpenResult, open_period
from tests.tables import cell_value

AS_OF = date(2023, 3, 20)
_STATED = DueBasis.STATED
TASKS = (
    Task("A.1", "Việc một lần", "II.1", "VPUB", Cadence.ONE_OFF, due=Due(_STATED, date(2023, 2, 28))),
    Task("A.2", "Việc thường xuyên", "II.1", "VPUB", Cadence.CONTINUOUS),
    Task("A.3", "Việc hằng tháng", "II.1", "VPUB", Cadence.MONTHLY),
    Task("A.4", "Việc hằng quý", "II.1", "VPUB", Cadence.QUARTERLY),
    Task("A.5", "Việc cả năm", "II.1", "VPUB", Cadence.YEARLY, due=Due(_STATED, date(2023, 12, 15))),
    Task("A.6", "Việc đầu năm", "II.1", "VPUB", Cadence.YEARLY, due=Due(_STATED, date(2023, 1, 31))),
    Task("A.7", "Việc đột xuất", "II.1", "VPUB", Cadence.PERIODIC),
    Task("A.8", "Việc một lần nữa", "II.1", "VPUB", Cadence.ONE_OFF),
)


def office(settings: Settings) -> Settings:
    plan = Plan(2023, "Kế hoạch nhỏ", (), (Official("VPUB", "Văn phòng UBND", tab="VP UBND"),), TASKS, consolidator="VPUB")
    return replace(settings, plan=plan)


class BookInMemory:
    def __init__(self, *sheets: SheetContent) -> None:
        self.content = BookContent("so.xlsx", "1", sheets)
        self.writes = 0

    def read(self) -> BookContent:
        return self.content

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        assert expected_version == self.content.version
        changes = changes_to_make(self.content, edits)
        sheets = tuple(_changed(sheet, changes.get(sheet.name, ())) for sheet in self.content.sheets)
        self.writes += 1
        self.content = replace(self.content, version=f"{self.writes + 1}", sheets=sheets)
        return WriteOutcome("so.xlsx", changed=bool(changes))

    def open(self, settings: Settings, period: str = "2023-Q2", *, dry_run: bool = False) -> OpenResult:
        return open_period(self, settings, as_of=AS_OF, period_key=period, dry_run=dry_run)


def _changed(sheet: SheetContent, changes: Iterable[CellChange]) -> SheetContent:
    rows = [list(row) for row in sheet.rows]
    for change in changes:
        line = rows[change.row - sheet.first_row]
        line.extend([None] * (change.column - len(line)))
        line[change.column - 1] = change.new
    return replace(sheet, rows=rows)


def drawn(table: str) -> SheetContent:
    """The tab of a table: above it the period, in row 1; headings in row 2; `\\n` is a line break."""
    rows: list[list[CellValue]] = [["Kỳ báo cáo: Quý I/2023"]]
    rows += [[cell_value(cell) for cell in line] for line in table_rows(table)]
    return SheetContent("VP UBND", rows)


def table_rows(table: str) -> list[list[str]]:
    lines = [line.strip() for line in table.strip().splitlines()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not set(line) <= set("|-: ")]


def shown(sheet: SheetContent, table: str) -> list[list[CellValue]]:
    """As many columns and rows of the sheet as the table has, below the period."""
    headings = table_rows(table)[0]
    width = len(headings)
    return [[*row, *[None] * width][:width] for row in sheet.rows[1:]]
