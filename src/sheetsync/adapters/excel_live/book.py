"""A workbook open in Excel as a PlanBook. It is never saved: that is the person's to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sheetsync.adapters.excel_live.open_books import find_open_book
from sheetsync.adapters.excel_live.read import read_open_book
from sheetsync.core.book import BookContent
from sheetsync.core.sheets.drawn_sheet import DrawSheet
from sheetsync.errors import BookUnreadable, BookUnwritable, ExternallyChanged, SheetsyncError
from sheetsync.ports import WriteOutcome

if TYPE_CHECKING:
    from sheetsync.core.edits import Edit

ADDRESS = "excel:"


class ExcelBook:
    """name: of an open workbook, with or without extension. draw: draws a sheet in a workbook of its own."""

    def __init__(self, name: str, draw: DrawSheet) -> None:
        self._name = name
        self._draw = draw

    def read(self) -> BookContent:
        """All sheets as they are on the screen, saved or not. Raises BookUnreadable."""
        book = find_open_book(self._name)
        try:
            return read_open_book(book)
        except SheetsyncError:
            raise
        except Exception as problem:  # the Windows library's errors have no class that exists elsewhere
            raise BookUnreadable(
                f"Không đọc được sổ «{self._name}» đang mở trong Excel.",
                "Nếu đang gõ dở một ô hoặc có hộp thoại đang mở: vui lòng nhấn Enter hoặc đóng hộp thoại, rồi chạy lại.",
            ) from problem

    def write(self, edits: Iterable[Edit], expected_version: str) -> WriteOutcome:
        """Carry out all edits or none, without saving.

        Raises ExternallyChanged, SheetConflict, BookUnwritable, BookUnreadable.
        """
        from sheetsync.adapters.excel_live.changes import carry_out  # noqa: PLC0415 - start-up stays light

        edits = tuple(edits)  # what they say is worked out before Excel is asked for anything
        content = self.read()
        if content.version != expected_version:
            raise ExternallyChanged(
                f"Sổ «{content.name}» đã có người sửa sau khi đọc; chưa ghi gì.", "Chạy lại để làm trên nội dung mới nhất."
            )
        try:
            changed, kept = carry_out(find_open_book(self._name), content, edits, self._draw)
        except SheetsyncError:
            raise
        except Exception as problem:
            raise BookUnwritable(
                f"Không ghi được vào sổ «{self._name}» đang mở trong Excel.",
                "Nếu đang gõ dở một ô hoặc có hộp thoại đang mở: vui lòng nhấn Enter hoặc đóng hộp thoại, rồi chạy lại.",
            ) from problem
        return WriteOutcome(saved_to=f"{ADDRESS}{content.name}", changed=changed, kept_sheets=kept)
