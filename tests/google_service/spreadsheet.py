"""One spreadsheet: its sheets, named ranges, developer metadata, and who may do what with it."""

from __future__ import annotations

from typing import NamedTuple

from tests.google_service.areas import UNBOUNDED, Area, a1_text, area_of, parse_block, split_title
from tests.google_service.json_objects import JsonObject, copied
from tests.google_service.refusals import invalid
from tests.google_service.sheet import Sheet

GOOGLE_SHEET = "application/vnd.google-apps.spreadsheet"
EXCEL_FILE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CELLS = 10_000_000
ANYONE = "anyone"

_WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: JsonObject = {
    "backgroundColor": _WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _WHITE},
}

_THEME_COLOURS = {
    "TEXT": (0, 0, 0),
    "BACKGROUND": (1, 1, 1),
    "ACCENT1": (0.25882354, 0.52156866, 0.95686275),
    "ACCENT2": (0.91764706, 0.2627451, 0.20784314),
    "ACCENT3": (0.9843137, 0.7372549, 0.015686275),
    "ACCENT4": (0.20392157, 0.65882355, 0.3254902),
    "ACCENT5": (1, 0.42745098, 0.003921569),
    "ACCENT6": (0.27450982, 0.7411765, 0.7764706),
    "LINK": (0.06666667, 0.33333334, 0.8),
}
DEFAULT_THEME: JsonObject = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {
            "colorType": kind,
            "color": {"rgbColor": {name: part for name, part in zip(("red", "green", "blue"), parts, strict=True) if part}},
        }
        for kind, parts in _THEME_COLOURS.items()
    ],
}


class State(NamedTuple):
    """All that a batch may change, to come back to when a request of it is refused."""

    sheets: list[Sheet]
    named_ranges: list[JsonObject]
    developer_metadata: list[JsonObject]
    properties: JsonObject


class Spreadsheet:
    """A file in somebody's Drive that is a Google Sheet, or an Excel file that was left as it is."""

    def __init__(
        self, spreadsheet_id: str, title: str, owner: str, created: str, *, locale: str = "en_US", time_zone: str = "Etc/GMT"
    ) -> None:
        self.id = spreadsheet_id
        self.mime_type = GOOGLE_SHEET
        self.sheets = [Sheet(0, "Sheet1")]
        self.named_ranges: list[JsonObject] = []
        self.developer_metadata: list[JsonObject] = []
        self.permissions: dict[str, str] = {owner: "owner"}
        self.version = 1
        self.created = created
        self.modified = created
        self.properties: JsonObject = {
            "title": title,
            "locale": locale,
            "autoRecalc": "ON_CHANGE",
            "timeZone": time_zone,
            "defaultFormat": copied(DEFAULT_FORMAT),
            "spreadsheetTheme": copied(DEFAULT_THEME),
        }

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def locale(self) -> str:
        return str(self.properties["locale"])

    def role(self, email: str) -> str | None:
        """owner, writer, commenter, reader; None for a stranger."""
        return self.permissions.get(email) or self.permissions.get(ANYONE)

    def is_owner(self, email: str) -> bool:
        return self.permissions.get(email) == "owner"

    def state(self) -> State:
        return State(
            [sheet.copy() for sheet in self.sheets],
            copied(self.named_ranges),
            copied(self.developer_metadata),
            copied(self.properties),
        )

    def restore(self, state: State) -> None:
        self.sheets, self.named_ranges, self.developer_metadata, self.properties = state

    def sheet(self, sheet_id: int | None) -> Sheet:
        """The sheet with this id (0 when none is given)."""
        for sheet in self.sheets:
            if sheet.id == (sheet_id or 0):
                return sheet
        raise invalid(f"No grid with id: {sheet_id or 0}")

    def titled(self, title: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == title.casefold()), None)

    def number_sheets(self) -> None:
        for index, sheet in enumerate(self.sheets):
            sheet.properties["index"] = index

    def named_range(self, name: str) -> JsonObject | None:
        return next((each for each in self.named_ranges if each["name"].casefold() == name.casefold()), None)

    def block(self, text: str, *, clip: bool = True) -> tuple[Sheet, Area]:
        """The sheet and block that an A1 text, a title or a named range means; clip: only as far as the grid goes."""
        title, rest = split_title(text)
        bare = text[1:-1].replace("''", "'") if len(text) > 2 and text[0] == text[-1] == "'" else text
        named = self.named_range(rest)
        if title is None and (whole := self.titled(bare)) is not None:
            return whole, whole.whole
        if named is not None and (title is None or self.titled(title) is not None):
            sheet = self.sheet(named["range"].get("sheetId"))
            return sheet, area_of(named["range"], sheet.row_count, sheet.column_count)
        sheet_or_none = self.sheets[0] if title is None else self.titled(title)
        if sheet_or_none is None:
            raise invalid(f"Unable to parse range: {text}")
        if not rest:
            return sheet_or_none, sheet_or_none.whole
        area = parse_block(rest)
        if area is None:
            raise invalid(f"Unable to parse range: {text}")
        return sheet_or_none, self._inside(sheet_or_none, area, clip)

    @staticmethod
    def _inside(sheet: Sheet, area: Area, clip: bool) -> Area:
        rows, columns = sheet.row_count, sheet.column_count
        if area.top >= rows or area.left >= columns:
            sheet.outside(Area(area.top, min(area.bottom, 10**6), area.left, min(area.right, 18_278)))
        bottom = min(area.bottom, rows) if clip or area.bottom >= UNBOUNDED else area.bottom
        right = min(area.right, columns) if clip or area.right >= UNBOUNDED else area.right
        return Area(area.top, bottom, area.left, right)

    def check_size(self) -> None:
        """A spreadsheet has at most ten million cells."""
        if sum(sheet.row_count * sheet.column_count for sheet in self.sheets) > MOST_CELLS:
            raise invalid(
                f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
            )


def place(sheet: Sheet, row: int, column: int) -> str:
    return a1_text(Area(row, row + 1, column, column + 1), sheet.title)
