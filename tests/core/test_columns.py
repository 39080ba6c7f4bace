"""Headings are found where people put them, in the words people use."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import Rectangle
from sheetsync.core.columns import Headings, KnownHeadings, find_headings, heading_key
from sheetsync.core.settings import Settings
from tests.tables import sheet


@pytest.fixture(scope="module")
def known(settings: Settings) -> KnownHeadings:
    return KnownHeadings(settings.columns)


def found(content: SheetContent, known: KnownHeadings, quarter: int | None = None) -> Headings:
    headings = find_headings(content, known, quarter)
    assert headings is not None
    return headings


def places(headings: Headings) -> dict[str, int]:
    return {key: column.column for key, column in headings.columns.items()}


def test_headings_below_titles_in_any_order_among_strange_columns(known: KnownHeadings) -> None:
    table = """
        | ỦY BAN NHÂN DÂN XÃ |            |               |           |      |
        | KẾ HOẠCH CCHC      |            |               |           |      |

        | Trạng thái         | Kinh phí   | Nhiệm vụ      | Mã NV     | STT  |
        | Hoàn thành         | 12         | Rà soát       | II.1.01   | 1    |
        """
    headings = found(sheet("VP UBND", table), known)
    assert (headings.first_row, headings.last_row) == (4, 4)
    assert places(headings) == {"status": 1, "task": 3, "task_id": 4, "number": 5}
    assert headings.columns["status"].heading == "Trạng thái"
    assert headings.missing == ()
    assert headings.duplicate == ()


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Tiến độ (%)", "progress"),
        ("tiến  độ", "progress"),
        ("TIẾN ĐỘ\\n(%, đến ngày 14/3)", "progress"),
        ("Thời hạn hoàn thành:", "due"),
        ("Thời gian thực hiện", "due"),
        ("Kết quả thực hiện", "result"),
        ("Số, ký hiệu văn bản/minh chứng", None),
        ("Số, ký hiệu văn bản / minh chứng", "evidence"),
        ("Khó khăn, vướng mắc", "difficulty"),
        ("Thơì hạn", "due"),
        ("Nhân sự", None),
    ],
)
def test_headings_are_compared_without_brackets_case_and_spaces(known: KnownHeadings, written: str, key: str | None) -> None:
    content = sheet("a", f"| Nhiệm vụ | Trạng thái | {written} |")
    assert {headed for headed, column in places(found(content, known)).items() if column == 3} == ({key} if key else set())


def test_two_rows_of_headings_with_merged_groups(known: KnownHeadings) -> None:
    table = """
        | TT | Mã NV | Nhiệm vụ | Thực hiện trong kỳ |                 |                  | Ghi chú |
        |    |       |          | Trạng thái         | Ngày hoàn thành | Kết quả trong kỳ |         |
        | 1  | II.01 | Rà soát  | Hoàn thành         | 2023-03-01      | xong             |         |
        """
    merged = (Rectangle(1, 4, 1, 6), Rectangle(1, 1, 2, 1), Rectangle(1, 2, 2, 2), Rectangle(1, 3, 2, 3), Rectangle(1, 7, 2, 7))
    headings = found(replace(sheet("a", table), merged=merged), known)
    assert (headings.first_row, headings.last_row) == (1, 2)
    assert places(headings) == {"number": 1, "task_id": 2, "task": 3, "status": 4, "completed_on": 5, "result": 6, "note": 7}


def test_two_rows_of_headings_without_any_merge(known: KnownHeadings) -> None:
    table = """
        | TT | Nhiệm vụ | Thời gian thực hiện |           | Kết quả    |         | Trạng thái |
        |    |          | Bắt đầu             | Kết thúc  | Quý I      | Quý II  |            |
        | 1  | Rà soát  | 2023-01-01          | 2023-02-28| xong       |         | Hoàn thành |
        """
    headings = found(sheet("a", table), known, quarter=1)
    assert headings.last_row == 2
    assert places(headings) == {"number": 1, "task": 2, "due": 4, "result": 5, "status": 7}
    assert headings.columns["due"].heading == "Thời gian thực hiện Kết thúc"
    assert headings.columns["result"].heading == "Kết quả Quý I"


def test_a_row_of_entries_is_never_taken_for_sub_headings(known: KnownHeadings) -> None:
    """`Chủ trì` and `Kết quả` are headings too, but here they are entries."""
    table = """
        | Mã NV | Nhiệm vụ | Vai trò | Trạng thái | Kết quả |
        | II.01 | Kết quả  | Chủ trì |            | Ghi chú |
        """
    headings = found(sheet("a", table), known)
    assert headings.last_row == 1
    assert headings.columns["role"].heading == "Vai trò"


def test_a_sub_heading_does_not_take_the_meaning_of_a_column_of_its_own(known: KnownHeadings) -> None:
    table = """
        | Nhiệm vụ | Trạng thái | Tình hình khác |         |
        |          |            | Nội dung       | Ghi chú |
        """
    headings = found(replace(sheet("a", table), merged=(Rectangle(1, 3, 1, 4),)), known)
    assert places(headings) == {"task": 1, "status": 2, "note": 4}
    assert headings.duplicate == ()


def test_headings_merged_over_two_rows_end_where_the_merge_ends(known: KnownHeadings) -> None:
    table = """
        | Mã NV | Nhiệm vụ | Trạng thái |
        |       |          |            |
        | II.01 | Rà soát  | Hoàn thành |
        """
    content = replace(sheet("a", table), merged=tuple(Rectangle(1, column, 2, column) for column in (1, 2, 3)))
    content = replace(content, rows=[content.rows[0], [], content.rows[-1]])
    assert found(content, known).last_row == 2


@pytest.mark.parametrize(
    ("quarter", "result", "before", "earlier"),
    [(1, 3, None, []), (2, 4, 3, [1]), (3, 5, 4, [1, 2]), (4, None, 5, [1, 2, 3]), (None, 4, 3, [1])],
)
def test_a_result_column_for_each_quarter(
    known: KnownHeadings, quarter: int | None, result: int | None, before: int | None, earlier: list[int]
) -> None:
    """Without a period the last quarter that holds anything counts."""
    table = """
        | Nhiệm vụ | Trạng thái     | Kết quả Quý I | Kết quả (Quí 2) | Kết quả thực hiện quý III/2023 |
        | Rà soát  | Đang thực hiện | đã làm        | đang làm        |                                |
        """
    headings = found(sheet("a", table), known, quarter)
    assert places(headings).get("result") == result
    assert places(headings).get("result_before") == before
    assert [number for number, _ in headings.earlier_results] == earlier


def test_a_missing_required_heading_comes_with_what_was_probably_meant(known: KnownHeadings) -> None:
    headings = found(sheet("a", "| Mã NV | Nhiệm vụ | Trang thai | Kết quả |"), known)
    assert [(problem.key, problem.heading, problem.row, problem.column, problem.suggestion) for problem in headings.missing] == [
        ("status", "Trạng thái", 1, 0, "Trang thai")
    ]


def test_a_missing_required_heading_without_anything_like_it(known: KnownHeadings) -> None:
    headings = found(sheet("a", "| Mã NV | Trạng thái | Kết quả | Kinh phí |"), known)
    assert [(problem.key, problem.suggestion) for problem in headings.missing] == [("task", "")]


def test_a_heading_that_stands_twice_is_the_first_and_the_second_is_told(known: KnownHeadings) -> None:
    headings = found(sheet("a", "| Nhiệm vụ | Trạng thái | Ghi chú | Trạng thái | Tình trạng |"), known)
    assert places(headings)["status"] == 2
    assert [(problem.key, problem.column, problem.heading) for problem in headings.duplicate] == [
        ("status", 4, "Trạng thái"),
        ("status", 5, "Tình trạng"),
    ]


def test_another_word_for_a_plan_column_beside_the_word_itself_is_a_column_of_their_own(known: KnownHeadings) -> None:
    headings = found(sheet("a", "| Nội dung | Nhiệm vụ | Trạng thái |"), known)
    assert places(headings) == {"task": 2, "status": 3}
    assert headings.duplicate == ()


def test_a_legend_above_the_table_is_not_the_table(known: KnownHeadings) -> None:
    table = """
        | Trạng thái     | Ghi chú         |         |            |            |          |
        | Chưa thực hiện | chưa bắt đầu    |         |            |            |          |

        | TT             | Nhiệm vụ        | Mã NV   | Trạng thái | Kết quả    | Ghi chú  |
        """
    assert found(sheet("a", table), known).last_row == 4


def test_headings_repeated_on_each_printed_page_count_once(known: KnownHeadings) -> None:
    table = """
        | TT | Nhiệm vụ | Trạng thái |
        | 1  | Rà soát  |            |
        | TT | Nhiệm vụ | Trạng thái |
        """
    content = sheet("a", table)
    headings = found(content, known)
    assert headings.last_row == 1
    assert headings.repeated_in(list(enumerate(content.rows[2], 1)))
    assert not headings.repeated_in(list(enumerate(content.rows[1], 1)))


@pytest.mark.parametrize("table", ["| Bộ phận | Số dòng | Hoàn thành |", "| Trạng thái |", "| KẾ HOẠCH NHIỆM VỤ NĂM 2023 |"])
def test_sheets_without_enough_known_headings_have_none(known: KnownHeadings, table: str) -> None:
    assert find_headings(sheet("a", table), known) is None


def test_an_empty_sheet_has_no_headings(known: KnownHeadings) -> None:
    assert find_headings(SheetContent("a", []), known) is None


def test_headings_in_decomposed_letters_are_the_same(known: KnownHeadings) -> None:
    import unicodedata  # noqa: PLC0415

    table = unicodedata.normalize("NFD", "| Nhiệm vụ | Trạng thái | Hạn hoàn thành |")
    assert places(found(sheet("a", table), known)) == {"task": 1, "status": 2, "due": 3}


def test_the_heading_key_leaves_out_what_stands_in_brackets() -> None:
    assert heading_key("  Tiến độ [ước tính] (%) : ") == heading_key("tiến độ")
    assert heading_key("Tiến độ") != heading_key("Tiền độ")


TYPED = st.lists(
    st.sampled_from(
        ["Nhiệm", " ", "vụ", "(", ")", "1", "đ", "Đ", "hoà", "hòa", "u\u0309y", "Quí", "\u200b", "\u0301", ":", "*", "A", "ơ"]
    ),
    max_size=6,
).map("".join)


@given(st.lists(TYPED, min_size=3, max_size=6), st.lists(st.none() | TYPED | st.text(max_size=5), min_size=3, max_size=6))
def test_a_row_repeats_the_headings_where_enough_of_its_keys_are_theirs(headings: list[str], row: list[str | None]) -> None:
    texts = {column: frozenset({heading_key(text)}) for column, text in enumerate(headings, 1) if heading_key(text)}
    cells = [(column, value) for column, value in enumerate(row, 1) if value is not None]
    different = sum(heading_key(value) not in texts.get(column, ()) for column, value in cells)
    wanted = different <= min((len(cells) - 1) // 2, len(cells) - 2)
    assert Headings(1, 1, {}, texts=texts).repeated_in(cells) == wanted
