"""The small office, at which a tab is brought back: what is asked for, and what the book and its history hold then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import openpyxl

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.book_places import BookPlace
from sheetsync.clock import now, vietnam
from sheetsync.core.cells import CellValue
from sheetsync.core.restoring.moments import read_moment
from sheetsync.core.restoring.refusals import moment_text
from sheetsync.core.values import display_text
from sheetsync.ports import PlanBook
from sheetsync.usecases.remember import Memory
from sheetsync.usecases.restore import RestoreResult, restore
from sheetsync.wiring import book_history, load_settings
from tests.history.small_history import Q1, Office

OFFICE, JUSTICE = "Văn phòng", "Tư pháp"


class RestoringOffice(Office):
    """remembers: a run that stores what the tabs hold, at 8:01, 8:02 … of the day."""

    def remembers(self, period: str = Q1) -> str:
        """The moment, as it is asked for."""
        self.runs("highlight", period)
        return moment_text(self.history().occasions()[-1].moment)

    def restores(
        self,
        at: str,
        *tasks: str,
        tab: str = OFFICE,
        dry_run: bool = False,
        period: str | None = Q1,
        book: PlanBook | None = None,
        memory: Memory | None = None,
    ) -> RestoreResult:
        moment = read_moment(at, vietnam())
        assert moment is not None, at
        return restore(
            book or XlsxBook(self.path, in_place=True),
            self.settings,
            memory or self.memory(),
            tab=tab,
            at=moment,
            tasks=tasks,
            as_of=self.today,
            period_key=period,
            dry_run=dry_run,
        )

    def holds(self, cell: str, sheet: str = OFFICE) -> object:
        """What another program reads there."""
        return openpyxl.load_workbook(self.path)[sheet][cell].value

    def changes(self, change: Callable[[Any], object]) -> None:
        """Somebody edits the workbook with another program."""
        book = openpyxl.load_workbook(self.path)
        change(book)
        book.save(self.path)

    def every_cell(self) -> dict[tuple[str, int, int], CellValue]:
        return {
            (sheet.name, row, column): value
            for sheet in XlsxBook(self.path).read().sheets
            for row, cells in enumerate(sheet.rows, sheet.first_row)
            for column, value in enumerate(cells, sheet.first_column)
            if value is not None
        }


def first_moment(place: BookPlace) -> str:
    """The first run that is remembered of a book, as exactly as it can be asked for."""
    kept = book_history(place, load_settings(None, None), now)
    assert kept is not None
    return kept.occasions()[0].moment.isoformat()


def assert_restored(result: RestoreResult, table: str) -> None:
    """The changes are those of the table: | mã | ô | trước | sau |"""
    wanted = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
    found = [
        [each.key.task, each.where.a1, display_text(each.cell.value), display_text(each.value)]
        for each in result.restoration.changes
    ]
    assert found == wanted
