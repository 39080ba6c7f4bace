"""A sheet of ours drawn in a workbook of its own, ready to be copied into an open one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sheetsync.core.sheets.design import SheetDesign
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """data: the workbook (.xlsx); fingerprint: of the sheet's cells as a reader sees them; digest: of everything that was drawn,
    looks, links and charts included."""

    data: bytes
    fingerprint: str
    digest: str


DrawSheet: TypeAlias = Callable[[SheetDesign], DrawnSheet]
