"""From an address to the adapter that serves it, imported only when it is used."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sheetsync.book_places import BOOK_SUFFIXES, BookPlace, GoogleSheet, OpenWorkbook
from sheetsync.errors import UsageError
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from sheetsync.adapters.google.book import GoogleBook
    from sheetsync.adapters.google.client import PatientClient
    from sheetsync.adapters.google.inspection import Inspection
    from sheetsync.adapters.google.person_sign_in import PersonSignIn
    from sheetsync.adapters.google.sign_in import SignIn
    from sheetsync.adapters.google.spreadsheet import Spreadsheet
    from sheetsync.adapters.own_files import OwnFilesOutcome
    from sheetsync.core.adoption.adopted import AdoptedConfig
    from sheetsync.core.report import QuarterReport
    from sheetsync.core.settings import Settings
    from sheetsync.core.sheets.design import SheetDesign
    from sheetsync.core.sheets.drawn_sheet import DrawnSheet
    from sheetsync.core.sheets.form_design import FormBook
    from sheetsync.ports import (
        BookRights,
        BookWithFormulas,
        CheckRequests,
        CommonState,
        HandOutRecords,
        History,
        NewBook,
        PlanBook,
        PlanConfig,
        WriteOutcome,
    )


@dataclass(slots=True)
class ServiceNews:
    """What is heard of the service that keeps a book, while a command works on it. tell: called with a short sentence when the
    service has to be waited for. counts: gives the reads, the writes and the seconds waited so far; None where the book is kept
    on this machine."""

    tell: Callable[[str], None]
    counts: Callable[[], tuple[int, int, float]] | None = None


def load_settings(config: Path | None, plan: str | None) -> Settings:
    """The checked configuration: the office's folder, or the packaged one. Raises ConfigError with all mistakes."""
    from sheetsync.adapters.config_files import load_settings as load

    return load(config, plan_source=plan)


def check_table(path: Path) -> None:
    """Raises UsageError for a file that a table cannot be written to."""
    from sheetsync.adapters.table_file import check_table_path

    check_table_path(path)


def write_table(report: QuarterReport, path: Path) -> None:
    """The tasks of a report as a file of comma-separated values. Raises BookUnwritable."""
    from sheetsync.adapters.table_file import write_table as write
    from sheetsync.core.frames import report_frame

    write(report_frame(report), path)


def write_own_files(folder: Path, contents: Mapping[str, bytes]) -> OwnFilesOutcome:
    """Files of ours in a folder, by name. Raises FileConflict where somebody else's file has that name, BookUnwritable."""
    from sheetsync.adapters.own_files import write_own_files as write

    return write(folder, contents)


def open_book(
    place: BookPlace, output: Path | None = None, news: ServiceNews | None = None, *, in_place: bool = False
) -> PlanBook:
    """The book in a file, open in Excel, or at Google. output: where the result goes instead of into the file itself. in_place:
    a file that somebody has open is refused, instead of the result standing beside it. Raises UsageError, AccessDenied."""
    if isinstance(place, OpenWorkbook):
        return _open_workbook(place, output)
    if isinstance(place, GoogleSheet):
        return _google_book(place, output, news)
    return open_file(place, output, in_place=in_place)


def open_file(place: Path, output: Path | None = None, *, in_place: bool = False) -> BookWithFormulas:
    """The book in a file. Raises UsageError."""
    from sheetsync.adapters.xlsx.book import XlsxBook

    if output is not None:
        if output.suffix.lower() != place.suffix.lower():
            raise UsageError(
                f"Tệp kết quả «{output.name}» phải có đuôi {place.suffix} như sổ gốc.",
                f"Vui lòng đổi tên, ví dụ: --output {output.with_suffix(place.suffix)}",
            )
        if output.exists() and output.samefile(place):
            raise UsageError(
                "Tệp kết quả trùng với sổ gốc.", "Vui lòng chọn tên khác cho --output, hoặc bỏ --output để ghi vào chính sổ."
            )
    return XlsxBook(place, output, in_place=in_place)


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


def _google_book(place: GoogleSheet, output: Path | None, news: ServiceNews | None) -> PlanBook:
    if output is not None:
        raise UsageError(
            "--output không dùng được với Google Sheet: kết quả ghi ngay vào sheet.",
            "Vui lòng bỏ --output. Cần tệp riêng thì tải sheet về (Tệp > Tải xuống > Microsoft Excel), rồi chạy với tệp đó.",
        )
    return _google_opened(place, news)[1]


def _google_opened(place: GoogleSheet, news: ServiceNews | None) -> tuple[Spreadsheet, GoogleBook]:
    from sheetsync.adapters.google.book import GoogleBook
    from sheetsync.adapters.google.memory import Memory
    from sheetsync.adapters.google.sign_in import find_sign_in, own_folder
    from sheetsync.adapters.google.spreadsheet import Spreadsheet

    spreadsheet = Spreadsheet(_google_client(find_sign_in(), news), place.identifier)
    return spreadsheet, GoogleBook(spreadsheet, Memory(own_folder() / "google" / place.identifier))


def open_watched(place: GoogleSheet, news: ServiceNews) -> tuple[CheckRequests, PlanBook]:
    """Where people ask for a check in a Google Sheet, and the book itself. Raises AccessDenied."""
    from sheetsync.adapters.google.check_requests import GoogleCheckRequests

    spreadsheet, book = _google_opened(place, news)
    return GoogleCheckRequests(spreadsheet), book


def _google_client(sign_in: SignIn, news: ServiceNews | None) -> PatientClient:
    from sheetsync.adapters.google.client import PatientClient
    from sheetsync.adapters.google.sign_in import open_session

    client = PatientClient(sign_in.credentials, open_session(sign_in), account=sign_in.account)
    if news is not None:
        client.tell = news.tell
        news.counts = lambda: (client.calls.reads, client.calls.writes, client.calls.waited)
    return client


def inspect_google(place: GoogleSheet, news: ServiceNews) -> Inspection:
    """A Google Sheet to be looked at step by step."""
    from sheetsync.adapters.google.inspection import Inspection

    return Inspection(place.identifier, lambda sign_in: _google_client(sign_in, news))


def sign_in_at_google(*, again: bool) -> PersonSignIn:
    """A person's own sign-in, in the browser. Raises UsageError, AccessDenied, ServiceUnavailable."""
    from sheetsync.adapters.google.person_sign_in import sign_in_person

    return sign_in_person(again=again)


def open_rights(place: GoogleSheet, news: ServiceNews | None = None) -> BookRights:
    """Who may edit what in a Google Sheet. Raises AccessDenied."""
    from sheetsync.adapters.google.rights import GoogleRights

    return GoogleRights(_google_opened(place, news)[0])


def common_state(master: BookPlace, other: BookPlace) -> CommonState:
    """Where the last common state of two books is kept: beside the office's book when that is a file, else in the user's own
    sheetsync folder. A file below that folder is known by its place in it, so that both may be moved together."""
    from sheetsync.adapters.common_state import CommonStateFile

    if isinstance(master, Path):
        home = master.resolve().parent
        return CommonStateFile(home / ".sheetsync" / "sync", (_named_from(master, home), _named_from(other, home)))
    from sheetsync.adapters.google.sign_in import own_folder

    folder = own_folder() / "sync"
    return CommonStateFile(folder, (str(master), _named_from(other, folder)))


def book_history(place: BookPlace, settings: Settings, clock: Callable[[], datetime]) -> History | None:
    """Where is kept what was entered in a book and when: beside it when it is a file, else in the user's own sheetsync folder.
    None where the office wants none."""
    if not settings.history_kept:
        return None
    from sheetsync.adapters.history_db.book_history import BookHistory
    from sheetsync.adapters.history_db.database import Database

    if isinstance(place, Path):
        book = place.resolve()
        rights = book.stat().st_mode & 0o666
        database = Database(book.parent / ".sheetsync" / "history.db", clock, rights)
        return BookHistory(database, unicodedata.normalize("NFC", book.name))
    from sheetsync.adapters.google.sign_in import own_folder

    return BookHistory(Database(own_folder() / "history.db", clock), _known_as(place))


def _known_as(place: OpenWorkbook | GoogleSheet) -> str:
    """The name under which something is kept of a book that is no file. Excel's books have names with and without extension."""
    written = unicodedata.normalize("NFC", str(place))
    return written[:-5] if written.lower().endswith(BOOK_SUFFIXES) else written


def hand_out_records(place: BookPlace) -> HandOutRecords:
    """Where the hand-outs of the office's book are remembered: beside it when it is a file, else in the user's own sheetsync
    folder."""
    from sheetsync.adapters.hand_out_records import HandOutFiles

    if isinstance(place, Path):
        home = place.resolve().parent
        return HandOutFiles(home / ".sheetsync" / "hand-outs", home)
    from hashlib import sha256

    from sheetsync.adapters.google.sign_in import own_folder

    return HandOutFiles(own_folder() / "hand-outs" / sha256(_known_as(place).encode()).hexdigest()[:16])


def write_hand_outs(folder: Path, designs: Mapping[str, FormBook]) -> OwnFilesOutcome:
    """The workbooks of a hand-out as files of ours in a folder, by name. Raises FileConflict, BookUnwritable."""
    from sheetsync.adapters.xlsx.new_book.write import new_workbook

    return write_own_files(folder, {name: new_workbook(design) for name, design in designs.items()})


def _named_from(place: BookPlace, home: Path) -> str:
    if not isinstance(place, Path):
        return _known_as(place)
    path = place.resolve()
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else path.as_posix()


def new_book(place: Path | GoogleSheet, news: ServiceNews | None = None) -> NewBook:
    """The place for a new workbook: .xlsx, .xlsm (with buttons), or an empty Google Sheet. Raises UsageError for another kind of
    file, AccessDenied."""
    if isinstance(place, GoogleSheet):
        from sheetsync.adapters.google.new_book import NewGoogleBook

        return NewGoogleBook(_google_opened(place, news)[0])
    return _new_file(place)


def _new_file(path: Path) -> NewBook:
    from sheetsync.adapters.xlsx.new_book.file import NewXlsxFile

    if path.suffix.lower() not in BOOK_SUFFIXES:
        raise UsageError(
            f"Tên tệp mới «{path.name}» phải có đuôi .xlsx hoặc .xlsm.",
            "Vui lòng đổi tên, ví dụ: --output ke-hoach-2023.xlsx (.xlsm: thêm nút bấm, cần cho phép macro).",
        )
    return NewXlsxFile(path)


def undo(place: BookPlace, news: ServiceNews | None = None) -> WriteOutcome:
    """Put the last backup back in place of the book (see the file store); in a Google Sheet our own sheets and colours as they
    were before this computer's last write. Raises UsageError for a book that has none, BookUnwritable, StillBeingEdited."""
    if isinstance(place, OpenWorkbook):
        raise UsageError(
            "undo chỉ lấy lại được tệp; sổ đang mở trong Excel chưa được lưu nên không có bản trước để lấy lại.",
            f'Vui lòng gỡ những gì sheetsync đã thêm: sheetsync clean "{place}"; hoặc đóng sổ mà không lưu.',
        )
    if isinstance(place, GoogleSheet):
        return _google_opened(place, news)[1].undo()
    from sheetsync.adapters.xlsx.file_store import undo as restore

    return restore(place)


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
