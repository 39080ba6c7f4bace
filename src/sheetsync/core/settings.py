"""The configuration as one checked value. Loading and checking it is `adapters/config_files.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from sheetsync import records
from sheetsync.core.plan import Plan
from sheetsync.records import dataclass

OptionValue = str | int | float | bool | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """The office that reports, for the letterhead and the signature block of the report."""

    name: str
    parent: str
    place: str
    short_name: str
    signer_authority: str
    signer_title: str
    signer_name: str
    number_suffix: str  # "BC-UBND"
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodSettings:
    """When periods are cut off, handed in and sent (domain.md, Periods).

    cut_off_day: last day of the data window in a quarter's last month (14: Q1 is 15/12–14/3).
    send_before_day: the report is sent strictly before this day of the quarter's last month (20).
    hand_in_working_days: officials hand in so many working days before sending (3).
    cumulative_from: (month, day) of the year before from which lũy kế counts ((12, 15)).
    due_soon_working_days: a task is due soon with at most so many working days left, the due day included (5).
    saturday_works: the unit works on Saturdays.
    """

    cut_off_day: int = 14
    send_before_day: int = 20
    hand_in_working_days: int = 3
    cumulative_from: tuple[int, int] = (12, 15)
    due_soon_working_days: int = 5
    saturday_works: bool = False


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """Days that differ from the built-in calendar of Vietnam: more holidays, and days that are worked after all."""

    holidays: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()


class FilledBy(Enum):
    NOBODY = "nobody"
    PLAN = "plan"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """A column the tabs may have: key (design 2), heading, other headings, who fills it, whether a tab must have it."""

    key: str
    heading: str
    aliases: tuple[str, ...] = ()
    filled_by: FilledBy = FilledBy.OFFICIAL
    required: bool = False


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for errors, 1 for warnings, 2 for information: errors are shown first."""
        return _RANKS[self._value_]


_RANKS = {severity.value: rank for rank, severity in enumerate((Severity.ERROR, Severity.WARNING, Severity.INFO))}


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """One entry of rules.toml. kind names a rule kind of core/rules; options are that kind's own keys.

    severity holds from the day after the hand-in date on; before_hand_in, where given, up to and on it.
    """

    code: str
    kind: str
    severity: Severity
    field: str = ""
    before_hand_in: Severity | None = None
    options: Mapping[str, OptionValue] = records.field(default_factory=dict)
    message: str = ""
    suggestion: str = ""


class PlanSource(Enum):
    FILE = "file"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything configured. book_address is "" where none is set. holidays: every public holiday (built-in calendar with
    the overrides applied), so the core needs no holiday library; made_up_days: weekend days worked in exchange for another.
    shared_sheets: names of sheets whose rows are several officials', told apart by a column that names the person.
    office_addresses: e-mail addresses of those who may edit everything in a book that is shared online. history_kept: every run
    stores what it read."""

    unit: Unit
    plan: Plan
    periods: PeriodSettings
    columns: tuple[ColumnSettings, ...]
    rules: tuple[RuleSettings, ...]
    holidays: frozenset[date]
    made_up_days: frozenset[date] = frozenset()
    plan_source: PlanSource = PlanSource.FILE
    book_address: str = ""
    shared_sheets: tuple[str, ...] = ()
    office_addresses: tuple[str, ...] = ()
    history_kept: bool = True

    def column(self, key: str) -> ColumnSettings:
        return next(column for column in self.columns if column.key == key)
