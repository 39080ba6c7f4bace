"""Which column of a sheet for everybody is taken to name who does each task, and when this is asked about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.adoption.person_names import names_people
from sheetsync.core.adoption.proposal import SURE, Proposal, SheetGuess, Verdict
from sheetsync.core.settings import Settings
from sheetsync.usecases.adopt import look_at
from tests.adopt.books import DOING, DONE, Row, Sheet, day, with_xlsxwriter
from tests.adopt.table_lines import lines
from tests.adopt.test_plan_year import AS_OF
from tests.adopt.typed import Typed
from tests.test_cli import sheetsync

STAFF = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Cường")
OTHERS = ("Phạm Minh", "Đỗ Hùng")
OFFICES = ("Văn phòng", "Tư pháp", "Địa chính")
PLACES = ("Thôn Đông", "Thôn Đoài")
ONE = ("Hoàng Thị Mai",)
CELLS: Mapping[str, Sequence[str]] = {
    "staff": STAFF, "others": OTHERS, "offices": OFFICES, "places": PLACES, "one": ONE, "given": ("Hoa", "Nam", "Đức"),
    "titled": ("Đ/c Hoa", "Ô. Nam"), "many": tuple(f"Nguyễn Văn {name}" for name in "ABCDEGHIKLMN"),
}  # fmt: skip

ONE_COLUMN = """
| heading               | cells   | of whom the rows are |
|-----------------------|---------|----------------------|
| Người thực hiện       | given   | sure                 |
| Cán bộ                | staff   | sure                 |
| Họ và tên             | staff   | sure                 |
| HỌ TÊN                | staff   | sure                 |
| Họ, tên               | given   | sure                 |
| Tên                   | staff   | sure                 |
| Đồng chí              | given   | sure                 |
| Nhân sự               | staff   | sure                 |
| Nhân sự thực hiện     | staff   | sure                 |
| Chuyên viên theo dõi  | staff   | sure                 |
| Người đảm nhận        | staff   | sure                 |
| nguoi dam nhan        | staff   | sure                 |
| Người nhận nhiệm vụ   | staff   | sure                 |
| Cán bộ được giao việc | staff   | sure                 |
| Name                  | staff   | sure                 |
| Full name             | staff   | sure                 |
| Staff                 | staff   | sure                 |
| Họ và tên             | many    | no                   |
| Bộ phận               | staff   | perhaps              |
| Bộ phận               | offices | perhaps              |
| Phòng ban             | offices | perhaps              |
| Phân công             | staff   | perhaps              |
| Người theo dõi        | staff   | perhaps              |
| Người nộp             | staff   | perhaps              |
| Người báo cáo kết quả thực hiện | staff | perhaps      |
| Submitted by          | staff   | perhaps              |
| Người làm báo cáo     | staff   | perhaps              |
| Người thực hiện (ký tên) | staff | sure                |
| Người thực hiện (phối hợp) | given | sure              |
| Người thực hiện và ký nhận | staff | perhaps           |
| Người thực hiện/phối hợp | staff | perhaps             |
| Cán bộ phụ trách, kiểm tra | staff | perhaps           |
| Người thực hiện, lãnh đạo duyệt | staff | perhaps      |
| Cán bộ giải quyết hồ sơ cho công dân | staff | perhaps |
| Cán bộ (phối hợp)     | staff   | no                   |
| Người phối hợp thực hiện | staff | no                  |
| Người phối hợp/thực hiện | staff | no                  |
| Người nhận kết quả giải quyết | staff | no             |
| Đầu mối               | staff   | perhaps              |
| Đầu mối               | titled  | perhaps              |
| Đầu mối               | given   | no                   |
| Đầu mối               | one     | no                   |
| Đầu mối               | many    | no                   |
| Địa bàn               | places  | no                   |
| Người phối hợp        | staff   | no                   |
| Người nhận hồ sơ      | staff   | no                   |
| nguoi nhan ho so      | staff   | no                   |
| Lãnh đạo phụ trách    | staff   | no                   |
| Người ký              | staff   | no                   |
| Đơn vị tính           | offices | no                   |
"""
"""Of the only tab of a book, which has twelve tasks. Whatever is not "no" goes to whom the rows name."""

TWO_COLUMNS = """
| left               | cells  | right                 | cells   | taken                 | of whom the rows are |
|--------------------|--------|-----------------------|---------|-----------------------|----------------------|
| Người nộp          | others | Cán bộ                | staff   | Cán bộ                | sure                 |
| Người báo cáo      | others | Người thực hiện       | staff   | Người thực hiện       | sure                 |
| Người trình        | others | Họ và tên             | staff   | Họ và tên             | sure                 |
| Người lập          | others | Nhân sự               | staff   | Nhân sự               | sure                 |
| Bộ phận            | offices | Họ và tên            | staff   | Họ và tên             | sure                 |
| Chủ trì            | offices | Người thực hiện      | staff   | Người thực hiện       | sure                 |
| Người theo dõi     | others | Người đảm nhận        | staff   | Người đảm nhận        | sure                 |
| Đầu mối            | others | Cán bộ                | staff   | Cán bộ                | sure                 |
| Người phụ trách    | one    | Người thực hiện       | staff   | Người thực hiện       | sure                 |
| Người phụ trách    | others | Người thực hiện       | staff   | Người thực hiện       | perhaps              |
| Người thực hiện    | staff  | Người phụ trách       | others  | Người thực hiện       | perhaps              |
| Cán bộ             | staff  | Họ và tên             | others  | Cán bộ                | perhaps              |
| Họ và tên          | others | Cán bộ                | staff   | Cán bộ                | perhaps              |
| Họ và tên          | staff  | Cán bộ                | one     | Họ và tên             | perhaps              |
| Người làm báo cáo  | others | Cán bộ                | staff   | Cán bộ                | sure                 |
| Người phối hợp     | others | Người thực hiện/ký    | staff   | Người thực hiện/ký    | perhaps              |
| Đầu mối            | others | Liên hệ               | staff   | Đầu mối               | perhaps              |
"""


def everybodys(columns: Mapping[str, Sequence[str]], *, name: str = "Theo dõi", rows: int = 12) -> Sheet:
    """A sheet of tasks with these columns, whose cells come again and again; the first column stands before the task."""
    (first, left), *others = columns.items()
    headings = ["TT", first, "Nội dung công việc", *(heading for heading, _ in others), "Hạn", "Trạng thái", "Kết quả"]
    made: list[Row] = [headings]
    for i in range(rows):
        right = [cells[i % len(cells)] for _, cells in others]
        task = f"Rà soát văn bản số {i} {name}"
        made.append([i + 1, left[i % len(left)], task, *right, day("10/3/2023"), (DONE, DOING)[i % 2], f"Đã làm {i} việc"])
    return Sheet(name, made)


def proposed(folder: Path, settings: Settings, *sheets: Sheet) -> Proposal:
    with_xlsxwriter(folder / "so.xlsx", sheets)
    return look_at(XlsxBook(folder / "so.xlsx"), settings, as_of=AS_OF).proposal


def verdict(sheet: SheetGuess) -> str:
    return {Verdict.TAB: "sure", Verdict.PERHAPS: "perhaps", Verdict.OTHER: "no"}[sheet.sharing]


def person_heading(sheet: SheetGuess) -> str:
    return next((guess.heading for guess in sheet.columns if guess.key == "person"), "")


@pytest.mark.parametrize("line", lines(ONE_COLUMN), ids=" ".join)
def test_whose_the_rows_are(line: list[str], tmp_path: Path, settings: Settings) -> None:
    heading, cells, expected = line
    (sheet,) = proposed(tmp_path, settings, everybodys({heading: CELLS[cells]})).tabs
    assert (verdict(sheet), sheet.shared) == (expected, expected != "no")
    person = sheet.column("person")
    assert (person is not None) is sheet.shared
    if person is not None:
        assert (person.heading, person.confidence >= SURE) == (heading, expected == "sure")


@pytest.mark.parametrize("line", lines(TWO_COLUMNS), ids=" ".join)
def test_who_does_it_comes_before_who_reports_it(line: list[str], tmp_path: Path, settings: Settings) -> None:
    left, left_cells, right, right_cells, taken, expected = line
    columns = {left: CELLS[left_cells], right: CELLS[right_cells]}
    (sheet,) = proposed(tmp_path, settings, everybodys(columns)).tabs
    assert (person_heading(sheet), verdict(sheet)) == (taken, expected)


def test_rows_go_to_whom_they_name_and_what_is_not_sure_is_told(tmp_path: Path) -> None:
    with_xlsxwriter(tmp_path / "so.xlsx", [everybodys({"Người nộp": OTHERS, "Phân công": STAFF})])
    told = json.loads(sheetsync("adopt", tmp_path / "so.xlsx", "--json", "--to", tmp_path / "c").stdout)
    assert [(tab["official"], tab["rows"]) for tab in told["tabs"]] == [
        ("NGUYEN_VAN_AN", 4), ("TRAN_THI_BINH", 4), ("LE_CUONG", 4),
    ]  # fmt: skip
    assert (told["guessed"], told["differing"]) == (["Theo dõi"], [])
    shown = sheetsync("adopt", tmp_path / "so.xlsx", "--yes", "--to", tmp_path / "d")
    assert "«Theo dõi», cột «Phân công» ghi tên Nguyễn Văn An (4), Trần Thị Bình (4), Lê Cường (4): hiểu là mỗi dòng" in " ".join(
        shown.stdout.split()
    )


@pytest.mark.parametrize("left", ["Người phụ trách", "Cán bộ phụ trách"])
@pytest.mark.parametrize(
    ("answers", "officials"), [(["c"], list(STAFF)), (["k", "c"], list(OTHERS)), (["k", "k"], ["Theo dõi"]), ([""], list(STAFF))]
)
def test_the_other_column_is_asked_about_when_the_first_is_denied(
    left: str, answers: list[str], officials: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = Typed(monkeypatch)
    typed.answers(*answers)
    with_xlsxwriter(tmp_path / "so.xlsx", [everybodys({left: OTHERS, "Người thực hiện": STAFF})])
    done = sheetsync("adopt", tmp_path / "so.xlsx", "--to", tmp_path / "c")
    assert done.returncode == 0
    assert f"Lê Cường (4); cũng có thể là cột «{left}». Mỗi dòng là việc của người" in " ".join(done.stdout.split())
    assert [official.tab for official in load_settings(tmp_path / "c").plan.officials] == officials
    assert "đề xuất là" not in done.stdout


def test_tabs_of_their_own_stay_so(tmp_path: Path, settings: Settings) -> None:
    """Whom an own tab names is a superior or somebody the task is about, unless the same staff stand on several tabs."""
    own = [
        everybodys({"Chuyên viên theo dõi": STAFF}, name="Văn phòng"),
        everybodys({"Họ và tên": OTHERS}, name="Tư pháp"),
        everybodys({"Bộ phận": OFFICES}, name="Địa chính"),
    ]
    assert [(verdict(sheet), sheet.shared) for sheet in proposed(tmp_path, settings, *own).tabs] == [
        ("perhaps", False), ("perhaps", False), ("no", False),
    ]  # fmt: skip
    areas = [everybodys({"Họ và tên": STAFF}, name=name) for name in ("Thể chế", "Thủ tục", "Bộ máy")]
    assert [verdict(sheet) for sheet in proposed(tmp_path, settings, *areas).tabs] == ["sure"] * 3


def test_a_few_rows_of_names_that_do_not_come_again_are_asked_about(tmp_path: Path, settings: Settings) -> None:
    (sheet,) = proposed(tmp_path, settings, everybodys({"Họ và tên": CELLS["many"]}, rows=4)).tabs
    assert (verdict(sheet), sheet.shared) == ("perhaps", True)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Nguyễn Văn An", True), ("NGUYỄN VĂN AN", True), ("Nguyen Van An", True), ("Giàng A Sử", True), ("Đ/c Hoa", True),
        ("Ông Nam", True), ("Trần Thị Bình, Lê Cường", True), ("Hoa", False), ("Thôn Đông", False), ("Văn phòng", False),
        ("Tư pháp – Hộ tịch", False), ("Đường Lê Lợi", False), ("Hội Nông dân", False), ("Nguyễn Văn An, Tư pháp", False),
        ("(VP)", False), ("", False), ("Đã xong", False),
    ],
)  # fmt: skip
def test_names_of_people(text: str, people: bool) -> None:
    assert names_people(text) is people
