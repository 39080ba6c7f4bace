"""A tab of a workbook that is open in Excel brought back: on the screen, without being saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sheetsync.book_places import OpenWorkbook
from sheetsync.cli import run_command_line
from tests.excel_engine.engine import register, start, stop_all
from tests.excel_engine.open_book import OpenBook
from tests.restoring.restoring_office import OFFICE, first_moment
from tests.small_office import write_book, write_config

BOOK = "excel:so"
Q1 = ("--period", "2023-Q1")


class Desk:
    """The small office's workbook on the screen, remembered once; three cells typed over since."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.live = OpenBook(start(separator=";").open(write_book(folder / "so.xlsx")))
        self.config = ("--config", str(write_config(folder / "cau-hinh")), *Q1)
        self.says("highlight", BOOK)
        for row, column in ((5, 7), (6, 8), (7, 6)):
            self.live.type_into(OFFICE, row, column, "khác")

    def says(self, command: str, *more: str) -> tuple[int, str, str]:
        code = run_command_line([command, *more, *self.config])
        shown = self._capsys.readouterr()
        return code, " ".join(shown.out.split()), " ".join(shown.err.split())

    def restores(self, *more: str) -> tuple[int, str, str]:
        return self.says("restore", BOOK, "--tab", OFFICE, "--at", first_moment(OpenWorkbook("so")), *more)

    def cells(self) -> list[object]:
        page = self.live.open().read().sheet(OFFICE)
        return [page.value(5, 7), page.value(6, 8), page.value(7, 6)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "của tôi"))
    register()
    yield Desk(tmp_path, capsys)
    stop_all()


def test_the_entries_come_back_on_the_screen_only(desk: Desk) -> None:
    saved = desk.live.on_disk.read_bytes()
    code, out, err = desk.restores()
    assert (code, err) == (0, "")
    assert desk.cells() == [date(2023, 2, 20), "Đã niêm yết 80 thủ tục", "Đang làm"]
    assert "Đã ghi vào sổ «so.xlsx» đang mở trong Excel. Sổ chưa được lưu" in out
    assert desk.live.on_disk.read_bytes() == saved
    again = out.split('với --at "')[1].split('"')[0]
    assert desk.says("restore", BOOK, "--tab", OFFICE, "--at", again)[0] == 0
    assert desk.cells() == ["khác"] * 3


def test_a_sheet_locked_with_a_password_is_told_and_stays(desk: Desk) -> None:
    page = desk.live.page(OFFICE)
    page.ProtectContents, page.password = True, "khóa"
    code, _, err = desk.restores()
    assert code == 4
    assert f"«{OFFICE}»" in err
    assert desk.cells() == ["khác"] * 3


def test_a_lock_without_a_password_closes_again(desk: Desk) -> None:
    page = desk.live.page(OFFICE)
    page.ProtectContents = page.ProtectDrawingObjects = page.ProtectScenarios = True
    assert desk.restores()[0] == 0
    assert page.ProtectContents
    assert desk.cells()[1] == "Đã niêm yết 80 thủ tục"
