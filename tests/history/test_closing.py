"""A quarter is closed: its report stays as it was sent, whatever is typed afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sheetsync.core.report import Correction
from sheetsync.errors import UsageError
from sheetsync.records import replace
from tests.history.small_history import Q1, Q2, Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.today = date(2023, 3, 16)
    return office


def lines(corrections: tuple[Correction, ...]) -> list[str]:
    return [f"{each.task_id} {one.heading}: {one.was} → {one.now}" for each in corrections for one in each.fields]


def test_errors_stand_in_the_way_grouped_by_official(office: Office) -> None:
    before = office.path.read_bytes()
    result = office.closes()
    assert result.closing is None
    assert [(group.title, [error.cell for error in group.errors]) for group in result.errors] == [("Văn phòng", ["F7"])]
    assert office.path.read_bytes() == before
    assert office.history().closing(Q1) is None


def test_a_reason_closes_all_the_same_and_is_kept(office: Office) -> None:
    result = office.closes(reason="Đã gửi huyện")
    assert result.closing is not None
    (kept,) = office.history().closings()
    assert (kept.reason, kept.errors, kept.fingerprint) == ("Đã gửi huyện", 1, result.closing.fingerprint)
    assert kept.frozen.report.as_of == date(2023, 3, 14)  # the cut-off, not the day of closing


def test_a_book_without_errors_needs_no_reason(office: Office) -> None:
    office.types("Văn phòng", "F7", "Đang thực hiện")
    assert office.closes().closing is not None


def test_a_period_that_is_not_over_is_not_closed_by_mistake(office: Office) -> None:
    office.types("Văn phòng", "F7", "Đang thực hiện")
    office.today = date(2023, 3, 14)
    result = office.closes()
    assert (result.closing, result.running, result.errors) == (None, True, ())


def test_the_closed_report_is_the_same_to_the_byte_after_late_edits(office: Office) -> None:
    office.closes(reason="Đã gửi huyện")
    closed = office.sheet_parts()
    office.types("Văn phòng", "H6", "Đã niêm yết 120 thủ tục")
    office.types("Văn phòng", "F7", "Hoàn thành")
    office.types("Tư pháp", "H5", None)
    office.settings = replace(office.settings, unit=replace(office.settings.unit, signer_name="Người Ký Mới"))
    for day, command in ((17, "consolidate"), (20, "run"), (28, "run")):
        office.today = date(2023, 3, day)
        result = office.runs(command)
        assert result.closing is not None
        assert office.sheet_parts() == closed
    assert any("Đã niêm yết 80 thủ tục" in word for word in office.words_on("Báo cáo Quý I-2023"))


def test_what_is_typed_after_closing_is_listed_and_corrects_the_next_report(office: Office) -> None:
    office.closes(reason="Đã gửi huyện")
    office.today = date(2023, 3, 20)
    office.types("Văn phòng", "H6", "Đã niêm yết 120 thủ tục")
    office.types("Văn phòng", "G5", date(2023, 2, 21))
    late = office.runs("consolidate").late
    assert lines(late) == [
        "A.2 Tình trạng: Hoàn thành trước hạn 8 ngày → Hoàn thành trước hạn 7 ngày",
        "A.2 Ngày hoàn thành: 20/02/2023 → 21/02/2023",
        "A.3 Kết quả trong kỳ: Đã niêm yết 80 thủ tục → Đã niêm yết 120 thủ tục",
    ]
    office.today = date(2023, 6, 10)
    office.types("Văn phòng", "H6", "Quý II: đã niêm yết 200 thủ tục")  # the next quarter's own result corrects nothing
    report = office.runs("run", Q2).report
    assert report is not None
    assert report.corrections == late
    words = office.words_on("Tổng hợp nội bộ Quý II-2023")
    assert "Điều chỉnh số liệu kỳ trước (2)" in words
    assert "Kết quả trong kỳ: Đã niêm yết 120 thủ tục" in words
    assert not any("Điều chỉnh" in word for word in office.words_on("Tổng hợp nội bộ Quý I-2023"))


def test_a_finish_that_is_owned_up_to_only_in_the_next_quarter_is_a_correction_too(office: Office) -> None:
    """Nobody ran the closed quarter again: the day alone says that the report was wrong."""
    office.closes(reason="Đã gửi huyện")
    office.today = date(2023, 4, 10)
    office.types("Văn phòng", "F6", "Hoàn thành")
    office.types("Văn phòng", "G6", date(2023, 3, 10))
    office.types("Văn phòng", "F7", "Hoàn thành")
    office.types("Văn phòng", "G7", date(2023, 4, 5))  # finished in the second quarter: nothing to correct
    report = office.runs("run", Q2).report
    assert report is not None
    assert lines(report.corrections) == [
        "A.3 Tình trạng: Quá hạn 13 ngày → Hoàn thành quá hạn 9 ngày",
        "A.3 Ngày hoàn thành:  → 10/3/2023",
    ]


def test_work_that_was_done_after_the_cut_off_corrects_nothing(office: Office) -> None:
    """It is the next quarter's, in which it is reported."""
    office.closes(reason="Đã gửi huyện")
    office.today = date(2023, 3, 20)
    office.types("Văn phòng", "F6", "Hoàn thành")
    office.types("Văn phòng", "G6", date(2023, 3, 16))
    office.types("Văn phòng", "H6", "Đã niêm yết đủ 120 thủ tục")
    assert office.runs("consolidate").late == ()


@pytest.mark.parametrize("stated", [True, False])
def test_a_finish_that_turns_out_to_have_been_later_is_a_correction(office: Office, stated: bool) -> None:
    """The report said that the task was done in its quarter; that it was done at all comes in the next."""
    if stated:
        for tab in ("Văn phòng", "Tư pháp"):
            office.types(tab, "A2", "Kỳ báo cáo: Quý I/2023")
    office.closes(reason="Đã gửi huyện")
    office.today = date(2023, 4, 20)
    office.types("Văn phòng", "G5", date(2023, 4, 10))
    office.types("Văn phòng", "H5", "Đã ban hành muộn, ngày 10/4")
    told = [
        "A.2 Tình trạng: Hoàn thành trước hạn 8 ngày → Quá hạn 14 ngày",
        "A.2 Ngày hoàn thành: 20/02/2023 → ",
        "A.2 Kết quả trong kỳ: Đã ban hành kế hoạch và gửi các bộ phận → Đã ban hành muộn, ngày 10/4",
    ]
    assert lines(office.runs("consolidate").late) == told
    report = office.runs("run", Q2).report
    assert report is not None
    assert lines(report.corrections) == told
    assert next(line.timeliness.text for line in report.lines if line.task.task_id == "A.2") == "Hoàn thành quá hạn 41 ngày"


def test_a_late_hand_in_of_the_quarter_before_is_not_kept_with_the_next(office: Office) -> None:
    office.types("Văn phòng", "A2", "Đã nộp (ngày): 16/3/2023")
    first = office.closes(reason="x").closing
    office.today = date(2023, 6, 16)
    second = office.closes(Q2, reason="x").closing
    assert first is not None
    assert second is not None
    days = [{each.official: each.on for each in closing.frozen.handed_in} for closing in (first, second)]
    assert days == [{"VP": date(2023, 3, 16), "TP": None}, {"VP": None, "TP": None}]


def test_a_tab_that_still_states_the_closed_quarter_is_compared_whole(office: Office) -> None:
    """Nobody ran the closed quarter again, and the official has not begun the next."""
    office.types("Tư pháp", "A2", "Kỳ báo cáo: Quý I/2023")
    office.closes(reason="Đã gửi huyện")
    office.today = date(2023, 4, 10)
    office.types("Tư pháp", "H5", "Đã rà soát 16 văn bản")
    office.types("Văn phòng", "H6", "Đã niêm yết 200 thủ tục")  # states no period: may be the next quarter's
    report = office.runs("run", Q2).report
    assert report is not None
    assert lines(report.corrections) == ["A.1 Kết quả trong kỳ: Đã rà soát 14 văn bản → Đã rà soát 16 văn bản"]


def test_without_late_edits_the_next_report_has_no_such_section(office: Office) -> None:
    office.closes(reason="Đã gửi huyện")
    office.today = date(2023, 4, 10)
    report = office.runs("run", Q2).report
    assert report is not None
    assert report.corrections == ()
    assert not any("Điều chỉnh" in word for word in office.words_on("Tổng hợp nội bộ Quý II-2023"))


def test_closing_twice_and_opening_what_is_open_are_told(office: Office) -> None:
    with pytest.raises(UsageError, match="chưa chốt"):
        office.reopens("nhầm")
    office.closes(reason="Đã gửi huyện")
    with pytest.raises(UsageError, match="đã chốt ngày 16/03/2023"):
        office.closes(reason="Lần nữa")
    with pytest.raises(UsageError, match="Chưa ghi lý do"):
        office.reopens("  ")


def test_opened_again_the_book_rules_and_both_closings_stay_known(office: Office) -> None:
    first = office.closes(reason="Đã gửi huyện").closing
    office.types("Văn phòng", "H6", "Đã niêm yết 120 thủ tục")
    office.reopens("Huyện yêu cầu sửa")
    result = office.runs()
    assert (result.closing, result.late) == (None, ())
    assert any("Đã niêm yết 120 thủ tục" in word for word in office.words_on("Báo cáo Quý I-2023"))
    second = office.closes(reason="Gửi lại").closing
    assert first is not None
    assert second is not None
    assert first.fingerprint != second.fingerprint
    told = [(each.reason, each.reopened is not None, each.reopen_reason) for each in office.history().closings()]
    assert told == [("Đã gửi huyện", True, "Huyện yêu cầu sửa"), ("Gửi lại", False, "")]


def test_the_same_entries_have_the_same_fingerprint(tmp_path: Path) -> None:
    marks = []
    for name in ("một", "hai"):
        office = Office(tmp_path / name)
        office.today = date(2023, 3, 16)
        closing = office.closes(reason="x").closing
        assert closing is not None
        marks.append(closing.fingerprint)
    assert marks[0] == marks[1]
