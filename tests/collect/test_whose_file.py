"""Whose a file is that somebody sent, whatever has become of it on the way."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import office
from tests.collect.desk import EVIDENCE, JUSTICE, OFFICE, RESULT, STATUS, Desk, edited, fill_in, find, put, taken
from tests.small_office import write_book


def only(document: dict[str, Any]) -> str:
    (file,) = document["not_taken"]
    return f"{file['reason']} {file['next']}"


def test_saved_by_libreoffice(desk: Desk, tmp_path: Path) -> None:
    desk.hands_out()
    book = openpyxl.load_workbook(desk.handed())
    place = find(book[OFFICE], "A.3", RESULT).coordinate
    office.typed_in(desk.handed(), {OFFICE: {place: "gõ bằng LibreOffice"}}, desk.inbox / "Ke hoach (1).xlsx")
    code, document = desk.collects()
    assert (code, taken(document)) == (0, {"Ke hoach (1).xlsx": (1, 0, 0)})
    assert document["files"][0]["hand_out_known"] is True
    assert desk.holds("A.3", RESULT) == "gõ bằng LibreOffice"


def test_rows_sorted_and_inserted_and_a_column_added(desk: Desk) -> None:
    desk.hands_out()
    path = desk.sends("a.xlsx", ("A.3", RESULT, "mới"))
    with edited(path) as book:
        sheet = book[OFFICE]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=7)]
        for number, row in zip((5, 7, 9), reversed(rows), strict=True):
            for column, value in enumerate(row, start=1):
                put(sheet.cell(number, column), value if not str(value).startswith("=") else None)
        for column in range(1, 40):
            sheet.cell(8, column).value = None
        sheet.cell(6, 4).value = "ghi chú của tôi"
        sheet.cell(6, 2).value = None
        sheet.cell(6, 10).value = None
        sheet.cell(4, 45).value = "Việc riêng"
    code, document = desk.collects()
    assert (code, taken(document)["a.xlsx"][:2]) == (0, (1, 0))
    assert desk.holds("A.3", RESULT) == "mới"


def test_the_tab_renamed_by_the_official(desk: Desk) -> None:
    desk.hands_out()
    path = desk.sends("a.xlsx", ("A.3", RESULT, "mới"))
    with edited(path) as book:
        book[OFFICE].title = "của tôi"
    assert desk.collects()[0] == 0
    assert desk.holds("A.3", RESULT) == "mới"


@pytest.mark.parametrize("configured", [True, False])
def test_the_tab_renamed_by_the_office_meanwhile(desk: Desk, *, configured: bool) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "mới"))
    with edited(desk.book) as book:
        book[OFFICE].title = "VP HĐND-UBND"
    if configured:
        officials = desk.config / "officials.toml"
        text = officials.read_text(encoding="utf-8").replace('tab = "Văn phòng"', 'tab = "VP HĐND-UBND"')
        officials.write_text(text, encoding="utf-8")
    assert desk.collects()[0] == 0
    assert desk.holds("A.3", RESULT, "VP HĐND-UBND") == "mới"


def test_one_tab_without_a_mark(desk: Desk) -> None:
    """Copied into a new workbook, or made before sheets were handed out."""
    path = write_book(desk.inbox / "an-tu-phap.xlsx")
    with edited(path) as book:
        del book[OFFICE]
        del book["Ghi chép"]
        put(find(book[JUSTICE], "A.4", RESULT), "Cử 5 người dự")
        put(find(book[JUSTICE], "A.4", STATUS), "Đang thực hiện")
    code, document = desk.collects()
    assert code == 3  # both differ, and nobody knows which is later
    assert document["files"][0] | {"conflicts": 0} == {
        "file": "an-tu-phap.xlsx", "official": "TP", "taken": 1, "waiting": 0, "conflicts": 0, "left": 0, "hand_out_known": False,
        "ignored": [],
    }  # fmt: skip
    assert desk.holds("A.4", STATUS, JUSTICE) == "Đang thực hiện"
    desk.office_types("A.4", STATUS, "Tạm dừng", JUSTICE)
    assert (desk.collects()[1]["changes"], desk.holds("A.4", STATUS, JUSTICE)) == ([], "Tạm dừng")


@pytest.mark.parametrize("name", ["ca so.xlsx", "Kế hoạch - Tư pháp.xlsx"])
def test_a_whole_book_sent_back(desk: Desk, name: str) -> None:
    """Whose it is, is said by its name, else by whose rows somebody worked on; nothing else is taken from it."""
    path = desk.inbox / name
    shutil.copy(desk.book, path)
    fill_in(path, JUSTICE, ("A.5", EVIDENCE, "12/BC-UBND"))
    if "Tư pháp" in name:
        fill_in(path, OFFICE, ("A.4", EVIDENCE, "không phải của tôi"))
    code, document = desk.collects()
    assert (code, [file["official"] for file in document["files"]]) == (0, ["TP"])
    assert document["files"][0]["ignored"] == [OFFICE]
    assert desk.holds("A.5", EVIDENCE, JUSTICE) == "12/BC-UBND"
    assert desk.holds("A.4", EVIDENCE) is None


def test_a_whole_book_that_is_nobody_s(desk: Desk) -> None:
    path = desk.inbox / "ca so.xlsx"
    shutil.copy(desk.book, path)
    fill_in(path, JUSTICE, ("A.5", EVIDENCE, "12/BC-UBND"))
    fill_in(path, OFFICE, ("A.4", EVIDENCE, "13/BC-UBND"))
    code, document = desk.collects()
    assert (code, document["files"]) == (1, [])
    assert "không rõ ai gửi" in only(document)


def test_an_older_template(desk: Desk) -> None:
    """Fewer columns, other headings, no check."""
    path = desk.inbox / "mau cu.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "VĂN  PHÒNG"
    sheet.append(["STT", "Mã nhiệm vụ", "Nội dung công việc", "Tình trạng", "Số văn bản"])
    sheet.append([1, "A.2", "Ban hành kế hoạch kiểm soát thủ tục", "Hoàn thành", "05/KH-UBND"])
    sheet.append([2, "A.4", "Tập huấn công chức", "Đang làm", "21/TB-UBND"])
    book.save(path)
    code, document = desk.collects()
    assert (code, taken(document)) == (0, {"mau cu.xlsx": (1, 0, 0)})
    assert desk.holds("A.4", EVIDENCE) == "21/TB-UBND"


def test_an_older_template_without_roles(desk: Desk) -> None:
    """Every row then reads as the lead's; the office's book says whose part it is. What the office wrote since stays."""
    path = desk.inbox / "tu phap.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = JUSTICE
    sheet.append(["STT", "Mã nhiệm vụ", "Nhiệm vụ", "Trạng thái", "Kết quả trong kỳ"])
    sheet.append([1, "A.4", "Tập huấn công chức", "Đang thực hiện", "Cử 3 người dự"])
    book.save(path)
    desk.office_types("A.4", EVIDENCE, "07/TB-UBND", JUSTICE)
    code, document = desk.collects()
    assert (code, taken(document)) == (0, {"tu phap.xlsx": (1, 0, 0)})
    assert desk.holds("A.4", STATUS, JUSTICE) == "Đang thực hiện"
    assert desk.holds("A.4", EVIDENCE, JUSTICE) == "07/TB-UBND"


def test_a_role_that_the_official_changed(desk: Desk) -> None:
    desk.hands_out()
    path = desk.sends("a.xlsx", ("A.4", STATUS, "Đang thực hiện"), tab=JUSTICE)
    with edited(path) as book:
        put(find(book[JUSTICE], "A.4", "Vai trò"), "Chủ trì")
    desk.office_types("A.4", RESULT, "Cử 4 người dự", JUSTICE)
    code, document = desk.collects()
    assert (code, taken(document)) == (0, {"a.xlsx": (1, 0, 0)})
    assert desk.holds("A.4", RESULT, JUSTICE) == "Cử 4 người dự"


def test_files_that_are_no_sheets_of_officials(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("tot.xlsx", ("A.3", RESULT, "mới"))
    (desk.inbox / "hong.xlsx").write_bytes(desk.handed().read_bytes()[:5000])
    (desk.inbox / "cu.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (desk.inbox / "~$tot.xlsx").write_bytes(b"khoa")
    (desk.inbox / "ghi chu.txt").write_text("gi do", encoding="utf-8")
    other = openpyxl.Workbook()
    other.save(desk.inbox / "luong.xlsx")
    code, document = desk.collects()
    assert code == 1
    assert taken(document) == {"tot.xlsx": (1, 0, 0)}
    assert [file["file"] for file in document["not_taken"]] == ["cu.xls", "hong.xlsx", "luong.xlsx"]
    assert all(file["reason"] and file["next"] for file in document["not_taken"])
    assert desk.holds("A.3", RESULT) == "mới"


def test_handed_out_from_another_book_beside(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "mới"))
    shutil.copy(desk.book, desk.folder / "so-khac.xlsx")
    code, document = desk.answers("collect", desk.inbox, "--into", desk.folder / "so-khac.xlsx")
    assert (code, document["files"]) == (1, [])
    assert "được phát từ sổ «xa.xlsx»" in only(document)


def test_handed_out_from_another_office(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "xa-khac"
    elsewhere.mkdir()
    book = write_book(elsewhere / "khac.xlsx")
    assert desk.answers("hand-out", book, "--to", elsewhere / "phat")[0] == 0
    desk.sends("a.xlsx", ("A.3", RESULT, "mới"), of=elsewhere / "phat" / desk.handed().name)
    code, document = desk.collects()
    assert (code, "được phát từ sổ «khac.xlsx»" in only(document)) == (1, True)
    assert desk.holds("A.3", RESULT) == "Đã niêm yết 80 thủ tục"


def test_the_office_s_book_renamed_meanwhile(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "mới"))
    desk.book = desk.book.rename(desk.folder / "Kế hoạch xã.xlsx")
    code, document = desk.collects()
    assert (code, document["files"][0]["hand_out_known"]) == (0, True)
    assert desk.holds("A.3", RESULT) == "mới"


def test_the_records_lost(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "mới"), ("A.3", EVIDENCE, "14/KH-UBND"))
    shutil.rmtree(desk.folder / ".sheetsync")
    code, document = desk.collects()
    assert (code, taken(document), document["files"][0]["hand_out_known"]) == (3, {"a.xlsx": (1, 1, 0)}, False)
    assert desk.holds("A.3", EVIDENCE) == "14/KH-UBND"


def test_of_another_period(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "mới"))
    desk.day = ("--as-of", "2023-04-10", "--period", "2023-Q2")
    code, document = desk.collects()
    assert (code, "phát cho kỳ 2023-Q1" in only(document)) == (1, True)
    assert desk.holds("A.3", RESULT) == "Đã niêm yết 80 thủ tục"


def test_a_mark_that_points_elsewhere_on_the_disk(desk: Desk) -> None:
    desk.hands_out()
    path = desk.sends("a.xlsx", ("A.3", RESULT, "mới"))
    with edited(path) as book:
        for row in book["_sheetsync"].iter_rows(max_col=2):
            if row[0].value == "ss_phat_so":
                row[1].value = "../../config/plan"
    code, document = desk.collects()
    assert (code, document["files"][0]["hand_out_known"]) == (3, False)


def test_the_office_s_own_book_in_the_folder(desk: Desk) -> None:
    desk.hands_out()
    shutil.copy(desk.handed(), desk.folder / "a.xlsx")
    fill_in(desk.folder / "a.xlsx", OFFICE, ("A.3", RESULT, "mới"))
    code, document = desk.answers("collect", desk.folder, "--into", desk.book)
    assert (code, list(taken(document))) == (0, ["a.xlsx"])


def test_a_task_that_the_official_added_is_told(desk: Desk) -> None:
    desk.hands_out()
    path = desk.sends("a.xlsx")
    with edited(path) as book:
        sheet = book[OFFICE]
        for column, value in ((2, "PS.1"), (4, "Việc phát sinh"), (6, "Chủ trì"), (10, "Đang thực hiện")):
            sheet.cell(8, column).value = value
    code, document = desk.collects()
    assert (code, taken(document)) == (0, {"a.xlsx": (0, 0, 1)})
    assert [notice["code"] for notice in document["notices"]] == ["new-on-one-side"]


def test_text_in_a_column_that_the_office_has_not_is_told(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", "Kiến nghị, đề xuất", "cấp thêm máy"))
    code, document = desk.collects()
    assert (code, taken(document)) == (0, {"a.xlsx": (0, 0, 1)})
    assert [notice["code"] for notice in document["notices"]] == ["column-on-one-side"]
