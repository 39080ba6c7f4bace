"""Which parts of a package are people's alone, whatever command has written into the book."""

from __future__ import annotations

from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.relationships import parts_below
from sheetsync.adapters.xlsx.sheet_list import SheetList
from tests.zoo.growing import parts_of


def people_s_parts(data: bytes) -> set[str]:
    """The names of all parts but those of our sheets and those that list sheets and styles."""
    package = Package(data)
    sheets = SheetList(package)
    own = {sheet.name for sheet in read_book(data, "so.xlsx").sheets if sheet.own}
    ours = {sheet.part for sheet in sheets.sheets() if sheet.name in own}
    ours |= {below for part in ours for below in parts_below(package, part)}
    ours |= {f"{part.rpartition('/')[0]}/_rels/{part.rpartition('/')[2]}.rels" for part in ours}
    lists = {sheets.part, sheets.styles_part(), "[Content_Types].xml", f"xl/_rels/{sheets.part.rpartition('/')[2]}.rels"}
    return parts_of(data).keys() - ours - lists
