"""Sheets drawn as Markdown tables, so that a clerk can read a test."""

from __future__ import annotations

import re
from datetime import date

from sheetsync.core.book import BookContent, CellNote, SheetContent
from sheetsync.core.cells import CellValue


def cell_value(text: str) -> CellValue:
    """`2023-03-14` is a true date, `12` and `98.5` numbers, `"12"` a text, a blank nothing, anything else the text itself."""
    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return float(text)
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return text[1:-1]
    return text.replace("\\n", "\n").replace("\\|", "|")


def sheet(name: str, table: str, *, notes: dict[tuple[int, int], CellNote] | None = None) -> SheetContent:
    """A sheet whose first table line is row 1 (a `|---|` line is left out; a line without bars is a blank row between)."""
    rows: list[list[CellValue]] = []
    for line in table.strip().splitlines():
        line = line.strip()
        if re.fullmatch(r"[|\s:-]+", line) and "-" in line:
            continue
        cells = re.split(r"(?<!\\)\|", line.strip("|")) if line.startswith("|") else []
        rows.append([cell_value(cell) for cell in cells])
    return SheetContent(name=name, rows=rows, notes=notes or {})


def book(*sheets: SheetContent, name: str = "so.xlsx") -> BookContent:
    return BookContent(name=name, version="1", sheets=sheets)
