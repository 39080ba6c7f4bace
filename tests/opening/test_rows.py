"""What becomes of each row when a period is opened, as the tables of `cases.md` say."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsync.core.settings import Settings
from tests.opening.book_in_memory import BookInMemory, drawn, office, shown, table_rows
from tests.tables import cell_value


def cases() -> dict[str, tuple[str, str]]:
    """By title, the tables before and after of `cases.md`."""
    _, *parts = (Path(__file__).parent / "cases.md").read_text("utf-8").split("\n## ")
    found = {}
    for part in parts:
        title, _, tables = part.partition("\n")
        before, after = tables.strip().split("\n\n")
        found[title.strip()] = (before, after)
    return found


CASES = cases()


@pytest.mark.parametrize("case", CASES)
def test_a_tab_before_and_after(settings: Settings, case: str) -> None:
    before, after = CASES[case]
    book = BookInMemory(drawn(before))
    told = book.open(office(settings), dry_run=True)
    assert book.writes == 0
    assert book.open(office(settings)).cells == told.cells
    assert book.writes == 1
    opened = book.content.sheet("VP UBND")
    assert opened.value(1, 1) == "Kỳ báo cáo: Quý II/2023"
    assert shown(opened, after) == [[cell_value(cell) for cell in row] for row in table_rows(after)]


def test_quarter_after_quarter_a_finished_task_is_told_once(settings: Settings) -> None:
    before, _ = CASES["Việc một lần: xong, chưa xong, xong sau ngày chốt"]
    book, own = BookInMemory(drawn(before)), office(settings)
    for period in ("2023-Q2", "2023-Q3", "2023-Q4"):
        book.open(own, period)
    sheet = book.content.sheet("VP UBND")
    assert (sheet.value(3, 6), sheet.value(3, 7)) == ("Quý I/2023: Đã ban hành", "Đã hoàn thành từ kỳ trước")
    assert (sheet.value(5, 6), sheet.value(5, 7)) == ("Quý II/2023: Đã họp", "Đã hoàn thành từ kỳ trước")
