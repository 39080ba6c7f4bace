"""What is taken back from an official's file."""

from __future__ import annotations

from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.tab_columns import is_open


def entry_fields(settings: Settings) -> tuple[str, ...]:
    """The columns that officials fill in, in the configuration's order; the rest of a tab is the office's."""
    return tuple(column.key for column in settings.columns if is_open(column))
