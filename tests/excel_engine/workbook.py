"""Application, Workbook, Worksheet and their names, as in Excel's object model, over openpyxl."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from tests.excel_engine.cells import Bounds, FormatCondition, Range, bounds_of

ALL_CELLS: Bounds = (1, 1, 1_048_576, 16_384)
_RIGHTS = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns", "AllowInsertingRows",
    "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering",
    "AllowUsingPivotTables",
)  # fmt: skip


class Application:
    """A running Excel. separator: of arguments, in the person's language; longest_condition: that a program may give."""

    def __init__(self, separator: str = ",", longest_condition: int = 8192) -> None:
        self.separator = separator
        self.longest_condition = longest_condition
        self.ScreenUpdating = True
        self.EnableEvents = True
        self.DisplayAlerts = True
        self.Calculation = -4105
        self.ReferenceStyle = 1
        self.workbooks: list[Workbook] = []
        self.ActiveWorkbook: Workbook | None = None
        self.WorksheetFunction = SimpleNamespace(CountA=_count_a)

    def open(self, path: Path) -> Workbook:
        workbook = Workbook(self, path)
        self.workbooks.append(workbook)
        self.ActiveWorkbook = workbook
        return workbook

    @property
    def ActiveSheet(self) -> Worksheet | None:
        return self.ActiveWorkbook.ActiveSheet if self.ActiveWorkbook else None

    @property
    def ActiveWindow(self) -> SimpleNamespace:
        sheet = self.ActiveSheet
        assert sheet is not None
        return _Window(sheet)

    def Union(self, *blocks: Range) -> Range:
        return Range(blocks[0].sheet, [area for block in blocks for area in block.areas])


class _Window(SimpleNamespace):
    """A window on a sheet, with what is selected in it and the place of scrolling."""

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(RangeSelection=sheet.selection)
        object.__setattr__(self, "ScrollRow", sheet.scrolled[0])
        object.__setattr__(self, "ScrollColumn", sheet.scrolled[1])
        object.__setattr__(self, "_sheet", sheet)

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if name in ("ScrollRow", "ScrollColumn") and hasattr(self, "_sheet"):
            self._sheet.scrolled = (self.ScrollRow, self.ScrollColumn)


class Workbook:
    """An open workbook. path: where it was opened from."""

    def __init__(self, application: Application, path: Path | None) -> None:
        self.Application = application
        self.path = path
        self.Saved = True
        self.book: Any = openpyxl.Workbook() if path is None else openpyxl.load_workbook(path, rich_text=True)
        self.sheets = [Worksheet(self, page) for page in self.book.worksheets]
        self._values: Any = None
        self.ActiveSheet = self.sheets[0]
        self.Date1904 = self.book.epoch.year == 1904
        security = self.book.security
        self.ProtectStructure = bool(security and security.lockStructure)
        self.ProtectWindows = False
        self.password = ""
        self.unlocked: list[str] = []

    @property
    def Name(self) -> str:
        return self.path.name if self.path else "Book1"

    @property
    def FullName(self) -> str:
        return str(self.path or "Book1")

    @property
    def Sheets(self) -> list[Worksheet]:
        return self.sheets

    @property
    def Names(self) -> list[NameObject]:
        own = [NameObject(self.book.defined_names, key, key) for key in self.book.defined_names]
        return own + [name for sheet in self.sheets for name in sheet.Names]

    def shown(self, sheet: str, row: int, column: int) -> Any:
        """What a formula showed when the workbook was saved."""
        if self.path is None:
            return None
        if self._values is None:
            self._values = openpyxl.load_workbook(self.path, data_only=True)
        return self._values[sheet].cell(row, column).value if sheet in self._values.sheetnames else None

    def LinkSources(self, _kind: int) -> None:
        return None

    def Activate(self) -> None:
        self.Application.ActiveWorkbook = self

    def Protect(self, password: str, structure: bool, windows: bool) -> None:
        self.password, self.ProtectStructure, self.ProtectWindows = password, structure, windows

    def Unprotect(self, password: str) -> None:
        if password != self.password:
            raise RuntimeError("The password you supplied is not correct")
        self.ProtectStructure = False

    def change_sheets(self) -> None:
        """Something is about to happen to the list of sheets."""
        if self.ProtectStructure:
            raise RuntimeError("The workbook is protected")
        self.Saved = False

    def save(self, path: Path) -> None:
        """As the person saves it; the workbook goes on being what it was."""
        for sheet in self.sheets:
            sheet.write_conditions()
        self.book.save(path)


class Worksheet:
    """One sheet."""

    def __init__(self, workbook: Workbook, page: Any) -> None:
        self.Parent = workbook
        self.page = page
        self.selection = Range(self, ((1, 1, 1, 1),))
        self.scrolled = (1, 1)
        self.conditions: list[FormatCondition] = []
        self.password = ""
        guard = page.protection
        self.ProtectContents = bool(guard.sheet)
        self.ProtectDrawingObjects = self.ProtectScenarios = bool(guard.sheet)
        self.ProtectionMode = False
        self.Protection = SimpleNamespace(**dict.fromkeys(_RIGHTS, False))
        if guard.sheet:
            self.Protection.AllowFiltering = not guard.autoFilter
            self.Protection.AllowFormattingRows = not guard.formatRows
            self.Protection.AllowFormattingColumns = not guard.formatColumns
        self._read_conditions()

    @property
    def Application(self) -> Application:
        return self.Parent.Application

    @property
    def separator(self) -> str:
        return self.Application.separator

    @property
    def Name(self) -> str:
        return str(self.page.title)

    @Name.setter
    def Name(self, name: str) -> None:
        self.Parent.change_sheets()
        if name.lower() in (other.Name.lower() for other in self.Parent.sheets if other is not self):
            raise RuntimeError("That name is already taken")
        before = self.Name
        self.page.title = name
        self._everywhere(f"'{before}'!", f"'{name}'!")

    @property
    def Visible(self) -> int:
        return -1 if self.page.sheet_state == "visible" else 0

    @Visible.setter
    def Visible(self, shown: int) -> None:
        self.Parent.change_sheets()
        self.page.sheet_state = "visible" if shown == -1 else "hidden"

    @property
    def UsedRange(self) -> Range:
        return Range(self, (bounds_of(self.page.calculate_dimension()),))

    @property
    def Cells(self) -> Range:
        return Range(self, (ALL_CELLS,))

    @property
    def Rows(self) -> SimpleNamespace:
        return SimpleNamespace(Count=ALL_CELLS[2])

    @property
    def Names(self) -> Names:
        return Names(self)

    @property
    def Comments(self) -> SimpleNamespace:
        return SimpleNamespace(Count=sum(cell.comment is not None for row in self.page.iter_rows() for cell in row))

    @property
    def ListObjects(self) -> SimpleNamespace:
        """The Excel tables."""
        tables = list(self.page.tables.values())
        return SimpleNamespace(Count=len(tables), Item=lambda number: self._table(tables[number - 1]))

    def _table(self, table: Any) -> SimpleNamespace:
        first_row, first_column, _, last_column = bounds_of(table.ref)
        head = Range(self, ((first_row, first_column, first_row, last_column),))
        return SimpleNamespace(ShowHeaders=table.headerRowCount != 0, HeaderRowRange=head)

    @property
    def Shapes(self) -> SimpleNamespace:
        return SimpleNamespace(Count=len(self.page._charts) + len(self.page._images) + self.Comments.Count)

    @property
    def Hyperlinks(self) -> list[Hyperlink]:
        return [Hyperlink(cell) for row in self.page.iter_rows() for cell in row if cell.hyperlink]

    def ChartObjects(self) -> Any:
        return _collection([SimpleNamespace(Chart=_Chart(chart)) for chart in self.page._charts])

    def Range(self, address: str) -> Range:
        return Range(self, [bounds_of(each) for each in address.split(",")])

    def Activate(self) -> None:
        if self.Visible != -1:
            raise RuntimeError("Activate method of Worksheet class failed")
        self.Parent.ActiveSheet = self
        self.Application.ActiveWorkbook = self.Parent

    def Unprotect(self, password: str) -> None:
        if password != self.password:
            raise RuntimeError("The password you supplied is not correct")
        self.ProtectContents = self.ProtectDrawingObjects = self.ProtectScenarios = False

    def Protect(self, password: str, drawings: bool, contents: bool, scenarios: bool, macros: bool, *rights: bool) -> None:
        self.password = password
        self.ProtectDrawingObjects, self.ProtectContents, self.ProtectScenarios = drawings, contents, scenarios
        self.ProtectionMode = macros
        self.Protection = SimpleNamespace(**dict(zip(_RIGHTS, rights, strict=True)))

    def cached(self, row: int, column: int) -> Any:
        return self.Parent.shown(self.Name, row, column)

    def delete(self) -> None:
        self.Parent.change_sheets()
        name = self.Name
        self.Parent.book.remove(self.page)
        self.Parent.sheets.remove(self)
        if self.Parent.ActiveSheet is self:
            self.Parent.ActiveSheet = self.Parent.sheets[0]
        self._everywhere(f"'{name}'!", "#REF!")

    def copy_behind(self, other: Worksheet) -> None:
        """As Excel copies a sheet into another workbook: all of it, under a free name, in front and selected."""
        target = other.Parent
        target.change_sheets()
        title, number = self.Name, 1
        while title.lower() in (sheet.Name.lower() for sheet in target.sheets):
            number += 1
            title = f"{self.Name[:26]} ({number})"
        place = target.sheets.index(other) + 1
        page = target.book.create_sheet(title, target.book.index(other.page) + 1)
        _copy_page(self.page, page)
        sheet = Worksheet(target, page)
        target.sheets.insert(place, sheet)
        sheet.Activate()

    def write_conditions(self) -> None:
        self.page.conditional_formatting = ConditionalFormattingList()
        for number, each in enumerate(self.conditions, start=1):
            rule = each.rule or _rule(each)
            rule.priority = number
            self.page.conditional_formatting.add(each.AppliesTo.Address.replace("$", "").replace(",", " "), rule)

    def _read_conditions(self) -> None:
        found = [(rule.priority, block, rule) for block in self.page.conditional_formatting for rule in block.rules]
        for _, block, rule in sorted(found, key=lambda each: each[0]):
            areas = Range(self, [bounds_of(str(each)) for each in str(block.sqref).split()])
            kind = 2 if rule.type == "expression" else 1
            condition = FormatCondition(self, areas, kind, f"={rule.formula[0]}" if rule.formula else "", rule)
            if rule.dxf is not None and rule.dxf.fill is not None and rule.dxf.fill.bgColor.rgb:
                condition.Interior.Color = _colour(str(rule.dxf.fill.bgColor.rgb))
            if rule.dxf is not None and rule.dxf.font is not None:
                condition.Font.Bold, condition.Font.Italic = rule.dxf.font.b, rule.dxf.font.i
                condition.Font.Color = _colour(str(rule.dxf.font.color.rgb)) if rule.dxf.font.color else None
            self.conditions.append(condition)

    def _everywhere(self, old: str, new: str) -> None:
        """Excel exchanges a sheet's name in every formula of the book."""
        for sheet in self.Parent.sheets:
            for row in sheet.page.iter_rows():
                for cell in row:
                    if cell.data_type == "f" and isinstance(cell.value, str):
                        cell.value = cell.value.replace(old, new)
            for name in sheet.page.defined_names.values():
                name.attr_text = name.attr_text.replace(old, new)


class Names:
    """The defined names of a sheet's own."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet

    def __iter__(self) -> Iterator[NameObject]:
        names = self.sheet.page.defined_names
        return iter([NameObject(names, key, f"'{self.sheet.Name}'!{key}") for key in names])

    def Add(self, name: str, refers_to: str, visible: bool) -> None:
        self.sheet.page.defined_names[name] = DefinedName(name, attr_text=refers_to[1:], hidden=not visible)


class NameObject:
    """A defined name."""

    def __init__(self, names: Any, key: str, shown: str) -> None:
        self._names = names
        self._key = key
        self.Name = shown

    @property
    def RefersTo(self) -> str:
        return f"={self._names[self._key].attr_text}"

    def Delete(self) -> None:
        del self._names[self._key]


class Hyperlink:
    """A link of a cell."""

    def __init__(self, cell: Any) -> None:
        self._link = cell.hyperlink

    @property
    def SubAddress(self) -> str:
        return self._link.location or ""

    @SubAddress.setter
    def SubAddress(self, place: str) -> None:
        self._link.location = place


class _Chart:
    def __init__(self, chart: Any) -> None:
        self._chart = chart

    def SeriesCollection(self) -> Any:
        return _collection([SimpleNamespace(Formula=f"=SERIES(,,{each.val.numRef.f},1)") for each in self._chart.series])


def _collection(items: list[Any]) -> SimpleNamespace:
    return SimpleNamespace(Count=len(items), Item=lambda number: items[number - 1])


def _count_a(block: Range) -> int:
    first_row, first_column, last_row, last_column = block.bounds
    return sum(
        first_row <= row <= last_row and first_column <= column <= last_column and cell.value is not None
        for (row, column), cell in block.sheet.page._cells.items()
    )


def _copy_page(source: Any, target: Any) -> None:
    styles: dict[bytes, Any] = {}
    for row in source.iter_rows():
        for cell in row:
            new = target.cell(cell.row, cell.column)
            new.value = cell.value
            if cell.data_type == "s":
                new.data_type = "s"  # a text that looks like a formula stays one
            style = cell._style.tobytes() if cell._style is not None else b""  # none: inside a merged block
            if style in styles:
                new._style = copy.copy(styles[style])
            else:
                for part in ("font", "fill", "border", "alignment", "number_format", "protection"):
                    setattr(new, part, copy.copy(getattr(cell, part)))
                styles[style] = new._style
            if cell.hyperlink:
                new.hyperlink = copy.copy(cell.hyperlink)
    for block in source.merged_cells.ranges:
        target.merge_cells(str(block))
    for key, width in source.column_dimensions.items():
        target.column_dimensions[key].width = width.width
    for number, height in source.row_dimensions.items():
        target.row_dimensions[number].height = height.height
    for chart in source._charts:
        target.add_chart(copy.deepcopy(chart))
    target.page_setup, target.page_margins = copy.copy(source.page_setup), copy.copy(source.page_margins)
    target.print_title_rows, target.freeze_panes = source.print_title_rows, source.freeze_panes


def _rule(each: FormatCondition) -> Rule:
    colour = each.Interior.Color
    fill = PatternFill(bgColor=_rgb(colour)) if colour is not None else None
    text = _rgb(each.Font.Color) if each.Font.Color is not None else None
    font = Font(b=each.Font.Bold, i=each.Font.Italic, color=text) if text or each.Font.Bold or each.Font.Italic else None
    rule: Rule = FormulaRule(formula=[each.formula[1:]], stopIfTrue=each.StopIfTrue, fill=fill, font=font)
    return rule


def _colour(argb: str) -> int:
    return int(argb[-2:] + argb[-4:-2] + argb[-6:-4], 16)


def _rgb(number: int) -> str:
    bgr = f"{number:06X}"
    return bgr[4:6] + bgr[2:4] + bgr[0:2]
