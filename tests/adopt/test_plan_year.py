"""Which year a strange book is taken to plan, and when this is asked about."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.adoption.proposal import Proposal
from sheetsync.core.cells import CellValue
from sheetsync.core.settings import Settings
from sheetsync.usecases.adopt import look_at
from tests.adopt.books import DOING, Row, Sheet, day, with_xlsxwriter
from tests.adopt.table_lines import lines
from tests.adopt.typed import Typed
from tests.test_cli import sheetsync

AS_OF = date(2025, 2, 1)

YEARS = """
| above the table                                                            | due dates                         | book         | year | doubt |
|----------------------------------------------------------------------------|-----------------------------------|--------------|------|-------|
| Đông, ngày 28 tháng 12 năm 2022; KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2023       | 31/3/2023, 30/6/2023, 15/12/2023  | so           | 2023 |       |
| Đông, ngày 28 tháng 12 năm 2022; KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2023       |                                   | so           | 2023 |       |
| Đông, ngày … tháng 12 năm 2022                                             | 31/3/2023, 30/6/2023, 15/12/2023  | so           | 2023 |       |
| KẾ HOẠCH NĂM 2023 (Kèm theo Quyết định số 9/QĐ-UBND ngày 28/12/2022)       |                                   | so           | 2023 |       |
| Căn cứ Nghị định 61/2018/NĐ-CP; Căn cứ Nghị quyết năm 2021                 | 31/3/2023, 30/6/2023, 15/12/2023  | so           | 2023 |       |
| THEO DÕI CÔNG VIỆC                                                         | "31/3/2023", "30.6.23", "Quý IV/2023" | so       | 2023 |       |
| THEO DÕI CÔNG VIỆC                                                         | "trước 1/1/2024", "31/3/2023", "30/6" | so       | 2023 |       |
| KẾ HOẠCH GIAI ĐOẠN 2021-2030                                               | 31/3/2023, 30/6/2023, 15/12/2023  | so           | 2023 |       |
| CHƯƠNG TRÌNH 2021 – 2025, ĐỊNH HƯỚNG ĐẾN NĂM 2030                          | "31/3/2023", "30/6/2023", "15/12/2023" | so      | 2023 |       |
| THEO DÕI NHIỆM VỤ 2023                                                     |                                   | so           | 2023 |       |
| Cập nhật 2023                                                              |                                   | so           | 2023 | chỉ thấy ở ít chỗ trong sổ |
| BÁO CÁO TIẾN ĐỘ QUÝ I/2024                                                 | 31/3/2024, 30/6/2024, 31/1/2025   | so           | 2024 |       |
| KẾ HOẠCH NĂM 2024                                                          | 31/12/2023                        | so           | 2024 |       |
| THEO DÕI CÔNG VIỆC                                                         |                                   | Kế hoạch 2024 | 2024 |      |
| THEO DÕI CÔNG VIỆC                                                         | "30/6", "Thường xuyên"            | so           | 2025 | không thấy ở tiêu đề và hạn nên lấy năm của máy tính |
| KẾ HOẠCH GIAI ĐOẠN 2021-2030                                               |                                   | so           | 2025 | không thấy ở tiêu đề và hạn nên lấy năm của máy tính |
| KẾ HOẠCH NĂM 2045                                                          |                                   | so           | 2025 | có ghi năm 2045 nhưng chưa có lịch nghỉ lễ của năm đó; tạm lấy năm của máy tính |
| THEO DÕI CÔNG VIỆC                                                         | 30/6/2044, 1/7/2044, 2/7/2044     | so           | 2025 | có ghi năm 2044 nhưng chưa có lịch nghỉ lễ của năm đó; tạm lấy năm của máy tính |
| GIAI ĐOẠN 2041-2045                                                        |                                   | so           | 2025 | không thấy ở tiêu đề và hạn nên lấy năm của máy tính |
| Đông, ngày 28 tháng 12 năm 2022                                            |                                   | so           | 2022 | chỉ thấy ở ít chỗ trong sổ |
| KẾ HOẠCH NĂM 2024                                                          | 31/3/2023, 30/6/2023, 15/12/2023  | so           | 2024 | cũng có thể là 2023 |
| THEO DÕI CÔNG VIỆC                                                         | 31/3/2024, 30/6/2024, 31/3/2023, 30/6/2023 | so  | 2024 | cũng có thể là 2023 |
| KẾ HOẠCH NĂM 2024                                                          |                                   | Kế hoạch 2023 | 2024 | cũng có thể là 2023 |
"""  # noqa: E501 - a table
"""Due dates in quotes are typed as text, without them true dates. The computer's year is 2025."""


def due(written: str) -> CellValue:
    return written.strip('"') if written.startswith('"') else day(written)


def book_of(path: Path, above: str, dates: str) -> Path:
    """An official's tab with these texts above its headings and these due dates."""
    dues: list[CellValue] = [due(one) for one in dates.split(", ")] if dates else [None, None]
    titles: list[Row] = [[text] for text in above.split("; ")]
    rows: list[Row] = [[i, f"Rà soát thủ tục số {i}", value, DOING] for i, value in enumerate(dues, 1)]
    with_xlsxwriter(path, [Sheet("Văn phòng", [*titles, ["STT", "Nhiệm vụ", "Thời hạn", "Trạng thái"], *rows])])
    return path


def proposed(path: Path, settings: Settings) -> Proposal:
    return look_at(XlsxBook(path), settings, as_of=AS_OF).proposal


@pytest.mark.parametrize("line", lines(YEARS), ids=" ".join)
def test_the_year_that_titles_and_due_dates_speak_for(line: list[str], tmp_path: Path, settings: Settings) -> None:
    above, dates, name, year, doubt = line
    proposal = proposed(book_of(tmp_path / f"{name}.xlsx", above, dates), settings)
    assert (str(proposal.year), proposal.year_doubt) == (year, doubt)


def test_texts_on_sheets_that_are_no_tabs_weigh_less(tmp_path: Path, settings: Settings) -> None:
    headings = ["STT", "Nhiệm vụ", "Thời hạn", "Trạng thái"]
    rows: list[Row] = [[1, "Rà soát thủ tục", "Thường xuyên", DOING]]
    note = Sheet("Ghi chú", [["Kế hoạch năm 2022 đã lưu ở máy cũ"]])
    with_xlsxwriter(tmp_path / "so.xlsx", [note, Sheet("Văn phòng", [["KẾ HOẠCH NĂM 2023"], [], headings, *rows])])
    assert proposed(tmp_path / "so.xlsx", settings).year == 2023


def test_dates_elsewhere_count_where_no_due_dates_are(tmp_path: Path, settings: Settings) -> None:
    rows: list[Row] = [[i, f"Rà soát thủ tục {i}", DOING, day(f"{i}/3/2023")] for i in range(1, 5)]
    with_xlsxwriter(tmp_path / "so.xlsx", [Sheet("Văn phòng", [["STT", "Nhiệm vụ", "Trạng thái", "Ngày hoàn thành"], *rows])])
    proposal = proposed(tmp_path / "so.xlsx", settings)
    assert (proposal.year, proposal.year_doubt) == (2023, "")


def test_a_doubtful_year_is_told_where_nothing_is_asked(tmp_path: Path) -> None:
    book = book_of(tmp_path / "so.xlsx", "KẾ HOẠCH NĂM 2024", "31/3/2023, 30/6/2023, 15/12/2023")
    shown = sheetsync("adopt", book, "--yes", "--to", tmp_path / "c")
    assert "Đã đoán, vui lòng xem lại:\n  - năm kế hoạch: lấy 2024 (cũng có thể là 2023)" in shown.stdout
    assert json.loads(sheetsync("adopt", book, "--json", "--to", tmp_path / "d").stdout)["guessed"] == ["năm 2024"]


@pytest.mark.parametrize(
    ("answers", "year"), [(["2023"], 2023), ([""], 2024), (["năm nay", "1023", "2040", "2" * 5_000, "2026"], 2026)]
)
def test_a_doubtful_year_is_asked_about(answers: list[str], year: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = Typed(monkeypatch)
    typed.answers(*answers)
    book = book_of(tmp_path / "so.xlsx", "THEO DÕI NĂM 2024", "31/3/2023, 30/6/2023, 15/12/2023")
    done = sheetsync("adopt", book, "--to", tmp_path / "c")
    assert (done.returncode, typed.left) == (0, [])
    assert "Sổ là kế hoạch của năm nào? Đoán là 2024 (cũng có thể là 2023)." in done.stdout
    assert done.stdout.count("Vui lòng gõ một năm từ 20") == len(answers) - 1
    plan = load_settings(tmp_path / "c").plan
    assert (plan.year, plan.title) == (year, f"Kế hoạch năm {year}")  # a title that was made up goes with the year
