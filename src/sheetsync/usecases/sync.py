"""Two books kept one: what either side changed since the last time crosses over, what both changed is for people to choose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sheetsync.core.book import BookContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import BookTabs
from sheetsync.core.merge import (
    BookState,
    Change,
    Choice,
    Conflict,
    Merge,
    Resolution,
    merge,
    narrowed,
    own_columns,
    resolve,
    state_of,
    with_own_columns,
)
from sheetsync.core.periods import Period
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.conflicts_sheet import ConflictsFrom
from sheetsync.core.tabs import read_tabs
from sheetsync.errors import UsageError
from sheetsync.ports import CommonState, PlanBook, WriteOutcome
from sheetsync.records import dataclass, replace
from sheetsync.usecases.assess import choose_period, no_tab, officials_called
from sheetsync.usecases.merged_cells import cell_edits, choices_in_sheet, conflict_edits, still_listed
from sheetsync.usecases.remember import Memory
from sheetsync.usecases.remember_written import really_written, remember_written
from sheetsync.usecases.settled import settled

EVERY_OTHER = "*"


@dataclass(frozen=True, slots=True)
class SyncResult:
    """left, right: what was (or with dry: would be) written into either book, choices carried out included. open: conflicts that
    nobody has settled. settled: those that were, by a choice. stale: choices for values that stand no more. books: what people
    call the two; versions: as they were read. outcomes: of the writes, None where a book needed none. told: what people must be
    told of the master's history."""

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
    told: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        return (*self.left, *self.right)


@dataclass(frozen=True, slots=True)
class _Side:
    content: BookContent
    tabs: BookTabs
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
    tabs: Sequence[str] = (),
    dry_run: bool = False,
    memory: Memory | None = None,
) -> SyncResult:
    """Merge both ways and write what is to be written: first the other book, then the office's own (with the sheet `Xung đột`
    where something is open), then the common state. Cut short in between, the next sync finds the same values on both sides and
    goes on; nothing is written twice and nothing is lost.

    choices: by a conflict's mark, or EVERY_OTHER for all that are not named; those in the office's sheet `Xung đột` count as
    well. tabs: only these sheets or officials are merged; of the others everything stays as it is. memory: stores what the master
    holds then. Raises what reading and writing raise, UsageError for an unknown period or tab, NoTabRecognised.
    """
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    period = choose_period(as_of, period_key, settings, calendar)

    def job() -> SyncResult:
        left, right = (_read(book, settings, period) for book in (master, other))
        own = [own_columns(side.content, side.tabs) for side in (left, right)]
        names = (left.content.name, right.content.name)
        whole = with_own_columns(merge(left.state, right.state, common.load(), settings), own[0], own[1], names)
        merged = whole
        apart: tuple[Conflict, ...] = ()
        if tabs:
            officials = officials_called(tabs, (left.tabs, right.tabs), settings.plan)
            merged = narrowed(whole, left.state, right.state, officials)
            apart = tuple(conflict for conflict in whole.conflicts if conflict.official not in officials)
        elsewhere = {conflict.mark for conflict in apart}
        _refuse_choices(choices or {}, elsewhere)
        chosen = _chosen(merged, left.content, right.content.name, choices or {})
        resolution = resolve(merged, {mark: choice for mark, choice in chosen.items() if mark not in elsewhere})
        result = _result(merged, resolution, period, (left.content, right.content), chosen)
        if dry_run:
            return result
        sides = ((result.left, left), (result.right, right))
        edits = [tuple(cell_edits(changes, side.content, side.state.tabs)) for changes, side in sides]
        listed = (*result.open, *still_listed(apart, left.content))
        asides = tuple(conflict_edits(listed, left.content, ConflictsFrom.sync(right.content.name)))
        written_there = other.write(edits[1], right.content.version) if edits[1] else None
        written_here = master.write((*edits[0], *asides), left.content.version) if edits[0] or asides else None
        common.save(resolution.base)
        noted = remember_written(memory, left.state, really_written(result.left, written_here), as_of, "sync")
        return replace(result, outcomes=(written_here, written_there), dry=False, told=noted)

    return settled(job)


def _read(book: PlanBook, settings: Settings, period: Period) -> _Side:
    content = book.read()
    tabs, _ = read_tabs(content, settings, quarter=period.quarter)
    if not tabs.tabs:
        raise no_tab(content, settings)
    return _Side(content, tabs, state_of(tabs, settings, name=content.name, period=period.key))


def _refuse_choices(choices: Mapping[str, Choice], elsewhere: Collection[str]) -> None:
    """Raises UsageError for a choice that is asked for on a tab that is not to be looked at."""
    for mark in choices:
        if mark in elsewhere:
            raise UsageError(f"Xung đột «{mark}» không thuộc các tab đã chọn.", "Vui lòng thêm --tab của ô này, hoặc bỏ --tab.")


def _chosen(merged: Merge, content: BookContent, other: str, given: Mapping[str, Choice]) -> dict[str, Choice]:
    """What was chosen in the office's sheet, and what is asked for now, which counts more. other: the other book's name."""
    everything = given.get(EVERY_OTHER)
    rest = {conflict.mark: everything for conflict in merged.conflicts} if everything is not None else {}
    named = {mark: choice for mark, choice in given.items() if mark != EVERY_OTHER}
    return {**choices_in_sheet(content, ConflictsFrom.sync(other)), **rest, **named}


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
