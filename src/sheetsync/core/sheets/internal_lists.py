"""The lists of the office's own page: overdue, difficulties, errors, reconciliation, every task; each linked to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sheetsync.core.cells import Where
from sheetsync.core.report import LeftOutReason, QuarterReport
from sheetsync.core.sheets import report_looks as looks
from sheetsync.core.sheets.design import Block, DesignValue
from sheetsync.core.sheets.draft import SheetDraft, TableRows
from sheetsync.core.sheets.looks import Look
from sheetsync.core.sheets.task_words import due_text, official_title
from sheetsync.core.states import State
from sheetsync.records import dataclass

_LAST = 15
_OVERDUE_DAYS = looks.state_look(State.OVERDUE).but(bold=True)
_MOST_ERRORS = 200
"""Errors listed here at most; all of them stand in `Kết quả kiểm tra`."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of a list over the sheet's columns first…last."""

    heading: str
    first: int
    last: int
    look: Look = looks.TEXT


class _Row(NamedTuple):
    """A row of a list: a value for each field; where its linked field leads; the look of its coloured field, if not its own."""

    values: tuple[DesignValue, ...]
    where: Where | None = None
    look: Look | None = None


class _List:
    """Puts a titled list into a draft, numbered in its first column. linked, coloured: index of the field with a link, or with
    a look of its own, in rows that have one."""

    def __init__(self, draft: SheetDraft, fields: Sequence[_Field], *, linked: int = -1, coloured: int = -1) -> None:
        self._draft = draft
        self._fields = fields
        self._linked = linked
        self._coloured = coloured
        self._tables: dict[tuple[bool, int], tuple[TableRows, Look | None]] = {}

    def put(self, title: str, rows: Iterable[_Row], empty: str, *, note: str = "") -> None:
        """The list; a sentence where it is empty. note: a line between title and list."""
        draft = self._draft
        first = draft.row
        draft.put(1, title, looks.BLOCK_TITLE, to=_LAST)
        draft.next_row(least=22)
        if note:
            draft.put(1, note, looks.PLAIN, to=_LAST)
            draft.next_row(least=18)
        headed = False
        for row in rows:
            if not headed:
                headed = True
                for field in self._fields:
                    draft.put(field.first, field.heading, looks.HEADING, to=field.last)
                draft.next_row(least=22)
            values = tuple([None if value == "" else value for value in row.values])
            self._table(row).add(values, least=18, links=((self._linked, row.where),) if row.where else ())
        if not headed:
            draft.put(1, empty, looks.PLAIN, to=_LAST)
            draft.next_row(least=18)
        draft.keep_together(first, min(draft.row - 1, first + 3 if note else first + 2))
        draft.gap(12)

    def _table(self, row: _Row) -> TableRows:
        key = (row.where is not None, id(row.look))
        known = self._tables.get(key)
        if known is None:
            blocks = []
            for place, field in enumerate(self._fields):
                look = row.look if row.look and place == self._coloured else field.look
                if row.where and place == self._linked:
                    look = look.but(colour=looks.LINK_TEXT.colour, underline=True)
                blocks.append(Block(field.first, field.last, look))
            known = self._tables[key] = (TableRows(self._draft, tuple(blocks)), row.look)
        return known[0]


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
    rows = (
        _Row(
            (
                number,
                late.line.task.task_id,
                late.line.task.title,
                official_title(report.plan, late.line.official),
                due_text(late.line.task),
                late.days,
                late.reason or "Chưa nêu lý do",
            ),
            late.line.where,
            _OVERDUE_DAYS,
        )
        for number, late in enumerate(report.overdue, start=1)
    )
    title = f"3. Nhiệm vụ quá hạn ({len(report.overdue)})"
    _List(draft, fields, linked=1, coloured=5).put(title, rows, "Không có nhiệm vụ quá hạn.")


def put_difficulties(draft: SheetDraft, report: QuarterReport) -> None:
    fields = (
        _Field("TT", 1, 1, looks.CENTRED),
        _Field("Mã NV", 2, 2, looks.CENTRED),
        _Field("Nhiệm vụ", 3, 5),
        _Field("Bộ phận", 6, 7),
        _Field("Khó khăn, vướng mắc", 8, 11),
        _Field("Kiến nghị, đề xuất", 12, 15),
    )
    told = [line for line in report.lines if line.difficulty or line.proposal or line.unsolved]
    rows = (
        _Row(
            (
                number,
                line.task.task_id,
                line.task.title,
                official_title(report.plan, line.official),
                line.difficulty or line.unsolved,
                line.proposal,
            ),
            line.difficulty_where or line.where,
        )
        for number, line in enumerate(told, start=1)
    )
    title = f"4. Khó khăn và kiến nghị ({len(told)})"
    _List(draft, fields, linked=1).put(title, rows, "Các bộ phận không nêu khó khăn, kiến nghị.")


def put_errors(draft: SheetDraft, report: QuarterReport) -> None:
    fields = (
        _Field("TT", 1, 1, looks.CENTRED),
        _Field("Mã NV", 2, 2, looks.CENTRED),
        _Field("Bộ phận", 3, 4),
        _Field("Ô", 5, 5, looks.CENTRED),
        _Field("Nội dung", 6, 15),
    )
    errors = [finding for group in report.errors for finding in group.errors]
    rows = (
        _Row(
            (number, error.task_id, official_title(report.plan, error.official), error.cell, error.message),
            error.where,
        )
        for number, error in enumerate(errors[:_MOST_ERRORS], start=1)
    )
    each = "; ".join(f"{group.title}: {len(group.errors)}" for group in report.errors)
    more = (
        f". Dưới đây là {_MOST_ERRORS} lỗi đầu; tất cả có trong sheet «Kết quả kiểm tra»." if len(errors) > _MOST_ERRORS else ""
    )
    _List(draft, fields, linked=3).put(f"5. Lỗi cần sửa ({len(errors)})", rows, "Không có lỗi.", note=each + more)


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
    rows = (
        _Row((number, row.task_id, row.sheet, row.where.a1, row.reason.title.capitalize()), row.where)
        for number, row in enumerate(report.left_out, start=1)
    )
    title = f"Các dòng để ngoài ({len(report.left_out)})"
    _List(draft, fields, linked=3).put(title, rows, "Không có dòng nào để ngoài.")


def put_corrections(draft: SheetDraft, report: QuarterReport) -> None:
    """What has changed in the period before since its report was closed; nothing where nothing has."""
    if not report.corrections:
        return
    fields = (
        _Field("TT", 1, 1, looks.CENTRED),
        _Field("Mã NV", 2, 2, looks.CENTRED),
        _Field("Nhiệm vụ", 3, 5),
        _Field("Bộ phận", 6, 7),
        _Field("Đã báo cáo", 8, 11),
        _Field("Nay là", 12, 15),
    )
    rows = (
        _Row(
            (
                number,
                correction.task_id,
                correction.title,
                official_title(report.plan, correction.official),
                "\n".join(f"{field.heading}: {field.was or 'trống'}" for field in correction.fields),
                "\n".join(f"{field.heading}: {field.now or 'trống'}" for field in correction.fields),
            ),
        )
        for number, correction in enumerate(report.corrections, start=1)
    )
    note = "Nhập sau khi kỳ trước đã chốt; báo cáo đã gửi giữ nguyên."
    _List(draft, fields).put(f"Điều chỉnh số liệu kỳ trước ({len(report.corrections)})", rows, "", note=note)


def put_tasks(draft: SheetDraft, report: QuarterReport) -> None:
    fields = (
        _Field("TT", 1, 1, looks.CENTRED),
        _Field("Mã NV", 2, 2, looks.CENTRED),
        _Field("Nhiệm vụ", 3, 7),
        _Field("Bộ phận", 8, 10),
        _Field("Tình trạng", 11, 12, looks.CENTRED),
        _Field("Ô trong sổ", 13, 15),
    )
    state_looks = {state: looks.state_look(state) for state in State}
    rows = (
        _Row(
            (
                number,
                line.task.task_id,
                line.task.title,
                official_title(report.plan, line.official),
                line.timeliness.text,
                f"{line.where.sheet}, ô {line.where.a1}" if line.where else "Không có dòng",
            ),
            line.where,
            state_looks[line.timeliness.state],
        )
        for number, line in enumerate(report.lines, start=1)
    )
    title = f"7. Tất cả nhiệm vụ ({len(report.lines)})"
    _List(draft, fields, linked=5, coloured=4).put(title, rows, "Kế hoạch không có nhiệm vụ.")
