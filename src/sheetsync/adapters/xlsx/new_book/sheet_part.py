"""One sheet part of a new workbook, its elements in the order that ECMA-376 part 1, 18.3.1.99 demands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sheetsync.adapters.xlsx.cell_table import clean_text
from sheetsync.adapters.xlsx.new_book.cell_looks import CellLooks
from sheetsync.adapters.xlsx.new_book.texts import SharedTexts, formula_text
from sheetsync.adapters.xlsx.xml_text import escape_xml, quoted_xml
from sheetsync.core.cells import Rectangle, a1, column_letters
from sheetsync.core.sheets.design import DesignValue
from sheetsync.core.sheets.form_design import FormCell, FormSheet, Formula, Limit, LimitKind
from sheetsync.core.sheets.looks import FONT

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DAY_ZERO = date(1899, 12, 30)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_MM_PER_INCH = 25.4
_HEADER_MM = 10
_A4 = 9


def sheet_part(sheet: FormSheet, code_name: str, looks: CellLooks, texts: SharedTexts, *, selected: bool) -> str:
    """The part. code_name: the name by which a macro knows the sheet; selected: it is the one that shows first."""
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
            f'<worksheet xmlns="{_NAMESPACE}" xmlns:r="{_RELATIONSHIPS}">',
            _properties(sheet, code_name),
            f'<dimension ref="{_used(sheet)}"/>',
            _view(sheet, selected=selected),
            '<sheetFormatPr defaultRowHeight="15"/>',
            _columns(sheet),
            "<sheetData>",
            *_rows(sheet, looks, texts),
            "</sheetData>",
            _PROTECTION if sheet.protected else "",
            f'<autoFilter ref="{sheet.filter_area.a1}"/>' if sheet.filter_area else "",
            _merges(sheet),
            *_live_looks(sheet, looks),
            _limits(sheet),
            _links(sheet),
            _page(sheet),
            "</worksheet>",
        )
    )


# 0 means that it is allowed: formats, widths, heights, sorting and filtering stay free.
_PROTECTION = (
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0" '
    'sort="0" autoFilter="0"/>'
)


def _properties(sheet: FormSheet, code_name: str) -> str:
    colour = f'<tabColor rgb="FF{sheet.tab_colour}"/>' if sheet.tab_colour else ""
    fit = '<pageSetUpPr fitToPage="1"/>' if sheet.print_setup.fit_width else ""
    return f"<sheetPr codeName={quoted_xml(code_name)}>{colour}{fit}</sheetPr>"


def _used(sheet: FormSheet) -> str:
    if not sheet.cells:
        return "A1"
    rows, columns = [cell.row for cell in sheet.cells], [cell.column for cell in sheet.cells]
    return Rectangle(min(rows), min(columns), max(rows), max(columns)).a1


def _view(sheet: FormSheet, *, selected: bool) -> str:
    attributes = ' showGridLines="0"' + (' tabSelected="1"' if selected else "")
    attributes += f' zoomScale="{sheet.zoom}" zoomScaleNormal="{sheet.zoom}"' if sheet.zoom != 100 else ""
    return f'<sheetViews><sheetView{attributes} workbookViewId="0">{_panes(sheet)}</sheetView></sheetViews>'


def _panes(sheet: FormSheet) -> str:
    rows, columns = sheet.freeze_row, sheet.freeze_column
    first = next((cell for cell in sheet.cells if cell.open), None)
    place = a1(first.row, first.column) if first else "A1"
    if not rows and not columns:
        return f'<selection activeCell="{place}" sqref="{place}"/>'
    pane = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    splits = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
    text = f'<pane{splits} topLeftCell="{a1(rows + 1, columns + 1)}" activePane="{pane}" state="frozen"/>'
    others = ("topRight", "bottomLeft") if pane == "bottomRight" else ()
    text += "".join(f'<selection pane="{other}"/>' for other in others)
    below = next((cell for cell in sheet.cells if cell.open and cell.row > rows and cell.column > columns), None)
    place = a1(below.row, below.column) if below else a1(rows + 1, columns + 1)
    return text + f'<selection pane="{pane}" activeCell="{place}" sqref="{place}"/>'


def _columns(sheet: FormSheet) -> str:
    parts = []
    for number, width in enumerate(sheet.column_widths, start=1):
        hidden = ' hidden="1"' if number in sheet.hidden_columns else ""
        parts.append(f'<col min="{number}" max="{number}" width="{width:g}"{hidden} customWidth="1"/>')
    return f"<cols>{''.join(parts)}</cols>" if parts else ""


def _rows(sheet: FormSheet, looks: CellLooks, texts: SharedTexts) -> Iterator[str]:
    rows: dict[int, list[FormCell]] = {row: [] for row in sheet.row_heights}
    for cell in sheet.cells:
        rows.setdefault(cell.row, []).append(cell)
    letters = {column: column_letters(column) for column in {cell.column for cell in sheet.cells}}
    alike = _alike(rows)
    for row in sorted(rows):
        height = sheet.row_heights.get(row)
        tall = f' ht="{height:g}"' if height is not None else ""
        fixed = ' customHeight="1"' if row in sheet.fixed_rows else ""
        yield f'<row r="{row}"{tall}{fixed}>'
        for cell in sorted(rows[row], key=lambda found: found.column):
            yield _cell(f"{letters[cell.column]}{row}", cell, looks, texts, alike.get((row, cell.column), ""))
        yield "</row>"


def _alike(rows: Mapping[int, Sequence[FormCell]]) -> dict[tuple[int, int], str]:
    """By row and column, the formula element of those that are the same from row to row: written out once, in the first row.

    A long formula in thousands of rows is read, by every program, as one.
    """
    runs: list[list[FormCell]] = []
    last: dict[int, list[FormCell]] = {}
    for row in sorted(rows):
        for cell in rows[row]:
            if isinstance(cell.value, Formula) and cell.value.alike:
                run = last.get(cell.column)
                if run is None or run[-1].row != row - 1 or not _same(run[-1], cell):
                    run = last[cell.column] = []
                    runs.append(run)
                run.append(cell)
    elements: dict[tuple[int, int], str] = {}
    for number, run in enumerate(run for run in runs if len(run) > 1):
        first, column = run[0], run[0].column
        assert isinstance(first.value, Formula)
        area = Rectangle(first.row, column, run[-1].row, column).a1
        elements[first.row, column] = f'<f t="shared" ref="{area}" si="{number}">{escape_xml(first.value.text)}</f>'
        elements.update(((cell.row, column), f'<f t="shared" si="{number}"/>') for cell in run[1:])
    return elements


def _same(one: FormCell, other: FormCell) -> bool:
    return isinstance(one.value, Formula) and isinstance(other.value, Formula) and one.value.alike == other.value.alike


def _cell(place: str, cell: FormCell, looks: CellLooks, texts: SharedTexts, alike: str) -> str:
    """alike: the formula element of a formula that others share."""
    value = cell.value
    if isinstance(value, str):
        text = clean_text(value)
        style = looks.index_of(cell.look, open_to_all=cell.open, quoted=text.startswith(_FORMULA_STARTS))
        return f'<c r="{place}" s="{style}" t="s"><v>{texts.place_of(text)}</v></c>' if text else f'<c r="{place}" s="{style}"/>'
    style = looks.index_of(cell.look, open_to_all=cell.open)
    if value is None:
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, Formula):
        kind = ' t="str"' if isinstance(value.shows, str | None) else ""
        shown = formula_text(value.shows or "") if isinstance(value.shows, str | None) else _number(value.shows)
        return f'<c r="{place}" s="{style}"{kind}>{alike or f"<f>{escape_xml(value.text)}</f>"}<v>{shown}</v></c>'
    return f'<c r="{place}" s="{style}"><v>{_number(value)}</v></c>'


def _number(value: DesignValue) -> str:
    return str((value - _DAY_ZERO).days) if isinstance(value, date) else repr(value)


def _merges(sheet: FormSheet) -> str:
    blocks = "".join(f'<mergeCell ref="{block.a1}"/>' for block in sheet.merges)
    return f'<mergeCells count="{len(sheet.merges)}">{blocks}</mergeCells>' if blocks else ""


def _live_looks(sheet: FormSheet, looks: CellLooks) -> Iterator[str]:
    for priority, live in enumerate(sheet.live_looks, start=1):
        areas = " ".join(area.a1 for area in live.areas)
        rule = f'<cfRule type="expression" dxfId="{looks.difference_of(live.look)}" priority="{priority}">'
        formula = f"<formula>{escape_xml(live.formula)}</formula>"
        yield f'<conditionalFormatting sqref="{areas}">{rule}{formula}</cfRule></conditionalFormatting>'


def _limits(sheet: FormSheet) -> str:
    elements = "".join(_limit(limit) for limit in sheet.limits)
    return f'<dataValidations count="{len(sheet.limits)}">{elements}</dataValidations>' if elements else ""


def _limit(limit: Limit) -> str:
    attributes = f' type="{limit.kind.value}"' if limit.kind is not LimitKind.ANYTHING else ""
    attributes += "" if limit.strict else ' errorStyle="warning"'
    if limit.kind is not LimitKind.LIST and limit.most and not limit.least:
        attributes += ' operator="lessThanOrEqual"'
    attributes += ' allowBlank="1"'
    attributes += ' showInputMessage="1"' if limit.prompt else ""
    attributes += ' showErrorMessage="1"' if limit.kind is not LimitKind.ANYTHING else ""
    for name, text in (
        ("errorTitle", limit.error_title),
        ("error", limit.error),
        ("promptTitle", limit.prompt_title),
        ("prompt", limit.prompt),
    ):
        attributes += f" {name}={quoted_xml(text)}" if text else ""
    areas = " ".join(area.a1 for area in limit.areas)
    formulas = [formula for formula in (limit.least, limit.most) if formula]
    inside = "".join(f"<formula{number}>{escape_xml(text)}</formula{number}>" for number, text in enumerate(formulas, start=1))
    return f'<dataValidation{attributes} sqref="{areas}">{inside}</dataValidation>'


def _links(sheet: FormSheet) -> str:
    elements = []
    for cell in sheet.cells:
        if cell.link:
            place = "'" + cell.link.sheet.replace("'", "''") + "'!" + cell.link.a1
            tip = f" tooltip={quoted_xml(cell.link.tip)}" if cell.link.tip else ""
            elements.append(f'<hyperlink ref="{a1(cell.row, cell.column)}" location={quoted_xml(place)}{tip}/>')
    return f"<hyperlinks>{''.join(elements)}</hyperlinks>" if elements else ""


def _page(sheet: FormSheet) -> str:
    setup = sheet.print_setup
    top, right, bottom, left = (f"{millimetres / _MM_PER_INCH:.4f}" for millimetres in setup.margins)
    header = f"{_HEADER_MM / _MM_PER_INCH:.4f}"
    orientation = "landscape" if setup.landscape else "portrait"
    fit = f' fitToWidth="1" fitToHeight="{1 if sheet.fit_one_page else 0}"' if setup.fit_width else ""
    first = ' firstPageNumber="1"' if setup.page_number_top else ""
    use = ' useFirstPageNumber="1"' if setup.page_number_top else ""
    parts = [
        '<printOptions horizontalCentered="1"/>',
        f'<pageMargins left="{left}" right="{right}" top="{top}" bottom="{bottom}" header="{header}" footer="{header}"/>',
        f'<pageSetup paperSize="{_A4}"{first}{fit} orientation="{orientation}"{use}/>',
    ]
    if setup.page_number_top:
        number = escape_xml(f'&C&"{FONT},Regular"&13&P')
        parts.append(f'<headerFooter differentFirst="1"><oddHeader>{number}</oddHeader></headerFooter>')
    if setup.breaks_before:
        breaks = "".join(f'<brk id="{row - 1}" max="16383" man="1"/>' for row in setup.breaks_before)
        count = len(setup.breaks_before)
        parts.append(f'<rowBreaks count="{count}" manualBreakCount="{count}">{breaks}</rowBreaks>')
    return "".join(parts)
