"""Changes that the office takes or returns, one by one, in a sheet of its book."""

from __future__ import annotations

import openpyxl

from tests.collect.desk import OFFICE, RESULT, STATUS, Desk, changes, edited


def decides(desk: Desk, heading: str, word: str, note: str = "") -> None:
    with edited(desk.book) as book:
        sheet = book["Duyệt thay đổi"]
        row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 6).value == heading)
        sheet.cell(row, 10).value = word
        sheet.cell(row, 11).value = note or None


def sent(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", STATUS, "Hoàn thành"), ("A.3", RESULT, "Đã niêm yết đủ"), ("A.4", STATUS, "Tạm dừng"))


def test_a_review_writes_nothing_into_the_tabs(desk: Desk) -> None:
    sent(desk)
    before = [[cell.value for cell in row] for row in openpyxl.load_workbook(desk.book)[OFFICE].iter_rows()]
    code, document = desk.collects("--review")
    assert (code, document["changes"], len(document["waiting"])) == (0, [], 3)
    book = openpyxl.load_workbook(desk.book)
    assert [[cell.value for cell in row] for row in book[OFFICE].iter_rows()] == before
    sheet = book["Duyệt thay đổi"]
    assert [sheet.cell(4, column).value for column in range(1, 10)] == [
        1, "Văn phòng", "A.3", "Niêm yết thủ tục hành chính", "Văn phòng, F6", STATUS, "Đang thực hiện", "Hoàn thành", "a.xlsx",
    ]  # fmt: skip
    assert sheet.data_validations.dataValidation[0].formula1 == '"Nhận,Trả lại"'


def test_what_is_taken_is_carried_out_and_the_rest_waits(desk: Desk) -> None:
    sent(desk)
    desk.collects("--review")
    decides(desk, RESULT, "nhận")
    code, document = desk.collects()
    assert (code, list(changes(document)), len(document["waiting"])) == (0, [("A.3", "result", "Đã niêm yết đủ")], 2)
    assert (desk.holds("A.3", RESULT), desk.holds("A.3", STATUS)) == ("Đã niêm yết đủ", "Đang thực hiện")
    assert openpyxl.load_workbook(desk.book)["Duyệt thay đổi"].max_row == 5
    again = desk.collects()[1]
    assert (again["changes"], len(again["waiting"])) == ([], 2)


def test_what_is_returned_is_said_with_its_note_and_never_asked_again(desk: Desk) -> None:
    sent(desk)
    desk.collects("--review")
    for heading in (RESULT, STATUS):
        decides(desk, heading, "Trả lại", "ghi rõ số liệu")
    code, out, _ = desk.says("collect", desk.inbox, "--into", desk.book)
    assert code == 0
    assert "Trả lại Văn phòng (chép gửi cán bộ): Văn phòng chưa nhận 2 nội dung sau" in out
    assert "A.3 Niêm yết thủ tục hành chính, cột «Kết quả trong kỳ»: «Đã niêm yết đủ» – ghi rõ số liệu" in out
    assert [row["field"] for row in desk.collects()[1]["waiting"]] == ["status"]
    assert desk.holds("A.3", RESULT) == "Đã niêm yết 80 thủ tục"


def test_a_corrected_file_is_reviewed_again(desk: Desk) -> None:
    sent(desk)
    desk.collects("--review")
    decides(desk, RESULT, "Trả lại", "ghi rõ")
    desk.collects()
    desk.sends("b.xlsx", ("A.3", RESULT, "Đã niêm yết 95 thủ tục"))
    assert "Đã niêm yết 95 thủ tục" in [row["new"] for row in desk.collects()[1]["waiting"]]


def test_all_decided_the_sheet_goes(desk: Desk) -> None:
    sent(desk)
    desk.collects("--review")
    with edited(desk.book) as book:
        for row in range(4, 7):
            book["Duyệt thay đổi"].cell(row, 10).value = "Nhận"
    code, document = desk.collects()
    assert (code, len(document["changes"]), document["waiting"]) == (0, 3, [])
    assert "Duyệt thay đổi" not in desk.sheets()
    before = desk.book.read_bytes()
    assert (desk.collects()[0], desk.book.read_bytes()) == (0, before)


def test_a_decision_for_a_value_that_the_office_changed_since_decides_nothing(desk: Desk) -> None:
    sent(desk)
    desk.collects("--review")
    decides(desk, RESULT, "Nhận")
    desk.office_types("A.3", RESULT, "văn phòng sửa")
    code, document = desk.collects()
    assert (code, document["changes"], len(document["conflicts"])) == (3, [], 1)
    assert desk.holds("A.3", RESULT) == "văn phòng sửa"


def test_a_second_review_keeps_what_was_marked(desk: Desk) -> None:
    sent(desk)
    desk.collects("--review")
    decides(desk, RESULT, "Trả lại", "ghi rõ")
    desk.collects("--review")
    sheet = openpyxl.load_workbook(desk.book)["Duyệt thay đổi"]
    row = next(row for row in range(4, 7) if sheet.cell(row, 6).value == RESULT)
    assert [sheet.cell(row, column).value for column in (10, 11)] == ["Trả lại", "ghi rõ"]


def test_clean_takes_the_sheet_away(desk: Desk) -> None:
    sent(desk)
    before = desk.sheets()
    desk.collects("--review")
    assert desk.runs("clean", desk.book)[0] == 0
    assert desk.sheets() == before
