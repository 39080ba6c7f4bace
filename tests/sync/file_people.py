"""People who keep a workbook on disk: they type, clear, sort, insert, delete, rename, and save with one program or another."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.ports import PlanBook
from tests.office import convert
from tests.sync.ledger import Cell, Cells, Ledger
from tests.sync.people import COMPLETED, HEADINGS, ID, TASK, TASKS, Happens, cells_of, tab_of
from tests.sync.watched_book import WatchedBook
from tests.zoo.people import put_text

HEADING_ROW = 4
LAST_DAY = date(2023, 1, 1)
BUSY = "A.3"
MAY_GO = ("A.1", "A.2", "A.3")
"""Tasks whose row may be deleted: leads' rows."""

ACTS = {
    "type_and_keep_the_rest": 6,
    "type_with_another_program": 4,
    "type_a_day": 2,
    "clear": 2,
    "sort": 2,
    "insert_a_row": 2,
    "move_a_column": 1,
    "add_a_column": 1,
    "delete_a_task": 1,
    "rename_a_tab": 1,
}
"""How often each is done, beside the others."""


class FilePeople:
    """who: how their texts begin. libreoffice: how often they save with it. acts: those that they do. saved: the file before the
    last sync, or as a person left it since. gone: rows that they deleted, by tab and task, with the task's text. elsewhere: what
    the other book holds."""

    def __init__(
        self,
        path: Path,
        who: str,
        ledger: Ledger,
        chance: random.Random,
        *,
        libreoffice: float = 0.0,
        acts: Sequence[str] = tuple(ACTS),
    ) -> None:
        self.path = path
        self.ledger = ledger
        self.done: list[str] = []
        self.problems: list[Exception] = []
        self.saved = path.read_bytes()
        self.gone: dict[tuple[str, str], str] = {}
        self.elsewhere: Callable[[], Cells] = dict
        self.watched: WatchedBook | None = None
        self._who = who
        self._chance = chance
        self._libreoffice = libreoffice
        self._notes: set[str] = set()
        self._deleted: Cells = {}
        self._acts = {name: ACTS[name] for name in acts}

    def open(self, happens: Happens) -> PlanBook:
        self.saved = self.path.read_bytes()
        self.watched = WatchedBook(XlsxBook(self.path, in_place=True), happens)
        return self.watched

    def act(self) -> None:
        name = self._chance.choices(tuple(self._acts), tuple(self._acts.values()))[0]
        try:
            getattr(self, name)()
            if self._chance.random() < self._libreoffice:
                self.save_with_libreoffice()
        except Exception as problem:  # it would look like the sync's own
            self.problems.append(problem)
            raise
        self.done.append(name)

    def puts_right(self) -> None:
        """A row for each task that they deleted, or for some, with nothing in it but what task it is."""
        for (tab, task), title in list(self.gone.items()):
            if self._chance.random() < 0.5:
                book = self._load()
                sheet = next(page for page in book.worksheets if tab_of(page.title) == tab)
                row = sheet.max_row + 1
                for heading, value in ((ID, task), (TASK, title), ("Vai trò", "Chủ trì")):
                    sheet.cell(row, _column(sheet, heading)).value = value
                self._save(book)
                del self.gone[tab, task]
                self.done.append("puts_right")

    def cells(self) -> Cells:
        content = XlsxBook(self.path).read()
        rows = {sheet.name: [[_text(value) for value in row] for row in sheet.rows] for sheet in content.sheets}
        return cells_of(rows, (*HEADINGS, COMPLETED))

    def lost_of_their_own(self) -> Sequence[str]:
        return sorted(self._notes - self._texts())

    # acts

    def type_and_keep_the_rest(self) -> None:
        """As Excel saves: every part of the package that is not meant stays."""
        book = self._load()
        sheet, row, heading = self._any_entry(book)
        text = self._new_text()
        self._enters(sheet, row, heading, text)
        self._save(put_text(self.path.read_bytes(), sheet.title, row, get_column_letter(_column(sheet, heading)), text))

    def type_with_another_program(self) -> None:
        book = self._load()
        sheet, row, heading = self._any_entry(book)
        self._put(sheet, row, heading, self._new_text())
        self._save(book)

    def type_a_day(self) -> None:
        book = self._load()
        sheet, row, _ = self._any_entry(book)
        self._put(sheet, row, COMPLETED, LAST_DAY - timedelta(days=self.ledger.next_number()))
        self._save(book)

    def clear(self) -> None:
        book = self._load()
        sheet, row, heading = self._any_entry(book)
        self._put(sheet, row, heading, None)
        self._save(book)

    def sort(self) -> None:
        """The rows in another order, whatever it is good for."""
        book = self._load()
        sheet = self._any_tab(book)
        rows = [[(cell.value, cell.data_type, cell._style) for cell in row] for row in _body(sheet)]
        self._chance.shuffle(rows)
        for cells, row in zip(_body(sheet), rows, strict=True):
            for cell, (value, kind, style) in zip(cells, row, strict=True):
                cell.value, cell._style = value, style
                cell.data_type = kind
        self._save(book)

    def insert_a_row(self) -> None:
        """A row of their own: a text beside nothing, or a task that the plan does not know."""
        book = self._load()
        sheet = self._any_tab(book)
        row = self._chance.randrange(HEADING_ROW + 1, sheet.max_row + 1)
        sheet.insert_rows(row)
        sheet.cell(row, _column(sheet, self._chance.choice((HEADINGS[2], TASK)))).value = self._note()
        self._save(book)

    def move_a_column(self) -> None:
        book = self._load()
        sheet = self._any_tab(book)
        one, other = (_column(sheet, heading) for heading in self._chance.sample((*HEADINGS, COMPLETED), 2))
        for row in range(HEADING_ROW, sheet.max_row + 1):
            cells: tuple[Any, Any] = sheet.cell(row, one), sheet.cell(row, other)
            kept = [(cell.value, cell.data_type, cell._style) for cell in cells]
            for cell, (value, kind, style) in zip(cells, reversed(kept), strict=True):
                cell.value, cell._style = value, style
                cell.data_type = kind
        self._save(book)

    def add_a_column(self) -> None:
        """One that nobody knows, with something in it."""
        book = self._load()
        sheet = self._any_tab(book)
        column = len(_headings(sheet)) + 1
        if column < 14:
            sheet.cell(HEADING_ROW, column).value = f"Việc riêng {self.ledger.next_number()}"
            sheet.cell(HEADING_ROW + 1, column).value = self._note()
        self._save(book)

    def delete_a_task(self) -> None:
        book = self._load()
        found = [(tab, row, task) for tab, row, task in _tasks(book) if task in MAY_GO]
        if len(found) < 2:
            return
        sheet, row, task = self._chance.choice(found)
        tab = tab_of(sheet.title)
        assert tab is not None
        gone = {(tab, task, heading): _text(sheet.cell(row, _column(sheet, heading)).value) for heading in (*HEADINGS, COMPLETED)}
        self.gone[tab, task] = _text(sheet.cell(row, _column(sheet, TASK)).value)
        sheet.delete_rows(row)
        self._save(book)
        self.ledger.deleted(gone, self.elsewhere())
        self._deleted |= gone
        self._notes &= self._texts()

    def knows(self, cell: Cell, text: str) -> None:
        """What was chosen for a task whose row they have deleted."""
        self._deleted[cell] = text

    def rename_a_tab(self) -> None:
        book = self._load()
        sheet = self._any_tab(book)
        name = sheet.title.upper() if sheet.title != sheet.title.upper() else sheet.title.capitalize()
        sheet.title = "đang đổi tên"  # to openpyxl the two names are one
        sheet.title = name
        self._save(book)

    def save_with_libreoffice(self) -> None:
        self._save(convert(self.path, "xlsx", self.path.parent / "đã lưu").read_bytes())
        self.done.append("save_with_libreoffice")

    def goes_on_with(self, book: openpyxl.Workbook) -> None:
        """Type into a book that was opened some time ago, and save it."""
        sheet, row, heading = self._any_entry(book)
        self._put(sheet, row, heading, self._new_text())
        self._save(book)

    def _load(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(self.path)

    def _save(self, book: openpyxl.Workbook | bytes) -> None:
        """In place, or as programs do that write beside it first."""
        if isinstance(book, bytes):
            data = book
        else:
            book.save(out := io.BytesIO())
            data = out.getvalue()
        way = self._chance.randrange(3)
        if way == 0:
            self.path.write_bytes(data)
        else:
            new, old = self.path.with_name("mới.part"), self.path.with_name("cũ.part")
            new.write_bytes(data)
            if way == 1:
                self.path.rename(old)
            new.replace(self.path)
            old.unlink(missing_ok=True)
        self.saved = data

    def _any_tab(self, book: openpyxl.Workbook) -> Worksheet:
        return self._chance.choice([sheet for sheet in book.worksheets if tab_of(sheet.title)])

    def _any_entry(self, book: openpyxl.Workbook) -> tuple[Worksheet, int, str]:
        """An entry of a task; often one that everybody is busy with."""
        tasks = list(_tasks(book))
        busy = [(sheet, row) for sheet, row, task in tasks if task == BUSY]
        if busy and self._chance.random() < 0.3:
            return *busy[0], HEADINGS[0]
        sheet, row, _ = self._chance.choice(tasks)
        return sheet, row, self._chance.choice(HEADINGS)

    def _put(self, sheet: Worksheet, row: int, heading: str, value: str | date | None) -> None:
        self._enters(sheet, row, heading, value)
        cell = sheet.cell(row, _column(sheet, heading))
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # also what looks like a formula

    def _enters(self, sheet: Worksheet, row: int, heading: str, value: str | date | None) -> None:
        tab, task = tab_of(sheet.title), str(sheet.cell(row, _column(sheet, ID)).value)
        assert tab is not None
        cell, new = (tab, task, heading), _text(value)
        old = _text(sheet.cell(row, _column(sheet, heading)).value)
        if new and not old:
            old = self._deleted.pop(cell, "")  # the row that was deleted said something else here
        self.ledger.typed(cell, old, new)

    def _new_text(self) -> str:
        number = self.ledger.next_number()
        return self._chance.choice((f"{self._who} ghi {number}", f"={number}+1", f"dòng đầu\n{self._who} ghi {number}"))

    def _note(self) -> str:
        text = f"riêng của {self._who} {self.ledger.next_number()}"
        self._notes.add(text)
        return text

    def _texts(self) -> set[str]:
        return {_text(value) for sheet in XlsxBook(self.path).read().sheets for row in sheet.rows for value in row}


def _tasks(book: openpyxl.Workbook) -> Iterator[tuple[Worksheet, int, str]]:
    """The rows of tasks that people enter something for."""
    for sheet in book.worksheets:
        for row in range(HEADING_ROW + 1, sheet.max_row + 1) if tab_of(sheet.title) else ():
            task = sheet.cell(row, _column(sheet, ID)).value
            if task in TASKS[tab_of(sheet.title) or ""]:
                yield sheet, row, str(task)


def _body(sheet: Worksheet) -> list[tuple[Any, ...]]:
    rows = sheet.iter_rows(min_row=HEADING_ROW + 1, max_row=sheet.max_row, max_col=len(_headings(sheet)))
    return list(rows)


def _headings(sheet: Worksheet) -> list[str]:
    return [_text(cell.value) for cell in sheet[HEADING_ROW] if cell.value is not None]


def _column(sheet: Worksheet, heading: str) -> int:
    return _headings(sheet).index(heading) + 1


def _text(value: object) -> str:
    """As the adapter's reader gives it, and openpyxl's."""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)
