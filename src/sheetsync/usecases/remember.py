"""Store in the book's history what a job read. A history that cannot be written never stops the job: it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sheetsync.core.history.records import Occasion
from sheetsync.core.history.tabs_read import TabsRead
from sheetsync.errors import HistoryUnavailable
from sheetsync.ports import History
from sheetsync.records import dataclass
from sheetsync.usecases.assess import Assessment
from sheetsync.usecases.results import RunResult


@dataclass(frozen=True, slots=True)
class Memory:
    """Where a job's book is remembered, and the moment of the job."""

    history: History
    moment: datetime

    def occasion(self, assessment: Assessment, command: str) -> Occasion:
        return Occasion(self.moment, command, assessment.period.key, assessment.as_of)


def seen_in(assessment: Assessment) -> TabsRead:
    """Everything that was read, also where only one tab was asked about."""
    return TabsRead((assessment.whole or assessment).tabs, assessment.settings, assessment.period.key)


def remember(memory: Memory, result: RunResult, command: str) -> tuple[str, ...]:
    """Store what a job read, and what of a closed period it found changed. Gives what people must be told of the history; nothing
    where all is well."""
    assessment = result.assessment

    def store() -> None:
        memory.history.record(seen_in(assessment), memory.occasion(assessment, command))
        if result.closing is not None and result.late != result.closing.late:
            memory.history.keep_late(assessment.period.key, result.late)

    return told(memory, store)


def told(memory: Memory, store: Callable[[], None]) -> tuple[str, ...]:
    """What people must be told of something that is stored, or could not be."""
    try:
        store()
    except HistoryUnavailable as problem:
        return (*memory.history.notes, f"Chưa lưu được lịch sử: {problem.message} {problem.next_step}")
    return memory.history.notes
