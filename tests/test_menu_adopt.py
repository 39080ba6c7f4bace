"""Somebody who knows only the menu opens a workbook nobody prepared, and goes on with the configuration made for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sheetsync.cli import run_command_line
from sheetsync.menu import config_beside, show_menu
from tests.adopt.books import one_tab_for_all


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Kế hoạch 2024.xlsx"
    one_tab_for_all(path)
    return path


def types(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[list[str]]:
    """The commands that are carried out, for real, when somebody types these answers."""
    waiting: Iterator[str] = iter(answers)
    commands: list[list[str]] = []

    def carry_out(arguments: Sequence[str]) -> int:
        commands.append(list(arguments))
        return run_command_line(arguments)

    monkeypatch.setattr("builtins.input", lambda *_: next(waiting))
    assert show_menu(carry_out) == 0
    return commands


def test_adopted_and_run_from_the_menu(book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    commands = types(monkeypatch, "1", str(book), "2", "10", "7", "2024-Q1", "2", "0")
    config = str(book.with_name("Kế hoạch 2024 - cấu hình"))
    assert commands == [
        ["validate", "--", str(book)],
        ["adopt", "--", str(book)],
        ["--config", config, "validate", "--period", "2024-Q1", "--", str(book)],
    ]
    output = capsys.readouterr()
    assert "ở bảng chọn: mục 10" in " ".join(output.err.split())  # the first check says what to do with an unknown book
    assert "Cấu hình của sổ này: Kế hoạch 2024 - cấu hình" in output.out
    assert "Nguyễn Thị Hoa (Kế hoạch 2024)" in output.out


def test_the_newest_configuration_is_used(tmp_path: Path) -> None:
    book = tmp_path / "so.xlsx"
    assert config_beside(str(book)) is None
    for name in ("so - cấu hình", "so - cấu hình 2", "so - cấu hình 10", "so khác - cấu hình 11"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "sheetsync.toml").write_text("", encoding="utf-8")
    (tmp_path / "so - cấu hình 12").mkdir()
    assert config_beside(str(book)) == tmp_path / "so - cấu hình 10"
    assert config_beside(str(tmp_path / "không có" / "so.xlsx")) is None
