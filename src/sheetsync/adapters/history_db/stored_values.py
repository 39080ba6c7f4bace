"""Values of single cells as the database holds them."""

from __future__ import annotations

import json

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.base import plain_value, value_from
from sheetsync.core.merge.same_value import is_blank
from sheetsync.errors import HistoryUnavailable


def stored_value(value: CellValue) -> str | None:
    return None if is_blank(value) else json.dumps(plain_value(value), ensure_ascii=False)


def loaded_value(stored: str | None) -> CellValue:
    if stored is None:
        return None
    if stored.startswith('"') and "\\" not in stored:  # most are texts, which need no parser
        return stored[1:-1]
    try:
        return value_from(json.loads(stored))
    except ValueError as error:
        raise unreadable() from error


def unreadable() -> HistoryUnavailable:
    return HistoryUnavailable("Tệp lịch sử có chỗ không đọc được.", "Việc trên sổ không bị ảnh hưởng.")
