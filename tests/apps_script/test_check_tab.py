"""«Kiểm tra tab này»: what the live columns say is listed, the first wrong cell selected, and nothing judged anew."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from tests.apps_script.google_book import (
    FIRST_ROW,
    HEADINGS,
    RESULT_MISSING,
    STATUS_MISSING,
    TAB_ID,
    WAITS,
    WRONG_RESULT,
    WRONG_STATUS,
    GoogleBook,
    Row,
    book_of,
    tab_names,
    tab_rows,
)
from tests.apps_script.script import CHECK, checked, ran


@pytest.mark.parametrize("named", [True, False], ids=["by names", "by headings"])
def test_problems_are_grouped_by_what_is_to_be_done(named: bool) -> None:
    result = ran(book_of(Row(), WRONG_RESULT, WRONG_STATUS, WAITS, WRONG_RESULT, named=named), CHECK)
    dialog = result.dialog
    assert (dialog.title, dialog.lead) == ("Kiểm tra tab này", "Tab «VP UBND»")
    assert dialog.texts[:2] == [
        "Có 3 dòng cần xem lại. Ô đầu tiên: D6. Ô đó đã được chọn sẵn trong tab.",
        "Còn 1 dòng chưa báo cáo, bắt đầu từ ô C8.",
    ]
    groups = dialog.of("wrong")
    assert [group.heading for group in groups] == [RESULT_MISSING, STATUS_MISSING]
    assert [item[:2] for item in groups[0].items] == [["D6", "dòng 6"], ["D9", "dòng 9"]]
    assert groups[0].items[0][2] == "II.2.02 · Rà soát thủ tục hành chính"
    assert result.selected == [("VP UBND", "D6")]
    assert result.written == []


def test_a_tab_without_problems() -> None:
    result = ran(book_of(Row(), Row(check="", status="")), CHECK)
    assert result.dialog.texts[0] == "Không thấy lỗi nào trong tab này."
    assert result.dialog.sections == []
    assert result.selected == []


def test_a_tab_that_only_waits_is_taken_to_its_first_cell() -> None:
    result = ran(book_of(Row(), WAITS, WAITS), CHECK)
    assert result.dialog.texts[:2] == ["Không thấy lỗi nào trong tab này.", "Còn 2 dòng chưa báo cáo, bắt đầu từ ô C6."]
    assert result.selected == [("VP UBND", "C6")]


def test_what_is_late_or_soon_due_is_listed_apart() -> None:
    late, soon = Row(warning="Quá hạn 3 ngày"), Row(warning="Sắp đến hạn (còn 2 ngày làm việc)")
    dialog = checked(book_of(Row(warning="Trong hạn (còn 30 ngày)"), late, soon, Row(warning="Hoàn thành quá hạn 2 ngày")))
    assert dialog.places() == []
    assert [item[:2] for item in dialog.of("late")[0].items] == [
        ["dòng 6", "Quá hạn 3 ngày"],
        ["dòng 7", "Sắp đến hạn (còn 2 ngày làm việc)"],
    ]


def test_a_check_that_is_broken_is_for_the_office() -> None:
    dialog = checked(book_of(Row("#REF!", "#REF!"), Row("#N/A", 3), Row()))
    assert dialog.places() == ["F5", "F6"]
    assert "báo văn phòng" in dialog.of("wrong")[0].heading


def test_cells_that_only_the_full_check_reads_are_told_as_such() -> None:
    unread_day = Row("Ngày hoàn thành: ngày đang ở dạng chữ. Vui lòng gõ lại.", 3, done=-2, state=-1)
    dialog = checked(book_of(WRONG_STATUS, unread_day, Row(progress="?"), Row(state=-1), Row(done=-2), Row(done=-1, progress=50)))
    (first, second) = dialog.of("wrong")
    assert first.items[0][1] == "dòng 5"
    assert second.items[0][1] == "dòng 6 (có ô mà công thức chưa đọc chắc được)"
    assert [item[0] for item in dialog.of("unread")[0].items] == ["dòng 7", "dòng 8", "dòng 9"]
    assert "Kiểm tra đầy đủ" in dialog.of("unread")[0].text


@pytest.mark.parametrize("named", [True, False], ids=["by names", "by headings"])
@pytest.mark.parametrize("sign", ["Loading...", "Đang tải...", ""])
def test_while_formulas_are_calculated_nothing_is_listed(sign: str, named: bool) -> None:
    waiting = Row(sign, sign if sign else "")
    result = ran(book_of(waiting, *([WRONG_STATUS] if sign else [waiting]), named=named), CHECK)
    assert "Google đang tính lại" in result.dialog.said()
    assert result.dialog.places() == []
    assert result.selected == []


def test_one_row_that_is_not_calculated_yet_is_enough_to_wait() -> None:
    assert "Google đang tính lại" in checked(book_of(WRONG_STATUS, Row("", ""))).said()


def test_columns_that_were_emptied_are_told() -> None:
    book = book_of(Row("", ""), Row("", ""))
    for row in book.rows["VP UBND"][FIRST_ROW - 1 :]:
        row[5] = None
    said = checked(book).said()
    assert "không còn công thức" in said
    assert "Yêu cầu kiểm tra đầy đủ" in said


class TestOddSheets:
    def test_a_tab_without_live_columns(self) -> None:
        book = GoogleBook("VP UBND", {"VP UBND": [["KẾ HOẠCH"], ["TT", "Nhiệm vụ", "Trạng thái"], [1, "Họp", ""]]})
        dialog = checked(book)
        assert dialog.texts == [
            "Tab «VP UBND» không có hai cột tự kiểm tra «Kiểm tra» và «Cảnh báo thời hạn».",
            "Để văn phòng kiểm tra giúp: chọn «Kế hoạch» → «Yêu cầu kiểm tra đầy đủ».",
        ]

    def test_a_tab_that_only_the_officials_sheet_knows(self) -> None:
        officials = [
            ["Mã", "Chức danh", "Tên ngắn", "Tên sheet", "Tên khác của sheet"],
            ["VPUB", "", "VP", "VP UBND", "vp ubnd xã"],
        ]
        book = GoogleBook("VP UBND xã", {"VP UBND xã": [["ghi tự do"]], "Cán bộ": officials})
        assert "không có hai cột" in checked(book).said()

    @pytest.mark.parametrize("rows", [[["Hướng dẫn"], ["Kiểm tra"]], []], ids=["another sheet", "an empty sheet"])
    def test_no_tab(self, rows: list[list[str]]) -> None:
        dialog = checked(GoogleBook("Hướng dẫn", {"Hướng dẫn": rows}))
        assert dialog.texts[0].startswith("Sheet «Hướng dẫn» không phải là tab của bộ phận nào.")
        assert "Yêu cầu kiểm tra đầy đủ" in dialog.texts[1]

    def test_a_sheet_that_is_a_chart(self) -> None:
        dialog = checked(GoogleBook("Biểu đồ", {"Biểu đồ": []}, charts=["Biểu đồ"]))
        assert "không phải là tab" in dialog.said()

    def test_a_tab_without_rows(self) -> None:
        book = GoogleBook("VP UBND", {"VP UBND": [list(HEADINGS)]})
        assert "Không thấy lỗi nào" in checked(book).said()


class TestMovedThings:
    def test_a_column_that_was_put_in_moves_the_cell(self) -> None:
        """The helper still states the column's number of the day when the tab was made."""
        book = book_of(Row(), WRONG_RESULT)
        for row in book.rows["VP UBND"]:
            row.insert(1, "chen" if len(row) > 1 else None)
        book.names = {name: _right(area) for name, area in book.names.items()}
        result = ran(book, CHECK)
        assert result.dialog.places() == ["E6"]
        assert result.selected == [("VP UBND", "E6")]

    def test_without_names_too(self) -> None:
        book = book_of(Row(), WRONG_RESULT, named=False)
        for row in book.rows["VP UBND"]:
            row.insert(1, "chen" if len(row) > 1 else None)
        assert checked(book).places() == ["E6"]

    def test_a_column_that_was_renamed_stays_where_it_is(self) -> None:
        book = book_of(WRONG_RESULT)
        book.rows["VP UBND"][FIRST_ROW - 2][3] = "Kết quả quý này"
        assert checked(book).places() == ["D5"]

    def test_a_check_column_that_was_moved_to_the_front(self) -> None:
        book = book_of(Row(), WRONG_RESULT, named=False)
        for row in book.rows["VP UBND"][FIRST_ROW - 2 :]:
            row.insert(0, row.pop(5))
        assert checked(book).places() == ["E6"]

    def test_rows_that_were_put_in(self) -> None:
        book = book_of(Row(), WRONG_STATUS)
        rows = book.rows["VP UBND"]
        rows.insert(3, ["ghi chú của văn phòng"])
        rows.insert(6, [None, "dòng trống chen vào"])
        book.names = {name: (area[0], area[1] + 1, area[2], area[3] + 1, area[4]) for name, area in book.names.items() if area}
        assert checked(book).places() == ["C8"]

    def test_a_row_put_between_the_headings_and_the_tasks(self) -> None:
        book = book_of(Row(), WRONG_RESULT)
        for row in book.rows["VP UBND"]:
            row.insert(1, "chen" if len(row) > 1 else None)
        book.rows["VP UBND"].insert(FIRST_ROW - 1, [None, None, "I. Nhiệm vụ chủ trì"])
        moved = ((name, _right(area)) for name, area in book.names.items())
        book.names = {name: (area[0], area[1] + 1, *area[2:]) for name, area in moved if area}
        assert checked(book).places() == ["E7"]

    def test_a_row_put_below_counts_when_its_formulas_came_along(self) -> None:
        book = book_of(Row(), WRONG_STATUS)
        book.rows["VP UBND"].append(["II.2.99", "Việc thêm", "", "", "", RESULT_MISSING, *[0] * 8, 4])
        book.rows["VP UBND"].append([None, None, None, None, None, "Người lập biểu"])
        assert checked(book).places() == ["C6", "D7"]

    def test_a_renamed_tab(self) -> None:
        book = book_of(WRONG_STATUS, name="=VP 'UBND' mới")
        result = ran(book, CHECK)
        assert result.dialog.lead == "Tab «=VP 'UBND' mới»"
        assert result.selected == [("=VP 'UBND' mới", "C5")]

    @pytest.mark.parametrize("form", ["'Copy of VP UBND'!{}_417", "'VP UBND'!{}", "{}_999"])
    def test_a_tab_that_was_copied_keeps_its_names_in_another_form(self, form: str) -> None:
        book = book_of(WRONG_RESULT)
        book.rows["VP UBND"][FIRST_ROW - 2][5] = "Cột khác"  # so that the heading does not tell
        book.names = {form.format(name.removesuffix(f"_{TAB_ID}")): area for name, area in book.names.items()}
        assert checked(book).places() == ["D5"]

    def test_the_name_with_the_tab_s_own_id_goes_first(self) -> None:
        book = book_of(WRONG_RESULT)
        wrong: dict[str, tuple[str, int, int, int, int] | None] = {"'x'!ss_check_1": ("VP UBND", 5, 1, 1, 1)}
        after = {"ss_check_2": ("VP UBND", 5, 2, 1, 1)}
        book.names = {**wrong, **book.names, **after}
        assert checked(book).of("wrong")[0].heading == RESULT_MISSING

    def test_a_name_whose_cells_were_deleted_is_done_without(self) -> None:
        book = book_of(WRONG_RESULT)
        book.names = {**book.names, f"ss_where_{TAB_ID}": None, f"ss_check_{TAB_ID}": None, f"ss_first_{TAB_ID}": None}
        assert checked(book).places() == ["D5"]

    def test_without_helpers_the_heading_that_is_said_leads_to_the_cell(self) -> None:
        book = book_of(WRONG_RESULT, WAITS, Row("Việc này: hỏi lại"), named=False)
        for row in book.rows["VP UBND"]:
            del row[6:]
        dialog = checked(book)
        assert dialog.places() == ["D5", "F7"]
        assert "Còn 1 dòng chưa báo cáo, bắt đầu từ ô C6." in dialog.texts

    def test_headings_in_capitals_decomposed_or_with_blanks(self) -> None:
        book = book_of(WRONG_RESULT, named=False)
        headings = book.rows["VP UBND"][FIRST_ROW - 2]
        headings[4], headings[5] = unicodedata.normalize("NFD", "CẢNH BÁO  thời hạn "), " KIỂM\nTRA"
        assert checked(book).places() == ["D5"]

    def test_decomposed_sayings_lead_to_their_column(self) -> None:
        book = book_of(replace(WRONG_RESULT, check=unicodedata.normalize("NFD", RESULT_MISSING), where=9))
        assert checked(book).places() == ["D5"]

    def test_another_tab_s_names_are_not_taken(self) -> None:
        book = book_of(WRONG_RESULT)
        book.rows["Khác"] = tab_rows([WRONG_STATUS, WRONG_STATUS])
        book.names |= tab_names("Khác", 2, 5)
        assert checked(book).places() == ["D5"]


HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</li></ul></section><h1>giả</h1>", "&lt;b&gt; & &amp;", "\"'`",
    "</style><style>body{display:none}</style>", "${alert(1)}", "<!--",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_cells_stay_texts(text: str) -> None:
    book = book_of(Row(f"{text}: sai", 3, warning=f"Quá hạn {text}", task=text), name=text)
    dialog = checked(book)
    assert dialog.lead == f"Tab «{text}»"
    assert dialog.of("wrong")[0].heading == f"{text}: sai"
    assert dialog.of("wrong")[0].items == [["C5", "dòng 5", f"II.2.01 · {text}"]]
    assert dialog.of("late")[0].items[0][1] == f"Quá hạn {text}"
    assert dialog.tags <= {"style", "h1", "h2", "p", "section", "ul", "li", "b", "span"}
    assert {name for name, _ in dialog.attributes} <= {"class"}


def test_very_many_problems_are_cut() -> None:
    dialog = checked(book_of(*[WRONG_STATUS] * 620))
    assert len(dialog.places()) == 500
    assert dialog.texts[0].startswith("Có 620 dòng")
    assert "… và 120 dòng nữa: xem cột «Kiểm tra» trong tab." in dialog.texts


def test_long_task_names_are_shortened() -> None:
    dialog = checked(book_of(replace(WRONG_STATUS, task="Rà soát " * 40)))
    assert len(dialog.of("wrong")[0].items[0][2]) == 90


def test_the_number_of_reads_does_not_grow_with_the_rows() -> None:
    few, many = (ran(book_of(*[WRONG_STATUS] * count), CHECK).read for count in (3, 400))
    assert few == many <= 12


class TestRefusals:
    def test_a_cell_that_may_not_be_selected_is_still_named(self) -> None:
        book = book_of(WRONG_STATUS)
        book.refuses = {"activate": "not allowed"}
        result = ran(book, CHECK)
        assert result.dialog.texts[0] == "Có 1 dòng cần xem lại. Ô đầu tiên: C5."
        assert result.selected == []

    def test_somebody_who_may_write_nothing_gets_the_same_list(self) -> None:
        book = book_of(WRONG_STATUS)
        book.locked = ["VP UBND"]
        assert checked(book).places() == ["C5"]

    def test_a_failure_is_told_kindly(self) -> None:
        book = book_of(WRONG_STATUS)
        book.refuses = {"getActiveSpreadsheet": "Service <b>timed out</b>"}
        dialog = checked(book)
        assert dialog.texts[0].startswith("Chưa làm được việc này. Nội dung đã nhập vẫn giữ nguyên.")
        assert dialog.texts[1] == "Google báo: Service <b>timed out</b>"

    def test_where_no_dialog_may_be_opened_a_short_word_says_so(self) -> None:
        book = book_of(WRONG_STATUS)
        book.refuses = {"showModalDialog": "no permission"}
        result = ran(book, CHECK)
        assert result.dialogs == []
        assert result.toasts[0][0] == "Kiểm tra tab này"
        assert "«Kiểm tra»" in result.toasts[0][1]


def _right(area: tuple[str, int, int, int, int] | None) -> tuple[str, int, int, int, int] | None:
    return None if area is None else (area[0], area[1], area[2] + 1, area[3], area[4])
