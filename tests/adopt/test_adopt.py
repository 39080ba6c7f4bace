"""First contact: what is proposed for workbooks of many shapes, and that the configuration written for them really runs."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.cells import column_letters
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.usecases.adopt import look_at
from tests.adopt.books import BOOKS, DOING, DONE, Row, Sheet, with_openpyxl, with_xlsxwriter
from tests.adopt.shown_proposal import shown
from tests.adopt.typed import Typed
from tests.test_cli import Done, sheetsync

EXPECTED = Path(__file__).with_name("expected")
AS_OF = date(2025, 2, 1)

ROWS = {
    "title_rows": {"Văn phòng": 4, "Tư pháp": 3},
    "two_row_headings": {"Địa chính": 4, "Văn hóa": 2},
    "other_words": {"Chị Hoa": 4},
    "extra_columns": {"Văn phòng": 4},
    "status_under_progress": {"Tư pháp": 3},
    "english": {"Project office": 4},
    "quarterly_results": {"Văn phòng": 4, "Tư pháp": 2},
    "guides_and_summaries": {"Văn phòng": 4, "Tư pháp": 3},
    "hidden_sheets": {"Văn phòng": 4},
    "far_from_the_corner": {"Tài chính": 3},
    "merged_cells": {"Hoa": 3},
    "from_libreoffice": {"VP UBND": 3},
    "one_tab_for_all": {"Kế hoạch 2024": 7},
    "shared_by_area": {"Thể chế": 3, "Thủ tục": 4, "Bộ máy": 2},
    "shared_and_own": {"Việc chung": 4, "Văn phòng": 2, "Tư pháp": 3},
    "names_as_people_write_them": {"Theo dõi 2024": 10},
}
"""By workbook, the task rows of each sheet, counted by hand."""

PEOPLE = """
| workbook                   | sheet         | official                    | rows | skipped |
|----------------------------|---------------|-----------------------------|------|---------|
| one_tab_for_all            | Kế hoạch 2024 | Nguyễn Thị Hoa              | 3    | 0       |
| one_tab_for_all            | Kế hoạch 2024 | Trần Văn Nam                | 2    | 0       |
| one_tab_for_all            | Kế hoạch 2024 | Lê Minh Đức                 | 2    | 0       |
| shared_by_area             | Thể chế       | Trần Văn Nam                | 2    | 0       |
| shared_by_area             | Thể chế       | Lê Minh Đức                 | 1    | 0       |
| shared_by_area             | Thủ tục       | Trần Văn Nam                | 1    | 0       |
| shared_by_area             | Thủ tục       | Lê Minh Đức                 | 1    | 0       |
| shared_by_area             | Thủ tục       | Nguyễn Thị Hoa              | 2    | 0       |
| shared_by_area             | Bộ máy        | Lê Minh Đức                 | 2    | 0       |
| shared_and_own             | Việc chung    | Văn phòng                   | 2    | 0       |
| shared_and_own             | Việc chung    | Trần Văn Nam                | 2    | 0       |
| shared_and_own             | Văn phòng     | Văn phòng                   | 2    | 0       |
| shared_and_own             | Tư pháp       | Công chức Tư pháp - hộ tịch | 3    | 0       |
| names_as_people_write_them | Theo dõi 2024 | (không rõ)                  | 1    | 3       |
| names_as_people_write_them | Theo dõi 2024 | Nguyễn Thị Hoa              | 3    | 0       |
| names_as_people_write_them | Theo dõi 2024 | Trần Văn Nam                | 3    | 0       |
| names_as_people_write_them | Theo dõi 2024 | Công chức Tư pháp - hộ tịch | 3    | 0       |
"""
"""Whose rows stand on which sheet of the workbooks that people share, counted by hand from what is written into them.
Offices that the default configuration knows keep their titles."""

FIELDS = {
    "two_row_headings": {"due": "D", "status": "E", "result": "F", "evidence": "G", "difficulty": "H", "proposal": "I"},
    "other_words": {"task": "B", "due": "D", "status": "E", "completed_on": "F", "result": "G"},
    "status_under_progress": {"task": "B", "due": "C", "status": "D", "progress": "E", "result": "F"},
    "english": {"task_id": "B", "task": "C", "due": "D", "status": "E", "progress": "F", "evidence": "I"},
}
"""By workbook, the column in which some fields of the first tab must be found when the written configuration is used."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every workbook, built once; tests work on copies."""
    folder = tmp_path_factory.mktemp("books")
    paths = {}
    for name, build in BOOKS.items():
        paths[name] = folder / f"{name}.xlsx"
        build(paths[name])
    return paths


def copy_of(path: Path, folder: Path, name: str = "Kế hoạch «mới» 2024.xlsx") -> Path:
    target = folder / name
    target.write_bytes(path.read_bytes())
    return target


def document(done: Done) -> Any:
    return json.loads(done.stdout)


def rows_by_sheet(told: Any) -> dict[str, int]:
    """The rows of all tabs of each sheet."""
    rows: Counter[str] = Counter()
    for tab in told["tabs"]:
        rows[tab["sheet"]] += tab["rows"]
    return dict(rows)


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_the_whole_proposal(name: str, made: dict[str, Path], settings: Settings) -> None:
    proposal = look_at(XlsxBook(made[name]), settings, as_of=AS_OF).proposal
    assert shown(proposal) == (EXPECTED / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_written_configuration_runs(name: str, made: dict[str, Path], tmp_path: Path) -> None:
    book = copy_of(made[name], tmp_path)
    before = book.read_bytes()
    adopted = sheetsync("adopt", book, "--yes", "--json")
    assert (adopted.returncode, adopted.stderr) == (0, "")
    config = tmp_path / f"{book.stem} - cấu hình"
    told = document(adopted)
    assert Path(told["config"]) == config
    assert rows_by_sheet(told) == ROWS[name]
    assert told["differing"] == []
    assert book.read_bytes() == before

    settings = load_settings(config)
    assert settings.plan_source is PlanSource.BOOK
    assert Path(settings.book_address) == book.resolve()
    assert settings.plan.year == told["year"] == 2024

    options = ("--config", config, "--as-of", "2024-03-15", "--period", "2024-Q1", "--json")
    checked = sheetsync("validate", *options)
    assert checked.returncode in (0, 1), checked.stdout
    assert rows_by_sheet(document(checked)) == ROWS[name]
    assert {finding["code"] for finding in document(checked)["findings"]} & {
        "heading-missing",
        "heading-duplicate",
        "tab-missing",
    } == set()

    result = tmp_path / "kết quả.xlsx"
    ran = sheetsync("run", book, *options, "--output", result)
    assert ran.returncode in (0, 1), ran.stdout
    assert document(ran)["report"]["rows_read"] == sum(ROWS[name].values())
    assert "Báo cáo Quý I-2024" in [sheet.name for sheet in XlsxBook(result).read().sheets]
    assert book.read_bytes() == before


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_columns_are_read_where_they_stand(name: str, made: dict[str, Path], tmp_path: Path) -> None:
    book = copy_of(made[name], tmp_path)
    assert sheetsync("adopt", book, "--yes", "--to", tmp_path / "cau-hinh").returncode == 0
    tabs, _ = read_tabs(XlsxBook(book).read(), load_settings(tmp_path / "cau-hinh"))
    found = {key: column_letters(column.column) for key, column in tabs.tabs[0].columns.items()}
    assert {key: found.get(key) for key in FIELDS[name]} == FIELDS[name]


def test_rows_of_shared_sheets_are_each_person_s(made: dict[str, Path], tmp_path: Path) -> None:
    """The configuration written for a shared sheet gives every row to whom it names."""
    expected = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in PEOPLE.strip().splitlines()[2:]]
    found = []
    for name in dict.fromkeys(row[0] for row in expected):
        book = copy_of(made[name], tmp_path, f"{name}.xlsx")
        told = document(sheetsync("adopt", book, "--json"))
        titles = {official.code: official.title for official in load_settings(Path(told["config"])).plan.officials}
        found += [
            (name, tab["sheet"], titles.get(tab["official"], "(không rõ)"), str(tab["rows"]), str(len(tab["skipped"])))
            for tab in told["tabs"]
        ]
    assert sorted(found) == sorted(expected)


def test_names_are_written_as_the_column_has_them(made: dict[str, Path], tmp_path: Path) -> None:
    book = copy_of(made["names_as_people_write_them"], tmp_path)
    told = document(sheetsync("adopt", book, "--json", "--to", tmp_path / "c"))
    assert told["guessed"] == ["Bà Hoa (VH)", "Ô. Nam"]
    settings = load_settings(tmp_path / "c")
    assert settings.shared_sheets == ("Theo dõi 2024",)
    assert [(official.tab, official.aliases) for official in settings.plan.officials] == [
        ("Nguyễn Thị Hoa", ("Bà Hoa (VH)",)), ("Trần Văn Nam", ("Ô. Nam",)), ("Tư pháp – Hộ tịch", ()),
    ]  # fmt: skip


def test_shortened_names_are_asked_about(made: dict[str, Path], tmp_path: Path, typed: Typed) -> None:
    """Whoever says no makes another person of the name."""
    typed.answers("c", "k")
    done = sheetsync("adopt", copy_of(made["names_as_people_write_them"], tmp_path), "--to", tmp_path / "c")
    assert (done.returncode, typed.left) == (0, [])
    assert "Tên «Bà Hoa (VH)» có phải là «Nguyễn Thị Hoa» không?" in done.stdout
    assert [official.tab for official in load_settings(tmp_path / "c").plan.officials] == [
        "Nguyễn Thị Hoa", "Nam", "Trần Văn Nam", "Tư pháp – Hộ tịch",
    ]  # fmt: skip


@pytest.mark.parametrize(("answer", "third"), [("c", "Mai"), ("", "Tư pháp")])
def test_whether_a_sheet_is_shared_is_asked(answer: str, third: str, made: dict[str, Path], tmp_path: Path, typed: Typed) -> None:
    typed.answers(answer)
    done = sheetsync("adopt", copy_of(made["shared_and_own"], tmp_path), "--to", tmp_path / "c")
    assert (done.returncode, typed.left) == (0, [])
    assert "Sheet «Tư pháp»: cột «Người phụ trách» ghi tên Cô Mai (3)." in done.stdout
    settings = load_settings(tmp_path / "c")
    assert settings.shared_sheets == (("Việc chung", "Tư pháp") if third == "Mai" else ("Việc chung",))
    assert {official.tab for official in settings.plan.officials} == {"Văn phòng", "Trần Văn Nam", third}


def test_defaults_are_not_written_again(made: dict[str, Path], tmp_path: Path) -> None:
    """columns.toml is there only where the book says something in other words."""
    for name in ("title_rows", "english"):
        assert sheetsync("adopt", copy_of(made[name], tmp_path), "--yes", "--to", tmp_path / name).returncode == 0
    files = [sorted(path.name for path in (tmp_path / name).iterdir()) for name in ("title_rows", "english")]
    plain = ["officials.toml", "plan-2024.toml", "sheetsync.toml"]
    assert files == [plain, sorted([*plain, "columns.toml"])]
    columns = tomllib.loads((tmp_path / "english" / "columns.toml").read_text(encoding="utf-8"))["column"]
    task = next(column for column in columns if column["key"] == "task")
    assert task["aliases"][-1] == "Activity"


def test_a_configuration_is_never_overwritten(made: dict[str, Path], tmp_path: Path) -> None:
    book = copy_of(made["title_rows"], tmp_path, "so.xlsx")
    folders = [Path(document(sheetsync("adopt", book, "--json"))["config"]).name for _ in range(3)]
    assert folders == ["so - cấu hình", "so - cấu hình 2", "so - cấu hình 3"]
    mine = tmp_path / "của tôi"
    mine.mkdir()
    (mine / "ghi chú.txt").write_text("giữ nguyên", encoding="utf-8")
    assert Path(document(sheetsync("adopt", book, "--json", "--to", mine))["config"]) == tmp_path / "của tôi 2"
    assert [path.name for path in mine.iterdir()] == ["ghi chú.txt"]


def test_what_is_shown(made: dict[str, Path], tmp_path: Path) -> None:
    book = copy_of(made["guides_and_summaries"], tmp_path, "so.xlsx")
    done = sheetsync("adopt", book, "--yes", columns=120)
    assert done.returncode == 0
    for text in (
        "Năm kế hoạch: 2024",
        "Các cột của «Văn phòng», «Tư pháp»",
        "Đã đoán, vui lòng xem lại:",
        "sheet «Tổng hợp»: không lấy làm sheet cán bộ (tên sheet không giống tên cán bộ; nhiệm vụ cũng có ở sheet khác)",
        "Đọc thử với cấu hình mới",
    ):
        assert text in done.stdout
    assert done.stdout.splitlines()[-1] == f'  sheetsync run "{book}" --config "{tmp_path / "so - cấu hình"}"'


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    return Typed(monkeypatch)


def test_nothing_is_asked_when_all_is_sure(made: dict[str, Path], tmp_path: Path, typed: Typed) -> None:
    typed.answers()
    done = sheetsync("adopt", copy_of(made["title_rows"], tmp_path))
    assert done.returncode == 0
    assert "là cột gì?" not in done.stdout


def test_doubtful_sheets_are_asked_about(made: dict[str, Path], tmp_path: Path, typed: Typed) -> None:
    typed.answers("gì", "c", "")
    done = sheetsync("adopt", copy_of(made["hidden_sheets"], tmp_path), "--to", tmp_path / "cau-hinh")
    assert (done.returncode, typed.left) == (0, [])
    assert "Không hiểu «gì»." in done.stdout
    assert [official.tab for official in load_settings(tmp_path / "cau-hinh").plan.officials] == ["Văn phòng", "Năm ngoái"]


@pytest.mark.parametrize(("answer", "expected"), [("", "E"), ("1", "E"), ("0", None)])
def test_doubtful_columns_are_asked_about_once(
    answer: str, expected: str | None, made: dict[str, Path], tmp_path: Path, typed: Typed
) -> None:
    typed.answers("9", "9" * 5_000, answer)
    done = sheetsync("adopt", copy_of(made["status_under_progress"], tmp_path), "--to", tmp_path / "cau-hinh")
    assert (done.returncode, typed.left) == (0, [])
    assert done.stdout.count("Cột «Mức đạt» ở sheet «Tư pháp» là cột gì?") == 1
    progress = load_settings(tmp_path / "cau-hinh").column("progress")
    assert ("Mức đạt" in (progress.heading, *progress.aliases)) is (expected is not None)


def test_nobody_there_to_answer(made: dict[str, Path], tmp_path: Path, typed: Typed) -> None:
    typed.answers()
    done = sheetsync("adopt", copy_of(made["hidden_sheets"], tmp_path))
    assert done.returncode == 2
    assert "thêm --yes" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["Kế hoạch «mới» 2024.xlsx"]


def test_a_tab_without_a_status_is_told(made: dict[str, Path], tmp_path: Path, typed: Typed) -> None:
    """With --yes it is refused; a person may take it, and is told what to add."""
    book = copy_of(made["no_status_column"], tmp_path)
    refused = sheetsync("adopt", book, "--yes", "--json")
    assert refused.returncode == 4
    assert document(refused)["error"]["code"] == "no-tab"
    assert "không thấy cột trạng thái" in document(refused)["error"]["message"]
    typed.answers("c")
    taken = sheetsync("adopt", book)
    assert taken.returncode == 1
    assert "thiếu cột «Trạng thái»" in taken.stdout


BLANK: Sequence[Sheet] = (Sheet("Sheet1", []), Sheet("Sheet2", []))
LETTER: Sequence[Sheet] = (Sheet("Thư", [["Kính gửi: Ủy ban nhân dân xã"], ["Xin báo cáo như sau"]]),)
FIGURES: Sequence[Sheet] = (
    Sheet("Số liệu", [["Tháng", "Thu", "Chi"], *([month, 10 * month, 9 * month] for month in range(1, 13))]),
)


@pytest.mark.parametrize("sheets", [BLANK, LETTER, FIGURES], ids=["blank", "letter", "figures"])
def test_a_book_with_no_tasks_is_refused(sheets: Sequence[Sheet], tmp_path: Path) -> None:
    book = tmp_path / "so.xlsx"
    with_openpyxl(book, sheets)
    told = sheetsync("adopt", book, "--yes")
    assert told.returncode == 4
    assert "không có sheet nào trông như sheet nhiệm vụ" in told.stderr
    assert f"«{sheets[0].name}»" in told.stderr
    assert document(sheetsync("adopt", book, "--json"))["error"]["code"] == "no-tab"
    assert [path.name for path in tmp_path.iterdir()] == ["so.xlsx"]


def test_other_failures(tmp_path: Path, made: dict[str, Path]) -> None:
    assert sheetsync("adopt").returncode == 2
    assert sheetsync("adopt", tmp_path / "không có.xlsx").returncode == 4
    (tmp_path / "tệp").write_text("không phải thư mục", encoding="utf-8")
    done = sheetsync("adopt", copy_of(made["title_rows"], tmp_path), "--json", "--to", tmp_path / "tệp" / "cau-hinh")
    assert (done.returncode, document(done)["error"]["code"]) == (4, "config-unwritable")


def test_hostile_names_reach_the_configuration_unharmed(tmp_path: Path) -> None:
    """Quotes, backslashes, line breaks and control characters of headings, titles and sheet names are only text."""
    book = tmp_path / 'so "x" \\ ´.xlsx'
    title = 'KẾ HOẠCH "2024"\n[plan]\nsource = "file"'
    headings = ["TT", 'Việc "cần" làm\\n', "Hạn\tchót", 'Đến\n"""đâu']
    rows: list[Row] = [
        [1, "Ban hành kế hoạch kiểm tra", date(2024, 3, 1), DONE],
        [2, "Rà soát thủ tục hành chính", date(2024, 5, 1), DOING],
    ]
    with_xlsxwriter(book, [Sheet('Ông "A" = {x}', [[title], headings, *rows])])
    done = sheetsync("adopt", book, "--json")
    assert done.returncode == 0
    assert document(done)["rows"] == 2
    settings = load_settings(Path(document(done)["config"]))
    assert settings.plan_source is PlanSource.BOOK
    assert [official.tab for official in settings.plan.officials] == ['Ông "A" = {x}']


def test_two_sheets_of_the_same_letters_get_codes_of_their_own(tmp_path: Path) -> None:
    book = tmp_path / "so.xlsx"
    rows: list[Row] = [["Nhiệm vụ", "Thời hạn", "Trạng thái"], ["Ban hành kế hoạch kiểm tra", date(2024, 3, 1), DONE]]
    with_openpyxl(book, [Sheet("Bản", rows), Sheet("Bán", rows), Sheet("Bàn", rows), Sheet("VP UBND", rows)])
    assert sheetsync("adopt", book, "--yes", "--to", tmp_path / "c").returncode == 0
    officials = load_settings(tmp_path / "c").plan.officials
    assert [(official.code, official.tab) for official in officials] == [
        ("BAN", "Bản"), ("BAN_2", "Bán"), ("BAN_3", "Bàn"), ("VPUB", "VP UBND"),
    ]  # fmt: skip


def rows_of_a_long_book() -> Iterator[Sequence[Any]]:
    yield ["TT", "Nhiệm vụ", "Thời hạn", "Trạng thái", "Kết quả"]
    for number in range(1, 5_001):
        yield [number, f"Nhiệm vụ số {number} của văn phòng", date(2024, 6, 30), DOING, f"Đã làm được {number} hồ sơ"]


def test_long_books_are_looked_at_in_part_and_read_whole(tmp_path: Path) -> None:
    book = tmp_path / "so.xlsx"
    with_xlsxwriter(book, [Sheet(f"Cán bộ {number}", list(rows_of_a_long_book())) for number in range(1, 3)])
    done = sheetsync("adopt", book, "--json")
    assert document(done)["rows"] == 10_000
