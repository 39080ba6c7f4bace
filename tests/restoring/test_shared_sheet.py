"""On a sheet that several people share, each one's rows come back by themselves, or the whole sheet's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.clock import vietnam
from sheetsync.core.cells import column_number
from sheetsync.core.edits import CellChange, SetCells
from sheetsync.core.restoring.moments import AskedMoment
from sheetsync.errors import UsageError
from sheetsync.records import replace
from sheetsync.usecases.main_job import highlight
from sheetsync.usecases.remember import Memory
from sheetsync.usecases.restore import RestoreResult, restore
from sheetsync.wiring import book_history, load_settings
from tests.shared_office import AN, BINH, OWN, SHARED, write_book, write_config

AS_OF = date(2024, 3, 10)
MOMENT = datetime(2024, 3, 10, 8, tzinfo=vietnam())


class Desk:
    """The shared sheet as it was remembered at eight, and two cells typed over since: one of each person's."""

    def __init__(
        self, folder: Path, *, before: Callable[[Path], None] = lambda _: None, shared: Sequence[str] = (SHARED,)
    ) -> None:
        settings = load_settings(write_config(folder / "cấu hình"), None)
        self.settings = replace(settings, shared_sheets=tuple(shared))
        self.path = write_book(folder / "so.xlsx")
        before(self.path)
        highlight(XlsxBook(self.path), self.settings, as_of=AS_OF, period_key="2024-Q1", memory=self.memory(0))
        for cell in ("G5", "G8"):
            book = XlsxBook(self.path)
            content = book.read()
            place = (int(cell[1:]), column_number(cell[0]))
            edit = SetCells(SHARED, (CellChange(*place, content.sheet(SHARED).value(*place), "khác"),))
            book.write([edit], content.version)

    def memory(self, minute: int) -> Memory:
        kept = book_history(self.path, self.settings, lambda: MOMENT)
        assert kept is not None
        return Memory(kept, MOMENT + timedelta(minutes=minute))

    def restores(self, tab: str) -> RestoreResult:
        at = AskedMoment(MOMENT, MOMENT)
        return restore(
            XlsxBook(self.path), self.settings, self.memory(5), tab=tab, at=at, as_of=AS_OF, period_key="2024-Q1", dry_run=True
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(("tab", "cells"), [(AN, {"G5"}), ("AN", {"G5"}), (BINH, {"G8"}), (SHARED, {"G5", "G8"}), (OWN, set())])
def test_whose_rows_come_back(desk: Desk, tab: str, cells: set[str]) -> None:
    result = desk.restores(tab)
    assert {change.where.a1 for change in result.restoration.changes} == cells
    assert (result.restoration.lost, result.restoration.new) == ((), ())


def test_an_unknown_person_is_told_who_there_is(desk: Desk) -> None:
    with pytest.raises(UsageError) as refusal:
        desk.restores("Nguyễn Văn Am")
    assert f"Có phải «{AN}» không?" in refusal.value.message
    assert f"«{SHARED}»" in refusal.value.next_step


def test_a_person_s_rows_on_another_sheet_are_only_those_of_that_sheet(tmp_path: Path) -> None:
    second = "Theo dõi chung 2"

    def add_sheet(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        copied = book.copy_worksheet(book[SHARED])
        copied.title = second
        for row in range(5, 15):
            copied.cell(row, 2, f"Việc khác {row}")
        book.save(path)

    desk = Desk(tmp_path, before=add_sheet, shared=(SHARED, second))
    result = desk.restores(second)
    assert (result.restoration.changes, result.restoration.lost, result.restoration.new) == ((), (), ())
    assert {change.where.a1 for change in desk.restores(AN).restoration.changes} == {"G5"}
    assert {change.where.sheet for change in desk.restores(SHARED).restoration.changes} == {SHARED}
