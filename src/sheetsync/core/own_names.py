"""What sheets of ours are called: as we put them into a book, and once somebody has edited them by hand."""

from __future__ import annotations

import re

from sheetsync.core.book import SheetKind
from sheetsync.core.periods import quarter_name

_WITHOUT_PERIOD = {
    SheetKind.FINDINGS: "Kết quả kiểm tra",
    SheetKind.REQUESTS: "Yêu cầu kiểm tra",
    SheetKind.CONFLICTS: "Xung đột",
    SheetKind.REVIEW: "Duyệt thay đổi",
}
_PERIOD = re.compile(r"(\d{4})-Q([1-4])")


def own_sheet_name(kind: SheetKind, period: str) -> str:
    """The name that a sheet of ours of this kind is put into a book with. period: as in its mark (`2023-Q1`); "" is given for
    a period that cannot be read."""
    if kind in _WITHOUT_PERIOD:
        return _WITHOUT_PERIOD[kind]
    found = _PERIOD.fullmatch(period)
    if found is None:
        return ""
    title = "Báo cáo" if kind is SheetKind.REPORT else "Tổng hợp nội bộ"
    return f"{title} {quarter_name(int(found[2]))}-{found[1]}"


def kept_name(kind: SheetKind, period: str) -> str:
    """How a sheet of ours that somebody edited is called from then on, before ` (bản sửa tay)` is added: short, because a
    sheet's name has 31 characters at most."""
    if kind in _WITHOUT_PERIOD:
        return _WITHOUT_PERIOD[kind]
    found = _PERIOD.fullmatch(period)
    title = "Báo cáo" if kind is SheetKind.REPORT else "Nội bộ"
    return f"{title} Q{found[2]}-{found[1]}" if found else title
