"""The live columns of a tab: `Kiểm tra`, `Cảnh báo thời hạn`, the hidden helpers behind them, and the colours that follow."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from sheetsync.core.cells import Rectangle, column_letters
from sheetsync.core.live import names
from sheetsync.core.live.cells import ROW, STATE_NUMBER, LiveCells, Workings
from sheetsync.core.live.layout import Helper, LiveLayout
from sheetsync.core.live.readings import has_task, helper_formulas
from sheetsync.core.live.rules import LiveRule, live_rules
from sheetsync.core.live.sentences import sentence
from sheetsync.core.settings import FilledBy, Settings, Severity
from sheetsync.core.sheets.conditions import both, literal
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.state_looks import ERROR_FILL, ERROR_TEXT, STATE_COLOURS, WARNING_FILL
from sheetsync.core.states import STATE_TITLES, State
from sheetsync.records import dataclass, field

FINE = "✓"
NOT_REPORTED = "Chưa báo cáo"
_LONGEST_FORMULA = 8_000  # Excel takes 8,192 characters
_DEEPEST = 60  # Excel takes 64 levels of IF


@dataclass(frozen=True, slots=True)
class LiveFormat:
    """A conditional format of an area; the formula is that of its top left cell. The first that holds is the one that is seen."""

    area: Rectangle
    formula: str
    look: Look


@dataclass(frozen=True, slots=True)
class LiveColumns:
    """Everything live of one tab. texts, text_columns: what stands in the ranges TEXTS and TEXT_COLUMNS of `names`, in order;
    lists: the words of each named list; errors_in_tab, overdue_in_tab: formulas that count (rows with an error, overdue tasks).
    left_to_the_tool: codes of row problems for which a formula had no room.
    """

    texts: tuple[str, ...]
    text_columns: tuple[int, ...]
    lists: Mapping[str, tuple[str, ...]]
    formats: tuple[LiveFormat, ...]
    errors_in_tab: str
    overdue_in_tab: str
    left_to_the_tool: tuple[str, ...] = ()
    _templates: Mapping[int, str] = field(default_factory=dict)

    @property
    def last_column(self) -> int:
        """The last hidden column; the hidden ones begin at `LiveLayout.first_helper`."""
        return max(self._templates)

    def formulas(self, row: int) -> Mapping[int, str]:
        """The formulas of a row by column number, in en_US form, without the leading "="."""
        return {column: template.replace(ROW, str(row)) for column, template in self._templates.items()}


@dataclass(frozen=True, slots=True)
class _Problem:
    """Something that the column `Kiểm tra` can say. condition: TRUE where it is to be said."""

    code: str
    field: str
    severity: Severity
    condition: str
    text: str


def live_columns(settings: Settings, layout: LiveLayout) -> LiveColumns:
    """The live columns of a tab with this layout; the same for every tab that is laid out alike."""
    workings = Workings(layout)
    cells = LiveCells(layout, workings)
    problems, too_many = _fitting(list(_problems(settings, live_rules(settings, layout, workings))))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    templates = {layout.helper(helper): formula for helper, formula in _helpers(settings, cells)}
    templates[layout.helper(Helper.PROBLEM)] = _problem_number(cells, problems)
    number = cells.helper(Helper.PROBLEM)
    templates[layout.helper(Helper.WHERE)] = f"IF({number}=0,0,INDEX({names.TEXT_COLUMNS},{number}))"
    templates[layout.check] = _check(cells)
    templates[layout.warning] = _warning(cells)
    templates |= workings.columns
    return LiveColumns(
        texts=tuple(problem.text for problem in problems),
        text_columns=tuple(layout.columns[problem.field] for problem in problems),
        lists=workings.lists,
        formats=tuple(_formats(layout, _open_columns(settings, layout), cells, problems, errors)),
        errors_in_tab=_count(layout, Helper.PROBLEM, f'">=1",{{0}},"<={errors}"'),
        overdue_in_tab=_count(layout, Helper.STATE, str(STATE_NUMBER[State.OVERDUE])),
        left_to_the_tool=too_many,
        _templates=templates,
    )


def _problems(settings: Settings, rules: Sequence[LiveRule]) -> Iterator[_Problem]:
    """Errors first, then warnings, each in the order of the rules. A rule milder before the hand-in makes two problems."""
    headings = {column.key: column.heading for column in settings.columns}
    for severity in (Severity.ERROR, Severity.WARNING):
        for live in rules:
            of_rule = live.rule.settings
            text = sentence(of_rule, live.rule.kind, headings[live.field])
            after, before = of_rule.severity, of_rule.before_hand_in or of_rule.severity
            if after is severity or before is severity:
                when = ""
                if after is not before:
                    when = f"{names.AS_OF}{'>' if after is severity else '<='}{names.HAND_IN}"
                yield _Problem(of_rule.code, live.field, severity, both(when, live.shown), text)


def _fitting(problems: Sequence[_Problem]) -> tuple[Sequence[_Problem], tuple[str, ...]]:
    """As many problems as one formula takes; the codes of the others."""
    length = 0
    for place, problem in enumerate(problems):
        length += len(problem.condition) + len("IF(,00,)") + 3 * problem.condition.count(ROW)
        if length > _LONGEST_FORMULA or place == _DEEPEST:
            return problems[:place], tuple(dict.fromkeys(one.code for one in problems[place:]))
    return problems, ()


def _problem_number(cells: LiveCells, problems: Sequence[_Problem]) -> str:
    formula = "0"
    for number, problem in reversed(list(enumerate(problems, start=1))):
        formula = f"IF({problem.condition},{number},{formula})"
    return f"IF({has_task(cells) or 'TRUE'},{formula},0)"


def _check(cells: LiveCells) -> str:
    """The row's first problem; ✓ where something is filled in and nothing is wrong; rows that are still blank say so."""
    number, status, state = (cells.helper(helper) for helper in (Helper.PROBLEM, Helper.STATUS, Helper.STATE))
    blank = f'IF({state}={STATE_NUMBER[State.NOT_REPORTED]},{literal(NOT_REPORTED)},"")'
    fine = f"IF({status}=0,{blank},{literal(FINE)})"
    return f"IF({number}>0,INDEX({names.TEXTS},{number}),{fine})"


def _warning(cells: LiveCells) -> str:
    """The state in words, as `Timeliness.text`; "" for coordinators' rows and where only the full check can tell."""
    state, due, done = (cells.helper(helper) for helper in (Helper.STATE, Helper.DUE, Helper.DONE))
    as_of = names.AS_OF
    left = cells.helper(Helper.DAYS_LEFT)
    soon = f'IF({due}={as_of},"Sắp đến hạn (hôm nay là hạn cuối)","Sắp đến hạn (còn "&{left}&" ngày làm việc)")'
    words = {
        State.OVERDUE: f'"Quá hạn "&({as_of}-{due})&" ngày"',
        State.DONE_LATE: f'"Hoàn thành quá hạn "&({done}-{due})&" ngày"',
        State.DONE_EARLY: f'"Hoàn thành trước hạn "&({due}-{done})&" ngày"',
        State.DUE_SOON: soon,
        State.IN_TIME: f'"Trong hạn (còn "&({due}-{as_of})&" ngày)"',
        State.DONE: '"Hoàn thành"',
    }
    formula = '""'
    for one in reversed(State):
        formula = f"IF({state}={STATE_NUMBER[one]},{words.get(one, literal(STATE_TITLES[one]))},{formula})"
    return formula


def _helpers(settings: Settings, cells: LiveCells) -> Iterator[tuple[Helper, str]]:
    return helper_formulas(
        cells,
        due_soon_working_days=settings.periods.due_soon_working_days,
        saturday_works=settings.periods.saturday_works,
    )


def _count(layout: LiveLayout, helper: Helper, criteria: str) -> str:
    column = column_letters(layout.helper(helper))
    area = f"${column}${layout.first_row}:${column}${layout.last_row}"
    return f"COUNTIFS({area},{criteria.format(area)})"


def _open_columns(settings: Settings, layout: LiveLayout) -> set[int]:
    """The columns that officials fill in."""
    return {
        layout.columns[column.key]
        for column in settings.columns
        if column.filled_by is FilledBy.OFFICIAL and column.key in layout.columns
    }


def _formats(
    layout: LiveLayout, open_columns: Collection[int], cells: LiveCells, problems: Sequence[_Problem], errors: int
) -> Iterator[LiveFormat]:
    """Wrong cells before tints of rows, as in `highlights.py`: the same colours for the same things.

    A row that waits is grey but for the cells to fill in: those stay white, so that they look as open as they are.
    """
    first = str(layout.first_row)
    number, where, state = (cells.helper(helper).replace(ROW, first) for helper in (Helper.PROBLEM, Helper.WHERE, Helper.STATE))
    for key in dict.fromkeys(problem.field for problem in problems):
        column = layout.columns[key]
        here = f"{where}={column}"
        yield LiveFormat(
            _column(layout, column), both(here, f"{number}<={errors}"), Look(bold=True, colour=ERROR_TEXT, fill=ERROR_FILL)
        )
        yield LiveFormat(_column(layout, column), both(here, f"{number}>{errors}"), Look(fill=WARNING_FILL))
    check = _column(layout, layout.check)
    yield LiveFormat(check, both(f"{number}>=1", f"{number}<={errors}"), Look(bold=True, colour=ERROR_TEXT, fill=ERROR_FILL))
    yield LiveFormat(check, f"{number}>{errors}", Look(fill=WARNING_FILL))
    last = max((*layout.columns.values(), layout.check, layout.warning))
    rows = Rectangle(layout.first_row, 1, layout.last_row, last)
    for one in (State.OVERDUE, State.DUE_SOON, State.DONE_LATE):
        yield LiveFormat(rows, f"{state}={STATE_NUMBER[one]}", Look(fill=STATE_COLOURS[one].tint))
    waiting = STATE_NUMBER[State.NOT_REPORTED]
    for start, end in _runs([column for column in range(1, last + 1) if column not in open_columns]):
        area = Rectangle(layout.first_row, start, layout.last_row, end)
        yield LiveFormat(area, f"{state}={waiting}", Look(fill=STATE_COLOURS[State.NOT_REPORTED].tint))
    for one in (State.DONE_EARLY, State.DONE_ON_TIME, State.DONE, State.IN_TIME):
        for place in (layout.columns["status"], layout.warning):
            yield LiveFormat(_column(layout, place), f"{state}={STATE_NUMBER[one]}", Look(fill=STATE_COLOURS[one].fill))


def _runs(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring columns as (first, last)."""
    for _, run in groupby(enumerate(columns), key=lambda pair: pair[1] - pair[0]):
        together = [column for _, column in run]
        yield together[0], together[-1]


def _column(layout: LiveLayout, column: int) -> Rectangle:
    return Rectangle(layout.first_row, column, layout.last_row, column)
