"""A Google Sheet on the loopback service, opened as the product does and changed as people do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sheetsync.adapters.google.book import GoogleBook
from sheetsync.adapters.google.check_requests import GoogleCheckRequests
from sheetsync.adapters.google.client import PatientClient
from sheetsync.adapters.google.memory import Memory
from sheetsync.adapters.google.snapshot import is_own_rule
from sheetsync.adapters.google.spreadsheet import Spreadsheet
from sheetsync.adapters.google.staging import COMFORTABLE
from sheetsync.core.book import BookContent, CellNote, SheetContent
from sheetsync.core.cells import CellValue, a1
from tests.google_service import (
    ROBOT,
    GoogleService,
    Person,
    SpreadsheetState,
    authorized_session,
    batch_updates,
    reads,
    robot_credentials,
    writes,
)

OWNER = "vanphong@xa.vn"
DAY_ZERO = date(1899, 12, 30)
DAY = {"type": "DATE", "pattern": "dd/mm/yyyy"}


class SharedBook:
    """google: the service. sheets: what the office keeps in it; the first empty sheet of a new spreadsheet is gone."""

    def __init__(
        self,
        google: GoogleService,
        sheets: Sequence[SheetContent],
        *,
        title: str = "Kế hoạch 2023",
        locale: str = "vi_VN",
        memory: Path | None = None,
        comfortable: int = COMFORTABLE,
    ) -> None:
        self.google = google
        self.spreadsheet = google.new_spreadsheet(title, OWNER, locale=locale, writers=[ROBOT])
        self.owner: Person = google.person(OWNER, self.spreadsheet)
        self.waits: list[float] = []
        self.told: list[str] = []
        self._memory = memory
        self._comfortable = comfortable
        first = self.state.titles[0]
        for content in sheets:
            self.put(content)
        if sheets:
            self.owner.deletes_sheet(first)

    # as the product opens it

    def client(self, **given: Any) -> PatientClient:
        credentials = robot_credentials(self.google)
        return PatientClient(
            credentials,
            authorized_session(self.google, credentials),
            account=ROBOT,
            sleep=self._wait,
            chance=lambda: 0.5,
            tell=self.told.append,
            **given,
        )

    def open(self) -> GoogleBook:
        memory = Memory(self._memory) if self._memory else None
        return GoogleBook(Spreadsheet(self.client(), self.spreadsheet.id), memory, comfortable=self._comfortable)

    def requests(self) -> GoogleCheckRequests:
        return GoogleCheckRequests(Spreadsheet(self.client(), self.spreadsheet.id))

    def read(self) -> BookContent:
        return self.open().read()

    # as people change it

    def type_into(self, sheet: str, row: int, column: int, value: CellValue) -> None:
        rows, columns = self.state[sheet].size
        for dimension, missing in (("ROWS", row - rows), ("COLUMNS", column - columns)):
            if missing > 0:
                where = {"sheetId": self.state[sheet].id, "dimension": dimension, "length": missing}
                self.owner.asks({"appendDimension": where})
        if isinstance(value, date):
            self.owner.asks(*self._cells(self.state[sheet].id, row, column, [[cell_data(value, None)]]))
        else:
            assert isinstance(value, str | int | float | bool)
            self.owner.types(sheet, a1(row, column), value)

    def add_sheet(self, name: str, text: str) -> None:
        self.owner.adds_sheet(name)
        self.owner.types(name, "A1", text)

    def put(self, content: SheetContent) -> None:
        """A sheet with these cells, as somebody made it."""
        wide = max([*(len(row) for row in content.rows), 1]) + content.first_column
        sheet_id = self.owner.adds_sheet(content.name, rows=max(content.last_row + 20, 100), columns=max(wide + 4, 26))
        rows = [
            [
                cell_data(value, content.notes.get((content.first_row + i, content.first_column + j)))
                for j, value in enumerate(row)
            ]
            for i, row in enumerate(content.rows)
        ]
        if rows:
            self.owner.asks(*self._cells(sheet_id, content.first_row, content.first_column, rows))
        for area in content.merged:
            self.owner.merges(content.name, area.a1)
        if content.hidden:
            self.owner.hides_sheet(content.name)

    # to look at

    @property
    def state(self) -> SpreadsheetState:
        return self.google.look(self.spreadsheet)

    def mark_count(self, sheet: str) -> int:
        return sum(is_own_rule(rule) for rule in self.state[sheet].conditional_formats)

    @property
    def counts(self) -> tuple[int, int]:
        """Reads and writes so far."""
        return len(self.google.calls(reads)), len(self.google.calls(writes))

    def largest_write(self) -> int:
        return max(call.size for call in self.google.calls(batch_updates))

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.google.clock.advance(seconds)

    @staticmethod
    def _cells(sheet_id: int, row: int, column: int, rows: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
        return [
            {
                "updateCells": {
                    "start": {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": column - 1},
                    "rows": [{"values": list(line)} for line in rows],
                    "fields": "userEnteredValue,userEnteredFormat.numberFormat,userEnteredFormat.textFormat.fontFamily",
                }
            }
        ]


def cell_data(value: CellValue, note: CellNote | None) -> dict[str, Any]:
    """A cell as it is in Google's form."""
    cell: dict[str, Any] = {}
    if isinstance(value, bool):
        cell["userEnteredValue"] = {"boolValue": value}
    elif isinstance(value, datetime):
        serial = (value.date() - DAY_ZERO).days + (value.hour * 60 + value.minute) / 1_440
        cell["userEnteredValue"] = {"numberValue": serial}
        cell["userEnteredFormat"] = {"numberFormat": {"type": "DATE_TIME", "pattern": "dd/mm/yyyy hh:mm"}}
    elif isinstance(value, date):
        cell["userEnteredValue"] = {"numberValue": (value - DAY_ZERO).days}
        cell["userEnteredFormat"] = {"numberFormat": DAY}
    elif isinstance(value, int | float):
        cell["userEnteredValue"] = {"numberValue": value}
    elif isinstance(value, str):
        cell["userEnteredValue"] = {"stringValue": value}
    if note is not None and note.percent:
        cell["userEnteredFormat"] = {"numberFormat": {"type": "PERCENT", "pattern": "0%"}}
    if note is not None and note.error:
        cell["userEnteredValue"] = {"formulaValue": "=1/0" if note.error == "#DIV/0!" else "=#REF!"}
    if note is not None and note.font:
        cell.setdefault("userEnteredFormat", {})["textFormat"] = {"fontFamily": note.font}
    return cell
