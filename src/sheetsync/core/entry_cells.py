"""Which entry cells of people's sheets may be written, and what a value needs to stay what it is: one rule for every book."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.cells import MAX_COLUMN, MAX_ROW, CellValue, a1
from sheetsync.core.edits import CellChange, Edit, SetCells
from sheetsync.core.numbers import share_of
from sheetsync.core.serials import FormatKind, write_serial
from sheetsync.core.sheets.cell_text import MAX_TEXT
from sheetsync.errors import BookUnwritable, ExternallyChanged, SheetConflict

DAY_FORMAT, GENERAL = "dd/mm/yyyy", "General"
_FORMULA_STARTS = frozenset("=+-@\t'")


def changes_to_make(
    content: BookContent, edits: Iterable[Edit], *, changed: type[ExternallyChanged] = ExternallyChanged
) -> dict[str, tuple[CellChange, ...]]:
    """By sheet, what the SetCells among the edits change in a book of this content, row by row; nothing for a cell that holds its
    new value already and shows it. changed: what is raised where a cell or its row is not what it has to be.

    Raises SheetConflict for a sheet that is not there or is ours, BookUnwritable for a cell that may not be written.
    """
    asked: dict[str, list[CellChange]] = {}
    for edit in edits:
        if isinstance(edit, SetCells):
            asked.setdefault(edit.sheet, []).extend(edit.changes)
    found = {name: tuple(_checked(_sheet(content, name), changes, changed)) for name, changes in asked.items()}
    return {name: changes for name, changes in found.items() if changes}


def same_value(one: CellValue, other: CellValue) -> bool:
    """Whether two values are the same to whoever reads the book: 1 and 1.0 are, TRUE and 1 are not, nor a day and a moment."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    if isinstance(one, str) or isinstance(other, str):
        return (one or None) == (other or None)
    return one == other and type(one) is type(other)


def stands_in(sheet: SheetContent, change: CellChange) -> bool:
    """Whether the cell holds its old value and its row is the one that is meant."""
    if change.anchor is not None and not same_value(sheet.value(change.row, change.anchor[0]), change.anchor[1]):
        return False
    return same_value(sheet.value(change.row, change.column), change.old)


def looks_like_formula(text: str) -> bool:
    """Whether somebody who opens the cell and leaves it again would make something else of the text."""
    return text[:1] in _FORMULA_STARTS


def format_for(value: CellValue, kind: FormatKind, *, as_text: bool, plain: bool = False) -> str | None:
    """The number format (Excel's code, en_US) that a cell needs for this value; None where its own will do. kind: of its own;
    as_text: that makes a text of whatever is typed; plain: a number is not to be shown in percent."""
    if value is None or isinstance(value, str | bool):
        return None
    if isinstance(value, int | float):
        fits = kind is FormatKind.PLAIN or (kind is FormatKind.PERCENT and not plain)
        return None if fits and not as_text else GENERAL
    wanted, code = _MOMENTS[_kind_of_moment(value)]
    return None if kind is wanted else code


def number_in_cell(change: CellChange, number: int | float | None, kind: FormatKind) -> int | float | None:
    """What the cell must hold for the number of a change. kind: of the cell's own number format."""
    return share_of(number) if number is not None and change.as_seen and kind is FormatKind.PERCENT else number


def number_to_write(sheet: str, change: CellChange, *, date_1904: bool = False) -> int | float | None:
    """The number that a cell holds for a number, day, moment or time; None for other values. Raises BookUnwritable for a day
    before the book's calendar begins."""
    value = change.new
    if value is None or isinstance(value, str | bool):
        return None
    if isinstance(value, int | float):
        return value
    serial = write_serial(value, date_1904=date_1904)
    if serial is None:
        raise refused(sheet, change.row, change.column, "không nhận được ngày sớm như thế")
    return serial


def refused(sheet: str, row: int, column: int, why: str) -> BookUnwritable:
    """A cell that may not be written; why: the rest of a sentence about it."""
    return BookUnwritable(f"Sheet «{sheet}», ô {a1(row, column)} {why}; chưa ghi gì.", "Vui lòng xem lại ô này rồi chạy lại.")


FORMULA = "đang chứa công thức nên không ghi đè"
PART_OF_FORMULA = "thuộc kết quả của một công thức mảng nên không ghi đè"
PART_OF_BLOCK = "nằm trong khối ô đã gộp mà không phải ô đầu"
TABLE_HEADING = "là tiêu đề cột của một bảng (Table) nên không ghi đè"
_OUTSIDE = "nằm ngoài trang tính"
_ERROR = "đang chứa lỗi {} nên không ghi đè"
_TOO_LONG = f"không chứa được văn bản dài quá {MAX_TEXT:,} ký tự".replace(",", ".")
_NO_NUMBER = "không nhận được số này"

_MOMENTS = {
    datetime: (FormatKind.DATE, f"{DAY_FORMAT} hh:mm"),
    date: (FormatKind.DATE, DAY_FORMAT),
    time: (FormatKind.TIME, "hh:mm"),
    timedelta: (FormatKind.DURATION, "[h]:mm"),
}


def _kind_of_moment(value: date | time | timedelta) -> type[date | time | timedelta]:
    return next(kind for kind in _MOMENTS if isinstance(value, kind))  # a moment is a day as well, so it is asked first


def _sheet(content: BookContent, name: str) -> SheetContent:
    try:
        sheet = content.sheet(name)
    except KeyError:
        raise SheetConflict(f"Không còn sheet «{name}» để ghi.", "Chạy lại lệnh vừa rồi.") from None
    if sheet.own is not None:
        raise SheetConflict(f"Sheet «{name}» do sheetsync lập, không phải nơi mọi người ghi kết quả.", "Chưa ghi gì.")
    return sheet


def _checked(sheet: SheetContent, changes: list[CellChange], changed: type[ExternallyChanged]) -> Iterator[CellChange]:
    places = {(change.row, change.column) for change in changes}
    if len(places) != len(changes):
        raise ValueError(f"two changes of one cell in {sheet.name}")
    inside = {
        place
        for area in sheet.merged
        for place in places
        if area.contains(*place) and place != (area.first_row, area.first_column)
    }
    for change in sorted(changes, key=lambda each: (each.row, each.column)):
        place = (change.row, change.column)
        if not (1 <= change.row <= MAX_ROW and 1 <= change.column <= MAX_COLUMN):
            raise BookUnwritable(
                f"Sheet «{sheet.name}», dòng {change.row}, cột {change.column} {_OUTSIDE}; chưa ghi gì.", "Chạy lại lệnh vừa rồi."
            )
        note = sheet.notes.get(place)
        if note is not None and note.formula:
            raise refused(sheet.name, *place, FORMULA)
        if note is not None and note.error is not None:
            raise refused(sheet.name, *place, _ERROR.format(note.error))
        if place in inside:
            raise refused(sheet.name, *place, PART_OF_BLOCK)
        if not stands_in(sheet, change):
            raise changed(
                f"Sheet «{sheet.name}», ô {a1(*place)} không còn như lúc đọc; chưa ghi gì.",
                "Chạy lại để làm trên nội dung mới nhất.",
            )
        _refuse_value(sheet.name, change)
        if not same_value(change.old, change.new) or (note is not None and note.percent and _is_plain_number(change)):
            yield change


def _is_plain_number(change: CellChange) -> bool:
    """Whether a cell that shows percent says something else than the change, whatever it holds: 1 is 100 % there."""
    return change.plain and isinstance(change.new, int | float) and not isinstance(change.new, bool)


def _refuse_value(sheet: str, change: CellChange) -> None:
    value = change.new
    if isinstance(value, str) and len(value) > MAX_TEXT // 2 and len(value.encode("utf-16-le", "surrogatepass")) // 2 > MAX_TEXT:
        raise refused(sheet, change.row, change.column, _TOO_LONG)
    if isinstance(value, int | float) and not (abs(value) < 1e300 and math.isfinite(value)):
        raise refused(sheet, change.row, change.column, _NO_NUMBER)
