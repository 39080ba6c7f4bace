"""Workbooks made for tests, and packages with single parts changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
import xlsxwriter

from sheetsync.core.cells import CellValue

Change = bytes | None | Callable[[bytes], bytes]


def plain_book(
    rows: Sequence[Sequence[CellValue]] = (("Mã NV", "Nhiệm vụ"), ("II.1.01", "Rà soát")), title: str = "VP UBND"
) -> bytes:
    """A small workbook by openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def book_by_xlsxwriter(rows: Sequence[Sequence[CellValue]], title: str = "VP UBND") -> bytes:
    """A small workbook by XlsxWriter, with shared strings."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(title)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(data: bytes, changes: Mapping[str, Change]) -> bytes:
    """The package with parts replaced, changed by a function, added, or (None) taken away."""
    parts = parts_of(data)
    for name, change in changes.items():
        if change is None:
            del parts[name]
        else:
            parts[name] = change if isinstance(change, bytes) else change(parts[name])
    return zipped(parts)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book_with_sheet(xml: str, *, strings: Sequence[str] = ("x",), encoding: str = "utf-8") -> bytes:
    """A workbook by XlsxWriter whose only sheet's part is this XML; strings: its shared strings."""
    data = book_by_xlsxwriter([[text] for text in strings])
    return changed(data, {"xl/worksheets/sheet1.xml": xml.encode(encoding)})


def sheet_xml(sheet_data: str, *, after: str = "", namespace: str = MAIN) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        f"<sheetData>{sheet_data}</sheetData>{after}</worksheet>"
    )
