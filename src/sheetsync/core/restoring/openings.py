"""Whether a tab is in a period that was opened after a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sheetsync.core.cells import CellValue
from sheetsync.core.earlier_results import results_by_period
from sheetsync.core.entries import Tab
from sheetsync.core.history.observed import State
from sheetsync.core.history.records import Occasion, PastChange
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.same_value import same
from sheetsync.core.opening.rows import EARLIER, earlier_column
from sheetsync.core.periods import parse_period
from sheetsync.core.values import display_text
from sheetsync.records import dataclass

_OPEN = "open"


def openings_of(runs: Iterable[Occasion]) -> tuple[Occasion, ...]:
    """Of each opening the run in which its period was written; the one before, of the same moment, kept what had been read."""
    return tuple({run.moment: run for run in runs if run.command == _OPEN}.values())


@dataclass(frozen=True, slots=True)
class OpenBook:
    """The whole book as it is now, and what is known of it. tabs: all of them; own_period: what the book's hidden sheet says, ""
    where there is none; now: the entries; then: those of the moment; changes: all since, the latest last."""

    tabs: Sequence[Tab]
    own_period: str
    now: Mapping[CellName, CellValue]
    then: State
    changes: Sequence[PastChange]

    def is_in(self, tab: Tab, opening: Occasion) -> bool:
        """Whether the tab is in the period of an opening, or in a later one. An opening goes through all tabs at once, and so
        does taking it back: where a tab does not say what it is in, the others do. Where none does, the opening stands unless
        it can be seen that it was taken back."""
        opened = opening.period
        if tab.stated_period:
            return tab.stated_period >= opened
        stated = {each.stated_period for each in self.tabs if each.stated_period} | ({self.own_period} - {""})
        if stated:
            return max(stated) >= opened or self._told_beside(tab, opened)
        if any(self._told_beside(each, opened) for each in self.tabs):
            return True
        return not self._taken_back(opening)

    def _told_beside(self, tab: Tab, opened: str) -> bool:
        """Whether the column of earlier results has lines of the period before, and had none then."""
        parsed = parse_period(opened)
        if parsed is None:
            return False
        year, quarter = parsed
        closed = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
        was = (display_text(value) for (code, _, field), value in self.then.items() if (code, field) == (tab.official, EARLIER))
        now = (entry.text(EARLIER) for entry in tab.entries if entry.has(EARLIER))
        return any(closed in results_by_period(text) for text in now) and not any(
            closed in results_by_period(text) for text in was
        )

    def _taken_back(self, opening: Occasion) -> bool:
        """Only what can be seen counts: the lines that the opening wrote beside are gone though their column is there, or in one
        and the same reading all cells that it changed hold again what they held before it."""
        written = {
            past.change.name: past.change
            for past in self.changes
            if (past.occasion.moment, past.occasion.period) == (opening.moment, opening.period)
        }
        beside = {official for official, _, field in written if field == EARLIER}
        if any(tab.official in beside and tab.usable and earlier_column(tab.columns) is not None for tab in self.tabs):
            return True
        before = {name: change.old for name, change in written.items()}
        after = {name: change.new for name, change in written.items()}
        return bool(before) and any(_holds(reading, before) for reading in self._readings(after, opening.moment))

    def _readings(self, cells: dict[CellName, CellValue], since: datetime) -> Iterator[Mapping[CellName, CellValue]]:
        """What each run since found in these cells, and what stands there now."""
        later = (past for past in self.changes if past.occasion.moment > since)
        for _, found in groupby(later, lambda past: past.occasion):
            cells.update((past.change.name, past.change.new) for past in found if past.change.name in cells)
            yield cells
        yield self.now


def _holds(reading: Mapping[CellName, CellValue], wanted: Mapping[CellName, CellValue]) -> bool:
    return all(name in reading and same(reading[name], value) for name, value in wanted.items())
