"""`Kế hoạch`: every task of the plan, a row each. The office edits it, and confirms proposed due dates here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import Rectangle, column_letters
from sheetsync.core.live import names as live_names
from sheetsync.core.periods import Period
from sheetsync.core.plan import Cadence, Due, DueBasis, DueRule, Plan, Task
from sheetsync.core.settings import PeriodSettings, Settings
from sheetsync.core.sheets.conditions import both, cell, either, literal
from sheetsync.core.sheets.design import DesignValue, PrintSetup
from sheetsync.core.sheets.form_design import BookName, FormSheet, Formula, FormValue, LiveLook, area_reference
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.plan_workbook import form_looks as looks
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.book_columns import (
    LIST_SEPARATOR,
    MONTHLY_WORDS,
    OTHER_SPELLINGS,
    PLAN_COLUMNS,
    QUARTERLY_WORDS,
    YES_WORD,
    Reading,
    place_of,
)
from sheetsync.core.sheets.plan_workbook.form_draft import FormDraft
from sheetsync.core.sheets.plan_workbook.list_limits import column_limits
from sheetsync.core.sheets.state_looks import ERROR_FILL, STATE_COLOURS
from sheetsync.core.states import State
from sheetsync.core.timeliness import binding_due, occurrence_start

HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1
SPARE_ROWS = 30
"""Empty rows below, ready for tasks that the office adds."""

_LAST_SHOWN = max(number for number, column in enumerate(PLAN_COLUMNS, start=1) if not column.computed)
_LISTS = {"area": names.AREAS, "lead": names.OFFICIAL_NAMES, "cadence": names.CADENCES, "due_basis": names.DUE_BASES}
_CENTRED = frozenset({"cadence", "due", "due_basis", "needs_document"})
_NAMED = {
    "task_id": live_names.PLAN_IDS,
    "binding_due": live_names.PLAN_DUE,
    "counts_from": live_names.PLAN_COUNTS_FROM,
    "document_needed": live_names.PLAN_NEEDS_DOCUMENT,
    "cadence": live_names.PLAN_CADENCE,
    "due": names.PLAN_DUE_STATED,
    "due_basis": names.PLAN_DUE_BASIS,
}


def due_value(due: Due) -> date | str | None:
    """What stands in `Thời hạn`: the day, the words for one that comes back, or the plan's own words."""
    if due.on is not None:
        return due.on
    if due.rule is not None:
        return QUARTERLY_WORDS if due.rule is DueRule.QUARTERLY_SENDING else MONTHLY_WORDS
    return due.text or None


def official_name(plan: Plan, code: str) -> str:
    """How an official is called in `Chủ trì` and `Phối hợp`."""
    official = plan.official(code)
    return official.short_title or official.title if official else code


def area_name(plan: Plan, code: str) -> str:
    area = plan.area(code)
    return area.short_title or area.title if area else code


def design_plan_sheet(settings: Settings, period: Period, calendar: WorkCalendar) -> FormSheet:
    """The sheet, with empty rows for more tasks."""
    plan = settings.plan
    draft = FormDraft([column.width for column in PLAN_COLUMNS])
    draft.put(1, f"KẾ HOẠCH NĂM {plan.year} – TẤT CẢ NHIỆM VỤ", looks.TITLE)
    draft.next_row(exactly=24)
    note = (
        "Văn phòng sửa tại đây. Xác nhận hạn «Đề xuất»: chọn «Đã xác nhận» ở cột Căn cứ hạn, ghi người và ngày xác nhận; "
        "từ lúc đó hạn mới ràng buộc và hiện ở sheet của bộ phận."
    )
    draft.put(1, note, looks.NOTE, to=_LAST_SHOWN)
    draft.next_row(exactly=20)
    for number, column in enumerate(PLAN_COLUMNS, start=1):
        draft.put(number, column.heading, looks.HELPER if column.computed else looks.PLAN_HEADING)
    draft.next_row(least=34)
    texts: dict[str, Look] = {column.key: _look(column.key, column.reading) for column in PLAN_COLUMNS}
    blank: dict[str, FormValue] = {}
    for task in (*plan.tasks, *(None,) * SPARE_ROWS):
        values = task_values(plan, task) if task else blank
        for number, column in enumerate(PLAN_COLUMNS, start=1):
            value = values.get(column.key)
            if column.computed:
                value = _computed(column.key, draft.row, task, period=period, calendar=calendar, settings=settings.periods)
            draft.put(number, value, texts[column.key], is_open=not column.computed)
        draft.next_row(least=18, fixed=False)
    last_row = draft.row - 1
    days = (date(plan.year - 1, 1, 1), date(plan.year + 1, 12, 31))
    return FormSheet(
        name=names.PLAN,
        cells=tuple(draft.cells),
        column_widths=tuple(draft.widths),
        row_heights=draft.heights,
        fixed_rows=frozenset(draft.fixed),
        hidden_columns=frozenset(number for number, column in enumerate(PLAN_COLUMNS, start=1) if column.computed),
        merges=tuple(draft.merges),
        freeze_row=HEADING_ROW,
        freeze_column=place_of(PLAN_COLUMNS, "task"),
        filter_area=Rectangle(HEADING_ROW, 1, last_row, _LAST_SHOWN),
        limits=tuple(column_limits(PLAN_COLUMNS, _LISTS, (FIRST_ROW, last_row), days)),
        live_looks=tuple(_live_looks(last_row)),
        print_setup=PrintSetup(
            margins=(15, 10, 12, 12),
            repeat_rows=(HEADING_ROW, HEADING_ROW),
            area=Rectangle(1, 1, FIRST_ROW + len(plan.tasks) - 1, _LAST_SHOWN),
        ),
        tab_colour="1F4E79",
        zoom=90,
        office_only=True,
    )


def plan_names(tasks: int) -> Iterator[BookName]:
    """The names of its columns; tasks: how many the plan has."""
    last_row = FIRST_ROW + tasks + SPARE_ROWS - 1
    for key, name in _NAMED.items():
        column = place_of(PLAN_COLUMNS, key)
        yield BookName(name, area_reference(names.PLAN, Rectangle(FIRST_ROW, column, last_row, column)))


def _look(key: str, reading: Reading) -> Look:
    if reading is Reading.FORMULA_DAY:
        return looks.HELPER_DAY
    if reading is Reading.FORMULA_NUMBER:
        return looks.HELPER
    if reading in (Reading.DAY, Reading.DAY_OR_WORDS):
        return looks.ENTRY_DATE
    if reading is Reading.CODE:
        return looks.ENTRY_CODE
    return looks.ENTRY_CENTRED if key in _CENTRED else looks.ENTRY_TEXT


def task_values(plan: Plan, task: Task) -> Mapping[str, DesignValue]:
    """What stands in the columns that people fill in, by key."""
    return {
        "task_id": task.task_id,
        "area": area_name(plan, task.area),
        "task": task.title,
        "deliverable": task.deliverable or None,
        "needs_document": YES_WORD if task.needs_document else None,
        "lead": official_name(plan, task.lead),
        "coordinators": LIST_SEPARATOR.join(official_name(plan, code) for code in task.coordinators) or None,
        "cadence": task.cadence.value,
        "due": due_value(task.due),
        "due_basis": task.due.basis.value or None,
        "confirmed_by": task.due.confirmed_by or None,
        "confirmed_on": task.due.confirmed_on,
    }


def _computed(
    key: str, row: int, task: Task | None, *, period: Period, calendar: WorkCalendar, settings: PeriodSettings
) -> Formula:
    """As `timeliness.binding_due` and `timeliness.occurrence_start` have it, from what stands in the row."""
    if key == "document_needed":
        return Formula(f"IF({_at('needs_document', row)}={literal(YES_WORD)},1,0)", int(task is not None and task.needs_document))
    due, cadence = _at("due", row), _at("cadence", row)
    if key == "binding_due":
        ends = (
            f"IF(ISNUMBER({due}),INT({due}),IF({_says(due, QUARTERLY_WORDS)},{live_names.SEND},"
            f'IF({_says(due, MONTHLY_WORDS)},EOMONTH({live_names.CUT_OFF}+1,-1),"")))'
        )
        shows = binding_due(task, period)
        return Formula(f'IF({_binding(row)},{ends},"")', shows or "")
    monthly = either([f"{cadence}={literal(Cadence.MONTHLY.value)}", _says(due, MONTHLY_WORDS)])
    quarterly = either([f"{cadence}={literal(Cadence.QUARTERLY.value)}", _says(due, QUARTERLY_WORDS)])
    formula = f'IF({monthly},{live_names.PERIOD_START},IF({quarterly},{names.PREVIOUS_SEND}+1,""))'
    return Formula(formula, (occurrence_start(task, period, calendar, settings) if task else None) or "")


def _binding(row: int) -> str:
    """Stated in the plan, or confirmed: by whom and when."""
    basis = _at("due_basis", row)
    confirmed = both(
        f"{basis}={literal(DueBasis.CONFIRMED.value)}",
        f'{_at("confirmed_by", row)}<>""',
        f"ISNUMBER({_at('confirmed_on', row)})",
    )
    return either([f"{basis}={literal(DueBasis.STATED.value)}", confirmed])


def _says(reference: str, words: str) -> str:
    return either([f"{reference}={literal(spelling)}" for spelling in (words, OTHER_SPELLINGS[words])])


def _at(key: str, row: int) -> str:
    return cell(place_of(PLAN_COLUMNS, key), row)


def _live_looks(last_row: int) -> Iterator[LiveLook]:
    """Confirmed by nobody or on no day: red. A due that is neither a day nor known words, an id twice: red. Still to be
    confirmed: yellow."""

    def column(key: str) -> tuple[Rectangle, ...]:
        number = place_of(PLAN_COLUMNS, key)
        return (Rectangle(FIRST_ROW, number, last_row, number),)

    basis, due, task_id = (_at(key, FIRST_ROW) for key in ("due_basis", "due", "task_id"))
    confirmed = f"{basis}={literal(DueBasis.CONFIRMED.value)}"
    bad = Look(fill=ERROR_FILL)
    yield LiveLook(column("confirmed_by"), both(confirmed, f'{_at("confirmed_by", FIRST_ROW)}=""'), bad)
    yield LiveLook(column("confirmed_on"), both(confirmed, f"NOT(ISNUMBER({_at('confirmed_on', FIRST_ROW)}))"), bad)
    bound = either([confirmed, f"{basis}={literal(DueBasis.STATED.value)}"])
    known = either([f"ISNUMBER({due})", _says(due, QUARTERLY_WORDS), _says(due, MONTHLY_WORDS)])
    yield LiveLook(column("due"), both(bound, f"NOT({known})"), bad)
    letters = column_letters(place_of(PLAN_COLUMNS, "task_id"))
    ids = f"${letters}${FIRST_ROW}:${letters}${last_row}"
    yield LiveLook(column("task_id"), both(f'{task_id}<>""', f"COUNTIF({ids},{task_id})>1"), bad)
    yield LiveLook(
        column("due_basis"), f"{basis}={literal(DueBasis.PROPOSED.value)}", Look(fill=STATE_COLOURS[State.DUE_SOON].tint)
    )
