"""A workbook dropped on the program is worked on with its own configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsync.dropped_book import with_command
from tests.shared_office import write_book, write_config
from tests.test_cli import sheetsync


def test_a_dropped_book_is_judged_by_the_configuration_beside_it(tmp_path: Path) -> None:
    book = write_book(tmp_path / "so chung.xlsx")
    without = sheetsync(str(book))
    assert without.returncode == 4, "the packaged configuration knows none of its sheets"
    write_config(tmp_path / "so chung - cấu hình")
    done = sheetsync(str(book))
    assert done.returncode == 1, done.stderr
    assert "Cấu hình của sổ này: so chung - cấu hình" in done.stderr
    assert "Tổng hợp nội bộ" in done.stdout


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ([], []),
        (["validate"], ["validate"]),
        (["run", "so.xlsx"], ["run", "so.xlsx"]),
        (["--help"], ["--help"]),
        (["không có.xlsx"], ["không có.xlsx"]),
        (["a\0b.xlsx"], ["a\0b.xlsx"]),
    ],
)
def test_other_command_lines_stay_as_they_are(words: list[str], meant: list[str]) -> None:
    assert with_command(words) == meant


def test_a_file_called_like_a_command_is_no_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").write_text("")
    monkeypatch.chdir(tmp_path)
    assert with_command(["run"]) == ["run"]
    (tmp_path / "so.xls").write_text("")
    assert with_command(["so.xls"]) == ["run", "so.xls"]
