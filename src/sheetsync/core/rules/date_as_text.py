"""A date typed as text that can still be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sheetsync.core.messages import day_text
from sheetsync.core.readings import DateKind
from sheetsync.core.rules.kind import TRUE_DATES, FormatKind, Hit, Row
from sheetsync.core.rules.unchanged_plan import is_plan_wording
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.core.live.cells import InSheet, LiveCells


@dataclass(frozen=True, kw_only=True)
class DateAsText(FormatKind):
    """The suggestion is the true date. A due date in the plan's own words ("trước ngày 31/12/2022") stays as it is."""

    name: ClassVar[str] = "date_as_text"
    default_fields: ClassVar[tuple[str, ...]] = ("due", "completed_on")

    def passes(self, kind_of_value: type, *, blank_texts: bool) -> bool:
        return kind_of_value in TRUE_DATES or super().passes(kind_of_value, blank_texts=blank_texts)

    def check(self, row: Row, key: str) -> Hit | None:
        reading = row.dated(key)
        if reading.kind not in (DateKind.TEXT_DATE, DateKind.GUESSED) or reading.on is None:
            return None
        if key == "due" and (reading.before or is_plan_wording(row)):
            return None
        variant = "guessed" if reading.kind is DateKind.GUESSED else ""
        return Hit(variant=variant, words={"day": day_text(reading.on)}, suggestion=day_text(reading.on))

    def formula(self, cells: LiveCells, key: str) -> InSheet | None:
        """A text that only the full check reads is no true date either, so the sheet asks for one."""
        day = cells.day_of(key)
        if day is None:
            return None
        wrong, unread = cells.all_of(f"{day}>0", cells.is_text(key)), cells.unread_day(key)
        return cells.verdict(wrong, unsure=unread, shown=cells.any_of(wrong, unread))
