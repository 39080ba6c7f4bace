"""What every book must do, whatever it is kept in: each adapter's tests inherit this class and say how to make a book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pytest

from sheetsync.core.book import SheetContent, SheetKind
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.edits import Edit, Highlight, PutSheet, RemoveOwnSheets, SetHighlights
from sheetsync.core.sheets.design import CellDesign, SheetDesign
from sheetsync.core.sheets.looks import Look
from sheetsync.errors import ExternallyChanged, SheetConflict
from sheetsync.ports import PlanBook, WriteOutcome
from tests.contract.entry_cells_contract import EntryCellsContract
from tests.design_rows import rows_of
from tests.tables import sheet

TAB = sheet(
    "VP UBND",
    """
    | Mã NV   | Nhiệm vụ        | Thời hạn   | Trạng thái     |
    |---------|-----------------|------------|----------------|
    | II.1.01 | Ban hành văn bản | 2023-03-10 | Hoàn thành     |
    | II.1.02 | Tập huấn        | 15/3/2023  | Đang thực hiện |
    """,
)
NOTES = sheet("Ghi chú", "| riêng của văn phòng | 12.5 |")
NAME = "Báo cáo Quý I-2023"


class LiveBook(Protocol):
    """A book that a test can open as the product does, and change as a person does."""

    def open(self) -> PlanBook: ...
    def type_into(self, sheet: str, row: int, column: int, value: CellValue) -> None:
        """A person types into a cell and saves."""

    def add_sheet(self, name: str, text: str) -> None:
        """A person adds a sheet with a text in A1 and saves."""

    def mark_count(self, sheet: str) -> int:
        """How many conditional formats of ours a sheet has."""


def design(text: str = "Đã xong", *, name: str = NAME, kind: SheetKind = SheetKind.REPORT) -> SheetDesign:
    look = Look()
    return SheetDesign(
        name=name,
        kind=kind,
        period="2023-Q1",
        rows=rows_of(
            (
                CellDesign(1, 1, "BÁO CÁO", look),
                CellDesign(2, 1, "=1+1", look),
                CellDesign(3, 2, 98.5, look),
                CellDesign(4, 1, text, look),
            )
        ),
        column_widths=(20, 20),
    )


def put(text: str = "Đã xong") -> PutSheet:
    return PutSheet(design(text))


HIGHLIGHTS = SetHighlights(
    "VP UBND",
    (
        Highlight((Rectangle(2, 1, 3, 4),), '$A2="II.1.02"', Look(fill="FDE2E2")),
        Highlight((Rectangle(2, 4, 3, 4),), '$D2=""', Look(fill="FFC7CE", bold=True)),
    ),
)


class PlanBookContract(EntryCellsContract):
    """Inherit, and give `make`."""

    def make(self, sheets: Sequence[SheetContent]) -> LiveBook:
        raise NotImplementedError

    @pytest.fixture
    def live(self) -> LiveBook:
        return self.make((TAB, NOTES))

    def test_a_read_gives_every_sheet_and_a_version(self, live: LiveBook) -> None:
        content = live.open().read()
        assert [s.name for s in content.sheets] == ["VP UBND", "Ghi chú"]
        assert values(content.sheet("VP UBND")) == values(TAB)
        assert values(content.sheet("Ghi chú")) == values(NOTES)
        assert content.version == live.open().read().version

    def test_the_version_follows_the_content(self, live: LiveBook) -> None:
        before = live.open().read().version
        live.type_into("VP UBND", 3, 4, "Hoàn thành")
        assert live.open().read().version != before

    def test_a_stale_version_is_refused_and_nothing_is_written(self, live: LiveBook) -> None:
        book = live.open()
        stale = book.read().version
        live.type_into("VP UBND", 3, 4, "Hoàn thành")
        now = live.open().read()
        with pytest.raises(ExternallyChanged) as refusal:
            book.write((put(), HIGHLIGHTS), stale)
        assert refusal.value.message
        assert refusal.value.next_step
        assert live.open().read() == now
        assert live.mark_count("VP UBND") == 0

    def test_a_sheet_of_ours_is_read_back_with_its_mark(self, live: LiveBook) -> None:
        outcome = write(live, put())
        assert outcome.changed
        content = live.open().read()
        ours = content.sheet(NAME)
        assert (ours.value(1, 1), ours.value(2, 1), ours.value(3, 2), ours.value(4, 1)) == ("BÁO CÁO", "=1+1", 98.5, "Đã xong")
        assert ours.own is not None
        assert (ours.own.kind, ours.own.period, ours.own.edited) == (SheetKind.REPORT, "2023-Q1", False)

    def test_people_s_sheets_stay_as_they_are(self, live: LiveBook) -> None:
        write(live, put(), HIGHLIGHTS)
        content = live.open().read()
        assert values(content.sheet("VP UBND")) == values(TAB)
        assert values(content.sheet("Ghi chú")) == values(NOTES)
        assert content.sheet("VP UBND").own is None

    def test_writing_the_same_again_changes_nothing(self, live: LiveBook) -> None:
        write(live, put(), HIGHLIGHTS)
        before = live.open().read()
        outcome = write(live, put(), HIGHLIGHTS)
        assert not outcome.changed
        assert outcome.backup is None
        assert live.open().read() == before

    def test_a_sheet_of_ours_is_put_in_place_of_the_earlier_one(self, live: LiveBook) -> None:
        write(live, put("cũ"))
        live.add_sheet("Thêm sau", "x")
        write(live, put("mới"))
        content = live.open().read()
        assert [s.name for s in content.sheets] == ["VP UBND", "Ghi chú", NAME, "Thêm sau"]
        assert content.sheet(NAME).value(4, 1) == "mới"

    def test_a_sheet_of_ours_that_a_person_edited_is_kept_under_another_name(self, live: LiveBook) -> None:
        write(live, put("cũ"))
        live.type_into(NAME, 4, 1, "sửa tay")
        own = live.open().read().sheet(NAME).own
        assert own is not None
        assert own.edited
        outcome = write(live, put("mới"))
        assert outcome.kept_sheets == ("Báo cáo Q1-2023 (bản sửa tay)",)
        content = live.open().read()
        kept = content.sheet("Báo cáo Q1-2023 (bản sửa tay)")
        assert kept.value(4, 1) == "sửa tay"
        assert kept.own is None
        assert content.sheet(NAME).value(4, 1) == "mới"

    def test_a_second_edited_sheet_is_numbered(self, live: LiveBook) -> None:
        for text in ("một", "hai"):
            write(live, put(text))
            live.type_into(NAME, 9, 1, f"thêm {text}")
        outcome = write(live, put("ba"))
        assert outcome.kept_sheets == ("Báo cáo Q1-2023 (bản sửa tay) 2",)
        assert live.open().read().sheet("Báo cáo Q1-2023 (bản sửa tay)").value(9, 1) == "thêm một"

    @pytest.mark.parametrize("name", [NAME, NAME.upper()])
    def test_a_stranger_s_sheet_of_the_name_is_refused(self, live: LiveBook, name: str) -> None:
        live.add_sheet(name, "của người khác")
        before = live.open().read()
        with pytest.raises(SheetConflict) as refusal:
            write(live, HIGHLIGHTS, put())
        assert name in refusal.value.message
        assert refusal.value.next_step
        assert live.open().read() == before
        assert live.mark_count("VP UBND") == 0

    def test_marks_are_replaced_not_piled_up(self, live: LiveBook) -> None:
        write(live, HIGHLIGHTS)
        assert live.mark_count("VP UBND") == 2
        write(live, SetHighlights("VP UBND", HIGHLIGHTS.highlights[:1]))
        assert live.mark_count("VP UBND") == 1
        write(live, SetHighlights("VP UBND"))
        assert live.mark_count("VP UBND") == 0

    def test_removing_ours_leaves_the_book_as_it_was(self, live: LiveBook) -> None:
        before = live.open().read()
        write(live, put(), HIGHLIGHTS)
        write(live, SetHighlights("VP UBND"), RemoveOwnSheets())
        assert live.open().read().sheets == before.sheets

    def test_only_the_kinds_asked_for_are_removed(self, live: LiveBook) -> None:
        findings = PutSheet(design(name="Kết quả kiểm tra", kind=SheetKind.FINDINGS))
        write(live, put(), findings)
        write(live, RemoveOwnSheets((SheetKind.REPORT,)))
        assert [s.name for s in live.open().read().sheets] == ["VP UBND", "Ghi chú", "Kết quả kiểm tra"]

    def test_an_edited_sheet_outlives_the_removal_as_people_s_own(self, live: LiveBook) -> None:
        write(live, put())
        live.type_into(NAME, 4, 1, "sửa tay")
        outcome = write(live, RemoveOwnSheets())
        assert outcome.kept_sheets == ("Báo cáo Q1-2023 (bản sửa tay)",)
        kept = live.open().read().sheet("Báo cáo Q1-2023 (bản sửa tay)")
        assert kept.own is None
        assert kept.value(4, 1) == "sửa tay"
        assert not write(live, RemoveOwnSheets()).changed
        write(live, put("mới"))  # its name is free again
        assert [s.name for s in live.open().read().sheets] == ["VP UBND", "Ghi chú", "Báo cáo Q1-2023 (bản sửa tay)", NAME]

    def test_removing_from_a_book_without_ours_changes_nothing(self, live: LiveBook) -> None:
        assert not write(live, SetHighlights("VP UBND"), SetHighlights("Không có"), RemoveOwnSheets()).changed


def write(live: LiveBook, *edits: Edit) -> WriteOutcome:
    book = live.open()
    return book.write(edits, book.read().version)


def values(content: SheetContent) -> dict[tuple[int, int], CellValue]:
    return {
        (row, column): content.value(row, column)
        for row in range(1, content.last_row + 1)
        for column in range(1, 20)
        if content.value(row, column) is not None
    }
