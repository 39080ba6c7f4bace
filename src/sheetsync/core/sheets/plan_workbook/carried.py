"""What a new plan workbook takes over from an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from sheetsync.core.plan import Role
from sheetsync.core.sheets.design import DesignValue
from sheetsync.records import dataclass, field

RowValues: TypeAlias = Mapping[str, DesignValue]
"""A row's cells by column key."""


@dataclass(frozen=True, slots=True)
class CarriedRows:
    """entries: what stands in the columns that the plan does not fill, by official, task and role. extra: whole rows that have no
    place in the plan, below an official's tasks. handed_in: the days of handing in, by official."""

    entries: Mapping[tuple[str, str, Role], RowValues] = field(default_factory=dict)
    extra: Mapping[str, tuple[RowValues, ...]] = field(default_factory=dict)
    handed_in: Mapping[str, date] = field(default_factory=dict)


NOTHING_CARRIED = CarriedRows()
