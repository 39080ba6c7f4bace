"""What a closed report's lũy kế said of the time before, against what the book says of it now.

The text itself says nothing: what the column is made of has changed since the first reports were closed. They held the column of
earlier results as it stood, and the months of the period as `3/3`; so its parts are compared, and only those that both can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sheetsync.core.earlier_results import origin_only, told_before
from sheetsync.core.periods import Period, quarter_name
from sheetsync.core.report import CorrectedField, TaskLine
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

_HEADING = "Lũy kế"
_COUNT = pattern(r"\d+/\d+(?P<unit> (?:tháng|quý))?")


@dataclass(frozen=True, slots=True)
class CumulativeChanges:
    """told: (official, quarter) of which the closed report told any task's result."""

    period: Period
    told: frozenset[tuple[str, int]]

    @classmethod
    def of(cls, period: Period, closed: Sequence[TaskLine]) -> CumulativeChanges:
        return cls(period, frozenset((line.official, quarter) for line in closed for quarter in _parts(line, period).results))

    def fields(self, was: TaskLine, now: TaskLine) -> Iterable[CorrectedField]:
        """One field with the parts that differ."""
        if was.cumulative == now.cumulative:
            return
        before, after = _parts(was, self.period), _parts(now, self.period)
        parts = [(before.origin, after.origin)]
        if before.count and after.count:
            parts.insert(0, (before.count, after.count))
        if self.period.ends_half_year:  # the other reports tell no results again
            parts += [(before.told(quarter), after.told(quarter)) for quarter in self._both_can_tell(was.official)]
        differing = [part for part in parts if part[0] != part[1]]
        if differing:
            texts = ("\n".join(filter(None, side)) for side in zip(*differing, strict=True))
            yield CorrectedField(_HEADING, *texts)

    def _both_can_tell(self, official: str) -> Iterable[int]:
        """Where nothing at all was told of a quarter, the report was closed before an earlier report could tell it."""
        return (quarter for quarter in range(1, self.period.quarter) if (official, quarter) in self.told)


@dataclass(frozen=True, slots=True)
class _Parts:
    count: str
    origin: str
    results: Mapping[int, str]

    def told(self, quarter: int) -> str:
        text = self.results.get(quarter, "")
        return f"{quarter_name(quarter)}: {text}" if text else ""


def _parts(line: TaskLine, period: Period) -> _Parts:
    first, _, rest = line.cumulative.partition("\n")
    counted = _COUNT.fullmatch(first)
    own, blocks = told_before(rest if counted else line.cumulative, year=period.year)
    results = {
        block.quarter: block.result
        for block in blocks
        if block.year == period.year and block.quarter < period.quarter and block.result
    }
    return _Parts(first if counted and counted["unit"] else "", origin_only(own), results)
