"""The lists of the office's own page: overdue, difficulties, errors, reconciliation, every task; each linked to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sheetsync.core.report import LeftOutReason, QuarterReport
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.design import Block, CellLink, DesignValue
from sheetsync.core.sheets.draft import SheetDraft, TableRows, link_to
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.task_words import due_text, official_title
from sheetsync.records import dataclass

_LAST = 15
_MOST_ERRORS = 200
"""Errors listed here at most; all of them stand in `Kết quả kiểm tra`."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of a list over the sheet's columns first…last."""

    heading: str
    first: int
    last: int
    look: Look = looks.TEXT


@dataclass(frozen=True, slots=True)
class _Cell:
    value: DesignValue
    link: CellLink | None = None
    look: Look | None = None


def _put_list(
    draft: SheetDraft, title: str, fields: Sequence[_Field], rows: Sequence[Sequence[_Cell]], empty: str, *, note: str = ""
) -> None:
    """A titled list, numbered in its first column; a sentence where it is empty. note: a line between title and list."""
    first = draft.row
    draft.put(1, title, looks.BLOCK_TITLE, to=_LAST)
    draft.next_row(least=22)
    if note:
        draft.put(1, note, looks.PLAIN, to=_LAST)
        draft.next_row(least=18)
    if not rows:
        draft.put(1, empty, looks.PLAIN, to=_LAST)
        draft.next_row(least=18)
    else:
        for field in fields:
            draft.put(field.first, field.heading, looks.HEADING, to=field.last)
        draft.next_row(least=22)
    tables: dict[tuple[Look, ...], TableRows] = {}
    for row in rows:
        used = tuple([_look(field, cell) for field, cell in zip(fields, row, strict=True)])
        table = tables.get(used)
        if table is None:
            blocks = (Block(field.first, field.last, look) for field, look in zip(fields, used, strict=True))
            table = tables[used] = TableRows(draft, tuple(blocks))
        values = tuple([None if cell.value == "" else cell.value for cell in row])
        links = tuple([(place, cell.link) for place, cell in enumerate(row) if cell.link])
        table.add(values, least=18, links=links)
    draft.keep_together(first, min(draft.row - 1, first + 3 if note else first + 2))
    draft.gap(12)


def _look(field: _Field, cell: _Cell) -> Look:
    look = cell.look or field.look
    return look.but(colour=looks.LINK_TEXT.colour, underline=True) if cell.link else look


def put_overdue(draft: SheetDraft, report: QuarterReport) -> None:
    fields = (
        _Field("TT", 1, 1, looks.CENTRED),
        _Field("Mã NV", 2, 2, looks.CENTRED),
        _Field("Nhiệm vụ", 3, 6),
        _Field("Bộ phận", 7, 8),
        _Field("Thời hạn", 9, 10, looks.CENTRED),
        _Field("Số ngày", 11, 11, looks.CENTRED),
        _Field("Lý do, khó khăn", 12, 15),
    )
    rows = [
        (
            _Cell(number),
            _Cell(late.line.task.task_id, link_to(late.line.where)),
            _Cell(late.line.task.title),
            _Cell(official_title(report.plan, late.line.official)),
            _Cell(due_text(late.line.task)),
            _Cell(late.days, look=looks.state_look(late.line.state).but(bold=True)),
            _Cell(late.reason or "Chưa nêu lý do"),
        )
        for number, late in enumerate(report.overdue, start=1)
    ]
    _put_list(draft, f"3. Nhiệm vụ quá hạn ({len(rows)})", fields, rows, "Không có nhiệm vụ quá hạn.")


def put_difficulties(draft: SheetDraft, report: QuarterReport) -> None:
    fields = (
        _Field("TT", 1, 1, looks.CENTRED),
        _Field("Mã NV", 2, 2, looks.CENTRED),
        _Field("Nhiệm vụ", 3, 5),
        _Field("Bộ phận", 6, 7),
        _Field("Khó khăn, vướng mắc", 8, 11),
        _Field("Kiến nghị, đề xuất", 12, 15),
    )
    told = [line for line in report.lines if line.difficulty or line.proposal]
    rows = [
        (
            _Cell(number),
            _Cell(line.task.task_id, link_to(line.difficulty_where or line.where)),
            _Cell(line.task.title),
            _Cell(official_title(report.plan, line.official)),
            _Cell(line.difficulty),
            _Cell(line.proposal),
        )
        for number, line in enumerate(told, start=1)
    ]
    _put_list(draft, f"4. Khó khăn và kiến nghị ({len(rows)})", fields, rows, "Các bộ phận không nêu khó khăn, kiến nghị.")


def put_errors(draft: SheetDraft, report: QuarterReport) -> None:
    fields = (
        _Field("TT", 1, 1, looks.CENTRED),
        _Field("Mã NV", 2, 2, looks.CENTRED),
        _Field("Bộ phận", 3, 4),
        _Field("Ô", 5, 5, looks.CENTRED),
        _Field("Nội dung", 6, 15),
    )
    errors = [finding for group in report.errors for finding in group.errors]
    rows = [
        (
            _Cell(number),
            _Cell(error.task_id),
            _Cell(official_title(report.plan, error.official)),
            _Cell(error.cell, link_to(error.where)),
            _Cell(error.message),
        )
        for number, error in enumerate(errors[:_MOST_ERRORS], start=1)
    ]
    each = "; ".join(f"{group.title}: {len(group.errors)}" for group in report.errors)
    more = (
        f". Dưới đây là {_MOST_ERRORS} lỗi đầu; tất cả có trong sheet «Kết quả kiểm tra»." if len(errors) > _MOST_ERRORS else ""
    )
    _put_list(draft, f"5. Lỗi cần sửa ({len(errors)})", fields, rows, "Không có lỗi.", note=each + more)


def reconciliation_text(report: QuarterReport) -> str:
    """`99 dòng đọc = 75 nhiệm vụ được báo cáo + 24 dòng để ngoài (23 dòng phối hợp, 1 dòng trùng nhiệm vụ).`"""
    by_reason = Counter(row.reason for row in report.left_out)
    parts = ", ".join(f"{by_reason[reason]} {reason.title}" for reason in LeftOutReason if by_reason[reason])
    named = f" ({parts})" if parts else ""
    return f"{report.rows_read} dòng đọc = {report.reported} nhiệm vụ được báo cáo + {len(report.left_out)} dòng để ngoài{named}."


def put_reconciliation(draft: SheetDraft, report: QuarterReport) -> None:
    fields = (
        _Field("TT", 1, 1, looks.CENTRED),
        _Field("Mã NV", 2, 2, looks.CENTRED),
        _Field("Sheet", 3, 6),
        _Field("Ô", 7, 7, looks.CENTRED),
        _Field("Vì sao để ngoài", 8, 15),
    )
    draft.put(1, "6. Đối chiếu", looks.BLOCK_TITLE, to=_LAST)
    draft.keep_together(draft.row, draft.row + 2)
    draft.next_row(least=22)
    draft.put(1, reconciliation_text(report), looks.PLAIN, to=_LAST)
    draft.next_row(least=18)
    missing = ", ".join(line.task.task_id for line in report.missing)
    text = f"Thiếu dòng của {len(report.missing)} nhiệm vụ: {missing}." if missing else "Không thiếu dòng của nhiệm vụ nào."
    draft.put(1, text, looks.PLAIN, to=_LAST)
    draft.next_row(least=18)
    draft.gap(6)
    rows = [
        (
            _Cell(number),
            _Cell(row.task_id),
            _Cell(row.sheet),
            _Cell(row.where.a1, link_to(row.where)),
            _Cell(row.reason.title.capitalize()),
        )
        for number, row in enumerate(report.left_out, start=1)
    ]
    _put_list(draft, f"Các dòng để ngoài ({len(rows)})", fields, rows, "Không có dòng nào để ngoài.")


def put_tasks(draft: SheetDraft, report: QuarterReport) -> None:
    fields = (
        _Field("TT", 1, 1, looks.CENTRED),
        _Field("Mã NV", 2, 2, looks.CENTRED),
        _Field("Nhiệm vụ", 3, 7),
        _Field("Bộ phận", 8, 10),
        _Field("Tình trạng", 11, 12, looks.CENTRED),
        _Field("Ô trong sổ", 13, 15),
    )
    rows = [
        (
            _Cell(number),
            _Cell(line.task.task_id),
            _Cell(line.task.title),
            _Cell(official_title(report.plan, line.official)),
            _Cell(line.timeliness.text, look=looks.state_look(line.state)),
            _Cell(f"{line.where.sheet}, ô {line.where.a1}" if line.where else "Không có dòng", link_to(line.where)),
        )
        for number, line in enumerate(report.lines, start=1)
    ]
    _put_list(draft, f"7. Tất cả nhiệm vụ ({len(rows)})", fields, rows, "Kế hoạch không có nhiệm vụ.")
