"""Everything that is looked at, one after the other."""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from sheetsync import __version__
from sheetsync.book_places import GoogleSheet, book_place
from sheetsync.clock import ZONE_NAME, today, vietnam
from sheetsync.core.plan_exchange.edition import BookEdition, read_edition
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.core.values import display_text
from sheetsync.doctor.check import Check, failed
from sheetsync.errors import ConfigError, SheetsyncError
from sheetsync.ports import PlanBook
from sheetsync.usecases.assess import no_tab
from sheetsync.wiring import ServiceNews, load_settings, open_book

_PACKAGES = ("click", "rich", "lxml", "openpyxl", "pandas", "defusedxml")


def examine(book: str | None, *, config: Path | None, plan: str | None, news: ServiceNews) -> Iterator[Check]:
    """Every check in turn; the later ones go on even when an earlier one failed, as far as they can."""
    yield python_check()
    yield packages_check()
    yield time_zone_check()
    yield console_check()
    settings_or_failure = load(config, plan)
    if isinstance(settings_or_failure, Check):
        yield settings_or_failure
        settings = None
    else:
        settings = settings_or_failure
        plan_read = settings.plan
        yield Check("Cấu hình", f"đúng; kế hoạch {plan_read.year}, {len(plan_read.tasks)} nhiệm vụ")
    if book or (settings is not None and settings.book_address):
        yield from book_checks(book, settings, news)
    else:
        yield writable_check(Path.cwd())


def python_check() -> Check:
    found = f"Python {platform.python_version()}, sheetsync {__version__}, {platform.system() or 'hệ điều hành không rõ'}"
    if sys.version_info < (3, 11):  # noqa: UP036 - people start it with whatever Python they have
        return Check("Python", found, 4, "Vui lòng cài Python 3.11 trở lên.")
    return Check("Python", found)


def packages_check() -> Check:
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        return Check("Gói phần mềm", "thiếu " + ", ".join(missing), 4, "Vui lòng cài lại sheetsync theo hướng dẫn.")
    return Check("Gói phần mềm", "đủ")


def time_zone_check() -> Check:
    zone = "" if isinstance(vietnam(), ZoneInfo) else ", không có dữ liệu múi giờ nên tính theo UTC+7"
    return Check("Múi giờ", f"{ZONE_NAME}{zone}, hôm nay là {display_text(today())}")


def console_check() -> Check:
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        "ẫđỹ✓".encode(encoding)
    except UnicodeEncodeError:
        return Check("Màn hình", f"bảng mã {encoding}: chữ Việt được in gần đúng (ví dụ «Quy» thay cho «Quý»)")
    return Check("Màn hình", f"bảng mã {encoding}, in được chữ Việt")


def load(config: Path | None, plan: str | None) -> Settings | Check:
    """The settings, or the check that lists every mistake in them."""
    try:
        return load_settings(config, plan)
    except ConfigError as error:
        return Check("Cấu hình", error.message, error.exit_code, error.next_step, error.mistakes)


def book_checks(address: str | None, settings: Settings | None, news: ServiceNews) -> Iterator[Check]:
    """The book, where it is kept, its tabs."""
    try:
        place = book_place(address, settings)
    except SheetsyncError as error:
        yield failed("Sổ", error)
        return
    if isinstance(place, GoogleSheet):
        from sheetsync.doctor.google import google_checks  # noqa: PLC0415 - only where a Google Sheet is looked at

        book = yield from google_checks(place, news)
        if book is not None:
            yield from content_checks(book, settings)
        return
    readable = yield from content_checks(open_book(place), settings)
    if readable and isinstance(place, Path):  # of a workbook open in Excel nothing is written to disk
        yield writable_check(place.resolve().parent)
        yield backup_check(place.resolve().parent)


def content_checks(book: PlanBook, settings: Settings | None) -> Generator[Check, None, bool]:
    """What is in the book; gives whether it could be read."""
    try:
        content = book.read()
    except SheetsyncError as error:
        yield failed("Sổ", error)
        return False
    yield Check("Sổ", f"đọc được «{content.name}», {len(content.sheets)} sheet")
    edition = read_edition(content)
    if edition is not None:
        yield _template_check(edition, content.name)
    if settings is not None:
        tabs, _ = read_tabs(content, settings, quarter=1)
        if not tabs.tabs:
            yield failed("Sheet của cán bộ", no_tab(content, settings))
        else:
            yield _tabs_check(settings, list(dict.fromkeys(tab.sheet for tab in tabs.tabs)), tabs.missing)
    return True


def _template_check(edition: BookEdition, book: str) -> Check:
    """The template of a workbook that `new` made. Another one is no failure: its tabs are read all the same."""
    advice = edition.advice(book)
    return Check("Mẫu của sổ", advice or f"mẫu {edition.template}")


def _tabs_check(settings: Settings, sheets: list[str], missing: tuple[str, ...]) -> Check:
    found = "nhận ra " + ", ".join(f"«{sheet}»" for sheet in sheets)
    if missing:
        names = [official.tab or code for code in missing if (official := settings.plan.official(code)) is not None]
        found += "; không thấy " + ", ".join(f"«{name}»" for name in names)
    return Check("Sheet của cán bộ", found)


def writable_check(folder: Path) -> Check:
    """Whether a file can be made there: tried for real, because permissions alone do not tell."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"sheetsync")
            probe.flush()
    except OSError as error:
        return Check(
            "Thư mục của sổ",
            f"không ghi được vào «{folder}» ({error.strerror or error})",
            4,
            "Vui lòng chép sổ sang thư mục khác, hoặc dùng --output để ghi ra chỗ khác.",
        )
    return Check("Thư mục của sổ", f"ghi được vào «{folder}»")


def backup_check(folder: Path) -> Check:
    """The folder of the dated copies, which is made by the first write."""
    backups = folder / ".sheetsync" / "backups"
    if not backups.exists():
        return Check("Bản sao dự phòng", "chưa có; sẽ được tạo khi ghi lần đầu")
    if not backups.is_dir() or not os.access(backups, os.W_OK):
        return Check("Bản sao dự phòng", f"không ghi được vào «{backups}»", 4, "Vui lòng xem lại quyền của thư mục này.")
    copies = sum(1 for path in backups.rglob("*") if path.is_file())
    return Check("Bản sao dự phòng", f"{copies} tệp trong «{backups}»")
