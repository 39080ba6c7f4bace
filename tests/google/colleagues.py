"""The people of an office at work in their sheet while sheetsync runs: random acts, and a ledger of all that they entered."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sheetsync.core.cells import column_letters
from tests.google.shared_book import SharedBook
from tests.google_service import Refusal, SheetState

STATUSES = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Tạm dừng", "đang làm", "31/2/2023")
PALE = {"red": 0.9, "green": 0.9, "blue": 1}
OURS = ("Báo cáo", "Tổng hợp nội bộ", "Kết quả kiểm tra")


@dataclass
class Ledger:
    """cells: what was typed last, by (task id, heading). notes: texts put somewhere that must stay. rules: the word in each of
    their conditional formats, by tab (the references move with the cells). sheets: names of sheets they added."""

    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    rules: dict[str, list[str]] = field(default_factory=dict)
    sheets: set[str] = field(default_factory=set)


class Colleagues:
    """All of them; one act at a time, whichever comes up. tabs: the names of the tabs, which they may change."""

    def __init__(self, book: SharedBook, tabs: tuple[str, ...], seed: int) -> None:
        self.book = book
        self.tabs = list(tabs)
        self.ledger = Ledger()
        self.done: list[str] = []
        self.problems: list[Exception] = []
        self._random = random.Random(seed)
        self._number = 0
        self._acts: tuple[Callable[[], None], ...] = (
            self.type_a_status,
            self.type_a_status,
            self.type_a_result,
            self.insert_a_row,
            self.sort_a_tab,
            self.insert_a_column,
            self.rename_a_tab,
            self.colour_by_hand,
            self.colour_by_hand,
            self.colour_by_hand,
            self.add_a_sheet,
            self.delete_their_sheet,
            self.write_on_a_report,
            self.put_a_note_on_a_report,
            self.copy_a_report,
            self.rename_a_report,
            self.delete_a_report,
            self.move_a_sheet,
        )

    def act_together(self) -> None:
        """One to three of them, in the same moment."""
        for _ in range(self._random.randrange(1, 4)):
            self.act()

    def act(self) -> None:
        """One act; what the sheet itself refuses (no such sheet any more) is no act."""
        act = self._random.choice(self._acts)
        try:
            act()
        except Refusal:
            return
        except Exception as problem:  # it would end in the service's own thread, where nobody hears of it
            self.problems.append(problem)
            raise
        self.done.append(act.__name__)

    # in the tabs

    def type_a_status(self) -> None:
        self._type("Trạng thái", self._random.choice(STATUSES))

    def type_a_result(self) -> None:
        self._type("Kết quả trong kỳ", f"Kết quả số {self._next()}")

    def insert_a_row(self) -> None:
        """A row of their own, with a text that is nobody's task."""
        tab = self._tab()
        row = self._random.choice(self._rows(tab))
        self.book.owner.inserts_rows(title_of(tab), row)
        self._note(title_of(tab), row, self._column(tab, "Khó khăn, vướng mắc, nguyên nhân"))

    def sort_a_tab(self) -> None:
        tab = self._tab()
        rows = self._rows(tab)
        last = column_letters(len(tab.rows()[3]))
        by = column_letters(self._column(tab, self._random.choice(("Mã NV", "Nhiệm vụ", "Trạng thái"))))
        self.book.owner.sorts(title_of(tab), f"A{rows[0]}:{last}{rows[-1]}", by, descending=self._random.random() < 0.5)

    def insert_a_column(self) -> None:
        tab = self._tab()
        if len(tab.rows()[3]) < 14:
            self.book.owner.inserts_columns(title_of(tab), self._random.choice("ABCF"))

    def rename_a_tab(self) -> None:
        """To a name that still says whose it is."""
        number = self._random.randrange(len(self.tabs))
        old = self.tabs[number]
        new = old.upper() if old != old.upper() else old.capitalize()
        self.book.owner.renames_sheet(old, new)
        self.tabs[number] = new
        self.ledger.rules[new] = self.ledger.rules.pop(old, [])

    def colour_by_hand(self) -> None:
        """A conditional format of their own, before everything or in between."""
        tab = self._tab()
        word = f"việc {self._next()}"
        place = self._random.randrange(len(tab.conditional_formats) + 1)
        self.book.owner.adds_conditional_format(title_of(tab), "A1:F20", f'=$A1="{word}"', PALE, index=place)
        self.ledger.rules.setdefault(title_of(tab), []).append(word)

    # sheets

    def add_a_sheet(self) -> None:
        title = f"Việc riêng {self._next()}"
        self.book.owner.adds_sheet(title, index=self._random.randrange(3))
        self.ledger.sheets.add(title)
        self._note(title, 1, 1)

    def delete_their_sheet(self) -> None:
        if self.ledger.sheets:
            title = self._random.choice(sorted(self.ledger.sheets))
            text = self.book.state[title].shown("A1")
            self.book.owner.deletes_sheet(title)
            self.ledger.sheets.discard(title)
            self.ledger.notes.remove(text)

    def move_a_sheet(self) -> None:
        self.book.owner.moves_sheet(self._random.choice(self.book.state.titles), 0)

    # in reports

    def write_on_a_report(self) -> None:
        report = self._report()
        if report is not None:
            self._note(title_of(report), self._random.randrange(1, 4), 1)

    def put_a_note_on_a_report(self) -> None:
        report = self._report()
        if report is not None:
            text = f"ghi chú {self._next()}"
            self.book.owner.notes(title_of(report), "A1", text)

    def copy_a_report(self) -> None:
        report = self._report()
        if report is not None:
            title = f"Bản sao {self._next()}"
            self.book.owner.duplicates_sheet(title_of(report), title)

    def rename_a_report(self) -> None:
        report = self._report()
        if report is not None:
            self.book.owner.renames_sheet(title_of(report), f"{title_of(report)} {self._next()}"[:60])

    def delete_a_report(self) -> None:
        """With what they may have written on it."""
        report = self._report()
        if report is not None:
            gone = {text for row in report.rows() for text in row}
            self.book.owner.deletes_sheet(title_of(report))
            elsewhere = self.texts()
            self.ledger.notes = [text for text in self.ledger.notes if text not in gone or text in elsewhere]

    # to look at

    def texts(self) -> set[str]:
        """Every text of the whole spreadsheet."""
        state = self.book.state
        return {text for title in state.titles for row in state[title].rows() for text in row}

    def row_of(self, tab: SheetState, task_id: str) -> list[str]:
        column = self._column(tab, "Mã NV") - 1
        found = [row for row in tab.rows() if len(row) > column and row[column] == task_id]
        assert len(found) == 1, (task_id, len(found))
        return found[0]

    def nothing_is_lost(self) -> None:
        """Fails where anything that they entered is not where it belongs."""
        if self.problems:
            raise self.problems[0]
        state = self.book.state
        tabs = [state[title] for title in self.tabs]
        for (task_id, heading), text in self.ledger.cells.items():
            cells = [
                (self.row_of(tab, task_id) + [""] * 20)[self._column(tab, heading) - 1]
                for tab in tabs
                if any(task_id in row for row in tab.rows())
            ]
            assert text in cells, (task_id, heading, text, self.done)
        missing = set(self.ledger.notes) - self.texts()
        assert not missing, (missing, self.done)
        for title, words in self.ledger.rules.items():
            theirs = [formula for formula in state[title].condition_formulas if "sheetsync" not in formula]
            found = sorted(word for formula in theirs for word in words if f'"{word}"' in formula)
            assert (found, len(theirs)) == (sorted(words), len(words)), (title, self.done)
        assert self.ledger.sheets <= set(state.titles)

    def _type(self, heading: str, text: str) -> None:
        tab = self._tab()
        column = self._column(tab, heading)
        row = self._random.choice(self._rows(tab))
        task_id = _shown(tab, row, self._column(tab, "Mã NV"))
        if task_id.startswith("A.") and (task_id, heading) not in self._twice():
            self.book.owner.asks(_exactly(tab.id, row, column, text))
            self.ledger.cells[task_id, heading] = text

    def _twice(self) -> set[tuple[str, str]]:
        """Cells of a task that stands in two tabs: which of them holds what would be hard to say."""
        return {("A.4", heading) for heading in ("Trạng thái", "Kết quả trong kỳ")}

    def _note(self, sheet: str, row: int, column: int) -> None:
        text = f"của cán bộ {self._next()}"
        old = _shown(self.book.state[sheet], row, column)
        self.book.owner.asks(_exactly(self.book.state[sheet].id, row, column, text))
        self.ledger.notes = [note for note in self.ledger.notes if note != old or note in self.texts()]
        self.ledger.notes.append(text)

    def _tab(self) -> SheetState:
        return self.book.state[self._random.choice(self.tabs)]

    def _report(self) -> SheetState | None:
        state = self.book.state
        ours = [title for title in state.titles if title.startswith(OURS) and not state[title].hidden]
        return state[self._random.choice(ours)] if ours else None

    def _rows(self, tab: SheetState) -> list[int]:
        return list(range(5, len(tab.rows()) + 1))

    @staticmethod
    def _column(tab: SheetState, heading: str) -> int:
        return tab.rows()[3].index(heading) + 1

    def _next(self) -> int:
        self._number += 1
        return self._number


def _shown(sheet: SheetState, row: int, column: int) -> str:
    rows = sheet.rows()
    return rows[row - 1][column - 1] if len(rows) >= row and len(rows[row - 1]) >= column else ""


def title_of(sheet: SheetState) -> str:
    return str(sheet.properties["title"])


def _exactly(sheet_id: int, row: int, column: int, text: str) -> dict[str, Any]:
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": column - 1},
            "rows": [{"values": [{"userEnteredValue": {"stringValue": text}}]}],
            "fields": "userEnteredValue",
        }
    }
