"""Open a period: the closed one's entries move beside, in one write, and nothing that was written is thrown away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.edits import CellChange, SetCells
from sheetsync.core.entry_cells import changes_to_make
from sheetsync.core.history.observed import observed, with_written
from sheetsync.core.history.records import Observed, Occasion
from sheetsync.core.merge import BookState, Change, Side, state_of
from sheetsync.core.opening.above import own_cells, stated_cells
from sheetsync.core.opening.not_opened import not_kept, only_in_place, refuse_locked, refuse_other_periods, refuse_unkept
from sheetsync.core.opening.opened_cell import OpenedCell
from sheetsync.core.opening.rows import OpenedRows
from sheetsync.core.periods import Period, previous_period
from sheetsync.core.plan_exchange.edition import read_edition
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.errors import HistoryUnavailable
from sheetsync.ports import PlanBook, WriteOutcome
from sheetsync.records import dataclass, replace
from sheetsync.usecases.assess import choose_period, no_tab
from sheetsync.usecases.remember import Memory, told
from sheetsync.usecases.remember_written import really_written
from sheetsync.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class OpenResult:
    """cells: what was (with dry: would be) written. outcome: None where nothing was. tabs: the officials' sheets; told: what
    people must be told of the history."""

    book: str
    closed: Period
    opened: Period
    tabs: tuple[str, ...]
    cells: tuple[OpenedCell, ...]
    outcome: WriteOutcome | None = None
    dry: bool = True
    told: tuple[str, ...] = ()


def open_period(
    book: PlanBook,
    settings: Settings,
    *,
    as_of: date,
    period_key: str,
    dry_run: bool = False,
    memory: Memory | None = None,
) -> OpenResult:
    """memory: keeps what was read and what was written; where a tab has no column for earlier results, what is taken out of its
    cells must be there before anything is written.

    Raises UsageError where this period cannot be opened in this book, BookUnwritable for cells that cannot be written, what
    reading and writing raise.
    """
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    opened = choose_period(as_of, period_key, settings, calendar)
    closed = previous_period(opened, settings.periods, calendar)

    def job() -> OpenResult:
        content = book.read()
        tabs, plan = read_tabs(content, settings, quarter=closed.quarter)
        if not tabs.tabs:
            raise no_tab(content, settings)
        edition = read_edition(content)
        refuse_other_periods(tabs, opened, closed, plan.year, edition.period if edition is not None else "")
        usable = tuple(tab for tab in tabs.tabs if tab.usable)
        rows = OpenedRows(closed, {task.task_id: task for task in plan.tasks})
        of_rows = (rows.cells(tab, content.sheet(tab.sheet)) for tab in usable)
        above = (stated_cells(tab, content.sheet(tab.sheet), closed, opened, plan.year) for tab in usable)
        own = own_cells(content, settings, closed, opened, calendar)
        cells = _once(chain(*of_rows, *above, own))
        refuse_locked(cells)
        edits = tuple(_edits(cells))
        changes_to_make(content, edits)  # what the write would refuse is told in a dry run too
        state = state_of(tabs, settings, name=content.name, period=closed.key)
        names = tuple(dict.fromkeys(tab.sheet for tab in usable))
        result = OpenResult(content.name, closed, opened, names, cells, dry=dry_run)
        alone = only_in_place(usable, cells)
        if alone and memory is None:
            refuse_unkept(alone)
        if dry_run or not edits:
            return result
        keeper = _Keeper(memory, state, as_of) if memory is not None else None
        noted = keeper.keep_read(closed.key) if keeper is not None else ()
        if alone and keeper is not None:
            refuse_unkept(keeper.missing(alone))
        outcome = book.write(edits, content.version)
        if keeper is not None:
            noted = tuple(dict.fromkeys((*noted, *keeper.keep_written(cells, outcome, opened.key))))
        return replace(result, outcome=outcome, told=noted)

    return settled(job)


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Keeps what was read and written in the history of the book."""

    memory: Memory
    state: BookState
    as_of: date

    def keep_read(self, period: str) -> tuple[str, ...]:
        return self._record(observed(self.state), period)

    def missing(self, cells: Sequence[OpenedCell]) -> tuple[OpenedCell, ...]:
        """Those of the cells that history does not hold."""
        try:
            kept = self.memory.history.state_at(self.memory.moment)
        except HistoryUnavailable:
            return tuple(cells)
        return not_kept(cells, self.state, kept)

    def keep_written(self, cells: Sequence[OpenedCell], outcome: WriteOutcome, period: str) -> tuple[str, ...]:
        written = really_written(tuple(_changes(cells, self.state)), outcome)
        return self._record(with_written(self.state, written), period)

    def _record(self, seen: Observed, period: str) -> tuple[str, ...]:
        occasion = Occasion(self.memory.moment, "open", period, self.as_of)
        return told(self.memory, lambda: self.memory.history.record(seen, occasion))


def _changes(cells: Sequence[OpenedCell], state: BookState) -> Iterator[Change]:
    rows = {(row.sheet, row.row): (code, row) for code, tab in state.tabs.items() for row in tab.rows.values()}
    for cell in cells:
        found = rows.get((cell.where.sheet, cell.where.row))
        if found is not None and cell.field in found[1].values:
            code, row = found
            yield Change(Side.LEFT, code, row.key, cell.field, row.cell(cell.field), cell.new, cell.task)


def _once(cells: Iterable[OpenedCell]) -> tuple[OpenedCell, ...]:
    """By place: what is stated above a sheet that several officials share is met once for each."""
    return tuple({(cell.where.sheet, cell.where.a1): cell for cell in cells}.values())


def _edits(cells: Sequence[OpenedCell]) -> Iterator[SetCells]:
    by_sheet: dict[str, list[CellChange]] = defaultdict(list)
    for cell in cells:
        where = cell.where
        by_sheet[where.sheet].append(CellChange(where.row, where.column, cell.old, cell.new, cell.anchor))
    for sheet, changes in by_sheet.items():
        yield SetCells(sheet, tuple(changes))
