"""Writes src/sheetsync/adapters/config_files/holidays_vn.py anew from the `holidays` package: run it after an upgrade of that
package with `python -m tests.adapters.holiday_table`, and look at what changed before committing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import holidays

FIRST_YEAR, LAST_YEAR = 2020, 2035

HEADER = '''"""Public holidays of Vietnam with substitute days off, as data, because importing the `holidays` package is slow.

Written by tests/adapters/holiday_table.py from that package. What it misses stands in config/calendar.toml.
"""

from __future__ import annotations

'''


def library_holidays() -> tuple[date, ...]:
    """Every day off that the library knows in the years of the table."""
    return tuple(sorted(holidays.country_holidays("VN", years=range(FIRST_YEAR, LAST_YEAR + 1))))


def module_text() -> str:
    """The whole module."""
    days = library_holidays()
    years = {year: " ".join(f"{day:%m-%d}" for day in days if day.year == year) for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    lines = [f'    {year}: "{days_of_year}",' for year, days_of_year in years.items()]
    return f"{HEADER}MONTH_DAYS: dict[int, str] = {{\n" + "\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    package = Path(__file__).resolve().parents[2] / "src" / "sheetsync" / "adapters" / "config_files"
    (package / "holidays_vn.py").write_text(module_text(), encoding="utf-8")
