"""People who keep a Google Sheet together: they type, insert rows and sort in the browser."""

from __future__ import annotations

import random
from collections.abc import Sequence

from sheetsync.core.cells import column_letters
from sheetsync.ports import PlanBook
from tests.google.shared_book import SharedBook
from tests.google_service import Refusal
from tests.sync.ledger import Cells, Ledger
from tests.sync.people import HEADINGS, ID, TASKS, Happens, cells_of


class GooglePeople:
    """One or two of them, one after the other, at a time."""

    def __init__(self, book: SharedBook, who: str, ledger: Ledger, chance: random.Random) -> None:
        self.book = book
        self.ledger = ledger
        self.done: list[str] = []
        self.problems: list[Exception] = []
        self._who = who
        self._chance = chance

    def open(self, _: Happens) -> PlanBook:
        return self.book.open()

    def act(self) -> None:
        for _ in range(self._chance.randrange(1, 3)):
            act = self._chance.choice((self.type_a_text, self.type_a_text, self.insert_a_row, self.sort))
            try:
                act()
            except Refusal:
                continue
            except Exception as problem:  # it would end in the service's own thread, where nobody hears of it
                self.problems.append(problem)
                raise
            self.done.append(act.__name__)

    def puts_right(self) -> None:
        """Nothing: they deleted nothing."""

    def cells(self) -> Cells:
        state = self.book.state
        return cells_of({title: state[title].rows() for title in state.titles})

    def lost_of_their_own(self) -> Sequence[str]:
        return ()

    def type_a_text(self) -> None:
        tab = self._chance.choice(tuple(TASKS))
        task, heading = self._chance.choice(TASKS[tab]), self._chance.choice(HEADINGS)
        rows = self.book.state[tab].rows()
        headings = next(row for row in rows if ID in row)
        row = next(number for number, row in enumerate(rows, start=1) if len(row) > 1 and row[headings.index(ID)] == task)
        old, new = self.cells()[tab, task, heading], f"{self._who} ghi {self.ledger.next_number()}"
        self.book.owner.types(tab, f"{column_letters(headings.index(heading) + 1)}{row}", new)
        self.ledger.typed((tab, task, heading), old, new)

    def insert_a_row(self) -> None:
        self.book.owner.inserts_rows(self._chance.choice(tuple(TASKS)), self._chance.randrange(5, 8))

    def sort(self) -> None:
        tab = self._chance.choice(tuple(TASKS))
        last = len(self.book.state[tab].rows())
        by = self._chance.choice("BCH")
        self.book.owner.sorts(tab, f"A5:J{last}", by, descending=self._chance.random() < 0.5)
