"""What goes out to officials."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.hand_out.file_names import hand_out_files
from sheetsync.core.hand_out.mark import read_mark
from sheetsync.core.tabs import read_tabs
from sheetsync.wiring import load_settings
from tests.collect.desk import DIFFICULTY, JUSTICE, OFFICE, RESULT, STATUS, Desk, find
from tests.openxml_rules import new_errors

ENTRIES = ("result", "result_before", "evidence", "difficulty", "proposal", "note")
SAMPLE = Path(__file__).parent.parent.parent / "workbooks" / "mau-2023.xlsx"


def all_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())


def test_a_file_for_every_official_with_the_tab_as_it_is(desk: Desk) -> None:
    document = desk.hands_out()
    assert [(file["official"], file["rows"], file["filled"]) for file in document["files"]] == [("VP", 3, 3), ("TP", 3, 3)]
    book = openpyxl.load_workbook(desk.handed())
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == ["Hướng dẫn", OFFICE, "Danh mục"]
    assert find(book[OFFICE], "A.3", STATUS).value == "Đang thực hiện"
    assert find(book[OFFICE], "A.3", DIFFICULTY).value == "Chờ bảng niêm yết mới của huyện"
    assert book[OFFICE].data_validations.dataValidation
    assert find(book[OFFICE], "A.3", STATUS).protection.locked is False
    assert not [cell for row in book["Kế hoạch"].iter_rows() for cell in row if not cell.protection.locked]


def test_it_is_a_valid_workbook(desk: Desk) -> None:
    desk.hands_out()
    assert new_errors({"handed": (None, desk.handed().read_bytes())}) == {}


def test_it_carries_its_mark(desk: Desk) -> None:
    (file,) = desk.hands_out("--tab", "Tư pháp")["files"]
    mark = read_mark(XlsxBook(Path(file["path"])).read())
    assert mark is not None
    assert (mark.identifier, mark.official, mark.book, mark.sheet, mark.period) == (
        file["id"],
        "TP",
        "xa.xlsx",
        JUSTICE,
        "2023-Q1",
    )
    kept = json.loads((desk.folder / ".sheetsync" / "hand-outs" / f"{file['id']}.json").read_text(encoding="utf-8"))
    assert (kept["official"], kept["book"], kept["taken"]) == ("TP", "xa.xlsx", [])


def test_nothing_of_others_is_in_it(desk: Desk) -> None:
    desk.office_types("A.2", RESULT, "bí mật của văn phòng")
    desk.hands_out()
    theirs = all_text(desk.handed(JUSTICE))
    for text in ("bí mật của văn phòng", "Đã niêm yết 80 thủ tục", "05/KH-UBND", "Niêm yết thủ tục", "A.2", "việc riêng"):
        assert text not in theirs
    assert "Đã đăng ký 31 hồ sơ" in theirs


def test_nothing_of_others_is_in_any_file_of_the_sample(desk: Desk, tmp_path: Path) -> None:
    book = Path(shutil.copy(SAMPLE, tmp_path / "mau.xlsx"))
    code, document = desk.answers_plainly("hand-out", book, "--to", tmp_path / "mau-phat")
    assert (code, len(document["files"])) == (0, 7)
    tabs, _ = read_tabs(XlsxBook(book).read(), load_settings(None, None), quarter=1)
    texts = {
        tab.official: {text for entry in tab.entries for key in ENTRIES if len(text := entry.text(key)) > 12} for tab in tabs.tabs
    }
    assert len(texts) == 7
    assert min(map(len, texts.values())) > 1
    for file in document["files"]:
        everything = all_text(Path(file["path"]))
        mine = texts[file["official"]]
        assert all(escape(text) in everything for text in mine)
        others = set().union(*texts.values()) - mine
        assert [text for text in others if not any(text in own for own in mine) and escape(text) in everything] == []


def test_again_it_is_the_same_file(desk: Desk) -> None:
    first = desk.hands_out()
    before = {path.name: path.read_bytes() for path in desk.out.glob("*.xlsx")}
    again = desk.hands_out()
    assert [file["id"] for file in again["files"]] == [file["id"] for file in first["files"]]
    assert [file["written"] for file in again["files"]] == [False, False]
    assert {path.name: path.read_bytes() for path in desk.out.glob("*.xlsx")} == before
    desk.office_types("A.3", RESULT, "khác")
    assert [file["written"] for file in desk.hands_out()["files"]] == [True, False]


def test_a_file_that_an_official_worked_on_is_kept(desk: Desk) -> None:
    desk.hands_out()
    desk.handed().write_bytes(desk.sends("x.xlsx", ("A.3", RESULT, "của cán bộ")).read_bytes())
    document = desk.hands_out()
    (kept,) = document["kept"]
    assert find(openpyxl.load_workbook(kept)[OFFICE], "A.3", RESULT).value == "của cán bộ"
    assert find(openpyxl.load_workbook(desk.handed())[OFFICE], "A.3", RESULT).value == "Đã niêm yết 80 thủ tục"


def test_a_stranger_s_file_is_never_written_over(desk: Desk) -> None:
    desk.out.mkdir()
    desk.handed().write_bytes(b"cua nguoi khac")
    code, document = desk.answers("hand-out", desk.book, "--to", desk.out)
    assert (code, document["error"]["code"]) == (3, "file-conflict")
    assert desk.handed().read_bytes() == b"cua nguoi khac"
    assert not desk.handed(JUSTICE).exists()


def test_the_office_s_book_is_not_written(desk: Desk) -> None:
    before = desk.book.read_bytes()
    desk.hands_out()
    assert desk.book.read_bytes() == before


def test_an_official_without_a_sheet_is_told(desk: Desk) -> None:
    book = openpyxl.load_workbook(desk.book)
    del book[JUSTICE]
    book.save(desk.book)
    document = desk.hands_out()
    assert [file["official"] for file in document["files"]] == ["VP"]
    assert document["left_out"] == [{"official": "Tư pháp", "reason": "sổ không có sheet của bộ phận này"}]


def test_a_name_that_is_nobody_s(desk: Desk) -> None:
    code, _, err = desk.says("hand-out", desk.book, "--to", desk.out, "--tab", "Tu phap")
    assert code == 2
    assert "Có phải «Tư pháp» không?" in err


@pytest.mark.parametrize(
    ("tabs", "expected"),
    [
        ({"A": "VP UBND"}, {"A": "Kế hoạch 2023 - VP UBND.xlsx"}),
        ({"A": 'x/y:"z"?', "B": "X Y Z"}, {"A": "Kế hoạch 2023 - x y z.xlsx", "B": "Kế hoạch 2023 - X Y Z 2.xlsx"}),
        ({"A": "..."}, {"A": "Kế hoạch 2023 - can bo.xlsx"}),
    ],
)
def test_names_of_files(tabs: dict[str, str], expected: dict[str, str]) -> None:
    assert hand_out_files(2023, tabs) == expected
