"""What a rule kind is: a small declared thing with its options and its check.

Four scopes: a row of a tab (most), a column of a tab, a tab, the whole book. A check says only *that* something is wrong and
gives the words for the message (a Hit); severity, place and sentence are added in one place, `check.py`. A kind's in-sheet
formula will stand beside its check, in the same class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType, NoneType
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.dates import read_date
from sheetsync.core.documents import find_document_numbers
from sheetsync.core.entries import BookTabs, Entry, Tab
from sheetsync.core.numbers import read_number
from sheetsync.core.periods import Period
from sheetsync.core.plan import Cadence, Plan, Role, Task
from sheetsync.core.readings import DateKind, DateReading, DocumentNumber, NumberReading, Status
from sheetsync.core.rules.options import Choice, Codes, FieldKeys, Flag, Members
from sheetsync.core.rules.suggestions import Suggestions
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.states import State, Timeliness
from sheetsync.core.timeliness import binding_due, judge
from sheetsync.records import dataclass, field

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells

TRUE_DATES = frozenset({date, datetime})
_NEVER_BLANK = frozenset({int, float, bool, date, datetime, time, timedelta})
LEAD_ROWS = frozenset({Role.LEAD})
ALL_ROWS = frozenset(Role)


_NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Hit(NamedTuple):
    """Something wrong. variant: which of the code's sentences fits. words: what its placeholders stand for,
    apart from those that follow from the suggestion ("hint"); or who tells them, of the row and the column, when they are asked
    for (where thousands of cells may be hit, each with words of its own).

    where: its cell, when it is not the field's cell of the row. value: what was found, when it is not the field's value.
    sheet, official, task_id: only from checks that have no row (tab, book).
    """

    variant: str = ""
    words: Mapping[str, str] | Callable[[Row, str], Mapping[str, str]] = _NO_WORDS
    suggestion: str | None = None
    field: str | None = None
    where: Where | None = None
    value: CellValue = None
    sheet: str = ""
    official: str = ""
    task_id: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What every check may look at: the tabs, the plan that rules, the period and the run date."""

    tabs: BookTabs
    plan: Plan
    settings: Settings
    period: Period
    as_of: date
    calendar: WorkCalendar
    tasks: Mapping[str, Task]
    suggestions: Suggestions = field(default_factory=Suggestions)
    _days: dict[str, date] = field(default_factory=dict)

    @property
    def before_hand_in(self) -> bool:
        """Up to and including the hand-in day."""
        return self.as_of <= self.period.hand_in

    @property
    def plan_is_file(self) -> bool:
        return self.settings.plan_source is PlanSource.FILE

    @property
    def plan_start(self) -> date:
        """The first day of the plan's work: 15/12 of the year before."""
        return date(self.plan.year - 1, *self.settings.periods.cumulative_from)

    def day(self, name: str) -> date:
        """A named day of the period, one of NAMED_DAYS."""
        day = self._days.get(name)
        if day is None:
            day = self._days[name] = self._named_day(name)
        return day

    def _named_day(self, name: str) -> date:
        match name:
            case "as_of":
                return self.as_of
            case "plan_start":
                return self.plan_start
            case "period_start":
                return self.period.start
            case "cut_off":
                return self.period.cut_off
            case "hand_in":
                return self.period.hand_in
            case "send":
                return self.period.send
            case _:
                raise KeyError(name)


_document_numbers = lru_cache(maxsize=65_536)(find_document_numbers)  # several rules ask for the same cell

NAMED_DAYS = ("as_of", "plan_start", "period_start", "cut_off", "hand_in", "send")


@dataclass(slots=True)
class Row:
    """One entry with its task (None where the plan does not know it). Readings beyond the entry's own are made when asked."""

    entry: Entry
    task: Task | None
    scope: Scope
    _timeliness: Timeliness | None = None

    def blank(self, key: str) -> bool:
        """Nothing to read there: no text, and no broken formula either."""
        value = self.entry.values.get(key)
        return (value is None or (isinstance(value, str) and not value.strip())) and not self.broken(key)

    def broken(self, key: str) -> bool:
        """The cell shows a formula error, or a formula that no program has calculated."""
        note = self.entry.notes.get(key) if self.entry.notes else None
        return note is not None and (note.error is not None or note.uncached)

    def dated(self, key: str) -> DateReading:
        if key == "completed_on":
            return self.entry.completed_on
        if key == "due":
            return self.entry.due
        return read_date(self.entry.values.get(key), plan_year=self.scope.plan.year)

    def numbered(self, key: str) -> NumberReading:
        if key == "progress":
            return self.entry.progress
        note = self.entry.notes.get(key)
        return read_number(self.entry.values.get(key), percent=note is not None and note.percent)

    def documents(self, key: str) -> tuple[DocumentNumber, ...]:
        """The document numbers in a cell."""
        text = self.entry.text(key)
        return _document_numbers(text) if text else ()

    def timeliness(self) -> Timeliness:
        """The row's state as of the run date."""
        if self._timeliness is None:
            scope = self.scope
            self._timeliness = judge(
                self.entry,
                self.task,
                period=scope.period,
                as_of=scope.as_of,
                calendar=scope.calendar,
                settings=scope.settings.periods,
            )
        return self._timeliness

    @property
    def binding_due(self) -> date | None:
        return binding_due(self.task, self.scope.period)

    @property
    def completed_day(self) -> date | None:
        """The completion day, where a day (not a quarter or a year) can be read."""
        return real_day(self.entry.completed_on)


DAY_KINDS = (DateKind.TRUE_DATE, DateKind.TEXT_DATE, DateKind.GUESSED)


def real_day(reading: DateReading) -> date | None:
    """The day of a reading that names a day, not the end of a quarter or a year."""
    return reading.on if reading.kind in DAY_KINDS else None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """name: the word in TOML. default_fields: the columns checked when the rule names none; with takes_field, needs_field and no
    default the rule must name one. file_plan_only: the check compares with a plan file and rests when the tabs are the plan."""

    name: ClassVar[str] = ""
    takes_field: ClassVar[bool] = False
    needs_field: ClassVar[bool] = True
    default_fields: ClassVar[tuple[str, ...]] = ()
    file_plan_only: ClassVar[bool] = False

    def inconsistencies(self) -> tuple[tuple[str, str], ...]:
        """Options that are fine one by one but not together: (key, what is wrong)."""
        return ()


@dataclass(frozen=True, kw_only=True)
class RowKind(Kind):
    """A check of one cell of one row, with the conditions that all row kinds share (all given ones must hold).

    when_status, when_cadence, when_role, when_state (the derived state of design 5): one of these. Without when_role a kind looks
    at `Chủ trì` rows; format kinds at both. when_needs_document: the task must (not) name a document. when_hand_in: only
    "before" (up to and on) or "after" the hand-in day. when_filled, when_blank: other columns. when_due: the binding due day has
    (not) come by the run date or the cut-off. skip_finished_earlier: pass over tasks finished before this period.
    unless: codes of earlier rules; a cell they reported is left alone.

    asks_for_blanks: a blank cell may be a hit; other kinds are not asked about blank cells.
    """

    takes_field: ClassVar[bool] = True
    default_roles: ClassVar[frozenset[Role]] = LEAD_ROWS
    asks_for_blanks: ClassVar[bool] = False

    fields: Annotated[tuple[str, ...], FieldKeys()] = ()
    when_status: Annotated[frozenset[Status], Members(Status)] = frozenset()
    when_cadence: Annotated[frozenset[Cadence], Members(Cadence)] = frozenset()
    when_role: Annotated[frozenset[Role], Members(Role)] = frozenset()
    when_state: Annotated[frozenset[State], Members(State)] = frozenset()
    when_needs_document: Annotated[bool | None, Flag()] = None
    when_hand_in: Annotated[str, Choice(("before", "after"))] = ""
    when_filled: Annotated[tuple[str, ...], FieldKeys()] = ()
    when_blank: Annotated[tuple[str, ...], FieldKeys()] = ()
    when_due: Annotated[bool | None, Flag()] = None
    skip_finished_earlier: Annotated[bool, Flag()] = False
    unless: Annotated[tuple[str, ...], Codes()] = ()

    def passes(self, kind_of_value: type, *, blank_texts: bool) -> bool:
        """Whether a cell without a note is never a hit when its value is of this type (NoneType: nothing is there).
        blank_texts: some texts of the tab are nothing but spaces."""
        return kind_of_value is NoneType and not self.asks_for_blanks

    def looks_at_value_alone(self) -> bool:
        """Whether a value in a cell without a note that was no hit in one row is none in another of the same status, role,
        cadence and need, in this run."""
        return False

    def needs_columns(self) -> tuple[str, ...]:
        """Other columns without which no cell is ever a hit."""
        return ()

    def check(self, row: Row, key: str) -> Hit | None:
        """The hit on the row's cell in the column `key`, or None. Never asked for broken cells."""
        raise NotImplementedError

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        """The same check as a formula over the row's cells; None where no formula can express it (then only the full check has
        it). Conditions that all row kinds share are added by `live/rules.py`."""
        return None


def never_blank(kind_of_value: type, *, blank_texts: bool) -> bool:
    """Whether a value of this type is something to read."""
    return kind_of_value in _NEVER_BLANK or (kind_of_value is str and not blank_texts)


@dataclass(frozen=True, kw_only=True)
class FormatKind(RowKind):
    """A check of how something is written: it holds for `Phối hợp` rows too."""

    default_roles: ClassVar[frozenset[Role]] = ALL_ROWS


@dataclass(frozen=True, kw_only=True)
class EveryCellKind(FormatKind):
    """A check of every cell of a row that we understand, or of the columns the rule names; broken cells too."""

    needs_field: ClassVar[bool] = False

    def silent_on(self, texts: str) -> bool:
        """Whether no row without notes can have a hit, when these are all the texts of its tab."""
        return False

    def hits(self, row: Row, keys: Sequence[str]) -> Sequence[tuple[str, Hit]]:
        """The hits among several columns, each with its column."""
        found = ((key, self.check(row, key)) for key in keys)
        return [(key, hit) for key, hit in found if hit is not None]


@dataclass(frozen=True, kw_only=True)
class ColumnKind(Kind):
    """A check of one column of a tab as a whole."""

    takes_field: ClassVar[bool] = True

    fields: Annotated[tuple[str, ...], FieldKeys()] = ()

    def check(self, rows: Sequence[Row], key: str, scope: Scope) -> Iterable[Hit]:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class TabKind(Kind):
    """A check of a tab as a whole; also asked for tabs that cannot be read further."""

    def check(self, tab: Tab, scope: Scope) -> Iterable[Hit]:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class BookKind(Kind):
    """A check across tabs."""

    def check(self, rows: Sequence[Row], scope: Scope) -> Iterable[Hit]:
        raise NotImplementedError
