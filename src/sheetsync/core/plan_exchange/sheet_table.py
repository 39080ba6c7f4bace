"""A sheet of known columns as rows of cells: the headings found, and every row below that people wrote in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sheetsync.core.book import BookContent, CellNote, SheetContent
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.findings import Finding
from sheetsync.core.settings import Severity
from sheetsync.core.sheets.plan_workbook.book_columns import BookColumn
from sheetsync.core.task_matching import written_id
from sheetsync.core.values import display_text, match_key, nfc
from sheetsync.errors import BookUnreadable
from sheetsync.records import dataclass, field

_LAST_HEADING_ROW = 30
"""Headings further down are not looked for."""

NO_NOTE = CellNote()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds something. values, notes, places: by column key."""

    sheet: str
    row: int
    values: Mapping[str, CellValue]
    notes: Mapping[str, CellNote]
    places: Mapping[str, Where]

    def text(self, key: str) -> str:
        """The cell as one reads it, composed and trimmed; a number with a point, as ids are written."""
        value = self.values.get(key)
        return nfc(written_id(value) if isinstance(value, float) else display_text(value)).replace("\r\n", "\n").strip()


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet. headings: where each known column begins, by key."""

    sheet: str
    rows: tuple[SheetRow, ...]
    headings: Mapping[str, Where]


@dataclass(slots=True)
class Found:
    """Mistakes of people, collected so that all are told at once."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, row: SheetRow, key: str, message: str, *, task_id: str = "", official: str = "") -> None:
        """message: what stands there and what to do, a clause after the place."""
        self.at(code, row.places[key], message, value=row.values.get(key), key=key, task_id=task_id, official=official)

    def at(
        self,
        code: str,
        where: Where,
        message: str,
        *,
        value: CellValue = None,
        key: str = "",
        task_id: str = "",
        official: str = "",
    ) -> None:
        place = f"Sheet «{where.sheet}», ô {where.a1}" + (f" ({where.heading})" if where.heading else "")
        self.findings.append(
            Finding(
                code, Severity.ERROR, where.sheet, official, f"{place}: {message}", where, task_id or None, key or None, value
            )
        )


def read_table(content: BookContent, name: str, columns: Sequence[BookColumn], found: Found) -> SheetTable:
    """The rows of the sheet of this name. Missing and doubled headings are findings.

    Raises BookUnreadable where the workbook has no such sheet, or one without the heading of the first column.
    """
    sheet = next((sheet for sheet in content.sheets if match_key(sheet.name) == match_key(name)), None)
    if sheet is None:
        raise BookUnreadable(
            f"Sổ «{content.name}» không có sheet «{name}».",
            "Lệnh này dùng với sổ do «sheetsync new» lập. Nếu sheet bị đổi tên, vui lòng đặt lại tên như cũ.",
        )
    heading_row = _heading_row(sheet, columns[0])
    if not heading_row:
        raise BookUnreadable(
            f"Sheet «{sheet.name}» không có dòng tiêu đề (không thấy cột «{columns[0].heading}»).",
            "Vui lòng ghi lại dòng tiêu đề như sổ do «sheetsync new» lập.",
        )
    headings = _headings(sheet, heading_row, columns, found)
    rows = tuple(_rows(sheet, heading_row, columns, headings))
    return SheetTable(sheet.name, rows, headings)


def shortened(text: str, longest: int = 80) -> str:
    """A text as a message quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _heading_row(sheet: SheetContent, first: BookColumn) -> int:
    wanted = match_key(first.heading)
    for row in range(sheet.first_row, min(sheet.last_row, _LAST_HEADING_ROW) + 1):
        if any(isinstance(value, str) and match_key(value) == wanted for value in sheet.rows[row - sheet.first_row]):
            return row
    return 0


def _headings(sheet: SheetContent, row: int, columns: Sequence[BookColumn], found: Found) -> dict[str, Where]:
    keys = {match_key(column.heading): column for column in columns}
    headings: dict[str, Where] = {}
    for number, value in enumerate(sheet.rows[row - sheet.first_row], start=sheet.first_column):
        column = keys.get(match_key(value)) if isinstance(value, str) else None
        if column is None:
            continue
        where = Where(sheet.name, row, number, column.heading)
        if column.key in headings:
            first = headings[column.key].a1
            found.at("heading-duplicate", where, f"cột này đã có ở ô {first}. Vui lòng đổi tên hoặc xóa một trong hai cột.")
        else:
            headings[column.key] = where
    place = Where(sheet.name, row, sheet.first_column)
    for column in columns:
        if not column.computed and column.key not in headings:
            found.at("heading-missing", place, f"dòng tiêu đề thiếu cột «{column.heading}». Vui lòng ghi lại tiêu đề như cũ.")
    return headings


def _rows(
    sheet: SheetContent, heading_row: int, columns: Sequence[BookColumn], headings: Mapping[str, Where]
) -> Iterable[SheetRow]:
    open_keys = [column.key for column in columns if not column.computed and column.key in headings]
    for row in (*range(heading_row + 1, sheet.last_row + 1), *sorted(sheet.far_rows)):
        values: dict[str, CellValue] = {}
        notes: dict[str, CellNote] = {}
        places: dict[str, Where] = {}
        for key in open_keys:
            where = headings[key]
            places[key] = Where(sheet.name, row, where.column, where.heading)
            values[key] = sheet.value(row, where.column)
            note = sheet.notes.get((row, where.column))
            if note is not None:
                notes[key] = note
        found_row = SheetRow(sheet.name, row, values, notes, places)
        if any(found_row.text(key) for key in open_keys) or any(note.error or note.uncached for note in notes.values()):
            yield found_row
