"""What history tells: when, where, from what to what, and by which command it was seen."""

from __future__ import annotations

from itertools import groupby

from sheetsync.console.json_text import Json, json_value
from sheetsync.console.layout import paragraph, styled
from sheetsync.core.cells import CellValue
from sheetsync.core.history.observed import plain_field
from sheetsync.core.history.records import Occasion, PastChange
from sheetsync.core.messages import shown
from sheetsync.core.plan import Plan
from sheetsync.core.sheets.task_words import official_title
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
    return "\n".join(lines)


def occasion_text(occasion: Occasion) -> str:
    """`15/03/2023 08:10, lệnh run, kỳ 2023-Q1`"""
    return f"{occasion.moment:%d/%m/%Y %H:%M}, lệnh {occasion.command}, kỳ {occasion.period}"


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
    return {"book": book, "task": result.task or None, "changes": [_change_object(past) for past in result.changes]}


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
