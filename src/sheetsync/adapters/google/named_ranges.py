"""Names of a workbook as named ranges. On Google a name is the whole spreadsheet's: those of one tab carry its sheet's id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sheetsync.adapters.google.grid import grid_range
from sheetsync.adapters.google.marks import Json
from sheetsync.core.cells import Rectangle, column_number
from sheetsync.core.sheets.form_design import BookName
from sheetsync.records import dataclass

_REFERENCE = re.compile(r"'((?:[^']|'')+)'!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A block of cells of a sheet, by its title."""

    sheet: str
    area: Rectangle


def read_reference(text: str) -> Reference | None:
    """Of `'VP UBND'!$B$5:$B$60`; None for anything else that a name may stand for."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        return None
    sheet, left, top, right, bottom = found.groups()
    first_column, first_row = column_number(left), int(top)
    last_column, last_row = column_number(right or left), int(bottom or top)
    return Reference(sheet.replace("''", "'"), Rectangle(first_row, first_column, last_row, last_column))


def google_name(name: BookName, ids: Mapping[str, int]) -> str:
    return f"{name.name}_{ids[name.sheet]}" if name.sheet else name.name


def add_named_ranges(names: Iterable[BookName], ids: Mapping[str, int]) -> Iterator[Json]:
    """ids: of the sheets, by title. Raises ValueError for a name that stands for something else than cells."""
    for name in names:
        reference = read_reference(name.refers_to)
        if reference is None:
            raise ValueError(f"{name.name} stands for {name.refers_to!r}, which is no block of cells")
        block = grid_range(ids[reference.sheet], reference.area)
        yield {"addNamedRange": {"namedRange": {"name": google_name(name, ids), "range": block}}}
