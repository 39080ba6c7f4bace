"""A tab of a Google Sheet brought back, by the office's command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.book_places import GoogleSheet
from sheetsync.core.cells import CellValue
from tests.google.machine import Machine, address
from tests.google.shared_book import SharedBook
from tests.google_service import batch_updates
from tests.restoring.restoring_office import OFFICE, first_moment
from tests.small_office import write_book, write_config

Q1 = ("--period", "2023-Q1")


class Desk:
    """The small office's book at Google; with a column of shares in percent."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        machine.put_key()
        self.machine = machine
        path = write_book(folder / "so.xlsx")
        book = openpyxl.load_workbook(path)
        book[OFFICE]["K4"] = "Tiến độ (%)"
        for cell, share in (("K5", 1), ("K6", 0.285)):
            book[OFFICE][cell], book[OFFICE][cell].number_format = share, "0%"
        book.save(path)
        self.shared = SharedBook(machine.google, XlsxBook(path).read().sheets)
        self.config = ("--config", str(write_config(folder / "cau-hinh")), *Q1)
        assert machine.says("highlight", address(self.shared.spreadsheet), *self.config)[0] == 1
        self.at = first_moment(GoogleSheet(self.shared.spreadsheet.id))

    def restores(self, *more: str, at: str = "") -> tuple[int, str, str]:
        book = address(self.shared.spreadsheet)
        return self.machine.says("restore", book, "--tab", OFFICE, "--at", at or self.at, *self.config, *more)

    def cell(self, row: int, column: int) -> CellValue:
        return self.shared.read().sheet(OFFICE).value(row, column)

    def clears(self, *cells: str) -> None:
        for cell in cells:
            self.shared.owner.types(OFFICE, cell, "")


@pytest.fixture
def desk(machine: Machine, tmp_path: Path) -> Desk:
    return Desk(machine, tmp_path)


def test_the_entries_come_back_and_the_change_can_be_taken_back(desk: Desk) -> None:
    desk.shared.owner.types(OFFICE, "H6", "khác")
    desk.clears("G5", "K5", "K6")
    before = desk.shared.read()
    code, out, _ = desk.restores("--dry-run")
    assert (code, desk.shared.read()) == (0, before)
    assert "Nếu khôi phục 4 ô" in out
    code, out, err = desk.restores()
    assert (code, err) == (0, "")
    assert "Tệp → Lịch sử phiên bản" in out
    assert desk.cell(6, 8) == "Đã niêm yết 80 thủ tục"
    assert str(desk.cell(5, 7)) == "2023-02-20"
    assert (desk.cell(5, 11), desk.cell(6, 11)) == (1, 0.285)
    assert desk.restores()[1].startswith("Sheet «Văn phòng» đã đúng như")
    assert desk.restores(at=out.split('với --at "')[1].split('"')[0])[0] == 0
    assert desk.cell(6, 8) == "khác"
    assert (desk.cell(5, 7), desk.cell(5, 11)) == (None, None)


def test_what_somebody_types_in_the_same_moment_stays_and_is_told(desk: Desk) -> None:
    desk.shared.owner.types(OFFICE, "H6", "khác")
    desk.shared.owner.types(OFFICE, "H7", "khác")
    desk.machine.google.next(batch_updates).runs_before(lambda: desk.shared.owner.types(OFFICE, "H6", "vừa gõ"))
    code, out, _ = desk.restores()
    assert code == 0
    assert (desk.cell(6, 8), desk.cell(7, 8)) == ("vừa gõ", "Đã lập danh sách 12 người")
    assert "Đã khôi phục 1 ô" in out
    assert "A.3, sheet «Văn phòng», ô H6, cột «Kết quả trong kỳ»: ô vừa có người sửa trong lúc ghi; lúc ấy «Đã niêm yết" in out
    before = out.split('với --at "')[1].split('"')[0]
    assert desk.restores(at=before)[0] == 0
    assert (desk.cell(6, 8), desk.cell(7, 8)) == ("khác", "khác")


def test_where_the_only_cell_is_typed_into_nothing_is_restored(desk: Desk) -> None:
    desk.shared.owner.types(OFFICE, "H6", "khác")
    desk.machine.google.next(batch_updates).runs_before(lambda: desk.shared.owner.types(OFFICE, "H6", "vừa gõ"))
    code, out, err = desk.restores()
    assert (code, err, desk.cell(6, 8)) == (0, "", "vừa gõ")
    assert "Sheet «Văn phòng» không có ô nào để ghi lại như lần chạy" in out
    assert "ô vừa có người sửa trong lúc ghi" in out
    assert all("đang ghi" not in title for title in desk.shared.state.titles)


@pytest.mark.parametrize("act", ["inserts a row", "sorts", "types elsewhere"])
def test_rows_that_move_in_the_same_moment_get_their_own_entries(desk: Desk, act: str) -> None:
    owner = desk.shared.owner
    owner.types(OFFICE, "H6", "khác")
    owner.types(OFFICE, "H7", "khác")
    acts = {
        "inserts a row": lambda: owner.inserts_rows(OFFICE, 6),
        "sorts": lambda: owner.moves_rows(OFFICE, 7, 1, 5),
        "types elsewhere": lambda: owner.types(OFFICE, "J7", "Thiếu máy chiếu"),
    }
    desk.machine.google.next(batch_updates).runs_before(acts[act])
    assert desk.restores()[0] == 0
    rows = {row[1]: row[7] for row in desk.shared.read().sheet(OFFICE).rows if len(row) > 7 and row[1] in ("A.2", "A.3", "A.4")}
    assert rows == {
        "A.2": "Đã ban hành kế hoạch và gửi các bộ phận",
        "A.3": "Đã niêm yết 80 thủ tục",
        "A.4": "Đã lập danh sách 12 người",
    }
    if act == "types elsewhere":
        assert desk.cell(7, 10) == "Thiếu máy chiếu"


def test_a_range_that_we_may_not_edit_is_told_and_nothing_is_written(desk: Desk) -> None:
    desk.shared.owner.types(OFFICE, "H6", "khác")
    desk.shared.owner.types(OFFICE, "H7", "khác")
    desk.shared.owner.protects(OFFICE, "H6:H6")
    before = desk.shared.read()
    code, _, err = desk.restores()
    assert code == 4
    assert err
    assert desk.shared.read() == before
