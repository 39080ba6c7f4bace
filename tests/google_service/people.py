"""The people of an office in front of the sheet: what each does goes through the same rules as a program's requests.

They use no quota, meet no faults and are not in the log: they sit at a browser. What the service refuses them is raised as
`Refusal`. Rows and columns are counted from 1 and named by letters, as a person sees them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.google_service.areas import Area, column_number, grid_range_of, parse_block, quoted_title
from tests.google_service.json_objects import JsonObject, copied
from tests.google_service.refusals import Refusal, invalid
from tests.google_service.sheet import Sheet
from tests.google_service.spreadsheet import Spreadsheet
from tests.google_service.validations import check_typed

if TYPE_CHECKING:
    from tests.google_service.service import GoogleService


class Person:
    """One person with one spreadsheet open."""

    def __init__(self, service: GoogleService, email: str, spreadsheet: Spreadsheet) -> None:
        self._service = service
        self.email = email
        self.spreadsheet = spreadsheet

    # values

    def types(self, sheet: str, cell: str, text: str | float | bool) -> None:
        """Type into a cell; a text is read by the locale of the sheet, and a strict validation may refuse it."""
        place = self._sheet(sheet)
        area = self._area(sheet, cell)
        check_typed(place.cell(area.top, area.left), text, place, area)
        address = quote(f"{quoted_title(sheet)}!{cell}", safe="")
        path = f"/v4/spreadsheets/{self.spreadsheet.id}/values/{address}"
        self._service.apply("PUT", path, [("valueInputOption", "USER_ENTERED")], {"values": [[text]]}, self.email)

    def fills(self, sheet: str, top_left: str, rows: Sequence[Sequence[Any]]) -> None:
        """Type a block of cells at once (as when pasting from elsewhere)."""
        address = quote(f"{quoted_title(sheet)}!{top_left}", safe="")
        path = f"/v4/spreadsheets/{self.spreadsheet.id}/values/{address}"
        body = {"values": [list(row) for row in rows]}
        self._service.apply("PUT", path, [("valueInputOption", "USER_ENTERED")], body, self.email)

    def clears(self, sheet: str, block: str) -> None:
        address = quote(f"{quoted_title(sheet)}!{block}", safe="")
        self._service.apply("POST", f"/v4/spreadsheets/{self.spreadsheet.id}/values/{address}:clear", [], {}, self.email)

    def notes(self, sheet: str, cell: str, note: str) -> None:
        """Put a note on a cell; an empty one takes it away."""
        given = {"range": self._range(sheet, cell), "rows": [{"values": [{"note": note}]}], "fields": "note"}
        self.asks({"updateCells": given})

    def formats(self, sheet: str, block: str, look: JsonObject, fields: str | None = None) -> None:
        """Give a block a format: a CellFormat, of it all that is given or the named fields."""
        mask = fields or ",".join(f"userEnteredFormat.{key}" for key in look)
        self.asks({"repeatCell": {"range": self._range(sheet, block), "cell": {"userEnteredFormat": look}, "fields": mask}})

    # sheets

    def adds_sheet(self, title: str, *, index: int | None = None, rows: int = 1000, columns: int = 26) -> int:
        """The new sheet's id."""
        properties: JsonObject = {"title": title, "gridProperties": {"rowCount": rows, "columnCount": columns}}
        if index is not None:
            properties["index"] = index
        (reply,) = self.asks({"addSheet": {"properties": properties}})
        return int(reply["addSheet"]["properties"]["sheetId"])

    def deletes_sheet(self, title: str) -> None:
        self.asks({"deleteSheet": {"sheetId": self._sheet(title).id}})

    def renames_sheet(self, title: str, new: str) -> None:
        self._updates_sheet(title, {"title": new}, "title")

    def moves_sheet(self, title: str, index: int) -> None:
        """Move a sheet so that it has this index afterwards."""
        now = int(self._sheet(title).properties["index"])
        self._updates_sheet(title, {"index": index + 1 if index > now else index}, "index")

    def hides_sheet(self, title: str, *, hidden: bool = True) -> None:
        self._updates_sheet(title, {"hidden": hidden}, "hidden")

    def freezes(self, title: str, *, rows: int = 0, columns: int = 0) -> None:
        grid = {"frozenRowCount": rows, "frozenColumnCount": columns}
        self._updates_sheet(title, {"gridProperties": grid}, "gridProperties.frozenRowCount,gridProperties.frozenColumnCount")

    def duplicates_sheet(self, title: str, new: str | None = None) -> int:
        """The copy's id; it lies right of the original, as in the browser."""
        sheet = self._sheet(title)
        request: JsonObject = {"sourceSheetId": sheet.id, "insertSheetIndex": int(sheet.properties["index"]) + 1}
        if new is not None:
            request["newSheetName"] = new
        (reply,) = self.asks({"duplicateSheet": request})
        return int(reply["duplicateSheet"]["properties"]["sheetId"])

    def sets_locale(self, locale: str) -> None:
        self.asks({"updateSpreadsheetProperties": {"properties": {"locale": locale}, "fields": "locale"}})

    def renames_spreadsheet(self, title: str) -> None:
        self.asks({"updateSpreadsheetProperties": {"properties": {"title": title}, "fields": "title"}})

    # rows and columns

    def inserts_rows(self, sheet: str, before: int, count: int = 1) -> None:
        self.asks({"insertDimension": {"range": self._rows(sheet, before, count), "inheritFromBefore": before > 1}})

    def deletes_rows(self, sheet: str, first: int, count: int = 1) -> None:
        self.asks({"deleteDimension": {"range": self._rows(sheet, first, count)}})

    def moves_rows(self, sheet: str, first: int, count: int, before: int) -> None:
        """Move rows so that they lie before the row that now has this number."""
        self.asks({"moveDimension": {"source": self._rows(sheet, first, count), "destinationIndex": before - 1}})

    def inserts_columns(self, sheet: str, before: str, count: int = 1) -> None:
        self.asks({"insertDimension": {"range": self._columns(sheet, before, count), "inheritFromBefore": before != "A"}})

    def deletes_columns(self, sheet: str, first: str, count: int = 1) -> None:
        self.asks({"deleteDimension": {"range": self._columns(sheet, first, count)}})

    def moves_columns(self, sheet: str, first: str, count: int, before: str) -> None:
        self.asks({"moveDimension": {"source": self._columns(sheet, first, count), "destinationIndex": column_number(before)}})

    def sorts(self, sheet: str, block: str, by: str, *, descending: bool = False) -> None:
        """Sort the rows of a block by a column."""
        order = {"dimensionIndex": column_number(by), "sortOrder": "DESCENDING" if descending else "ASCENDING"}
        self.asks({"sortRange": {"range": self._range(sheet, block), "sortSpecs": [order]}})

    def merges(self, sheet: str, block: str) -> None:
        self.asks({"mergeCells": {"range": self._range(sheet, block), "mergeType": "MERGE_ALL"}})

    # what is bound to cells

    def adds_conditional_format(self, sheet: str, block: str, formula: str, colour: JsonObject, *, index: int = 0) -> None:
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
        rule = {
            "ranges": [self._range(sheet, block)],
            "booleanRule": {"condition": condition, "format": {"backgroundColor": colour}},
        }
        self.asks({"addConditionalFormatRule": {"rule": rule, "index": index}})

    def protects(self, sheet: str, block: str | None = None, *, editors: Sequence[str] = ()) -> int:
        """Protect a block, or the whole sheet; the id of the protected range."""
        grid_range = {"sheetId": self._sheet(sheet).id} if block is None else self._range(sheet, block)
        (reply,) = self.asks(
            {"addProtectedRange": {"protectedRange": {"range": grid_range, "editors": {"users": list(editors)}}}}
        )
        return int(reply["addProtectedRange"]["protectedRange"]["protectedRangeId"])

    def names_range(self, name: str, sheet: str, block: str) -> None:
        self.asks({"addNamedRange": {"namedRange": {"name": name, "range": self._range(sheet, block)}}})

    def validates(self, sheet: str, block: str, choices: Sequence[str], *, strict: bool = True) -> None:
        """Give a block a list to choose from."""
        condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": choice} for choice in choices]}
        rule = {"condition": condition, "strict": strict, "showCustomUi": True}
        self.asks({"setDataValidation": {"range": self._range(sheet, block), "rule": rule}})

    def adds_chart(self, sheet: str, labels: str, figures: str, *, title: str = "", at: str = "A1") -> int:
        """A column chart of two columns; its id."""

        def source(block: str) -> JsonObject:
            return {"sourceRange": {"sources": [self._range(sheet, block)]}}

        basic = {"chartType": "COLUMN", "domains": [{"domain": source(labels)}], "series": [{"series": source(figures)}]}
        anchor = self._area(sheet, at)
        cell = {"sheetId": self._sheet(sheet).id, "rowIndex": anchor.top, "columnIndex": anchor.left}
        chart = {"spec": {"title": title, "basicChart": basic}, "position": {"overlayPosition": {"anchorCell": cell}}}
        (reply,) = self.asks({"addChart": {"chart": chart}})
        return int(reply["addChart"]["chart"]["chartId"])

    def asks(self, *requests: JsonObject) -> list[JsonObject]:
        """Any requests of a batchUpdate; their replies."""
        path = f"/v4/spreadsheets/{self.spreadsheet.id}:batchUpdate"
        answer = self._service.apply("POST", path, [], {"requests": copied(list(requests))}, self.email)
        return list((answer or {})["replies"])

    # sharing

    def shares_with(self, email: str, role: str = "writer") -> None:
        body = {"type": "user", "role": role, "emailAddress": email}
        self._service.apply("POST", f"/drive/v3/files/{self.spreadsheet.id}/permissions", [], body, self.email)

    def stops_sharing_with(self, email: str) -> None:
        self._service.apply("DELETE", f"/drive/v3/files/{self.spreadsheet.id}/permissions/{email}", [], None, self.email)

    # places

    def _sheet(self, title: str) -> Sheet:
        sheet = self.spreadsheet.titled(title)
        if sheet is None:
            raise invalid(f"There is no sheet {title}")
        return sheet

    def _area(self, sheet: str, block: str) -> Area:
        area = parse_block(block)
        whole = self._sheet(sheet).whole
        if area is None:
            raise invalid(f"Unable to parse range: {block}")
        return Area(area.top, min(area.bottom, whole.bottom), area.left, min(area.right, whole.right))

    def _range(self, sheet: str, block: str) -> JsonObject:
        return grid_range_of(self._area(sheet, block), self._sheet(sheet).id)

    def _rows(self, sheet: str, first: int, count: int) -> JsonObject:
        return {"sheetId": self._sheet(sheet).id, "dimension": "ROWS", "startIndex": first - 1, "endIndex": first - 1 + count}

    def _columns(self, sheet: str, first: str, count: int) -> JsonObject:
        at = column_number(first)
        return {"sheetId": self._sheet(sheet).id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + count}

    def _updates_sheet(self, title: str, properties: JsonObject, fields: str) -> None:
        self.asks({"updateSheetProperties": {"properties": {"sheetId": self._sheet(title).id, **properties}, "fields": fields}})


@contextmanager
def refused(words: str = "") -> Iterator[None]:
    """What is done in here is refused, with these words in the message."""
    with pytest.raises(Refusal) as caught:
        yield
    assert words in caught.value.message, caught.value.message
