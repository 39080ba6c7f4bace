"""`Tổng hợp nội bộ Quý I-2023`: the office's own page, key figures first, everything linked to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsync.core.book import SheetKind
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.report import QuarterReport, StateCounts, internal_sheet_name
from sheetsync.core.settings import Settings
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.design import PrintSetup, SheetDesign
from sheetsync.core.sheets.draft import SheetDraft
from sheetsync.core.sheets.internal_lists import (
    put_corrections,
    put_difficulties,
    put_errors,
    put_overdue,
    put_reconciliation,
    put_tasks,
)
from sheetsync.core.sheets.page_breaks import breaks_before, page_room
from sheetsync.core.sheets.state_charts import put_charts
from sheetsync.core.sheets.state_looks import STATE_COLOURS
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.core.states import State

SHORT_TITLES: dict[State, str] = {
    State.DONE_EARLY: "Xong trước hạn",
    State.DONE_ON_TIME: "Xong đúng hạn",
    State.DONE_LATE: "Xong quá hạn",
    State.DONE: "Xong, không xét hạn",
    State.IN_TIME: "Trong hạn",
    State.DUE_SOON: "Sắp đến hạn",
    State.OVERDUE: "Quá hạn",
    State.OPEN_ENDED: "Không hạn",
    State.SUSPENDED: "Tạm dừng",
    State.NOTHING_TO_REPORT: "Không phát sinh",
    State.NOT_REPORTED: "Chưa báo cáo",
}

# A number, a task id, a title and twelve figures: the lists below merge the figures' columns.
_WIDTHS = (5.0, 10.0, 18.0, *(8.75,) * 12)
_NAME, _FIRST_STATE, _LAST = 3, 5, 15
_MARGINS = (20.0, 15.0, 15.0, 20.0)


def design_internal(report: QuarterReport, settings: Settings) -> SheetDesign:
    """Key figures, counts by area and by official with a chart each, then the lists that the office works through."""
    draft = SheetDraft(_WIDTHS)
    period = report.period
    draft.put(1, f"TỔNG HỢP NỘI BỘ – {period.title.upper()}", looks.PAGE_TITLE, to=_LAST)
    draft.next_row()
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    draft.put(1, _dates_text(report, calendar), looks.PAGE_NOTE, to=_LAST)
    draft.next_row(least=18)
    if period.quarter > 1:  # the first quarter is all of the year so far
        draft.put(1, _finished_text(report), looks.PLAIN, to=_LAST)
        draft.next_row(least=18)
    draft.gap(4)
    _put_tiles(draft, report)
    draft.gap(9)
    areas = _put_counts(draft, "1. Theo lĩnh vực", report.by_area, report.totals)
    draft.gap(9)
    officials = _put_counts(draft, "2. Theo bộ phận", report.by_official, report.totals)
    draft.gap(10)
    put_charts(draft, report, areas, officials, state_column=_FIRST_STATE)
    put_overdue(draft, report)
    put_difficulties(draft, report)
    put_errors(draft, report)
    put_reconciliation(draft, report)
    put_corrections(draft, report)
    put_tasks(draft, report)
    breaks = breaks_before(draft.heights(), draft.keep, page_room(_MARGINS, draft.widths))
    setup = PrintSetup(margins=_MARGINS, breaks_before=breaks)
    return draft.design(internal_sheet_name(period), SheetKind.INTERNAL, period.key, print_setup=setup, tab_colour="7F7F7F")


def _dates_text(report: QuarterReport, calendar: WorkCalendar) -> str:
    period = report.period
    left = calendar.working_days_left(report.as_of, period.send)
    rest = f"còn {left} ngày làm việc" if report.as_of <= period.send else "đã qua ngày gửi"
    return (
        f"Số liệu chốt đến {document_date(report.as_of)} · cán bộ nộp chậm nhất {document_date(period.hand_in)} · "
        f"gửi chậm nhất {document_date(period.send)} ({rest})"
    )


def _finished_text(report: QuarterReport) -> str:
    """The tile tells what the period owed; this what was finished, in it and in the year so far."""
    due = report.due_cumulative
    owed = f", trong đó {due.text} nhiệm vụ phải hoàn thành đến hết kỳ" if due.due else ""
    since = f"lũy kế từ {document_date(report.period.cumulative_start)}: {report.finished} nhiệm vụ{owed}"
    return f"Hoàn thành trong kỳ {report.finished_in_period} nhiệm vụ; {since}."


def _put_tiles(draft: SheetDraft, report: QuarterReport) -> None:
    counts = report.totals.counts
    errors = report.error_count
    tiles: Sequence[tuple[str | int, str, str]] = (
        (report.totals.total, "nhiệm vụ trong kế hoạch", looks.TILE_PLAIN),
        (report.due_in_period.text, "phải hoàn thành trong kỳ", STATE_COLOURS[State.DONE].fill),
        (counts[State.OVERDUE], "quá hạn", _if_any(counts[State.OVERDUE], State.OVERDUE)),
        (counts[State.NOT_REPORTED], "chưa báo cáo", _if_any(counts[State.NOT_REPORTED], State.NOT_REPORTED)),
        (errors, "lỗi cần sửa", _if_any(errors, State.DUE_SOON)),
    )
    spans = ((1, 3), (4, 6), (7, 9), (10, 12), (13, 15))
    for (figure, _, fill), (first, last) in zip(tiles, spans, strict=True):
        draft.put(first, figure, looks.TILE_FIGURE.but(fill=fill), to=last)
    draft.next_row(least=32)
    for (_, caption, fill), (first, last) in zip(tiles, spans, strict=True):
        draft.put(first, caption, looks.TILE_CAPTION.but(fill=fill), to=last)
    draft.next_row(least=19)


def _if_any(count: int, state: State) -> str:
    return STATE_COLOURS[state].fill if count else looks.TILE_PLAIN


def _put_counts(draft: SheetDraft, title: str, groups: Sequence[StateCounts], totals: StateCounts) -> tuple[int, int, int]:
    """A table of counts; gives its heading row, first and last group row."""
    draft.put(1, title, looks.HEADING, to=_NAME)
    draft.put(_NAME + 1, "Tổng số", looks.COUNT_HEADING)
    for column, state in enumerate(looks.DISPLAY_ORDER, start=_FIRST_STATE):
        draft.put(column, SHORT_TITLES[state], looks.state_look(state, looks.COUNT_HEADING))
    heading = draft.next_row(least=30)
    for group in groups:
        _put_count_row(draft, group)
    last = draft.row - 1
    _put_count_row(draft, totals, total=True)
    draft.keep_together(heading, draft.row - 1)
    return heading, heading + 1, last


def _put_count_row(draft: SheetDraft, group: StateCounts, *, total: bool = False) -> None:
    draft.put(1, group.title, looks.COUNT_TOTAL if total else looks.TEXT, to=_NAME)
    number = looks.NUMBER_TOTAL if total else looks.NUMBER
    draft.put(_NAME + 1, group.total, number.but(bold=True))
    for column, state in enumerate(looks.DISPLAY_ORDER, start=_FIRST_STATE):
        draft.put(column, group.counts[state], number)
    draft.next_row(least=16)
