"""Due days at the ends of the calendar (31/12/9999: how people and programs write "no deadline"): each command has its answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sheetsync.cli import run_command_line
from tests.hostile import hostile_books as books
from tests.small_office import OFFICE_ROWS, write_book, write_config

DAY = ("--as-of", "2023-03-15", "--period", "2023-Q1")
FIRST_DAY = '<row r="100"><c r="B100" t="inlineStr"><is><t>B.1</t></is></c><c r="C100" t="inlineStr"><is><t>Việc</t></is></c>' \
    '<c r="E100" t="d"><v>0001-01-01</v></c><c r="F100" t="inlineStr"><is><t>Đang thực hiện</t></is></c></row>'  # fmt: skip


def last_day(folder: Path) -> Path:
    row = list(OFFICE_ROWS[2])
    row[4], row[5] = date(9999, 12, 31), "Đang thực hiện"
    return write_book(folder / "sổ.xlsx", office=(*OFFICE_ROWS[:2], tuple(row)))


def first_day(folder: Path) -> Path:
    path = folder / "sổ.xlsx"
    path.write_bytes(books.with_rows(FIRST_DAY))
    return path


@pytest.mark.parametrize("plan", ["book", "file"])
@pytest.mark.parametrize("book", [last_day, first_day])
@pytest.mark.parametrize("command", ["validate", "highlight", "consolidate", "run", "status", "remind"])
def test_a_due_day_at_an_end_of_the_calendar_is_counted_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, book: Callable[[Path], Path], plan: str
) -> None:
    config, path = write_config(tmp_path / "cấu hình"), book(tmp_path)
    code = run_command_line(["--config", str(config), command, str(path), *DAY, *(("--plan", "book") if plan == "book" else ())])
    assert code in (0, 1), capsys.readouterr().err
