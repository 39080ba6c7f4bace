"""Whatever stood in a tab, no text of the closed period is lost, and a second time nothing changes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from sheetsync.adapters.config_files import load_settings
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.values import display_text
from sheetsync.errors import UsageError
from tests.opening.book_in_memory import TASKS, BookInMemory, office

HEADINGS = (
    "Mã NV", "Nhiệm vụ", "Vai trò", "Trạng thái", "Tiến độ (%)", "Ngày hoàn thành", "Kết quả các kỳ trước", "Kết quả trong kỳ",
    "Số văn bản", "Khó khăn, vướng mắc", "Kiến nghị, đề xuất", "Ghi chú",
)  # fmt: skip
OWN = office(load_settings(None))
texts = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12),
    st.sampled_from(["Quý I/2023: x", "Quý IV/2022: y\nz", "Văn bản/minh chứng: 1", "Đã hoàn thành từ kỳ trước", "a\n\nb"]),
)
values = st.one_of(texts, st.integers(-5, 5_000), st.dates(date(2023, 1, 1), date(2023, 6, 1)))
statuses = st.sampled_from([None, "Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Tạm dừng", "Không phát sinh", "đang làm"])


@st.composite
def tabs(draw: st.DrawFn) -> SheetContent:
    rows: list[list[CellValue]] = [["Kỳ báo cáo: Quý I/2023", None, "Đã nộp (ngày):", date(2023, 3, 14)], list(HEADINGS)]
    for task in draw(st.lists(st.sampled_from(TASKS), min_size=1, max_size=5, unique=True)):
        role = draw(st.sampled_from(["Chủ trì", "Phối hợp"]))
        rest = [draw(values) for _ in range(8)]
        rows.append([task.task_id, task.title, role, draw(statuses), *rest])
    return SheetContent("VP UBND", rows)


@runs(max_examples=150, deadline=None)
@given(tabs())
def test_every_text_is_still_in_its_row(sheet: SheetContent) -> None:
    book = BookInMemory(sheet)
    book.open(OWN)
    after = book.content.sheet("VP UBND")
    for number, row in enumerate(sheet.rows[2:], start=3):
        kept = "\n".join(display_text(after.value(number, column)) for column in range(1, len(HEADINGS) + 1))
        for column in (7, 8, 9, 10, 11, 12):
            assert display_text(row[column - 1]).strip() in kept
        assert [after.value(number, column) for column in (1, 2, 3, 12)] == [row[0], row[1], row[2], row[11]]
    opened = book.content
    with pytest.raises(UsageError, match="đã mở kỳ Quý II/2023"):
        book.open(OWN)
    assert book.content == opened
