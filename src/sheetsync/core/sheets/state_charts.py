"""The two charts of the office's own page: stacked bars of states, by area and by official."""

from __future__ import annotations

from sheetsync.core.cells import Rectangle
from sheetsync.core.report import QuarterReport
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.design import ChartDesign, ChartKind, ChartSeries
from sheetsync.core.sheets.draft import SheetDraft

_ROWS, _ROW_HEIGHT = 15, 17.0
_SPANS = ((1, 7), (8, 15))


def put_charts(
    draft: SheetDraft,
    report: QuarterReport,
    areas: tuple[int, int, int],
    officials: tuple[int, int, int],
    *,
    state_column: int,
) -> None:
    """Both charts side by side over rows of their own. areas, officials: heading row, first and last row of their tables;
    state_column: the tables' column of the first state. Only states that occur have a series, so that the legend is short."""
    first = draft.row
    for _ in range(_ROWS):
        draft.next_row(exactly=_ROW_HEIGHT)
    last = draft.row - 1
    draft.keep_together(first, last)
    for title, table, span in (
        ("Tình trạng theo lĩnh vực", areas, _SPANS[0]),
        ("Tình trạng theo bộ phận", officials, _SPANS[1]),
    ):
        heading, top, bottom = table
        series = tuple(
            ChartSeries(
                title=Rectangle(heading, column, heading, column),
                categories=Rectangle(top, 1, bottom, 1),
                values=Rectangle(top, column, bottom, column),
                colour=looks.CHART_COLOURS[state],
            )
            for column, state in enumerate(looks.DISPLAY_ORDER, start=state_column)
            if report.totals.counts[state]
        )
        if series and bottom >= top:
            anchor = Rectangle(first, span[0], last, span[1])
            draft.charts.append(ChartDesign(ChartKind.STACKED_BAR, title, anchor, series))
    draft.gap(12)
