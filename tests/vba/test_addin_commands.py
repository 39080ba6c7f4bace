"""What the macros call in Python, on a workbook on disk in place of one that is open in Excel."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sheetsync import addin_commands
from sheetsync.adapters.xlsx.vba.sources import macro_modules
from sheetsync.addin_commands import ActiveBook
from sheetsync.cli import run_command_line
from tests.small_office import write_book, write_config

Boxes = list[tuple[str, str, int]]
ON_THE_DAY = "2023-03-15"


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Boxes:
    """The message boxes that were shown: title, text and the window they belong to."""
    shown: Boxes = []
    monkeypatch.setattr(addin_commands, "show_box", lambda title, text, window: shown.append((title, text, window)))
    return shown


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small office's workbook, active in Excel with the tab of the office, on 15 March 2023."""
    path = write_book(tmp_path / "so.xlsx")
    active = ActiveBook(str(path), "Văn phòng", 77, write_config(tmp_path / "cau-hinh"))
    monkeypatch.setattr(addin_commands, "active_book", lambda: active)
    monkeypatch.setattr(
        addin_commands,
        "run_command_line",
        lambda arguments: run_command_line([*arguments, "--as-of", ON_THE_DAY]),
    )
    return path


def test_the_full_check_tells_what_is_wrong_in_the_active_tab(book: Path, boxes: Boxes) -> None:
    before = book.read_bytes()
    addin_commands.check()
    ((title, text, window),) = boxes
    assert (title, window) == ("Kiểm tra đầy đủ tab «Văn phòng»", 77)
    assert re.match(r"Có \d+ lỗi, \d+ cảnh báo\.\n\nÔ F7 \(Trạng thái\): «Đang làm»", text)
    assert "Tư pháp" not in text
    assert book.read_bytes() == before


def test_a_right_tab_hears_that_nothing_is_wrong(book: Path, boxes: Boxes, monkeypatch: pytest.MonkeyPatch) -> None:
    active = addin_commands.active_book()
    monkeypatch.setattr(addin_commands, "active_book", lambda: ActiveBook(active.address, "Tư pháp", 0, active.config))
    addin_commands.check()
    assert boxes[0][1] == "Không thấy lỗi nào trong tab này."


def test_the_office_s_commands_do_what_the_command_line_does(book: Path, boxes: Boxes) -> None:
    addin_commands.mark_overdue()
    addin_commands.consolidate()
    addin_commands.status()
    marked, report, status = boxes
    assert marked[0] == "Đánh dấu quá hạn"
    assert "Đã tô màu" in marked[1]
    assert "«Báo cáo Quý I-2023»" in report[1]
    assert "A.3: quá hạn 14 ngày" in report[1]
    assert re.search(r"VP: \d/3 đã báo cáo", status[1])
    assert "Hạn nộp 14/3/2023, hạn gửi 17/3/2023." in status[1]


@pytest.mark.parametrize(
    "command", [addin_commands.check, addin_commands.mark_overdue, addin_commands.consolidate, addin_commands.status]
)
def test_a_failure_is_told_in_its_own_words(command: Callable[[], None], book: Path, boxes: Boxes) -> None:
    book.unlink()
    command()
    ((title, text, _),) = boxes
    assert title == "Chưa làm được"
    assert text.startswith("Không thấy tệp")
    assert "Vui lòng kiểm tra lại đường dẫn" in text


def test_without_excel_there_is_a_box_and_no_traceback(boxes: Boxes) -> None:
    addin_commands.check()
    ((title, text, _),) = boxes
    assert title == "Chưa làm được"
    assert "Vui lòng lưu, đóng sổ" in text


def test_a_long_list_is_cut_and_says_how_much_is_left(boxes: Boxes, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = [{"sheet": "Tab", "severity": "error", "message": f"Sheet «Tab», ô A{row}: sai."} for row in range(1, 41)]
    monkeypatch.setattr(addin_commands, "active_book", lambda: ActiveBook("so.xlsx", "Tab"))
    monkeypatch.setattr(addin_commands, "_document", lambda *_: {"findings": findings})
    addin_commands.check()
    lines = boxes[0][1].splitlines()
    assert lines[0] == "Có 40 lỗi, 0 cảnh báo."
    assert lines[2:] == [*(f"Ô A{row}: sai." for row in range(1, 16)), "… và 25 dòng nữa."]


def test_the_active_book_is_the_one_that_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import xlwings  # noqa: PLC0415 - only here

    def caller() -> SimpleNamespace:
        sheets = SimpleNamespace(active=SimpleNamespace(name="VP UBND"))
        return SimpleNamespace(name="sổ.xlsm", fullname=str(tmp_path / "sổ.xlsm"), sheets=sheets, app=SimpleNamespace(hwnd=5))

    monkeypatch.setattr(xlwings.Book, "caller", caller)
    assert addin_commands.active_book() == ActiveBook("excel:sổ.xlsm", "VP UBND", 5, None)
    folder = tmp_path / "sổ - cấu hình"
    folder.mkdir()
    assert addin_commands.active_book() == ActiveBook("excel:sổ.xlsm", "VP UBND", 5, folder)
    shutil.rmtree(folder)


def test_every_job_that_the_macros_name_is_there() -> None:
    source = "".join(module.source for module in macro_modules(ribbon=True))
    jobs = re.findall(r'(?:PythonDid\(|OfficeJob "\w+", )"(\w+)"', source)
    assert sorted(jobs) == ["check", "consolidate", "mark_overdue", "status"]
    for job in jobs:
        assert callable(getattr(addin_commands, job))
    assert "import sheetsync.addin_commands; sheetsync.addin_commands." in source
