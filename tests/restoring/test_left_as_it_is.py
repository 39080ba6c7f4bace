"""What stays as it is when a tab is brought back, and how it is told: nothing is lost, nothing is guessed."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import Any

import pytest

from sheetsync.console.restore_text import restore_document, restore_text
from sheetsync.core.restoring.restoration import WhyLeft
from sheetsync.usecases.restore import RestoreResult
from tests.restoring.restoring_office import JUSTICE, OFFICE, RestoringOffice, assert_restored


def left(result: RestoreResult) -> list[tuple[WhyLeft, str, str, object, object]]:
    return [(each.why, each.key.task, each.where.a1, each.now, each.then) for each in result.restoration.left]


def said(result: RestoreResult) -> str:
    return " ".join(restore_text(result).split())


def test_a_formula_is_left_and_told_and_the_other_cells_come_back(office: RestoringOffice) -> None:
    at = office.remembers()
    office.changes(lambda book: book[OFFICE].__setitem__("H6", '="Đã niêm yết "&95'))
    office.types(OFFICE, "H7", "khác")
    result = office.restores(at)
    assert_restored(result, "| A.4 | H7 | khác | Đã lập danh sách 12 người |")
    assert left(result) == [(WhyLeft.FORMULA, "A.3", "H6", None, "Đã niêm yết 80 thủ tục")]
    assert office.holds("H6") == '="Đã niêm yết "&95'
    told = (
        "Giữ nguyên vì chưa khôi phục được (1): • A.3, sheet «Văn phòng», ô H6, cột «Kết quả trong kỳ»: ô đang chứa công thức; "
        "lúc ấy «Đã niêm yết 80 thủ tục», nay trống"
    )
    assert told in said(result)


def test_a_part_of_a_merged_block_is_left_and_told(office: RestoringOffice) -> None:
    at = office.remembers()
    office.changes(lambda book: book[OFFICE].merge_cells("H5:H6"))
    office.types(OFFICE, "H7", None)
    result = office.restores(at)
    assert_restored(result, "| A.4 | H7 |  | Đã lập danh sách 12 người |")
    assert left(result) == [(WhyLeft.MERGED, "A.3", "H6", None, "Đã niêm yết 80 thủ tục")]


def test_entries_of_a_column_that_is_gone_are_told(office: RestoringOffice) -> None:
    at = office.remembers()
    office.changes(lambda book: book[OFFICE].delete_cols(9))
    office.types(OFFICE, "H7", None)
    result = office.restores(at)
    assert_restored(result, "| A.4 | H7 |  | Đã lập danh sách 12 người |")
    assert left(result) == [(WhyLeft.NO_COLUMN, "A.2", "C5", None, "05/KH-UBND")]
    assert "A.2, sheet «Văn phòng», ô C5, cột «Số, ký hiệu văn bản / minh chứng»: sheet không còn cột này" in said(result)


def test_a_row_that_was_not_there_yet_stays(office: RestoringOffice) -> None:
    at = office.remembers()

    def add(book: Any) -> None:
        for column, value in ((2, "A.9"), (3, "Việc mới giao"), (6, "Đang thực hiện"), (8, "Đã họp")):
            book[OFFICE].cell(8, column, value)

    office.changes(add)
    before = office.path.read_bytes()
    result = office.restores(at)
    assert [(each.key.task, each.task, each.where.a1) for each in result.restoration.new] == [("A.9", "Việc mới giao", "C8")]
    assert office.path.read_bytes() == before
    assert "Dòng lúc ấy chưa có, giữ nguyên (1): • A.9 Việc mới giao: sheet «Văn phòng», ô C8" in said(result)


def test_a_row_that_is_gone_is_told_with_its_entries(office: RestoringOffice) -> None:
    at = office.remembers()
    office.changes(lambda book: book[OFFICE].delete_rows(6))
    office.types(OFFICE, "H5", None)
    result = office.restores(at)
    assert_restored(result, "| A.2 | H5 |  | Đã ban hành kế hoạch và gửi các bộ phận |")
    (lost,) = result.restoration.lost
    assert (lost.key.task, lost.task) == ("A.3", "Niêm yết thủ tục hành chính")
    assert lost.entries == {
        "status": "Đang thực hiện",
        "result": "Đã niêm yết 80 thủ tục",
        "difficulty": "Chờ bảng niêm yết mới của huyện",
    }
    told = (
        "Dòng lúc ấy có, nay không còn; cần thì thêm dòng và ghi lại (1): • A.3 Niêm yết thủ tục hành chính: "
        "Trạng thái «Đang thực hiện»; Kết quả trong kỳ «Đã niêm yết 80 thủ tục»"
    )
    assert told in said(result)
    document: Any = restore_document(result)
    assert document["lost_rows"][0]["entries"]["result"] == "Đã niêm yết 80 thủ tục"


def test_a_row_that_another_official_has_now_is_told_with_its_sheet(office: RestoringOffice) -> None:
    at = office.remembers()

    def hand_over(book: Any) -> None:
        row = [cell.value for cell in book[OFFICE][6]]
        book[OFFICE].delete_rows(6)
        for column, value in enumerate(row, 1):
            book[JUSTICE].cell(9, column, value)

    office.changes(hand_over)
    result = office.restores(at)
    assert [(each.key.task, each.moved_to) for each in result.restoration.lost] == [("A.3", JUSTICE)]
    assert "(nay ở sheet «Tư pháp»)" in said(result)
    assert [each.key.task for each in office.restores(at, tab=JUSTICE).restoration.new] == ["A.3"]


def test_of_two_rows_of_one_task_none_is_written(office: RestoringOffice) -> None:
    at = office.remembers()

    def copy_row(book: Any) -> None:
        for cell in book[OFFICE][6]:
            book[OFFICE].cell(8, cell.column, cell.value)
        book[OFFICE]["H6"], book[OFFICE]["H8"] = "một", "hai"

    office.changes(copy_row)
    before = office.path.read_bytes()
    result = office.restores(at)
    assert [(each.key.task, [where.a1 for where in each.places]) for each in result.restoration.lost] == [("A.3", ["C6", "C8"])]
    assert office.path.read_bytes() == before
    assert "nay đứng ở nhiều dòng nên chưa biết dòng nào: «Văn phòng» C6, «Văn phòng» C8" in said(result)


def by_quarter(book: Any) -> None:
    """The result of each quarter in a column of its own."""
    for sheet in (book[OFFICE], book[JUSTICE]):
        sheet["H4"], sheet["K4"] = "Kết quả Quý I", "Kết quả Quý II"


def test_a_quarter_s_own_column_comes_back_when_it_is_asked_for(office: RestoringOffice) -> None:
    office.changes(by_quarter)
    at = office.remembers("2023-Q1")
    office.types(OFFICE, "H6", "khác")
    office.types(OFFICE, "K6", "việc quý II")
    office.types(OFFICE, "F6", "Hoàn thành")
    second = office.restores(at, period="2023-Q2", dry_run=True)
    assert_restored(second, "| A.3 | F6 | Hoàn thành | Đang thực hiện |")
    assert left(second) == [(WhyLeft.NOT_SEEN, "A.3", "K6", "việc quý II", None)]
    assert "thì thêm --period 2023-Q1" in said(second)
    assert_restored(
        office.restores(at),
        """
        | A.3 | F6 | Hoàn thành | Đang thực hiện         |
        | A.3 | H6 | khác       | Đã niêm yết 80 thủ tục |
        """,
    )
    assert office.holds("K6") == "việc quý II"


def test_a_common_column_that_took_the_place_of_the_quarters_own_is_not_emptied(office: RestoringOffice) -> None:
    office.changes(by_quarter)
    at = office.remembers()

    def in_common(book: Any) -> None:
        for sheet in (book[OFFICE], book[JUSTICE]):
            sheet["H4"], sheet["K4"] = "Kết quả trong kỳ", None

    office.changes(in_common)
    result = office.restores(at)
    assert result.restoration.changes == ()
    assert {(why, cell) for why, _, cell, _, _ in left(result)} == {(WhyLeft.NOT_SEEN, cell) for cell in ("H5", "H6", "H7")}


def test_a_cell_of_which_nothing_was_known_is_not_emptied(office: RestoringOffice) -> None:
    """A formula that no program had calculated stood there at the moment, not nothing."""
    office.changes(lambda book: book[OFFICE].__setitem__("J7", "=NOSUCH()"))
    at = office.remembers()
    office.types(OFFICE, "H7", "khác")
    office.changes(lambda book: book[OFFICE].__setitem__("J7", "Thiếu máy chiếu"))
    office.remembers()
    result = office.restores(at)
    assert_restored(result, "| A.4 | H7 | khác | Đã lập danh sách 12 người |")
    assert left(result) == [(WhyLeft.NOT_SEEN, "A.4", "J7", "Thiếu máy chiếu", None)]
    assert office.holds("J7") == "Thiếu máy chiếu"
    told = (
        "• A.4, sheet «Văn phòng», ô J7, cột «Khó khăn, vướng mắc, nguyên nhân»: lịch sử không biết lúc ấy ô ghi gì, nay "
        "«Thiếu máy chiếu»"
    )
    assert told in said(result)


def test_a_cell_that_was_blank_before_it_could_not_be_read_is_not_emptied_either(office: RestoringOffice) -> None:
    blank = office.remembers()
    office.changes(lambda book: book[OFFICE].__setitem__("J7", "=NOSUCH()"))
    at = office.remembers()
    office.changes(lambda book: book[OFFICE].__setitem__("J7", "Thiếu máy chiếu"))
    assert left(office.restores(at)) == [(WhyLeft.NOT_SEEN, "A.4", "J7", "Thiếu máy chiếu", None)]
    office.remembers()
    assert_restored(office.restores(blank), "| A.4 | J7 | Thiếu máy chiếu | |")


def test_a_cell_that_can_be_read_again_counts_as_blank_from_then_on(office: RestoringOffice) -> None:
    """The rows read the last time were those of the first: what was seen in between must not pass for seen now."""
    without = office.path.read_bytes()
    office.remembers()
    office.changes(lambda book: book[OFFICE].__setitem__("J7", "=NOSUCH()"))
    office.remembers()
    office.path.write_bytes(without)
    at = office.remembers()
    office.types(OFFICE, "J7", "Thiếu máy chiếu")
    assert_restored(office.restores(at), "| A.4 | J7 | Thiếu máy chiếu | |")


def test_a_column_that_was_added_since_is_not_emptied(office: RestoringOffice) -> None:
    office.changes(lambda book: book[OFFICE].delete_cols(10))
    at = office.remembers()

    def add(book: Any) -> None:
        book[OFFICE]["J4"], book[OFFICE]["J5"] = "Khó khăn, vướng mắc, nguyên nhân", "Thiếu giấy"

    office.changes(add)
    office.types(OFFICE, "H7", None)
    result = office.restores(at)
    assert_restored(result, "| A.4 | H7 | | Đã lập danh sách 12 người |")
    assert left(result) == [(WhyLeft.NOT_SEEN, "A.2", "J5", "Thiếu giấy", None)]
    assert office.holds("J5") == "Thiếu giấy"


def test_the_cells_of_a_row_that_stood_twice_are_not_emptied(office: RestoringOffice) -> None:
    office.remembers()

    def copy_row(book: Any) -> None:
        for cell in book[OFFICE][7]:
            book[OFFICE].cell(8, cell.column, cell.value)

    office.changes(copy_row)
    at = office.remembers()
    office.changes(lambda book: book[OFFICE].delete_rows(8))
    office.types(OFFICE, "J7", "Thiếu máy chiếu")
    assert left(office.restores(at)) == [(WhyLeft.NOT_SEEN, "A.4", "J7", "Thiếu máy chiếu", None)]


def without_sights(office: RestoringOffice) -> None:
    """The file as earlier programs wrote it."""
    with contextlib.closing(sqlite3.connect(office.database)) as connection:
        connection.execute("DROP TABLE sights")


def test_of_a_moment_that_an_earlier_program_remembered_only_a_cell_seen_cleared_is_emptied(office: RestoringOffice) -> None:
    office.types(OFFICE, "J7", "Thiếu máy chiếu")
    office.remembers()
    office.types(OFFICE, "J7", None)
    at = office.remembers()
    without_sights(office)
    office.types(OFFICE, "J7", "Thiếu loa")
    office.types(OFFICE, "J5", "Thiếu giấy")
    result = office.restores(at)
    assert_restored(result, "| A.4 | J7 | Thiếu loa | |")
    assert left(result) == [(WhyLeft.NOT_SEEN, "A.2", "J5", "Thiếu giấy", None)]


def test_what_an_earlier_program_remembered_is_looked_at_once_more(office: RestoringOffice) -> None:
    office.remembers()
    without_sights(office)
    at = office.remembers()
    office.types(OFFICE, "J7", "Thiếu loa")
    assert_restored(office.restores(at), "| A.4 | J7 | Thiếu loa | |")


def test_a_quarter_s_own_column_stays_seen_while_the_book_is_read_for_another_quarter(office: RestoringOffice) -> None:
    office.changes(by_quarter)
    office.types(OFFICE, "H6", None)
    office.remembers("2023-Q1")
    at = office.remembers("2023-Q2")
    office.types(OFFICE, "H6", "khác")
    assert_restored(office.restores(at), "| A.3 | H6 | khác | |")


@pytest.mark.parametrize("typed", ["Đã niêm yết 80 thủ tục ", "Đã niêm yết 80 thủ tục\n"])
def test_what_says_the_same_is_not_written_again(office: RestoringOffice, typed: str) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", typed)
    assert office.restores(at).restoration.changes == ()
