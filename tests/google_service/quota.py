"""The quota of requests a minute, for each person and for the project."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.google_service.calls import Call
from tests.google_service.refusals import quota_exceeded

MINUTE = 60.0


@dataclass
class Quota:
    """Google's figures; the minute slides. retry_after: whether a refusal says how long to wait."""

    reads: int = 60
    writes: int = 60
    project: int = 300
    retry_after: bool = False
    _used: dict[tuple[str, str], deque[float]] = field(default_factory=dict)

    def spend(self, call: Call, clock: Callable[[], float]) -> None:
        """Count a call, or refuse it."""
        if not (call.reads or call.writes):
            return
        now = clock()
        kind = "Read" if call.reads else "Write"
        for who, per, most in ((call.email, "user", self.reads if call.reads else self.writes), ("", "project", self.project)):
            times = self._used.setdefault((who, kind), deque())
            while times and now - times[0] >= MINUTE:
                times.popleft()
            if len(times) >= most:
                wait = math.ceil(MINUTE - (now - times[0]))
                raise quota_exceeded(kind, per, wait if self.retry_after else None)
        self._used[call.email, kind].append(now)
        self._used["", kind].append(now)
