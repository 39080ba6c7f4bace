"""The commands that send, take, open and remind, on a workbook that is open in Excel: as on the file, and nothing is saved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsync.cli import run_command_line
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import CellValue
from tests.collect.desk import DIFFICULTY, DONE_ON, RESULT, STATUS, fill_in, find, in_book
from tests.excel_engine.fixtures import excel, own_folder
from tests.excel_engine.open_book import OpenBook
from tests.excel_engine.workbook import Application
from tests.small_office import HEADINGS, write_book, write_config

__all__ = ["excel", "own_folder"]

ON_THE_DAY = ("--as-of", "2023-03-15", "--period", "2023-Q1")
ADDRESS = "excel:chung"
TAB, MINE = "Văn phòng", "Kế hoạch 2023 - Văn phòng.xlsx"
ROWS = {"A.2": 5, "A.3": 6, "A.4": 7}


class Screen:
    """The office's workbook on the screen, and what its file holds."""

    def __init__(self, folder: Path, excel: Application, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.config = write_config(folder / "config")
        self.file = write_book(folder / "chung.xlsx")
        self.saved = self.file.read_bytes()
        self.book = OpenBook(excel.open(self.file))
        self._capsys = capsys

    def says(self, *arguments: str | Path, day: Sequence[str] = ON_THE_DAY) -> tuple[int, str]:
        code = run_command_line([*map(str, arguments), *day, "--config", str(self.config)])
        shown = self._capsys.readouterr()
        return code, " ".join((shown.out + shown.err).split())

    def answers(self, *arguments: str | Path, day: Sequence[str] = ON_THE_DAY) -> tuple[int, dict[str, Any]]:
        code = run_command_line([*map(str, arguments), *day, "--config", str(self.config), "--json"])
        document: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return code, document

    def shows(self, heading: str, task: str) -> CellValue:
        return self.book.open().read().sheet(TAB).value(ROWS[task], column(heading))

    def read(self, sheet: str) -> SheetContent:
        return self.book.open().read().sheet(sheet)

    def sheets(self) -> list[str]:
        return [sheet.name for sheet in self.book.open().read().sheets]

    def types(self, heading: str, task: str, value: CellValue) -> None:
        self.book.type_into(TAB, ROWS[task], column(heading), value)


def column(heading: str) -> int:
    return HEADINGS.index(heading) + 1


@pytest.fixture
def screen(tmp_path: Path, excel: Application, capsys: pytest.CaptureFixture[str]) -> Screen:
    return Screen(tmp_path, excel, capsys)


def test_what_is_handed_out_is_what_stands_on_the_screen_and_what_comes_back_goes_there(screen: Screen, own_folder: Path) -> None:
    screen.types(RESULT, "A.3", "chưa lưu 90")
    folder = screen.folder / "phát"
    code, handed = screen.answers("hand-out", ADDRESS, "--to", folder)
    assert (code, [Path(file["path"]).name for file in handed["files"]]) == (0, [MINE, "Kế hoạch 2023 - Tư pháp.xlsx"])
    assert find(openpyxl.load_workbook(folder / MINE)[TAB], "A.3", RESULT).value == "chưa lưu 90"
    assert list((own_folder / "hand-outs").iterdir())
    fill_in(folder / MINE, TAB, ("A.4", STATUS, "Đang thực hiện"), ("A.3", RESULT, "Đã niêm yết 95 thủ tục"))
    code, said = screen.says("collect", folder, "--into", ADDRESS)
    assert code == 0
    unsaved = "Sổ «chung.xlsx» đang mở trong Excel chưa được lưu: vui lòng xem lại rồi lưu."
    assert f"{unsaved} Đóng mà không lưu thì chạy lại lệnh này để thu lại." in said
    assert (screen.shows(STATUS, "A.4"), screen.shows(RESULT, "A.3")) == ("Đang thực hiện", "Đã niêm yết 95 thủ tục")
    code, again = screen.answers("collect", folder, "--into", f"{ADDRESS}.xlsx")
    assert (code, again["changes"], [file["hand_out_known"] for file in again["files"]]) == (0, [], [True, True])
    assert screen.file.read_bytes() == screen.saved


def test_closed_unsaved_after_a_collect_the_same_command_takes_it_again(screen: Screen, excel: Application) -> None:
    folder = screen.folder / "phát"
    screen.says("hand-out", ADDRESS, "--to", folder)
    fill_in(folder / MINE, TAB, ("A.4", STATUS, "Đang thực hiện"), ("A.3", RESULT, "Đã niêm yết 95 thủ tục"))
    screen.says("collect", folder, "--into", ADDRESS)
    excel.workbooks.remove(screen.book.workbook)
    screen.book = OpenBook(excel.open(screen.file))
    assert screen.shows(STATUS, "A.4") != "Đang thực hiện"
    code, again = screen.answers("collect", folder, "--into", ADDRESS)
    assert (code, len(again["changes"]), again["conflicts"]) == (0, 2, [])
    assert (screen.shows(STATUS, "A.4"), screen.shows(RESULT, "A.3")) == ("Đang thực hiện", "Đã niêm yết 95 thủ tục")


def test_what_both_changed_and_what_waits_for_review_is_listed_on_the_screen(screen: Screen) -> None:
    folder = screen.folder / "phát"
    screen.says("hand-out", ADDRESS, "--to", folder)
    screen.types(STATUS, "A.4", "Tạm dừng")
    fill_in(folder / MINE, TAB, ("A.4", STATUS, "Hoàn thành"), ("A.3", RESULT, "Đã niêm yết 95 thủ tục"))
    assert screen.says("collect", folder, "--into", ADDRESS, "--review")[0] == 3
    assert {"Xung đột", "Duyệt thay đổi"} <= set(screen.sheets())
    screen.book.type_into("Xung đột", 5, 8, "Sổ kia")
    assert screen.read("Duyệt thay đổi").value(4, 3) == "A.3"
    screen.book.type_into("Duyệt thay đổi", 4, 10, "Nhận")
    assert screen.says("collect", folder, "--into", ADDRESS)[0] == 0
    assert (screen.shows(STATUS, "A.4"), screen.shows(RESULT, "A.3")) == ("Hoàn thành", "Đã niêm yết 95 thủ tục")
    assert not {"Xung đột", "Duyệt thay đổi"} & set(screen.sheets())


def test_reminders_are_of_what_stands_on_the_screen(screen: Screen) -> None:
    screen.types(STATUS, "A.3", "Hoàn thành")
    screen.types(DONE_ON, "A.3", date(2023, 3, 1))
    code, said = screen.says("remind", ADDRESS)
    assert (code, "quá 14 ngày" in said) == (0, False)
    code, said = screen.says("remind", ADDRESS, "--to", screen.folder / "nhắc")
    assert (code, (screen.folder / "nhắc" / "nhac-VP.txt").is_file()) == (0, True)
    screen.types(STATUS, "A.3", "Đang thực hiện")
    screen.types(DONE_ON, "A.3", None)
    assert "quá 14 ngày" in screen.says("remind", ADDRESS)[1]


def test_the_next_quarter_is_opened_on_the_screen_and_closing_unsaved_takes_it_back(tmp_path: Path, excel: Application) -> None:
    path = tmp_path / "ke-hoach.xlsx"
    assert run_command_line(["new", "--output", str(path), *ON_THE_DAY]) == 0
    fill_in(path, "VP UBND", ("II.2.01", STATUS, "Đang thực hiện"), ("II.2.01", RESULT, "Đã rà soát 12 thủ tục"))
    saved = path.read_bytes()
    live = OpenBook(excel.open(path))
    assert run_command_line(["open", "excel:ke-hoach", "2023-Q2", "--as-of", "2023-04-03"]) == 0
    content = live.open().read()
    assert in_book(content, "VP UBND", "II.2.01", "Kết quả các kỳ trước") == "Quý I/2023: Đã rà soát 12 thủ tục"
    assert in_book(content, "VP UBND", "II.2.01", RESULT) is None
    assert run_command_line(["open", "excel:ke-hoach", "2023-Q2", "--as-of", "2023-04-03"]) == 2
    assert path.read_bytes() == saved


def test_the_screen_and_a_file_are_kept_one(screen: Screen) -> None:
    other = write_book(screen.folder / "kia.xlsx")
    screen.says("sync", ADDRESS, other)
    screen.types(STATUS, "A.4", "Tạm dừng")
    fill_in(other, TAB, ("A.3", RESULT, "Đã niêm yết 95 thủ tục"))
    code, said = screen.says("sync", ADDRESS, other)
    assert (code, "Sổ «chung.xlsx» đang mở trong Excel chưa được lưu" in said) == (0, True)
    assert screen.shows(RESULT, "A.3") == "Đã niêm yết 95 thủ tục"
    assert find(openpyxl.load_workbook(other)[TAB], "A.4", STATUS).value == "Tạm dừng"
    screen.types(STATUS, "A.3", "Tạm dừng")
    fill_in(other, TAB, ("A.3", STATUS, "Hoàn thành"))
    assert screen.says("sync", ADDRESS, other)[0] == 3
    assert "Xung đột" in screen.sheets()
    assert screen.says("resolve", ADDRESS, other, "--right", "*")[0] == 0
    assert (screen.shows(STATUS, "A.3"), "Xung đột" in screen.sheets()) == ("Hoàn thành", False)
    assert "đã khớp nhau" in screen.says("sync", ADDRESS, other)[1]
    fill_in(other, TAB, ("A.3", DIFFICULTY, None))
    assert len(screen.answers("sync", f"{ADDRESS}.xlsx", other)[1]["changes"]) == 1, "the same book, by its whole name"
    assert screen.file.read_bytes() == screen.saved


def test_closed_unsaved_after_a_sync_it_takes_nothing_away_from_the_other(screen: Screen, excel: Application) -> None:
    other = write_book(screen.folder / "kia.xlsx")
    screen.says("sync", ADDRESS, other)
    fill_in(other, TAB, ("A.3", RESULT, "Đã niêm yết 95 thủ tục"), ("A.4", DIFFICULTY, "Chưa có giảng viên"))
    told = screen.says("sync", ADDRESS, other)[1]
    assert "Đóng mà không lưu thì lần đồng bộ sau hỏi lại từng ô ấy." in told
    excel.workbooks.remove(screen.book.workbook)
    screen.book = OpenBook(excel.open(screen.file))
    code, document = screen.answers("sync", ADDRESS, other)
    assert (code, document["changes"], len(document["conflicts"])) == (3, [], 2)
    assert screen.says("resolve", ADDRESS, other, "--right", "*")[0] == 0
    assert (screen.shows(RESULT, "A.3"), screen.shows(DIFFICULTY, "A.4")) == ("Đã niêm yết 95 thủ tục", "Chưa có giảng viên")


def test_a_workbook_and_the_file_that_it_came_from_are_one_book(screen: Screen) -> None:
    for places in ((ADDRESS, screen.file), (screen.file, ADDRESS), (ADDRESS, f"{ADDRESS}.xlsx")):
        code, said = screen.says("sync", *places)
        assert (code, "cùng một sổ" in said) == (2, True)
