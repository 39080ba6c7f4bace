"""Who keeps one of two books: what tests of syncs want of such people, whatever program they work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from sheetsync.ports import PlanBook
from tests.sync.ledger import Cell, Cells, Ledger

TASKS: Mapping[str, tuple[str, ...]] = {"Văn phòng": ("A.2", "A.3", "A.4"), "Tư pháp": ("A.1", "A.5", "A.4")}
HEADINGS = ("Kết quả trong kỳ", "Trạng thái", "Khó khăn, vướng mắc, nguyên nhân")
ID, TASK, COMPLETED = "Mã NV", "Nhiệm vụ", "Ngày hoàn thành"
Happens = Callable[[str], None]
"""Told when a moment of a sync has come."""


class People(Protocol):
    """ledger: told of everything they enter. done: their acts. problems: what went wrong in an act (not: in a sync)."""

    ledger: Ledger
    done: list[str]
    problems: list[Exception]

    def act(self) -> None:
        """Somebody does something in the book and saves it."""
        ...

    def puts_right(self) -> None:
        """What they do about what a sync has told."""
        ...

    def cells(self) -> Cells:
        """What stands in the book; fails where a task stands twice."""
        ...

    def lost_of_their_own(self) -> Sequence[str]:
        """Texts that they put where no sync looks, and that are gone."""
        ...

    def open(self, happens: Happens) -> PlanBook: ...


def tab_of(sheet: str) -> str | None:
    """The tab whose name this is, however it is written."""
    return next((name for name in TASKS if name.casefold() == sheet.casefold()), None)


def cells_of(tabs: Mapping[str, Sequence[Sequence[str]]], headings: Sequence[str] = HEADINGS) -> Cells:
    """Rows of sheets, by tab, task and heading; every task once."""
    found: Cells = {}
    for sheet, rows in tabs.items():
        tab = tab_of(sheet)
        if tab is None:
            continue
        heading = next(row for row in rows if ID in row)
        for row in rows[rows.index(heading) + 1 :]:
            task = _at(row, heading.index(ID))
            for title in headings if task.startswith("A.") else ():
                cell: Cell = (tab, task, title)
                assert cell not in found, f"{task} stands twice in {tab}"
                found[cell] = _at(row, heading.index(title))
    return found


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if len(row) > column else ""
