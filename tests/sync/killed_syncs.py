"""Whole processes of `sheetsync sync`, killed after a while; then the sync is run again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.sync.two_books import TwoBooks, comes_to_rest

ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2023-03-15", "--period", "2023-Q1")
THROUGH = (0, 3)
"""The exit codes of a sync that came to its end, without and with conflicts."""


@dataclass(frozen=True)
class Call:
    """arguments: of Python, without the day."""

    arguments: tuple[str | Path, ...]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    def begin(self) -> subprocess.Popen[str]:
        command = [sys.executable, *map(str, self.arguments), *DAY]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=quiet, stderr=subprocess.PIPE, encoding="utf-8")

    def goes_through(self) -> str:
        """What it says on standard error."""
        process = self.begin()
        _, said = process.communicate()
        assert process.returncode in THROUGH, said
        return said

    def is_killed(self, after: float | None = None) -> bool:
        """Whether the process was still there to be killed. after: so many seconds; None where it kills itself."""
        process = self.begin()
        if after is not None:
            time.sleep(after)
            process.send_signal(signal.SIGKILL)
        process.communicate()
        return process.returncode == -signal.SIGKILL


def kill_syncs(
    books: TwoBooks, call: Call, *, kills: int, looked_at: Callable[[], Callable[[], None]] = lambda: lambda: None
) -> Counter[str]:
    """looked_at: called before each kill; gives what looks at the books right after it."""
    started = time.monotonic()
    call.goes_through()
    whole = time.monotonic() - started
    outcomes: Counter[str] = Counter()
    for _ in range(kills):
        for _ in range(2):
            books.master.act()
            books.other.act()
        look = looked_at()
        was_killed = call.is_killed(whole * books.chance.uniform(0.4, 1.0))
        outcomes["killed" if was_killed else "through before the kill"] += 1
        look()
        books.nothing_is_lost()
        call.goes_through()
        books.nothing_is_lost()
        outcomes["conflicts"] += len(comes_to_rest(books))
    return outcomes
