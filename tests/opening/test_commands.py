"""`sheetsync open` on the small office's workbook: what is done, what is refused and in which words."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from sheetsync.cli import run_command_line
from tests.opening.desk import Desk


def test_the_office_opens_the_second_quarter(desk: Desk) -> None:
    desk.types(A2="Kỳ báo cáo: Quý I/2023", D2="Đã nộp (ngày):", E2=date(2023, 3, 14))
    before = desk.book.read_bytes()
    code, out, _ = desk.says("open", "2023-Q2", "--dry-run")
    assert code == 0
    assert "Nếu mở kỳ Quý II/2023 (kỳ trước: Quý I/2023)" in out
    assert "Văn phòng 3 0 1 10 Tư pháp 3 2 0 10 Cộng 6 2 1 20" in out
    assert "Sheet «Văn phòng», ô H6 (Kết quả trong kỳ): «Đã niêm yết 80 thủ tục» → trống" in out
    assert "Chưa ghi gì" in out
    assert desk.book.read_bytes() == before
    code, out, err = desk.says("open", "2023-Q2")
    assert (code, err) == (0, "")
    assert "Đã mở kỳ Quý II/2023" in out
    assert desk.cells("Văn phòng", 5) == (
        "Hoàn thành",
        datetime(2023, 2, 20),  # noqa: DTZ001 - cells have no time zone
        "Đã hoàn thành từ kỳ trước",
        None,
        None,
        "Quý I/2023: Đã ban hành kế hoạch và gửi các bộ phận\nVăn bản/minh chứng: 05/KH-UBND",
    )
    assert desk.cells("Tư pháp", 5) == (None, None, None, None, None, "Quý I/2023: Đã rà soát 14 văn bản")
    assert desk.cells("Tư pháp", 8)[-1] == "Quý I/2023: Cử 3 người dự"
    assert desk.cells("Tư pháp", 7) == (None,) * 6  # «Cộng»
    sheet = openpyxl.load_workbook(desk.book)["Văn phòng"]
    assert (sheet["A2"].value, sheet["D2"].value, sheet["E2"].value) == ("Kỳ báo cáo: Quý II/2023", "Đã nộp (ngày):", None)
    assert "Sổ đã mở kỳ Quý II/2023 rồi" in desk.refuses()


def test_a_day_of_handing_in_that_was_left_standing_is_the_quarter_s_it_lies_in(desk: Desk) -> None:
    """`status` counts what `remind` counts."""
    desk.types(D2="Đã nộp (ngày):", E2=date(2023, 3, 14))
    for day, period, handed_in in (("2023-03-15", "2023-Q1", True), ("2023-06-15", "2023-Q2", False)):
        asked = ("--as-of", day, "--period", period)
        assert [each["handed_in"] for each in desk.answers("status", *asked)["officials"]] == [handed_in] * 2
        assert ("Tất cả bộ phận đã nộp" in desk.says("remind", "--chair", *asked)[1]) == handed_in


def test_the_last_quarter_s_result_typed_again_is_told(desk: Desk) -> None:
    desk.types()
    assert desk.says("open", "2023-Q2")[0] == 0
    desk.changes(lambda book: book["Văn phòng"].__setitem__("H6", "Đã niêm yết 80 thủ tục "))
    out = desk.says("validate", "--as-of", "2023-06-15", "--period", "2023-Q2")[1]
    assert "Ô H6 (Kết quả trong kỳ): kết quả ghi y như kỳ trước (Quý I/2023)" in out


def test_what_was_opened_and_when_is_in_the_history(desk: Desk) -> None:
    desk.types()
    desk.says("open", "2023-Q2")
    out = desk.says("history", "A.3")[1]
    assert "lệnh open" in out
    assert "Kết quả trong kỳ: «Đã niêm yết 80 thủ tục» → trống" in out


def test_without_the_column_the_history_keeps_what_is_taken_out(desk: Desk) -> None:
    desk.types(earlier=False, A2="Kỳ báo cáo", C2="Quý 1 năm 2023", A3="Đã nộp (ngày): 14/3/2023")
    assert desk.says("open", "2023-Q2")[0] == 0
    assert desk.cells("Tư pháp", 5)[:5] == (None,) * 5
    assert desk.cells("Văn phòng", 5)[2:4] == ("Đã hoàn thành từ kỳ trước", "05/KH-UBND")
    sheet = openpyxl.load_workbook(desk.book)["Tư pháp"]
    assert (sheet["A2"].value, sheet["C2"].value, sheet["A3"].value) == ("Kỳ báo cáo", "Quý II/2023", "Đã nộp (ngày):")
    assert "«Đã rà soát 14 văn bản» → trống" in desk.says("history", "A.1")[1]


def test_without_column_and_history_nothing_is_thrown_away(desk: Desk) -> None:
    desk.types(earlier=False, A2="Kỳ báo cáo: Quý I/2023")
    default = (Path(__file__).parents[2] / "config" / "sheetsync.toml").read_text(encoding="utf-8")
    (desk.config / "sheetsync.toml").write_text(default.replace("keep = true", "keep = false"), encoding="utf-8")
    said = desk.refuses()
    assert "Nội dung các ô này chưa được giữ ở đâu: sheet «Văn phòng», ô H5" in said
    assert "thêm cột «Kết quả các kỳ trước»" in said


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2023-Q1", "Sổ đã mở kỳ Quý I/2023 rồi"),
        ("2023-Q3", "mỗi lần chỉ mở được kỳ kế tiếp, chưa mở được kỳ Quý III/2023"),
        ("2024-Q1", "Kế hoạch là của năm 2023, không mở được kỳ Quý I/2024"),
    ],
)
def test_only_the_next_quarter_is_opened(desk: Desk, period: str, said: str) -> None:
    desk.types(A2="Kỳ báo cáo: Quý I/2023")
    assert said in desk.refuses(period)


def test_who_wants_to_open_the_next_year_is_told_how_its_workbook_is_made(desk: Desk) -> None:
    desk.types(A2="Kỳ báo cáo: Quý IV/2023")
    assert "sheetsync new --from SỔ-CŨ --plan plan-2024.toml --output SỔ-MỚI" in desk.refuses("2024-Q1")


def test_no_quarter_is_opened_backwards(desk: Desk) -> None:
    desk.types(A2="Kỳ báo cáo: Quý III/2023")
    assert "Sổ đang ở kỳ Quý III/2023, sau kỳ Quý II/2023; không mở lùi" in desk.refuses()


def test_tabs_of_different_quarters_are_listed(desk: Desk) -> None:
    desk.types(A2="Kỳ báo cáo: Quý I/2023")
    desk.changes(lambda book: book["Tư pháp"].__setitem__("A2", "Kỳ báo cáo: Quý II/2023"))
    assert "sheet «Văn phòng»: Quý I/2023; sheet «Tư pháp»: Quý II/2023" in desk.refuses()


def test_where_nothing_says_the_quarter_the_lines_of_earlier_results_do(desk: Desk) -> None:
    assert "Chưa biết sổ đang ở kỳ nào: sheet «Văn phòng», «Tư pháp»" in desk.refuses()
    desk.types()
    assert desk.says("open", "2023-Q2")[0] == 0
    desk.changes(lambda book: book["Tư pháp"].__setitem__("H5", "Đã rà soát 20 văn bản"))
    assert "Sổ đã mở kỳ Quý II/2023 rồi" in desk.refuses()


def test_every_cell_that_cannot_be_written_is_named(desk: Desk) -> None:
    desk.types(H5='="Kết quả "&A5', K6="=A6")
    said = desk.refuses()
    assert "chứa công thức nên không ghi đè" in said
    assert "sheet «Văn phòng», ô H5" in said
    assert "sheet «Tư pháp», ô K6" in said


def test_a_text_longer_than_a_cell_is_refused_with_its_cell(desk: Desk) -> None:
    desk.types(K5="x" * 32_760)
    assert "Sheet «Văn phòng», ô K5 không chứa được văn bản dài quá" in desk.refuses()


def test_a_tab_without_its_headings_stops_all(desk: Desk) -> None:
    desk.types(A2="Kỳ báo cáo: Quý I/2023")
    desk.changes(lambda book: book["Tư pháp"].__setitem__("F4", "Cột gì đó"))
    assert "Sheet «Tư pháp» thiếu tiêu đề cột nên chưa mở kỳ được" in desk.refuses()


def test_the_period_must_be_said(desk: Desk) -> None:
    assert run_command_line(["open"]) == 2
    code, _, err = desk.says("open", "quý này")
    assert (code, "2023-Q1" in err) == (2, True)
