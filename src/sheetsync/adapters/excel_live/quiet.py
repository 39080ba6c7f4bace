"""Excel while it is written to: quiet, unlocked where no password locks it, and afterwards as the person left it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from sheetsync.errors import BookUnwritable

_MANUAL = -4135
_A1_STYLE = 1
_VISIBLE = -1
_WHILE_WRITING = (
    ("ScreenUpdating", False),
    ("EnableEvents", False),
    ("DisplayAlerts", False),
    ("Calculation", _MANUAL),
    ("ReferenceStyle", _A1_STYLE),
)
_SHEET_RIGHTS = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns", "AllowInsertingRows",
    "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering",
    "AllowUsingPivotTables",
)  # fmt: skip
_NO_PASSWORD = ""  # without one given, Excel would ask the person


@contextlib.contextmanager
def quiet(book: Any) -> Iterator[None]:
    """No screen updates, events, questions or calculation; then all of them, the active workbook and its sheet as before."""
    application = book.api.Application
    before = [(name, getattr(application, name)) for name, _ in _WHILE_WRITING]
    active, sheet = application.ActiveWorkbook, book.api.ActiveSheet
    with contextlib.ExitStack() as afterwards:
        for name, value in before:
            afterwards.callback(_best_effort, setattr, application, name, value)
        afterwards.callback(_best_effort, lambda: active is not None and active.Activate())
        afterwards.callback(_best_effort, sheet.Activate)
        for name, value in _WHILE_WRITING:
            setattr(application, name, value)
        yield


@contextlib.contextmanager
def unlocked_book(workbook: Any) -> Iterator[None]:
    """The list of sheets may be changed; locked again afterwards. Raises BookUnwritable where a password locks it."""
    if not workbook.ProtectStructure:
        yield
        return
    windows = bool(workbook.ProtectWindows)
    _unlock(workbook, lambda: bool(workbook.ProtectStructure), "Cấu trúc sổ bị khóa bằng mật khẩu nên không thêm được sheet.")
    try:
        yield
    finally:
        workbook.Protect(_NO_PASSWORD, True, windows)


@contextlib.contextmanager
def unlocked_sheet(worksheet: Any) -> Iterator[None]:
    """Cells and conditional formats of the sheet may be changed; locked again afterwards with the same rights left open."""
    if not (worksheet.ProtectContents or worksheet.ProtectDrawingObjects or worksheet.ProtectScenarios):
        yield
        return
    locked = (bool(worksheet.ProtectDrawingObjects), bool(worksheet.ProtectContents), bool(worksheet.ProtectScenarios))
    free_for_macros = bool(worksheet.ProtectionMode)
    rights = tuple(bool(getattr(worksheet.Protection, name)) for name in _SHEET_RIGHTS)
    message = f"Sheet «{worksheet.Name}» bị khóa bằng mật khẩu nên không ghi hay tô màu được."
    _unlock(worksheet, lambda: bool(worksheet.ProtectContents), message)
    try:
        yield
    finally:
        worksheet.Protect(_NO_PASSWORD, *locked, free_for_macros, *rights)


@contextlib.contextmanager
def selected(worksheet: Any, address: str) -> Iterator[None]:
    """The sheet in front with this cell selected (Excel takes conditions as seen from there), then the person's own selection
    and place of scrolling; a hidden sheet is shown for as long as the screen stands still."""
    application = worksheet.Application
    shown = worksheet.Visible
    if shown != _VISIBLE:
        worksheet.Visible = _VISIBLE
    with contextlib.ExitStack() as afterwards:
        if shown != _VISIBLE:
            afterwards.callback(setattr, worksheet, "Visible", shown)
        worksheet.Parent.Activate()
        worksheet.Activate()
        window = application.ActiveWindow
        place, row, column = str(window.RangeSelection.Address), window.ScrollRow, window.ScrollColumn
        afterwards.callback(_best_effort, setattr, window, "ScrollColumn", column)
        afterwards.callback(_best_effort, setattr, window, "ScrollRow", row)
        afterwards.callback(_best_effort, lambda: worksheet.Range(place).Select())
        worksheet.Range(address).Select()
        yield


def _unlock(thing: Any, is_locked: Callable[[], bool], message: str) -> None:
    with contextlib.suppress(Exception):  # a wrong password is an error of the Windows library; what counts is asked below
        thing.Unprotect(_NO_PASSWORD)
    if is_locked():
        raise BookUnwritable(message, "Vui lòng nhờ người giữ mật khẩu mở khóa (Review > Unprotect) rồi chạy lại.")


def _best_effort(act: Callable[..., object], *arguments: object) -> None:
    """What cannot be put back must not keep the rest from being put back."""
    with contextlib.suppress(Exception):
        act(*arguments)
