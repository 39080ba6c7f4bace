"""`Báo cáo Quý I-2023`: the annex on progress that goes with the quarterly report, ready to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sheetsync.core.book import SheetKind
from sheetsync.core.plan import Plan
from sheetsync.core.report import QuarterReport, TaskLine, report_sheet_name
from sheetsync.core.settings import Settings
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.column_fit import MOST_ROWS, shared_widths
from sheetsync.core.sheets.design import Block, PrintSetup, SheetDesign
from sheetsync.core.sheets.draft import SheetDraft, TableRows
from sheetsync.core.sheets.letterhead import period_words, put_letterhead, put_signature_block, report_reference
from sheetsync.core.sheets.looks import Border, Look
from sheetsync.core.sheets.page_breaks import breaks_before, page_room
from sheetsync.core.sheets.roman import roman
from sheetsync.core.sheets.task_words import cumulative_text, difficulty_text, due_text, evidence_text, official_title
from sheetsync.core.sheets.text_fit import cell_lines
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.core.states import STATE_TITLES, State

_COLUMNS: tuple[tuple[str, float, float], ...] = (
    ("TT", 4.5, 4.5),
    ("Nhiệm vụ", 20, 17),
    ("Chủ trì", 10.5, 10.5),
    ("Phối hợp", 10.5, 10),
    ("Sản phẩm", 12.5, 11),
    ("Thời hạn", 10.5, 10),
    ("Kết quả trong kỳ", 20, 16),
    ("Lũy kế", 10.5, 7.5),
    ("Văn bản, minh chứng", 12.5, 12.5),
    ("Tình trạng", 10, 9.5),
    ("Khó khăn, kiến nghị", 14.5, 13.5),
)
"""Heading, width and least width in characters; together the paper's width at the size the text is set in."""
_LEAST_OF_HALF_YEAR = {1: 15.0, 2: 9.0, 3: 8.5, 4: 9.5, 5: 9.0, 6: 14.0, 7: 7.5, 8: 10.5, 10: 12.0}
"""By index, the least widths where the column Lũy kế tells what earlier quarters told: it may need the room of any other."""
_LAST = len(_COLUMNS)
_LEFT, _RIGHT = (1, 5), (7, _LAST)
_MARGINS = (20.0, 15.0, 20.0, 30.0)
_CUMULATIVE = 7
"""Index of the cumulative text in a row."""
_SHORT = 17
"""Characters of a cumulative text that is centred, as "3/3" and "Xong 14/3/2023" are."""
_MOST_LINES = 24
"""Lines of one row at most: a longer text goes on in a row below, because a row taller than a page cannot be printed whole."""


def design_report(report: QuarterReport, settings: Settings) -> SheetDesign:
    """The annex: letterhead, one row a task under its area, totals, recipients and signature block."""
    least = {column: narrow for column, (_, width, narrow) in enumerate(_COLUMNS) if narrow < width}
    if report.period.ends_half_year:
        least = _LEAST_OF_HALF_YEAR
    first_rows = [
        list(zip(_line_texts(report.plan, number, line), _line_looks(line), strict=True))
        for number, line in enumerate(report.lines[:MOST_ROWS], start=1)
    ]
    draft = SheetDraft(shared_widths([width for _, width, _ in _COLUMNS], least, first_rows))
    unit, period = settings.unit, report.period
    put_letterhead(draft, unit, _LEFT, _RIGHT)
    draft.gap(6)
    draft.put(1, "PHỤ LỤC II", looks.ANNEX_NUMBER, to=_LAST)
    draft.next_row()
    title = f"TIẾN ĐỘ, KẾT QUẢ THỰC HIỆN KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH {period_words(period).upper()}"
    draft.put(1, title, looks.ANNEX_TITLE, to=_LAST)
    draft.next_row()
    cut_off = document_date(report.as_of)
    note = f"(Kèm theo {report_reference(unit, period)}. Số liệu chốt đến ngày {cut_off})"
    draft.put(1, note, looks.ANNEX_NOTE, to=_LAST)
    draft.next_row()
    draft.gap(8)
    for column, (heading, _, _) in enumerate(_COLUMNS, start=1):
        draft.put(column, heading, looks.HEADING)
    heading_row = draft.next_row(least=32)
    last_line = _put_sections(draft, report)
    _put_totals(draft, report)
    draft.gap(10)
    put_signature_block(draft, unit, (1, 5), (8, _LAST))
    draft.keep_together(last_line, draft.row - 1)  # a signature never stands on a page without any of what is signed
    breaks = breaks_before(draft.heights(), draft.keep, page_room(_MARGINS, draft.widths), (heading_row, heading_row))
    setup = PrintSetup(margins=_MARGINS, repeat_rows=(heading_row, heading_row), breaks_before=breaks)
    return draft.design(report_sheet_name(period), SheetKind.REPORT, period.key, print_setup=setup, tab_colour="1F4E79")


def _put_sections(draft: SheetDraft, report: QuarterReport) -> int:
    """Every line under the title of its area. Gives the first row of the last line."""
    first = draft.row
    lines = _Lines(draft, report.plan)
    number = 0
    for place, (code, section) in enumerate(groupby(report.lines, key=lambda line: line.task.report_area), start=1):
        section_row = draft.row
        draft.put(1, roman(place), looks.SECTION_NUMBER)
        draft.put(2, _area_title(report.plan, code).upper(), looks.SECTION, to=_LAST)
        draft.next_row(least=19)
        for line in section:
            first = draft.row
            number += 1
            lines.put(number, line)
            together = section_row if first == section_row + 1 else first
            draft.keep_together(together, min(draft.row - 1, first + 1))
    return first


def _area_title(plan: Plan, code: str) -> str:
    area = plan.area(code)
    return area.title if area else code or "Chưa rõ lĩnh vực"


def _line_texts(plan: Plan, number: int, line: TaskLine) -> tuple[str, ...]:
    task = line.task
    return (
        str(number),
        task.title,
        official_title(plan, task.lead),
        "; ".join([official_title(plan, code) for code in task.coordinators]),
        task.deliverable,
        due_text(task),
        line.result,
        cumulative_text(line),
        evidence_text(line),
        line.timeliness.text,
        difficulty_text(line),
    )


def _line_looks(line: TaskLine) -> tuple[Look, ...]:
    cumulative = looks.CENTRED if len(cumulative_text(line)) < _SHORT else looks.TEXT
    return (
        looks.CENTRED,
        *(looks.TEXT,) * 4,
        looks.CENTRED,
        looks.TEXT,
        cumulative,
        looks.TEXT,
        looks.state_look(line.state),
        looks.TEXT,
    )


class _Lines:
    """Puts the rows of tasks into a draft: a task's row, going on below where a text is too long for one row, then what its
    coordinators wrote."""

    def __init__(self, draft: SheetDraft, plan: Plan) -> None:
        self._draft = draft
        self._plan = plan
        self._tables: dict[tuple[State, bool], TableRows] = {}

    def put(self, number: int, line: TaskLine) -> None:
        texts = _line_texts(self._plan, number, line)
        key = (line.timeliness.state, len(texts[_CUMULATIVE]) < _SHORT)
        table = self._tables.get(key)
        if table is None:
            blocks = (Block(column, column, look) for column, look in enumerate(_line_looks(line), start=1))
            table = self._tables[key] = TableRows(self._draft, tuple(blocks))
        counts = table.lines(texts)
        if max(counts) <= _MOST_LINES:
            table.add_counted(tuple([text or None for text in texts]), counts, least=20)
        else:
            _put_long_line(self._draft, texts, _line_looks(line))
        for contribution in line.contributions:
            _put_contribution(self._draft, f"Phối hợp – {official_title(self._plan, contribution.official)}: {contribution.text}")


def _put_long_line(draft: SheetDraft, texts: Sequence[str], line_looks: Sequence[Look]) -> None:
    """A task's row, going on in rows below."""
    columns = [cell_lines(text, width, look) for text, look, width in zip(texts, line_looks, draft.widths, strict=True)]
    parts = -(-max(len(lines) for lines in columns) // _MOST_LINES)
    for part in range(parts):
        border = _part_border(part, parts)
        for column, (look, lines) in enumerate(zip(line_looks, columns, strict=True), start=1):
            shown = "\n".join(lines[part * _MOST_LINES : (part + 1) * _MOST_LINES])
            draft.put(column, shown or None, look.but(border=border))
        draft.next_row(least=20)


def _part_border(part: int, parts: int) -> Border:
    if part == 0:
        return Border.OPEN_BELOW
    return Border.OPEN_ABOVE if part == parts - 1 else Border.SIDES


def _put_contribution(draft: SheetDraft, text: str) -> None:
    lines = cell_lines(text, draft.characters(2, _LAST), looks.CONTRIBUTION)
    for first in range(0, len(lines), _MOST_LINES):
        part = text if len(lines) <= _MOST_LINES else "\n".join(lines[first : first + _MOST_LINES])
        draft.put(1, None, looks.CENTRED)
        draft.put(2, part, looks.CONTRIBUTION, to=_LAST)
        draft.next_row(least=18)


def _put_totals(draft: SheetDraft, report: QuarterReport) -> None:
    period, totals = report.period, report.totals
    first = draft.row
    rows: Sequence[tuple[str, str]] = (
        ("Tổng cộng", f"{totals.total} nhiệm vụ: {states_text(report)}."),
        (f"Trong kỳ (từ {document_date(period.start)} đến {document_date(period.cut_off)})", _in_period_text(report)),
        (f"Lũy kế (từ {document_date(period.cumulative_start)})", _year_so_far_text(report)),
    )
    for label, text in rows:
        draft.put(1, label, looks.TOTAL_LABEL, to=4)
        draft.put(5, text, looks.TOTAL_TEXT, to=_LAST)
        draft.next_row(least=20)
    draft.keep_together(first, draft.row - 1)


def _in_period_text(report: QuarterReport) -> str:
    """What the period has come to."""
    return f"{report.due_in_period.sentence('trong kỳ')}; tổng số nhiệm vụ hoàn thành trong kỳ: {report.finished_in_period}."


def _year_so_far_text(report: QuarterReport) -> str:
    """What the year has come to since its first day."""
    often = report.done_every_time
    every_time = f" (gồm {often} nhiệm vụ hằng tháng, hằng quý đã làm đủ các lần đến hạn)" if often else ""
    return f"{report.due_cumulative.sentence('đến hết kỳ')}; tổng số nhiệm vụ đã hoàn thành: {report.finished}{every_time}."


def states_text(report: QuarterReport) -> str:
    """Every state that occurs, with its number: `hoàn thành trước hạn 3, quá hạn 2`."""
    counts = report.totals.counts
    parts = [f"{STATE_TITLES[state].lower()}\N{NO-BREAK SPACE}{counts[state]}" for state in looks.DISPLAY_ORDER if counts[state]]
    return "; ".join(parts)
