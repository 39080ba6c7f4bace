"""No message of one official holds an id, a cell or a word of another's rows: random books, each official's words marked."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.adapters.config_files import load_settings
from sheetsync.console.reminder_text import reminders_document
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.plan import Area, Cadence, Due, DueBasis, Official, Plan, Task
from sheetsync.core.settings import Settings
from sheetsync.usecases.remind import RemindResult
from tests.reminders.small_plan import on_day

MARKS = {"ALPHA": "qaq", "BETA": "qbq", "GAMMA": "qcq"}
"""By official, letters that occur in every word of the official's rows, tasks and sheet, and nowhere else."""
FIRST_ROW = {"ALPHA": 100, "BETA": 200, "GAMMA": 300}
"""Where the official's rows begin, so that a cell's address tells whose it is."""
HEADINGS = (
    "Mã NV", "Nhiệm vụ", "Vai trò", "Thời hạn", "Trạng thái", "Tiến độ (%)", "Ngày hoàn thành", "Kết quả trong kỳ",
    "Số văn bản", "Khó khăn, vướng mắc",
)  # fmt: skip
DEFAULT = load_settings(None)
TASKS = tuple(
    Task(
        f"{official[0]}.{number}",
        f"Việc {mark} số {number}",
        "II.1",
        official,
        cadence,
        needs_document=number % 2 == 0,
        coordinators=tuple(other for other in MARKS if other != official and number == 3),
        due=due,
    )
    for official, mark in MARKS.items()
    for number, (cadence, due) in enumerate(
        (
            (Cadence.ONE_OFF, Due(DueBasis.STATED, date(2023, 3, 1))),
            (Cadence.ONE_OFF, Due(DueBasis.PROPOSED, date(2023, 1, 1))),
            (Cadence.MONTHLY, Due()),
            (Cadence.CONTINUOUS, Due()),
        ),
        start=1,
    )
)
PLAN = Plan(
    year=2023,
    title="Kế hoạch",
    areas=(Area("II.1", "Thể chế"),),
    officials=tuple(Official(code, f"Bộ phận {mark}", tab=f"Sheet {mark}") for code, mark in MARKS.items()),
    tasks=TASKS,
    consolidator="ALPHA",
)

DAYS = st.dates(date(2022, 12, 1), date(2023, 6, 30))
RUN_DAYS = st.dates(date(2022, 12, 10), date(2023, 3, 25)) | st.sampled_from(
    [date(2023, 3, day) for day in (13, 14, 15, 16, 17, 20)]
)


def words(mark: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", "xong", "đã làm", "31/2/2023", "Ð", "=1+1", "đang làm", "dòng\nhai"]).map(
        lambda text: f"{text} {mark}"
    )


@st.composite
def row(draw: st.DrawFn, official: str) -> list[CellValue]:
    """A row of anybody's task, or of none, in the official's tab: every text in it is marked as the official's."""
    mark = MARKS[official]
    task = draw(st.sampled_from(TASKS) | st.sampled_from([task for task in TASKS if task.lead == official]))
    known = draw(st.booleans())
    text = words(mark)
    return [
        draw(st.sampled_from([task.task_id, f"X{mark}", None])) if known else f"Z{mark}",
        task.title if known and mark in task.title else draw(text),
        draw(st.sampled_from(["Chủ trì", "Chủ trì", "Phối hợp", None])),
        draw(st.none() | DAYS | text),
        draw(st.sampled_from(["Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Tạm dừng", "Không phát sinh", None]) | text),
        draw(st.none() | st.integers(-5, 150) | text),
        draw(st.none() | DAYS | text),
        draw(st.none() | text),
        draw(st.none() | st.sampled_from(["05/KH-UBND", "6 - BC/UBND"]) | text),
        draw(st.none() | text),
    ]


@st.composite
def own_tabs(draw: st.DrawFn) -> list[SheetContent]:
    """A tab for each official, or for some, with columns left out or not."""
    sheets = []
    for official in draw(st.sets(st.sampled_from(sorted(MARKS)), min_size=1)):
        mark = MARKS[official]
        headings: list[CellValue] = list(HEADINGS)
        if draw(st.integers(0, 5)) == 0:
            headings[draw(st.integers(0, len(headings) - 1))] = f"Cột {mark}"
        rows: list[list[CellValue]] = [headings, *draw(st.lists(row(official), max_size=8))]
        if draw(st.booleans()):
            rows.insert(0, ["Đã nộp (ngày):", draw(DAYS), *[None] * (len(HEADINGS) - 2)])
        sheets.append(SheetContent(f"Sheet {mark}", rows, first_row=FIRST_ROW[official]))
    return sheets


def told(result: RemindResult, official: str) -> str:
    """Everything that is made for one official: the message and its part of the document."""
    document = reminders_document(result, officials=True, chair=False)
    assert isinstance(document["officials"], list)
    mine = [one for one in document["officials"] if isinstance(one, dict) and one["official"] == official]
    return json.dumps(mine, ensure_ascii=False)


def foreign_to(official: str, written: set[str]) -> set[str]:
    """Ids that an official has no business to read: of tasks neither led, nor coordinated, nor written in the own rows."""
    own = {task.task_id for task in TASKS if task.lead == official or official in task.coordinators}
    return {task.task_id for task in TASKS} - own - written


@bounded(max_examples=150)
@given(own_tabs(), RUN_DAYS)
def test_messages_of_own_tabs(sheets: list[SheetContent], day: date) -> None:
    result = on_day(DEFAULT, f"{day:%d/%m/%Y}", sheets, plan=PLAN)
    by_name = {sheet.name: sheet for sheet in sheets}
    assert [written.reminder.official for written in result.officials] == list(MARKS)
    for written in result.officials:
        official = written.reminder.official
        everything = told(result, official)
        assert len(written.text) <= 900
        assert not [mark for other, mark in MARKS.items() if other != official and mark in everything]
        sheet = by_name.get(f"Sheet {MARKS[official]}")
        ids = {str(cells[0]) for cells in sheet.rows} if sheet else set()
        named = set(re.findall(r"\b[ABG]\.\d\b", everything))
        assert not named & foreign_to(official, ids)
        first = FIRST_ROW[official]
        assert all(first <= int(number) < first + 100 for number in re.findall(r"\b[A-Z](\d{3})\b", everything))
    summary = json.dumps(reminders_document(result, officials=False, chair=True), ensure_ascii=False)
    assert not re.search(r"\b[ABG]\.\d\b|\b[A-Z]\d{3}\b", summary)
    assert all(summary.count(mark) == result.chair_text.count(f"Bộ phận {mark}") for mark in MARKS.values())


@st.composite
def shared_rows(draw: st.DrawFn) -> list[tuple[str, list[CellValue]]]:
    return [
        (official, draw(row(official))) for official in draw(st.lists(st.sampled_from(sorted(MARKS)), min_size=1, max_size=12))
    ]


@bounded(max_examples=100)
@given(shared_rows(), RUN_DAYS)
def test_messages_of_one_sheet_for_all(rows: list[tuple[str, list[CellValue]]], day: date) -> None:
    table: list[list[CellValue]] = [["Người thực hiện", *HEADINGS]]
    table.extend([f"Sheet {MARKS[official]}", *cells] for official, cells in rows)
    settings: Settings = replace(DEFAULT, shared_sheets=("Chung",))
    result = on_day(settings, f"{day:%d/%m/%Y}", [SheetContent("Chung", table, first_row=100)], plan=PLAN)
    owner = {101 + number: official for number, (official, _) in enumerate(rows)}
    for written in result.officials:
        official = written.reminder.official
        everything = told(result, official)
        assert not [mark for other, mark in MARKS.items() if other != official and mark in everything]
        assert {owner[int(number)] for number in re.findall(r"\b[A-Z](\d{3})\b", everything)} <= {official}
        ids = {str(cells[0]) for owns, cells in rows if owns == official}
        assert not set(re.findall(r"\b[ABG]\.\d\b", everything)) & foreign_to(official, ids)


def test_the_marks_would_be_seen() -> None:
    """Without this the tests above could pass because nothing is ever told."""
    cells: list[CellValue] = ["A.1", "Việc qaq số 1", "Chủ trì", None, "xong qaq", None, None, None, None, None]
    day = date(2023, 3, 14) + timedelta(days=1)
    result = on_day(DEFAULT, f"{day:%d/%m/%Y}", [SheetContent("Sheet qaq", [list(HEADINGS), cells], first_row=100)], plan=PLAN)
    assert {"qaq", "E101", "A.1"} <= set(re.findall(r"qaq|E101|A\.1", told(result, "ALPHA")))
