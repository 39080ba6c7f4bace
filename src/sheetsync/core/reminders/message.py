"""The message to one official, as a colleague would write it in Zalo."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsync.core.reminders.cell_phrases import phrase
from sheetsync.core.reminders.countdown import Countdown, Stage
from sheetsync.core.reminders.day_words import near_day, sentence_start, weekday_date
from sheetsync.core.reminders.fit import Line, Listing, fitted
from sheetsync.core.reminders.reminder import CellToMend, MissingTask, OfficialReminder, OverdueTask, WhyMissing
from sheetsync.core.values import vietnamese_date

_TITLE_CHARACTERS = 48
_CELLS_A_LINE = 3
_IDS_NAMED = 4
_QUIET = (Stage.NOT_YET, Stage.OVER)
"""Stages in which nothing has to be handed in."""


def message(reminder: OfficialReminder, countdown: Countdown) -> str:
    """What to copy. One line of thanks where everything is in order and handed in; never more than fits a phone's screen."""
    quiet = countdown.stage in _QUIET
    if reminder.in_order and reminder.handed_in_on is not None and countdown.stage is not Stage.NOT_YET:
        doubts = [] if quiet else [_doubts(reminder)]
        return fitted(_thanks(reminder, countdown), [listing for listing in doubts if listing.lines], "")
    opening = f"Chào {_who(reminder)},\n\n{_lead(reminder, countdown)}"
    listings = [_overdue(reminder, quiet=True)] if quiet else _everything(reminder)
    listings = [listing for listing in listings if listing.lines]
    gently = "" if quiet else _contributions(reminder)
    return fitted(opening, listings, "\n\n".join(part for part in (gently, _closing(countdown)) if part))


def _who(reminder: OfficialReminder) -> str:
    return f"anh/chị {reminder.person}" if reminder.person else f"anh/chị phụ trách {reminder.title}"


def _thanks(reminder: OfficialReminder, countdown: Countdown) -> str:
    done = f"báo cáo đủ {reminder.tasks} việc và nộp" if reminder.tasks else "nộp"
    day = vietnamese_date(reminder.handed_in_on) if reminder.handed_in_on else ""
    return f"Cảm ơn {_who(reminder)} đã {done} báo cáo {countdown.period.title} ngày {day}."


def _lead(reminder: OfficialReminder, countdown: Countdown) -> str:
    """By when, in the tone of the stage, and what is asked for; where nothing can be read, first of all why."""
    if countdown.stage in _QUIET:
        return _nothing_due(countdown)
    said = [_by_when(reminder, countdown)]
    if reminder.problem is not None:
        said.append(_problem(reminder))
    elif reminder.in_order:
        enough = (
            f"Anh/chị đã báo cáo đủ {reminder.tasks} việc, xin cảm ơn"
            if reminder.tasks
            else "Kỳ này anh/chị không chủ trì việc nào"
        )
        said.append(f"{enough}; chỉ còn ghi giúp ngày nộp ở phía trên bảng.")
    else:
        said.append(_request(reminder, countdown))
    return " ".join(said)


def _nothing_due(countdown: Countdown) -> str:
    period = countdown.period
    if countdown.stage is Stage.OVER:
        return (
            f"Hạn gửi báo cáo {period.title} ({weekday_date(period.send)}) đã qua, kỳ này không còn gì phải nộp. "
            "Nội dung bổ sung sẽ tính vào kỳ sau."
        )
    return (
        f"Kỳ {period.title} chưa bắt đầu (số liệu tính từ {vietnamese_date(period.start)}), hiện chưa có gì phải nộp. "
        f"Hạn nộp là {weekday_date(period.hand_in)}, gửi báo cáo {weekday_date(period.send)}."
    )


def _by_when(reminder: OfficialReminder, countdown: Countdown) -> str:
    period = countdown.period
    send = near_day(period.send, countdown)
    if reminder.handed_in_on is not None:
        handed_in = vietnamese_date(reminder.handed_in_on)
        return f"Cảm ơn anh/chị đã nộp báo cáo {period.title} ngày {handed_in}. Báo cáo gửi đi {send}."
    hand_in = weekday_date(period.hand_in)
    match countdown.stage:
        case Stage.LATE:
            return (
                f"Hạn nộp báo cáo {period.title} ({hand_in}) đã qua {countdown.days_late} ngày; "
                f"{send} phải gửi báo cáo, còn {countdown.to_send} ngày làm việc."
            )
        case Stage.LAST:
            return f"{sentence_start(send)}, phải gửi báo cáo {period.title}; hạn nộp ({hand_in}) đã qua."
        case _:
            return f"{_before_hand_in(countdown)} (gửi báo cáo {send})."


def _before_hand_in(countdown: Countdown) -> str:
    what, day, left = f"hạn nộp báo cáo {countdown.period.title}", countdown.period.hand_in, countdown.to_hand_in
    if countdown.is_today(day) or countdown.is_tomorrow(day):
        return f"{sentence_start(near_day(day, countdown))}, là {what}"
    if countdown.stage is Stage.EARLY:
        return f"Xin nhắc sớm: {what} là {weekday_date(day)}, còn {left} ngày làm việc"
    return f"Còn {left} ngày làm việc là đến {what}: {weekday_date(day)}"


def _request(reminder: OfficialReminder, countdown: Countdown) -> str:
    match countdown.stage:
        case Stage.EARLY:
            return "Anh/chị ghi dần vào sổ giúp những việc sau:"
        case Stage.SOON:
            return "Anh/chị sắp xếp hoàn thành giúp:"
        case Stage.TODAY:
            return "Nhờ anh/chị hoàn thành trong hôm nay giúp:"
        case Stage.LATE:
            return "Nhờ anh/chị bổ sung sớm giúp:"
        case _:
            unless = " (phần còn thiếu sẽ phải ghi là chưa báo cáo)" if reminder.missing else ""
            return f"Nhờ anh/chị bổ sung ngay giúp{unless}:"


def _problem(reminder: OfficialReminder) -> str:
    problem = reminder.problem
    assert problem is not None
    count = f", nên {len(reminder.missing)} việc đang tính là chưa báo cáo" if reminder.missing else ""
    if problem.headings:
        names = ", ".join(f"«{heading}»" for heading in problem.headings[:2])
        return f"Sheet «{problem.sheet}» thiếu tiêu đề cột {names}{count}. Nhờ anh/chị đặt lại tiêu đề giúp."
    if problem.shared:
        return f"Sổ chưa có dòng nào ghi tên «{problem.sheet}»{count}. Nhờ anh/chị xem lại giúp."
    return f"Sổ chưa có sheet «{problem.sheet}» (hoặc sheet đã đổi tên){count}. Nhờ anh/chị xem lại giúp."


def _everything(reminder: OfficialReminder) -> list[Listing]:
    return [_missing(reminder), _overdue(reminder, quiet=False), _errors(reminder), _doubts(reminder)]


def _missing(reminder: OfficialReminder) -> Listing:
    lines = [Line(_missing_line(task, no_row_is_news=reminder.problem is None)) for task in reminder.missing]
    return Listing(f"Chưa báo cáo {len(lines)} việc", lines, "việc", _sheet(reminder))


def _missing_line(task: MissingTask, *, no_row_is_news: bool) -> str:
    notes = []
    if task.why is WhyMissing.STATUS_UNKNOWN:
        notes.append(f"ô {task.cell} ghi «{task.written}», nhờ chọn lại trạng thái")
    elif task.why is WhyMissing.EARLIER:
        notes.append(f"ô {task.cell}: ngày hoàn thành {task.written} là của kỳ trước")
    elif task.why is WhyMissing.NO_ROW and no_row_is_news:
        notes.append("sheet thiếu dòng này")
    if task.days_late and task.due is not None:
        notes.append(f"hạn {vietnamese_date(task.due)} đã qua {task.days_late} ngày")
    return _task(task.task_id, task.title) + (f" ({'; '.join(notes)})" if notes else "")


def _overdue(reminder: OfficialReminder, *, quiet: bool) -> Listing:
    lines = [Line(_overdue_line(task, with_reason=not quiet)) for task in reminder.overdue]
    return Listing(f"{'Còn quá hạn' if quiet else 'Quá hạn'} {len(lines)} việc", lines, "việc", _sheet(reminder))


def _overdue_line(task: OverdueTask, *, with_reason: bool) -> str:
    due = f" (hạn {vietnamese_date(task.due)})" if task.due is not None else ""
    reason = f", nhờ ghi nguyên nhân ở ô {task.explain_in}" if task.explain_in and with_reason else ""
    return f"{_task(task.task_id, task.title)}: quá {task.days} ngày{due}{reason}"


def _errors(reminder: OfficialReminder) -> Listing:
    return Listing(f"Cần sửa {len(reminder.errors)} ô", list(_cell_lines(reminder.errors, reminder)), "ô", _sheet(reminder))


def _doubts(reminder: OfficialReminder) -> Listing:
    return Listing(f"Nên xem lại {len(reminder.doubts)} ô", list(_cell_lines(reminder.doubts, reminder)), "ô", _sheet(reminder))


def _cell_lines(cells: tuple[CellToMend, ...], reminder: OfficialReminder) -> Iterator[Line]:
    """Cells of which the same is to be said share a line."""
    alike: dict[str, list[CellToMend]] = {}
    for cell in cells:
        alike.setdefault(phrase(cell), []).append(cell)
    for said, group in alike.items():
        places = ", ".join(_place(cell, several_sheets=len(reminder.sheets) > 1) for cell in group[:_CELLS_A_LINE])
        more = f" và {len(group) - _CELLS_A_LINE} ô nữa" if len(group) > _CELLS_A_LINE else ""
        yield Line(f"ô {places}{more}: {said}", len(group))


def _place(cell: CellToMend, *, several_sheets: bool) -> str:
    beside = [f"sheet «{cell.sheet}»"] if several_sheets else []
    if cell.task_id:
        beside.append(cell.task_id)
    return f"{cell.cell} ({', '.join(beside)})" if beside else cell.cell


def _contributions(reminder: OfficialReminder) -> str:
    """Asked for gently: what a coordinator adds is welcome, and nobody counts it."""
    ids = [task_id for task_id in reminder.contributions if task_id][:_IDS_NAMED]
    count = len(reminder.contributions)
    if not count:
        return ""
    more = count - len(ids)
    named = f" ({', '.join(ids)}{f' và {more} việc khác' if more else ''})" if ids else ""
    return f"Anh/chị còn phối hợp ở {count} việc{named}: có kết quả thì ghi thêm giúp, không bắt buộc."


def _closing(countdown: Countdown) -> str:
    if countdown.stage in (Stage.LATE, Stage.LAST, Stage.TODAY):
        return "Có vướng mắc gì, anh/chị nhắn lại ngay giúp. Xin cảm ơn!"
    return "Có vướng mắc gì, anh/chị nhắn lại giúp. Xin cảm ơn!"


def _task(task_id: str, title: str) -> str:
    return f"{task_id} {_short(title)}".strip()


def _short(title: str) -> str:
    """As much of a title as one line takes, without half a word."""
    if len(title) <= _TITLE_CHARACTERS:
        return title
    cut = title[: _TITLE_CHARACTERS - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:…") + "…"


def _sheet(reminder: OfficialReminder) -> str:
    if reminder.problem is not None and not reminder.problem.headings:
        return ""  # there is none to look at
    if len(reminder.sheets) > 2:
        return "các sheet của anh/chị"
    return "sheet " + " và ".join(f"«{sheet}»" for sheet in reminder.sheets)
