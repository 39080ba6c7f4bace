"""One official's tab of the sample: layout and rows as its file in `entries/` gives them, written with XlsxWriter."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from tests.sample.office_extras import STATUS_LIST_NAME
from tests.sample.plan_rows import plan_values
from tests.sample.tcvn3 import as_tcvn3

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FOLDER = Path(__file__).with_name("entries")
CENTRED = {"number", "task_id", "role", "cadence", "due", "due_basis", "status", "progress", "completed_on", "money", "evidence"}
LINE = 15.75  # points of a line of Times New Roman 12
ROOM_BELOW = 10  # rows under the table that have the dropdown too, as offices leave them
LOOKS: dict[str, dict[str, Any]] = {
    "issuer": {"align": "center", "font_size": 12},
    "office": {"align": "center", "font_size": 12, "bold": True},
    "title": {"align": "center", "font_size": 14, "bold": True},
    "stated": {"align": "left", "italic": True},
}


@dataclass(frozen=True, slots=True)
class WrittenTab:
    """What the office's summary refers to: the tab, its statuses in order (None where blank), two column ranges."""

    sheet: str
    statuses: tuple[str | None, ...]
    status_range: str
    role_or_task_range: str


def read_spec(name: str) -> dict[str, Any]:
    """A tab as people typed it: `entries/<name>.toml`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def task_rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that are entries."""
    return [row for row in spec["row"] if "task" in row or "unplanned_id" in row]


class TabWriter:
    """Writes one tab from its file in `entries/`. Rows and columns count from 0 here, as XlsxWriter has it."""

    def __init__(self, workbook: Workbook, spec: dict[str, Any]) -> None:
        self.workbook = workbook
        self.spec = spec
        self.columns: list[tuple[str, str, float]] = [tuple(column) for column in spec["columns"]]
        self.place = {key: column for column, (key, _, _) in enumerate(self.columns)}
        self.last_column = len(self.columns) - 1
        self.first_row = spec["heading_row"]
        self.sheet = workbook.add_worksheet(spec["sheet"])
        self.made: dict[str, Format] = {}
        self.entry_rows: list[int] = []
        self.statuses: list[str | None] = []

    def write(self) -> WrittenTab:
        self._set_up()
        self._lines()
        self._headings()
        row = self.first_row
        for content in self.spec["row"]:
            self._row(row, content)
            row += 1
        self._validation(row)
        return self._written(row)

    def _format(self, **look: Any) -> Format:
        key = repr(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format(look)
        return self.made[key]

    def _cell_format(self, key: str, **extra: Any) -> Format:
        look: dict[str, Any] = {"border": 1, "valign": "vcenter", "text_wrap": True}
        look["align"] = "center" if key in CENTRED else "left"
        if key in ("due", "completed_on"):
            look["num_format"] = "dd/mm/yyyy"
        elif key == "progress":
            look["num_format"] = "0%" if self.spec.get("percent_progress") else "General"
        elif key == "money":
            look["num_format"] = "#,##0.0"
        return self._format(**{**look, **extra})

    def _set_up(self) -> None:
        sheet = self.sheet
        for column, (_, _, width) in enumerate(self.columns):
            sheet.set_column(column, column, width)
        sheet.set_tab_color(self.spec["tab_colour"])
        sheet.freeze_panes(self.first_row, self.place["task"] + 1)
        sheet.set_landscape()
        sheet.set_paper(self.spec.get("paper", 9))
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self.first_row - 1)
        sheet.set_footer('&C&"Times New Roman,Regular"&10Trang &P/&N')
        sheet.set_zoom(85)

    def _lines(self) -> None:
        for first, last, text, look in self.spec["lines"]:
            format_ = self._format(valign="vcenter", **LOOKS[look])
            if look == "title":
                self.sheet.set_row(int(first.lstrip("ABCDEFGHIJKLMNOPQ")) - 1, 27)
            self.sheet.merge_range(f"{first}:{last}", text, format_)

    def _headings(self) -> None:
        row = self.first_row - 1
        look: dict[str, Any] = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
        format_ = self._format(**look, bg_color=self.spec.get("heading_colour", "#DCE6F1"))
        groups = self.spec.get("groups", [])
        grouped: set[int] = set()
        for first, last, text in groups:
            self.sheet.set_row(row - 1, LINE + 6)
            span = range(self.place[first], self.place[last] + 1)
            self.sheet.merge_range(row - 1, span[0], row - 1, span[-1], text, format_)
            grouped.update(span)
        for column, (_, heading, _) in enumerate(self.columns):
            if groups and column not in grouped:
                self.sheet.merge_range(row - 1, column, row, column, heading, format_)
            else:
                self.sheet.write_string(row, column, heading, format_)
        self.sheet.set_row(row, 48)

    def _row(self, row: int, content: dict[str, Any]) -> None:
        if "section" in content:
            format_ = self._format(bold=True, border=1, valign="vcenter", bg_color="#F2F2F2")
            self.sheet.merge_range(row, 0, row, self.last_column, content["section"], format_)
            self.sheet.set_row(row, LINE + 6)
        elif "texts" in content:
            for key, text in content["texts"].items():
                self.sheet.write_string(row, self.place[key], text, self._format(bold=True, align="center"))
        elif "total" in content:
            self._total(row, content)
        elif "blank" not in content:
            self._entry(row, content)

    def _total(self, row: int, content: dict[str, Any]) -> None:
        for key, column in self.place.items():
            format_ = self._cell_format(key, bold=True)
            if key in content["sums"]:
                letter = xl_col_to_name(column)
                total = sum(entry.get(key, 0) for entry in task_rows(self.spec))
                self.sheet.write_formula(row, column, f"=SUM({letter}{self.first_row + 1}:{letter}{row})", format_, total)
            else:
                self.sheet.write(row, column, content["total"] if key == "task" else None, format_)

    def _entry(self, row: int, content: dict[str, Any]) -> None:
        self.entry_rows.append(row)
        coordinator = content.get("coordinator", False)
        values: dict[str, Any] = {}
        if "task" in content:
            values = plan_values(content["task"], coordinator=coordinator)
        values |= {key: value for key, value in content.items() if key in self.place and key != "task"}
        values["number"] = len(self.entry_rows)
        values["task_id"] = content.get("unplanned_id", values.get("task_id"))
        values["task"] = content.get("task_text", values.get("task"))
        fill = content.get("fill", {})
        for key, column in self.place.items():
            extra: dict[str, Any] = {"italic": True} if coordinator and key in ("role", "task") else {}
            if fill.get("field") == key:
                extra["bg_color"] = fill["colour"]
            self._value(row, column, key, self._as_typed(key, values.get(key)), extra)
        self.sheet.set_row(row, LINE * max(self._lines_needed(key, values.get(key)) for key in self.place) + 3)
        if "comment" in content:
            comment = content["comment"]
            options = {"author": "Văn phòng", "font_name": "Times New Roman", "font_size": 11}
            self.sheet.write_comment(row, self.place[comment["field"]], comment["text"], options)
        self.statuses.append(self._as_typed("status", values.get("status")))

    def _as_typed(self, key: str, value: Any) -> Any:
        decomposed = isinstance(value, str) and key in self.spec.get("nfd", ())
        return unicodedata.normalize("NFD", value) if decomposed else value

    def _lines_needed(self, key: str, value: Any) -> int:
        """How many lines the text takes in its column, near enough: Times New Roman fits about 1.1 letters a width unit."""
        text = value.get("text", "") if isinstance(value, dict) else value
        width = self.columns[self.place[key]][2]
        return -(-len(text) // int(width * 1.1)) if isinstance(text, str) and text else 1

    def _value(self, row: int, column: int, key: str, value: Any, extra: dict[str, Any]) -> None:
        match value:
            case {"typed_in": "TCVN3", "text": text}:
                format_ = self._cell_format(key, **extra, font_name=".VnTime")
                self.sheet.write_string(row, column, as_tcvn3(text), format_)
            case {"formula": formula, "shows": shows}:
                self.sheet.write_formula(row, column, formula, self._cell_format(key, **extra), shows)
            case None:
                self.sheet.write_blank(row, column, None, self._cell_format(key, **extra))
            case str():
                self.sheet.write_string(row, column, value, self._cell_format(key, **extra))
            case date():
                moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - cells have no time zone
                self.sheet.write_datetime(row, column, moment, self._cell_format(key, **extra))
            case _:
                self.sheet.write_number(row, column, value, self._cell_format(key, **extra))

    def _validation(self, end: int) -> None:
        """A dropdown on the status; it warns and lets other words pass, which is how they came in."""
        column = self.place["status"]
        choice = {
            "validate": "list",
            "source": f"={STATUS_LIST_NAME}",
            "error_type": "warning",
            "input_title": "Trạng thái",
            "input_message": "Chọn một mục trong danh sách",
        }
        self.sheet.data_validation(self.first_row, column, end + ROOM_BELOW, column, choice)
        for rule in self.spec.get("own_format", []):
            options = dict(rule)
            where = self.place[options.pop("field")]
            if "look" in options:
                options["format"] = self.workbook.add_format(options.pop("look"))
            self.sheet.conditional_format(self.first_row, where, end - 1, where, options)

    def _written(self, end: int) -> WrittenTab:
        def span(key: str) -> str:
            letter = xl_col_to_name(self.place[key])
            return f"${letter}${self.first_row + 1}:${letter}${end}"

        counted = "role" if "role" in self.place else "task_id"
        return WrittenTab(self.spec["sheet"], tuple(self.statuses), span("status"), span(counted))
