"""Where a book is: a file, a workbook open in Excel, or a Google Sheet, by what a person writes for it."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from sheetsync.errors import BookUnreadable, UsageError
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.settings import Settings

BOOK_SUFFIXES = (".xlsx", ".xlsm")
_OPEN_IN_EXCEL = "excel:"
_AT_GOOGLE = "google:"
_DOWNLOAD = "Vui lòng mở sheet, chọn Tệp > Tải xuống > Microsoft Excel (.xlsx), rồi chạy lại với tệp vừa tải về."


@dataclass(frozen=True, slots=True)
class OpenWorkbook:
    """A workbook open in Excel, by its name there, with or without extension."""

    name: str

    def __str__(self) -> str:
        return f"{_OPEN_IN_EXCEL}{self.name}"


@dataclass(frozen=True, slots=True)
class GoogleSheet:
    """A sheet that Google keeps, by its id there."""

    identifier: str

    @property
    def name(self) -> str:
        """What it is called before it has been read."""
        return "Google Sheet"

    def __str__(self) -> str:
        return f"{_AT_GOOGLE}{self.identifier}"


BookPlace = Path | OpenWorkbook | GoogleSheet


def book_place(address: str | None, settings: Settings | None) -> BookPlace:
    """The file, open workbook or Google Sheet that an address means: the given one, else the configured default. A file need not
    be readable, but is there.

    Raises UsageError without an address or for one that is none, BookUnreadable for a file that is not there.
    """
    wanted = (address or (settings.book_address if settings is not None else "")).strip().strip("\"'")
    if not wanted:
        raise UsageError(
            "Chưa cho biết sổ kế hoạch cần làm.",
            'Vui lòng ghi đường dẫn sau tên lệnh, ví dụ: sheetsync validate "ke-hoach-2023.xlsx"; '
            "hoặc ghi sẵn ở mục [book] của sheetsync.toml.",
        )
    if is_at_google(wanted):
        from sheetsync.adapters.google.address import spreadsheet_id

        return GoogleSheet(spreadsheet_id(wanted))
    if wanted.lower().startswith(_OPEN_IN_EXCEL):
        name = wanted[len(_OPEN_IN_EXCEL) :].strip().strip("\"'")
        if not name:
            raise UsageError(
                "Chưa cho biết sổ nào đang mở trong Excel.", 'Vui lòng ghi tên sổ, ví dụ: "excel:Kế hoạch 2023.xlsx".'
            )
        return OpenWorkbook(name)
    return existing_path(Path(wanted).expanduser())


def book_path(address: str | None, settings: Settings | None) -> Path:
    """As `book_place`, for what is done with files only. Raises UsageError for every other book, too."""
    place = book_place(address, settings)
    if isinstance(place, OpenWorkbook):
        raise UsageError(
            f"Lệnh này chỉ làm với tệp, không làm với sổ đang mở trong Excel («{place}»).",
            "Vui lòng lưu và đóng sổ, rồi chạy lại với đường dẫn của tệp.",
        )
    if isinstance(place, GoogleSheet):
        raise _file_wanted(str(place))
    return place


def unicode_copy(path: Path) -> Path:
    """Where the copy of a book goes in which text of old fonts is in Unicode, if nobody says otherwise."""
    return path.with_name(f"{path.stem} - Unicode{path.suffix}")


def is_at_google(address: str) -> bool:
    """Whether somebody wrote the address of a Google Sheet, with `google:` or as the browser shows it."""
    written = address.strip().strip("\"'").lower()
    return written.startswith((_AT_GOOGLE, "https://", "http://", "docs.google.com/"))


def _file_wanted(address: str) -> UsageError:
    return UsageError(f"Lệnh này chỉ làm với tệp, không làm với Google Sheet («{address}»).", _DOWNLOAD)


def existing_path(path: Path) -> Path:
    """The path as it is on disk: names that differ only in how their accents are composed (macOS) mean the same file.
    Raises BookUnreadable, with what lies near, when there is none; UsageError for what is no path."""
    if path.exists():
        return path
    if is_at_google(path.as_posix().replace(":/", "://", 1)):
        raise _file_wanted(str(path))
    found = _same_text(path)
    if found is not None:
        return found
    raise BookUnreadable(f"Không thấy tệp «{path}».{_near(path)}", "Vui lòng kiểm tra lại đường dẫn và tên tệp.")


def new_place(address: str | None, output: Path | None) -> Path | GoogleSheet:
    """Where a new workbook is to be made: a file, or an empty Google Sheet. Raises UsageError without a place, or with two."""
    if address and output is not None:
        raise UsageError(f"Có hai nơi để lập sổ mới: «{address}» và «{output}».", "Vui lòng chỉ ghi một nơi.")
    wanted = address or (output.as_posix().replace(":/", "://", 1) if output is not None else "")
    if not wanted:
        raise UsageError(
            "Chưa cho biết lập sổ mới ở đâu.",
            "Vui lòng ghi tên tệp, ví dụ: sheetsync new --output ke-hoach-2023.xlsx; hoặc địa chỉ của một Google Sheet trống: "
            'sheetsync new "google:ĐỊA-CHỈ"',
        )
    if is_at_google(wanted):
        from sheetsync.adapters.google.address import spreadsheet_id

        return GoogleSheet(spreadsheet_id(wanted))
    return output or Path(wanted.strip().strip("\"'")).expanduser()


def books_in(folder: Path, *, but: BookPlace) -> tuple[Path, ...]:
    """The workbooks that lie in a folder, by name, also those of kinds that cannot be read, so that they are told; not what
    programs put beside a book that is open. but: a book that is not meant. Raises UsageError where there is no such folder.
    """
    kinds = (*BOOK_SUFFIXES, ".xls", ".xlsb", ".ods")
    try:
        folder = folder if folder.exists() else _same_text(folder) or folder
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in kinds and path.is_file())
    except OSError as error:
        raise UsageError(
            f"Không mở được thư mục «{folder}» ({error.strerror or error}).",
            "Vui lòng ghi thư mục chứa các tệp cán bộ gửi, ví dụ: sheetsync collect da-nop --into ke-hoach-2023.xlsx",
        ) from error
    return tuple(
        path
        for path in found
        if not path.name.startswith(("~$", ".~", "._")) and not (isinstance(but, Path) and path.samefile(but))
    )


def refuse_same_place(one: BookPlace, other: BookPlace) -> None:
    """Raises UsageError where two addresses mean one book, BookUnreadable for a workbook that is not open in Excel."""
    files = [file for file in (_file_of(one), _file_of(other)) if file is not None]
    if one == other or (len(files) == 2 and files[0].samefile(files[1])):
        raise UsageError(
            "Hai địa chỉ là cùng một sổ, không có gì để đồng bộ.",
            "Vui lòng ghi sổ của văn phòng trước, sổ kia sau, ví dụ: sheetsync sync ke-hoach.xlsx google:MÃ-SHEET",
        )


def _file_of(place: BookPlace) -> Path | None:
    """The file that holds a book, or that a workbook open in Excel came from; None where there is none."""
    if isinstance(place, OpenWorkbook):
        from sheetsync.adapters.excel_live.open_books import find_open_book

        place = Path(str(find_open_book(place.name).fullname))
    return place if isinstance(place, Path) and place.exists() else None


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
