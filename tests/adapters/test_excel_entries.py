"""Entries put into an open workbook: the look and the locks stay, nothing is saved, a failure leaves nothing of them behind."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from sheetsync.adapters.excel_live import entries
from sheetsync.core.edits import CellChange, SetCells
from sheetsync.errors import BookUnwritable, ExternallyChanged
from tests.contract.entry_cells_contract import ENTRIES, OTHER, RESULT, STATUS, change, set_cells, write_all
from tests.excel_engine.cells import Range
from tests.excel_engine.engine import register, stop_all
from tests.excel_engine.open_book import OpenBook

TAB = "Tư pháp"


@pytest.fixture(autouse=True)
def excel() -> Any:
    register()
    yield
    stop_all()


@pytest.fixture
def live(tmp_path: Path) -> OpenBook:
    return OpenBook.holding(tmp_path / "Kế hoạch 2023.xlsx", (ENTRIES, OTHER))


def test_the_look_stays_and_a_day_keeps_its_own_format(live: OpenBook) -> None:
    page = live.page(TAB).page
    for name, code in (("C2", "General"), ("E2", "d-mmm-yy"), ("E3", "d-mmm-yy"), ("F2", "@"), ("D2", "0%")):
        page[name].number_format = code
        page[name].font = Font(name="Times New Roman", b=True)
    set_cells(
        live,
        change(2, STATUS, date(2023, 3, 14)),
        change(2, 5, date(2023, 3, 14)),
        change(3, 5, 12),
        change(2, RESULT, 7),
        CellChange(2, 4, 40, 0.5),
    )
    codes = [page[name].number_format for name in ("C2", "E2", "E3", "F2", "D2")]
    assert codes == ["dd/mm/yyyy", "d-mmm-yy", "General", "General", "0%"]
    assert all(page[name].font.b for name in ("C2", "E2", "E3", "F2", "D2"))
    assert live.open().read().sheet(TAB).value(2, RESULT) == 7


@pytest.mark.parametrize("word", ["Mar 5", "tháng 3 5", "TRUE", "true"])
def test_a_word_that_excel_takes_for_something_else_stays_a_word(live: OpenBook, word: str) -> None:
    set_cells(live, change(2, STATUS, word))
    assert live.open().read().sheet(TAB).value(2, STATUS) == word
    assert live.page(TAB).page["C2"].number_format == "General"


def test_nothing_is_saved_and_a_lock_without_password_closes_again(live: OpenBook) -> None:
    page = live.page(TAB)
    before = live.on_disk.read_bytes()
    page.ProtectContents = page.ProtectDrawingObjects = page.ProtectScenarios = True
    page.Protection.AllowSorting = True
    set_cells(live, change(2, STATUS, "Hoàn thành"))
    assert page.ProtectContents
    assert page.Protection.AllowSorting
    assert live.on_disk.read_bytes() == before
    assert not live.workbook.Saved


def test_a_lock_with_a_password_is_told(live: OpenBook) -> None:
    page = live.page(TAB)
    page.ProtectContents, page.password = True, "khóa"
    before = live.open().read()
    with pytest.raises(BookUnwritable, match="mật khẩu"):
        set_cells(live, change(2, STATUS, "Hoàn thành"))
    assert live.open().read() == before


@pytest.mark.parametrize(("cell", "words"), [("H3", "mảng"), ("J1", "tiêu đề"), ("L3", "gộp")])
def test_special_cells_refuse_the_whole_write(live: OpenBook, cell: str, words: str) -> None:
    page = live.page(TAB).page
    page["H2"] = ArrayFormula("H2:H3", "=A2:A3")
    page["J1"], page["K1"], page["J2"] = "Một", "Hai", 1
    page.add_table(Table(displayName="Bang", ref="J1:K2"))
    page.merge_cells("L2:L3")
    row, column = page[cell].row, page[cell].column
    before = live.open().read()
    with pytest.raises(BookUnwritable) as refusal:
        set_cells(live, change(2, STATUS, "x"), CellChange(row, column, before.sheet(TAB).value(row, column), "x"))
    assert f"ô {cell} " in refusal.value.message
    assert words in refusal.value.message
    assert live.open().read() == before


@pytest.mark.parametrize("works", range(4))
def test_a_failure_leaves_the_cells_as_they_were(live: OpenBook, monkeypatch: pytest.MonkeyPatch, works: int) -> None:
    page = live.page(TAB).page
    page["F2"] = "=1+1"
    page["F2"].data_type = "s"
    before = live.open().read()
    codes = {cell.coordinate: cell.number_format for row in page.iter_rows() for cell in row}
    real, done = entries.enter, [0]

    def failing(*given: Any) -> None:
        done[0] += 1
        if done[0] > works:
            raise RuntimeError("Excel is busy")
        real(*given)

    monkeypatch.setattr(entries, "enter", failing)
    with pytest.raises(BookUnwritable, match="sổ như trước khi chạy"):
        set_cells(
            live,
            change(2, STATUS, date(2023, 3, 14)),
            change(2, 5, None),
            CellChange(2, RESULT, "=1+1", "x"),
            change(3, 4, "chữ"),
            change(4, 5, 5),
        )
    assert live.open().read() == before
    assert codes == {cell.coordinate: cell.number_format for row in page.iter_rows() for cell in row}


def test_what_a_person_types_while_everything_is_read_refuses_the_write(live: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    real = entries.refuse_special_cells

    def meanwhile(*given: Any) -> None:
        real(*given)
        live.type_into(TAB, 2, STATUS, "vừa gõ")

    monkeypatch.setattr(entries, "refuse_special_cells", meanwhile)
    with pytest.raises(ExternallyChanged, match="ô C2"):
        set_cells(live, change(3, RESULT, "x"), change(2, STATUS, "Hoàn thành"))
    page = live.open().read().sheet(TAB)
    assert (page.value(2, STATUS), page.value(3, RESULT)) == ("vừa gõ", None)


def test_days_in_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    live = OpenBook.holding(tmp_path / "So.xlsx", (ENTRIES, OTHER))
    live.workbook.book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - cells have no zone
    live.workbook.Date1904 = True
    value = live.open().read().sheet(TAB).value(2, 5)
    write_all(live, SetCells(TAB, (CellChange(2, 5, value, date(2023, 3, 14)), CellChange(3, RESULT, None, date(1904, 1, 2)))))
    page = live.open().read().sheet(TAB)
    assert (page.value(2, 5), page.value(3, RESULT)) == (date(2023, 3, 14), date(1904, 1, 2))
    with pytest.raises(BookUnwritable):
        write_all(live, SetCells(TAB, (CellChange(2, STATUS, "Đang thực hiện", date(1903, 1, 1)),)))


def test_engine_and_adapter_agree_on_what_is_no_text(live: OpenBook) -> None:
    """The engine is as eager as Excel: given as they are, these texts would be something else."""
    cell = live.page(TAB).Range("C2")
    assert isinstance(cell, Range)
    for text in ("15/3/2023", "001", "=1+1", "50%", "#N/A"):
        cell.Value2 = text
        assert cell.Value2 != text or cell.HasFormula
