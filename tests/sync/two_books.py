"""Two books with their people, synced again and again while they work and while things go wrong."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sheetsync.core.cells import CellValue
from sheetsync.core.merge import Choice, Conflict, Side, Typed
from sheetsync.core.settings import Settings
from sheetsync.errors import SheetsyncError
from sheetsync.ports import CommonState
from sheetsync.usecases.sync import SyncResult, sync
from tests.sync.file_people import FilePeople
from tests.sync.ledger import Cell, Ledger
from tests.sync.people import COMPLETED, HEADINGS, People, tab_of

AS_OF = date(2023, 3, 15)
RUNS_IN_ONE = 6
"""Syncs of the same two books before new ones are taken."""


@dataclass
class TwoBooks:
    """master: the office's workbook. what_happens: what goes wrong, and who does what, during the next sync; gives a short name
    of it. whole: fails where a book is neither as a person left it nor wholly written."""

    master: FilePeople
    other: People
    common: CommonState
    settings: Settings
    ledger: Ledger
    chance: random.Random
    what_happens: Callable[[TwoBooks], AbstractContextManager[str]]
    whole: Callable[[TwoBooks], None] = lambda _: None
    trouble: str = ""
    moments: dict[str, list[Callable[[], object]]] = field(default_factory=dict)

    @property
    def done(self) -> list[str]:
        return [*self.master.done, *self.other.done]

    def sync(self, choices: dict[str, Choice] | None = None) -> SyncResult:
        books = [people.open(self._happens(name)) for name, people in (("master", self.master), ("other", self.other))]
        day: dict[str, Any] = {"as_of": AS_OF, "period_key": "2023-Q1", "choices": choices}
        return sync(books[0], books[1], self.common, self.settings, **day)

    def reaches(self, moment: str) -> None:
        """What was to happen at this moment, once."""
        for act in self.moments.pop(moment, ()):
            act()

    def nothing_is_lost(self) -> None:
        for people in (self.master, self.other):
            if people.problems:
                raise people.problems[0]
            assert not people.lost_of_their_own(), (people.lost_of_their_own(), self.done, self.trouble)
        lost = self.ledger.lost(self.master.cells(), self.other.cells())
        assert not lost, (lost, self.done, self.trouble)

    def at_rest(self, result: SyncResult) -> None:
        """After a sync with nobody at work: whatever is no conflict is the same on both sides, and nothing has come back."""
        here, there = self.master.cells(), self.other.cells()
        different = {cell[:2] for cell, text in here.items() if there.get(cell, text) != text}
        held = {(tab_of(conflict.kept[1].where.sheet), conflict.key.task) for conflict in result.open}
        assert different <= held, (different, held, self.done)
        back = self.ledger.back_again(here, there)
        assert not back, (back, self.done, self.trouble)

    def settle(self, conflicts: tuple[Conflict, ...]) -> None:
        """The office chooses, and nothing is left to choose."""
        choices = {conflict.mark: self._chosen(conflict) for conflict in conflicts}
        assert self.sync(choices).open == ()

    def _chosen(self, conflict: Conflict) -> Choice:
        choice: Choice = self.chance.choice((Side.LEFT, Side.RIGHT, Typed(f"chọn {self.ledger.next_number()}")))
        if isinstance(choice, Typed):
            value = choice.value
        else:
            chosen = conflict.cell(choice) or conflict.kept[1]
            value = chosen.value
        where = conflict.kept[1].where
        tab = tab_of(where.sheet)
        assert tab is not None
        cell: Cell = (tab, conflict.key.task, where.heading)
        sides = zip((self.master, self.other), (conflict.left, conflict.right), strict=True)
        for people, seen in sides if where.heading in (*HEADINGS, COMPLETED) else ():
            if seen is not None:
                self.ledger.typed(cell, text_of(seen.value), text_of(value))
            elif isinstance(people, FilePeople):
                people.knows(cell, text_of(value))
        return choice

    def _happens(self, book: str) -> Callable[[str], None]:
        return lambda moment: self.reaches(f"{moment} the {book}")


def text_of(value: CellValue) -> str:
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value)


def many_syncs(new_books: Callable[[int, random.Random], TwoBooks], *, runs: int, seed: int) -> Counter[str]:
    """So many syncs, in pairs of books of their own a few each; what became of them."""
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    for number in range(runs):
        if number % RUNS_IN_ONE == 0:
            books = new_books(number, chance)
            assert books.sync().changes == ()
        one_sync(books, outcomes)
        outcomes["acts"] += len(books.done)
        books.master.done.clear()
        books.other.done.clear()
    return outcomes


def one_sync(books: TwoBooks, outcomes: Counter[str]) -> None:
    """A sync among people and troubles, then one at rest, what is open settled, and one that finds nothing to do."""
    for people in (books.master, books.other):
        for _ in range(books.chance.randrange(1, 3)):
            people.act()
    so_far = len(books.done)
    with books.what_happens(books) as name:
        try:
            books.sync()
        except SheetsyncError as failure:
            outcomes[type(failure).__name__ if failure.next_step else "without a way out"] += 1
        else:
            outcomes["done"] += 1
        outcomes[name] += 1
    assert not outcomes["without a way out"]
    outcomes["acts meanwhile"] += len(books.done) - so_far
    books.moments.clear()
    books.whole(books)
    books.nothing_is_lost()
    outcomes["conflicts"] += len(comes_to_rest(books))
    for people in (books.master, books.other):
        people.puts_right()


def comes_to_rest(books: TwoBooks) -> tuple[Conflict, ...]:
    """Gives what the office had to choose."""
    settled = books.sync()
    books.whole(books)
    books.nothing_is_lost()
    books.at_rest(settled)
    if settled.open:
        books.settle(settled.open)
        books.whole(books)
        books.nothing_is_lost()
    quiet = books.sync()
    assert (quiet.changes, quiet.open) == ((), ()), books.done
    books.at_rest(quiet)
    return settled.open
