"""The main job on the sample while it is open in Excel: the same findings, numbers, sheets and colours as on the file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheetsync import addin_commands
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.addin_commands import ActiveBook
from sheetsync.cli import run_command_line
from tests.adapters.small_designs import findings, put
from tests.excel_engine.fixtures import excel, own_folder
from tests.excel_engine.open_book import OpenBook
from tests.excel_engine.workbook import Application

ON_THE_DAY = ("--as-of", "2023-03-15", "--period", "2023-Q1")
ADDRESS = "excel:sổ mẫu"
__all__ = ["excel", "own_folder"]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sổ mẫu.xlsx"
    shutil.copy(Path(__file__).parents[1] / "workbooks" / "mau-2023.xlsx", path)
    return path


@pytest.fixture
def opened(sample: Path, excel: Application) -> OpenBook:
    return OpenBook(excel.open(sample))


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run_command_line([*arguments, "--json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, document


def test_run_finds_reports_and_marks_the_same_as_on_the_file(
    opened: OpenBook, sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    untouched, before = sample.read_bytes(), opened.open().read()
    live_code, live = answer(capsys, "run", ADDRESS, *ON_THE_DAY)
    assert sample.read_bytes() == untouched
    copy = tmp_path / "tệp" / sample.name
    copy.parent.mkdir()
    copy.write_bytes(untouched)
    file_code, file = answer(capsys, "run", str(copy), *ON_THE_DAY)
    assert (live_code, live["findings"], live["summary"]) == (file_code, file["findings"], file["summary"])
    assert live["report"] == file["report"]
    assert live["tabs"] == file["tabs"]
    saved = opened.saved_as(tmp_path / "đã lưu.xlsx")
    one, other = XlsxBook(saved).read(), XlsxBook(copy).read()
    assert [(sheet.name, sheet.own) for sheet in one.sheets] == [(sheet.name, sheet.own) for sheet in other.sheets]
    own = [sheet.name for sheet in other.sheets if sheet.own]
    assert len(own) == 3
    assert [one.sheet(name).rows for name in own] == [other.sheet(name).rows for name in own]
    assert ours(saved) == ours(copy)
    opened.workbook.Saved = True
    _, again = answer(capsys, "run", ADDRESS, *ON_THE_DAY)
    assert again["findings"] == live["findings"]
    assert opened.workbook.Saved  # there was nothing to write
    clean_code, _ = answer(capsys, "clean", ADDRESS)
    assert clean_code == 0
    assert opened.open().read() == before
    assert not ours(opened.saved_as(tmp_path / "đã gỡ.xlsx"))


def ours(path: Path) -> list[tuple[str, str, list[str], str]]:
    """Conditional formats of ours as the file holds them, sheet by sheet, in order of precedence."""
    book = openpyxl.load_workbook(path)
    found = [
        (page.title, rule.priority, str(block.sqref), rule.formula, rule.dxf.fill.bgColor.rgb[-6:])
        for page in book.worksheets
        for block in page.conditional_formatting
        for rule in block.rules
        if rule.formula and 'N("sheetsync")' in rule.formula[0]
    ]
    return [(sheet, where, formula, colour) for sheet, _, where, formula, colour in sorted(found, key=lambda each: each[:2])]


def test_a_new_plan_workbook_is_read_as_from_the_file_takes_ours_and_stays_locked(tmp_path: Path, excel: Application) -> None:
    path = tmp_path / "ke-hoach.xlsx"
    assert run_command_line(["new", "--output", str(path), *ON_THE_DAY]) == 0
    live = OpenBook(excel.open(path))
    before, file = live.open().read(), XlsxBook(path).read()
    assert [(sheet.name, sheet.rows, sheet.notes, sheet.hidden) for sheet in before.sheets] == [
        (sheet.name, sheet.rows, sheet.notes, sheet.hidden) for sheet in file.sheets
    ]
    locked = locks(live)
    assert live.workbook.ProtectStructure
    assert run_command_line(["run", "excel:ke-hoach", *ON_THE_DAY]) == 1
    assert live.mark_count("VP UBND") > 0
    assert len(live.workbook.sheets) == len(before.sheets) + 3
    assert run_command_line(["clean", "excel:ke-hoach"]) == 0
    assert live.open().read() == before
    assert locks(live) == locked
    assert live.workbook.ProtectStructure


def locks(live: OpenBook) -> list[tuple[str, bool, dict[str, object]]]:
    return [(sheet.Name, sheet.ProtectContents, vars(sheet.Protection).copy()) for sheet in live.workbook.sheets]


def test_people_are_told_that_nothing_is_saved_and_how_to_take_it_back(
    opened: OpenBook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command_line(["highlight", ADDRESS, *ON_THE_DAY]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "Đã ghi vào sổ «sổ mẫu.xlsx» đang mở trong Excel." in told
    assert "Sổ chưa được lưu" in told
    assert 'sheetsync clean "excel:sổ mẫu.xlsx"' in told
    assert run_command_line(["undo", ADDRESS]) == 2
    assert 'sheetsync clean "excel:sổ mẫu"' in " ".join(capsys.readouterr().err.split())
    run_command_line(["clean", ADDRESS])
    assert "Đã ghi vào sổ" in capsys.readouterr().out
    run_command_line(["clean", ADDRESS])
    assert "đã đúng như vậy" in capsys.readouterr().out


def test_the_ribbon_s_jobs_work_on_the_open_workbook(opened: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[str] = []
    monkeypatch.setattr(addin_commands, "active_book", lambda: ActiveBook(f"excel:{opened.workbook.Name}", "VP UBND"))
    monkeypatch.setattr(addin_commands, "show_box", lambda title, text, window: boxes.append(f"{title}: {text}"))
    for job in (addin_commands.check, addin_commands.mark_overdue, addin_commands.consolidate, addin_commands.status):
        job()
    assert [box.partition(":")[0] for box in boxes] == [
        "Kiểm tra đầy đủ tab «VP UBND»", "Đánh dấu quá hạn", "Tổng hợp quý", "Tình hình nộp",
    ]  # fmt: skip
    assert opened.mark_count("VP UBND") > 0
    assert any(sheet.Name.startswith("Báo cáo Quý") for sheet in opened.workbook.sheets)


def test_a_locked_file_names_the_way_to_the_open_workbook(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample.with_name(f"~${sample.name}").write_bytes(b"\x03Lan".ljust(165))
    run_command_line(["run", str(sample), *ON_THE_DAY])
    assert '"excel:sổ mẫu.xlsx"' in " ".join(capsys.readouterr().out.split())


def test_doctor_looks_at_the_open_workbook(opened: OpenBook, capsys: pytest.CaptureFixture[str]) -> None:
    opened.open().write((put(findings()),), opened.open().read().version)
    assert run_command_line(["doctor", ADDRESS]) == 0
    assert "đọc được «sổ mẫu.xlsx»" in capsys.readouterr().out


def test_what_was_read_is_remembered_in_the_user_s_own_folder(
    opened: OpenBook, sample: Path, own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the book's name there, with or without extension."""
    assert opened.open().read().name
    answer(capsys, "run", ADDRESS, *ON_THE_DAY)
    assert (own_folder / "history.db").is_file()
    assert not (sample.parent / ".sheetsync").exists()
    code, told = answer(capsys, "history", f"{ADDRESS}.xlsx", "II.1.01")
    assert code == 0
    assert {change["first"] for change in told["changes"]} == {True}
