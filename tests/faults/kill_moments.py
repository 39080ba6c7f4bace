"""Moments at which a process is killed, as shares of the time it takes: a time that is known only as the process took it once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

TRIES = 40


class KillMoments:
    """Seconds after the start of a process, one for each share of its time. Where the process was through before (the machine was
    busier when it was measured), `too_late` has the same share tried again, of no more than the time that passed.

    whole: seconds that the process took. shares: each above 0 and at most 1.
    """

    def __init__(self, whole: float, shares: Iterable[float]) -> None:
        self._whole = whole
        self._shares = shares
        self._was_too_late = False

    def __iter__(self) -> Iterator[float]:
        for share in self._shares:
            for _ in range(TRIES):
                self._was_too_late = False
                yield share * self._whole
                if not self._was_too_late:
                    break
                self._whole *= min(share, 0.8)
            else:
                raise AssertionError(f"through before the kill {TRIES} times: the test proves nothing")

    def too_late(self) -> None:
        """The process had come to its end before it was killed."""
        self._was_too_late = True
