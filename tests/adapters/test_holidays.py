"""The built-in holidays against the `holidays` package, and against what the package is known to miss."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.config_files import holidays_vn
from sheetsync.adapters.config_files.calendar_file import built_in_holidays
from sheetsync.core.settings import Settings
from tests.adapters.holiday_table import library_holidays, module_text


def test_the_table_holds_what_the_package_says_for_2020_to_2035() -> None:
    assert sorted(built_in_holidays()) == list(library_holidays())
    assert {day.year for day in built_in_holidays()} == set(range(2020, 2036))


def test_the_module_is_what_its_script_writes() -> None:
    assert Path(holidays_vn.__file__).read_text(encoding="utf-8") == module_text()


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2023, 1, 2), "Tết Dương lịch nghỉ bù"),
        (date(2023, 1, 23), "Tết Quý Mão"),
        (date(2023, 5, 3), "nghỉ bù 30/4"),
        (date(2025, 5, 2), "hoán đổi"),
        (date(2026, 2, 17), "Tết Bính Ngọ"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam, từ 2026"),
    ],
)
def test_days_off(day: date, why: str) -> None:
    assert day in built_in_holidays(), why


def test_24_november_is_no_holiday_before_2026() -> None:
    assert date(2025, 11, 24) not in built_in_holidays()


def test_the_override_adds_2_january_2026_which_the_package_misses(settings: Settings) -> None:
    assert date(2026, 1, 2) not in library_holidays()
    assert date(2026, 1, 2) in settings.holidays
    assert settings.holidays - built_in_holidays() == {date(2026, 1, 2)}
