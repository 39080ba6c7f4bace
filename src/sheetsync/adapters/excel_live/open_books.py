"""Finds the workbook that a person has open in Excel, by its name."""

from __future__ import annotations

import sys
import unicodedata
from typing import Any

from sheetsync.errors import BookUnreadable

_SAVE_AND_CLOSE = "Vui lòng lưu và đóng sổ, rồi chạy lại với đường dẫn của tệp."


def find_open_book(name: str) -> Any:
    """The xlwings book of this name, with or without its extension, in any running Excel.

    Raises BookUnreadable: no Excel that can be reached from here, no such book open (with those that are), or two of the name.
    """
    books = _open_books()
    wanted = _folded(name)
    names = [str(book.name) for book in books]
    found = [book for book, title in zip(books, names, strict=True) if _folded(title) == wanted]
    if not found:
        found = [book for book, title in zip(books, names, strict=True) if _folded(_stem(title)) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        places = "; ".join(f"«{book.fullname}»" for book in found)
        raise BookUnreadable(
            f"Có {len(found)} sổ tên «{name}» đang mở trong Excel: {places}.",
            "Vui lòng ghi tên có cả đuôi tệp, hoặc đóng bớt sổ không cần rồi chạy lại.",
        )
    if not names:
        raise BookUnreadable(
            f"Excel đang chạy nhưng không có sổ nào mở (cần sổ «{name}»).",
            "Vui lòng mở sổ rồi chạy lại. Nếu sổ mở ở chế độ Protected View, vui lòng bấm Enable Editing trước.",
        )
    listed = ", ".join(f"«{title}»" for title in sorted(set(names)))
    raise BookUnreadable(
        f"Không có sổ «{name}» đang mở trong Excel. Các sổ đang mở: {listed}.",
        "Vui lòng ghi đúng tên sổ như trên thanh tiêu đề của Excel, ví dụ: sheetsync validate "
        f'"excel:{names[0]}". Sổ ở chế độ Protected View thì bấm Enable Editing trước.',
    )


def _open_books() -> list[Any]:
    if sys.platform == "darwin":
        raise BookUnreadable("Chưa làm được với sổ đang mở trong Excel cho Mac.", _SAVE_AND_CLOSE)
    try:
        import xlwings  # noqa: PLC0415 - only here, and it takes long to load

        apps = list(xlwings.apps)
    except Exception as problem:
        raise BookUnreadable(
            "Máy này không cho sheetsync làm việc với sổ đang mở trong Excel (cần Windows, Excel và xlwings).", _SAVE_AND_CLOSE
        ) from problem
    if not apps:
        raise BookUnreadable(
            "Excel chưa mở trên máy này.", "Vui lòng mở sổ trong Excel rồi chạy lại, hoặc chạy với đường dẫn của tệp."
        )
    return [book for app in apps for book in app.books]


def _stem(title: str) -> str:
    stem, dot, extension = title.rpartition(".")
    return stem if dot and 2 < len(extension) < 5 else title


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
