"""An official's tab: the tasks that the official leads, then those with a part in; what is filled in, and the live check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import Rectangle
from sheetsync.core.live import names as live_names
from sheetsync.core.live.columns import LiveColumns, live_columns
from sheetsync.core.live.layout import Helper, LiveLayout
from sheetsync.core.live.sentences import sentence
from sheetsync.core.periods import Period
from sheetsync.core.plan import Official, Role, Task
from sheetsync.core.rules.ruleset import rules_of
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.conditions import cell
from sheetsync.core.sheets.design import DesignValue, PrintSetup
from sheetsync.core.sheets.form_design import BookName, FormSheet, Formula, FormValue, LiveLook, area_reference
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.plan_workbook import form_looks as looks
from sheetsync.core.sheets.plan_workbook import sheet_names as names
from sheetsync.core.sheets.plan_workbook.carried import NOTHING_CARRIED, CarriedRows, RowValues
from sheetsync.core.sheets.plan_workbook.entry_limits import entry_limits, handed_in_limit
from sheetsync.core.sheets.plan_workbook.form_draft import FormDraft
from sheetsync.core.sheets.plan_workbook.fresh_rows import FreshRows
from sheetsync.core.sheets.plan_workbook.plan_sheet import area_name, due_value
from sheetsync.core.sheets.plan_workbook.tab_columns import (
    CHECK_HEADING,
    WARNING_HEADING,
    TabColumns,
    cell_look,
    heading_look,
    is_open,
)
from sheetsync.core.sheets.state_looks import ERROR_TEXT
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.records import dataclass

_PERIOD_ROW, _SUMMARY_ROW, HEADING_ROW = 2, 3, 4
FIRST_ROW = HEADING_ROW + 1
_LEAST_HEIGHT = 42.0
"""Points: room for three lines of `Kiểm tra`, which grow no row by themselves."""


@dataclass(frozen=True, slots=True)
class TabDesign:
    """A tab with the names that go with it, and what its formulas need elsewhere in the workbook: the sentences and word lists,
    the same for every tab."""

    sheet: FormSheet
    names: tuple[BookName, ...]
    live: LiveColumns


@dataclass(frozen=True, slots=True)
class TabMaker:
    """What all tabs of a workbook have in common. as_of: the day for which shown values are given; carried: what an earlier
    workbook held."""

    settings: Settings
    period: Period
    calendar: WorkCalendar
    as_of: date
    carried: CarriedRows = NOTHING_CARRIED

    def design(self, official: Official) -> TabDesign:
        """The tab of an official, who has one."""
        assert official.tab
        plan = self.settings.plan
        rows = [(task, role) for code, task, role in plan.placements() if code == official.code]
        extra = self.carried.extra.get(official.code, ())
        columns = TabColumns.of(self.settings.columns)
        layout = columns.layout(FIRST_ROW, FIRST_ROW + max(len(rows) + len(extra), 1) - 1)
        live = live_columns(self.settings, layout)
        fresh = FreshRows(
            live=live,
            layout=layout,
            plan_rows={task.task_id: number for number, task in enumerate(plan.tasks, start=1)},
            period=self.period,
            as_of=self.as_of,
            calendar=self.calendar,
            missing_status=self._missing_status(),
        )
        draft = FormDraft(columns.widths(live.last_column))
        reported = extra or any(_reported(self.carried.entries.get((official.code, task.task_id, role))) for task, role in rows)
        handed_in = self._put_top(draft, official, columns, live, "" if reported else self._summary(fresh, rows))
        self._put_headings(draft, columns)
        for number, (task, role) in enumerate(rows, start=1):
            values, entries = self._plan_values(number, task, role), self.carried.entries.get((official.code, task.task_id, role))
            shown = {} if _reported(entries) else fresh.values(task, role)
            self._put_row(draft, columns, {**values, **(entries or {})}, live, shown)
        for number, whole in enumerate(extra, start=len(rows) + 1):
            self._put_row(draft, columns, {"number": number, **whole}, live, {}, follows=False)
        if not rows and not extra:
            self._put_row(draft, columns, {}, live, {})
        sheet = self._sheet(draft, official, columns, layout, live, handed_in=handed_in)
        return TabDesign(sheet, tuple(_names(official.tab, columns, layout)), live)

    def _missing_status(self) -> str:
        """The sentence of the rule that asks for a status; "" where the office has none."""
        rules = rules_of(self.settings)
        rule = next((rule for rule in rules if rule.settings.kind == "required" and rule.settings.field == "status"), None)
        return sentence(rule.settings, rule.kind, self.settings.column("status").heading) if rule else ""

    def _summary(self, fresh: FreshRows, rows: Sequence[tuple[Task, Role]]) -> str:
        problems = fresh.layout.helper(Helper.PROBLEM)
        return summary_text(sum(1 for task, role in rows if fresh.values(task, role)[problems]), 0)

    def _put_top(self, draft: FormDraft, official: Official, columns: TabColumns, live: LiveColumns, summary: str) -> Rectangle:
        """Title, period, what is left; gives the cell of the day of handing in."""
        task = columns.places["task"]
        draft.put(1, f"NHIỆM VỤ NĂM {self.settings.plan.year} – {official.title.upper()}", looks.TITLE)
        draft.next_row(exactly=26)
        draft.put(1, period_line(self.period), looks.STATED)
        draft.next_row(exactly=20)
        counted = Formula(f'"Còn "&{live.errors_in_tab}&" lỗi · "&{live.overdue_in_tab}&" việc quá hạn"', summary)
        draft.put(1, counted, looks.SUMMARY, to=task)
        draft.put(task + 1, "Đã nộp (ngày):", looks.LABEL)
        draft.put(task + 2, self.carried.handed_in.get(official.code), looks.ENTRY_DAY, to=task + 3, is_open=True)
        row = draft.next_row(exactly=24)
        return Rectangle(row, task + 2, row, task + 2)

    def _put_headings(self, draft: FormDraft, columns: TabColumns) -> None:
        for number, column in enumerate(columns.settings, start=1):
            draft.put(number, column.heading, heading_look(column))
        draft.put(columns.warning, WARNING_HEADING, looks.CHECK_HEADING)
        draft.put(columns.check, CHECK_HEADING, looks.CHECK_HEADING)
        for helper in Helper:
            draft.put(columns.first_helper + helper, helper.name.lower(), looks.HELPER)
        draft.next_row(least=34)

    def _plan_values(self, number: int, task: Task, role: Role) -> Mapping[str, DesignValue]:
        return {
            "number": number,
            "task_id": task.task_id,
            "area": area_name(self.settings.plan, task.area),
            "task": task.title,
            "deliverable": task.deliverable or None,
            "role": role.value,
            "cadence": task.cadence.value,
            "due": due_value(task.due),
            "due_basis": task.due.basis.value or None,
        }

    def _put_row(
        self,
        draft: FormDraft,
        columns: TabColumns,
        values: Mapping[str, DesignValue],
        live: LiveColumns,
        fresh: Mapping[int, DesignValue],
        *,
        follows: bool = True,
    ) -> None:
        """follows: due date and basis are what the plan's sheet says."""
        row = draft.row
        for number, column in enumerate(columns.settings, start=1):
            value: FormValue = values.get(column.key)
            followed = _FOLLOWED.get(column.key)
            if followed and follows and values and "task_id" in columns.places:
                value = Formula(
                    _from_plan(cell(columns.places["task_id"], row), followed), values.get(column.key) or "", column.key
                )
            look = cell_look(column)
            if values.get("role") == Role.COORDINATOR.value and not is_open(column):
                look = look.but(italic=True)
            draft.put(number, value, look, is_open=is_open(column))
        for number, formula in sorted(live.formulas(row).items()):
            draft.put(number, Formula(formula, fresh.get(number, ""), "live"), _live_look(number, columns))
        draft.next_row(least=_LEAST_HEIGHT, fixed=False)

    def _sheet(
        self,
        draft: FormDraft,
        official: Official,
        columns: TabColumns,
        layout: LiveLayout,
        live: LiveColumns,
        *,
        handed_in: Rectangle,
    ) -> FormSheet:
        rows = (layout.first_row, layout.last_row)
        year = self.settings.plan.year
        trouble = f"{live.errors_in_tab}+{live.overdue_in_tab}>0"
        summary = LiveLook((Rectangle(_SUMMARY_ROW, 1, _SUMMARY_ROW, 1),), trouble, Look(bold=True, colour=ERROR_TEXT))
        return FormSheet(
            name=official.tab or "",
            cells=tuple(draft.cells),
            column_widths=tuple(draft.widths),
            row_heights=draft.heights,
            fixed_rows=frozenset(draft.fixed),
            hidden_columns=frozenset(range(columns.first_helper, live.last_column + 1)),
            merges=tuple(draft.merges),
            freeze_row=HEADING_ROW,
            freeze_column=columns.places["task"],
            filter_area=Rectangle(HEADING_ROW, 1, layout.last_row, columns.check),
            limits=(*entry_limits(columns.settings, rows, year), handed_in_limit(handed_in, year)),
            live_looks=(summary, *(LiveLook((live_look.area,), live_look.formula, live_look.look) for live_look in live.formats)),
            print_setup=PrintSetup(
                margins=(15, 8, 10, 8),
                repeat_rows=(HEADING_ROW, HEADING_ROW),
                area=Rectangle(1, 1, layout.last_row, columns.warning),
            ),
            tab_colour="2E9E4F",
            zoom=85,
            people=(official.email,) if official.email else (),
        )


def _reported(entries: RowValues | None) -> bool:
    """Whether a row holds anything of this period: what its formulas give is then known when a program has calculated them."""
    return any(key != "result_before" for key in entries or ())


def period_line(period: Period) -> str:
    """`Kỳ báo cáo: Quý I/2023 (15/12/2022–14/3/2023) · hạn nộp 14/3/2023`."""
    window = f"{document_date(period.start)}–{document_date(period.cut_off)}"
    return f"Kỳ báo cáo: {period.title} ({window}) · hạn nộp {document_date(period.hand_in)}"


def summary_text(errors: int, overdue: int) -> str:
    return f"Còn {errors} lỗi · {overdue} việc quá hạn"


_FOLLOWED = {"due": names.PLAN_DUE_STATED, "due_basis": names.PLAN_DUE_BASIS}
"""What the office confirms in `Kế hoạch` shows here at once."""


def _from_plan(task_id: str, column: str) -> str:
    found = f"INDEX({column},MATCH({task_id},{live_names.PLAN_IDS},0))"
    return f'IFERROR(IF({found}="","",{found}),"")'


def _live_look(number: int, columns: TabColumns) -> Look:
    if number == columns.warning:
        return looks.CHECK_CENTRED
    return looks.CHECK_TEXT if number == columns.check else looks.HELPER


def _names(tab: str, columns: TabColumns, layout: LiveLayout) -> Iterator[BookName]:
    status = columns.places["status"]
    for name, column in (
        (names.CHECK, layout.check),
        (names.DUE, layout.warning),
        (names.WHERE, layout.helper(Helper.WHERE)),
    ):
        yield BookName(name, area_reference(tab, Rectangle(layout.first_row, column, layout.last_row, column)), tab)
    yield BookName(names.FIRST, area_reference(tab, Rectangle(FIRST_ROW, status, FIRST_ROW, status)), tab)
