"""Who points at a sheet: with the sheet gone, Google would turn it into #REF!."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sheetsync.adapters.google.marks import Json
from sheetsync.adapters.google.snapshot import SheetState, Snapshot

_OUR_NAMES = "ss_"


def refers_to_sheet(book: Snapshot, wanted: SheetState) -> str | None:
    """Where people's formulas, named ranges or charts point at a sheet, in words; None where nothing does."""
    quoted = re.escape(wanted.title.replace("'", "''"))
    points_at = re.compile(rf"'{quoted}'!|(?<![\w'.]){re.escape(wanted.title)}!", re.IGNORECASE).search
    for sheet in book.sheets:
        if not sheet.is_peoples:
            continue
        if any(points_at(formula) for formula in sheet.formulas):
            return f"công thức ở sheet «{sheet.title}»"
        if any(wanted.sheet_id in _sheet_ids(chart.get("spec", {})) for chart in sheet.charts):
            return f"biểu đồ ở sheet «{sheet.title}»"
    ours = own_names_of(book, wanted)
    for named in book.named:
        if _leads_to(named, wanted) and named not in ours:
            return f"tên «{named.get('name', '')}»"
    return None


def own_names_of(book: Snapshot, sheet: SheetState) -> list[Json]:
    """The names that we gave to cells of a sheet of ours."""
    return [named for named in book.named if _leads_to(named, sheet) and str(named.get("name", "")).startswith(_OUR_NAMES)]


def _leads_to(named: Mapping[str, Any], sheet: SheetState) -> bool:
    return int(named.get("range", {}).get("sheetId", 0)) == sheet.sheet_id


def _sheet_ids(part: Any) -> Iterator[int]:
    """The sheets of all blocks of cells that a chart shows; the first sheet of a spreadsheet may go unsaid."""
    if isinstance(part, Mapping):
        if "sources" in part:
            for source in part["sources"]:
                yield int(source.get("sheetId", 0))
        for value in part.values():
            yield from _sheet_ids(value)
    elif isinstance(part, list):
        for value in part:
            yield from _sheet_ids(value)
