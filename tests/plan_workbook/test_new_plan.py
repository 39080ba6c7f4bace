"""`sheetsync new`: which workbook is made, for which period, and what is refused."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.new_book.file import NewXlsxFile
from sheetsync.cli import run_command_line
from sheetsync.core.plan import Role
from sheetsync.core.settings import Settings
from sheetsync.errors import ConfigError, UsageError
from sheetsync.usecases.new_plan import new_plan
from tests.plan_workbook.fresh_book import TABS, make
from tests.small_office import write_config


def test_every_tab_gets_its_rows(settings: Settings, tmp_path: Path) -> None:
    result = make(tmp_path / "so.xlsx", settings)
    placements = settings.plan.placements()
    assert [tab.sheet for tab in result.tabs] == list(TABS)
    assert sum(tab.lead for tab in result.tabs) == result.tasks == 76
    assert sum(tab.lead + tab.coordinating for tab in result.tabs) == len(placements) == 99
    for tab in result.tabs:
        roles = [role for code, _, role in placements if code == tab.official]
        assert (tab.lead, tab.coordinating) == (roles.count(Role.LEAD), roles.count(Role.COORDINATOR))


@pytest.mark.parametrize(
    ("as_of", "asked", "period"),
    [
        (date(2022, 12, 30), None, "2023-Q1"),
        (date(2023, 3, 17), None, "2023-Q1"),
        (date(2023, 3, 18), None, "2023-Q2"),
        (date(2026, 11, 22), None, "2023-Q1"),
        (date(2023, 3, 18), "2023-Q4", "2023-Q4"),
    ],
)
def test_the_period(settings: Settings, tmp_path: Path, as_of: date, asked: str | None, period: str) -> None:
    assert make(tmp_path / "so.xlsx", settings, as_of, asked).period.key == period


def test_another_year_s_period_is_refused(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="của năm 2023"):
        make(tmp_path / "so.xlsx", settings, period="2024-Q1")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_overwritten(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"cua nguoi khac")
    with pytest.raises(UsageError, match="không ghi đè"):
        make(path, settings)
    assert path.read_bytes() == b"cua nguoi khac"
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_configuration_gives_the_same_bytes(settings: Settings, tmp_path: Path) -> None:
    make(tmp_path / "a.xlsx", settings)
    make(tmp_path / "b.xlsx", load_settings(None))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("tab", ["Kế hoạch", "hướng dẫn", "VP Đảng ủy - NV"])
def test_tabs_need_names_of_their_own(settings: Settings, tmp_path: Path, tab: str) -> None:
    first, second, *others = settings.plan.officials
    plan = replace(settings.plan, officials=(first, replace(second, tab=tab), *others))
    with pytest.raises(ConfigError, match="trùng"):
        make(tmp_path / "so.xlsx", replace(settings, plan=plan))


def test_no_tab_no_workbook(settings: Settings, tmp_path: Path) -> None:
    plan = replace(settings.plan, officials=tuple(replace(official, tab=None) for official in settings.plan.officials))
    with pytest.raises(ConfigError, match="chưa có bộ phận nào"):
        new_plan(NewXlsxFile(tmp_path / "so.xlsx"), replace(settings, plan=plan), as_of=date(2023, 3, 1))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda one: replace(one, plan=replace(one.plan, tasks=())), "chưa có nhiệm vụ nào"),
        (lambda one: replace(one, shared_sheets=("Theo dõi",)), "sheet chung \\(«Theo dõi»\\)"),
    ],
)
def test_a_configuration_that_makes_no_such_workbook_is_refused(
    settings: Settings, tmp_path: Path, change: Callable[[Settings], Settings], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        make(tmp_path / "so.xlsx", change(settings))
    assert list(tmp_path.iterdir()) == []


def test_an_official_without_tasks_still_gets_a_tab(settings: Settings, tmp_path: Path) -> None:
    officials = (*settings.plan.officials, replace(settings.plan.officials[0], code="MOI", tab="Bộ phận mới", aliases=()))
    result = make(tmp_path / "so.xlsx", replace(settings, plan=replace(settings.plan, officials=officials)))
    assert (result.tabs[-1].sheet, result.tabs[-1].lead, result.tabs[-1].coordinating) == ("Bộ phận mới", 0, 0)
    assert run_command_line(["validate", str(tmp_path / "so.xlsx"), "--as-of", "2023-03-01"]) == 0


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ke-hoach.xlsx"
    assert run_command_line(["new", "--output", str(path), "--as-of", "2023-03-01"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "76 nhiệm vụ, 7 sheet cán bộ, 99 dòng" in said
    assert "VP UBND: 19 chủ trì, 0 phối hợp" in said
    assert run_command_line(["new", "--output", str(path)]) == 2
    assert "không ghi đè" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Chưa cho biết lập sổ mới ở đâu"),
        (("--output", "so.xls"), "phải có đuôi .xlsx hoặc .xlsm"),
        (("--output", "khong-co-thu-muc/so.xlsx"), "Không có thư mục"),
    ],
)
def test_mistakes_are_told(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_command_line(["new", *arguments]) in (2, 4)
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_with_buttons(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "so.xlsm"
    make(path, settings)
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    assert "xl/vbaProject.bin" in names
    assert sum(name.startswith("xl/drawings/vmlDrawing") for name in names) == len(TABS)
    assert run_command_line(["validate", str(path), "--as-of", "2023-03-01"]) == 0


def test_the_json_and_another_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_config(tmp_path / "cau-hinh")
    path = tmp_path / "so.xlsx"
    asked = ["--config", str(config), "--output", str(path), "new", "--as-of", "2023-03-01", "--json"]
    assert run_command_line(asked) == 0
    assert json.loads(capsys.readouterr().out) == {
        "saved_to": str(path),
        "period": "2023-Q1",
        "tasks": 5,
        "tabs": [
            {"sheet": "Văn phòng", "official": "VP", "lead": 3, "coordinating": 0},
            {"sheet": "Tư pháp", "official": "TP", "lead": 2, "coordinating": 1},
        ],
    }
