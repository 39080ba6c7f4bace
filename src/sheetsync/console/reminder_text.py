"""What `remind` prints: messages to copy, one after the other, or where they were written; and its JSON document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sheetsync.console.findings_text import heading_text
from sheetsync.console.json_text import Json
from sheetsync.console.layout import paragraph, path_line, styled
from sheetsync.console.safe_text import one_line
from sheetsync.core.reminders.reminder import CellToMend, ChairSummary, MissingTask, OfficialReminder, OverdueTask
from sheetsync.usecases.remind import RemindResult, WrittenReminder

_RULE = "=" * 8


def reminders_text(result: RemindResult, *, officials: bool, chair: bool) -> str:
    """The messages between rules; their own lines are not broken, so that they can be copied as they are."""
    blocks = [heading_text(result.assessment)]
    if officials:
        blocks.extend(f"{_rule(written.reminder.title)}\n\n{written.text}" for written in result.officials)
    if chair:
        blocks.append(f"{_rule('Tóm tắt gửi chủ tịch')}\n\n{result.chair_text}")
    return "\n\n".join(blocks)


def files_text(folder: Path, files: Sequence[Path], changed: Sequence[Path], kept: Sequence[Path]) -> str:
    """Which files the messages are in."""
    fresh = set(changed)
    lines = [paragraph(f"{len(files)} tệp trong thư mục «{folder}»:")]
    lines.extend(path_line(path, "" if path in fresh else "không đổi") for path in files)
    if kept:
        lines.append(paragraph("Tệp đã có người sửa tay được giữ lại dưới tên:"))
        lines.extend(path_line(path) for path in kept)
    lines.append(
        paragraph("Mở từng tệp, chép nội dung rồi dán vào Zalo của đúng người; tệp .ics mở bằng lịch của điện thoại.", first="→ ")
    )
    return "\n".join(lines)


def reminders_document(
    result: RemindResult, *, officials: bool, chair: bool, files: Sequence[Path] = (), kept: Sequence[Path] = ()
) -> dict[str, Json]:
    period, countdown = result.assessment.period, result.countdown
    return {
        "book": result.assessment.content.name,
        "as_of": countdown.as_of.isoformat(),
        "period": period.key,
        "cut_off": period.cut_off.isoformat(),
        "hand_in": period.hand_in.isoformat(),
        "send": period.send.isoformat(),
        "stage": countdown.stage.value,
        "working_days": {"to_hand_in": countdown.to_hand_in, "to_send": countdown.to_send},
        "officials": [_official(written) for written in result.officials] if officials else [],
        "chair": {"message": result.chair_text, "officials": list(_counts(result.chair))} if chair else None,
        "files": [str(path) for path in files],
        "kept": [str(path) for path in kept],
    }


def _rule(title: str) -> str:
    return styled(f"{_RULE} {one_line(title)} {_RULE}", bold=True)


def _official(written: WrittenReminder) -> dict[str, Json]:
    reminder = written.reminder
    return {
        "official": reminder.official,
        "tasks": reminder.tasks,
        "missing": [_missing(task) for task in reminder.missing],
        "overdue": [_overdue(task) for task in reminder.overdue],
        "errors": [_cell(cell) for cell in reminder.errors],
        "doubts": [_cell(cell) for cell in reminder.doubts],
        "contributions": list(reminder.contributions),
        "handed_in_on": _handed_in_on(reminder),
        "message": written.text,
    }


def _handed_in_on(reminder: OfficialReminder) -> str | None:
    return reminder.handed_in_on.isoformat() if reminder.handed_in_on else None


def _missing(task: MissingTask) -> dict[str, Json]:
    return {"task_id": task.task_id, "title": task.title, "why": task.why.value, "cell": task.cell or None}


def _overdue(task: OverdueTask) -> dict[str, Json]:
    due = task.due.isoformat() if task.due else None
    return {"task_id": task.task_id, "title": task.title, "due": due, "days": task.days}


def _cell(cell: CellToMend) -> dict[str, Json]:
    return {"sheet": cell.sheet, "cell": cell.cell, "code": cell.code, "task_id": cell.task_id or None}


def _counts(chair: ChairSummary) -> Iterator[dict[str, Json]]:
    for official in chair.officials:
        yield {
            "official": official.official,
            "tasks": official.tasks,
            "reported": official.reported,
            "missing": official.missing,
            "overdue": official.overdue,
            "errors": official.errors,
            "handed_in": official.handed_in_on is not None,
        }
