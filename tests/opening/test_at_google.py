"""The second quarter opened in a Google Sheet: the same cells as in the file."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.book import BookContent
from sheetsync.core.plan_exchange.edition import read_edition
from tests.google.machine import Machine, address
from tests.google.shared_book import SharedBook
from tests.google_service import GoogleService
from tests.opening.test_own_workbook import filled
from tests.small_office import write_book, write_config


@pytest.fixture
def machine(
    google: GoogleService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Machine:
    made = Machine(google, tmp_path, monkeypatch, capsys)
    made.put_key()
    return made


def values(content: BookContent) -> dict[tuple[str, int, int], object]:
    return {
        (sheet.name, row, column): value
        for sheet in content.sheets
        for row, cells in enumerate(sheet.rows, sheet.first_row)
        for column, value in enumerate(cells, sheet.first_column)
        if value is not None
    }


def test_the_small_office_s_sheet(machine: Machine, tmp_path: Path) -> None:
    path, config = write_book(tmp_path / "so.xlsx"), ("--config", str(write_config(tmp_path / "cau-hinh")))
    book = openpyxl.load_workbook(path)
    for tab in ("Văn phòng", "Tư pháp"):
        book[tab]["K4"], book[tab]["A2"] = "Kết quả các kỳ trước", "Kỳ báo cáo: Quý I/2023"
    book.save(path)
    shared = SharedBook(machine.google, XlsxBook(path).read().sheets)
    before = values(shared.read())
    asked = ("open", address(shared.spreadsheet), "2023-Q2", *config)
    code, _ = machine.answers(*asked, "--dry-run")
    assert (code, values(shared.read())) == (0, before)
    assert machine.says("open", str(path), "2023-Q2", *config)[0] == 0
    code, out, _ = machine.says(*asked)
    assert code == 0
    assert "Tệp → Lịch sử phiên bản" in out
    assert values(shared.read()) == values(XlsxBook(path).read())
    code, _, err = machine.says(*asked)
    assert code == 2
    assert "Sổ đã mở kỳ Quý II/2023 rồi" in err
    opened = values(shared.read())
    assert machine.says("undo", address(shared.spreadsheet))[0] == 0
    assert values(shared.read()) == opened  # what stands in people's cells is taken back with Google's own versions


def test_a_plan_workbook(machine: Machine, tmp_path: Path) -> None:
    settings = load_settings(None)
    path = tmp_path / "ke-hoach.xlsx"
    content = filled(path, settings)
    shared = SharedBook(machine.google, content.sheets)
    assert machine.says("open", address(shared.spreadsheet), "2023-Q2")[0] == 0
    assert machine.says("open", str(path), "2023-Q2")[0] == 0
    edition = read_edition(shared.read())
    assert edition is not None
    assert edition.period == "2023-Q2"
    tabs = [official.tab for official in settings.plan.officials if official.tab]
    there, here = values(shared.read()), values(XlsxBook(path).read())
    assert {place: value for place, value in there.items() if place[0] in ("VP UBND", "_sheetsync")} == {
        place: value for place, value in here.items() if place[0] in ("VP UBND", "_sheetsync")
    }
    assert {shared.read().sheet(tab).value(2, 1) for tab in tabs} == {here[tabs[0], 2, 1]}
