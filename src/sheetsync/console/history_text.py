"""What history tells: when, where, from what to what, and by which command it was seen."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from sheetsync.console.command_words import command_text
from sheetsync.console.json_text import Json, json_value
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.tables import Column, table
from sheetsync.core.cells import CellValue
from sheetsync.core.history.frozen_report import Closing
from sheetsync.core.history.observed import plain_field
from sheetsync.core.history.records import Occasion, PastChange
from sheetsync.core.messages import shown
from sheetsync.core.plan import Plan
from sheetsync.core.sheets.task_words import official_title
from sheetsync.core.values import display_text
from sheetsync.usecases.history import HistoryResult


def history_text(result: HistoryResult, book: str) -> str:
    about = f"Lịch sử nhiệm vụ {shown(result.task)}" if result.task else "Các thay đổi gần đây"
    lines = [styled(paragraph(f"{about} – sổ «{shown(book)}»"), bold=True)]
    if not result.changes:
        lines.append("Chưa có thay đổi nào được ghi nhận.")
    if result.more:
        lines.append(paragraph(f"{result.more} thay đổi trước đó không nêu ở đây (xem đủ: thêm --verbose, --since hoặc --json)."))
    for occasion, changes in groupby(result.changes, key=lambda past: past.occasion):
        lines += ["", occasion_text(occasion)]
        lines += [paragraph(_change_text(past, result), first="  • ", rest="    ") for past in changes]
    if result.closings:
        lines += ["", styled("Các lần chốt kỳ", bold=True)]
        lines += [paragraph(_closing_text(closing), first="  • ", rest="    ") for closing in result.closings]
        lines += ["", _hand_in_table(result)]
    return "\n".join(lines)


def _closing_text(closing: Closing) -> str:
    reason = f", còn {closing.errors} lỗi" if closing.errors else ""
    reason += f", lý do: {closing.reason}" if closing.reason else ""
    told = f"{closing.frozen.report.period.title}: chốt {closing.moment:%d/%m/%Y %H:%M} (dấu {closing.mark}){reason}"
    if closing.reopened is None:
        return told
    return f"{told}; mở lại {closing.reopened:%d/%m/%Y %H:%M}, lý do: {closing.reopen_reason}"


def _hand_in_table(result: HistoryResult) -> str:
    """By official, for each closed period whether the tab was handed in by the hand-in date, and by whom."""
    closed = [closing for closing in result.closings if closing.reopened is None]
    columns = (Column("Cán bộ"), *(Column(closing.frozen.report.period.title) for closing in closed))
    days = [{each.official: each.on for each in closing.frozen.handed_in} for closing in closed]
    codes = dict.fromkeys(code for one in days for code in one)
    rows = [
        (
            who(result.plan, code),
            *(_hand_in_text(one.get(code), closing, code) for one, closing in zip(days, closed, strict=True)),
        )
        for code in codes
    ]
    return table("Nộp đúng hạn", columns, rows) if closed else ""


def _hand_in_text(day: date | None, closing: Closing, code: str) -> str:
    person = shown(_held_by(closing, code))
    told = f"{display_text(day)}, {person}" if person else display_text(day)
    if day is None:
        return f"không ghi ngày nộp ({person})" if person else "không ghi ngày nộp"
    return f"{'đúng hạn' if day <= closing.frozen.report.period.hand_in else 'trễ hạn'} ({told})"


def _held_by(closing: Closing, code: str) -> str:
    """Whose record it is: who held the role on the hand-in day, as the office knew when it closed the period."""
    report = closing.frozen.report
    official = report.plan.official(code)
    return official.holder(report.period.hand_in) if official is not None else ""


def occasion_text(occasion: Occasion) -> str:
    """`15/03/2023 08:10, lệnh run, kỳ 2023-Q1`"""
    return f"{occasion.moment:%d/%m/%Y %H:%M}, {command_text(occasion)}"


def _change_text(past: PastChange, result: HistoryResult) -> str:
    change = past.change
    official, key, field = change.name
    task = "" if result.task else f"{shown(key.task)}, "
    place = f"{task}sheet «{shown(change.sheet)}», {shown(change.heading) or plain_field(field)}"
    whose = f" ({who(result.plan, official)}{', phối hợp' if key.role == 'Phối hợp' else ''})"
    if past.first:
        return f"{place}: {_value(change.new)}, lần đầu ghi nhận{whose}"
    now = "ô không còn trong sổ" if change.gone else _value(change.new)
    return f"{place}: {_value(change.old)} → {now}{whose}"


def who(plan: Plan, official: str) -> str:
    """As far as the book tells: whose tab it is."""
    return shown(official_title(plan, official))


def _value(value: CellValue) -> str:
    text = shown(value)
    return f"«{text}»" if text else "trống"


def history_document(result: HistoryResult, book: str) -> dict[str, Json]:
    """The document of `history --json`."""
    return {
        "book": book,
        "task": result.task or None,
        "changes": [_change_object(past) for past in result.changes],
        "closings": [_closing_object(closing) for closing in result.closings],
    }


def _closing_object(closing: Closing) -> Json:
    period = closing.frozen.report.period
    return {
        "period": period.key,
        "moment": closing.moment.isoformat(),
        "fingerprint": closing.fingerprint,
        "errors": closing.errors,
        "reason": closing.reason,
        "reopened": closing.reopened.isoformat() if closing.reopened else None,
        "reopen_reason": closing.reopen_reason,
        "hand_in": period.hand_in.isoformat(),
        "officials": [
            {
                "official": each.official,
                "person": _held_by(closing, each.official) or None,
                "handed_in_on": each.on.isoformat() if each.on else None,
                "on_time": each.on <= period.hand_in if each.on else None,
            }
            for each in closing.frozen.handed_in
        ],
    }


def _change_object(past: PastChange) -> Json:
    occasion, change = past.occasion, past.change
    official, key, field = change.name
    return {
        "moment": occasion.moment.isoformat(),
        "command": occasion.command,
        "period": occasion.period,
        "official": official or None,
        "task_id": key.task,
        "role": key.role,
        "field": plain_field(field),
        "sheet": change.sheet,
        "heading": change.heading,
        "old": json_value(change.old),
        "new": json_value(change.new),
        "first": past.first,
        "gone": change.gone,
    }
