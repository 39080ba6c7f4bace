"""What sheets of ours are called, as their marks know them."""

from __future__ import annotations

import pytest

from sheetsync.core.book import SheetKind
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.own_names import kept_name, own_sheet_name
from sheetsync.core.periods import period as period_of
from sheetsync.core.report import internal_sheet_name, report_sheet_name
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.findings_sheet import NAME


@pytest.mark.parametrize("key", ["2023-Q1", "2023-Q2", "2024-Q3", "2026-Q4"])
def test_the_mark_tells_the_name_that_the_sheet_was_put_in_with(key: str, settings: Settings, calendar: WorkCalendar) -> None:
    period = period_of(int(key[:4]), int(key[-1]), settings.periods, calendar)
    assert own_sheet_name(SheetKind.REPORT, key) == report_sheet_name(period)
    assert own_sheet_name(SheetKind.INTERNAL, key) == internal_sheet_name(period)
    assert own_sheet_name(SheetKind.FINDINGS, key) == NAME


def test_kept_names_are_short_and_tell_kinds_and_quarters_apart() -> None:
    names = [kept_name(kind, f"{year}-Q{quarter}") for kind in SheetKind for year in (2023, 2024) for quarter in (1, 2, 3, 4)]
    assert len(set(names)) == 8 + 8 + len(SheetKind) - 2  # report and summary tell the quarter
    assert all(len(f"{name} (bản sửa tay)") <= 31 for name in names)


@pytest.mark.parametrize("period", ["", "2023", "2023-Q5", "năm"])
def test_a_period_spoilt_by_hand_still_gives_a_kept_name(period: str) -> None:
    assert own_sheet_name(SheetKind.REPORT, period) == ""
    assert kept_name(SheetKind.REPORT, period) == "Báo cáo"
