"""Entries written into single cells of a sheet part: the bytes of these cells change, and what says how far the cells reach."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sheetsync.adapters.xlsx.entry_styles import EntryStyles
from sheetsync.adapters.xlsx.rows_in_place import RowInPlace, RowsInPlace, rows_in_place
from sheetsync.adapters.xlsx.scan import merged_area
from sheetsync.adapters.xlsx.shared_texts import written_text
from sheetsync.adapters.xlsx.styles import StyleTable
from sheetsync.adapters.xlsx.xml_editing import Element, quoted
from sheetsync.adapters.xlsx.xml_text import whole_number
from sheetsync.core.cells import Rectangle, a1
from sheetsync.core.edits import CellChange
from sheetsync.core.entry_cells import PART_OF_FORMULA, TABLE_HEADING, number_to_write, refused
from sheetsync.errors import BookUnreadable

_FORMULA_TAG = re.compile(rb"<(?:[\w.-]+:)?f\s[^>]*(?:array|dataTable)[^>]*>")
_COVERED = re.compile(rb"""\sref\s*=\s*["']([^"']*)["']""")
_ONE_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_VALUE_PARTS = ("v", "is", "f")
_OF_OLD_VALUE = ("r", "s", "t", "cm", "vm")
"""Attributes that are said anew, or that belonged to the value that goes (metadata of a rich value)."""


def set_cells(
    data: bytes,
    sheet: str,
    changes: Sequence[CellChange],
    *,
    part: str,
    styles: StyleTable,
    headings: Sequence[Rectangle],
    date_1904: bool,
    exactly: bool = False,
) -> bytes:
    """The sheet part after the changes, which the core has looked through (core/entry_cells). headings: of Excel tables.

    Raises BookUnwritable for a cell that belongs to an array formula or a table's heading. exactly: see `rows_in_place`.
    """
    found = rows_in_place(data, part, {change.row for change in changes}, exactly=exactly)
    _refuse(found.text.data, sheet, changes, headings)
    writer = _Writer(found, styles, {change: number_to_write(sheet, change, date_1904=date_1904) for change in changes})
    by_row: dict[int, list[CellChange]] = {}
    for change in changes:
        by_row.setdefault(change.row, []).append(change)
    for row in sorted(by_row):
        writer.write(row, sorted(by_row[row], key=lambda change: change.column))
    writer.finish()
    return found.text.result()


def _refuse(data: bytes, sheet: str, changes: Sequence[CellChange], headings: Sequence[Rectangle]) -> None:
    covered = []
    for tag in _FORMULA_TAG.finditer(data):
        reference = _COVERED.search(tag[0])
        area = merged_area(reference[1].decode()) if reference else None
        if area is not None:
            covered.append(area)
    for change in changes:
        for areas, why in ((covered, PART_OF_FORMULA), (headings, TABLE_HEADING)):
            if any(area.contains(change.row, change.column) for area in areas):
                raise refused(sheet, change.row, change.column, why)


class _Writer:
    """numbers: what is written for a change that is no text."""

    def __init__(self, found: RowsInPlace, styles: StyleTable, numbers: dict[CellChange, int | float | None]) -> None:
        self._found = found
        self._text = found.text
        self._styles = EntryStyles(styles)
        self._numbers = numbers
        self._added: list[tuple[int, int]] = []
        self._new_rows: list[tuple[int, bytes]] = []
        columns = found.text.root.child("cols")
        self._columns = list(columns.all("col")) if columns else []

    def write(self, row: int, changes: Sequence[CellChange]) -> None:
        """The changes of one row, by column."""
        present = self._found.rows.get(row)
        missing: list[CellChange] = []
        for change in changes:
            cell = present.cells.get(change.column) if present else None
            if cell is not None:
                self._text.replace(cell.start, cell.end, self._changed(cell, change))
            elif change.new is not None:
                missing.append(change)
        if not missing:
            return
        self._added += [(change.row, change.column) for change in missing]
        if present is None:
            self._add_row(row, missing)
        else:
            self._add_cells(present, missing)

    def finish(self) -> None:
        """New rows, and how far the cells reach."""
        table = self._found.table
        if self._new_rows:
            if table is None:
                raise BookUnreadable(f"Phần «{self._text.part}» của tệp không có bảng ô.", "Lưu lại sổ bằng Excel rồi chạy lại.")
            if table.empty:
                self._text.append_child(table, b"".join(content for _, content in self._new_rows))
            else:
                for row, content in self._new_rows:
                    self._text.insert(self._found.place_for(row), content)
        self._widen_dimension()

    def _add_row(self, row: int, changes: Sequence[CellChange]) -> None:
        table = self._found.table
        prefix = table.prefix if table is not None else ""
        cells = b"".join(self._new_cell(prefix, change, None) for change in changes)
        name = f"{prefix}row".encode()
        self._new_rows.append((row, b'<%b r="%d">%b</%b>' % (name, row, cells, name)))

    def _add_cells(self, row: RowInPlace, changes: Sequence[CellChange]) -> None:
        element = row.element
        cells = [(change.column, self._new_cell(element.prefix, change, element)) for change in changes]
        spans = self._spans(element, [change.column for change in changes])
        if element.empty:
            start = self._text.data[element.start : element.open_end]
            start = start[: start.rindex(b"/")].rstrip()
            if spans is not None:
                start = _SPANS.sub(f' spans="{spans}"'.encode(), start)
            inside = b"".join(content for _, content in cells)
            self._text.replace(element.start, element.end, b"%b>%b</%b>" % (start, inside, element.name.encode()))
            return
        if spans is not None:
            self._text.set_attribute(element, "spans", spans)
        for column, content in cells:
            self._text.insert(row.place_for(column), content)

    def _changed(self, cell: Element, change: CellChange) -> bytes:
        """A cell that is there with another value: its look, and what else it carries, stays."""
        data = self._text.data
        rest = b"".join(data[child.start : child.end] for child in cell.children if child.local not in _VALUE_PARTS)
        others = {name: value for name, value in cell.attributes.items() if name not in _OF_OLD_VALUE}
        said = {"r": cell.attributes.get("r"), **others}
        return self._cell(cell.prefix, change, whole_number(cell.attributes.get("s", "")), said, rest)

    def _new_cell(self, prefix: str, change: CellChange, row: Element | None) -> bytes:
        said: dict[str, str | None] = {"r": a1(change.row, change.column)}
        return self._cell(prefix, change, self._style_of_place(change.column, row), said, b"")

    def _cell(self, prefix: str, change: CellChange, old_style: int, said: Mapping[str, str | None], rest: bytes) -> bytes:
        """said: the place of the cell, then attributes that stay; rest: elements that stay."""
        style = self._styles.style_for(old_style, change)
        kind, value = self._value(prefix, change, old_style)
        attributes = {"r": said["r"], "s": str(style) if style else None, "t": kind, **said}
        start = f"<{prefix}c" + "".join(f" {name}={quoted(text)}" for name, text in attributes.items() if text is not None)
        inside = value + rest
        return start.encode() + (b">%b</%bc>" % (inside, prefix.encode()) if inside else b"/>")

    def _value(self, prefix: str, change: CellChange, style: int) -> tuple[str | None, bytes]:
        """The type of the cell, and what stands in it."""
        value = change.new
        if isinstance(value, str) and value:
            outer = value[0].isspace() or value[-1].isspace()
            space = ' xml:space="preserve"' if outer else ""
            start, end = f"<{prefix}is><{prefix}t{space}>".encode(), f"</{prefix}t></{prefix}is>".encode()
            return "inlineStr", start + written_text(value) + end
        if isinstance(value, bool):
            return "b", f"<{prefix}v>{int(value)}</{prefix}v>".encode()
        number = self._styles.number(style, change, self._numbers[change])
        return None, b"" if number is None else f"<{prefix}v>{number!r}</{prefix}v>".encode()

    def _style_of_place(self, column: int, row: Element | None) -> int:
        """The cell format of a cell that is not there yet: its row's, else its column's."""
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            return whole_number(row.attributes.get("s", ""))
        for each in self._columns:
            if whole_number(each.attributes.get("min", "")) <= column <= whole_number(each.attributes.get("max", "")):
                return whole_number(each.attributes.get("style", ""))
        return 0

    def _spans(self, row: Element, columns: Sequence[int]) -> str | None:
        """The columns that the row spans, where that is said and does not hold any more."""
        spans = [part.split(":") for part in row.attributes.get("spans", "").split()]
        bounds = [(whole_number(part[0]), whole_number(part[1])) for part in spans if len(part) == 2]
        if not bounds or all(any(first <= column <= last for first, last in bounds) for column in columns):
            return None
        first = min(*columns, *(bound[0] for bound in bounds))
        return f"{first}:{max(*columns, *(bound[1] for bound in bounds))}"

    def _widen_dimension(self) -> None:
        dimension = self._text.root.child("dimension")
        written = dimension.attributes.get("ref", "") if dimension is not None else ""
        single = _ONE_CELL.fullmatch(written.strip())
        area = merged_area(f"{written}:{written}" if single else written)
        if dimension is None or area is None or not self._added:
            return
        rows, columns = [row for row, _ in self._added], [column for _, column in self._added]
        wider = Rectangle(
            min(area.first_row, *rows),
            min(area.first_column, *columns),
            max(area.last_row, *rows),
            max(area.last_column, *columns),
        )
        if wider != area:
            self._text.set_attribute(dimension, "ref", wider.a1)


_SPANS = re.compile(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")
