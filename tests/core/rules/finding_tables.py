"""Cases that a clerk can read: tabs drawn as Markdown tables (`cases/*.md`) whose last column `⇒` says what must be found.

A case is a `##` heading followed by its lines:
    Ngày kiểm tra: 14/3/2023         run date; without it 15/3/2023, the day after hand-in and cut-off of the first quarter
    Kỳ: 2                            the quarter; without it 1
    Kế hoạch: A.01, A.02             what the plan holds; without it, the tasks that stand in the tabs
    Sổ là kế hoạch                   the tabs are the plan
    Cũng có: Tư pháp: error …        a finding that belongs to no row of a table
    Sheet: VP UBND                   the tab that the next table draws
    Sheet chung: Chung               the same, a sheet that all officials share
A finding reads `severity code cell`, with ` → suggestion` where there is one; several are parted by `;`. A blank `⇒` means that
nothing may be found: findings are compared as a whole. A cell may begin with a note: `[lỗi #REF!]`, `[chưa tính]`, `[phần trăm]`,
`[phông .VnTime]`; `[NFD]` takes its accents apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from sheetsync.core.book import BookContent, CellNote, SheetContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.findings import Finding
from sheetsync.core.periods import period
from sheetsync.core.plan import Cadence, Due, DueBasis, DueRule, Official, Plan, Task
from sheetsync.core.rules import check
from sheetsync.core.settings import PlanSource, RuleSettings, Settings
from sheetsync.core.tabs import read_tabs
from tests.tables import cell_value

CASES = Path(__file__).parent / "cases"
EXPECTED = "⇒"
RUN_DATE = date(2023, 3, 15)
OFFICIALS = (Official("VPUB", "Văn phòng UBND", tab="VP UBND"), Official("TPHT", "Tư pháp - hộ tịch", tab="Tư pháp"))

_RULES = {"từng tháng": DueRule.MONTHLY, "ngày gửi": DueRule.QUARTERLY_SENDING}
_NOTE = re.compile(r"\[(lỗi|chưa tính|phần trăm|phông|NFD) ?([^\]]*)\]\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One case. tabs: each sheet as drawn, without its `⇒` column. expected: every finding, as `line` writes it."""

    title: str
    tabs: tuple[SheetContent, ...]
    expected: tuple[str, ...]
    as_of: date = RUN_DATE
    quarter: int = 1
    planned: tuple[str, ...] | None = None
    book_is_plan: bool = False
    shared: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.title


def line(finding: Finding) -> str:
    """`VP UBND: error date-invalid C5 → 28/02/2023`; `-` where no cell can be named."""
    suggestion = f" → {finding.suggestion}" if finding.suggestion is not None else ""
    return f"{finding.sheet}: {finding.severity.value} {finding.code} {finding.cell or '-'}{suggestion}"


@cache
def all_tasks() -> tuple[Task, ...]:
    """The tasks of `cases/ke-hoach.md`, of which every case's plan is a part."""
    rows = [row for row in _table_rows((CASES / "ke-hoach.md").read_text("utf-8")) if row[0] != "mã"]
    tasks = []
    for task_id, title, lead, cadence, document, due, basis, text, alias in rows:
        on = date.fromisoformat(due) if re.fullmatch(r"[\d-]+", due) else None
        tasks.append(
            Task(
                task_id,
                title,
                area="II.1",
                lead=lead,
                cadence=Cadence(cadence),
                needs_document=document == "có",
                due=Due(DueBasis(basis), on, _RULES.get(due), text),
                aliases=(alias,) if alias else (),
            )
        )
    return tuple(tasks)


def cases(file: str) -> list[Case]:
    """All cases of a file."""
    text = (CASES / file).read_text("utf-8")
    return [_case(part) for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]]


def _case(text: str) -> Case:
    title, *lines = text.splitlines()
    case = Case(f"{title.strip()}", (), ())
    sheet_name, table = "", []
    for one in [*lines, "Hết: "]:
        if one.startswith("|"):
            table.append(one)
            continue
        if table:
            sheet, expected = drawn(sheet_name, "\n".join(table))
            case = replace(case, tabs=(*case.tabs, sheet), expected=(*case.expected, *expected))
            table = []
        key, _, value = (part.strip() for part in one.partition(":"))
        match key:
            case "Ngày kiểm tra":
                day, month, year = (int(part) for part in value.split("/"))
                case = replace(case, as_of=date(year, month, day))
            case "Kỳ":
                case = replace(case, quarter=int(value))
            case "Kế hoạch":
                case = replace(case, planned=tuple(task.strip() for task in value.split(",")))
            case "Sổ là kế hoạch":
                case = replace(case, book_is_plan=True)
            case "Cũng có":
                case = replace(case, expected=(*case.expected, value))
            case "Sheet":
                sheet_name = value
            case "Sheet chung":
                sheet_name = value
                case = replace(case, shared=(*case.shared, value))
            case "" | "Hết":
                pass
            case _:
                raise ValueError(f"{title}: {one}")
    return case


def drawn(name: str, table: str) -> tuple[SheetContent, tuple[str, ...]]:
    """A tab from a table, and the findings of its `⇒` column."""
    rows: list[list[CellValue]] = []
    notes: dict[tuple[int, int], CellNote] = {}
    expected: list[str] = []
    asked_column = -1
    for number, texts in enumerate(_table_rows(table), start=1):
        if EXPECTED in texts:
            asked_column = texts.index(EXPECTED)
        elif asked_column >= 0 and len(texts) > asked_column and texts[asked_column]:
            expected.extend(f"{name}: {one.strip()}" for one in texts[asked_column].split(";"))
        kept = texts if asked_column < 0 else texts[:asked_column]
        rows.append([])
        for column, text in enumerate(kept, start=1):
            value, note = _noted(text)
            rows[-1].append(value)
            if note is not None:
                notes[number, column] = note
    return SheetContent(name, rows, notes=notes), tuple(expected)


def _noted(text: str) -> tuple[CellValue, CellNote | None]:
    found = _NOTE.fullmatch(text)
    if found is None:
        return cell_value(text), None
    word, detail, rest = found.groups()
    match word:
        case "lỗi":
            return None, CellNote(error=detail, formula=True)
        case "chưa tính":
            return None, CellNote(formula=True, uncached=True)
        case "phần trăm":
            return cell_value(rest), CellNote(percent=True)
        case "NFD":
            return unicodedata.normalize("NFD", rest), None
        case _:
            return rest, CellNote(font=detail)


def _table_rows(text: str) -> Iterator[list[str]]:
    for one in text.splitlines():
        if one.strip().startswith("|") and not re.fullmatch(r"[|\s:-]+", one.strip()):
            yield [cell.strip() for cell in one.strip().strip("|").split("|")]


@dataclass(frozen=True)
class Office:
    """A small office with two tabs, and the default rules."""

    settings: Settings
    calendar: WorkCalendar
    rules: tuple[RuleSettings, ...] = field(default=())

    def findings(self, case: Case) -> tuple[Finding, ...]:
        plan = self._plan(case)
        drawn_names = {tab.name for tab in case.tabs}
        undrawn = (
            ()
            if case.book_is_plan or case.shared
            else tuple(_quiet_tab(one, plan) for one in plan.officials if one.tab not in drawn_names)
        )
        missing = {one.split(":")[0] for one in case.expected if " tab-missing " in one}
        sheets = (*case.tabs, *(tab for tab in undrawn if tab.name not in missing))
        settings = replace(
            self.settings,
            plan=plan,
            rules=self.rules or self.settings.rules,
            shared_sheets=case.shared,
            plan_source=PlanSource.BOOK if case.book_is_plan else PlanSource.FILE,
        )
        tabs, ruling = read_tabs(BookContent("so.xlsx", "1", sheets), settings, quarter=case.quarter)
        asked = period(2023, case.quarter, settings.periods, self.calendar)
        return check(tabs, ruling, settings, period=asked, as_of=case.as_of, calendar=self.calendar)

    def assert_findings(self, case: Case) -> None:
        """The tabs give exactly the findings asked for."""
        found = Counter(line(finding) for finding in self.findings(case))
        asked = Counter(case.expected)
        unasked, unfound = found - asked, asked - found
        assert (unasked, unfound) == (Counter(), Counter()), f"\nkhông nên có: {sorted(unasked)}\ncòn thiếu: {sorted(unfound)}"

    def _plan(self, case: Case) -> Plan:
        written = {str(value) for tab in case.tabs for row in tab.rows for value in row}
        tasks: Sequence[Task] = [task for task in all_tasks() if {task.task_id, task.title} & written]
        if case.planned is not None:
            tasks = [task for task in all_tasks() if task.task_id in case.planned]
        return Plan(2023, "Kế hoạch năm 2023", (), OFFICIALS, tuple(tasks), consolidator="VPUB")


def _quiet_tab(official: Official, plan: Plan) -> SheetContent:
    """The tab of an official whom a case does not speak of: all tasks are there, and nothing is wrong."""
    rows: list[list[CellValue]] = [["Mã NV", "Nhiệm vụ", "Trạng thái"]]
    rows.extend([task.task_id, task.title, "Chưa thực hiện"] for task in plan.tasks if task.lead == official.code)
    return SheetContent(official.tab or "", rows)
