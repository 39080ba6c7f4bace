"""What a merge comes to in the office's book: cells to write, and the sheet `Xung đột` with what people choose there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sheetsync.core.book import BookContent, SheetContent, SheetKind
from sheetsync.core.edits import CellChange, Edit, PutSheet, RemoveOwnSheets, SetCells
from sheetsync.core.merge import Change, Choice, Conflict, TabState
from sheetsync.core.sheets.conflicts_sheet import (
    ConflictsFrom,
    design_conflicts_sheet,
    read_choices,
    rows_from_elsewhere,
    written_choices,
)


def cell_edits(changes: Sequence[Change], content: BookContent, tabs: Mapping[str, TabState]) -> Iterator[SetCells]:
    """Cell by cell, each with what must stand there still and the task's id beside it. tabs: of the book, by official."""
    by_sheet: dict[str, list[CellChange]] = defaultdict(list)
    for change in changes:
        where = change.where
        sheet = content.sheet(where.sheet)
        id_column = _id_column(tabs[change.official])
        anchor = (id_column, sheet.value(where.row, id_column)) if id_column and id_column != where.column else None
        by_sheet[where.sheet].append(
            CellChange(
                where.row,
                where.column,
                sheet.value(where.row, where.column),
                change.value if change.cell.maybe_percent else change.new,
                anchor,
                as_seen=change.cell.maybe_percent,
                plain=change.plain,
            )
        )
    for name, cells in by_sheet.items():
        yield SetCells(name, tuple(cells))


def _id_column(tab: TabState) -> int | None:
    found = tab.columns.get("task_id") or tab.columns.get("task")
    return found.column if found is not None else None


def choices_in_sheet(content: BookContent, origin: ConflictsFrom) -> dict[str, Choice]:
    """What people chose in the office's sheet for conflicts of this origin, by the conflict's mark."""
    return {mark: choice for sheet in _conflict_sheets(content) for mark, choice in read_choices(sheet, origin).items()}


def still_listed(conflicts: Sequence[Conflict], content: BookContent) -> Iterator[Conflict]:
    """Those that stand in the office's sheet already."""
    marks = {mark for sheet in _conflict_sheets(content) for mark in written_choices(sheet)}
    return (conflict for conflict in conflicts if conflict.mark in marks)


def conflict_edits(conflicts: Sequence[Conflict], content: BookContent, origin: ConflictsFrom) -> Iterator[Edit]:
    """The sheet with these conflicts, in place of those that the same command left there before; what another one left stays.
    No sheet where nothing is to be chosen."""
    present = _conflict_sheets(content)
    kept = rows_from_elsewhere(present[0], origin) if present else ()
    if conflicts or kept:
        written = written_choices(present[0]) if present else {}
        yield PutSheet(design_conflicts_sheet(conflicts, written, origin, kept))
    elif present:
        yield RemoveOwnSheets((SheetKind.CONFLICTS,))


def _conflict_sheets(content: BookContent) -> list[SheetContent]:
    return [sheet for sheet in content.sheets if sheet.own is not None and sheet.own.kind is SheetKind.CONFLICTS]
