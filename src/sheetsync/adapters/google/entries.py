"""Entries written into people's tabs, as requests: nothing is sent from here.

Google writes by place, and a person may put in, sort or delete rows between our reading and our writing. So the same write first
lays a copy of the tab, as it stands in that very moment, on a sheet out of sight, together with what it means to find there, and
marks the rows and columns it touches. What the copy shows tells whether each cell was the one meant; what was there before can be
given back; the marks tell where it is by then (entries_settled).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from sheetsync.adapters.google.cells import kind_of
from sheetsync.adapters.google.formats import number_format
from sheetsync.adapters.google.grid import grid_range
from sheetsync.adapters.google.marks import Json, put_entries_mark, put_line_mark
from sheetsync.adapters.google.own_sheets import free_name
from sheetsync.adapters.google.snapshot import SheetState
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.edits import CellChange
from sheetsync.core.entry_cells import GENERAL, format_for, number_in_cell, number_to_write
from sheetsync.records import dataclass, replace

_NAME = " (đang ghi)"
_FIRST_SHARED_SERIAL = 61
"""From 1/3/1900 on Google counts as Excel does; before it, one day more."""
_MOST_ROWS_MARKED = 1_500
"""Google takes 30,000 letters of marks on a sheet. Rows beyond are looked for by their anchor alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was meant to be written into a cell: marks of the values before and after. anchor: mark of what has to stand in a
    column of its row, or (column 0) in the whole row; heading: of what has to stand on top of its column. formatted: the cell was
    given a number format. gives_back: the number of the entry that this one takes back, whose whole row has to be as it was
    seen last; "" where it takes none back."""

    row: int
    column: int
    old: str
    new: str
    anchor_column: int
    anchor: str
    heading: str
    formatted: bool
    gives_back: str = ""

    @property
    def text(self) -> str:
        what = (self.row, self.column, self.old, self.new, self.anchor_column, self.anchor, self.heading)
        return "|".join(map(str, (*what, int(self.formatted), self.gives_back)))


def entry_of(text: str) -> Entry | None:
    """The entry that was written down as this text."""
    parts = text.split("|")
    if len(parts) != 9 or not all(parts[place].isdigit() for place in (0, 1, 4, 7)):
        return None
    return Entry(int(parts[0]), int(parts[1]), parts[2], parts[3], int(parts[4]), parts[5], parts[6], parts[7] == "1", parts[8])


def value_mark(value: CellValue) -> str:
    """Equal for values that are the same to whoever reads the book, and short."""
    if value is None or value == "":
        return ""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    said = f"number {float(value)!r}" if number else f"{type(value).__name__} {value!r}"  # type: ignore[arg-type]
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def cell_mark(content: SheetContent, row: int, column: int) -> str:
    """Of what stands in a cell; a formula or an error is never the same as a value."""
    note = content.notes.get((row, column))
    if note is not None and (note.formula or note.error is not None):
        return "formula" if note.formula else "error"
    return value_mark(content.value(row, column))


def anchor_mark(content: SheetContent, row: int, column: int) -> str:
    """Of what tells a row: a cell of it, or (column 0) all that stands in it."""
    if column:
        return cell_mark(content, row, column)
    columns = content.far_rows.get(row) or range(1, max(map(len, content.rows), default=0) + content.first_column)
    there = ((each, content.value(row, each), content.notes.get((row, each))) for each in columns)
    said = (f"{each} {value_mark(value)}" for each, value, note in there if value is not None and not (note and note.formula))
    return value_mark("|".join(said))


def heading_mark(content: SheetContent, column: int) -> str:
    """Of the first text in a column, which tells it from others however rows are moved."""
    values = (content.value(content.first_row + i, column) for i in range(len(content.rows)))
    return value_mark(next((value for value in values if isinstance(value, str)), None))


def line_key(copy_id: int) -> str:
    """The key of the marks on rows and columns that belong to the copy of a tab."""
    return f"s{copy_id:x}"


def write_entries(
    tab: SheetState, changes: Sequence[CellChange], take_id: Callable[[str], int], taken: list[str]
) -> Iterator[Json]:
    """The requests that write into a tab. taken: the names of all sheets."""
    changes = [_as_stored(tab, change) for change in changes]
    written = [(change, *_cell(tab, change)) for change in changes]
    headings = {change.column: heading_mark(tab.content, change.column) for change in changes}
    entries = [
        Entry(
            change.row,
            change.column,
            value_mark(change.old),
            value_mark(change.new),
            change.anchor[0] if change.anchor else 0,
            anchor_mark(tab.content, change.row, change.anchor[0] if change.anchor else 0),
            headings[change.column],
            formatted="numberFormat" in fields,
        )
        for change, _, fields in written
    ]
    yield from _longer_grid(tab, changes)
    yield from copy_first(tab, entries, take_id, taken)
    for change, cell, fields in written:
        yield _put(tab.sheet_id, change.row, change.column, cell, fields)


def copy_first(tab: SheetState, entries: Sequence[Entry], take_id: Callable[[str], int], taken: list[str]) -> Iterator[Json]:
    """The requests that lay the tab aside as it stands, before the entries are written."""
    copy_id = take_id(f"entries {tab.sheet_id}")
    title = free_name(tab.title, _NAME, taken)
    taken.append(title)
    columns = max(tab.columns, *(entry.column for entry in entries))
    rows = max(tab.content.last_row, *(entry.row for entry in entries))
    block = Rectangle(1, 1, rows, columns)
    grid = {"rowCount": max(rows, len(entries)), "columnCount": columns + 1}
    yield {"addSheet": {"properties": {"sheetId": copy_id, "title": title, "hidden": True, "gridProperties": grid}}}
    yield put_entries_mark(tab.sheet_id, copy_id)
    yield {
        "copyPaste": {
            "source": grid_range(tab.sheet_id, block),
            "destination": grid_range(copy_id, block),
            "pasteType": "PASTE_NORMAL",
        }
    }
    yield {
        "updateCells": {
            "start": {"sheetId": copy_id, "rowIndex": 0, "columnIndex": columns},
            "rows": [{"values": [{"userEnteredValue": {"stringValue": entry.text}}]} for entry in entries],
            "fields": "userEnteredValue",
        }
    }
    key = line_key(copy_id)
    for row in sorted({entry.row for entry in entries})[:_MOST_ROWS_MARKED]:
        yield put_line_mark(key, tab.sheet_id, "ROWS", row - 1)
    for column in sorted({each for entry in entries for each in (entry.column, entry.anchor_column) if each}):
        yield put_line_mark(key, tab.sheet_id, "COLUMNS", column - 1)


def give_back(source: SheetState, entry: Entry, tab_id: int, row: int, column: int) -> Iterator[Json]:
    """The requests that put what a copy holds at the place of an entry into a cell of the tab."""
    place = (entry.row, entry.column)
    note = source.content.notes.get(place)
    if source.content.value(*place) is None and note is None:
        yield _put(tab_id, row, column, {}, "userEnteredValue")
    else:
        yield {
            "copyPaste": {
                "source": grid_range(source.sheet_id, Rectangle(*place, *place)),
                "destination": grid_range(tab_id, Rectangle(row, column, row, column)),
                "pasteType": "PASTE_FORMULA",
            }
        }
    if gives_format(source, entry):
        shown = source.number_formats.get(place)
        cell: Json = {"userEnteredFormat": {"numberFormat": dict(shown)}} if shown else {}
        yield _put(tab_id, row, column, cell, "userEnteredFormat.numberFormat")


def gives_format(source: SheetState, entry: Entry) -> bool:
    """Whether the number format is given back too: it was changed, or what is given back would be read as something else."""
    value = source.content.value(entry.row, entry.column)
    return entry.formatted or not (value is None or isinstance(value, str | bool))


def _longer_grid(tab: SheetState, changes: Collection[CellChange]) -> Iterator[Json]:
    lengths = (
        ("ROWS", max(change.row for change in changes) - tab.rows),
        ("COLUMNS", max(change.column for change in changes) - tab.columns),
    )
    for dimension, missing in lengths:
        if missing > 0:
            yield {"appendDimension": {"sheetId": tab.sheet_id, "dimension": dimension, "length": missing}}


def _as_stored(tab: SheetState, change: CellChange) -> CellChange:
    """The change with what the cell will hold."""
    if not change.as_seen or not isinstance(change.new, int | float) or isinstance(change.new, bool):
        return change
    shown = tab.number_formats.get((change.row, change.column), {})
    return replace(change, new=number_in_cell(change, change.new, kind_of(shown)), as_seen=False)


def _cell(tab: SheetState, change: CellChange) -> tuple[Json, str]:
    """What is written, and the fields of it."""
    shown = tab.number_formats.get((change.row, change.column), {})
    code = format_for(change.new, kind_of(shown), as_text=shown.get("type") == "TEXT", plain=change.plain)
    value = _entered(tab.title, change)
    cell: Json = {"userEnteredValue": value} if value else {}
    if change.new is None or isinstance(change.new, str | bool):
        return cell, "userEnteredValue"
    if code is None and shown:  # said all the same: in a cell that was not meant, the number would be read as something else
        cell["userEnteredFormat"] = {"numberFormat": dict(shown)}
    elif code is not None and code != GENERAL:
        cell["userEnteredFormat"] = {"numberFormat": number_format(code)}
    return cell, "userEnteredValue,userEnteredFormat.numberFormat"


def _entered(title: str, change: CellChange) -> Json:
    """A text stays a text whatever it starts with; a day is its number."""
    value = change.new
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    number = number_to_write(title, change)
    if isinstance(value, date) and number is not None and number < _FIRST_SHARED_SERIAL:
        number += 1
    return {"numberValue": number}


def _put(sheet_id: int, row: int, column: int, cell: Json, fields: str) -> Json:
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": column - 1},
            "rows": [{"values": [cell]}],
            "fields": fields,
        }
    }
