"""One side as the merge sees it: by official and task, what stands in which cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from sheetsync.core.book import CellNote
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.columns import KnownHeadings
from sheetsync.core.entries import BookTabs, Entry, Tab, TabColumn
from sheetsync.core.numbers import share_of
from sheetsync.core.settings import FilledBy, Settings
from sheetsync.core.task_matching import id_key, title_key
from sheetsync.core.values import vietnamese_number
from sheetsync.records import dataclass, field, replace

_PROGRESS, _RESULT, _EARLIER = "progress", "result", "result_before"
IN_PERCENT = frozenset({_PROGRESS})
"""Fields whose numbers count hundredths: 60 and a share of 0.6 in a cell that shows percent are the same entry."""


class Side(Enum):
    """The two books of a merge. The left one is the office's master."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


@dataclass(frozen=True, slots=True, order=True)
class RowKey:
    """Which row of an official's: the task's id and the official's role in it (the value of Role). by_text: there is no id, and
    `task` is the key of the row's text."""

    task: str
    role: str
    by_text: bool = False


class Lock(Enum):
    """Why a cell is not written: it holds a formula, or one that gives an error or that no program has calculated yet."""

    FORMULA = "formula"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell as it was read. value: as people see it; stored: what the book holds, which differs where a share of 0.6 is shown as
    60 %. percent: a number written here is shown in percent, as those of its column are; maybe_percent: there is none in the
    cell itself that would say so."""

    value: CellValue
    stored: CellValue
    where: Where
    percent: bool = False
    lock: Lock | None = None
    maybe_percent: bool = False

    def to_store(self, value: CellValue) -> CellValue:
        """What must be written for people to see this value."""
        if self.percent and isinstance(value, int | float) and not isinstance(value, bool):
            return share_of(value)
        return value


@dataclass(frozen=True, slots=True)
class Row:
    """A task's row. values: by field, as people see them, of every column that takes part. shares: the stored numbers of cells
    shown in percent. locks: only of cells with a formula. percent: columns whose numbers are shown in percent. by_title: the id
    cell does not name the task; it is known by its text alone."""

    key: RowKey
    sheet: str
    row: int
    values: Mapping[str, CellValue]
    columns: Mapping[str, TabColumn]
    shares: Mapping[str, CellValue] = field(default_factory=dict)
    locks: Mapping[str, Lock] = field(default_factory=dict)
    percent: frozenset[str] = frozenset()
    by_title: bool = False

    def where(self, key: str) -> Where:
        """The field's cell; KeyError where the row has none."""
        column = self.columns[key]
        return Where(self.sheet, self.row, column.column, column.heading)

    @property
    def place(self) -> Where:
        """The cell that says which task it is."""
        return self.where("task" if "task" in self.columns else next(iter(self.columns)))

    def cell(self, key: str) -> SeenCell:
        value = self.values[key]
        unsure = key in IN_PERCENT and not isinstance(value, int | float)
        return SeenCell(value, self.shares.get(key, value), self.where(key), key in self.percent, self.locks.get(key), unsure)


@dataclass(frozen=True, slots=True)
class TabState:
    """An official's rows on one side. sheets: the names of the sheets they stand on (several where sheets are shared).

    columns: the headings' cells by field. twice: cells of rows whose key another row of the side has too; nobody knows which of
    them is meant, so none is in `rows`. nameless: cells of rows with neither id nor text. joined: headings of the columns that
    hold several quarters' results, which take no part. readable: headings were found and none required is missing.
    period: the key of the period stated above the headings, "" where none is. by_quarter: `result` is a quarter's own column.
    """

    official: str
    sheets: tuple[str, ...]
    rows: Mapping[RowKey, Row]
    columns: Mapping[str, Where] = field(default_factory=dict)
    twice: Mapping[RowKey, tuple[Where, ...]] = field(default_factory=dict)
    nameless: tuple[Where, ...] = ()
    joined: tuple[Where, ...] = ()
    readable: bool = True
    period: str = ""
    handed_in_on: date | None = None
    by_quarter: bool = False


@dataclass(frozen=True, slots=True)
class BookState:
    """One side. name: what people call the book, as messages say it; period: the key of the period it was read for; tabs: by
    the official's code, "" for rows of shared sheets that name nobody known."""

    name: str
    period: str
    tabs: Mapping[str, TabState]

    def only(self, *officials: str) -> BookState:
        """The same side as far as it is these officials'. A tab that neither side has is left alone by the merge."""
        return replace(self, tabs={code: tab for code, tab in self.tabs.items() if code in officials})


def synced_fields(settings: Settings) -> tuple[str, ...]:
    """The fields that take part, in the configuration's order: not those that nobody fills in, such as the running number."""
    return tuple(column.key for column in settings.columns if column.filled_by is not FilledBy.NOBODY)


def plan_fields(settings: Settings) -> frozenset[str]:
    """The fields that are the office's: they go from the master to the other side only."""
    return frozenset(column.key for column in settings.columns if column.filled_by is FilledBy.PLAN)


def state_of(tabs: BookTabs, settings: Settings, *, name: str, period: str = "") -> BookState:
    """A book's tabs as one side of a merge. Both sides must be read with the same settings and for the same quarter."""
    reader = _StateReader(frozenset(synced_fields(settings)))
    by_official: dict[str, list[Tab]] = {}
    for tab in tabs.tabs:
        by_official.setdefault(tab.official, []).append(tab)
    periods = {tab.sheet: tab.stated_period for tab in tabs.tabs if tab.stated_period}
    return BookState(name, period, {code: reader.tab(code, found, periods) for code, found in by_official.items()})


class _StateReader:
    def __init__(self, fields: frozenset[str]) -> None:
        self._fields = fields
        self._headings = KnownHeadings(())

    def tab(self, official: str, tabs: list[Tab], periods: Mapping[str, str]) -> TabState:
        rows: dict[RowKey, list[Row]] = {}
        nameless: list[Where] = []
        columns: dict[str, Where] = {}
        joined: list[Where] = []
        for tab in tabs:
            kept = {key: column for key, column in tab.columns.items() if key in self._fields}
            earlier = kept.get(_EARLIER)
            if earlier is not None and self._of_a_quarter(earlier):
                joined.append(_heading(tab, kept.pop(_EARLIER)))
            for key, column in kept.items():
                columns.setdefault(key, _heading(tab, column))
            percent = _percent_columns(tab)
            for entry in tab.entries if tab.usable else ():
                row = _row(entry, kept, percent)
                if row.key.task:
                    rows.setdefault(row.key, []).append(row)
                else:
                    nameless.append(row.place)
        return TabState(
            official=official,
            sheets=tuple(tab.sheet for tab in tabs),
            rows={key: found[0] for key, found in rows.items() if len(found) == 1},
            columns=columns,
            twice={key: tuple(row.place for row in found) for key, found in rows.items() if len(found) > 1},
            nameless=tuple(nameless),
            joined=tuple(joined),
            readable=all(tab.usable for tab in tabs),
            period=next((periods[tab.sheet] for tab in tabs if tab.sheet in periods), ""),
            handed_in_on=next((tab.handed_in_on for tab in tabs if tab.handed_in_on), None),
            by_quarter=any(_RESULT in tab.columns and self._of_a_quarter(tab.columns[_RESULT]) for tab in tabs),
        )

    def _of_a_quarter(self, column: TabColumn) -> bool:
        return self._headings.result_quarter(column.heading) is not None


def _heading(tab: Tab, column: TabColumn) -> Where:
    return Where(tab.sheet, max(tab.header_row, 1), column.column, column.heading)


def _key(entry: Entry) -> RowKey:
    role = entry.role.value
    if entry.task_id is not None:
        return RowKey(entry.task_id, role)
    if entry.written_id:
        return RowKey(entry.written_id, role)  # as written: where the tabs are the plan, it may be one in the other book
    return RowKey(title_key(entry.text("task")), role, by_text=True)


def _percent_columns(tab: Tab) -> frozenset[str]:
    """The columns of numbers that are shown in percent wherever there is one: a blank cell there takes a share as well."""
    shown: dict[str, bool] = {}
    for entry in tab.entries:
        value = entry.values.get(_PROGRESS)
        if isinstance(value, int | float):
            note = entry.notes.get(_PROGRESS)
            shown[_PROGRESS] = shown.get(_PROGRESS, True) and note is not None and note.percent
    return frozenset(key for key, percent in shown.items() if percent)


def _row(entry: Entry, columns: Mapping[str, TabColumn], percent: frozenset[str]) -> Row:
    values = {key: entry.values.get(key) for key in columns}
    named = entry.named
    if named is not None and named.key in values and entry.text(named.key) != named.text:
        del values[named.key]  # merged over several rows, or «như trên»: the name stands in another row's cell
    by_title = entry.task_id is not None and id_key(entry.written_id) != id_key(entry.task_id)
    if not entry.notes:
        return Row(_key(entry), entry.sheet, entry.row, values, columns, percent=percent, by_title=by_title)
    shares: dict[str, CellValue] = {}
    locks: dict[str, Lock] = {}
    for key, note in entry.notes.items():
        if key not in values:
            continue
        lock = _lock(note)
        if lock is not None:
            locks[key] = lock
        share = values[key]
        if note.percent and isinstance(share, int | float):
            shares[key] = share
            hundredths = float(f"{share * 100:.14g}")
            values[key] = hundredths if key == _PROGRESS else f"{vietnamese_number(hundredths)}%"
    row_percent = (percent | {_PROGRESS}) if _PROGRESS in shares else percent
    return Row(_key(entry), entry.sheet, entry.row, values, columns, shares, locks, row_percent, by_title)


def _lock(note: CellNote) -> Lock | None:
    if note.error is not None or note.uncached:
        return Lock.UNREADABLE
    return Lock.FORMULA if note.formula else None


def filled(tab: TabState, key: str) -> Iterator[Row]:
    """The rows with something in this column."""
    return (row for row in tab.rows.values() if row.values.get(key) is not None)
