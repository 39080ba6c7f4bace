"""Reporting periods: data window, cut-off, hand-in, sending day; and working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter's reporting period with its dates, all computed from PeriodSettings and the holidays.

    start/cut_off: first and last day of the data window; cumulative_start: first day of lũy kế; hand_in: officials hand in;
    send: the report is sent at the latest. Q1/2023: 2022-12-15, 2023-03-14, 2022-12-15, 2023-03-14, 2023-03-17.
    """

    year: int
    quarter: int
    start: date
    cut_off: date
    cumulative_start: date
    hand_in: date
    send: date

    @property
    def key(self) -> str:
        """`2023-Q1`, as `--period` takes it."""
        return f"{self.year}-Q{self.quarter}"

    @property
    def roman(self) -> str:
        return ("I", "II", "III", "IV")[self.quarter - 1]

    @property
    def title(self) -> str:
        """`Quý I/2023`."""
        return f"Quý {self.roman}/{self.year}"

    @property
    def sheet_title(self) -> str:
        """`Quý I-2023`: as the title, without the slash that sheet names cannot hold."""
        return f"Quý {self.roman}-{self.year}"
