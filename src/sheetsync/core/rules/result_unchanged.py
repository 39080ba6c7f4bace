"""A result that is word for word the one of the period before."""

from __future__ import annotations

from typing import Annotated, ClassVar

from sheetsync.core.earlier_results import is_finished_earlier, results_by_period
from sheetsync.core.periods import previous_period
from sheetsync.core.rules.kind import Hit, Row, RowKind
from sheetsync.core.rules.options import FieldKey
from sheetsync.core.values import match_key
from sheetsync.records import dataclass


@dataclass(frozen=True, kw_only=True)
class ResultUnchanged(RowKind):
    """earlier: the column with the results of earlier periods, a line `Quý I/2023: …` for each. What says that the task was
    finished before may stay the same. No formula finds a period's line in a text, so only the full check has it."""

    name: ClassVar[str] = "result_unchanged"
    default_fields: ClassVar[tuple[str, ...]] = ("result",)

    earlier: Annotated[str, FieldKey()] = "result_before"

    def needs_columns(self) -> tuple[str, ...]:
        return (self.earlier,)

    def check(self, row: Row, key: str) -> Hit | None:
        text, before = row.entry.text(key), row.entry.text(self.earlier)
        if not text or not before or is_finished_earlier(text):
            return None
        scope = row.scope
        previous = previous_period(scope.period, scope.settings.periods, scope.calendar)
        last = results_by_period(before).get((previous.year, previous.quarter))
        if not last or match_key(last) != match_key(text):
            return None
        return Hit(words={"name": previous.title})
