"""Random workbooks of the office: features of XlsxWriter at any places of the tab, and cells of any kind beside the table."""

from __future__ import annotations

from typing import Any

import xlsxwriter
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from tests.zoo.office_tab import NOTES, by_xlsxwriter

_VALUES = st.one_of(
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    st.sampled_from(["=1+1", "=SUM(A1:A5)", "=TODAY()", '="a"&B2']),
)
_LOOKS = st.fixed_dictionaries(
    {},
    optional={
        "bold": st.booleans(),
        "font_name": st.sampled_from(["Times New Roman", ".VnTime", "Arial", "Calibri"]),
        "font_size": st.integers(6, 30),
        "bg_color": st.sampled_from(["#FFEEAA", "#C00000"]),
        "num_format": st.sampled_from(["0.00", "dd/mm/yyyy", "#,##0", '0" hồ sơ"']),
        "border": st.integers(0, 13),
        "text_wrap": st.booleans(),
        "locked": st.booleans(),
    },
)
_CELLS = st.lists(st.tuples(st.integers(0, 60), st.integers(11, 40), _VALUES, _LOOKS), max_size=15)


def _chart(book: Any, tab: Any, row: int) -> None:
    chart = book.add_chart({"type": ("column", "pie", "line", "scatter")[row % 4]})
    chart.add_series({"values": f"='{NOTES}'!$B$1:$B$6", "categories": f"='{NOTES}'!$A$1:$A$6"})
    tab.insert_chart(row, 12, chart)


_FEATURES: dict[str, Any] = {
    "chart": _chart,
    "note": lambda book, tab, row: tab.write_comment(row, 12, f"chú thích {row}"),
    "text box": lambda book, tab, row: tab.insert_textbox(row, 14, f"khung {row}"),
    "button": lambda book, tab, row: tab.insert_button(row, 16, {"macro": "Khong", "caption": "Nút"}),
    "list": lambda book, tab, row: tab.data_validation(row, 5, row + 3, 5, {"validate": "list", "source": ["a", "b"]}),
    "bars": lambda book, tab, row: tab.conditional_format(row, 0, row + 9, 9, {"type": "data_bar", "data_bar_2010": row % 2}),
    "rule": lambda book, tab, row: tab.conditional_format(
        4, 0, row + 9, 9, {"type": "formula", "criteria": "=$A5>1", "format": book.add_format({"bold": True})}
    ),
    "sparkline": lambda book, tab, row: tab.add_sparkline(row, 20, {"range": f"'{NOTES}'!B1:B6"}),
    "merge": lambda book, tab, row: tab.merge_range(row + 20, 12, row + 22, 14, "gộp"),
    "link": lambda book, tab, row: tab.write_url(row, 22, f"internal:'{NOTES}'!A1"),
    "lock": lambda book, tab, row: tab.protect("mk"),
    "filter": lambda book, tab, row: tab.autofilter("A4:J9"),
    "panes": lambda book, tab, row: tab.freeze_panes(4, row % 5),
    "page": lambda book, tab, row: (tab.set_landscape(), tab.repeat_rows(3), tab.print_area("A1:J20"), tab.set_header("&P")),
    "name": lambda book, tab, row: book.define_name(f"Ten{row}", f"='{NOTES}'!$A${row + 1}"),
    "local name": lambda book, tab, row: book.define_name(f"'{NOTES}'!Rieng{row}", f"='{NOTES}'!$A${row + 1}"),
    "columns": lambda book, tab, row: tab.set_column(12, 12 + row % 9, 9, book.add_format({"italic": True}), {"level": 1}),
    "rows": lambda book, tab, row: tab.set_row(row, 40, book.add_format({"bold": True}), {"hidden": row > 20}),
    "sheet": lambda book, tab, row: book.add_worksheet(f"Thêm {row}").write(row, row, "của ai đó"),
    "colour": lambda book, tab, row: tab.set_tab_color("#FF0000"),
}


@st.composite
def random_books(draw: st.DrawFn) -> bytes:
    """A book with some features and cells; the same draw gives the same book, its date of making apart."""
    cells = draw(_CELLS)
    features = draw(
        st.lists(st.tuples(st.sampled_from(sorted(_FEATURES)), st.integers(0, 25)), max_size=6, unique_by=lambda x: x[0])
    )

    def decorate(book: xlsxwriter.Workbook, tab: Worksheet) -> None:
        for row, column, value, look in cells:
            tab.write(row, column, value, book.add_format(look))
        for feature, row in features:
            _FEATURES[feature](book, tab, row)

    return by_xlsxwriter(decorate)
