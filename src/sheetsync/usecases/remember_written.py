"""Store in the history of the office's book what a merge read there and wrote into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sheetsync.core.history.observed import with_written
from sheetsync.core.history.records import Occasion
from sheetsync.core.merge import BookState, Change
from sheetsync.ports import WriteOutcome
from sheetsync.usecases.remember import Memory, told


def really_written(changes: Sequence[Change], outcome: WriteOutcome | None) -> tuple[Change, ...]:
    """The changes without those of cells that had to stay as they were."""
    left = outcome.left_cells if outcome is not None else ()
    return tuple(change for change in changes if (change.where.sheet, change.where.a1) not in left)


def remember_written(
    memory: Memory | None, state: BookState, written: Sequence[Change], as_of: date, command: str
) -> tuple[str, ...]:
    """Gives what people must be told of the history. state: as it was read; written: what was changed in it since."""
    if memory is None:
        return ()
    occasion = Occasion(memory.moment, command, state.period, as_of)
    return told(memory, lambda: memory.history.record(with_written(state, written), occasion))
