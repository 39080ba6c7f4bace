"""What is stated above the headings, in every way of writing that is read; a sheet that several people share."""

from __future__ import annotations

from datetime import date

import pytest

from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.earlier_results import results_by_period
from sheetsync.core.settings import Settings
from sheetsync.records import replace
from tests.opening.book_in_memory import BookInMemory, office

HEADINGS = ["Mã NV", "Nhiệm vụ", "Trạng thái", "Kết quả trong kỳ", "Kết quả các kỳ trước"]
ROW = ["A.1", "Việc một lần", "Đang thực hiện", "Đã dự thảo"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["Kỳ báo cáo: Quý I/2023"], ["Kỳ báo cáo: Quý II/2023"]),
        (["KỲ BÁO CÁO (quý): quý 1 năm 2023"], ["KỲ BÁO CÁO (quý): Quý II/2023"]),
        (["Kỳ báo cáo Quý I/2023"], ["Kỳ báo cáo: Quý II/2023"]),
        (["Kỳ báo cáo", None, "Q1-2023"], ["Kỳ báo cáo", None, "Quý II/2023"]),
        (["Kỳ báo cáo:", "Quý I"], ["Kỳ báo cáo:", "Quý II/2023"]),
        (
            ["Kỳ báo cáo: Quý I/2023 (15/12/2022–14/3/2023) · hạn nộp 14/3/2023"],
            ["Kỳ báo cáo: Quý II/2023 (15/3/2023–14/6/2023) · hạn nộp 14/6/2023"],
        ),
        (
            ["Kỳ báo cáo: Quý I/2023", "Đã nộp (ngày): 14/3/2023", "Người nộp: Lan"],
            ["Kỳ báo cáo: Quý II/2023", "Đã nộp (ngày):", "Người nộp: Lan"],
        ),
        (
            ["Kỳ báo cáo: Quý I/2023", "Ngày nộp", date(2023, 3, 14), "Lan"],
            ["Kỳ báo cáo: Quý II/2023", "Ngày nộp", None, "Lan"],
        ),
        (["Kỳ báo cáo: Quý I/2023", "Đã nộp:", "Lan"], ["Kỳ báo cáo: Quý II/2023", "Đã nộp:", "Lan"]),
    ],
)
def test_each_way_of_writing(settings: Settings, before: list[CellValue], after: list[CellValue]) -> None:
    book = BookInMemory(SheetContent("VP UBND", [before, HEADINGS, ROW]))
    book.open(office(settings))
    assert book.content.sheets[0].rows[0] == after


def test_a_sheet_that_several_people_share(settings: Settings) -> None:
    shared = replace(office(settings), shared_sheets=("Chung",))
    rows: list[list[CellValue]] = [
        ["Kỳ báo cáo: Quý I/2023", "Đã nộp (ngày):", date(2023, 3, 14)],
        ["Mã NV", "Nhiệm vụ", "Người phụ trách", "Trạng thái", "Kết quả trong kỳ", "Kết quả các kỳ trước"],
        ["A.1", "Việc một lần", "VP UBND", "Hoàn thành", "Đã ban hành", None],
        ["A.2", "Việc thường xuyên", "Chưa rõ ai", "Đang thực hiện", "120 hồ sơ", "cũ"],
    ]
    book = BookInMemory(SheetContent("Chung", rows))
    book.open(shared)
    assert book.content.sheets[0].rows == [
        ["Kỳ báo cáo: Quý II/2023", "Đã nộp (ngày):", None],
        rows[1],
        ["A.1", "Việc một lần", "VP UBND", "Hoàn thành", "Đã hoàn thành từ kỳ trước", "Quý I/2023: Đã ban hành"],
        ["A.2", "Việc thường xuyên", "Chưa rõ ai", None, None, "cũ\nQuý I/2023: 120 hồ sơ"],
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("ghi tay", {}),
        ("Quý I/2023: một", {(2023, 1): "một"}),
        ("cũ\nQuý IV/2022: một\nhai\nQuý 1 năm 2023: ba", {(2022, 4): "một\nhai", (2023, 1): "ba"}),
        ("Quý I/2023: một\r\nVăn bản/minh chứng: 05/KH-UBND\r\nhai", {(2023, 1): "một"}),
        ("Quý I/2023: Văn bản/minh chứng: 05/KH-UBND", {(2023, 1): ""}),
        ("Quý I/2023: một\nQuý I/2023: hai", {(2023, 1): "hai"}),
        ("Trong Quý I/2023: một", {}),
    ],
)
def test_results_are_read_back_by_period(text: str, found: dict[tuple[int, int], str]) -> None:
    assert results_by_period(text) == found
