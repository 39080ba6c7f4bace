"""What every book must do when entries are written into single cells of people's sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from sheetsync.core.book import BookContent, CellNote, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.edits import CellChange, Edit, SetCells
from sheetsync.errors import BookUnwritable, ExternallyChanged, SheetConflict
from tests.tables import sheet

if TYPE_CHECKING:
    from tests.contract.plan_book_contract import LiveBook

ENTRIES = sheet(
    "Tư pháp",
    """
    | Mã NV  | Nhiệm vụ   | Trạng thái     | Tiến độ | Ngày       | Kết quả       |
    |--------|------------|----------------|---------|------------|---------------|
    | V.1    | Hòa giải   | Đang thực hiện | 40      | 2023-03-10 | xong một phần |
    | V.2    | Chứng thực | Hoàn thành     | 98.5    | 2023-02-28 |               |
    | V.3    | Hộ tịch    |                |         |            | "12"          |
    """,
)
OTHER = sheet("Văn phòng", "| Mã NV | Trạng thái |\n| I.1 | Đang thực hiện |")
STATUS, PROGRESS, DAY, RESULT = 3, 4, 5, 6
FORMULA_LIKE = ("=1+1", "+84 912 345 678", "-", "@SUM(1)", "'trích", '=HYPERLINK("http://x")', "\t=1")
HARMLESS = (
    "001",
    "15/3/2023",
    "50%",
    "TRUE",
    "1e5",
    "#N/A",
    " hai đầu ",
    "hai\ndòng",
    "<b>&amp;",
    "_x0041_",
    "37/UBND-VP",
    "Ệ𠀋",
)


class EntryCellsContract:
    """A part of the contract of every book."""

    def make(self, sheets: Sequence[SheetContent]) -> LiveBook:
        raise NotImplementedError

    @pytest.fixture
    def entries(self) -> LiveBook:
        return self.make((ENTRIES, OTHER))

    @pytest.mark.parametrize(
        ("row", "column", "value"),
        [
            (2, STATUS, "Hoàn thành"),
            (4, STATUS, "Hoàn thành"),
            (2, PROGRESS, 100),
            (4, PROGRESS, 12.25),
            (4, PROGRESS, -3),
            (2, DAY, date(2023, 3, 14)),
            (4, DAY, date(2023, 3, 14)),
            (2, STATUS, date(2023, 3, 14)),
            (2, PROGRESS, "một nửa"),
            (2, DAY, "15/3/2023"),
            (2, DAY, 5),
            (2, RESULT, None),
            (2, DAY, None),
            (2, STATUS, True),
            (9, RESULT, "dưới cùng"),
            (3, 12, date(2024, 2, 29)),
        ],
        ids=str,
    )
    def test_exactly_this_cell_changes(self, entries: LiveBook, row: int, column: int, value: CellValue) -> None:
        before = entries.open().read()
        outcome = set_cells(entries, change(row, column, value))
        assert outcome.changed
        expected = {**cells_of(before), ("Tư pháp", row, column): value}
        assert cells_of(entries.open().read()) == {place: there for place, there in expected.items() if there is not None}

    @pytest.mark.parametrize("text", [*FORMULA_LIKE, *HARMLESS])
    def test_a_text_stays_a_text_whatever_it_looks_like(self, entries: LiveBook, text: str) -> None:
        set_cells(entries, change(2, RESULT, text), change(2, DAY, text), change(4, PROGRESS, text))
        page = entries.open().read().sheet("Tư pháp")
        assert [page.value(2, RESULT), page.value(2, DAY), page.value(4, PROGRESS)] == [text] * 3
        assert not any(note.formula or note.error for note in page.notes.values())

    def test_a_number_that_people_shall_see_is_a_share_in_a_cell_that_shows_percent(self) -> None:
        shown = sheet("Tư pháp", "| Mã NV | Tiến độ | Khác |\n| V.1 | 0.4 | 5 |", notes={(2, 2): CellNote(percent=True)})
        entries = self.make((shown,))
        set_cells(entries, CellChange(2, 2, 0.4, None), CellChange(2, 3, 5, None))
        set_cells(entries, CellChange(2, 2, None, 28.5, as_seen=True), CellChange(2, 3, None, 28.5, as_seen=True))
        page = entries.open().read().sheet("Tư pháp")
        assert (page.value(2, 2), page.value(2, 3)) == (0.285, 28.5)
        assert page.notes == {(2, 2): CellNote(percent=True)}

    @pytest.mark.parametrize(("stands", "number"), [(None, 120), (0.95, 120), (1, 1), ("một nửa", 0.5)], ids=str)
    def test_a_number_that_is_no_share_is_shown_as_it_is_also_in_a_cell_that_shows_percent(
        self, stands: CellValue, number: int | float
    ) -> None:
        shown = sheet("Tư pháp", "| Mã NV | Kết quả | Khác |\n| V.1 | 0.4 | 5 |", notes={(2, 2): CellNote(percent=True)})
        entries = self.make((shown,))
        set_cells(entries, CellChange(2, 2, 0.4, stands, (1, "V.1")))
        assert set_cells(entries, CellChange(2, 2, stands, number, (1, "V.1"), plain=True)).changed, "1 was shown as 100 %"
        page = entries.open().read().sheet("Tư pháp")
        assert (page.value(2, 2), page.value(2, 3), page.notes) == (number, 5, {})
        assert not set_cells(entries, CellChange(2, 2, number, number, (1, "V.1"), plain=True)).changed

    def test_a_number_typed_as_text_may_become_a_number_and_back(self, entries: LiveBook) -> None:
        set_cells(entries, change(4, RESULT, 12))
        set_cells(entries, CellChange(4, RESULT, 12, "12", (1, "V.3")))
        assert entries.open().read().sheet("Tư pháp").value(4, RESULT) == "12"

    def test_writing_what_stands_there_changes_nothing(self, entries: LiveBook) -> None:
        before = entries.open().read()
        outcome = set_cells(entries, change(2, STATUS, "Đang thực hiện"), change(4, DAY, None), change(2, DAY, date(2023, 3, 10)))
        assert not outcome.changed
        assert entries.open().read() == before

    def test_another_present_value_refuses_the_whole_write(self, entries: LiveBook) -> None:
        before = entries.open().read()
        wrong = CellChange(2, PROGRESS, 41, 100, (1, "V.1"))
        self._refused(entries, before, ExternallyChanged, change(2, STATUS, "Hoàn thành"), wrong)
        self._refused(entries, before, ExternallyChanged, CellChange(4, STATUS, "", "x", (1, "V.2")))
        self._refused(entries, before, ExternallyChanged, CellChange(4, RESULT, 12, "x"))

    def test_another_row_refuses_the_whole_write(self, entries: LiveBook) -> None:
        before = entries.open().read()
        wrong = CellChange(3, STATUS, "Hoàn thành", "Tạm dừng", (1, "V.1"))
        self._refused(entries, before, ExternallyChanged, change(2, STATUS, "Hoàn thành"), wrong)

    def test_a_stale_version_is_refused(self, entries: LiveBook) -> None:
        book = entries.open()
        stale = book.read().version
        entries.type_into("Tư pháp", 3, RESULT, "vừa gõ")
        now = entries.open().read()
        with pytest.raises(ExternallyChanged):
            book.write((SetCells("Tư pháp", (change(2, STATUS, "Hoàn thành"),)),), stale)
        assert entries.open().read() == now

    def test_a_formula_is_never_written_over(self, entries: LiveBook) -> None:
        entries.type_into("Tư pháp", 4, PROGRESS, "=40+2")
        before = entries.open().read()
        present = before.sheet("Tư pháp").value(4, PROGRESS)
        refusal = self._refused(entries, before, BookUnwritable, CellChange(4, PROGRESS, present, 50, (1, "V.3")))
        assert "«Tư pháp», ô D4" in refusal.message
        assert refusal.next_step

    @pytest.mark.parametrize(
        ("row", "column", "value"),
        [(1_048_577, 1, "x"), (2, 16_385, "x"), (0, 1, "x"), (2, RESULT, "x" * 32_768), (2, PROGRESS, float("inf"))],
        ids=["row", "column", "no row", "text", "number"],
    )
    def test_what_no_cell_can_hold_is_refused(self, entries: LiveBook, row: int, column: int, value: CellValue) -> None:
        before = entries.open().read()
        old = before.sheet("Tư pháp").value(row, column)
        self._refused(entries, before, BookUnwritable, CellChange(row, column, old, value))

    def test_a_sheet_that_is_not_there_is_refused(self, entries: LiveBook) -> None:
        before = entries.open().read()
        with pytest.raises(SheetConflict):
            write_all(entries, SetCells("Không có", (CellChange(2, 3, None, "x"),)))
        assert entries.open().read() == before

    def test_several_sheets_at_once_and_nothing_of_it_where_one_cell_is_wrong(self, entries: LiveBook) -> None:
        before = entries.open().read()
        here = SetCells("Tư pháp", (change(3, RESULT, "đã chứng thực"), change(4, STATUS, "Tạm dừng")))
        there = SetCells("Văn phòng", (CellChange(2, 2, "Đang thực hiện", "Hoàn thành", (1, "I.1")),))
        wrong = SetCells("Văn phòng", (CellChange(2, 2, "Đang thực hiện", "Hoàn thành", (1, "I.2")),))
        with pytest.raises(ExternallyChanged):
            write_all(entries, here, wrong)
        assert entries.open().read() == before
        write_all(entries, here, there)
        assert cells_of(entries.open().read()) == {
            **cells_of(before),
            ("Tư pháp", 3, RESULT): "đã chứng thực",
            ("Tư pháp", 4, STATUS): "Tạm dừng",
            ("Văn phòng", 2, 2): "Hoàn thành",
        }

    def test_together_with_sheets_of_ours_and_marks(self, entries: LiveBook) -> None:
        from sheetsync.core.cells import Rectangle  # noqa: PLC0415
        from sheetsync.core.edits import Highlight, PutSheet, SetHighlights  # noqa: PLC0415
        from sheetsync.core.sheets.looks import Look  # noqa: PLC0415
        from tests.contract.plan_book_contract import NAME, design  # noqa: PLC0415 - it inherits this class

        before = entries.open().read()
        marks = SetHighlights("Tư pháp", (Highlight((Rectangle(2, 1, 4, 6),), '$A2="V.2"', Look(fill="FDE2E2")),))
        here = SetCells("Tư pháp", (change(2, STATUS, "Hoàn thành"), change(2, DAY, date(2023, 3, 14))))
        write_all(entries, PutSheet(design()), here, marks)
        after = entries.open().read()
        assert {place: value for place, value in cells_of(after).items() if place[0] != NAME} == {
            **cells_of(before),
            ("Tư pháp", 2, STATUS): "Hoàn thành",
            ("Tư pháp", 2, DAY): date(2023, 3, 14),
        }
        assert after.sheet(NAME).value(4, 1) == "Đã xong"
        assert entries.mark_count("Tư pháp") == 1
        wrong = SetCells("Tư pháp", (CellChange(2, STATUS, "Đang thực hiện", "x"),))
        with pytest.raises(ExternallyChanged):
            write_all(entries, PutSheet(design("mới")), wrong, SetHighlights("Tư pháp"))
        assert entries.open().read() == after
        assert entries.mark_count("Tư pháp") == 1

    def test_a_sheet_of_ours_takes_no_entries(self, entries: LiveBook) -> None:
        from tests.contract.plan_book_contract import NAME, put  # noqa: PLC0415 - it inherits this class

        write_all(entries, put())
        before = entries.open().read()
        with pytest.raises(SheetConflict):
            write_all(entries, SetCells(NAME, (CellChange(4, 1, "Đã xong", "x"),)))
        assert entries.open().read() == before

    def _refused(self, entries: LiveBook, before: BookContent, kind: type[Any], *changes: CellChange) -> Any:
        with pytest.raises(kind) as refusal:
            set_cells(entries, *changes)
        assert entries.open().read() == before
        return refusal.value


def change(row: int, column: int, new: CellValue) -> CellChange:
    """From what ENTRIES holds there, anchored where it has an id."""
    task = ENTRIES.value(row, 1)
    return CellChange(row, column, ENTRIES.value(row, column), new, (1, task) if task else None)


def set_cells(live: LiveBook, *changes: CellChange) -> Any:
    return write_all(live, SetCells("Tư pháp", changes))


def write_all(live: LiveBook, *edits: Edit) -> Any:
    book = live.open()
    return book.write(edits, book.read().version)


def cells_of(content: BookContent) -> dict[tuple[str, int, int], CellValue]:
    return {
        (page.name, page.first_row + i, page.first_column + j): value
        for page in content.sheets
        for i, row in enumerate(page.rows)
        for j, value in enumerate(row)
        if value is not None
    }
