"""How long a request to Google is tried again, and how long is waited in between. Pure: it neither waits nor asks the clock."""

from __future__ import annotations

from enum import Enum

from sheetsync.records import dataclass


class Trouble(Enum):
    """What went wrong with one request, as far as trying again is concerned."""

    BUSY = "busy"  # too many requests: nothing was done, and Google says so
    NEVER_SENT = "never-sent"  # no connection was made
    UNKNOWN_FATE = "unknown-fate"  # a server error, a lost or garbled answer: it may have been done
    FINAL = "final"  # an answer that stays the same


@dataclass(frozen=True, slots=True)
class Patience:
    """attempts: of one request, the first one included. budget: seconds that may be waited for one request altogether. longest:
    seconds of one wait that is our own choice. timeouts: seconds to connect, and between two parts of an answer."""

    attempts: int = 7
    budget: float = 180.0
    longest: float = 60.0
    timeouts: tuple[float, float] = (10.0, 180.0)

    def wait(
        self, attempt: int, trouble: Trouble, *, repeatable: bool, waited: float, asked: float | None, chance: float
    ) -> float | None:
        """Seconds to wait after the attempt of this number (from 1) failed; None when it is not tried again.

        repeatable: doing it twice does the same as doing it once. asked: the answer's Retry-After. chance: 0 to 1; without it
        all computers of an office would come back at the same moment.
        """
        if trouble is Trouble.FINAL or attempt >= self.attempts:
            return None
        if trouble is Trouble.UNKNOWN_FATE and not repeatable:
            return None
        least = min(2.0 ** (attempt - 1), self.longest)
        seconds = least * (0.5 + chance) if asked is None else asked + chance
        return seconds if waited + seconds <= self.budget else None
