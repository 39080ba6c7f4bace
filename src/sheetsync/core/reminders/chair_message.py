"""The summary for the chair: counts and days, and nobody's list."""

from __future__ import annotations

from sheetsync.core.reminders.countdown import Countdown, Stage
from sheetsync.core.reminders.day_words import near_day, weekday_date
from sheetsync.core.reminders.reminder import ChairSummary, OfficialCount
from sheetsync.core.values import vietnamese_date


def chair_message(summary: ChairSummary) -> str:
    countdown, officials = summary.countdown, summary.officials
    tasks = sum(official.tasks for official in officials)
    reported = sum(official.reported for official in officials)
    overdue = sum(official.overdue for official in officials)
    errors = sum(official.errors for official in officials)
    handed_in = sum(official.handed_in_on is not None for official in officials)
    lines = [
        f"Báo cáo {countdown.period.title}, tình hình đến {weekday_date(countdown.as_of)}",
        *_days(countdown),
        f"Đã nộp: {handed_in}/{len(officials)} bộ phận. Đã báo cáo: {reported}/{tasks} việc, còn thiếu {tasks - reported}. "
        f"Quá hạn: {overdue} việc. Lỗi cần sửa: {errors}.",
        "",
        *(_official(official) for official in officials),
    ]
    waiting = [official.title for official in officials if official.handed_in_on is None]
    if countdown.stage is not Stage.NOT_YET:
        lines += ["", f"Chưa nộp: {', '.join(waiting)}." if waiting else "Tất cả bộ phận đã nộp."]
    if summary.unknown_rows:
        lines.append(f"Ngoài ra có {summary.unknown_rows} việc ở sheet chung chưa rõ của ai.")
    return "\n".join(lines)


def _days(countdown: Countdown) -> list[str]:
    period = countdown.period
    if countdown.stage is Stage.OVER:
        return [f"Hạn gửi ({weekday_date(period.send)}) đã qua; kỳ này không còn gì phải nộp."]
    if countdown.stage is Stage.NOT_YET:
        began = f"Kỳ chưa bắt đầu (số liệu tính từ {vietnamese_date(period.start)}), chưa có gì phải nộp."
        return [began, f"Hạn nộp: {weekday_date(period.hand_in)}. Hạn gửi: {weekday_date(period.send)}."]
    if countdown.days_late:
        hand_in = f"Hạn nộp: {weekday_date(period.hand_in)}, đã qua {countdown.days_late} ngày."
    else:
        hand_in = f"Hạn nộp: {near_day(period.hand_in, countdown)}{_left(countdown.to_hand_in)}."
    return [hand_in, f"Hạn gửi: {near_day(period.send, countdown)}{_left(countdown.to_send)}."]


def _left(working_days: int) -> str:
    return f", còn {working_days} ngày làm việc" if working_days > 1 else ""


def _official(official: OfficialCount) -> str:
    parts = [f"báo cáo {official.reported}/{official.tasks}"]
    if official.missing:
        parts.append(f"thiếu {official.missing}")
    if official.overdue:
        parts.append(f"quá hạn {official.overdue}")
    if official.errors:
        parts.append(f"{official.errors} lỗi")
    day = official.handed_in_on
    parts.append(f"đã nộp {vietnamese_date(day)}" if day is not None else "chưa nộp")
    return f"- {official.title}: {', '.join(parts)}"
