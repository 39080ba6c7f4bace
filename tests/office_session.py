"""Questions only a running LibreOffice can answer. Run by the system's Python, which has UNO: see `office.py`, which asks them.

    python3 office_session.py PROFILE_DIR < request.json > answer.json

request: {"what": "looks" | "links" | "type", "book": PATH, "work": DIR, "cells": {sheet: [A1, …]}}; for "type" cells are
{sheet: {A1: what is typed}}, and "save" is the path of the .xlsx that is saved afterwards. The answer is one JSON document.
This file must run on the interpreter that LibreOffice brings, so it uses nothing but the standard library and `uno`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import RuntimeException

START_SECONDS = 60
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
HREF = "{http://www.w3.org/1999/xlink}href"
FILLER = "\u2063"  # an invisible separator: no workbook holds it
ODD_COLUMN, ODD_ROW = 1000, 99_999  # a cell nobody links to


def properties(**values: object) -> tuple[Any, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def start(profile: Path) -> tuple[subprocess.Popen[bytes], Any]:
    """A headless office of its own; gives the process and its service manager."""
    pipe = "sheetsync" + uuid.uuid4().hex[:12]
    process = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return process, context.ServiceManager
        except NoConnectException:
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"soffice did not start (exit {process.poll()})") from None
            time.sleep(0.1)


class TableCells(HTMLParser):
    """The tables of an HTML export as {(row, column): {"fill", "colour", "bold", "text"}}, from (1, 1), spans counted in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[dict[tuple[int, int], dict[str, Any]]] = []
        self.taken: set[tuple[int, int]] = set()
        self.row = self.column = 0
        self.cell: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append({})
            self.taken = set()
            self.row = 0
        elif tag == "tr":
            self.row, self.column = self.row + 1, 0
        elif tag == "td":
            self.open_cell(given)
        elif self.cell is not None and tag == "font" and "color" in given:
            self.cell["colour"] = given["color"].lstrip("#").upper()
        elif self.cell is not None and tag == "b":
            self.cell["bold"] = True

    def open_cell(self, given: dict[str, str]) -> None:
        self.column += 1
        while (self.row, self.column) in self.taken:
            self.column += 1
        height, width = int(given.get("rowspan", 1)), int(given.get("colspan", 1))
        fill = given.get("bgcolor", "").lstrip("#").upper() or None
        self.cell = {"fill": fill, "colour": None, "bold": False, "text": ""}
        for i in range(height):
            for j in range(width):
                self.taken.add((self.row + i, self.column + j))
                self.tables[-1][(self.row + i, self.column + j)] = self.cell

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell["text"] += data


def looks(document: Any, work: Path, cells: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """What each cell is shown in. LibreOffice's HTML export writes the look of a cell with its conditional formats applied.

    The export runs from the first to the last cell that holds something and leaves out what is hidden; so, in the open document
    only, A1 and a cell beyond those asked for get a text, and every row and column is shown.
    """
    names = list(document.Sheets.ElementNames)
    for name in names:
        sheet = document.Sheets.getByName(name)
        if sheet.isProtected():
            sheet.unprotect("")
        sheet.IsVisible = True
        sheet.Rows.IsVisible = True
        sheet.Columns.IsVisible = True
        asked = [sheet.getCellRangeByName(a1).CellAddress for a1 in cells.get(name, [])]
        corner = (max((at.Column for at in asked), default=0) + 1, max((at.Row for at in asked), default=0) + 1)
        for column, row in ((0, 0), corner):
            cell = sheet.getCellByPosition(column, row)
            if not cell.Formula:
                cell.String = FILLER
    target = work / "looks.html"
    document.storeToURL(target.as_uri(), properties(FilterName="HTML (StarCalc)", FilterOptions="SkipImages"))
    parser = TableCells()
    parser.feed(target.read_text("utf-8", errors="replace"))
    answer: dict[str, dict[str, Any]] = {}
    for name, table in zip(names, parser.tables, strict=True):
        if name not in cells:
            continue
        answer[name] = {}
        sheet = document.Sheets.getByName(name)
        for a1 in cells[name]:
            place = sheet.getCellRangeByName(a1).CellAddress
            look = table.get((place.Row + 1, place.Column + 1))
            answer[name][a1] = look and {**look, "text": look["text"].strip().removeprefix(FILLER)}
    return answer


def named_cell(document: Any, target: str) -> tuple[int, int, int] | None:
    """Sheet, row and column of the cell that `#Sheet.A1` or `#'Sheet'!A1` names; None where the document has no such cell."""
    sheet, _, cell = target.removeprefix("#").replace("!", ".").rpartition(".")
    sheet = sheet.removeprefix("$")
    if sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    if not document.Sheets.hasByName(sheet):
        return None
    try:
        return corner(document.Sheets.getByName(sheet).getCellRangeByName(cell))
    except RuntimeException:
        return None


def corner(cells: Any) -> tuple[int, int, int]:
    """Where a cell or a block (a merged one, when its first cell is gone to) begins."""
    address = cells.RangeAddress
    return address.Sheet, address.StartRow, address.StartColumn


def resolves(services: Any, document: Any, target: str) -> bool:
    """Whether LibreOffice, told to follow the link, ends on the cell that the link names."""
    expected = named_cell(document, target)
    controller = document.CurrentController
    controller.select(document.Sheets.getByIndex(0).getCellByPosition(ODD_COLUMN, ODD_ROW))
    go = services.createInstance("com.sun.star.frame.DispatchHelper")
    go.executeDispatch(controller.Frame, ".uno:GoToCell", "", 0, properties(ToPoint=target.removeprefix("#")))
    return expected is not None and corner(controller.Selection) == expected


def placed_cells(table: ElementTree.Element) -> Iterator[tuple[str, ElementTree.Element]]:
    """The cells of a sheet in LibreOffice's flat XML with their A1 names; what is repeated is counted, not given again."""
    row = 0
    for line in rows(table):
        column = 0
        for cell in line:
            if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            yield f"{letters(column)}{row + 1}", cell
            column += int(cell.get(f"{TABLE}number-columns-repeated", 1))
        row += int(line.get(f"{TABLE}number-rows-repeated", 1))


def rows(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """A sheet's own rows, in groups or not; a chart in a cell brings a table of its own, which is none of them."""
    for child in parent:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-rows", f"{TABLE}table-header-rows", f"{TABLE}table-row-group"):
            yield from rows(child)


def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def links(services: Any, document: Any, work: Path) -> list[dict[str, Any]]:
    """Every hyperlink in a cell: sheet, cell, text, target, and for targets inside the book whether they are there.

    They are read from one flat XML file: to ask cell by cell takes half a minute.
    """
    flat = work / "links.fods"
    document.storeToURL(flat.as_uri(), properties(FilterName="OpenDocument Spreadsheet Flat XML"))
    found = []
    reached: dict[str, bool] = {}
    for table in ElementTree.parse(flat).getroot().iterfind(f".//{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"):
        for a1, cell in placed_cells(table):
            for link in cell.iterfind(f"{TEXT}p//{TEXT}a"):
                target = link.get(HREF, "")
                inside = target.startswith("#")
                if inside and target not in reached:
                    reached[target] = resolves(services, document, target)
                found.append(
                    {
                        "sheet": table.get(f"{TABLE}name"),
                        "cell": a1,
                        "text": "".join(link.itertext()),
                        "target": target,
                        "resolved": reached[target] if inside else None,
                    }
                )
    return found


def type_in(document: Any, cells: dict[str, dict[str, str]], save: str) -> dict[str, dict[str, str]]:
    """Type into cells; what a protection refuses stays as it was. Gives what the cells show afterwards."""
    for name, typed in cells.items():
        for a1, text in typed.items():
            try:  # of a cell's ways of taking a text, the one that asks for protections
                document.Sheets.getByName(name).getCellRangeByName(a1).setFormulaArray(((text,),))
            except RuntimeException:
                continue
    document.calculateAll()
    document.storeToURL(Path(save).as_uri(), properties(FilterName="Calc MS Excel 2007 XML"))
    return {
        name: {a1: document.Sheets.getByName(name).getCellRangeByName(a1).String for a1 in typed} for name, typed in cells.items()
    }


def main() -> None:
    request = json.load(sys.stdin)
    process, services = start(Path(sys.argv[1]))
    desktop = services.createInstance("com.sun.star.frame.Desktop")
    try:
        url = Path(request["book"]).resolve().as_uri()
        document = desktop.loadComponentFromURL(url, "_blank", 0, properties(Hidden=True, MacroExecutionMode=0, UpdateDocMode=1))
        if document is None:
            raise SystemExit(f"soffice could not open {request['book']}")
        document.calculateAll()
        if request["what"] == "looks":
            answer: Any = looks(document, Path(request["work"]), request["cells"])
        elif request["what"] == "type":
            answer = type_in(document, request["cells"], request["save"])
        else:
            answer = links(services, document, Path(request["work"]))
        document.close(True)
        json.dump(answer, sys.stdout)
    finally:
        try:
            desktop.terminate()
        except RuntimeException:  # it goes away while answering
            process.terminate()
        process.wait(120)


if __name__ == "__main__":
    main()
