"""Two quarters' reports side by side: what came, what was finished, what fell behind, and what only stood still."""

from __future__ import annotations

from collections.abc import Callable

from sheetsync.core.merge.same_value import same
from sheetsync.core.report import QuarterReport, TaskLine
from sheetsync.core.states import State
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class TwoQuarters:
    """The second quarter's lines, in the report's order. new: tasks that the first one did not have; finished, overdue: not so
    in the first; same_result, same_difficulty: told in the same words twice, of work that is not finished."""

    new: tuple[TaskLine, ...]
    finished: tuple[TaskLine, ...]
    overdue: tuple[TaskLine, ...]
    same_result: tuple[TaskLine, ...]
    same_difficulty: tuple[TaskLine, ...]


def compare(first: QuarterReport, second: QuarterReport) -> TwoQuarters:
    earlier = {line.task.task_id: line for line in first.lines}

    def lines(wanted: Callable[[TaskLine, TaskLine], bool]) -> tuple[TaskLine, ...]:
        known = ((earlier.get(line.task.task_id), line) for line in second.lines)
        return tuple(line for before, line in known if before is not None and wanted(before, line))

    return TwoQuarters(
        new=tuple(line for line in second.lines if line.task.task_id not in earlier),
        finished=lines(lambda before, line: line.state.finished and not before.state.finished),
        overdue=lines(lambda before, line: line.state is State.OVERDUE and before.state is not State.OVERDUE),
        same_result=lines(lambda before, line: _goes_on(before) and _told_again(before.result, line.result)),
        same_difficulty=lines(lambda before, line: not line.state.finished and _told_again(before.difficulty, line.difficulty)),
    )


def _goes_on(before: TaskLine) -> bool:
    """What was finished once and for all has nothing new to tell."""
    return not (before.state.finished and before.task.cadence.finishes)


def _told_again(before: str, now: str) -> bool:
    return bool(now) and same(before, now)
