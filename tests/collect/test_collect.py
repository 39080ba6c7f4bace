"""What comes back from officials, into the office's book."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from tests.collect.desk import (
    DIFFICULTY,
    DONE_ON,
    EVIDENCE,
    JUSTICE,
    OFFICE,
    RESULT,
    STATUS,
    Desk,
    changes,
    edited,
    fill_in,
    find,
    taken,
)


def test_what_an_official_changed_is_taken(desk: Desk) -> None:
    desk.hands_out()
    sent = desk.sends(
        "Copy of so (1).xlsx",
        ("A.3", STATUS, "Hoàn thành"),
        ("A.3", DONE_ON, date(2023, 3, 9)),
        ("A.3", RESULT, "=95 thủ tục"),
        ("A.3", DIFFICULTY, None),
    )
    before = sent.read_bytes()
    code, document = desk.collects()
    assert code == 0
    assert taken(document) == {"Copy of so (1).xlsx": (4, 0, 0)}
    assert document["files"][0]["hand_out_known"] is True
    assert desk.holds("A.3", STATUS) == "Hoàn thành"
    assert desk.holds("A.3", DONE_ON) == date(2023, 3, 9)
    assert desk.holds("A.3", RESULT) == "=95 thủ tục"
    assert desk.holds("A.3", DIFFICULTY) is None
    assert sent.read_bytes() == before


def test_a_number_is_taken_as_it_is_seen_where_somebody_once_typed_a_share(desk: Desk) -> None:
    desk.hands_out()
    with edited(desk.book) as book:
        find(book[OFFICE], "A.4", RESULT).number_format = "0%"
    desk.sends("a.xlsx", ("A.4", RESULT, 120))
    assert desk.collects()[0] == 0
    cell = find(openpyxl.load_workbook(desk.book)[OFFICE], "A.4", RESULT)
    assert (cell.value, cell.number_format) == (120, "General")


def test_again_nothing_changes(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", STATUS, "Hoàn thành"))
    desk.collects()
    before = desk.book.read_bytes()
    code, document = desk.collects()
    assert (code, document["changes"]) == (0, [])
    assert desk.book.read_bytes() == before


def test_a_file_that_nobody_touched_gives_nothing(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx")
    desk.office_types("A.3", RESULT, "văn phòng sửa")
    code, document = desk.collects()
    assert (code, taken(document)) == (0, {"a.xlsx": (0, 0, 0)})
    assert desk.holds("A.3", RESULT) == "văn phòng sửa"


def test_what_the_office_changes_afterwards_stays(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "của cán bộ"), ("A.4", RESULT, "cũng vậy"))
    desk.collects()
    desk.office_types("A.3", RESULT, "văn phòng sửa câu")
    code, document = desk.collects()
    assert (code, document["changes"], document["conflicts"]) == (0, [], [])
    assert desk.holds("A.3", RESULT) == "văn phòng sửa câu"


def test_a_book_that_was_put_back_takes_the_files_again(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "của cán bộ"))
    desk.collects()
    assert desk.runs("undo", desk.book)[0] == 0
    assert desk.holds("A.3", RESULT) == "Đã niêm yết 80 thủ tục"
    assert [new for _, _, new in changes(desk.collects()[1])] == ["của cán bộ"]


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", STATUS, "Hoàn thành"))
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    code, document = desk.collects("--dry-run")
    assert (code, len(document["changes"]), document["written"]) == (0, 1, False)
    assert {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()} == before


def test_what_both_changed_is_left_to_people(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", STATUS, "Tạm dừng"))
    desk.office_types("A.3", STATUS, "Hoàn thành")
    code, document = desk.collects()
    assert code == 3
    (conflict,) = document["conflicts"]
    assert (conflict["handed_out"], conflict["book"], conflict["sent"]) == ("Đang thực hiện", "Hoàn thành", "Tạm dừng")
    assert desk.holds("A.3", STATUS) == "Hoàn thành"
    sheet = openpyxl.load_workbook(desk.book)["Xung đột"]
    assert [sheet.cell(5, column).value for column in (2, 4, 5, 6, 7, 11)] == [
        "A.3", STATUS, "Hoàn thành", "Tạm dừng", "Đang thực hiện", "Thu sổ: a.xlsx",
    ]  # fmt: skip
    assert desk.collects()[0] == 3  # nobody has chosen


@pytest.mark.parametrize(
    ("word", "value", "expected"),
    [("Sổ văn phòng", None, "Hoàn thành"), ("Sổ kia", None, "Tạm dừng"), ("Giá trị khác", "Không phát sinh", "Không phát sinh")],
)
def test_a_choice_in_the_sheet_settles_it_for_good(desk: Desk, word: str, value: str | None, expected: str) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", STATUS, "Tạm dừng"))
    desk.office_types("A.3", STATUS, "Hoàn thành")
    desk.collects()
    chooses(desk, 5, word, value)
    code, document = desk.collects()
    assert (code, len(document["settled"]), document["conflicts"]) == (0, 1, [])
    assert desk.holds("A.3", STATUS) == expected
    assert "Xung đột" not in desk.sheets()
    before = desk.book.read_bytes()
    assert (desk.collects()[0], desk.book.read_bytes()) == (0, before)


def test_where_two_files_of_one_official_differ_both_are_named(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "một"), ("A.2", EVIDENCE, "06/KH-UBND"))
    desk.sends("b.xlsx", ("A.3", RESULT, "hai"), ("A.4", STATUS, "Tạm dừng"))
    code, document = desk.collects()
    assert code == 3
    assert taken(document) == {"a.xlsx": (1, 1, 0), "b.xlsx": (1, 1, 0)}
    assert {(conflict["sent"], conflict["files"]) for conflict in document["conflicts"]} == {("một", "a.xlsx"), ("hai", "b.xlsx")}
    assert desk.holds("A.3", RESULT) == "Đã niêm yết 80 thủ tục"
    assert (desk.holds("A.2", EVIDENCE), desk.holds("A.4", STATUS)) == ("06/KH-UBND", "Tạm dừng")
    again = desk.collects()[1]
    assert (again["changes"], len(again["conflicts"])) == ([], 2)
    chooses(desk, 6, "Sổ kia")
    code, document = desk.collects()
    assert (code, desk.holds("A.3", RESULT)) == (0, "hai")
    assert desk.collects()[1]["changes"] == []


def test_two_files_that_say_the_same_are_no_conflict(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "một"))
    desk.sends("a - Copy.xlsx", ("A.3", RESULT, "một"))
    code, document = desk.collects()
    assert (code, len(document["changes"])) == (0, 1)


def test_choices_that_contradict_each_other_settle_nothing(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "một"))
    desk.sends("b.xlsx", ("A.3", RESULT, "hai"))
    desk.collects()
    chooses(desk, 5, "Sổ kia")
    chooses(desk, 6, "Sổ kia")
    assert desk.collects()[0] == 3
    assert desk.holds("A.3", RESULT) == "Đã niêm yết 80 thủ tục"


def test_a_later_file_goes_on_from_the_one_before(desk: Desk) -> None:
    desk.hands_out()
    first = desk.sends("a.xlsx", ("A.3", RESULT, "một"))
    desk.collects()
    desk.sends("b.xlsx", ("A.3", RESULT, "một và hai"), of=first)
    code, document = desk.collects()
    assert (code, [new for _, _, new in changes(document)]) == (0, ["một và hai"])
    assert desk.collects()[1]["changes"] == []


def test_a_correction_back_to_what_went_out_is_asked_about(desk: Desk) -> None:
    desk.hands_out()
    first = desk.sends("a.xlsx", ("A.3", STATUS, "Hoàn thành"), ("A.3", RESULT, "xong"))
    desk.collects()
    desk.sends("b.xlsx", ("A.3", STATUS, "Đang thực hiện"), of=first)
    code, document = desk.collects()
    assert (code, [conflict["sent"] for conflict in document["conflicts"]]) == (3, ["Đang thực hiện"])
    chooses(desk, 5, "Sổ kia")
    assert desk.collects()[0] == 0
    assert (desk.holds("A.3", STATUS), desk.holds("A.3", RESULT)) == ("Đang thực hiện", "xong")
    assert desk.collects()[1]["changes"] == []


def test_an_office_row_that_was_deleted_meanwhile(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "mới"))
    with edited(desk.book) as book:
        book[OFFICE].delete_rows(6)
    code, document = desk.collects()
    assert (code, [conflict["sent"] for conflict in document["conflicts"]]) == (3, ["mới"])


def test_hand_outs_of_two_officials_at_once(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "vp"))
    desk.sends("b.xlsx", ("A.5", RESULT, "tp"), ("A.4", RESULT, "phối hợp"), tab=JUSTICE)
    assert desk.collects()[0] == 0
    assert desk.holds("A.3", RESULT) == "vp"
    assert (desk.holds("A.5", RESULT, JUSTICE), desk.holds("A.4", RESULT, JUSTICE)) == ("tp", "phối hợp")
    assert desk.holds("A.4", RESULT) == "Đã lập danh sách 12 người"


def test_somebody_else_holds_the_office_in_between(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "người cũ"))
    officials = desk.config / "officials.toml"
    text = officials.read_text(encoding="utf-8").replace('tab = "Văn phòng"\n', 'tab = "Văn phòng"\nperson = "Bà Mới"\n')
    officials.write_text(text, encoding="utf-8")
    assert desk.collects()[0] == 0
    assert desk.holds("A.3", RESULT) == "người cũ"


def test_a_sync_leaves_the_conflicts_of_a_collect(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", STATUS, "Tạm dừng"))
    desk.office_types("A.3", STATUS, "Hoàn thành")
    desk.collects()
    other = desk.folder / "kia.xlsx"
    other.write_bytes(desk.book.read_bytes())
    fill_in(other, OFFICE, ("A.4", RESULT, "bên kia"))
    desk.office_types("A.4", RESULT, "bên này")
    assert desk.answers("sync", desk.book, other)[0] == 3
    sheet = openpyxl.load_workbook(desk.book)["Xung đột"]
    assert {sheet.cell(row, 11).value for row in (5, 6)} == {"Đồng bộ: kia.xlsx", "Thu sổ: a.xlsx"}
    row = next(row for row in (5, 6) if sheet.cell(row, 11).value == "Thu sổ: a.xlsx")
    chooses(desk, row, "Sổ kia")
    assert desk.collects()[0] == 0
    assert desk.holds("A.3", STATUS) == "Tạm dừng"
    assert openpyxl.load_workbook(desk.book)["Xung đột"].cell(5, 11).value == "Đồng bộ: kia.xlsx"


def test_a_collect_that_was_cut_short_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from sheetsync.adapters.hand_out_records import HandOutFiles  # noqa: PLC0415
    from sheetsync.errors import ConfigUnwritable  # noqa: PLC0415

    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "mới"))

    def cut(*_: object) -> None:
        raise ConfigUnwritable("ổ đĩa đầy", "xóa bớt")

    with monkeypatch.context() as patched:
        patched.setattr(HandOutFiles, "save", cut)
        assert desk.collects()[0] == 4
    assert desk.holds("A.3", RESULT) == "mới"
    assert desk.collects()[1]["changes"] == []
    desk.office_types("A.3", RESULT, "văn phòng")
    assert (desk.collects()[0], desk.holds("A.3", RESULT)) == (0, "văn phòng")


def test_what_people_read(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", STATUS, "Tạm dừng"), ("A.3", RESULT, "mới"))
    desk.office_types("A.3", STATUS, "Hoàn thành")
    code, out, _ = desk.says("collect", desk.inbox, "--into", desk.book)
    assert code == 3
    assert "Sheet «Văn phòng», ô H6 (Kết quả trong kỳ): «Đã niêm yết 80 thủ tục» → «mới»" in out
    assert "ô F6 (Trạng thái): sổ ghi «Hoàn thành», tệp «a.xlsx» ghi «Tạm dừng»; lúc phát «Đang thực hiện»" in out
    assert "a.xlsx Văn phòng 1 1 0" in out


def test_an_empty_folder(desk: Desk) -> None:
    assert desk.says("collect", desk.inbox, "--into", desk.book)[1] == "Thư mục không có tệp Excel nào để thu."
    assert desk.answers("collect", desk.folder / "khong-co", "--into", desk.book)[0] == 2


def chooses(desk: Desk, row: int, word: str, value: str | None = None) -> None:
    with edited(desk.book) as book:
        book["Xung đột"].cell(row, 8).value = word
        if value is not None:
            book["Xung đột"].cell(row, 9).value = value


def test_what_was_taken_stands_in_the_history(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("a.xlsx", ("A.3", RESULT, "mới"))
    desk.collects()
    code, out, _ = desk.runs("history", desk.book, "A.3", "--config", desk.config)
    assert code == 0
    assert "mới" in out


def test_only_the_files_of_the_tabs_asked_for_are_taken(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("vp.xlsx", ("A.4", STATUS, "Đang thực hiện"))
    desk.sends("tp.xlsx", ("A.1", RESULT, "Đã rà soát 15 văn bản"), tab=JUSTICE)
    code, document = desk.collects("--tab", JUSTICE)
    assert code == 0
    assert ([file["file"] for file in document["files"]], document["apart"]) == (["tp.xlsx"], ["vp.xlsx"])
    assert (desk.holds("A.1", RESULT, JUSTICE), desk.holds("A.4", STATUS)) == ("Đã rà soát 15 văn bản", "Đang làm")
    _, said, _ = desk.says("collect", desk.inbox, "--into", desk.book, "--tab", "TP", "--dry-run")
    assert "Không xét 1 tệp của các tab khác: «vp.xlsx»." in said
    assert len(desk.collects("--tab", "VP", "--tab", "TP")[1]["changes"]) == 1
    assert desk.holds("A.4", STATUS) == "Đang thực hiện"


def test_conflicts_of_other_tabs_stay_listed_with_what_was_chosen(desk: Desk) -> None:
    desk.hands_out()
    for name, task, tab in (("vp.xlsx", "A.4", OFFICE), ("tp.xlsx", "A.1", JUSTICE)):
        desk.office_types(task, STATUS, "Tạm dừng", tab)
        desk.sends(name, (task, STATUS, "Hoàn thành"), tab=tab)
    desk.collects()
    with edited(desk.book) as book:
        for row in (5, 6):
            book["Xung đột"].cell(row, 8).value = "Sổ kia"
    code, document = desk.collects("--tab", JUSTICE)
    assert (code, len(document["settled"]), document["stale"], document["conflicts"]) == (0, 1, [], [])
    assert (desk.holds("A.1", STATUS, JUSTICE), desk.holds("A.4", STATUS)) == ("Hoàn thành", "Tạm dừng")
    assert "Xung đột" in desk.sheets()
    assert len(desk.collects()[1]["settled"]) == 1
    assert desk.holds("A.4", STATUS) == "Hoàn thành"


def test_a_review_is_of_all_tabs(desk: Desk) -> None:
    desk.hands_out()
    desk.sends("vp.xlsx", ("A.4", STATUS, "Đang thực hiện"))
    code, document = desk.collects("--tab", JUSTICE, "--review")
    assert (code, document["error"]["code"]) == (2, "usage")
    desk.collects("--review")
    assert desk.collects("--tab", OFFICE)[0] == 2
