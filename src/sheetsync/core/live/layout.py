"""Where the live columns of a tab stand."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from sheetsync.records import dataclass


class Helper(IntEnum):
    """The hidden columns that the visible ones are made of, in their order from `LiveLayout.first_helper` on."""

    PLAN_ROW = 0  # the task's place in the plan sheet, 0 where its id is not there
    STATUS = 1  # 1–5, 0 blank, -1 no status, -3 a formula error
    DONE = 2  # the completion day as a serial number, 0 blank, -1 no date, -2 a text that only the full check reads, -3 an error
    PROGRESS = 3  # the number, "" blank, "?" a text that only the full check reads
    DUE = 4  # the binding due day, 0 where there is none
    DAYS_LEFT = 5  # working days left to the due day, 0 on it and after it
    STATE = 6  # number of the state in the order of `State`, 0 for rows that have none, -1 where only the full check can tell
    PROBLEM = 7  # number of the row's first problem, 0 for none
    WHERE = 8  # number of the column that the problem stands in, 0 for none


@dataclass(frozen=True, slots=True)
class LiveLayout:
    """Column numbers count from 1. columns: by field key; first_row, last_row: the rows that hold tasks.

    check, warning: the visible columns `Kiểm tra` and `Cảnh báo thời hạn`; the `Helper` columns begin at first_helper, and more
    hidden ones follow them (`LiveColumns.last_column`).
    """

    columns: Mapping[str, int]
    check: int
    warning: int
    first_helper: int
    first_row: int
    last_row: int

    def helper(self, helper: Helper) -> int:
        """The column of a hidden helper."""
        return self.first_helper + helper

    @property
    def last_helper(self) -> int:
        return self.first_helper + max(Helper)
