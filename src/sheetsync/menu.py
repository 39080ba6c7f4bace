"""The menu for people who know no commands: numbers, plain questions, and the very commands behind them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sheetsync.book_places import book_place, is_at_google
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import flush, put
from sheetsync.core.periods import parse_period
from sheetsync.core.values import nfc
from sheetsync.errors import SheetsyncError

Run = Callable[[Sequence[str]], int]

_ENTRIES = (
    ("1", "Chọn sổ kế hoạch"),
    ("2", "Kiểm tra sổ (chỉ xem, không ghi gì)"),
    ("3", "Kiểm tra, tô màu và lập báo cáo vào sổ"),
    ("4", "Xem ai đã báo cáo, ai chưa"),
    ("5", "Lấy lại sổ như trước lần ghi gần nhất"),
    ("6", "Gỡ mọi thứ sheetsync đã thêm vào sổ"),
    ("7", "Chọn kỳ báo cáo"),
    ("8", "Chạy thử trên sổ mẫu"),
    ("9", "Lập sổ kế hoạch mới từ cấu hình"),
    ("10", "Nhận một sổ lạ: nhận ra sheet, cột, người, rồi lập cấu hình"),
    ("11", "Soạn tin nhắc cán bộ nộp báo cáo"),
    ("12", "Phát cho mỗi cán bộ một tệp"),
    ("13", "Thu các tệp cán bộ gửi về vào sổ"),
    ("14", "Chốt kỳ sau khi gửi báo cáo"),
    ("15", "Mở kỳ mới"),
    ("0", "Thoát"),
)


_FINE, _IN_THE_WAY = 0, 1
"""Exit codes: all is well; there are errors."""
_TAKEN_IN_PART = (_FINE, 1, 3)
"""Of `collect`: also with files that could not be taken, and with conflicts. Of any other command, 3 is a book that could not be
worked on."""
_ON_A_BOOK = frozenset({"2", "3", "4", "5", "6", "10", "11", "12", "13", "14", "15"})


class _Left(Exception):
    """The person has gone: end of input."""


def show_menu(run: Run, config: Path | None = None) -> int:
    """Ask and carry out until the person leaves. run: carries out one command line and gives its exit code. Gives 0."""
    book, period = "", ""
    put(styled("sheetsync – kiểm tra và tổng hợp sổ kế hoạch cải cách hành chính", bold=True))
    try:
        while True:
            _show_entries(book, period, config)
            choice = _ask("Vui lòng chọn số: ")
            if choice in ("0", "q", "thoát"):
                break
            if choice == "1":
                book = _ask_book() or book
            elif choice == "7":
                period = _ask_period(period)
            elif choice == "8":
                run(["demo"])
            elif choice == "9":
                _make_new(run, period, config)
            elif choice in _ON_A_BOOK:
                book = book or _ask_book()
                if book:
                    period = _carry_out(run, choice, book, period, config or config_beside(book))
            elif given := dropped_path(choice) or (choice if is_at_google(choice) else ""):
                book = _taken(given) or book
            else:
                put(f"Không có mục «{one_line(choice)}». Vui lòng gõ một số có trong bảng.")
    except _Left:
        put()
    put("Tạm biệt.")
    return 0


def dropped_path(text: str) -> str:
    """The path in what a terminal types when a file is dropped on it; "" when the text is no path of a workbook."""
    text = _without_quotes(text)
    return text if text.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods", ".csv")) else ""


def _without_quotes(text: str) -> str:
    """A path as a terminal types it when it is dropped: quoted, with `\\ ` for blanks, as `& '…'` (PowerShell) or as a file://
    address."""
    text = text.strip()
    if text.startswith("& "):
        text = text[2:].strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
        if os.name != "nt":
            text = text.replace("'\\''", "'")
    elif text.startswith("file://"):
        text = unquote(urlsplit(text).path)
        if re.match(r"/[A-Za-z]:/", text):
            text = text[1:]
    elif os.name != "nt" and "\\" in text:
        text = re.sub(r"\\(.)", r"\1", text)
    return text


def config_beside(book: str) -> Path | None:
    """The newest configuration that `adopt` has made beside the book: whoever knows only the menu cannot name it."""
    path = Path(book)
    own = re.compile(re.escape(nfc(f"{path.stem} - cấu hình")) + r"(?: (\d+))?")
    try:
        folders = [folder for folder in path.parent.iterdir() if (folder / "sheetsync.toml").is_file()]
    except OSError:
        return None
    numbered = [(int(found[1] or 1), folder) for folder in folders if (found := own.fullmatch(nfc(folder.name)))]
    return max(numbered)[1] if numbered else None


def _show_entries(book: str, period: str, config: Path | None) -> None:
    put()
    put(paragraph(f"Sổ đang chọn: {book or '(chưa chọn)'}"))
    beside = config_beside(book) if book and config is None else None
    if beside is not None:
        put(paragraph(f"Cấu hình của sổ này: {beside.name}"))
    put(paragraph(f"Kỳ báo cáo: {period or 'kỳ gần nhất chưa qua ngày gửi'}"))
    for number, title in _ENTRIES:
        put(f"  {number}. {title}")


def _ask(question: str) -> str:
    put(question, newline=False)
    flush()
    try:
        line = input()
    except EOFError as error:
        raise _Left from error
    return line.strip()


def _ask_book() -> str:
    """The book's path, found to be there; "" when the person changed their mind."""
    while True:
        put(paragraph("Kéo thả tệp sổ vào cửa sổ này (hoặc gõ đường dẫn) rồi nhấn Enter; để trống để quay lại."))
        put(paragraph("Sổ ở Google thì dán địa chỉ trên trình duyệt (https://docs.google.com/spreadsheets/…)."))
        answer = _ask("Sổ: ")
        if not answer:
            return ""
        path = _taken(dropped_path(answer) or answer)
        if path:
            return path


def _taken(text: str) -> str:
    try:
        return str(book_place(text, None))
    except SheetsyncError as error:
        put(paragraph(error.message))
        put(paragraph(error.next_step, first="→ "))
        return ""


def _ask_period(current: str) -> str:
    answer = _ask("Kỳ báo cáo (ví dụ 2023-Q1; để trống: kỳ gần nhất): ")
    if not answer:
        return ""
    key = _period_key(answer)
    if not key:
        put(f"Không hiểu kỳ «{one_line(answer)}»; giữ như cũ.")
    return key or current


def _ask_which_period(question: str) -> str:
    """The key of a period that must be said; "" when the person changed their mind."""
    while answer := _ask(f"{question} (ví dụ 2023-Q1; để trống để quay lại): "):
        if key := _period_key(answer):
            return key
        put(f"Không hiểu kỳ «{one_line(answer)}».")
    return ""


def _period_key(text: str) -> str:
    parsed = parse_period(text)
    return f"{parsed[0]}-Q{parsed[1]}" if parsed is not None else ""


def _carry_out(run: Run, choice: str, book: str, period: str, config: Path | None) -> str:
    """Gives the period that is chosen from then on."""
    before = ["--config", str(config)] if config else []
    with_period = ["--period", period] if period else []
    if choice == "2":
        run([*before, "validate", *with_period, "--", book])
    elif choice == "3":
        run([*before, "run", *with_period, "--", book])
    elif choice == "4":
        run([*before, "status", *with_period, "--", book])
    elif choice == "10":
        run(["adopt", "--", book])
    elif choice == "11":
        folder = _beside(book, "tin nhắc")  # messages are easier to copy from files than from this window
        run([*before, "remind", *with_period, *(["--to", folder] if folder else []), "--", book])
    elif choice == "5":
        if _sure("Thay sổ bằng bản trước lần ghi gần nhất?"):
            run([*before, "undo", "--", book])
    elif choice == "6":
        if _sure("Gỡ các sheet và màu do sheetsync thêm vào sổ?"):
            run([*before, "clean", "--", book])
    else:
        return _carry_on_the_quarter(run, choice, book, period, before)
    return period


def _carry_on_the_quarter(run: Run, choice: str, book: str, period: str, before: list[str]) -> str:
    """Hand out, collect, close, open. Once the next period is open, the one chosen before is no more."""
    with_period = ["--period", period] if period else []
    if choice == "12":
        if folder := _beside(book, "phát") or _ask_folder("Thư mục để ghi các tệp phát."):
            run([*before, "hand-out", *with_period, "--to", folder, "--", book])
    elif choice == "13":
        if folder := _ask_folder("Kéo thả thư mục có các tệp cán bộ gửi về vào cửa sổ này (hoặc gõ đường dẫn)."):
            command = [*before, "collect", *with_period, "--into", book]
            _look_first(run, command, ["--", folder], "Ghi những thay đổi này vào sổ?", _TAKEN_IN_PART)
    elif choice == "14":
        if key := period or _ask_which_period("Chốt kỳ nào"):
            _close(run, before, book, key)
    elif choice == "15" and (key := _ask_which_period("Mở kỳ nào")):
        done = _look_first(run, [*before, "open"], ["--", book, key], f"Mở kỳ {key} như trên?", (_FINE,))
        return key if done == _FINE and period else period
    return period


def _beside(book: str, what: str) -> str:
    """A folder beside a book that is a file."""
    path = Path(book)
    return str(path.with_name(f"{path.stem} - {what}")) if path.is_file() else ""


def _ask_folder(what: str) -> str:
    put(paragraph(f"{what} Để trống để quay lại."))
    return _without_quotes(_ask("Thư mục: "))


def _look_first(run: Run, command: list[str], rest: list[str], question: str, goes_on: tuple[int, ...]) -> int | None:
    """Show what would be done, and do it when the person agrees; where it cannot be done nothing is asked. goes_on: the exit
    codes with which it can. Gives the exit code of what was done."""
    if run([*command, "--dry-run", *rest]) not in goes_on or not _sure(question):
        return None
    return run([*command, *rest])


def _close(run: Run, before: list[str], book: str, period: str) -> None:
    if _sure(f"Chốt kỳ {period}? Chỉ chốt khi báo cáo đã gửi.") and run([*before, "close", "--", book, period]) == _IN_THE_WAY:
        reason = _ask("Vẫn chốt thì ghi lý do (để trống: không chốt): ")
        if reason:
            run([*before, "close", "--reason", reason, "--", book, period])


def _make_new(run: Run, period: str, config: Path | None) -> None:
    put(paragraph("Tên tệp mới, ví dụ ke-hoach-2023.xlsx (đuôi .xlsm: thêm nút bấm); để trống để quay lại."))
    answer = _ask("Tệp mới: ")
    if answer:
        before = ["--config", str(config)] if config else []
        with_period = ["--period", period] if period else []
        run([*before, "new", *with_period, "--output", dropped_path(answer) or answer])


def _sure(question: str) -> bool:
    return _ask(f"{question} (gõ c để đồng ý): ").casefold() in ("c", "có", "co")
