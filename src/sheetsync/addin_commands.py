"""What the macros call through xlwings' RunPython: the command line on the workbook that is active in Excel.

Each function has a command carried out on `excel:NAME`, with the messages and exit codes that people know from it, and shows the
result in a message box of Windows, which VBA waits for. Whatever goes wrong is told in Vietnamese; nothing is raised.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sheetsync.cli import run_command_line
from sheetsync.records import dataclass

MOST_LINES = 15
_FAILED_TITLE = "Chưa làm được"
_FAILED = (
    "sheetsync chưa làm được việc này; sổ chưa bị thay đổi.\n"
    "Vui lòng lưu, đóng sổ rồi chạy sheetsync với tệp của sổ trong cửa sổ lệnh để biết vì sao."
)


@dataclass(frozen=True, slots=True)
class ActiveBook:
    """The workbook that the person looks at. address: as commands take it; window: Excel's own, 0 for none; config: the
    configuration folder that goes with the workbook, if one lies beside it."""

    address: str
    tab: str
    window: int = 0
    config: Path | None = None


class _Refused(Exception):
    """A command ended with a failure, told in its own words."""


def check() -> None:
    """Everything that the full check finds in the active tab, errors before warnings."""
    _show_result(_check_text)


def mark_overdue() -> None:
    """Colour rows by their state and wrong cells, in all tabs."""
    _show_result(_marked_text)


def consolidate() -> None:
    """The report sheets of the period."""
    _show_result(_report_text)


def status() -> None:
    """Who has reported and handed in."""
    _show_result(_status_text)


def active_book() -> ActiveBook:
    """The workbook from which RunPython was called: the active one."""
    import xlwings  # noqa: PLC0415 - only Excel's machine needs it

    book = xlwings.Book.caller()
    beside: Path | None = None
    with contextlib.suppress(OSError, ValueError):  # a workbook in the cloud, or not saved yet, has no folder here
        path = Path(book.fullname)
        folder = path.with_name(f"{path.stem} - cấu hình")
        beside = folder if folder.is_dir() else None
    return ActiveBook(f"excel:{book.name}", book.sheets.active.name, book.app.hwnd or 0, beside)


def show_box(title: str, text: str, window: int) -> None:
    """A message box with all letters; waits until it is closed."""
    import ctypes  # noqa: PLC0415 - start-up stays light

    information = 0x40
    ctypes.windll.user32.MessageBoxW(window, text, title, information)  # type: ignore[attr-defined,unused-ignore]


def _show_result(job: Callable[[ActiveBook], tuple[str, str]]) -> None:
    window = 0
    try:
        book = active_book()
        window = book.window
        title, text = job(book)
    except _Refused as refused:
        title, text = _FAILED_TITLE, str(refused)
    except Exception:  # noqa: BLE001 - xlwings would show a traceback in English
        title, text = _FAILED_TITLE, _FAILED
    show_box(title, text, window)


def _check_text(book: ActiveBook) -> tuple[str, str]:
    title = f"Kiểm tra đầy đủ tab «{book.tab}»"
    document = _document("validate", book, "--tab", book.tab)
    found = [finding for finding in document["findings"] if finding["sheet"] == book.tab and finding["severity"] != "info"]
    found.sort(key=lambda finding: finding["severity"] != "error")
    if not found:
        return title, "Không thấy lỗi nào trong tab này."
    errors = sum(finding["severity"] == "error" for finding in found)
    prefix = f"Sheet «{book.tab}», "
    lines = [finding["message"].removeprefix(prefix) for finding in found]
    lines = [line[:1].upper() + line[1:] for line in lines]
    return title, _listed(f"Có {errors} lỗi, {len(found) - errors} cảnh báo.", lines)


def _marked_text(book: ActiveBook) -> tuple[str, str]:
    document = _document("highlight", book)
    errors = document["summary"]["errors"]
    return "Đánh dấu quá hạn", f"Đã tô màu các tab ({errors} lỗi). Sổ chưa được lưu: vui lòng xem lại rồi tự lưu."


def _report_text(book: ActiveBook) -> tuple[str, str]:
    report = _document("consolidate", book)["report"]
    overdue = [f"{item['task_id']}: quá hạn {item['days']} ngày" for item in report["overdue"]]
    summary = (
        f"Đã lập sheet «{report['sheet']}»: đọc {report['rows_read']} dòng, báo cáo {report['reported']}, "
        f"để ngoài {len(report['left_out'])}. Sổ chưa được lưu: vui lòng xem lại rồi tự lưu."
    )
    return "Tổng hợp quý", _listed(summary, overdue)


def _status_text(book: ActiveBook) -> tuple[str, str]:
    document = _document("status", book)
    lines = []
    for official in document["officials"]:
        handed_in = "đã nộp" if official["handed_in"] else "chưa nộp"
        lines.append(
            f"{official['official']}: {official['reported']}/{official['tasks']} đã báo cáo, {official['errors']} lỗi, "
            f"{official['overdue']} quá hạn, {handed_in}"
        )
    hand_in, send = _day(document["hand_in"]), _day(document["send"])
    return "Tình hình nộp", _listed(f"Hạn nộp {hand_in}, hạn gửi {send}.", lines)


def _document(command: str, book: ActiveBook, *options: str) -> dict[str, Any]:
    """What the command answers with --json. Raises _Refused with its failure in words."""
    before = ["--config", str(book.config)] if book.config else []
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        run_command_line([*before, command, book.address, *options, "--json"])
    document: dict[str, Any] = json.loads(out.getvalue())
    if "error" in document:
        raise _Refused(f"{document['error']['message']}\n{document['error']['next']}")
    return document


def _listed(summary: str, lines: Sequence[str]) -> str:
    """A summary and as many lines as a box can show."""
    shown = list(lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        shown.append(f"… và {len(lines) - MOST_LINES} dòng nữa.")
    return "\n\n".join((summary, "\n".join(shown))) if shown else summary


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)}/{int(month)}/{year}"
