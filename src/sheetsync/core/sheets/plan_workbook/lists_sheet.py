"""`Danh mục`: the words to choose from and the days that are no working days, as named ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import Rectangle
from sheetsync.core.live import names as live_names
from sheetsync.core.plan import Cadence, DueBasis, Plan, Role
from sheetsync.core.readings import Status
from sheetsync.core.sheets.design import DesignValue, PrintSetup
from sheetsync.core.sheets.form_design import BookName, FormSheet, area_reference
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.plan_workbook import form_looks as looks
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.form_draft import FormDraft
from sheetsync.core.sheets.plan_workbook.plan_sheet import area_name
from sheetsync.records import dataclass

_HEADING_ROW = 3
_FIRST_ROW = _HEADING_ROW + 1


@dataclass(frozen=True, slots=True)
class _List:
    """One column: its heading, width, values, and the name of the range that holds them ("" for none). hidden: of use to
    formulas only."""

    heading: str
    width: float
    values: Sequence[DesignValue]
    name: str
    look: Look = looks.PLAN_CENTRED
    hidden: bool = False


def design_lists_sheet(plan: Plan, calendar: WorkCalendar) -> FormSheet:
    """The sheet. Nothing in it is open: its words are those that the check knows."""
    lists = _lists(plan, calendar)
    draft = FormDraft([one.width for one in lists])
    draft.put(1, "DANH MỤC", looks.TITLE)
    draft.next_row(exactly=24)
    draft.put(1, "Các danh sách chọn và ngày nghỉ mà sổ dùng để kiểm tra. Không cần sửa ở đây.", looks.SUBTITLE)
    draft.next_row(exactly=20)
    for column, one in enumerate(lists, start=1):
        draft.put(column, one.heading, looks.PLAN_HEADING)
    draft.next_row(least=34)
    for index in range(max(len(one.values) for one in lists)):
        for column, one in enumerate(lists, start=1):
            if index < len(one.values):
                draft.put(column, one.values[index], one.look)
        draft.next_row(least=17)
    return FormSheet(
        name=names.LISTS,
        cells=tuple(draft.cells),
        column_widths=tuple(draft.widths),
        row_heights=draft.heights,
        fixed_rows=frozenset(draft.fixed),
        hidden_columns=frozenset(column for column, one in enumerate(lists, start=1) if one.hidden),
        freeze_row=_HEADING_ROW,
        print_setup=PrintSetup(margins=(15, 10, 12, 12), repeat_rows=(_HEADING_ROW, _HEADING_ROW)),
        fit_one_page=True,
        tab_colour="8C8C8C",
    )


def list_names(plan: Plan, calendar: WorkCalendar) -> Iterator[BookName]:
    """The names of the ranges, each of at least one cell."""
    for column, one in enumerate(_lists(plan, calendar), start=1):
        if one.name:
            area = Rectangle(_FIRST_ROW, column, _FIRST_ROW + max(len(one.values), 1) - 1, column)
            yield BookName(one.name, area_reference(names.LISTS, area))


def _lists(plan: Plan, calendar: WorkCalendar) -> tuple[_List, ...]:
    forms = live_names.status_forms()
    bases = [basis.value for basis in (DueBasis.STATED, DueBasis.PROPOSED, DueBasis.CONFIRMED)]
    return (
        _List("Trạng thái", 18, [status.value for status in Status], live_names.STATUSES),
        _List("Loại nhiệm vụ", 20, [cadence.value for cadence in Cadence], names.CADENCES),
        _List("Vai trò", 13, [role.value for role in Role], ""),
        _List("Căn cứ hạn", 16, bases, names.DUE_BASES),
        _List("Lĩnh vực", 24, [area_name(plan, area.code) for area in plan.areas], names.AREAS),
        _List("Ngày nghỉ", 13, live_names.holidays(calendar, plan.year), live_names.HOLIDAYS, looks.PLAN_DAY),
        _List("Ngày làm bù", 13, live_names.made_up_days(calendar, plan.year), live_names.MADE_UP_DAYS, looks.PLAN_DAY),
        _List("Cách ghi trạng thái được hiểu", 20, [text for text, _ in forms], live_names.STATUS_FORMS, hidden=True),
        _List("Số thứ tự trạng thái", 11, [number for _, number in forms], live_names.STATUS_NUMBERS, hidden=True),
    )
