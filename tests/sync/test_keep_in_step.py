"""Watching two books: synced when one has changed and come to rest, never in the middle, through outages and restarts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sheetsync.errors import AccessDenied, ServiceUnavailable, SheetsyncError
from sheetsync.usecases.keep_in_step import keep_in_step
from sheetsync.usecases.sync import SyncResult

OUTAGE = ServiceUnavailable("Không kết nối được tới Google.", "Kiểm tra mạng.")


class Over(Exception):
    """The test's day is over."""


class Day:
    """What the looks find, one after the other: versions `a1` and so on, or a trouble; syncs and waits are counted."""

    def __init__(self, looks: Sequence[tuple[str, str] | SheetsyncError], *, writes: Sequence[bool] = ()) -> None:
        self._looks = iter(looks)
        self._writes: Iterator[bool] = iter(writes)
        self._now = ("", "")
        self.synced: list[tuple[str, str]] = []
        self.told = 0
        self.troubles: list[float] = []
        self.waits: list[float] = []

    def run(self) -> None:
        with pytest.raises(Over):
            keep_in_step(self._look, self._sync, self._tell, lambda _, pause: self.troubles.append(pause), self._wait, every=10)

    def _look(self) -> tuple[str, str]:
        found = next(self._looks, None)
        if found is None:
            raise Over
        if isinstance(found, SheetsyncError):
            raise found
        self._now = found
        return found

    def _sync(self) -> SyncResult:
        self.synced.append(self._now)
        wrote = next(self._writes, False)
        outcome = SimpleNamespace(changed=wrote)
        result: Any = SimpleNamespace(outcomes=(outcome, None), versions=self._now, changes=("một",) if wrote else (), open=())
        return cast("SyncResult", result)

    def _tell(self, _: SyncResult) -> None:
        self.told += 1

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)


def test_the_first_look_catches_up() -> None:
    day = Day([("a1", "b1")] * 4)
    day.run()
    assert day.synced == [("a1", "b1")]


def test_a_change_is_synced_once_it_has_come_to_rest() -> None:
    day = Day([("a1", "b1"), ("a2", "b1"), ("a3", "b1"), ("a3", "b1"), ("a3", "b1")])
    day.run()
    assert day.synced == [("a1", "b1"), ("a3", "b1")]


def test_after_a_sync_that_wrote_another_look_makes_sure() -> None:
    day = Day([("a1", "b1"), ("a2", "b2"), ("a2", "b2"), ("a2", "b2"), ("a2", "b2")], writes=[True, False])
    day.run()
    assert day.synced == [("a1", "b1"), ("a2", "b2")]
    assert day.told == 1


def test_an_outage_is_waited_out_and_what_happened_is_caught_up() -> None:
    day = Day([("a1", "b1"), OUTAGE, OUTAGE, OUTAGE, ("a1", "b2"), ("a1", "b2")])
    day.run()
    assert day.troubles == [20, 40, 80]
    assert day.waits == [10, 20, 40, 80, 10, 10]
    assert day.synced == [("a1", "b1"), ("a1", "b2")]


def test_waiting_has_an_end() -> None:
    day = Day([OUTAGE] * 9)
    day.run()
    assert max(day.waits) == 300
    assert day.synced == []


def test_what_does_not_pass_ends_the_watch() -> None:
    day = Day([("a1", "b1"), AccessDenied("Không được phép.", "Chia sẻ lại.")])
    with pytest.raises(AccessDenied):
        keep_in_step(day._look, day._sync, day._tell, lambda *_: None, day._wait, every=10)
