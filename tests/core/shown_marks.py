"""Which marks LibreOffice really shows: every condition calculated as a cell formula for every row, in one workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill

from sheetsync.core.cells import CellValue, Rectangle, a1
from sheetsync.core.edits import Highlight
from sheetsync.core.sheets.state_looks import ERROR_FILL, STATE_COLOURS, WARNING_FILL
from sheetsync.core.states import State
from tests.office import recalculated

FORMULA_COLUMN = 40

MARKS = {
    ERROR_FILL: "error",
    WARNING_FILL: "warning",
    STATE_COLOURS[State.OVERDUE].tint: "overdue",
    STATE_COLOURS[State.DUE_SOON].tint: "due soon",
    STATE_COLOURS[State.DONE_LATE].tint: "done late",
    STATE_COLOURS[State.NOT_REPORTED].tint: "not reported",
    STATE_COLOURS[State.DONE].fill: "done",
    STATE_COLOURS[State.IN_TIME].fill: "in time",
}


@dataclass(frozen=True)
class Scene:
    """A tab as it stands when somebody looks at it: {(row, column): value}, the marks on it, and what day it then is."""

    cells: Mapping[tuple[int, int], CellValue]
    highlights: Sequence[Highlight]
    today: date


def _write(scene: Scene, book: Workbook, name: str) -> None:
    sheet = book.create_sheet(name)
    for (row, column), value in scene.cells.items():
        cell = sheet.cell(row, column)
        if isinstance(value, str) and value.startswith("#"):
            cell.value, cell.data_type = "=1/0", "f"
        else:
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def in_row(formula: str, first_row: int, row: int) -> str:
    """The formula as a spreadsheet moves it from the area's first row to another: every `$H5` follows, texts do not."""
    return re.sub(rf'"(?:[^"]|"")*"|(\$[A-Z]+){first_row}(?![0-9])', lambda at: f"{at[1]}{row}" if at[1] else at[0], formula)


def as_of(condition: str, today: date) -> str:
    return condition.replace("TODAY()", f"DATE({today.year},{today.month},{today.day})")


def shown_marks(scenes: Mapping[str, Scene], folder: Path) -> dict[str, dict[int, set[str]]]:
    """By scene, by row: the marks whose condition holds there, as `error C` (column) or `overdue` (row)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, scene in scenes.items():
        _write(scene, book, name)
        sheet = book[name]
        for number, highlight in enumerate(scene.highlights):
            (area,) = highlight.areas
            formula = f'=AND(N("sheetsync")=0,{as_of(highlight.condition, scene.today)})'
            for row in range(area.first_row, area.last_row + 1):
                sheet.cell(row, FORMULA_COLUMN + number).value = in_row(formula, area.first_row, row)
    path = folder / "conditions.xlsx"
    book.save(path)
    calculated = load_workbook(recalculated(path, folder / "calculated"), data_only=True)
    shown: dict[str, dict[int, set[str]]] = {}
    for name, scene in scenes.items():
        shown[name] = {}
        for number, highlight in enumerate(scene.highlights):
            (area,) = highlight.areas
            for row in range(area.first_row, area.last_row + 1):
                if calculated[name].cell(row, FORMULA_COLUMN + number).value is True:
                    shown[name].setdefault(row, set()).add(_mark_name(highlight, area))
    return shown


def _mark_name(highlight: Highlight, area: Rectangle) -> str:
    mark = MARKS[highlight.look.fill or ""]
    return f"{mark} {a1(1, area.first_column)[:-1]}" if mark in ("error", "warning") else mark


def write_formatted(scene: Scene, path: Path) -> None:
    """A workbook with the marks as conditional formats, as an adapter writes them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _write(scene, book, "VP UBND")
    sheet = book["VP UBND"]
    for highlight in scene.highlights:
        look = highlight.look
        assert look.fill is not None
        rule = FormulaRule(
            formula=[f'AND(N("sheetsync")=0,{as_of(highlight.condition, scene.today)})'],
            fill=PatternFill(bgColor=look.fill, fill_type="solid"),
            font=Font(bold=look.bold or None, color=look.colour),
        )
        sheet.conditional_formatting.add(" ".join(area.a1 for area in highlight.areas), rule)
    book.save(path)
