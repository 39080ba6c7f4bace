"""`new --from`: within the year no entry is lost, into the next year goes what is unfinished, with its origin."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.config_files.changed_plan import plan_text
from sheetsync.adapters.xlsx.new_book.write import new_workbook
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.cli import run_command_line
from sheetsync.core.book import BookContent, CellNote
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.entries import Entry
from sheetsync.core.periods import period
from sheetsync.core.plan import Role, Task
from sheetsync.core.plan_exchange.carried_cells import CarryOver, entry_columns
from sheetsync.core.plan_exchange.old_tabs import read_old_tabs
from sheetsync.core.plan_exchange.read_plan_book import read_plan_book
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.carried import NOTHING_CARRIED
from sheetsync.core.sheets.plan_workbook.design import design_plan_workbook
from sheetsync.core.tabs import read_tabs
from sheetsync.core.values import display_text
from sheetsync.errors import BookUnreadable, UsageError
from sheetsync.usecases.earlier_book import read_earlier
from tests.plan_exchange.edited_book import OFFICIALS, PLAN, EditedBook, Office, with_cells
from tests.plan_workbook.fresh_book import letter

FIRST = 5
"""The first row of a tab."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("cau-hinh")
    (folder / "officials.toml").write_text(OFFICIALS, encoding="utf-8")
    (folder / "plan-2023.toml").write_text(PLAN, encoding="utf-8")
    return load_settings(folder)


@pytest.fixture(scope="module")
def fresh(settings: Settings) -> BookContent:
    return made(settings)


def made(settings: Settings, carried: CarryOver | None = None, year: int = 2023) -> BookContent:
    """The workbook of a configuration, written and read."""
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    chosen = period(year, 1, settings.periods, calendar)
    if carried is not None and carried.added:
        settings = replace(settings, plan=replace(settings.plan, tasks=(*settings.plan.tasks, *carried.added)))
    rows = carried.rows if carried is not None else NOTHING_CARRIED
    design = design_plan_workbook(settings, chosen, calendar, as_of=date(year, 3, 1), fixed=True, carried=rows)
    return read_book(new_workbook(design), "so.xlsx")


def filled(content: BookContent, settings: Settings, sheet: str, row: int, **values: CellValue) -> BookContent:
    """A row of a tab with entries."""
    return with_cells(content, sheet, {f"{letter(settings, key)}{row}": value for key, value in values.items()})


def carry(content: BookContent, settings: Settings) -> CarryOver:
    """What a workbook of this configuration takes over."""
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    chosen = period(settings.plan.year, 1, settings.periods, calendar)
    return read_earlier(EditedBook(content), settings).carry(settings, chosen)


def entries(content: BookContent, settings: Settings) -> list[Entry]:
    return [entry for tab in read_old_tabs(content, settings).tabs.tabs for entry in tab.entries]


def typed(rows: Sequence[Entry], settings: Settings) -> Counter[tuple[str, str]]:
    """Everything in the columns of entries, as people read it."""
    keys = [column.key for column in entry_columns(settings)]
    return Counter((key, display_text(entry.values.get(key))) for entry in rows for key in keys if not entry.blank(key))


_EARLIEST, _LATEST = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2100-01-01")
_CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1, max_size=20).filter(
        lambda text: text.strip() != ""
    ),
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3)),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.datetimes(_EARLIEST, _LATEST).map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.booleans(),
    st.sampled_from(["=1+1", "'x", "Hoàn thành", "  ", "a\nb"]),
)
_KEYS = st.sampled_from(["status", "progress", "completed_on", "result", "result_before", "evidence", "difficulty", "note"])
_PLACES = st.tuples(
    st.sampled_from([("Văn phòng", 5), ("Văn phòng", 6), ("Văn phòng", 7), ("Tư pháp", 5), ("Tư pháp", 6)]), _KEYS
)


@given(
    cells=st.dictionaries(_PLACES, _CELLS, max_size=12),
    gone=st.sets(st.sampled_from(["A.1", "A.2", "A.3", "A.4"]), max_size=3),
    leads=st.dictionaries(st.sampled_from(["A.1", "A.2", "A.3"]), st.sampled_from(["VP", "TP", "HU"]), max_size=2),
)
@hypothesis_settings(
    max_examples=int(os.environ.get("SHEETSYNC_CARRY_EXAMPLES", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_entry_of_the_year_is_lost(
    settings: Settings,
    fresh: BookContent,
    cells: dict[tuple[tuple[str, int], str], CellValue],
    gone: set[str],
    leads: dict[str, str],
) -> None:
    """Whatever stands in whichever cell, and whatever has become of its task in the plan."""
    content = fresh
    for ((sheet, row), key), value in cells.items():
        content = filled(content, settings, sheet, row, **{key: value})
    tasks = [replace_lead(task, leads.get(task.task_id)) for task in settings.plan.tasks if task.task_id not in gone]
    changed = replace(settings, plan=replace(settings.plan, tasks=tuple(tasks)))
    carried = carry(content, changed)
    again = made(changed, carried)
    assert typed(entries(again, changed), settings) == typed(entries(content, settings), settings)


def replace_lead(task: Task, lead: str | None) -> Task:
    if lead is None:
        return task
    return replace(task, lead=lead, coordinators=tuple(code for code in task.coordinators if code != lead))


def test_an_upgrade_twice_is_an_upgrade_once(settings: Settings, fresh: BookContent) -> None:
    content = filled(fresh, settings, "Văn phòng", FIRST, status="Hoàn thành", completed_on=date(2023, 2, 1), result="Đã xong")
    once = made(settings, carry(content, settings))
    assert made(settings, carry(once, settings)) == once


def test_entries_stand_where_they_stood(settings: Settings, fresh: BookContent) -> None:
    content = filled(fresh, settings, "Văn phòng", FIRST, status="Hoàn thành", completed_on=date(2023, 2, 1), progress=100)
    content = with_cells(content, "Văn phòng", {handed_in_cell(settings): date(2023, 3, 10)})
    again = made(settings, carry(content, settings))
    (tab, _), _ = read_tabs(again, settings)[0].tabs, None
    entry = tab.entries[0]
    assert (entry.task_id, entry.text("status"), entry.completed_on.on) == ("A.2", "Hoàn thành", date(2023, 2, 1))
    assert tab.handed_in_on == date(2023, 3, 10)


def handed_in_cell(settings: Settings) -> str:
    return f"{chr(ord(letter(settings, 'task')) + 2)}3"


def test_percent_and_errors(settings: Settings, fresh: BookContent) -> None:
    column = ord(letter(settings, "progress")) - 64
    content = filled(fresh, settings, "Văn phòng", FIRST, progress=0.6, result=None)
    sheet = content.sheet("Văn phòng")
    notes = {(FIRST, column): CellNote(percent=True), (FIRST, ord(letter(settings, "result")) - 64): CellNote(error="#REF!")}
    shown = replace(sheet, notes={**sheet.notes, **notes})
    content = replace(content, sheets=tuple(shown if each.name == sheet.name else each for each in content.sheets))
    (entry, *_) = entries(made(settings, carry(content, settings)), settings)
    assert (entry.values["progress"], entry.values["result"]) == (60, "#REF!")


def test_a_task_that_changed_hands_takes_its_entries_along(settings: Settings, fresh: BookContent) -> None:
    content = filled(fresh, settings, "Văn phòng", FIRST + 1, status="Đang thực hiện", result="Đã niêm yết 80 thủ tục")
    tasks = tuple(replace_lead(task, "TP" if task.task_id == "A.3" else None) for task in settings.plan.tasks)
    changed = replace(settings, plan=replace(settings.plan, tasks=tasks))
    carried = carry(content, changed)
    found = [entry for entry in entries(made(changed, carried), changed) if entry.text("result")]
    assert [(entry.sheet, entry.task_id, entry.role) for entry in found] == [("Tư pháp", "A.3", Role.LEAD)]
    assert any("A.3 chuyển sang sheet «Tư pháp»" in note for note in carried.notes)


def test_rows_of_a_task_that_is_gone_are_kept_and_said(settings: Settings, fresh: BookContent) -> None:
    content = filled(fresh, settings, "Văn phòng", FIRST + 1, status="Đang thực hiện", result="Đã niêm yết")
    changed = replace(settings, plan=replace(settings.plan, tasks=tuple(t for t in settings.plan.tasks if t.task_id != "A.3")))
    carried = carry(content, changed)
    last = [entry for entry in entries(made(changed, carried), changed) if entry.sheet == "Văn phòng"][-1]
    assert (last.written_id, last.text("task"), last.text("result")) == ("A.3", "Niêm yết thủ tục hành chính", "Đã niêm yết")
    assert any("giữ ở cuối sheet" in note for note in carried.notes)


def test_a_tab_follows_the_code(settings: Settings, fresh: BookContent) -> None:
    """The sheet is called otherwise now, and another official is no more."""
    content = filled(fresh, settings, "Văn phòng", FIRST, result="Của văn phòng")
    content = filled(content, settings, "Tư pháp", FIRST, result="Của tư pháp")
    office, *_ = settings.plan.officials
    tasks = tuple(replace_lead(replace(task, coordinators=()), "VP") for task in settings.plan.tasks)
    plan = replace(settings.plan, officials=(replace(office, tab="VP UBND"),), tasks=tasks)
    changed = replace(settings, plan=plan)
    found = {entry.text("result"): entry.sheet for entry in entries(made(changed, carry(content, changed)), changed)}
    assert found["Của văn phòng"] == found["Của tư pháp"] == "VP UBND"


def next_year(settings: Settings, *tasks: Task) -> Settings:
    return replace(settings, plan=replace(settings.plan, year=2024, tasks=tasks))


def test_unfinished_tasks_go_into_the_next_year_with_their_origin(settings: Settings, fresh: BookContent) -> None:
    content = filled(fresh, settings, "Văn phòng", FIRST, status="Hoàn thành", result="Đã ban hành")
    content = filled(
        content, settings, "Văn phòng", FIRST + 1, status="Đang thực hiện", progress=60, result="Đã niêm yết 80 thủ tục",
        evidence="12/TB-UBND", difficulty="Chờ bảng mới", result_before="Quý III: 20 thủ tục")  # fmt: skip
    _, done, posting, training = settings.plan.tasks
    renamed = replace(posting, task_id="B.7", title="Niêm yết TTHC năm 2024", aliases=("Niêm yết thủ tục hành chính",))
    after = next_year(settings, done, renamed, training)
    carried = carry(content, after)
    again = made(after, carried, 2024)
    texts = {entry.task_id: entry.text("result_before") for entry in entries(again, after)}
    assert texts["A.2"] == ""
    assert texts["B.7"] == (
        "Chuyển từ năm 2023 (mã A.3, hạn 31/3/2023): Đang thực hiện, 60%. Kết quả: Đã niêm yết 80 thủ tục. "
        "Văn bản: 12/TB-UBND. Khó khăn: Chờ bảng mới. Các kỳ trước: Quý III: 20 thủ tục."
    )
    assert texts["A.4"] == "Chuyển từ năm 2023 (mã A.4, hạn 30/6/2023): Chưa báo cáo."
    assert all(entry.status.blank for entry in entries(again, after))
    assert carried.added == ()
    assert any("A.3 là nhiệm vụ B.7 của năm nay" in note for note in carried.notes)


def test_where_a_program_saved_no_value_of_the_due_day_the_old_plan_tells_it(settings: Settings, fresh: BookContent) -> None:
    content = filled(fresh, settings, "Văn phòng", FIRST + 1, due=None, status="Đang thực hiện")
    after = next_year(settings, *settings.plan.tasks)
    texts = {entry.task_id: entry.text("result_before") for entry in entries(made(after, carry(content, after), 2024), after)}
    assert texts["A.3"] == "Chuyển từ năm 2023 (mã A.3, hạn 31/3/2023): Đang thực hiện."


def test_what_the_new_plan_forgot_is_added_to_it(settings: Settings, fresh: BookContent) -> None:
    content = filled(fresh, settings, "Văn phòng", FIRST + 1, status="Tạm dừng", result="Đã niêm yết")
    content = filled(content, settings, "Tư pháp", FIRST + 1, result="Đã góp ý")  # coordinates A.2
    _, _, _, training = settings.plan.tasks
    other = replace(training, task_id="A.3", title="Mua máy tính cho bộ phận một cửa")  # the id means something else now
    after = next_year(settings, other, training)
    carried = carry(content, after)
    assert [(task.task_id, task.title, task.due.on, task.coordinators) for task in carried.added] == [
        ("A.2", "Ban hành kế hoạch kiểm soát thủ tục", None, ("TP", "HU")),
        ("2023.A.3", "Niêm yết thủ tục hành chính", None, ()),
    ]
    again = made(after, carried, 2024)
    extended = next_year(settings, other, training, *carried.added)
    texts = {(entry.official, entry.task_id): entry.text("result_before") for entry in entries(again, extended)}
    assert texts["VP", "A.3"] == ""
    assert "Tạm dừng. Kết quả: Đã niêm yết." in texts["VP", "2023.A.3"]
    assert "phối hợp): Kết quả: Đã góp ý." in texts["TP", "A.2"]


def test_the_office_takes_what_was_added_into_the_new_plan(settings: Settings, fresh: BookContent) -> None:
    after = next_year(settings, settings.plan.tasks[3])
    book = made(after, carry(fresh, after), 2024)
    reading = read_plan_book(book, after.plan)
    assert reading.findings == ()
    assert [difference.item for difference in reading.differences] == ["A.2", "A.3"]
    # the new plan holds just A.4
    text = f'year = 2024\ntitle = "Kế hoạch nhỏ"\n{PLAN[PLAN.index("[[task]]", PLAN.index("A.3")) : PLAN.index("# Các hạn")]}'
    assert '[[task]]\nid = "A.3"' in plan_text(text, after.plan, reading.after)


def test_a_tab_whose_headings_are_gone_stops_it(settings: Settings, fresh: BookContent) -> None:
    content = filled(fresh, settings, "Văn phòng", FIRST - 1, status="Tình hình gì đó")
    with pytest.raises(BookUnreadable, match="thiếu tiêu đề cột «Trạng thái»"):
        carry(content, settings)


def test_a_book_of_a_later_year(settings: Settings, fresh: BookContent) -> None:
    before = replace(settings, plan=replace(settings.plan, year=2022))
    with pytest.raises(UsageError, match="là của năm 2023, sau năm 2022"):
        read_earlier(EditedBook(fresh), before)


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = Office(tmp_path)

    def work(book: Any) -> None:
        book["Văn phòng"][f"{letter(load_settings(office.folder), 'status')}6"] = "Đang thực hiện"
        book["Văn phòng"]["AZ4"], book["Văn phòng"]["AZ6"] = "Ghi riêng", "x"
        book.create_sheet("Ghi chép")["A1"] = "việc riêng"

    office.change(work)
    before = office.book.read_bytes()
    new, config = tmp_path / "moi.xlsx", ["--config", str(office.folder)]
    assert run_command_line(["new", "--from", str(office.book), "--output", str(new), *config, "--as-of", "2023-09-01"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Đã chuyển nội dung của 1 dòng từ sổ cũ «so.xlsx». Sổ cũ giữ nguyên." in said
    assert "không chuyển cột tự thêm «Ghi riêng»" in said
    assert "Không chuyển các sheet khác của sổ cũ: «Ghi chép»." in said
    assert "Quý I/2023" in openpyxl.load_workbook(new)["Văn phòng"]["A2"].value  # the old book's period, not today's
    (office.folder / "plan-2024.toml").write_text(PLAN.replace("2023", "2024"), encoding="utf-8")
    plan = ["--plan", str(office.folder / "plan-2024.toml"), "--output", str(tmp_path / "2024.xlsx"), "--json"]
    assert run_command_line(["new", "--from", str(office.book), *config, *plan]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["period"][:4], document["carried"]["from_year"], document["carried"]["rows"]) == ("2024", 2023, 3)
    assert run_command_line(["validate", str(tmp_path / "2024.xlsx"), *config, *plan[:2], "--as-of", "2024-02-01"]) == 0
    assert office.book.read_bytes() == before
