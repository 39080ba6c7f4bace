"""A cell that must be blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sheetsync.core.rules.kind import Hit, Row, RowKind


@dataclass(frozen=True, kw_only=True)
class MustBeBlank(RowKind):
    """With the common conditions it says when: a completion date under another status than `Hoàn thành`."""

    name: ClassVar[str] = "must_be_blank"

    def check(self, row: Row, key: str) -> Hit | None:
        return None if row.blank(key) else Hit()
