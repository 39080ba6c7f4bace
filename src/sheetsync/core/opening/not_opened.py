"""When a period is not opened, and what to do then."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsync.core.earlier_results import results_by_period
from sheetsync.core.entries import BookTabs, Tab
from sheetsync.core.history.observed import State
from sheetsync.core.merge.same_value import same
from sheetsync.core.merge.state import BookState
from sheetsync.core.opening.opened_cell import OpenedCell
from sheetsync.core.opening.rows import EARLIER, TOLD, earlier_column
from sheetsync.core.periods import Period, parse_period
from sheetsync.errors import BookUnwritable, UsageError

_LISTED = 12


def refuse_other_periods(tabs: BookTabs, opened: Period, closed: Period, plan_year: int, own_key: str) -> None:
    """Raises UsageError unless the period that the book is in is the closed one. own_key: of the book's hidden sheet, "" where it
    has none. Where nothing is stated, the lines of the column of earlier results tell what was opened before."""
    if opened.year != plan_year:
        raise UsageError(
            f"Kế hoạch là của năm {plan_year}, không mở được kỳ {opened.title} trên sổ này.",
            f"Sang năm mới thì lập sổ mới từ sổ cũ: sheetsync new --from SỔ-CŨ --plan plan-{opened.year}.toml --output SỔ-MỚI "
            "(xem mục «Sửa kế hoạch, thay người, sang năm mới»).",
        )
    unreadable = [tab.sheet for tab in tabs.tabs if not tab.usable]
    if unreadable:
        sheets = ", ".join(f"«{sheet}»" for sheet in dict.fromkeys(unreadable[:_LISTED]))
        raise UsageError(
            f"Sheet {sheets} thiếu tiêu đề cột nên chưa mở kỳ được; chưa ghi gì.",
            "Xem cột nào thiếu bằng lệnh sheetsync validate, sửa tiêu đề rồi chạy lại.",
        )
    stated = {tab.sheet: tab.stated_period for tab in tabs.tabs if tab.usable and tab.stated_period}
    periods = set(stated.values()) | ({own_key} if own_key else set())
    if len(periods) > 1:
        listed = "; ".join(f"sheet «{sheet}»: {period_title(key)}" for sheet, key in list(stated.items())[:_LISTED])
        own = f"; mốc kỳ của sổ: {period_title(own_key)}" if own_key else ""
        raise UsageError(
            f"Các sheet đang ghi những kỳ khác nhau: {listed}{own}. Chưa ghi gì.",
            "Vui lòng sửa ô «Kỳ báo cáo» cho giống nhau rồi chạy lại.",
        )
    if not periods:
        _refuse_unstated(tabs, opened, closed)
        return
    current = periods.pop()
    if current == opened.key:
        raise _open_already(opened)
    if current != closed.key:
        _refuse_distant(current, opened)


def _refuse_distant(current: str, opened: Period) -> None:
    here = period_title(current)
    if current > opened.key:
        raise UsageError(f"Sổ đang ở kỳ {here}, sau kỳ {opened.title}; không mở lùi.", "Vui lòng xem lại kỳ đã ghi.")
    raise UsageError(
        f"Sổ đang ở kỳ {here}; mỗi lần chỉ mở được kỳ kế tiếp, chưa mở được kỳ {opened.title}.",
        "Vui lòng xem lại kỳ đã ghi, hoặc lần lượt mở từng kỳ.",
    )


def _refuse_unstated(tabs: BookTabs, opened: Period, closed: Period) -> None:
    if opened.quarter == 1:
        raise UsageError(f"{opened.title} là kỳ đầu của kế hoạch, không có kỳ trước để chuyển.", "Vui lòng xem lại kỳ đã ghi.")
    usable = [tab for tab in tabs.tabs if tab.usable and tab.entries]
    kept = [tab for tab in usable if earlier_column(tab.columns) is not None]
    if any((closed.year, closed.quarter) in results_by_period(entry.text(EARLIER)) for tab in kept for entry in tab.entries):
        raise _open_already(opened)
    unknown = [tab.sheet for tab in usable if tab not in kept]
    if unknown:
        sheets = ", ".join(f"«{sheet}»" for sheet in dict.fromkeys(unknown[:_LISTED]))
        raise UsageError(
            f"Chưa biết sổ đang ở kỳ nào: sheet {sheets} không có ô «Kỳ báo cáo» và không có cột «Kết quả các kỳ trước».",
            f"Vui lòng thêm cột «Kết quả các kỳ trước», hoặc ghi «Kỳ báo cáo: {closed.title}» phía trên bảng rồi chạy lại.",
        )


def _open_already(opened: Period) -> UsageError:
    return UsageError(f"Sổ đã mở kỳ {opened.title} rồi, không phải làm gì.", "Cán bộ có thể ghi kết quả của kỳ này.")


def period_title(key: str) -> str:
    """`2023-Q1` as people write it."""
    parsed = parse_period(key)
    return f"Quý {('I', 'II', 'III', 'IV')[parsed[1] - 1]}/{parsed[0]}" if parsed else key


def refuse_locked(cells: Sequence[OpenedCell]) -> None:
    """Raises BookUnwritable with every cell that would have to change and holds a formula."""
    locked = [cell for cell in cells if cell.locked]
    if locked:
        raise BookUnwritable(
            f"Các ô này chứa công thức nên không ghi đè: {_listed(locked)}; chưa ghi gì.",
            "Vui lòng thay công thức bằng giá trị của nó rồi chạy lại.",
        )


def refuse_unkept(lost: Sequence[OpenedCell]) -> None:
    """Raises UsageError where something would be thrown away."""
    if lost:
        raise UsageError(
            f"Nội dung các ô này chưa được giữ ở đâu: {_listed(lost)}; chưa ghi gì.",
            "Vui lòng thêm cột «Kết quả các kỳ trước» vào sheet rồi chạy lại.",
        )


def only_in_place(tabs: Sequence[Tab], cells: Sequence[OpenedCell]) -> tuple[OpenedCell, ...]:
    """The cells whose content goes to no other column: their tab has none for earlier results."""
    without = {tab.sheet for tab in tabs if earlier_column(tab.columns) is None}
    return tuple(cell for cell in cells if cell.where.sheet in without and cell.field in TOLD and cell.old is not None)


def not_kept(cells: Sequence[OpenedCell], state: BookState, kept: State) -> tuple[OpenedCell, ...]:
    """Those that history does not hold as they stand."""
    rows = {(row.sheet, row.row): (code, row) for code, tab in state.tabs.items() for row in tab.rows.values()}

    def stands(cell: OpenedCell) -> bool:
        found = rows.get((cell.where.sheet, cell.where.row))
        if found is None:
            return False
        code, row = found
        return same(kept.get((code, row.key, cell.field)), row.values.get(cell.field))

    return tuple(cell for cell in cells if not stands(cell))


def _listed(cells: Sequence[OpenedCell]) -> str:
    named = [f"sheet «{cell.where.sheet}», ô {cell.where.a1}" for cell in cells[:_LISTED]]
    more = len(cells) - len(named)
    return "; ".join(named) + (f"; và {more} ô nữa" if more else "")
