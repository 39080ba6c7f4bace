"""From an address to the adapter that serves it, imported only when it is used."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from sheetsync.errors import BookUnreadable, UsageError
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sheetsync.core.adoption.adopted import AdoptedConfig
    from sheetsync.core.report import QuarterReport
    from sheetsync.core.settings import Settings
    from sheetsync.core.sheets.design import SheetDesign
    from sheetsync.core.sheets.drawn_sheet import DrawnSheet
    from sheetsync.ports import NewBook, PlanBook, PlanConfig, WriteOutcome

BOOK_SUFFIXES = (".xlsx", ".xlsm")
_NOT_YET = {
    "google:": ("Google Sheets", "Vui lòng tải sổ về thành tệp .xlsx rồi chạy lại với tệp đó."),
}
_OPEN_IN_EXCEL = "excel:"


@dataclass(frozen=True, slots=True)
class OpenWorkbook:
    """A workbook open in Excel, by its name there, with or without extension."""

    name: str

    def __str__(self) -> str:
        return f"{_OPEN_IN_EXCEL}{self.name}"


def load_settings(config: Path | None, plan: str | None) -> Settings:
    """The checked configuration: the office's folder, or the packaged one. Raises ConfigError with all mistakes."""
    from sheetsync.adapters.config_files import load_settings as load

    return load(config, plan_source=plan)


def book_path(address: str | None, settings: Settings | None) -> Path:
    """As `book_place`, for what is done with files only. Raises UsageError for a workbook open in Excel, too."""
    place = book_place(address, settings)
    if isinstance(place, OpenWorkbook):
        raise UsageError(
            f"Lệnh này chỉ làm với tệp, không làm với sổ đang mở trong Excel («{place}»).",
            "Vui lòng lưu và đóng sổ, rồi chạy lại với đường dẫn của tệp.",
        )
    return place


def book_place(address: str | None, settings: Settings | None) -> Path | OpenWorkbook:
    """The file or open workbook that an address means: the given one, else the configured default. A file need not be readable,
    but is there.

    Raises UsageError without an address or for one that this edition cannot serve, BookUnreadable for a file that is not there.
    """
    wanted = address or (settings.book_address if settings is not None else "")
    if not wanted:
        raise UsageError(
            "Chưa cho biết sổ kế hoạch cần làm.",
            'Vui lòng ghi đường dẫn sau tên lệnh, ví dụ: sheetsync validate "ke-hoach-2023.xlsx"; '
            "hoặc ghi sẵn ở mục [book] của sheetsync.toml.",
        )
    for prefix, (name, way_out) in _NOT_YET.items():
        if wanted.lower().startswith(prefix):
            raise UsageError(f"Bản này chưa làm việc với {name} («{wanted}»).", way_out)
    bare = wanted.strip().strip("\"'")
    if bare.lower().startswith(_OPEN_IN_EXCEL):
        name = bare[len(_OPEN_IN_EXCEL) :].strip().strip("\"'")
        if not name:
            raise UsageError(
                "Chưa cho biết sổ nào đang mở trong Excel.", 'Vui lòng ghi tên sổ, ví dụ: "excel:Kế hoạch 2023.xlsx".'
            )
        return OpenWorkbook(name)
    return existing_path(Path(wanted.strip().strip("\"'")).expanduser())


def existing_path(path: Path) -> Path:
    """The path as it is on disk: names that differ only in how their accents are composed (macOS) mean the same file.
    Raises BookUnreadable, with what lies near, when there is none."""
    if path.exists():
        return path
    found = _same_text(path)
    if found is not None:
        return found
    raise BookUnreadable(f"Không thấy tệp «{path}».{_near(path)}", "Vui lòng kiểm tra lại đường dẫn và tên tệp.")


def check_table(path: Path) -> None:
    """Raises UsageError for a file that a table cannot be written to."""
    from sheetsync.adapters.table_file import check_table_path

    check_table_path(path)


def write_table(report: QuarterReport, path: Path) -> None:
    """The tasks of a report as a file of comma-separated values. Raises BookUnwritable."""
    from sheetsync.adapters.table_file import write_table as write
    from sheetsync.core.frames import report_frame

    write(report_frame(report), path)


def open_book(path: Path | OpenWorkbook, output: Path | None = None) -> PlanBook:
    """The book in a file, or open in Excel. output: where the result goes instead of into the file itself. Raises UsageError."""
    if isinstance(path, OpenWorkbook):
        return _open_workbook(path, output)
    from sheetsync.adapters.xlsx.book import XlsxBook

    if output is not None:
        if output.suffix.lower() != path.suffix.lower():
            raise UsageError(
                f"Tệp kết quả «{output.name}» phải có đuôi {path.suffix} như sổ gốc.",
                f"Vui lòng đổi tên, ví dụ: --output {output.with_suffix(path.suffix)}",
            )
        if output.exists() and output.samefile(path):
            raise UsageError(
                "Tệp kết quả trùng với sổ gốc.", "Vui lòng chọn tên khác cho --output, hoặc bỏ --output để ghi vào chính sổ."
            )
    return XlsxBook(path, output)


def _open_workbook(place: OpenWorkbook, output: Path | None) -> PlanBook:
    from sheetsync.adapters.excel_live.book import ExcelBook

    if output is not None:
        raise UsageError(
            "--output không dùng được với sổ đang mở trong Excel: kết quả ghi ngay vào sổ, không tự lưu.",
            "Vui lòng bỏ --output; nếu cần tệp riêng, lưu sổ bằng File > Save As sau khi chạy.",
        )

    def draw(design: SheetDesign) -> DrawnSheet:
        from sheetsync.adapters.xlsx.drawn_alone import draw_alone

        return draw_alone(design)

    return ExcelBook(place.name, draw)


def new_book(path: Path) -> NewBook:
    """The place for a new workbook, .xlsx or .xlsm (with buttons). Raises UsageError for another kind of file."""
    from sheetsync.adapters.xlsx.new_book.file import NewXlsxFile

    if path.suffix.lower() not in BOOK_SUFFIXES:
        raise UsageError(
            f"Tên tệp mới «{path.name}» phải có đuôi .xlsx hoặc .xlsm.",
            "Vui lòng đổi tên, ví dụ: --output ke-hoach-2023.xlsx (.xlsm: thêm nút bấm, cần cho phép macro).",
        )
    return NewXlsxFile(path)


def undo(path: Path) -> WriteOutcome:
    """Put the last backup back in place of the book; see the file store."""
    from sheetsync.adapters.xlsx.file_store import undo as restore

    return restore(path)


def write_adopted(config: AdoptedConfig, book: Path, folder: Path | None) -> Path:
    """Write the configuration of an adopted book into a new folder (default: beside the book); gives the folder."""
    from sheetsync.adapters.config_files.new_folder import write_new_folder

    return write_new_folder(config, book.resolve(), folder or book.with_name(f"{book.stem} - cấu hình"))


def plan_config(folder: Path, plan: str | None, clock: Callable[[], datetime]) -> PlanConfig:
    """The office's configuration folder as the place of its plan. clock: copies of files are named by it. Raises UsageError for
    the packaged folder."""
    from sheetsync.adapters.config_files.plan_folder import PlanFolder

    return PlanFolder(folder, plan, clock)


def create_config(folder: Path) -> None:
    """A new configuration folder made of the packaged default. Raises UsageError, ConfigUnwritable."""
    from sheetsync.adapters.config_files.plan_folder import create_folder

    create_folder(folder)


def write_addin(folder: Path) -> WriteOutcome:
    """Write the ribbon add-in for Excel into a folder. Raises BookUnwritable."""
    from sheetsync.adapters.xlsx.vba.addin_file import write_addin as write

    return write(folder)


def write_apps_script(folder: Path) -> WriteOutcome:
    """Write the script for Google Sheets into a folder. Raises BookUnwritable."""
    from sheetsync.adapters.apps_script_files import write_apps_script as write

    return write(folder)


def connect_excel() -> None:
    """Let the macros on this machine call sheetsync. Raises UsageError elsewhere than on Windows."""
    from sheetsync.adapters.excel_setting import connect_excel as connect

    connect()


def packaged_sample() -> bytes:
    """The sample workbook that comes with sheetsync."""
    from sheetsync.adapters.packaged import packaged_path

    return packaged_path("workbooks", "mau-2023.xlsx").read_bytes()


def _same_text(path: Path) -> Path | None:
    """Walk down from the part that exists, comparing names in one composition."""
    parent = path.parent
    if not parent.is_dir():
        if parent == path:
            return None
        found = _same_text(parent)
        if found is None:
            return None
        parent = found
    wanted = unicodedata.normalize("NFC", path.name)
    try:
        names = sorted(child.name for child in parent.iterdir())
    except OSError:
        return None
    return next((parent / name for name in names if unicodedata.normalize("NFC", name) == wanted), None)


def _near(path: Path) -> str:
    try:
        names = [child.name for child in path.parent.iterdir() if child.suffix.lower() in BOOK_SUFFIXES]
    except OSError:
        return ""
    by_text = {unicodedata.normalize("NFC", name).casefold(): name for name in names if not name.startswith("~$")}
    from difflib import get_close_matches

    near = get_close_matches(unicodedata.normalize("NFC", path.name).casefold(), list(by_text), n=1, cutoff=0.6)
    return f" Có phải «{by_text[near[0]]}» không?" if near else ""
