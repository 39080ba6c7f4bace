"""Who typed what, and when it was seen: the small office through three runs."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest

from sheetsync.clock import vietnam
from sheetsync.errors import UsageError
from sheetsync.records import replace
from sheetsync.usecases.history import history
from sheetsync.wiring import book_history
from tests.history.small_history import Q2, Office, assert_told
from tests.small_office import JUSTICE_ROWS, OFFICE_ROWS, write_book


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def after_three_runs(office: Office) -> None:
    office.runs()
    office.today = date(2023, 3, 13)
    office.types("Văn phòng", "H6", "Đã niêm yết 95 thủ tục")
    office.types("Văn phòng", "F7", "Đang thực hiện")
    office.runs("consolidate")
    office.today = date(2023, 3, 14)
    office.types("Văn phòng", "F6", "Hoàn thành")
    office.types("Văn phòng", "G6", date(2023, 3, 14))
    office.types("Văn phòng", "J6", None)
    office.runs("highlight")


def test_a_task_from_its_first_value_to_its_last(office: Office) -> None:
    after_three_runs(office)
    assert_told(
        office.told("a.3"),
        """
        | 10/3/2023 | run         | A.3 | Mã NV            | lần đầu                 | A.3                     |
        | 10/3/2023 | run         | A.3 | Nhiệm vụ         | lần đầu                 | Niêm yết thủ tục hành chính |
        | 10/3/2023 | run         | A.3 | Vai trò          | lần đầu                 | Chủ trì                 |
        | 10/3/2023 | run         | A.3 | Thời hạn         | lần đầu                 | 1/3/2023                |
        | 10/3/2023 | run         | A.3 | Trạng thái       | lần đầu                 | Đang thực hiện          |
        | 10/3/2023 | run         | A.3 | Kết quả trong kỳ | lần đầu                 | Đã niêm yết 80 thủ tục  |
        | 10/3/2023 | run         | A.3 | Khó khăn, vướng mắc, nguyên nhân | lần đầu | Chờ bảng niêm yết mới của huyện |
        | 13/3/2023 | consolidate | A.3 | Kết quả trong kỳ | Đã niêm yết 80 thủ tục  | Đã niêm yết 95 thủ tục  |
        | 14/3/2023 | highlight   | A.3 | Trạng thái       | Đang thực hiện          | Hoàn thành              |
        | 14/3/2023 | highlight   | A.3 | Khó khăn, vướng mắc, nguyên nhân | Chờ bảng niêm yết mới của huyện | |
        | 14/3/2023 | highlight   | A.3 | Ngày hoàn thành  |                         | 14/3/2023               |
        """,
    )


def test_without_a_task_what_has_changed_since_the_first_run(office: Office) -> None:
    after_three_runs(office)
    assert_told(
        office.told(),
        """
        | 13/3/2023 | consolidate | A.3 | Kết quả trong kỳ | Đã niêm yết 80 thủ tục | Đã niêm yết 95 thủ tục |
        | 13/3/2023 | consolidate | A.4 | Trạng thái       | Đang làm               | Đang thực hiện         |
        | 14/3/2023 | highlight   | A.3 | Trạng thái       | Đang thực hiện         | Hoàn thành             |
        | 14/3/2023 | highlight   | A.3 | Khó khăn, vướng mắc, nguyên nhân | Chờ bảng niêm yết mới của huyện | |
        | 14/3/2023 | highlight   | A.3 | Ngày hoàn thành  |                        | 14/3/2023              |
        """,
    )


def test_only_since_a_day_and_only_of_one_official(office: Office) -> None:
    after_three_runs(office)
    office.types("Tư pháp", "H5", "Đã rà soát 20 văn bản")
    office.runs()
    kept = office.history()
    since = history(kept, office.settings, since=date(2023, 3, 14)).changes
    assert [past.change.name[1].task for past in since] == ["A.3", "A.3", "A.3", "A.1"]
    for name in ("Tư pháp", "TP", "tu phap"):
        found = history(kept, office.settings, tab=name).changes
        assert [past.change.name[1].task for past in found] == (["A.1"] if name != "tu phap" else [])


def test_an_unknown_task_is_told_with_the_one_that_was_meant(office: Office) -> None:
    office.runs()
    with pytest.raises(UsageError, match=r"không có nhiệm vụ «Z\.9»"):
        office.told("Z.9")


def test_sorting_rows_and_the_composition_of_letters_change_nothing(office: Office) -> None:
    office.runs()
    decomposed = unicodedata.normalize("NFD", str(OFFICE_ROWS[1][7]))
    moved = (OFFICE_ROWS[2], (*OFFICE_ROWS[1][:7], decomposed, *OFFICE_ROWS[1][8:]), OFFICE_ROWS[0])
    write_book(office.path, office=moved)
    office.runs()
    assert office.told() == ()


def test_a_row_that_is_deleted_is_told_and_a_tab_that_is_missing_is_not(office: Office) -> None:
    """A renamed sheet must not look as if somebody had deleted everything."""
    office.runs()
    write_book(office.path, office=OFFICE_ROWS[:2], justice=JUSTICE_ROWS)
    office.runs()
    assert {(past.change.name[1].task, past.change.gone) for past in office.told()} == {("A.4", True)}
    before = len(office.told())
    renamed = replace(office.settings.plan.officials[1], tab="Sheet khác")
    plan = replace(office.settings.plan, officials=(office.settings.plan.officials[0], renamed))
    office.settings = replace(office.settings, plan=plan)
    office.runs()
    assert len(office.told()) == before


def test_a_row_that_stands_twice_is_as_it_was(office: Office) -> None:
    office.runs()
    write_book(office.path, office=(*OFFICE_ROWS, (*OFFICE_ROWS[1][:7], "Khác", *OFFICE_ROWS[1][8:])))
    office.runs()
    assert office.told() == ()


def test_checking_without_a_mark_stores_nothing(office: Office) -> None:
    office.validates(mark=False)
    assert not office.database.exists()
    office.validates(mark=True)
    assert office.database.is_file()


def test_one_tab_asked_for_is_no_reason_to_forget_the_others(office: Office) -> None:
    from sheetsync.adapters.xlsx.book import XlsxBook  # noqa: PLC0415
    from sheetsync.usecases.main_job import highlight  # noqa: PLC0415

    office.runs()
    highlight(XlsxBook(office.path), office.settings, as_of=office.today, period_key=Q2, tab="Tư pháp", memory=office.memory())
    assert office.told() == ()


def test_what_was_known_at_a_moment(office: Office) -> None:
    after_three_runs(office)

    def status_on(day: int) -> object:
        state = office.history().state_at(datetime(2023, 3, day, 23, tzinfo=vietnam()))
        return next((value for (_, key, field), value in state.items() if (key.task, field) == ("A.3", "status")), None)

    assert [status_on(day) for day in (9, 10, 13, 14)] == [None, "Đang thực hiện", "Đang thực hiện", "Hoàn thành"]


def test_an_office_that_wants_no_history_has_none(office: Office) -> None:
    quiet = replace(office.settings, history_kept=False)
    assert book_history(office.path, quiet, lambda: datetime(2023, 3, 10, tzinfo=vietnam())) is None


def test_two_books_in_one_folder_are_told_apart(office: Office) -> None:
    office.runs()
    first = office.path
    office.path = write_book(first.with_name("Sổ khác.xlsx"), office=OFFICE_ROWS[:1])
    office.runs()
    assert office.told() == ()
    office.path = first
    assert {past.change.name[1].task for past in office.told("A.4")} == {"A.4"}
