"""Whole processes of `sheetsync sync`, killed on the way; then the sync is run again."""

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

from tests.faults.kill_moments import KillMoments
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

    def is_killed(self, killed: Callable[[subprocess.Popen[str]], object] = lambda _: None) -> bool:
        """Whether the process was still there to be killed. killed: what kills it, where it does not do so itself."""
        process = self.begin()
        killed(process)
        process.communicate()
        return process.returncode == -signal.SIGKILL


def killed_after(seconds: float) -> Callable[[subprocess.Popen[str]], None]:
    def kill(process: subprocess.Popen[str]) -> None:
        time.sleep(seconds)
        process.kill()

    return kill


def kill_syncs(
    books: TwoBooks, call: Call, *, kills: int, looked_at: Callable[[], Callable[[], None]] = lambda: lambda: None
) -> Counter[str]:
    """Kill so many at random moments. looked_at: called before each kill; gives what looks at the books right after it."""
    started = time.monotonic()
    call.goes_through()
    moments = KillMoments(time.monotonic() - started, (books.chance.uniform(0.4, 1.0) for _ in range(kills)))
    outcomes: Counter[str] = Counter()
    for moment in moments:
        people_act(books)
        look = looked_at()
        if call.is_killed(killed_after(moment)):
            outcomes["killed"] += 1
        else:
            moments.too_late()
            outcomes["through before the kill"] += 1
        look()
        outcomes["conflicts"] += goes_on(books, call)
    return outcomes


def people_act(books: TwoBooks) -> None:
    for _ in range(2):
        books.master.act()
        books.other.act()


def goes_on(books: TwoBooks, call: Call) -> int:
    """After a kill: nothing is lost, and the next sync brings the books to rest. Gives how many conflicts there were."""
    books.nothing_is_lost()
    call.goes_through()
    books.nothing_is_lost()
    return len(comes_to_rest(books))
