"""Bring a tab's entries back to a moment, as a new edit: what stood there until now stays in the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sheetsync.core.book import BookContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import BookTabs
from sheetsync.core.entry_cells import changes_to_make
from sheetsync.core.history.frozen_report import Closing
from sheetsync.core.history.observed import State, observed, with_written
from sheetsync.core.history.records import BEFORE_RESTORE, Occasion, PastChange
from sheetsync.core.history.sights import KnownBlanks
from sheetsync.core.merge import BookState, state_of
from sheetsync.core.periods import Period
from sheetsync.core.plan_exchange.edition import read_edition
from sheetsync.core.restoring.meanwhile import with_written_before, without_disturbed
from sheetsync.core.restoring.moments import AskedMoment
from sheetsync.core.restoring.openings import OpenBook, openings_of
from sheetsync.core.restoring.refusals import before_all, in_the_future, refuse_headless, refuse_opened_since, unknown_task
from sheetsync.core.restoring.restoration import Restoration
from sheetsync.core.restoring.rows import RowsThen, entry_fields
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.core.task_matching import id_key
from sheetsync.ports import History, PlanBook, WriteOutcome
from sheetsync.records import dataclass, field, replace
from sheetsync.usecases.assess import no_tab, tabs_called
from sheetsync.usecases.book_period import book_period
from sheetsync.usecases.merged_cells import cell_edits
from sheetsync.usecases.remember import Memory, told
from sheetsync.usecases.settled import settled

COMMAND = "restore"
_A_TICK = timedelta(milliseconds=1)
"""What was read before is remembered at a whole tick, which people can write down, and what was written one later."""


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """run: the last run up to the moment, of which the entries are; period: of the book as it is now; stated: the key of the one
    that the tabs say they are in. restoration: what was (with dry: would be) done. closed: closed periods that the entries may
    be of. outcome: None where nothing had to be written. until_now: the moment at which history has what stood there before.
    told: what people must be told of the history. headings: of the configuration, by field."""

    book: str
    sheets: tuple[str, ...]
    period: Period
    stated: str
    run: Occasion
    restoration: Restoration
    closed: tuple[Closing, ...] = ()
    outcome: WriteOutcome | None = None
    until_now: datetime | None = None
    dry: bool = True
    told: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Then:
    """What history knows of the moment: the entries, the cells that were seen blank, the runs up to it (the last one last), the
    openings since with all that has changed since the first of them, and the closings."""

    entries: State
    blanks: KnownBlanks
    runs: tuple[Occasion, ...]
    openings: tuple[Occasion, ...]
    changes: tuple[PastChange, ...]
    closings: tuple[Closing, ...]


@dataclass(frozen=True, slots=True)
class _Tried:
    """A try at which somebody edited in the same moment: the book as it was read, and what was to be done."""

    state: BookState
    restoration: Restoration


def restore(
    book: PlanBook,
    settings: Settings,
    memory: Memory,
    *,
    tab: str,
    at: AskedMoment,
    tasks: Sequence[str] = (),
    as_of: date,
    period_key: str | None = None,
    dry_run: bool = False,
) -> RestoreResult:
    """Write into the entry cells of a tab what history had of them at the moment, after it has remembered what stands there now.
    Rows and columns are neither added nor deleted. tab: a sheet or an official; tasks: only these.

    Raises UsageError for a moment that history does not know, for an unknown tab or task, and where the next period was opened
    since; HistoryUnavailable, before anything is written; BookUnwritable for cells that cannot be written; what reading and
    writing raise.
    """
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    then = _known_at(memory.history, at, memory.moment)
    known = RowsThen(then.entries, then.blanks, entry_fields(settings))
    moment = memory.moment.replace(microsecond=memory.moment.microsecond // 1000 * 1000)
    first: list[_Tried] = []

    def job() -> RestoreResult:
        content = book.read()
        period = book_period(content, settings, calendar, as_of=as_of, period_key=period_key)
        tabs, plan = read_tabs(content, settings, quarter=period.quarter)
        if not tabs.tabs:
            raise no_tab(content, settings)
        chosen = tabs_called(tabs, plan, tab)
        refuse_headless(chosen)
        state = state_of(tabs, settings, name=content.name, period=period.key)
        if then.openings:
            refuse_opened_since(chosen, then.openings, _open_book(then, content, tabs, state))
        places = frozenset(each.identity for each in chosen)
        present = known.tasks(state, places)
        for task in tasks:
            if id_key(task) not in map(id_key, present):
                raise unknown_task(task, present)
        restoration = known.against(content, state, places, frozenset(map(id_key, tasks)))
        if first:
            restoration = without_disturbed(restoration, first[0].state)
        edits = tuple(cell_edits(restoration.changes, content, state.tabs))
        changes_to_make(content, edits)  # what the write would refuse is told in a dry run too
        stated = next((each.stated_period for each in chosen if each.stated_period), "")
        result = RestoreResult(
            book=content.name,
            sheets=tuple(dict.fromkeys(each.sheet for each in chosen)),
            period=period,
            stated=stated,
            run=then.runs[-1],
            restoration=restoration,
            closed=_closed_meanwhile(then, stated or period.key),
            dry=dry_run,
            headings={column.key: column.heading for column in settings.columns},
        )
        if dry_run or not (edits or first):
            return result
        if not first:
            memory.history.record(observed(state), Occasion(moment, BEFORE_RESTORE, period.key, as_of))
            first.append(_Tried(state, restoration))
        outcome = book.write(edits, content.version)
        seen = with_written(state, restoration.changes)
        later = Occasion(moment + _A_TICK, COMMAND, period.key, as_of)
        return replace(
            result,
            restoration=with_written_before(restoration, first[0].restoration, state),
            outcome=outcome,
            until_now=moment,
            told=told(memory, lambda: memory.history.record(seen, later)),
        )

    return settled(job)


def _known_at(history: History, at: AskedMoment, now: datetime) -> _Then:
    """Raises UsageError for a moment of which nothing is known."""
    if at.first > now:
        raise in_the_future(at.first, now)
    runs = history.occasions()
    count = next((place for place in range(len(runs), 0, -1) if runs[place - 1].moment <= at.last), 0)
    if not count:
        raise before_all(at.last, runs[0].moment if runs else None)
    openings = openings_of(runs[count:])
    changes = history.changes(since=openings[0].moment.date()) if openings else ()
    return _Then(history.state_at(at.last), history.blanks_at(at.last), runs[:count], openings, changes, history.closings())


def _open_book(then: _Then, content: BookContent, tabs: BookTabs, state: BookState) -> OpenBook:
    edition = read_edition(content)
    stated = edition.period if edition is not None else ""
    return OpenBook(tabs.tabs, stated, observed(state).values(), then.entries, then.changes)


def _closed_meanwhile(then: _Then, current: str) -> tuple[Closing, ...]:
    """The closed periods that the entries may be of: the tabs' own, and those that were closed since the moment."""
    moment = then.runs[-1].moment
    closed = (each for each in then.closings if each.reopened is None)
    return tuple(each for each in closed if each.moment > moment or each.frozen.report.period.key == current)
