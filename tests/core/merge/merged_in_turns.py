"""Two books that are worked on and merged in turns, with a memory of what stood where."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.merge import Base, BookState, Change, Merge, Side, base_of, from_plain, merge, to_plain
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.same_value import same
from sheetsync.core.settings import Settings
from tests.core.merge import two_books
from tests.core.merge.random_books import Edit, edited

Sheets = tuple[SheetContent, ...]
Cells = dict[CellName, CellValue]


def cells(state: BookState) -> Cells:
    """Every cell of a side that takes part."""
    return {
        (code, key, field): value
        for code, tab in state.tabs.items()
        for key, row in tab.rows.items()
        for field, value in row.values.items()
    }


class TwoBooks:
    """Two books that are merged again and again. then: what stood in either just after the last merge, without what could not be
    carried over to the other side: that is as good as typed since. common: what last stood in both alike after a merge."""

    def __init__(self, sheets: Sheets, office: Settings, *, first_time: bool) -> None:
        self.office = office
        self.sheets = dict.fromkeys(Side, sheets)
        common = two_books.state(sheets, office, "lần trước")
        self.base: Base | None = None if first_time else base_of(common)
        self.then: dict[Side, Cells] = {side: {} if first_time else cells(common) for side in Side}
        self.common: Cells = {} if first_time else cells(common)

    def work(self, left: Sequence[Edit], right: Sequence[Edit]) -> None:
        self.sheets = {Side.LEFT: edited(self.sheets[Side.LEFT], left), Side.RIGHT: edited(self.sheets[Side.RIGHT], right)}

    def state(self, side: Side) -> BookState:
        return two_books.state(self.sheets[side], self.office, side.value)

    def merged(self) -> Merge:
        return merge(self.state(Side.LEFT), self.state(Side.RIGHT), self.base, self.office)

    def write(self, result: Merge, not_done: Sequence[Change] = ()) -> None:
        for side, changes in ((Side.LEFT, result.left), (Side.RIGHT, result.right)):
            done = [change for change in changes if change not in not_done]
            self.sheets[side] = two_books.written(self.sheets[side], done)
        self.base = from_plain(json.loads(json.dumps(to_plain(result.base_after(not_done)))))
        self.then = {side: cells(self.state(side)) for side in Side}
        here, there = self.then[Side.LEFT], self.then[Side.RIGHT]
        self.common |= {name: here[name] for name in here.keys() & there.keys() if same(here[name], there[name])}
        for change in not_done:
            self.then[change.side.other].pop(change.name, None)
