"""Two books kept one: what either side changed since the last time crosses over, what both changed is for people to choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sheetsync.core.book import BookContent, SheetKind
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.edits import CellChange, Edit, PutSheet, RemoveOwnSheets, SetCells
from sheetsync.core.merge import BookState, Change, Choice, Conflict, Merge, Resolution, TabState, merge, resolve, state_of
from sheetsync.core.periods import Period
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.conflicts_sheet import design_conflicts_sheet, read_choices, written_choices
from sheetsync.core.tabs import read_tabs
from sheetsync.ports import CommonState, PlanBook, WriteOutcome
from sheetsync.records import dataclass, replace
from sheetsync.usecases.assess import choose_period, no_tab
from sheetsync.usecases.settled import settled

EVERY_OTHER = "*"


@dataclass(frozen=True, slots=True)
class SyncResult:
    """left, right: what was (or with dry: would be) written into either book, choices carried out included. open: conflicts that
    nobody has settled. settled: those that were, by a choice. stale: choices for values that stand no more. books: what people
    call the two; versions: as they were read. outcomes: of the writes, None where a book needed none."""

    merge: Merge
    period: Period
    books: tuple[str, str]
    left: tuple[Change, ...]
    right: tuple[Change, ...]
    open: tuple[Conflict, ...]
    settled: tuple[Conflict, ...]
    stale: tuple[str, ...]
    versions: tuple[str, str] = ("", "")
    outcomes: tuple[WriteOutcome | None, WriteOutcome | None] = (None, None)
    dry: bool = False

    @property
    def changes(self) -> tuple[Change, ...]:
        return (*self.left, *self.right)


@dataclass(frozen=True, slots=True)
class _Side:
    content: BookContent
    state: BookState


def sync(
    master: PlanBook,
    other: PlanBook,
    common: CommonState,
    settings: Settings,
    *,
    as_of: date,
    period_key: str | None = None,
    choices: Mapping[str, Choice] | None = None,
    dry_run: bool = False,
) -> SyncResult:
    """Merge both ways and write what is to be written: first the other book, then the office's own (with the sheet `Xung đột`
    where something is open), then the common state. Cut short in between, the next sync finds the same values on both sides and
    goes on; nothing is written twice and nothing is lost.

    choices: by a conflict's mark, or EVERY_OTHER for all that are not named; those in the office's sheet `Xung đột` count as
    well. Raises what reading and writing raise, UsageError for an unknown period, NoTabRecognised.
    """
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    period = choose_period(as_of, period_key, settings, calendar)

    def job() -> SyncResult:
        left, right = (_read(book, settings, period) for book in (master, other))
        merged = merge(left.state, right.state, common.load(), settings)
        chosen = _chosen(merged, left.content, choices or {})
        resolution = resolve(merged, chosen)
        result = _result(merged, resolution, period, (left.content, right.content), chosen)
        if dry_run:
            return result
        edits = tuple(_edits(result.left, left)), tuple(_edits(result.right, right))
        asides = tuple(_conflict_edits(result.open, left.content))
        written_there = other.write(edits[1], right.content.version) if edits[1] else None
        written_here = master.write((*edits[0], *asides), left.content.version) if edits[0] or asides else None
        common.save(resolution.base)
        return replace(result, outcomes=(written_here, written_there), dry=False)

    return settled(job)


def _read(book: PlanBook, settings: Settings, period: Period) -> _Side:
    content = book.read()
    tabs, _ = read_tabs(content, settings, quarter=period.quarter)
    if not tabs.tabs:
        raise no_tab(content, settings)
    return _Side(content, state_of(tabs, settings, name=content.name, period=period.key))


def _chosen(merged: Merge, content: BookContent, given: Mapping[str, Choice]) -> dict[str, Choice]:
    """What was chosen in the office's sheet, and what is asked for now, which counts more."""
    everything = given.get(EVERY_OTHER)
    rest = {conflict.mark: everything for conflict in merged.conflicts} if everything is not None else {}
    named = {mark: choice for mark, choice in given.items() if mark != EVERY_OTHER}
    return {**_chosen_in_sheet(content), **rest, **named}


def _chosen_in_sheet(content: BookContent) -> dict[str, Choice]:
    for sheet in content.sheets:
        if sheet.own is not None and sheet.own.kind is SheetKind.CONFLICTS:
            return read_choices(sheet)
    return {}


def _result(
    merged: Merge,
    resolution: Resolution,
    period: Period,
    books: tuple[BookContent, BookContent],
    chosen: Mapping[str, Choice],
) -> SyncResult:
    still_open = {conflict.mark for conflict in resolution.open}
    return SyncResult(
        merge=merged,
        period=period,
        books=(books[0].name, books[1].name),
        left=(*merged.left, *resolution.left),
        right=(*merged.right, *resolution.right),
        open=resolution.open,
        settled=tuple(each for each in merged.conflicts if each.mark in chosen and each.mark not in still_open),
        stale=resolution.unknown,
        versions=(books[0].version, books[1].version),
        dry=True,
    )


def _edits(changes: Sequence[Change], side: _Side) -> Iterator[SetCells]:
    """Cell by cell, each with what must stand there still and the task's id beside it."""
    by_sheet: dict[str, list[CellChange]] = defaultdict(list)
    for change in changes:
        where = change.where
        sheet = side.content.sheet(where.sheet)
        id_column = _id_column(side.state.tabs[change.official])
        anchor = (id_column, sheet.value(where.row, id_column)) if id_column and id_column != where.column else None
        by_sheet[where.sheet].append(
            CellChange(where.row, where.column, sheet.value(where.row, where.column), change.new, anchor)
        )
    for name, cells in by_sheet.items():
        yield SetCells(name, tuple(cells))


def _id_column(tab: TabState) -> int | None:
    found = tab.columns.get("task_id") or tab.columns.get("task")
    return found.column if found is not None else None


def _conflict_edits(conflicts: Sequence[Conflict], content: BookContent) -> Iterator[Edit]:
    present = [sheet for sheet in content.sheets if sheet.own is not None and sheet.own.kind is SheetKind.CONFLICTS]
    if conflicts:
        written = written_choices(present[0]) if present else {}
        yield PutSheet(design_conflicts_sheet(conflicts, written))
    elif present:
        yield RemoveOwnSheets((SheetKind.CONFLICTS,))
