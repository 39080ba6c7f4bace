"""A book as its fonts show it: what was typed in fonts of the time before Unicode, read as people see it."""

from __future__ import annotations

from sheetsync.core.book import BookContent, CellNote, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.old_text import unicode_runs
from sheetsync.records import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class OldFonts:
    """Where a book holds text in old encodings. names: of the fonts; cells: by sheet, their number."""

    names: tuple[str, ...] = ()
    cells: dict[str, int] = field(default_factory=dict)


def as_shown(content: BookContent) -> tuple[BookContent, OldFonts]:
    """The book with such texts in Unicode, everything else as it is, and where they stand."""
    fonts: dict[str, str] = {}
    cells: dict[str, int] = {}
    sheets = []
    for sheet in content.sheets:
        found = {} if sheet.own is not None else _old_texts(sheet)
        if found:
            cells[sheet.name] = len(found)
            for font in (sheet.notes[place].font or "" for place in found):
                fonts.setdefault(font.casefold(), font)
            sheet = _with_texts(sheet, found)
        sheets.append(sheet)
    return replace(content, sheets=tuple(sheets)) if cells else content, OldFonts(tuple(fonts.values()), cells)


def _old_texts(sheet: SheetContent) -> dict[tuple[int, int], str]:
    """By row and column, the readable text of every cell in an old encoding. Texts repeat themselves."""
    seen: dict[tuple[str, str], str | None] = {}
    found: dict[tuple[int, int], str] = {}
    for place, note in sheet.notes.items():
        text = sheet.value(*place) if note.font is not None else None
        if note.font is None or not isinstance(text, str):
            continue
        if note.runs:
            readable = _readable(text, note)
        else:
            key = (text, note.font)
            if key not in seen:
                seen[key] = _readable(text, note)
            readable = seen[key]
        if readable is not None:
            found[place] = readable
    return found


def _readable(text: str, note: CellNote) -> str | None:
    runs = unicode_runs(text, note)
    return None if runs is None else "".join(runs)


def _with_texts(sheet: SheetContent, texts: dict[tuple[int, int], str]) -> SheetContent:
    rows: list[list[CellValue]] = [list(cells) for cells in sheet.rows]
    far_rows = {row: dict(cells) for row, cells in sheet.far_rows.items()}
    for (row, column), text in texts.items():
        if row in far_rows:
            far_rows[row][column] = text
        else:
            rows[row - sheet.first_row][column - sheet.first_column] = text
    notes = {place: replace(note, font=None, runs=()) if place in texts else note for place, note in sheet.notes.items()}
    return replace(sheet, rows=rows, far_rows=far_rows, notes=notes)
