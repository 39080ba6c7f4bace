"""A file after a sync: as a person left it last, or with everything that was to be written into it, and nothing else."""

from __future__ import annotations

from lxml import etree

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.sheet_list import SheetList
from sheetsync.core.cells import CellValue
from sheetsync.core.edits import SetCells
from tests.adapters.packages import parts_of
from tests.contract.entry_cells_contract import cells_of
from tests.sync.file_people import FilePeople
from tests.zoo.people_parts import people_s_parts


def assert_old_or_new(people: FilePeople) -> None:
    now = people.path.read_bytes()
    if now == people.saved:
        return
    assert people.watched is not None
    written = {
        (edit.sheet, each.row, each.column): each.new
        for edit in people.watched.asked
        if isinstance(edit, SetCells)
        for each in edit.changes
    }
    expected = {place: value for place, value in {**_cells_of_people(people.saved), **written}.items() if value is not None}
    assert _cells_of_people(now) == expected, people.done
    assert_people_s_parts_stay(people.saved, now, {sheet for sheet, _, _ in written})


def assert_people_s_parts_stay(before: bytes, after: bytes, tabs: set[str]) -> None:
    """Every part keeps its bytes, but for the cells of these tabs, our own sheets, and what lists sheets and styles."""
    entered = {sheet.part for sheet in SheetList(Package(before)).sheets() if sheet.name in tabs}
    old, new = parts_of(before), parts_of(after)
    for part in people_s_parts(before):
        if part in entered:
            assert _without_cells(new[part]) == _without_cells(old[part]), part
        else:
            assert new[part] == old[part], part


def _without_cells(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for name in ("sheetData", "dimension"):
        for element in root.findall(f"{{*}}{name}"):
            root.remove(element)
    return etree.tostring(root, method="c14n")


def _cells_of_people(data: bytes) -> dict[tuple[str, int, int], CellValue]:
    content = read_book(data, "so.xlsx")
    own = {sheet.name for sheet in content.sheets if sheet.own}
    return {place: value for place, value in cells_of(content).items() if place[0] not in own}
