"""What the office edited in `Kế hoạch` and `Cán bộ` reaches the configuration: exactly that, and every other line stays."""

from __future__ import annotations

from datetime import date
from difflib import unified_diff
from pathlib import Path

import pytest
from openpyxl import Workbook

from sheetsync.adapters.config_files.plan_folder import PlanFolder
from sheetsync.adapters.packaged import packaged_path
from sheetsync.core.plan import Due, DueBasis, Tenure
from sheetsync.errors import ConfigError, ConfigUnwritable, UsageError
from tests.plan_exchange.edited_book import OFFICIALS, PLAN, Cells, Office, at, day, new_task


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def changed_lines(before: str, after: str) -> list[str]:
    """`- old`, `+ new`: the lines that differ, in no order."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[2:]
    return sorted(f"{line[0]} {line[1:]}".rstrip() for line in lines if line[0] in "+-")


PLAN_EDITS: list[tuple[str, Cells, list[str]]] = [
    ("a title", {at("A.1", "task"): "Rà soát"},
     ['- title = "Rà soát văn bản"     # mỗi quý', '+ title = "Rà soát"     # mỗi quý']),
    ("a deliverable", {at("A.1", "deliverable"): "Danh mục"}, ['+ deliverable = "Danh mục"']),
    ("no deliverable", {at("A.2", "deliverable"): None}, ['- deliverable = "Kế hoạch"']),
    ("another lead", {at("A.1", "lead"): "Văn phòng"}, ['- lead = "TP"', '+ lead = "VP"']),
    ("a lead by code", {at("A.1", "lead"): "HU"}, ['- lead = "TP"', '+ lead = "HU"']),
    ("no document any more", {at("A.2", "needs_document"): None}, ["- needs_document = true", "+ needs_document = false"]),
    (
        "other coordinators",
        {at("A.2", "coordinators"): "Phòng Nội vụ huyện"},
        ["- coordinators = [", '-     "TP",  # rà soát', '-     "HU",', "- ]", '+ coordinators = ["HU"]'],
    ),
    ("spelling that means the same", {at("A.1", "due"): "hàng quý", at("A.1", "cadence"): "Hàng quý"}, []),
    ("a name that means the same", {at("A.1", "lead"): "TP", at("A.2", "area"): "II.2"}, []),
    (
        "a day of the plan",
        {at("A.2", "due"): day("10/03/2023")},
        [
            '- due = { basis = "Kế hoạch ghi", on = 2023-02-28, text = "trước tháng 3" }',
            '+ due = { basis = "Kế hoạch ghi", on = 2023-03-10 }',
        ],
    ),
    (
        "a proposed day",
        {at("A.3", "due"): "15/4/2023"},
        [
            '- due = { basis = "Đề xuất", on = 2023-03-31, text = "Quý I/2023" }',
            '+ due = { basis = "Đề xuất", on = 2023-04-15, text = "Quý I/2023" }',
        ],
    ),
    (
        "a confirmed day",
        {
            at("A.3", "due"): day("20/03/2023"),
            at("A.3", "due_basis"): "Đã xác nhận",
            at("A.3", "confirmed_by"): 'Chủ tịch "xã"',
            at("A.3", "confirmed_on"): day("01/02/2023"),
        },
        ["+", "+ [[confirmation]]", '+ task = "A.3"', "+ on = 2023-03-20",
         '+ by = "Chủ tịch \\"xã\\""', "+ confirmed_on = 2023-02-01"],
    ),
    (
        "a confirmation of what comes back",
        {at("A.1", "due_basis"): "Đã xác nhận", at("A.1", "confirmed_by"): "A", at("A.1", "confirmed_on"): day("01/02/2023")},
        ["+", "+ [[confirmation]]", '+ task = "A.1"', '+ by = "A"', "+ confirmed_on = 2023-02-01"],
    ),
    (
        "a confirmation moved",
        {at("A.4", "due"): day("30/05/2023"), at("A.4", "confirmed_on"): day("06/01/2023")},
        [
            "- on = 2023-06-30",
            "+ on = 2023-05-30",
            "- confirmed_on = 2023-01-05  # tại giao ban",
            "+ confirmed_on = 2023-01-06  # tại giao ban",
        ],
    ),
    ("a due date dropped", {at("A.3", "due"): None, at("A.3", "due_basis"): None},
     ['- due = { basis = "Đề xuất", on = 2023-03-31, text = "Quý I/2023" }']),
    (
        "a task that is gone",
        dict.fromkeys((f"{letter}5" for letter in "ABCDEFGHIJKL"), None),
        ["-", "- # đã bàn với huyện", "- [[task]]", '- id = "A.2"', '- title = "Ban hành kế hoạch kiểm soát thủ tục"',
         '- area = "II.2"', '- lead = "VP"', "- coordinators = [", '-     "TP",  # rà soát', '-     "HU",', "- ]",
         '- cadence = "Một lần"', '- deliverable = "Kế hoạch"', "- needs_document = true",
         '- due = { basis = "Kế hoạch ghi", on = 2023-02-28, text = "trước tháng 3" }'],
    ),
    (
        "a confirmed task that is gone",
        dict.fromkeys((f"{letter}7" for letter in "ABCDEFGHIJKL"), None),
        ["-", "- [[task]]", '- id = "A.4"', '- title = "Tập huấn công chức"', '- area = "II.4"', '- lead = "VP"',
         '- cadence = "Một lần"', "-", "- [[confirmation]]", '- task = "A.4"', "- on = 2023-06-30", '- by = "Chủ tịch UBND xã"',
         "- confirmed_on = 2023-01-05  # tại giao ban"],
    ),
    (
        "a new task",
        new_task(due=day("01/06/2023"), due_basis="Kế hoạch ghi", coordinators="TP", needs_document="Có"),
        ["+ [[task]]", '+ id = "A.9"', '+ title = "Việc mới"', '+ area = "II.1"', '+ lead = "VP"', '+ coordinators = ["TP"]',
         '+ cadence = "Một lần"', "+ needs_document = true", '+ due = { basis = "Kế hoạch ghi", on = 2023-06-01 }', "+"],
    ),
]  # fmt: skip

OFFICIAL_EDITS: list[tuple[str, Cells, list[str]]] = [
    ("a person", {at("TP", "person"): "Lê Văn C"}, ['+ person = "Lê Văn C"']),
    ("an address", {at("VP", "email"): "b@xa.gov.vn"}, ['+ email = "b@xa.gov.vn"']),
    ("another title", {at("TP", "title"): "Tư pháp"},
     ['- title = "Công chức Tư pháp - hộ tịch"', '+ title = "Tư pháp"', '+ short_title = "Công chức Tư pháp - hộ tịch"']),
    ("a short title", {at("HU", "short_title"): "Phòng NV"}, ['+ short_title = "Phòng NV"']),
    ("other names of the sheet", {at("TP", "aliases"): "TP - HT"},
     ['- aliases = ["TP - HT", "Tư pháp HT"]', '+ aliases = ["TP - HT"]']),
    ("another consolidator", {at("VP", "consolidator"): None, at("TP", "consolidator"): "Có"},
     ['- consolidator = "VP"   # bộ phận tổng hợp', '+ consolidator = "TP"   # bộ phận tổng hợp']),
    ("a new official", {"A7": "CM", "B7": "Chuyên môn khác"},
     ["+", "+ [[official]]", '+ code = "CM"', '+ title = "Chuyên môn khác"', '+ short_title = "Chuyên môn khác"']),
    (
        "somebody takes over",
        {at("VP", "end"): day("30/04/2023"), "A7": "VP", "F7": "Ngô D", "H7": day("01/05/2023")},
        ['- person = "Trần Thị B"  # từ năm 2021', '+ person = "Ngô D"  # từ năm 2021',
         "- start = 2021-01-01", "+ start = 2023-05-01",
         '+ former = [{ person = "Trần Thị B", start = 2021-01-01, end = 2023-04-30 }]'],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "lines"), [pytest.param(*rest, id=name) for name, *rest in PLAN_EDITS])
def test_an_edit_of_the_plan(office: Office, cells: Cells, lines: list[str]) -> None:
    office.edit(plan=cells)
    result = office.take_in()
    assert result.reading.findings == ()
    assert changed_lines(PLAN, office.text("plan-2023.toml")) == sorted(lines)
    assert office.text("officials.toml") == OFFICIALS
    assert office.plan == result.reading.after
    assert office.check().reading.differences == ()


@pytest.mark.parametrize(("cells", "lines"), [pytest.param(*rest, id=name) for name, *rest in OFFICIAL_EDITS])
def test_an_edit_of_the_officials(office: Office, cells: Cells, lines: list[str]) -> None:
    office.edit(officials=cells)
    result = office.take_in()
    assert result.reading.findings == ()
    assert changed_lines(OFFICIALS, office.text("officials.toml")) == sorted(lines)
    assert office.text("plan-2023.toml") == PLAN
    assert office.check().reading.differences == ()
    office.export()
    assert office.check().reading.differences == ()


def test_an_unchanged_book_changes_no_byte(office: Office) -> None:
    before = {path: path.read_bytes() for path in office.folder.iterdir()}
    assert office.take_in().files == ()
    office.change(lambda _: None)  # saved by another program
    assert office.take_in().files == ()
    assert {path: path.read_bytes() for path in office.folder.iterdir()} == before


def test_the_tab_follows_the_code_when_somebody_takes_over(office: Office) -> None:
    office.edit(officials={at("VP", "end"): day("30/04/2023"), "A7": "VP", "F7": "Ngô D", "H7": day("01/05/2023")})
    office.take_in()
    official = office.plan.official("VP")
    assert official is not None
    assert (official.tab, official.person, official.start) == ("Văn phòng", "Ngô D", date(2023, 5, 1))
    assert official.former == (Tenure("Trần Thị B", "", date(2021, 1, 1), date(2023, 4, 30)),)
    office.export()

    def listed(book: Workbook) -> None:
        sheet = book["Cán bộ"]
        rows = [[sheet.cell(row, column).value for column in (1, 4, 6)] for row in (4, 5, 6)]
        assert rows == [["VP", "Văn phòng", "Ngô D"], ["VP", None, "Trần Thị B"], ["TP", "Tư pháp", None]]

    office.change(listed)


def test_what_was_is_kept_beside(office: Office) -> None:
    office.edit(plan={at("A.1", "task"): "Rà soát"})
    (file,) = office.take_in().files
    assert file.backup is not None
    assert Path(file.backup).name == "plan-2023.toml.20230301-070509.bak"
    assert Path(file.backup).read_text(encoding="utf-8") == PLAN
    office.edit(plan={at("A.1", "task"): "Rà soát lần nữa"})
    (again,) = office.take_in().files
    assert again.backup is not None
    assert Path(again.backup).name == "plan-2023.toml.20230301-070509-2.bak"
    assert sorted(path.suffix for path in office.folder.iterdir()) == [".bak", ".bak", ".toml", ".toml"]


def test_a_dry_run_only_shows(office: Office) -> None:
    office.edit(plan={at("A.1", "task"): "Rà soát"})
    result = office.take_in(dry_run=True)
    assert [(difference.in_config, difference.in_book) for difference in result.reading.differences] == [
        ("Rà soát văn bản", "Rà soát")
    ]
    assert office.text("plan-2023.toml") == PLAN
    assert len(list(office.folder.iterdir())) == 2


def test_windows_lines_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    office = Office(tmp_path, plan="\ufeff" + PLAN.replace("\n", "\r\n"))
    office.edit(plan={at("A.3", "due"): None, at("A.3", "due_basis"): None, **new_task(task_id="A.5")})
    office.take_in()
    text = office.text("plan-2023.toml")
    assert text.startswith("\ufeff# Kế hoạch")
    assert "\n" not in text.replace("\r\n", "")
    assert office.plan.task("A.5") is not None


def test_a_file_that_cannot_be_edited_in_place_is_left_alone(tmp_path: Path) -> None:
    inline = 'year = 2023\ntitle = "Kế hoạch"\n'
    inline += 'task = [{ id = "A.1", title = "Một", area = "II.1", lead = "TP", cadence = "Một lần" }]\n'
    office = Office(tmp_path, plan=inline)
    office.edit(plan={"C4": "Hai"})
    with pytest.raises(ConfigError, match="không tự sửa được"):
        office.take_in()
    assert office.text("plan-2023.toml") == inline


def test_what_the_configuration_refuses_is_not_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look by the very reader that every command uses."""
    monkeypatch.setattr("sheetsync.core.plan_exchange.read_tasks.reasonable_days", lambda _: (date.min, date.max))
    office.edit(plan={at("A.2", "due"): day("01/01/2030")})
    with pytest.raises(ConfigError) as refused:
        office.take_in()
    assert "2030-01-01" in refused.value.mistakes[0]
    assert office.text("plan-2023.toml") == PLAN


def test_of_two_files_both_or_none(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.edit({at("A.1", "task"): "Rà soát"}, {at("TP", "person"): "Lê Văn C"})
    before = {path: path.read_bytes() for path in office.folder.iterdir()}
    replace = Path.replace

    def refuse_the_plan(self: Path, target: Path) -> Path:
        if target.name.startswith("plan-"):
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_the_plan)
    with pytest.raises(ConfigUnwritable, match="cấu hình vẫn như cũ"):
        office.take_in()
    assert {path: path.read_bytes() for path in office.folder.iterdir()} == before


def test_the_packaged_default_is_never_written() -> None:
    with pytest.raises(UsageError, match="mặc định"):
        PlanFolder(packaged_path("config"), None, lambda: pytest.fail("no copy is made"))


def test_a_confirmed_day_binds(office: Office) -> None:
    office.edit(
        plan={
            at("A.3", "due_basis"): "Đã xác nhận",
            at("A.3", "confirmed_by"): "Chủ tịch UBND xã",
            at("A.3", "confirmed_on"): day("01/02/2023"),
        }
    )
    office.take_in()
    task = office.plan.task("A.3")
    assert task is not None
    assert task.due == Due(DueBasis.CONFIRMED, date(2023, 3, 31), None, "Quý I/2023", "Chủ tịch UBND xã", date(2023, 2, 1))
