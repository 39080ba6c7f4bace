"""Marks in the tabs, judged by LibreOffice: which rows and cells they show, after sorting and after correcting."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product

import pytest

from sheetsync.core.book import CellNote
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.edits import Highlight
from sheetsync.core.entries import Entry, Tab, TabColumn
from sheetsync.core.findings import Finding
from sheetsync.core.periods import period
from sheetsync.core.plan import Area, Cadence, Due, DueBasis, DueRule, Official, Plan, Task
from sheetsync.core.readings import Status
from sheetsync.core.settings import PeriodSettings, Severity
from sheetsync.core.sheets.conditions import LONGEST_CONDITION
from sheetsync.core.sheets.highlights import tab_highlights
from sheetsync.core.sheets.state_looks import ERROR_FILL, STATE_COLOURS
from sheetsync.core.states import State
from sheetsync.core.timeliness import judge
from tests.core.entry_rows import columns, entry, tab
from tests.core.shown_marks import Scene, shown_marks, write_formatted
from tests.office import computed_fills
from tests.tables import cell_value

RULES = PeriodSettings()
CALENDAR = WorkCalendar(frozenset())
Q1 = period(2023, 1, RULES, CALENDAR)
AS_OF = date(2023, 3, 15)
FIRST_ROW = 5

KEYS = ("task_id", "task", "role", "status", "completed_on", "note")  # columns B to G
WITH_IDS = columns(*KEYS)
WITHOUT_IDS = columns(*KEYS[1:])

LONG = 'Rà soát, "đơn giản hoá" thủ tục; ' * 10  # 330 letters with quotes
DUE = {"A.1": "2023-03-03", "A.2": "2023-03-20", "A.3": "2023-02-28", "A.4": "", "A.5": "2023-06-30", "A.6": "2023-03-03"}


def confirmed(day: str) -> Due:
    return Due(basis=DueBasis.CONFIRMED, on=date.fromisoformat(day)) if day else Due()


def plan_of(dues: Mapping[str, Due]) -> Plan:
    tasks = tuple(Task(task_id, task_id, "II.1", "VPUB", Cadence.ONE_OFF, due=due) for task_id, due in dues.items())
    official = Official("VPUB", "Văn phòng UBND", tab="VP UBND")
    return Plan(2023, "Kế hoạch", (Area("II.1", "Thể chế"),), (official,), tasks)


PLAN = plan_of({task_id: confirmed(day) for task_id, day in DUE.items()})

Row = Sequence[CellValue]


def rows(table: str) -> list[Row]:
    return [[cell_value(cell) for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]


def read(table: Sequence[Row], cols: Mapping[str, TabColumn] = WITH_IDS, ids: Sequence[str] = ()) -> Tab:
    entries: list[Entry] = []
    for number, row in enumerate(table):
        notes = {key: CellNote(error="#DIV/0!") for key, value in zip(cols, row, strict=True) if value == "#DIV/0!"}
        values = {key: None if key in notes else value for key, value in zip(cols, row, strict=True)}
        task_id = ids[number] if ids else None
        entries.append(entry(values, row=FIRST_ROW + number, tab_columns=cols, task_id=task_id, notes=notes))
    return tab(cols, *entries)


def cells(table: Sequence[Row], cols: Mapping[str, TabColumn] = WITH_IDS) -> dict[tuple[int, int], CellValue]:
    return {
        (FIRST_ROW + number, column.column): value
        for number, row in enumerate(table)
        for column, value in zip(cols.values(), row, strict=True)
    }


def finding(of: Tab, row: int, field: str, severity: Severity = Severity.ERROR, code: str = "date-invalid") -> Finding:
    """row counts from 0."""
    one = of.entries[row]
    where = one.where(field)
    return Finding(
        code, severity, of.sheet, of.official, "…", where=where, task_id=one.task_id, field=field, value=one.values[field]
    )


def marks(of: Tab, *findings: Finding, plan: Plan = PLAN, as_of: date = AS_OF, fixed: bool = False) -> tuple[Highlight, ...]:
    tasks = {task.task_id: task for task in plan.tasks}
    return tab_highlights(of, tasks, findings, period=Q1, as_of=as_of, fixed=fixed, calendar=CALENDAR, settings=RULES)


STATES = rows("""
    | A.1 | Quá hạn          | Chủ trì  | Đang thực hiện |            | |
    | A.2 | Sắp đến hạn      | Chủ trì  | Chưa thực hiện |            | |
    | A.3 | Xong muộn        | Chủ trì  | Hoàn thành     | 2023-03-02 | |
    | A.4 | Xong             | Chủ trì  | HOÀN THÀNH     | 2023-03-02 | |
    | A.5 | Trong hạn        | Chủ trì  | Đang thực hiện |            | |
    | A.6 | Chưa báo cáo     | Chủ trì  |                |            | |
    | A.7 | Không rõ việc gì | Chủ trì  | đang làm       |            | |
    | A.1 | Phối hợp thôi    | Phối hợp | Đang thực hiện |            | |
""")

MISTAKES: list[Row] = [
    ["A.1", "Ngày sai", "Chủ trì", "Hoàn thành", "31/2/2023", None],
    ["A.2", "Thiếu ngày", "Chủ trì", "Hoàn thành", None, None],
    ["A.3", "Số dạng chữ", "Chủ trì", "Tạm dừng", None, "12"],
    ['A."4"', "Mã có nháy", "Chủ trì", "Tạm dừng", date(2024, 1, 1), None],
    ["A.5", "Chữ dài", "Chủ trì", "Tạm dừng", None, LONG],
    ["A.6", "Hai dòng", "Chủ trì", "Tạm dừng", None, 'Một "dòng"\nhai dòng'],
    ["A.7", "Lỗi công thức", "Chủ trì", "Tạm dừng", None, "#DIV/0!"],
    ["A.8", "Số lạ", "Chủ trì", "Tạm dừng", 45.5, "😀 tốt"],
    [None, "Không có mã", "Chủ trì", "Tạm dừng", "tháng sau", None],
    ["A.9", "Không lỗi", "Chủ trì", "Tạm dừng", None, None],
]
BAD_CELLS = {
    0: "completed_on",
    1: "completed_on",
    2: "note",
    3: "completed_on",
    4: "note",
    5: "note",
    6: "note",
    7: "note",
    8: "completed_on",
}

BY_TEXT: list[Row] = [
    [LONG + "một", "Chủ trì", "Đang thực hiện", None, None],
    [LONG + "hai", "Chủ trì", "Đang thực hiện", None, None],
    ['Việc "ba"\ntrên hai dòng', "Chủ trì", "Đang thực hiện", None, None],
    ["Việc bốn", "Chủ trì", "Đang thực hiện", None, None],
]


TWICE = rows("""
    | A.1 | Việc một | Chủ trì | Tạm dừng | | giữ   |
    | A.1 | Việc một | Chủ trì | Tạm dừng | | thừa  |
    | A.2 | Việc hai | Chủ trì | Tạm dừng | | thừa  |
    | A.1 | Việc một | Chủ trì | Tạm dừng | | giữ   |
""")


def mistake_findings(of: Tab) -> list[Finding]:
    found = [
        finding(of, row, field, code="completed-missing" if row == 1 else "date-invalid") for row, field in BAD_CELLS.items()
    ]
    return [*found, finding(of, 7, "completed_on", Severity.WARNING), finding(of, 9, "note", Severity.INFO)]


EVERY_DUE = {"none": "", "past": "2023-03-03", "soon": "2023-03-20", "far": "2023-06-30"}
COMPLETIONS = (
    None, date(2023, 2, 1), date(2023, 3, 3), date(2023, 3, 10), date(2023, 3, 16), "10/3/2023", "16/3/2023", "chưa rõ", 45.5,
)  # fmt: skip
EVERY_ANSWER = [
    *product([status.value for status in Status if status is not Status.DONE], COMPLETIONS[:2]),
    *product([None, "  ", "xong", "đang  THỰC HIỆN"], COMPLETIONS[:2]),
    *product([Status.DONE.value], COMPLETIONS),
    ("hoàn THÀNH", date(2023, 3, 3)),
]
EVERY_CASE: list[Row] = [
    [f"{due}.{number}", "Việc", "Chủ trì", status, completed, None]
    for due in EVERY_DUE
    for number, (status, completed) in enumerate(EVERY_ANSWER)
]
PLAN_OF_EVERY_CASE = plan_of({str(row[0]): confirmed(EVERY_DUE[str(row[0]).partition(".")[0]]) for row in EVERY_CASE})

MARK_OF_STATE = {
    State.OVERDUE: {"overdue"}, State.DUE_SOON: {"due soon"}, State.DONE_LATE: {"done late"},
    State.NOT_REPORTED: {"not reported"}, State.DONE: {"done"}, State.DONE_EARLY: {"done"}, State.DONE_ON_TIME: {"done"},
    State.IN_TIME: {"in time"},
}  # fmt: skip


def scenes() -> dict[str, Scene]:
    states = marks(read(STATES))
    mistakes_tab = read(MISTAKES)
    mistakes = [one for one in marks(mistakes_tab, *mistake_findings(mistakes_tab)) if one.look.fill in (ERROR_FILL, "FFF200")]
    dues = dict(zip(("A.1", "A.2", "A.3", "A.4"), map(confirmed, ("2023-03-03", "2023-03-20", "2023-03-03", "")), strict=True))
    by_text = marks(read(BY_TEXT, WITHOUT_IDS, ids=("A.1", "A.2", "A.3", "A.4")), plan=plan_of(dues))

    changed = [list(row) for row in STATES]
    changed[0][3] = "Hoàn thành"  # A.1 is finished now
    changed[2][4] = date(2023, 2, 27)  # A.3's day was a slip
    changed[3][3] = "Đang thực hiện"  # A.4 is not finished after all
    changed[5][3] = "Đang thực hiện"  # A.6 reports, and is late
    corrected: list[list[CellValue]] = [list(row) for row in MISTAKES]
    corrections: list[tuple[int, str, CellValue]] = [
        (0, "completed_on", date(2023, 2, 28)), (1, "status", "Đang thực hiện"), (2, "note", 12),
        (3, "completed_on", date(2023, 1, 1)), (4, "note", LONG.replace("hoá", "hóa")), (5, "note", 'Một "dòng"\nhai Dòng'),
        (6, "note", "2,5"), (7, "note", "😃 tốt hơn"), (8, "completed_on", "tháng Sau"),
    ]  # fmt: skip
    for row, field, value in corrections:
        corrected[row][KEYS.index(field)] = value

    twice_tab = read(TWICE)
    twice = marks(twice_tab, finding(twice_tab, 1, "task_id", code="task-duplicate"))
    missing = marks(twice_tab, Finding("task-missing", Severity.ERROR, "VP UBND", "VPUB", "…", Where("VP UBND", 4, 2), "A.9"))
    every = read(EVERY_CASE)
    return {
        "every case": Scene(cells(EVERY_CASE), marks(every, plan=PLAN_OF_EVERY_CASE), AS_OF),
        "every case, fixed": Scene(cells(EVERY_CASE), marks(every, plan=PLAN_OF_EVERY_CASE, fixed=True), date(2026, 11, 22)),
        "on the day": Scene(cells(STATES), states, AS_OF),
        "sorted": Scene(cells(STATES[::-1]), states, AS_OF),
        "changed": Scene(cells(changed), states, AS_OF),
        "before hand-in is over": Scene(cells(STATES), states, date(2023, 3, 14)),
        "two weeks before": Scene(cells(STATES), states, date(2023, 3, 1)),
        "in July": Scene(cells(STATES), states, date(2023, 7, 3)),
        "fixed": Scene(cells(STATES), marks(read(STATES), fixed=True), date(2026, 11, 22)),
        "fixed early": Scene(cells(STATES), marks(read(STATES), fixed=True, as_of=date(2023, 3, 14)), date(2026, 11, 22)),
        "mistakes": Scene(cells(MISTAKES), mistakes, AS_OF),
        "mistakes sorted": Scene(cells(MISTAKES[::-1]), mistakes, AS_OF),
        "mistakes corrected": Scene(cells(corrected), mistakes, AS_OF),
        "one missing": Scene({**cells(TWICE), (4, 2): "Mã NV"}, missing, AS_OF),
        "one added": Scene({**cells(TWICE), (4, 2): "Mã NV", (30, 2): "A.9"}, missing, AS_OF),
        "twice": Scene(cells(TWICE), twice, AS_OF),
        "twice, sorted": Scene(cells(TWICE[::-1]), twice, AS_OF),
        "by text": Scene(cells(BY_TEXT, WITHOUT_IDS), by_text, AS_OF),
        "by text sorted": Scene(cells(BY_TEXT[::-1], WITHOUT_IDS), by_text, AS_OF),
    }


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, set[str]]]:
    """Row numbers count from 0."""
    seen = shown_marks(scenes(), tmp_path_factory.mktemp("marks"))
    return {name: {row - FIRST_ROW: found for row, found in by_row.items()} for name, by_row in seen.items()}


ON_THE_DAY = {
    0: {"overdue"}, 1: {"due soon"}, 2: {"done late"}, 3: {"done"}, 4: {"in time"}, 5: {"not reported"}, 6: {"not reported"},
}  # fmt: skip
ALL_MISTAKES = {row: {"error F" if field == "completed_on" else "error G"} for row, field in BAD_CELLS.items()}
ALL_MISTAKES[7] = {"error G", "warning F"}


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        ("on the day", ON_THE_DAY),
        ("sorted", {7 - row: found for row, found in ON_THE_DAY.items()}),
        ("changed", {1: {"due soon"}, 4: {"in time"}, 5: {"overdue"}, 6: {"not reported"}}),
        ("before hand-in is over", {row: found for row, found in ON_THE_DAY.items() if row < 5}),
        ("two weeks before", {0: {"due soon"}, 1: {"in time"}, 2: {"done late"}, 3: {"done"}, 4: {"in time"}}),
        ("in July", {**ON_THE_DAY, 1: {"overdue"}, 4: {"overdue"}}),
        ("fixed", ON_THE_DAY),
        ("fixed early", {row: found for row, found in ON_THE_DAY.items() if row < 5}),
        ("mistakes", ALL_MISTAKES),
        ("mistakes sorted", {9 - row: found for row, found in ALL_MISTAKES.items()}),
        ("mistakes corrected", {7: {"warning F"}}),
        ("one missing", {-1: {"error B"}}),
        ("one added", {}),
        ("twice", {1: {"error B"}}),
        ("twice, sorted", {2: {"error B"}}),
        ("by text", {0: {"overdue"}, 1: {"due soon"}, 2: {"overdue"}}),
        ("by text sorted", {3: {"overdue"}, 2: {"due soon"}, 1: {"overdue"}}),
    ],
)
def test_libreoffice_shows_exactly_these_marks(
    shown: dict[str, dict[int, set[str]]], scene: str, expected: dict[int, set[str]]
) -> None:
    assert shown[scene] == expected


@pytest.mark.parametrize("scene", ["every case", "every case, fixed"])
def test_each_row_shows_the_state_it_is_in(shown: dict[str, dict[int, set[str]]], scene: str) -> None:
    expected = {}
    for number, one in enumerate(read(EVERY_CASE).entries):
        task = PLAN_OF_EVERY_CASE.task(one.written_id)
        state = judge(one, task, period=Q1, as_of=AS_OF, calendar=CALENDAR, settings=RULES).state
        if state in MARK_OF_STATE:
            expected[number] = MARK_OF_STATE[state]
    assert {mark for found in expected.values() for mark in found} == set.union(*MARK_OF_STATE.values())
    assert shown[scene] == expected


def test_the_colours_that_people_see(tmp_path_factory: pytest.TempPathFactory) -> None:
    """As real conditional formats: an overdue row is tinted, its bad cell is red, only the status of a finished row is green."""
    of = read(STATES)
    path = tmp_path_factory.mktemp("colours") / "marks.xlsx"
    write_formatted(Scene(cells(STATES), marks(of, finding(of, 0, "note"), fixed=True), AS_OF), path)
    wanted = {
        "B5": STATE_COLOURS[State.OVERDUE].tint,
        "E5": STATE_COLOURS[State.OVERDUE].tint,
        "G5": ERROR_FILL,
        "C6": STATE_COLOURS[State.DUE_SOON].tint,
        "C7": STATE_COLOURS[State.DONE_LATE].tint,
        "C8": None,
        "E8": STATE_COLOURS[State.DONE].fill,
        "C9": None,
        "E9": STATE_COLOURS[State.IN_TIME].fill,
        "C10": STATE_COLOURS[State.NOT_REPORTED].tint,
        "C12": None,
    }
    assert computed_fills(path, {"VP UBND": list(wanted)})["VP UBND"] == wanted


def all_conditions() -> list[str]:
    return [highlight.condition for scene in scenes().values() for highlight in scene.highlights]


def test_only_functions_that_every_spreadsheet_has() -> None:
    safe = {"AND", "OR", "NOT", "IFERROR", "ISNUMBER", "LEN", "LEFT", "MID", "EXACT", "DATE", "TODAY", "SUBSTITUTE", "COUNTIF"}
    for condition in all_conditions():
        without_texts = re.sub(r'"(?:[^"]|"")*"', '""', condition)
        assert set(re.findall(r"([A-Z]+)\(", without_texts)) <= safe
        assert "{" not in without_texts
        assert "sheetsync" not in condition
        assert not re.search(r"[\x00-\x1f]", condition)


def test_a_fixed_day_asks_no_clock() -> None:
    assert all("TODAY" not in one.condition for one in marks(read(STATES), fixed=True))
    assert any("TODAY" in one.condition for one in marks(read(STATES)))


def test_a_big_tab_keeps_within_what_spreadsheets_take() -> None:
    table = [
        [f"A.{number}", f"Việc {number} {LONG}", "Chủ trì", "Đang thực hiện", "31/2/2023", LONG * 4] for number in range(600)
    ]
    of = read(table)
    plan = plan_of({f"A.{number}": confirmed(f"2023-{number % 12 + 1:02}-10") for number in range(600)})
    findings = [finding(of, number, field) for number in range(600) for field in ("completed_on", "note")]
    for highlight in marks(of, *findings, plan=plan):
        assert len(highlight.condition) <= LONGEST_CONDITION
        for arguments in re.findall(r"OR\(((?:[^()]|\([^()]*\))*)\)", highlight.condition):
            assert arguments.count(",$B") < 100
        assert all(len(text) <= 255 for text in re.findall(r'"((?:[^"]|"")*)"', highlight.condition))


def test_marks_are_the_same_each_time() -> None:
    of = read(MISTAKES)
    assert marks(of, *mistake_findings(of)) == marks(of, *mistake_findings(of))


def test_nothing_to_say_nothing_to_mark() -> None:
    quiet = read(rows("| A.4 | Việc | Chủ trì | Tạm dừng | | |"))
    assert marks(quiet) == ()
    assert marks(tab(WITH_IDS)) == ()


def test_a_bad_cell_above_the_rows_is_marked_by_itself() -> None:
    of = read(STATES)
    above = finding(of, 0, "note", code="period-mismatch")
    where = above.where
    assert where is not None
    at_top = Finding(
        "period-mismatch", Severity.ERROR, of.sheet, of.official, "…", where=type(where)(of.sheet, 2, 3), value="Quý II/2023"
    )
    (mark,) = (one for one in marks(of, at_top) if one.look.fill == ERROR_FILL)
    assert [area.a1 for area in mark.areas] == ["C2"]
    assert mark.condition == 'LEN($C2)>LEN(SUBSTITUTE($C2,"Quý II/2023",""))'


def test_a_quarterly_task_is_due_on_the_sending_day() -> None:
    plan = plan_of({"A.1": Due(basis=DueBasis.STATED, rule=DueRule.QUARTERLY_SENDING)})
    of = read(rows("| A.1 | Báo cáo quý | Chủ trì | Đang thực hiện | | |"))
    overdue = next(one for one in marks(of, plan=plan) if one.look.fill == STATE_COLOURS[State.OVERDUE].tint)
    assert "TODAY()>=DATE(2023,3,18)" in overdue.condition
