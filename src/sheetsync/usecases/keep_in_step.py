"""Two books kept one for as long as somebody lets it run: synced when either has changed and then come to rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sheetsync.errors import BookUnreadable, BookUnwritable, ExternallyChanged, ServiceUnavailable, SheetsyncError
from sheetsync.usecases.sync import SyncResult

LONGEST_PAUSE = 300.0
Versions: TypeAlias = tuple[str, str]
_PASSES = (ServiceUnavailable, BookUnwritable, BookUnreadable, ExternallyChanged)
"""What may be over by the next look: no network, a book that is being saved or is open, people editing all the time."""


def keep_in_step(
    look: Callable[[], Versions],
    sync: Callable[[], SyncResult],
    tell: Callable[[SyncResult], None],
    say: Callable[[SheetsyncError, float], None],
    wait: Callable[[float], None],
    *,
    every: float,
) -> None:
    """Look at both books every so many seconds, until interrupted.

    look: the versions of both, as `PlanBook.read` gives them. A book counts as changed when its version is not the one that was
    last found in step, and as at rest when two looks in a row give the same: so nobody is synced in the middle of a sentence. One
    sync at a time; after one that wrote, another look makes sure. say: told of a trouble that may pass, and how long is waited.
    The first look syncs at once: whatever happened while nobody watched is caught up. Raises what does not pass by itself.
    """
    in_step: Versions | None = None
    seen: Versions | None = None
    pause, first = every, True
    while True:
        try:
            now = look()
            if first or (now != in_step and now == seen):
                result = sync()
                wrote = any(outcome is not None and outcome.changed for outcome in result.outcomes)
                in_step = None if wrote else result.versions
                if result.changes or result.open:
                    tell(result)
            seen, first, pause = now, False, every
        except _PASSES as trouble:
            pause = min(pause * 2, LONGEST_PAUSE)
            say(trouble, pause)
        wait(pause)
