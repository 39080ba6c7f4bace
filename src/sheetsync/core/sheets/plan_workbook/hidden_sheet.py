"""`_sheetsync`: what formulas and macros lean on, hidden so that no menu shows it: the period's days, the sentences of the check,
the word lists of the rules, the edition of the workbook and of its plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import Rectangle
from sheetsync.core.live import names as live_names
from sheetsync.core.live.columns import LiveColumns
from sheetsync.core.periods import Period, previous_period
from sheetsync.core.plan_fingerprint import plan_fingerprint
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.design import DesignValue
from sheetsync.core.sheets.form_design import BookName, FormCell, FormSheet, Formula, FormValue, Visibility, area_reference
from sheetsync.core.sheets.plan_workbook import form_looks as looks
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.records import dataclass

_LABEL, _VALUE, _FIRST_LIST = 1, 2, 4
_DAYS = (live_names.PERIOD_START, live_names.CUT_OFF, live_names.HAND_IN, live_names.SEND)
NO_MARKS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Column:
    """A list below its name, in row 2 and on."""

    name: str
    values: Sequence[DesignValue]


def design_hidden_sheet(
    settings: Settings,
    period: Period,
    calendar: WorkCalendar,
    live: LiveColumns,
    *,
    as_of: date,
    fixed: bool,
    marks: Mapping[str, str] = NO_MARKS,
) -> FormSheet:
    """The sheet. fixed: rows are judged on `as_of` for good, instead of on the day they are looked at; marks: further values by
    name."""
    cells: list[FormCell] = []
    values = (*_values(settings, period, calendar, as_of=as_of, fixed=fixed), *marks.items())
    for row, (name, value) in enumerate(values, start=1):
        shown = value.shows if isinstance(value, Formula) else value
        cells.append(FormCell(row, _LABEL, name, looks.HELPER))
        cells.append(FormCell(row, _VALUE, value, looks.HELPER_DAY if isinstance(shown, date) else looks.HELPER))
    for column, listed in enumerate(_lists(live), start=_FIRST_LIST):
        cells.append(FormCell(1, column, listed.name, looks.HELPER))
        cells.extend(FormCell(row, column, value, looks.HELPER) for row, value in enumerate(listed.values, start=2))
    return FormSheet(
        name=names.HIDDEN,
        cells=tuple(cells),
        column_widths=(24, 24),
        visibility=Visibility.VERY_HIDDEN,
    )


def hidden_names(
    settings: Settings, period: Period, calendar: WorkCalendar, live: LiveColumns, marks: Mapping[str, str] = NO_MARKS
) -> Iterator[BookName]:
    """The names of its cells and lists."""
    values = (*_values(settings, period, calendar, as_of=period.send, fixed=True), *marks.items())
    for row, (name, _) in enumerate(values, start=1):
        yield BookName(name, area_reference(names.HIDDEN, Rectangle(row, _VALUE, row, _VALUE)))
    for column, listed in enumerate(_lists(live), start=_FIRST_LIST):
        area = Rectangle(2, column, 1 + max(len(listed.values), 1), column)
        yield BookName(listed.name, area_reference(names.HIDDEN, area))


def _values(
    settings: Settings, period: Period, calendar: WorkCalendar, *, as_of: date, fixed: bool
) -> tuple[tuple[str, FormValue], ...]:
    plan_start = date(settings.plan.year - 1, *settings.periods.cumulative_from)
    of_period = period_values(settings, period, calendar)
    return (
        (live_names.AS_OF, as_of if fixed else Formula("TODAY()", as_of)),
        *((name, of_period[name]) for name in _DAYS),
        (live_names.PLAN_START, plan_start),
        (names.PREVIOUS_SEND, of_period[names.PREVIOUS_SEND]),
        (names.TEMPLATE, names.TEMPLATE_VERSION),
        (names.FINGERPRINT, plan_fingerprint(settings.plan)),
        (names.PERIOD_KEY, of_period[names.PERIOD_KEY]),
    )


def period_values(settings: Settings, period: Period, calendar: WorkCalendar) -> Mapping[str, date | str]:
    """By name, what the sheet says of the period."""
    return {
        live_names.PERIOD_START: period.start,
        live_names.CUT_OFF: period.cut_off,
        live_names.HAND_IN: period.hand_in,
        live_names.SEND: period.send,
        names.PREVIOUS_SEND: previous_period(period, settings.periods, calendar).send,
        names.PERIOD_KEY: period.key,
    }


def _lists(live: LiveColumns) -> Iterator[_Column]:
    yield _Column(live_names.TEXTS, live.texts)
    yield _Column(live_names.TEXT_COLUMNS, live.text_columns)
    for name, words in live.lists.items():
        yield _Column(name, words)
