"""What people state above a tab's headings: the period reported on, and the day of handing in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue, Rectangle, Where
from sheetsync.core.dates import read_date
from sheetsync.core.periods import parse_period
from sheetsync.core.readings import DateKind
from sheetsync.core.values import display_text, unaccented
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

# The labels are matched against texts without accents.
_PERIOD_LABEL = pattern(r"\s*ky bao cao\s*(?:\([^()]*\))?\s*[:.]?\s*(.*)", re.DOTALL)
_HANDED_IN_LABEL = pattern(r"\s*(?:da nop|ngay nop|nop ngay|da nop ngay)\s*(?:\([^()]*\))?\s*[:.]?\s*(.*)", re.DOTALL)
_REPORTED_ON, _HANDED_IN = "Kỳ báo cáo", "Đã nộp (ngày)"
_A_DAY = (DateKind.TRUE_DATE, DateKind.TEXT_DATE, DateKind.GUESSED)
_PLACEHOLDER = pattern(r"[.…_\s/]*")
_BRACKETED = pattern(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Stated:
    """period: key of the stated period ("2023-Q1"), with the cell it stands in; handed_in_on: the stated day."""

    period: str | None = None
    period_cell: Where | None = None
    handed_in_on: date | None = None


def read_stated(sheet: SheetContent, first_heading_row: int, *, plan_year: int) -> Stated:
    """From `Kỳ báo cáo: Quý I/2023` and `Đã nộp (ngày): 14/3/2023` above the headings, in one cell or beside their label.
    A quarter without a year is of the plan's year. What cannot be read is as if it were not there."""
    period: str | None = None
    period_cell: Where | None = None
    handed_in_on: date | None = None
    for row in range(sheet.first_row, first_heading_row):
        for column, rest, label in _labels(sheet, row):
            value, place = _stated_value(sheet, row, column, rest)
            if label is _PERIOD_LABEL and period is None:
                period = _period(value, plan_year)
                period_cell = Where(sheet.name, row, place, "Kỳ báo cáo") if period else None
            elif label is _HANDED_IN_LABEL and handed_in_on is None:
                reading = read_date(value, plan_year=plan_year)
                handed_in_on = reading.on if reading.kind in _A_DAY else None
    return Stated(period, period_cell, handed_in_on)


def handed_in_cell(sheet: SheetContent, first_heading_row: int) -> Rectangle | None:
    """The cell in which the day of handing in is to be written: the one beside its label, with what it is joined to. None where
    there is no label, or it stands in one cell with the day."""
    for row in range(sheet.first_row, first_heading_row):
        for column, rest, label in _labels(sheet, row):
            if label is _HANDED_IN_LABEL and _PLACEHOLDER.fullmatch(rest):
                beside = _after(sheet, row, column)
                return next(
                    (block for block in sheet.merged if block.contains(*beside)), Rectangle(beside[0], beside[1], *beside)
                )
    return None


def restated(sheet: SheetContent, first_heading_row: int, title: str, *, plan_year: int) -> Iterator[tuple[Where, CellValue]]:
    """Cells above the headings with what they hold when another period is reported: its title, and no day of handing in. Only
    cells that `read_stated` reads."""
    seen: set[re.Pattern[str]] = set()
    for row in range(sheet.first_row, first_heading_row):
        for column, rest, label in _labels(sheet, row):
            value, place = _stated_value(sheet, row, column, rest)
            is_period = label is _PERIOD_LABEL
            known = _period(value, plan_year) if is_period else read_date(value, plan_year=plan_year).kind in _A_DAY
            if known and label not in seen:
                seen.add(label)
                heading = _REPORTED_ON if is_period else _HANDED_IN
                written, colon, _ = display_text(sheet.value(row, column)).partition(":")
                before = f"{written if colon else heading}:" if place == column else ""
                new = f"{before} {title}".strip() if is_period else before
                yield Where(sheet.name, row, place, heading), new or None


def _after(sheet: SheetContent, row: int, column: int) -> tuple[int, int]:
    """The cell right of one that may be joined."""
    joined = next((block for block in sheet.merged if block.contains(row, column)), None)
    return row, (joined.last_column if joined else column) + 1


def _labels(sheet: SheetContent, row: int) -> Iterator[tuple[int, str, re.Pattern[str]]]:
    """Column, what follows the label in its cell, and which label it is."""
    for j, value in enumerate(sheet.rows[row - sheet.first_row]):
        if isinstance(value, str):
            key = unaccented(value)
            for pattern in (_PERIOD_LABEL, _HANDED_IN_LABEL):
                found = pattern.match(key)
                if found:
                    yield sheet.first_column + j, value.partition(":")[2] if ":" in value else found[1], pattern


def _stated_value(sheet: SheetContent, row: int, column: int, rest: str) -> tuple[CellValue, int]:
    """What is stated, and the column it stands in: after the label, else in the next cell of the row that holds something."""
    if not _PLACEHOLDER.fullmatch(rest):
        return rest, column
    cells = sheet.rows[row - sheet.first_row]
    for j in range(column + 1 - sheet.first_column, len(cells)):
        if display_text(cells[j]).strip():
            return cells[j], sheet.first_column + j
    return None, column


def _period(value: CellValue, plan_year: int) -> str | None:
    text = _BRACKETED.sub(" ", display_text(value)).partition("·")[0].strip(" .;,")  # "Quý I/2023 (…) · hạn nộp 14/3/2023"
    parsed = parse_period(text) or parse_period(f"{text}/{plan_year}") or parse_period(f"{text} năm {plan_year}")
    return f"{parsed[0]}-Q{parsed[1]}" if parsed else None
