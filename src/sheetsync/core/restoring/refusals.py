"""When nothing is brought back, and why, in words for the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sheetsync.core.entries import Tab
from sheetsync.core.history.records import Occasion
from sheetsync.core.opening.not_opened import period_title
from sheetsync.core.restoring.openings import OpenBook
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.core.suggest import closest
from sheetsync.errors import UsageError

_STATE_IT = " Nếu đã lấy lại mà vẫn gặp thông báo này thì ghi kỳ đang làm (Kỳ báo cáo: Quý …) phía trên bảng rồi chạy lại."
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


def refuse_opened_since(tabs: Iterable[Tab], openings: Iterable[Occasion], book: OpenBook) -> None:
    """Raises UsageError where the tabs are in a period that was opened after the moment: what stood in the cells then is told
    beside, as an earlier period's, and must not go out again as this one's."""
    for tab in tabs:
        for run in openings:
            if book.is_in(tab, run):
                raise UsageError(
                    f"Ngày {document_date(run.moment.date())} sổ đã mở kỳ {period_title(run.period)}: nội dung lúc ấy là của kỳ "
                    f"trước, không đưa lại vào các ô của kỳ này; chưa ghi gì ở sheet «{tab.sheet}».",
                    "Chỉ khôi phục được về sau lúc mở kỳ. Xem nội dung trước đó: sheetsync history SỔ MÃ-NV. Mở kỳ nhầm thì lấy "
                    f"lại sổ bằng sheetsync undo.{'' if tab.stated_period else _STATE_IT}",
                )
