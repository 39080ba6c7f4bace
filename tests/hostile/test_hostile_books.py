"""Hostile and broken workbooks through the real command line: a right answer or a clear refusal, in bounded memory and without
a hang, and not a byte of the file changed when it is refused.

SHEETSYNC_HOSTILE=all adds the cases that take long, and both commands for each.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.hostile import hostile_books as books
from tests.hostile.hostile_books import LINKS, SHEET, STRINGS, WORKBOOK
from tests.hostile.limited_process import MEMORY, Answer, sheetsync
from tests.small_office import write_config

OPTIONS = ("--as-of", "2023-03-15", "--period", "2023-Q1", "--json")
ALL = os.environ.get("SHEETSYNC_HOSTILE") == "all"
COMMANDS = ("validate", "run") if ALL else ("run",)
Make = Callable[[], bytes]

REFUSED: list[tuple[str, Make, str]] = [
    ("ratio bomb", books.ratio_bomb, "lớn quá mức"),
    ("overlapping entries", books.overlapping_bomb, "chồng lên nhau"),
    ("lying sizes", books.lying_sizes, "hỏng"),
    ("parts that are patient bombs", books.patient_bomb, "dòng quá dài"),
    ("a zip as a sheet", books.nested_as_sheet, "mở đầu XML"),
    ("billion laughs in strings", partial(books.with_prolog, STRINGS, books.LAUGHS, b"&a9;"), "DTD"),
    ("billion laughs in the workbook", partial(books.with_prolog, WORKBOOK, books.LAUGHS), "DTD"),
    ("XXE", partial(books.with_prolog, STRINGS, books.XXE, b"&x;"), "DTD"),
    ("remote DTD", partial(books.with_prolog, SHEET, books.REMOTE), "DTD"),
    ("parameter entity", partial(books.with_prolog, LINKS, books.PARAMETER), "DTD"),
    ("deep elements", books.deep, "hỏng"),
    ("deep cell", books.deep_cell, "hỏng"),
    ("long text in the workbook part", books.long_text_in_workbook, "lớn quá mức"),
    ("a million rows", books.million_rows, "quá nhiều dòng"),
    ("a million rows on a sheet of nobody", books.million_rows_elsewhere, "quá nhiều dòng"),
    ("rows as wide as the sheet", books.wide_rows, "rải rác"),
    ("two million cells", books.many_cells, "quá nhiều ô"),
    ("a comment among too many rows", books.comment_in_cells, "quá nhiều dòng"),
    ("two hundred thousand names", books.many_names, "quá nhiều mục"),
    ("a hundred thousand conditional formats like ours", books.many_conditional_formats, "định dạng có điều kiện"),
    ("broken relationship", books.broken_link, "mất nội dung trang «Văn phòng»"),
    ("relationship to the workbook itself", books.link_to_itself, "hỏng"),
    ("relationship out of the file", books.link_outside, "mất nội dung trang"),
    ("a sheet on a server", books.remote_sheet, "mất nội dung trang"),
    ("ten thousand sheets of one part", books.ten_thousand_names_of_one_sheet, "dùng chung nội dung"),
    ("two sheets of one name", books.two_sheets_of_one_name, "cùng tên"),
    ("no sheet part", partial(books.without, SHEET), "mất nội dung trang"),
    ("no workbook part", partial(books.without, WORKBOOK), "thiếu phần"),
    ("no relationships", partial(books.without, LINKS), "mất nội dung trang"),
    ("no strings", partial(books.without, STRINGS), "hỏng"),
    ("no content types", partial(books.without, "[Content_Types].xml"), ".zip"),
    ("a part twice", partial(books.doubled, SHEET), "hai lần"),
    ("a part without a name", books.nameless, "không tên"),
    ("cut at a tenth", partial(books.truncated, 0.1), "hỏng"),
    ("cut in the middle", partial(books.truncated, 0.5), "hỏng"),
    ("cut at the end", partial(books.truncated, 0.99), "hỏng"),
    ("random bytes", partial(books.random_bytes, 2), "hỏng"),
    ("random bytes that begin like a zip", partial(books.random_bytes, 3), "hỏng"),
    ("an empty file", bytes, "trống"),
    ("a password", partial(books.old_workbook, "EncryptedPackage"), "mật khẩu"),
    ("an .xls", partial(books.old_workbook, "Workbook"), ".xls"),
    ("another file of Office 97", partial(books.old_workbook, "Khác"), "Office"),
    ("a .csv", partial(bytes, "Mã NV;Trạng thái\nA.1;Xong\n", "utf-8"), "CSV"),
    ("an .html", partial(bytes, b"<html><table><tr><td>A.1</td></tr></table></html>"), "trang web"),
]  # fmt: skip
SLOW_REFUSED: list[tuple[str, Make, str]] = [
    ("two hundred thousand tasks", books.million_tasks, "quá nhiều dòng"),
    ("one long string in two million cells", books.strings_bomb, "quá nhiều ô"),
    ("three hundred thousand styles", books.many_styles, "lớn quá mức"),
    ("six million unknown elements", books.unknown_elements, "lớn quá mức"),
]

READ: list[tuple[str, Make]] = [
    ("cells at A1 and XFD1048576", books.first_and_last_cell),
    ("a stray cell in the last row", books.stray_row),
    ("blank rows down to the last", books.million_blank_rows),
    ("nested zips as an embedded part", books.nested_bomb),
    ("external relationships of every kind", books.remote_links),
    ("cells of 32,767 signs", books.long_cells),
    ("texts made for backtracking", books.long_words),
]
"""Files that are odd, and that are answered rightly."""
SLOW_READ: list[tuple[str, Make]] = [
    ("relationships in a circle", books.circle_of_links),
    ("blocks of the whole sheet over one another", books.giant_merges),
    ("ten thousand sheets", books.ten_thousand_sheets),
    ("two hundred thousand merges", books.many_merges),
    ("three hundred thousand attributes", books.many_attributes),
]

EITHER: list[tuple[str, Make]] = [
    ("fifty thousand namespaces", books.many_namespaces),
    ("a number too long", partial(books.attribute, SHEET, r'<row r="5"', '<row r="' + "9" * 5_000 + '"')),
    ("a sheet id that is no number", partial(books.attribute, WORKBOOK, 'sheetId="1"', 'sheetId="a"')),
    *((f"flipped bits {seed}", partial(books.flipped, seed)) for seed in range(60 if ALL else 3)),
]
"""Files for which an answer and a refusal are both right."""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_config(tmp_path_factory.mktemp("cấu hình") / "nhỏ")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "sổ.xlsx"


def answered(config: Path, command: str, book: Path) -> Answer:
    """The answer, and that it came within bounds and without a traceback or an apology."""
    answer = sheetsync("--config", config, command, book, *OPTIONS)
    assert answer.code in (0, 1, 4), (answer.code, answer.error, answer.output[-500:])
    assert answer.memory < MEMORY
    assert answer.error == ""
    if ALL:
        print(f"| {command} | {answer.code} | {answer.cpu:.1f} | {answer.memory // 1_000_000} |")
    if answer.code == 4:
        error = answer.document["error"]
        assert error["code"] in ("book-unreadable", "book-unwritable"), error
        assert error["next"]
    return answer


def refused(answer: Answer, book: Path, data: bytes) -> dict[str, Any]:
    assert answer.code == 4, answer.output[:500]
    assert book.read_bytes() == data
    assert list(book.parent.iterdir()) == [book]
    error = answer.document["error"]
    assert isinstance(error, dict)
    return error


REFUSED_NOW = REFUSED + SLOW_REFUSED * ALL
READ_NOW = READ + SLOW_READ * ALL


@pytest.mark.parametrize(("make", "word"), [case[1:] for case in REFUSED_NOW], ids=[case[0] for case in REFUSED_NOW])
def test_what_cannot_be_trusted_is_refused_and_left_as_it_is(config: Path, book: Path, make: Make, word: str) -> None:
    data = make()
    book.write_bytes(data)
    for command in COMMANDS:
        assert word in refused(answered(config, command, book), book, data)["message"]


@cache
def honest_answer(config: Path) -> dict[str, Any]:
    path = config.parent / "sổ.xlsx"
    path.write_bytes(books.honest())
    return sheetsync("--config", config, "validate", path, *OPTIONS).document


@pytest.mark.parametrize("make", [case[1] for case in READ_NOW], ids=[case[0] for case in READ_NOW])
def test_what_is_only_odd_is_answered_rightly(config: Path, book: Path, make: Make) -> None:
    """Every finding of the honest book is there; run adds our sheets."""
    data = make()
    book.write_bytes(data)
    if ALL:
        assert answered(config, "validate", book).code == 1
        assert book.read_bytes() == data
    ran = answered(config, "run", book)
    assert ran.code == 1
    found = {(each["code"], each["sheet"], each["cell"]) for each in ran.document["findings"]}
    assert found >= {(each["code"], each["sheet"], each["cell"]) for each in honest_answer(config)["findings"]}
    report = openpyxl.load_workbook(book, read_only=True)
    assert report.sheetnames[-3:] == ["Báo cáo Quý I-2023", "Tổng hợp nội bộ Quý I-2023", "Kết quả kiểm tra"]
    report.close()


@pytest.mark.parametrize("make", [case[1] for case in EITHER], ids=[case[0] for case in EITHER])
def test_what_is_between_is_answered_or_refused(config: Path, book: Path, make: Make) -> None:
    data = make()
    book.write_bytes(data)
    for command in COMMANDS:
        answer = answered(config, command, book)
        if answer.code == 4:
            refused(answer, book, data)
        shutil.rmtree(book.parent / ".sheetsync", ignore_errors=True)


def test_a_stray_cell_in_the_last_row_is_named_by_its_place(config: Path, book: Path) -> None:
    row = f'<row r="{books.LAST_ROW}">{books.inline(f"B{books.LAST_ROW}", "A.9")}'
    book.write_bytes(books.with_rows(row + books.inline(f"F{books.LAST_ROW}", "Hoàn thành") + "</row>"))
    found = answered(config, "validate", book).document["findings"]
    assert any(each["cell"] == f"B{books.LAST_ROW}" and each["code"] == "task-unknown" for each in found), found


def test_as_many_cell_formats_as_excel_takes_are_read_but_get_no_more(config: Path, book: Path) -> None:
    book.write_bytes(data := books.many_styles(65_490))
    assert answered(config, "validate", book).document["findings"] == honest_answer(config)["findings"]
    answer = answered(config, "run", book)
    assert answer.code == 4
    assert "65.490 kiểu định dạng ô" in answer.document["error"]["message"]
    assert book.read_bytes() == data


def test_a_folder_in_place_of_a_book_is_refused(config: Path, book: Path) -> None:
    book.mkdir()
    answer = answered(config, "run", book)
    assert answer.code == 4
    assert answer.document["error"]["next"]
    assert list(book.parent.iterdir()) == [book]
