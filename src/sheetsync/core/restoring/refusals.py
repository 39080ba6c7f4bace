"""When nothing is brought back, and why, in words for the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sheetsync.core.earlier_results import results_by_period
from sheetsync.core.entries import Tab
from sheetsync.core.history.observed import State
from sheetsync.core.history.records import Occasion
from sheetsync.core.opening.not_opened import period_title
from sheetsync.core.opening.rows import EARLIER
from sheetsync.core.periods import parse_period
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.core.suggest import closest
from sheetsync.core.values import display_text
from sheetsync.errors import UsageError

_OPEN = "open"
_MOST_TASKS = 20


def moment_text(moment: datetime) -> str:
    """As people write it, and as it may be given again."""
    return f"{moment:%d/%m/%Y %H:%M:%S}"


def exact_moment_text(moment: datetime) -> str:
    """To the millisecond, so that no other run is meant."""
    return f"{moment_text(moment)}.{moment.microsecond // 1000:03d}"


def in_the_future(asked: datetime, now: datetime) -> UsageError:
    return UsageError(
        f"Thời điểm {moment_text(asked)} chưa tới (bây giờ là {moment_text(now)}).", "Vui lòng ghi một thời điểm đã qua."
    )


def before_all(asked: datetime, first: datetime | None) -> UsageError:
    """first: the moment of the first run that is remembered; None where there is none."""
    if first is None:
        return UsageError(
            "Lịch sử của sổ chưa có lần chạy nào, chưa biết các ô lúc ấy ra sao.",
            "Mỗi lần chạy có ghi (run, consolidate, highlight …) sẽ lưu lại các ô; đổi tên sổ thì bắt đầu lịch sử mới.",
        )
    return UsageError(
        f"Đến {moment_text(asked)} lịch sử của sổ chưa có gì; lần đầu ghi nhận là {moment_text(first)}.",
        f'Vui lòng ghi thời điểm từ lúc ấy trở đi, ví dụ: --at "{moment_text(first)}"',
    )


def unknown_task(asked: str, known: Sequence[str]) -> UsageError:
    near = closest(asked, known)
    hint = f" Có phải «{near}» không?" if near else ""
    more = " …" if len(known) > _MOST_TASKS else ""
    return UsageError(
        f"Không có nhiệm vụ «{asked}» ở phần được chọn, nay cũng như lúc ấy.{hint}",
        f"Các nhiệm vụ có thể chọn: {', '.join(known[:_MOST_TASKS])}{more}" if known else "Phần được chọn không có dòng nào.",
    )


def refuse_headless(tabs: Iterable[Tab]) -> None:
    """Raises UsageError for a sheet whose headings cannot be read: nobody knows which cell is which."""
    for tab in tabs:
        if not tab.usable:
            missing = ", ".join(f"«{problem.heading}»" for problem in tab.missing)
            raise UsageError(
                f"Sheet «{tab.sheet}» thiếu tiêu đề cột {missing}; chưa ghi gì."
                if missing
                else f"Sheet «{tab.sheet}» không có dòng tiêu đề cột; chưa ghi gì.",
                "Vui lòng ghi lại tiêu đề cột rồi chạy lại.",
            )


def refuse_opened_since(tabs: Iterable[Tab], since: Iterable[Occasion], then: State) -> None:
    """Raises UsageError where the tabs are in a period that was opened after the moment: what stood in the cells then is told
    beside, as an earlier period's, and must not go out again as this one's. since: the runs after the moment."""
    opened = {run.moment: run for run in since if run.command == _OPEN}  # the last of a moment: what was written
    for tab in tabs:
        for run in opened.values():
            key = run.period
            gone_on = tab.stated_period >= key if tab.stated_period else _told_beside(tab, key, then)
            if gone_on:
                raise UsageError(
                    f"Ngày {document_date(run.moment.date())} sổ đã mở kỳ {period_title(key)}: nội dung lúc ấy là của kỳ trước, "
                    f"không đưa lại vào các ô của kỳ này; chưa ghi gì ở sheet «{tab.sheet}».",
                    "Chỉ khôi phục được về sau lúc mở kỳ. Xem nội dung trước đó: sheetsync history SỔ MÃ-NV. Mở kỳ nhầm thì lấy "
                    "lại sổ bằng sheetsync undo.",
                )


def _told_beside(tab: Tab, opened: str, then: State) -> bool:
    """Whether the column of earlier results has lines of the period before, and had none then."""
    parsed = parse_period(opened)
    if parsed is None:
        return False
    year, quarter = parsed
    closed = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    was = (display_text(value) for (official, _, field), value in then.items() if (official, field) == (tab.official, EARLIER))
    now = (entry.text(EARLIER) for entry in tab.entries if entry.has(EARLIER))
    return any(closed in results_by_period(text) for text in now) and not any(closed in results_by_period(text) for text in was)
