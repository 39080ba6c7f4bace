"""A tab brought back to a moment: the entries of that moment, as a new edit, and nothing else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sheetsync.core.restoring.refusals import exact_moment_text
from sheetsync.wiring import undo
from tests.history.small_history import assert_told
from tests.restoring.restoring_office import JUSTICE, OFFICE, RestoringOffice, assert_restored


def test_entries_come_back_and_history_knows_both(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", "Đã niêm yết 95 thủ tục")
    office.types(OFFICE, "G5", None)
    office.types(OFFICE, "J7", "Thiếu máy chiếu")
    result = office.restores(at)
    assert_restored(
        result,
        """
        | A.2 | G5 |                        | 20/2/2023              |
        | A.3 | H6 | Đã niêm yết 95 thủ tục | Đã niêm yết 80 thủ tục |
        | A.4 | J7 | Thiếu máy chiếu        |                        |
        """,
    )
    assert office.holds("H6") == "Đã niêm yết 80 thủ tục"
    assert office.holds("G5") == datetime(2023, 2, 20)  # noqa: DTZ001 - cells have no time zone
    assert office.holds("J7") is None
    assert_told(
        office.told()[-6:],
        """
        | 10/3/2023 | before-restore | A.2 | Ngày hoàn thành                   | 20/2/2023              |                        |
        | 10/3/2023 | before-restore | A.3 | Kết quả trong kỳ                  | Đã niêm yết 80 thủ tục | Đã niêm yết 95 thủ tục |
        | 10/3/2023 | before-restore | A.4 | Khó khăn, vướng mắc, nguyên nhân  |                        | Thiếu máy chiếu        |
        | 10/3/2023 | restore        | A.2 | Ngày hoàn thành                   |                        | 20/2/2023              |
        | 10/3/2023 | restore        | A.3 | Kết quả trong kỳ                  | Đã niêm yết 95 thủ tục | Đã niêm yết 80 thủ tục |
        | 10/3/2023 | restore        | A.4 | Khó khăn, vướng mắc, nguyên nhân  | Thiếu máy chiếu        |                        |
        """,
    )
    before = office.told()
    office.remembers()
    assert office.told() == before


def test_a_restore_is_taken_back_by_another_one(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", "Đã niêm yết 95 thủ tục")
    typed = office.every_cell()
    result = office.restores(at)
    assert result.until_now is not None
    assert office.every_cell() != typed
    again = office.restores(exact_moment_text(result.until_now))
    assert_restored(again, "| A.3 | H6 | Đã niêm yết 80 thủ tục | Đã niêm yết 95 thủ tục |")
    assert office.every_cell() == typed


def test_undo_gives_the_file_back_byte_for_byte(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", "Đã niêm yết 95 thủ tục")
    before = office.path.read_bytes()
    office.restores(at)
    undo(office.path)
    assert office.path.read_bytes() == before


def test_every_other_cell_stays(office: RestoringOffice) -> None:
    """The plan's columns, other officials' tabs, and everybody's own sheets."""
    at = office.remembers()
    office.types(OFFICE, "H6", "Đã niêm yết 95 thủ tục")
    office.types(OFFICE, "E6", date(2023, 4, 1))
    office.types(OFFICE, "A1", "KẾ HOẠCH MỚI")
    office.types(JUSTICE, "H5", "Đã rà soát 20 văn bản")
    office.types("Ghi chép", "A1", "việc khác")
    before = office.every_cell()
    office.restores(at)
    assert office.every_cell() == {**before, (OFFICE, 6, 8): "Đã niêm yết 80 thủ tục"}


def test_only_the_tasks_that_are_asked_for(office: RestoringOffice) -> None:
    at = office.remembers()
    for row in (5, 6, 7):
        office.types(OFFICE, f"H{row}", "khác")
    assert_restored(
        office.restores(at, "a.3", "A.4."), "| A.3|H6|khác|Đã niêm yết 80 thủ tục|\n|A.4|H7|khác|Đã lập danh sách 12 người|"
    )
    assert office.holds("H5") == "khác"


def test_rows_are_found_wherever_they_stand_now(office: RestoringOffice) -> None:
    at = office.remembers()

    def sort_and_add_a_column(book: Any) -> None:
        sheet = book[OFFICE]
        sheet.move_range("A5:J5", rows=5)
        sheet.insert_cols(6)
        sheet["I10"] = "khác"

    office.changes(sort_and_add_a_column)
    assert_restored(office.restores(at), "| A.2 | I10 | khác | Đã ban hành kế hoạch và gửi các bộ phận |")


def test_an_official_is_named_by_code_as_well(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(JUSTICE, "H8", None)
    assert_restored(office.restores(at, tab="TP"), "| A.4 | H8 |  | Cử 3 người dự |")


def test_a_row_whose_role_was_changed_is_still_that_row(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "D7", "Phối hợp")
    office.types(OFFICE, "H7", "khác")
    result = office.restores(at)
    assert_restored(result, "| A.4 | H7 | khác | Đã lập danh sách 12 người |")
    assert (result.restoration.lost, result.restoration.new) == ((), ())
    assert office.holds("D7") == "Phối hợp"


def test_a_dry_run_tells_the_same_and_writes_nothing(office: RestoringOffice) -> None:
    at = office.remembers()
    office.types(OFFICE, "H6", "khác")
    before, runs = office.path.read_bytes(), office.history().occasions()
    told = office.restores(at, dry_run=True)
    assert (office.path.read_bytes(), office.history().occasions()) == (before, runs)
    assert office.restores(at).restoration == told.restoration


def test_a_tab_that_is_as_it_was_is_not_written(office: RestoringOffice) -> None:
    at = office.remembers()
    before, runs = office.path.read_bytes(), office.history().occasions()
    result = office.restores(at)
    assert result.restoration.all_as_it_was
    assert (office.path.read_bytes(), office.history().occasions()) == (before, runs)


def test_the_last_run_up_to_the_moment_counts(office: RestoringOffice) -> None:
    office.remembers()
    office.types(OFFICE, "H6", "lần hai")
    office.remembers()
    office.today = date(2023, 3, 12)
    office.types(OFFICE, "H6", "lần ba")
    office.remembers()
    result = office.restores("11/03/2023 10:00")
    assert result.run.moment.date() == date(2023, 3, 10)
    assert office.holds("H6") == "lần hai"
    office.restores("12/03/2023 08:03")
    assert office.holds("H6") == "lần ba"


def test_the_whole_column_of_percents_comes_back_as_percents(office: RestoringOffice) -> None:
    """Cleared cells do not say that they show percent."""

    def add_progress(book: Any) -> None:
        sheet = book[OFFICE]
        sheet["K4"] = "Tiến độ (%)"
        for row, share in ((5, 1), (6, 0.285), (7, 0.6)):
            sheet[f"K{row}"] = share
            sheet[f"K{row}"].number_format = "0.0%"

    office.changes(add_progress)
    at = office.remembers()
    for row in (5, 6, 7):
        office.types(OFFICE, f"K{row}", None)
    office.restores(at)
    assert [office.holds(f"K{row}") for row in (5, 6, 7)] == [1, 0.285, 0.6]
    assert office.restores(at).restoration.all_as_it_was


def test_a_number_beside_percents_comes_back_as_that_number(office: RestoringOffice) -> None:
    """The cell itself does not show percent, though all others of its column do."""

    def add_progress(book: Any) -> None:
        book[OFFICE]["K4"] = "Tiến độ (%)"
        for row in (5, 6):
            book[OFFICE][f"K{row}"], book[OFFICE][f"K{row}"].number_format = 0.5, "0%"
        book[OFFICE]["K7"] = 60

    office.changes(add_progress)
    at = office.remembers()
    office.types(OFFICE, "K7", None)
    office.restores(at)
    assert office.holds("K7") == 60
