"""Store in the book's history what a job read. A history that cannot be written never stops the job: it is told."""

from __future__ import annotations

from datetime import datetime

from sheetsync.core.history.observed import observed
from sheetsync.core.history.records import Observed, Occasion
from sheetsync.core.merge.state import state_of
from sheetsync.errors import HistoryUnavailable
from sheetsync.ports import History
from sheetsync.records import dataclass
from sheetsync.usecases.assess import Assessment


@dataclass(frozen=True, slots=True)
class Memory:
    """Where a job's book is remembered, and the moment of the job."""

    history: History
    moment: datetime

    def occasion(self, assessment: Assessment, command: str) -> Occasion:
        return Occasion(self.moment, command, assessment.period.key, assessment.as_of)


def seen_in(assessment: Assessment) -> Observed:
    """Everything that was read, also where only one tab was asked about."""
    tabs = (assessment.whole or assessment).tabs
    return observed(state_of(tabs, assessment.settings, name=assessment.content.name, period=assessment.period.key))


def remember(memory: Memory | None, assessment: Assessment, command: str) -> tuple[str, ...]:
    """What people must be told of the history; nothing where all is well, or where none is kept."""
    return stored(memory, seen_in(assessment), memory.occasion(assessment, command)) if memory is not None else ()


def stored(memory: Memory, seen: Observed, occasion: Occasion) -> tuple[str, ...]:
    """The same, of what is known to stand in the book."""
    try:
        memory.history.record(seen, occasion)
    except HistoryUnavailable as problem:
        return (*memory.history.notes, f"Chưa lưu được lịch sử: {problem.message} {problem.next_step}")
    return memory.history.notes
