"""`sheetsync sync` of two workbooks on disk killed at each step of its writing, and at random moments while people are at work:
each file is old or whole new, the office's never before the other, and the same sync run again makes of the books what an
undisturbed one makes of them, byte for byte.

By hand for longer: `uv run python -m tests.sync.test_files_killed 200`.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sheetsync.wiring import common_state
from tests.sync.file_troubles import sides, state_of
from tests.sync.killed_syncs import Call, kill_syncs
from tests.sync.test_files_meanwhile import OFFICE_S, OTHER, two_files

STEPS_IN_CI, KILLS_IN_CI = 10, 5
NEVER = 10_000
"""A step that no sync comes to."""
COME_TO = ("nothing", "the other book", "both books", "the common state")


def sync_in(folder: Path, *program: str | Path) -> Call:
    program = program or ("-m", "sheetsync")
    return Call((*program, "sync", folder / OFFICE_S, folder / OTHER, "--config", folder / "config"))


def killed_at(step: int, folder: Path) -> Call:
    return sync_in(folder, "-m", "tests.faults.killed_at", str(step), folder)


def written(folder: Path) -> tuple[bytes, ...]:
    """What a sync writes, in its order: the other book, the office's, and what they have in common."""
    here, there = folder / OFFICE_S, folder / OTHER
    return there.read_bytes(), here.read_bytes(), state_of(common_state(here, there)).read_bytes()


def how_far(now: tuple[bytes, ...], old: tuple[bytes, ...], new: tuple[bytes, ...]) -> str:
    """Fails where a file is between old and new, or one was written before its turn."""
    come_to, waits = COME_TO[0], False
    for step, before, value, after in zip(COME_TO[1:], old, now, new, strict=True):
        assert value in (before, after), "between old and new"
        if before == after:
            continue  # nothing to write here
        assert not (waits and value == after), f"{step} before its turn"
        waits = value != after
        come_to = come_to if waits else step
    return come_to


def kill_at_steps(folder: Path, steps: int, seed: int) -> Counter[str]:
    """So many kills, spread over all that a sync does with the disk; what had been written each time."""
    start = folder / "trước"
    books = two_files(start, random.Random(seed))
    books.sync()
    for people in sides(books):
        for _ in range(4):
            people.type_with_another_program()
    undisturbed = Path(shutil.copytree(start, folder / "xong"))
    whole = int(killed_at(NEVER, undisturbed).goes_through())
    old, new = written(start), written(undisturbed)
    assert not set(old) & set(new), "there is something to write everywhere"
    seen: Counter[str] = Counter()
    for number in range(steps):
        place = Path(shutil.copytree(start, folder / "thử"))
        assert killed_at(1 + number * whole // steps, place).is_killed()
        seen[how_far(written(place), old, new)] += 1
        sync_in(place).goes_through()
        assert written(place)[:2] == new[:2], "other books than without the kill"
        assert not list(place.rglob("*.tmp")), "something of the killed one stays"
        shutil.rmtree(place)
    return seen


def test_killed_at_any_step_the_next_sync_goes_on(tmp_path: Path) -> None:
    seen = kill_at_steps(tmp_path, STEPS_IN_CI, seed=2)
    assert all(seen[come_to] for come_to in COME_TO[:3]), seen


def kill_at_random(folder: Path, kills: int, seed: int) -> Counter[str]:
    start = folder / "hai sổ"
    books = two_files(start, random.Random(seed))
    books.sync()
    come_to: Counter[str] = Counter()

    def looked_at() -> Callable[[], None]:
        undisturbed = Path(shutil.copytree(start, folder / "xong"))
        sync_in(undisturbed).goes_through()
        old, new = written(start), written(undisturbed)
        shutil.rmtree(undisturbed)
        return lambda: come_to.update([how_far(written(start), old, new)])

    return kill_syncs(books, sync_in(start), kills=kills, looked_at=looked_at) + come_to


def test_killed_at_random_moments_nothing_is_lost(tmp_path: Path) -> None:
    assert kill_at_random(tmp_path, KILLS_IN_CI, seed=3)["killed"] == KILLS_IN_CI


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for way in (kill_at_steps, kill_at_random):
        with tempfile.TemporaryDirectory() as place:
            print(way.__name__, json.dumps(way(Path(place), wanted, 7), ensure_ascii=False), flush=True)
