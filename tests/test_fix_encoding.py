"""`sheetsync fix-encoding` as people and programs use it: a converted copy, every cell listed, the book itself untouched."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sheetsync.adapters.xlsx.read import read_book
from tests.adapters.test_convert_texts import old_book
from tests.adapters.test_formula_texts import counting_book
from tests.small_office import write_book
from tests.test_cli import document, error_of, sheetsync
from tests.test_startup import HEAVY, imported_by

SAMPLE = Path(__file__).resolve().parent.parent / "workbooks" / "mau-2023.xlsx"
BEFORE = "§· h\u00adíng dÉn 05 th«n rµ so¸t h\u00ad¬ng \u00adíc"
AFTER = "Đã hướng dẫn 05 thôn rà soát hương ước"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "Kế hoạch 2023.xlsx"))


def test_the_samples_cell_is_converted_in_a_copy_beside_it(book: Path) -> None:
    original = book.read_bytes()
    done = sheetsync("fix-encoding", book, cwd=book.parent)
    copy = book.with_name("Kế hoạch 2023 - Unicode.xlsx")
    assert done.returncode == 0
    assert book.read_bytes() == original
    sheet = openpyxl.load_workbook(copy)["Tư pháp - Hộ tịch"]
    assert (sheet["H8"].value, sheet["H8"].font.name) == (AFTER, "Times New Roman")
    lines = [line.replace("\u00ad", "") for line in done.stdout.splitlines()]
    assert "Đã chuyển 1 ô ở 1 sheet sang Unicode, phông Times New Roman:" in lines
    assert "Sheet «Tư pháp - Hộ tịch»" in lines
    assert f"  ô H8: «{BEFORE}» → «{AFTER}»".replace("\u00ad", "") in lines
    assert any(line.startswith("Giữ nguyên, không chuyển: tên sheet, ghi chú, đầu trang") for line in lines)
    assert "  Kế hoạch 2023 - Unicode.xlsx" in lines


def test_the_document_lists_every_cell(book: Path) -> None:
    found = document(sheetsync("fix-encoding", book, "--output", book.with_name("mới.xlsx"), "--json"))
    assert found == {
        "book": "Kế hoạch 2023.xlsx",
        "saved_to": str(book.with_name("mới.xlsx")),
        "changed": True,
        "backup": None,
        "open_by": None,
        "font": "Times New Roman",
        "converted": [
            {"sheet": "Tư pháp - Hộ tịch", "cell": "H8", "font": ".VnTime", "before": BEFORE, "after": AFTER, "doubtful": False}
        ],
        "left": [],
        "literals": [],
    }
    assert read_book(book.with_name("mới.xlsx").read_bytes(), "x").sheet("Tư pháp - Hộ tịch").value(8, 8) == AFTER


def test_a_copy_that_is_there_already_is_kept_as_a_backup(book: Path) -> None:
    copy = book.with_name("Kế hoạch 2023 - Unicode.xlsx")
    write_book(copy)
    earlier = copy.read_bytes()
    found = document(sheetsync("fix-encoding", book, "--json"))
    assert Path(found["backup"]).read_bytes() == earlier
    again = document(sheetsync("fix-encoding", book, "--json"))
    assert (again["changed"], again["backup"], again["converted"]) == (False, None, found["converted"])


def test_a_book_with_nothing_to_convert_writes_nothing(tmp_path: Path) -> None:
    book = write_book(tmp_path / "sổ.xlsx")
    done = sheetsync("fix-encoding", book)
    assert done.returncode == 0
    assert done.stdout == "Không có ô nào gõ bằng phông cũ (.Vn…, VNI-…) cần chuyển; không ghi gì.\n"
    found = document(sheetsync("fix-encoding", book, "--json"))
    assert (found["saved_to"], found["changed"], found["converted"], found["left"]) == (None, False, [], [])
    assert [path.name for path in tmp_path.iterdir()] == ["sổ.xlsx"]


def test_what_stays_is_said_with_its_reason(tmp_path: Path) -> None:
    book = tmp_path / "cũ.xlsx"
    book.write_bytes(old_book())
    done = sheetsync("fix-encoding", book)
    assert "  - Sheet «VP UBND», ô B6 (là công thức): «Đã hướng dẫn rà soát hương ước»" in done.stdout
    left = document(sheetsync("fix-encoding", book, "--json"))["left"]
    assert [(cell["cell"], cell["reason"]) for cell in left] == [("B6", "formula")]


def test_a_part_typed_in_unicode_stays_beside_one_that_is_old(tmp_path: Path) -> None:
    book = tmp_path / "sổ.xlsx"
    with xlsxwriter.Workbook(book) as written:
        old, capitals, plain = (written.add_format({"font_name": name}) for name in (".VnTime", ".VnTimeH", "Times New Roman"))
        sheet = written.add_worksheet("Văn phòng")
        sheet.write_rich_string("A1", old, "®· hoµn thµnh ", capitals, "Công tác", plain, " ok")
        sheet.write("A2", "Công tác", capitals)
    done = sheetsync("fix-encoding", book)
    assert (
        "  ô A1: «®· hoµn thµnh Công tác ok» → «đã hoàn thành Công tác ok» (nên xem lại: chữ này có thể đã là Unicode sẵn)"
        in " ".join(done.stdout.split("\n    ")).split("\n")
    )
    assert "ô A2" not in done.stdout


def test_formulas_that_compare_with_old_text_are_named_and_stay(tmp_path: Path) -> None:
    book = counting_book(tmp_path / "sổ.xlsx")
    done = sheetsync("fix-encoding", book)
    lines = [" ".join(block.split()) for block in done.stdout.split("\n\n")]
    told = next(line for line in lines if line.startswith("Các công thức"))
    assert "không khớp với ô đã chuyển. Vui lòng gõ lại chữ trong đó như sau:" in told
    assert "- Sheet «Văn phòng», ô B1 (công thức): «hoµn thµnh» → «hoàn thành»" in told
    assert "- Sheet «Văn phòng», ô A1:A9 (định dạng có điều kiện): «§ang lµm» → «Đang làm»" in told
    assert "ô A1:A9 (danh sách chọn hoặc điều kiện nhập): «hoµn thµnh,§ang lµm» → «hoàn thành,Đang làm»" in told
    found = document(sheetsync("fix-encoding", book, "--json"))
    assert [(literal["place"], literal["kind"]) for literal in found["literals"]] == [
        ("B1", "formula"),
        ("A1:A9", "conditional-format"),
        ("A1:A9", "validation"),
    ]
    assert found["literals"][0] == {
        "sheet": "Văn phòng",
        "place": "B1",
        "kind": "formula",
        "before": "hoµn thµnh",
        "after": "hoàn thành",
    }
    copy = openpyxl.load_workbook(book.with_name("sổ - Unicode.xlsx"))["Văn phòng"]
    assert copy["B1"].value == '=COUNTIF(A1:A3,"hoµn thµnh")'


def test_a_formula_copied_down_is_named_once_with_its_cells(tmp_path: Path) -> None:
    book = tmp_path / "sổ.xlsx"
    with xlsxwriter.Workbook(book) as written:
        sheet = written.add_worksheet("Văn phòng")
        sheet.write("A1", "hoµn thµnh", written.add_format({"font_name": ".VnTime"}))
        for row in range(1, 501):
            sheet.write_formula(row, 1, f'=COUNTIF(A{row + 1},"hoµn thµnh")&"×"', None, 0)
        for row in range(0, 100, 2):
            sheet.write_formula(row, 3, f'=A{row + 1}="kh«ng"', None, False)
        sheet.write_formula("E1", "=INDIRECT(\"'KÕ ho¹ch'!A1\")", None, 0)
        written.add_worksheet("KÕ ho¹ch")
    told = " ".join(sheetsync("fix-encoding", book).stdout.split())
    assert "- Sheet «Văn phòng», ô B2:B501 (công thức): «hoµn thµnh» → «hoàn thành» " in told
    assert "D77, D79 và 10 vùng khác (công thức): «kh«ng» → «không»" in told
    assert told.count("(công thức)") == 2
    literals = document(sheetsync("fix-encoding", book, "--json"))["literals"]
    assert [(each["place"][:8], each["before"]) for each in literals] == [("D1 D3 D5", "kh«ng"), ("B2:B501", "hoµn thµnh")]
    assert len(literals[0]["place"].split()) == 50


def test_never_into_the_book_itself(book: Path) -> None:
    original = book.read_bytes()
    done = sheetsync("fix-encoding", book, "--output", book, "--json")
    assert done.returncode == 2
    assert error_of(done)["code"] == "usage"
    assert sheetsync("fix-encoding", book, "--output", book.with_suffix(".xlsm")).returncode == 2
    assert sheetsync("fix-encoding", book.with_name("không có.xlsx")).returncode == 4
    assert book.read_bytes() == original
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_the_finding_shows_the_text_readably_and_names_the_command(book: Path) -> None:
    done = sheetsync("validate", book, "--as-of", "2023-03-15", "--period", "2023-Q1", "--json")
    findings = [found for found in document(done)["findings"] if (found["code"], found["cell"]) == ("text-encoding", "H8")]
    assert len(findings) == 1
    assert f"đọc là «{AFTER}»" in findings[0]["message"]
    assert "sheetsync fix-encoding" in findings[0]["message"]
    assert sheetsync("fix-encoding", book).returncode == 0
    done = sheetsync("validate", book.with_name("Kế hoạch 2023 - Unicode.xlsx"), "--as-of", "2023-03-15", "--json")
    assert ("text-encoding", "H8") not in [(found["code"], found["cell"]) for found in document(done)["findings"]]


def test_it_imports_no_heavy_library(book: Path) -> None:
    assert imported_by("fix-encoding", str(book)) & HEAVY == set()
    assert imported_by("fix-encoding", "--help") & (HEAVY | {"lxml", "rich"}) == set()
