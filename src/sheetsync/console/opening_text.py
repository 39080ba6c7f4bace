"""What opening a period did, or would do: how many rows of each tab, and cell by cell."""

from __future__ import annotations

from collections import Counter

from sheetsync.console.json_text import Json, json_value
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.merge_lines import cut, said
from sheetsync.console.outcome_text import entries_lines
from sheetsync.console.tables import Column, table
from sheetsync.core.earlier_results import FINISHED_EARLIER
from sheetsync.core.opening.opened_cell import OpenedCell
from sheetsync.core.opening.rows import EARLIER, RESULT, TOLD
from sheetsync.usecases.open_period import OpenResult

_SHOWN = 40
_COLUMNS = (
    Column("Sheet"),
    Column("Chuyển sang kỳ trước", number=True),
    Column("Làm lại từ đầu", number=True),
    Column("Đã xong từ trước", number=True),
    Column("Ô ghi", number=True),
)


def opening_text(result: OpenResult, *, verbose: bool = False) -> str:
    doing = "Nếu mở" if result.dry else "Đã mở"
    lines = [styled(f"{doing} kỳ {result.opened.title} (kỳ trước: {result.closed.title})", bold=True), ""]
    lines.append(table("", _COLUMNS, _rows(result), total=True))
    others = [cell for cell in result.cells if cell.where.sheet not in result.tabs]
    if others:
        lines.append(paragraph(f"Mốc kỳ của sổ (cột «Kiểm tra», trang «Hướng dẫn»): {len(others)} ô."))
    if result.dry or verbose:
        lines += ["", "Từng ô:", *cut([_line(cell) for cell in result.cells], None if verbose else _SHOWN)]
    if result.dry:
        lines += ["", "Chưa ghi gì. Chạy lại lệnh không có --dry-run để mở kỳ."]
    if result.outcome is not None:
        lines += ["", *entries_lines(result.outcome)]
    lines += [styled(paragraph(told, first="! "), "yellow") for told in result.told]
    return "\n".join(lines)


def opening_document(result: OpenResult) -> dict[str, Json]:
    """The document of `open --json`."""
    return {
        "book": result.book,
        "closed": result.closed.key,
        "opened": result.opened.key,
        "written": not result.dry,
        "tabs": [
            {"sheet": name, "moved": moved, "anew": anew, "finished_earlier": finished, "cells": cells}
            for name, moved, anew, finished, cells in _counts(result)
        ],
        "changes": [
            {
                "sheet": cell.where.sheet,
                "cell": cell.where.a1,
                "task_id": cell.task,
                "field": cell.field,
                "old": json_value(cell.old),
                "new": json_value(cell.new),
            }
            for cell in result.cells
        ],
        "saved_to": result.outcome.saved_to if result.outcome is not None else None,
        "backup": result.outcome.backup if result.outcome is not None else None,
        **({"history": list(result.told)} if result.told else {}),
    }


def _line(cell: OpenedCell) -> str:
    heading = f" ({cell.where.heading})" if cell.where.heading else ""
    text = f"Sheet «{cell.where.sheet}», ô {cell.where.a1}{heading}: {said(cell.old)} → {said(cell.new)}"
    return paragraph(text, first="  • ", rest="    ")


def _rows(result: OpenResult) -> list[list[str | int]]:
    counts = _counts(result)
    rows: list[list[str | int]] = [[name, *numbers] for name, *numbers in counts]
    figures = [numbers for _, *numbers in counts]
    return [*rows, ["Cộng", *map(sum, zip(*figures, strict=True))]]


def _counts(result: OpenResult) -> list[tuple[str, int, int, int, int]]:
    """By tab: rows whose entries move aside, rows that start anew, rows that were finished before, cells."""
    moved: dict[str, set[int]] = {}
    finished: Counter[str] = Counter()
    anew: dict[str, set[int]] = {}
    cells: Counter[str] = Counter()
    for cell in result.cells:
        sheet, row = cell.where.sheet, cell.where.row
        cells[sheet] += 1
        if cell.field == EARLIER or (cell.field in TOLD and cell.old is not None):
            moved.setdefault(sheet, set()).add(row)
        if cell.field == RESULT and cell.new == FINISHED_EARLIER:
            finished[sheet] += 1
        if cell.field in ("status", "progress", "completed_on"):
            anew.setdefault(sheet, set()).add(row)
    return [(name, len(moved.get(name, ())), len(anew.get(name, ())), finished[name], cells[name]) for name in result.tabs]
