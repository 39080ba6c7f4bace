"""A workbook typed in fonts of the time before Unicode is understood as its fonts show it; the way to Unicode is told first."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.adoption.as_shown import as_shown
from sheetsync.core.book import BookContent, CellNote, OwnMark, SheetContent, SheetKind, TextRun
from sheetsync.core.settings import Settings
from sheetsync.usecases.adopt import look_at
from tests.adopt.books import DOING, DONE, JUSTICE, OFFICE, Row, Sheet, numbered
from tests.adopt.shown_proposal import shown
from tests.adopt.test_adopt import AS_OF, document, rows_by_sheet
from tests.old_fonts import as_tcvn3, as_tcvn3_capitals, as_vni
from tests.test_cli import sheetsync

Spelling = Callable[[str], str]
FONTS: dict[str, Spelling] = {".VnTime": as_tcvn3, "VNI-Times": as_vni}

OWN = ["STT", "Nhiệm vụ", "Thời hạn", "Trạng thái", "Ngày xong", "Kết quả thực hiện", "Khó khăn, vướng mắc"]
SHARED = ["STT", "Việc phải làm", "Người phụ trách", "Hạn chót", "Trạng thái"]
PEOPLE = ("Đ/c Nguyễn Thị Hoa", "Trần Văn Nam", "Trần Văn Nam, Nguyễn Thị Hoa", "Ông Trần Văn Nam")


def shared_rows() -> list[Row]:
    return [[i, row[0], who, row[1], row[2]] for i, (row, who) in enumerate(zip(OFFICE, PEOPLE, strict=True), 1)]


SHEETS = (
    Sheet("Tư pháp", [["Kế hoạch công tác năm 2024"], [], OWN, *numbered(JUSTICE, ("#", 0, 1, 2, 3, 4))]),
    Sheet("Việc chung", [SHARED, *shared_rows()]),
)
ROWS = {"Tư pháp": 3, "Việc chung": 4}


def write(path: Path, sheets: Sequence[Sheet], font: str, spelt: Spelling, *, capitals: str = "") -> Path:
    """The sheets as somebody typed them who used this font. capitals: the font of the first row that has three texts or more."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    typed, dated = book.add_format({"font_name": font}), book.add_format({"num_format": "dd/mm/yyyy"})
    heading = book.add_format({"font_name": capitals}) if capitals else typed
    for sheet in sheets:
        made = book.add_worksheet(sheet.name)
        headings = next(row for row in sheet.rows if len(row) >= 3)
        for i, row in enumerate(sheet.rows):
            for j, value in enumerate(row):
                if isinstance(value, date):
                    made.write(i, j, value, dated)
                elif isinstance(value, str) and row is headings and capitals:
                    made.write(i, j, as_tcvn3_capitals(value), heading)
                elif value is not None:
                    made.write(i, j, spelt(value) if isinstance(value, str) else value, typed)
    book.close()
    return path


def as_typed(text: str) -> str:
    return text


@pytest.mark.parametrize("font", FONTS)
def test_it_is_understood_like_the_same_workbook_in_unicode(font: str, tmp_path: Path, settings: Settings) -> None:
    """Headings, names, statuses, titles."""
    old = write(tmp_path / "so.xlsx", SHEETS, font, FONTS[font])
    plain = write(tmp_path / "moi.xlsx", SHEETS, "Times New Roman", as_typed)
    expected = shown(look_at(XlsxBook(plain), settings, as_of=AS_OF).proposal)
    assert "| B | Nhiệm vụ | task | 100 |" in expected
    assert "| Nguyễn Thị Hoa | 1 | 1 |" in expected
    assert "Năm 2024: Kế hoạch công tác năm 2024" in expected
    assert shown(look_at(XlsxBook(old), settings, as_of=AS_OF).proposal) == expected


def test_headings_in_the_font_of_capitals_are_understood(tmp_path: Path, settings: Settings) -> None:
    path = write(tmp_path / "so.xlsx", SHEETS[:1], ".VnTime", as_tcvn3, capitals=".VnTimeH")
    (tab,) = look_at(XlsxBook(path), settings, as_of=AS_OF).proposal.tabs
    assert {guess.heading: guess.key for guess in tab.columns if not guess.heading.isascii()} == {
        "NHIỆM VỤ": "task", "THỜI HẠN": "due", "TRẠNG THÁI": "status", "NGÀY XONG": "completed_on",
        "KẾT QUẢ THỰC HIỆN": "result", "KHÓ KHĂN, VƯỚNG MẮC": "difficulty",
    }  # fmt: skip


@pytest.mark.parametrize("font", FONTS)
def test_the_configuration_reads_the_workbook_and_its_copy_in_unicode(font: str, tmp_path: Path) -> None:
    book = write(tmp_path / "so.xlsx", SHEETS, font, FONTS[font])
    told = document(sheetsync("adopt", book, "--json", "--to", tmp_path / "c"))
    assert told["differing"] == []
    assert sheetsync("fix-encoding", book).returncode == 0
    options = ("--config", tmp_path / "c", "--as-of", "2024-03-15", "--period", "2024-Q1", "--json")
    tabs = {}
    for path in (book, tmp_path / "so - Unicode.xlsx"):
        checked = document(sheetsync("validate", path, *options))
        codes = {finding["code"] for finding in checked["findings"]}
        assert rows_by_sheet(checked) == ROWS
        assert not {code for code in codes if code.startswith(("heading", "tab-missing", "person"))}
        assert sorted(tab["rows"] for tab in checked["tabs"]) == [1, 3, 3]  # Hoa, Nam, the justice clerk
        assert ("text-encoding" in codes) is (path == book)
        tabs[path] = [(tab["sheet"], tab["official"], tab["rows"]) for tab in checked["tabs"]]
    assert tabs[book] == tabs[tmp_path / "so - Unicode.xlsx"]
    assert {official.tab for official in load_settings(tmp_path / "c").plan.officials} == {
        "Tư pháp", "Nguyễn Thị Hoa", "Trần Văn Nam",
    }  # fmt: skip


def test_the_way_to_unicode_is_told_first(tmp_path: Path) -> None:
    book = write(tmp_path / "so.xlsx", SHEETS, ".VnTime", as_tcvn3)
    done = sheetsync("adopt", book, "--yes", "--to", tmp_path / "c")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Sổ có chữ gõ bằng phông cũ (.VnTime): ")
    assert lines[0].endswith(" ô ở sheet «Tư pháp», «Việc chung».")
    assert lines.index(f'  sheetsync fix-encoding "{book}"') < lines.index("Xem sổ «so.xlsx»")
    assert lines[-2:] == [
        f'  sheetsync fix-encoding "{book}"',
        f'  sheetsync run "{tmp_path / "so - Unicode.xlsx"}" --config "{tmp_path / "c"}"',
    ]
    told = document(sheetsync("adopt", book, "--json"))["old_fonts"]
    assert told["fonts"] == [".VnTime"]
    assert list(told["cells"]) == ["Tư pháp", "Việc chung"]


def test_of_unicode_nothing_is_told(tmp_path: Path) -> None:
    """Also where the cells' font is an old one, but what is typed in it is not."""
    book = write(tmp_path / "so.xlsx", SHEETS, ".VnTime", as_typed)
    assert "phông cũ" not in sheetsync("adopt", book, "--yes").stdout
    assert document(sheetsync("adopt", book, "--json"))["old_fonts"] is None


def test_a_book_as_shown_differs_in_its_old_texts_only() -> None:
    """Parts of rich text in their own fonts, cells far below, and other notes too; sheets of ours hold nothing old."""
    raw = as_tcvn3("Đã rà soát")
    rows: list[Row] = [[raw, DONE], [raw + " 2024", 0.5]]
    notes = {
        (3, 2): CellNote(font=".VnTime"),
        (4, 2): CellNote(font=".VnTime", runs=(TextRun(raw, ".VnTime"), TextRun(" 2024"))),
        (4, 3): CellNote(percent=True),
        (99_999, 2): CellNote(font=".vntime", formula=True),
    }
    sheet = SheetContent("Hoa", rows, first_row=3, first_column=2, far_rows={99_999: {2: raw, 3: DOING}}, notes=notes)
    ours = SheetContent("Báo cáo", [[raw]], notes={(1, 1): CellNote(font=".VnTime")}, own=OwnMark(SheetKind.REPORT, "", False))
    content, old_fonts = as_shown(BookContent("so.xlsx", "1", (sheet, ours)))
    read = content.sheet("Hoa")
    assert [list(row) for row in read.rows] == [["Đã rà soát", DONE], ["Đã rà soát 2024", 0.5]]
    assert read.far_rows == {99_999: {2: "Đã rà soát", 3: DOING}}
    assert read.notes[4, 3].percent
    assert read.notes[99_999, 2].formula
    assert content.sheet("Báo cáo") == ours
    assert (old_fonts.names, old_fonts.cells) == ((".VnTime",), {"Hoa": 3})


def test_a_stranger_s_path_stays_one_word(tmp_path: Path) -> None:
    """The command to paste takes the name of the file for nothing but a name."""
    if os.name == "nt":
        pytest.skip("Windows allows no such names")
    book = write(tmp_path / "so $(ls).xlsx", SHEETS, ".VnTime", as_tcvn3)
    assert f"  sheetsync fix-encoding '{book}'" in sheetsync("adopt", book, "--yes").stdout.splitlines()
