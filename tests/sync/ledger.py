"""What people enter into two books, and what may have become of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

Cell = tuple[str, str, str]
"""Tab, task, heading."""
Cells = dict[Cell, str]


class Ledger:
    """Every text that stood in a cell from the beginning or was entered since. A text is done with once somebody who saw it typed
    another one in its place, cleared it, chose another one, or deleted the last row that had it."""

    def __init__(self) -> None:
        self._entered: defaultdict[Cell, set[str]] = defaultdict(set)
        self._done_with: defaultdict[Cell, set[str]] = defaultdict(set)
        self._cleared: set[tuple[Cell, str]] = set()
        self._may_fill: set[Cell] = set()
        self._number = 0

    def begin(self, cells: Mapping[Cell, str]) -> None:
        """What both books hold."""
        for cell, text in cells.items():
            self.typed(cell, "", text)

    def next_number(self) -> int:
        """Makes the next text unlike all others."""
        self._number += 1
        return self._number

    def typed(self, cell: Cell, old: str, new: str) -> None:
        """new: "" where the cell was cleared."""
        if old and old != new:
            self._done_with[cell].add(old)
            if not new:
                self._cleared.add((cell, old))
        if new:
            self._entered[cell].add(new)
            self._done_with[cell].discard(new)
            self._cleared.discard((cell, new))

    def deleted(self, gone: Mapping[Cell, str], elsewhere: Mapping[Cell, str]) -> None:
        """A row that somebody deleted. elsewhere: what the other book holds, and what fills the row should it be made again."""
        self._may_fill |= gone.keys()
        for cell, text in gone.items():
            if elsewhere.get(cell) != text:
                self.typed(cell, text, "")

    def forget_clearings(self) -> None:
        """The common state is gone: nobody knows any more that a blank cell was cleared, and what the other book has fills it."""
        self._may_fill |= {cell for cell, _ in self._cleared}

    def lost(self, here: Mapping[Cell, str], there: Mapping[Cell, str]) -> list[tuple[Cell, str]]:
        """Texts that stand in neither book and that nobody is done with."""
        return [
            (cell, text)
            for cell, texts in self._entered.items()
            for text in texts - self._done_with[cell]
            if text not in (here.get(cell), there.get(cell))
        ]

    def back_again(self, here: Mapping[Cell, str], there: Mapping[Cell, str]) -> list[tuple[Cell, str]]:
        """Texts that both books hold though somebody was done with them."""
        back = [(cell, text) for cell, text in here.items() if text == there.get(cell) and text in self._done_with[cell]]
        for cell, text in back:
            if cell in self._may_fill:
                self.typed(cell, "", text)
        return [(cell, text) for cell, text in back if cell not in self._may_fill]
