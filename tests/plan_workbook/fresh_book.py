"""A workbook that `new` made of the default configuration or of a small office's, and where its columns stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sheetsync.adapters.xlsx.new_book.file import NewXlsxFile
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.tab_columns import TabColumns
from sheetsync.core.sheets.plan_workbook.tab_sheet import FIRST_ROW
from sheetsync.usecases.new_plan import NewPlanResult, new_plan

TABS = ("VP Đảng ủy - NV", "VP UBND", "Tư pháp - HT", "Tài chính - KH", "Văn hóa - XH", "Địa chính - XD", "Đài truyền thanh")
BEFORE_HAND_IN, AFTER_HAND_IN = date(2023, 3, 1), date(2023, 3, 20)


def make(path: Path, settings: Settings, as_of: date = BEFORE_HAND_IN, period: str | None = "2023-Q1") -> NewPlanResult:
    """The workbook, judged on `as_of` for good."""
    return new_plan(NewXlsxFile(path), settings, as_of=as_of, as_of_given=True, period_key=period)


def letter(settings: Settings, key: str) -> str:
    """The letter of a field's column in every tab."""
    return chr(ord("A") + TabColumns.of(settings.columns).places[key] - 1)


def at(settings: Settings, key: str, row: int = FIRST_ROW) -> str:
    """A field's cell in a tab."""
    return f"{letter(settings, key)}{row}"
