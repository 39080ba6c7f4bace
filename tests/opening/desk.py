"""The small office's workbook, and what the office types at its command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from sheetsync.cli import run_command_line
from tests.small_office import write_book, write_config

EARLIER = "Kết quả các kỳ trước"
TABS = ("Văn phòng", "Tư pháp")


class Desk:
    """The office's workbook and configuration; what a command prints, in one line of words."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.config = write_config(folder / "config")
        self.book = write_book(folder / "so.xlsx")
        self._capsys = capsys

    def types(self, *, earlier: bool = True, **cells: str | date) -> None:
        """Into both tabs; the column of earlier results is K."""
        self.changes(lambda book: _type(book, {**({"K4": EARLIER} if earlier else {}), **cells}))

    def changes(self, change: Callable[[Workbook], None]) -> None:
        book = openpyxl.load_workbook(self.book)
        change(book)
        book.save(self.book)

    def says(self, command: str, *more: str) -> tuple[int, str, str]:
        code = run_command_line([command, str(self.book), *more, "--config", str(self.config)])
        shown = self._capsys.readouterr()
        return code, " ".join(shown.out.split()), " ".join(shown.err.split())

    def answers(self, command: str, *more: str) -> dict[str, Any]:
        """The document that `--json` gives."""
        run_command_line([command, str(self.book), *more, "--json", "--config", str(self.config)])
        document: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return document

    def refuses(self, period: str = "2023-Q2") -> str:
        before = self.book.read_bytes()
        code, out, err = self.says("open", period)
        assert (code, out) != (0, "")
        assert code != 0
        assert self.book.read_bytes() == before
        return err

    def cells(self, tab: str, row: int) -> tuple[object, ...]:
        """From the status on."""
        return tuple(cell.value for cell in openpyxl.load_workbook(self.book)[tab][row][5:])


def _type(book: Workbook, cells: dict[str, str | date]) -> None:
    for tab in TABS:
        for place, value in cells.items():
            book[tab][place] = value
