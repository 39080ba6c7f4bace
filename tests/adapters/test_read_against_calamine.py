"""A reader that shares no code with ours reads the sample too: both must see the same values."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from sheetsync.adapters.xlsx.read import read_book
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue

SAMPLE = Path(__file__).resolve().parent.parent.parent / "workbooks" / "mau-2023.xlsx"


def alike(value: object) -> object:
    """calamine gives blanks as "", whole numbers as floats and an error cell as its text; a day is a day."""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value == "" else value


def values(sheet: SheetContent) -> dict[tuple[int, int], CellValue]:
    return {
        (sheet.first_row + i, sheet.first_column + j): value
        for i, row in enumerate(sheet.rows)
        for j, value in enumerate(row)
        if value is not None
    }


def test_calamine_reads_the_sample_as_we_do() -> None:
    ours = read_book(SAMPLE.read_bytes(), SAMPLE.name)
    theirs = CalamineWorkbook.from_path(str(SAMPLE))
    days = 0
    for sheet in ours.sheets:
        rows = theirs.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        errors = {place for place, note in sheet.notes.items() if note.error}
        seen = {
            (i, j): alike(value)
            for i, row in enumerate(rows, start=1)
            for j, value in enumerate(row, start=1)
            if alike(value) is not None and (i, j) not in errors
        }
        assert values(sheet) == seen, sheet.name
        days += sum(isinstance(value, date) for value in seen.values())
    assert days > 20, "the sample holds true dates, so they were compared too"
