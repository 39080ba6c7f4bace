"""The zoo: every strange workbook by name, and what LibreOffice shows of its feature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.zoo import cell_features, comments, controls, drawn, odd_packages, rarer, sources, worn_books

_MADE_ELSEWHERE = Path(__file__).parent / "made_elsewhere"


@dataclass(frozen=True, slots=True)
class Animal:
    """A workbook. seen: elements of LibreOffice's flat XML that it must show on people's sheets (none where it does not know the
    feature)."""

    build: Callable[[], bytes]
    seen: tuple[str, ...] = ()
    suffix: str = ".xlsx"


def _made_elsewhere(name: str) -> Callable[[], bytes]:
    """A book that another program wrote (made_elsewhere/make.py says how)."""
    return partial(Path.read_bytes, _MADE_ELSEWHERE / f"{name}.xlsx")


ANIMALS: dict[str, Animal] = {
    "charts": Animal(drawn.charts, ("draw:object",)),
    "combined chart": Animal(drawn.combined_chart, ("draw:object",)),
    "chart sheets": Animal(drawn.chart_sheets, ("draw:object",)),
    "charts in depth": Animal(drawn.charts_in_depth, ("draw:object",)),
    "new charts": Animal(drawn.new_charts, ("draw:custom-shape",)),
    "pictures": Animal(drawn.pictures, ("draw:image",)),
    "pictures in cells": Animal(drawn.pictures_in_cells),
    "text boxes": Animal(drawn.text_boxes, ("draw:custom-shape",)),
    "shapes": Animal(drawn.shapes, ("draw:custom-shape", "draw:g")),
    "buttons": Animal(controls.buttons, ("form:button",)),
    "form controls": Animal(controls.form_controls),
    "ActiveX": Animal(controls.active_x),
    "macros": Animal(controls.macros, ("form:button", "ooo:source-code"), suffix=".xlsm"),
    "objects": Animal(controls.objects),
    "check boxes in cells": Animal(controls.check_boxes_in_cells),
    "notes": Animal(comments.legacy, ("office:annotation",)),
    "threads": Animal(comments.threaded, ("office:annotation",)),
    "tables": Animal(sources.tables, ("table:database-range",)),
    "table slicers": Animal(sources.table_slicers, ("table:database-range",)),
    "pivot tables": Animal(sources.pivot_tables, ("table:data-pilot-table",)),
    "connections": Animal(sources.connections),
    "external links": Animal(sources.external_links),
    "custom data": Animal(sources.custom_data, ("meta:user-defined",)),
    "printer settings": Animal(sources.printer_settings),
    "rich text": Animal(cell_features.rich_text, ("text:span",)),
    "phonetic text": Animal(cell_features.phonetic_text),
    "formulas": Animal(cell_features.formulas),
    "dynamic arrays": Animal(cell_features.dynamic_arrays),
    "conditional formats": Animal(
        cell_features.conditional_formats, ("calcext:data-bar", "calcext:icon-set", "calcext:color-scale")
    ),
    "validations": Animal(cell_features.validations, ("table:content-validation",)),
    "sparklines": Animal(cell_features.sparklines, ("calcext:sparkline",)),
    "locks": Animal(cell_features.locks, ("loext:table-protection",)),
    "custom views": Animal(cell_features.custom_views),
    "names": Animal(cell_features.names, ("table:named-expression", "table:named-range")),
    "page furniture": Animal(cell_features.page_furniture, ("table:table-column-group",)),
    "odd sheets": Animal(cell_features.odd_sheets),
    "strict": Animal(odd_packages.strict, ("draw:object",)),
    "alternatives": Animal(odd_packages.alternatives),
    "absolute targets": Animal(odd_packages.absolute_targets, ("draw:object",)),
    "odd targets": Animal(odd_packages.odd_targets),
    "odd names": Animal(odd_packages.odd_names),
    "prefixes": Animal(odd_packages.prefixes),
    "byte order marks": Animal(odd_packages.byte_order_marks),
    "UTF-16": Animal(odd_packages.utf_16),
    "comments in XML": Animal(odd_packages.comments_in_xml),
    "instructions in XML": Animal(odd_packages.instructions_in_xml),
    "defaults in types": Animal(odd_packages.defaults_in_types),
    "undeclared parts": Animal(odd_packages.undeclared_parts),
    "without styles": Animal(odd_packages.without_styles),
    "streamed": Animal(odd_packages.streamed),
    "stored": Animal(odd_packages.stored),
    "backslashes": Animal(odd_packages.backslashes),
    "extra fields": Animal(odd_packages.extra_fields),
    "pointing at no sheet": Animal(worn_books.pointing_at_no_sheet),
    "pointing at no style": Animal(worn_books.pointing_at_no_style),
    "numbers that are none": Animal(worn_books.numbers_that_are_none),
    "left-over parts": Animal(worn_books.left_over_parts),
    "escaped names": Animal(worn_books.escaped_names),
    "last numbers": Animal(worn_books.last_numbers),
    "diagram": Animal(rarer.diagram, ("draw:g",)),
    "ink": Animal(rarer.ink, ("draw:image",)),
    "shared workbook": Animal(rarer.shared_workbook, ("office:change-info",)),
    "by LibreOffice": Animal(_made_elsewhere("libreoffice")),
    "by LibreOffice, pivot table": Animal(_made_elsewhere("libreoffice-pivot"), ("table:data-pilot-table",)),
    "by LibreOffice, full": Animal(
        _made_elsewhere("libreoffice-full"),
        (
            "draw:object",
            "office:annotation",
            "table:content-validation",
            "calcext:data-bar",
            "draw:custom-shape",
        ),
    ),
    "by exceljs": Animal(_made_elsewhere("exceljs"), ("office:annotation", "table:content-validation", "calcext:color-scale")),
    "by SheetJS": Animal(_made_elsewhere("sheetjs")),
    "by xlsx-populate": Animal(_made_elsewhere("xlsx-populate")),
    "by excelize": Animal(_made_elsewhere("excelize"), ("draw:object",)),
    "by PyExcelerate": Animal(_made_elsewhere("pyexcelerate")),
}
