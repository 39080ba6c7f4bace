"""Whole processes killed at moments spread over all of their time, from the first instruction of Python to the last line printed:
the book is the old one or the whole new one, and the next call clears up and works.

SHEETSYNC_KILLS says how many of each command (20 without it); with it the figures are printed (`pytest -s`).
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from tests.adapters.test_convert_texts import old_book
from tests.faults.kill_moments import KillMoments
from tests.small_office import write_book, write_config

KILLS = int(os.environ.get("SHEETSYNC_KILLS", "20"))
OPTIONS = ("--as-of", "2023-03-15", "--period", "2023-Q1")


@dataclass(frozen=True)
class Scene:
    """What a command finds and makes. start: files as they stand before it; book: the one that is watched; new: its bytes
    (None: it is not there) once the command has gone through; codes: what it may return the second time."""

    arguments: tuple[str | Path, ...]
    start: Path
    book: str
    new: bytes
    codes: tuple[int, ...]


def command(scene: Scene, folder: Path) -> list[str]:
    return [sys.executable, "-m", "sheetsync", *(str(each).replace("{}", str(folder)) for each in scene.arguments)]


def call(scene: Scene, folder: Path) -> tuple[int, float]:
    """The exit code, and the seconds it took."""
    begun = time.perf_counter()
    done = subprocess.run(command(scene, folder), capture_output=True, check=False)
    return done.returncode, time.perf_counter() - begun


def kill(scene: Scene, folder: Path, after: float) -> bool:
    """Whether the process was still there to be killed."""
    process = subprocess.Popen(command(scene, folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def temporaries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix == ".tmp"]


def assert_every_copy_is_whole(folder: Path, known: set[bytes | None]) -> None:
    for copy in folder.glob(".sheetsync/backups/*.xlsx"):
        assert copy.read_bytes() in known


def kill_all_along(scene: Scene, tmp_path: Path, kills: int) -> Counter[str]:
    """Kill the command once in each of so many equal spans of its time."""
    shutil.copytree(scene.start, tmp_path / "đo")
    code, whole = call(scene, tmp_path / "đo")
    assert code in scene.codes
    old = content(scene.start / scene.book)
    assert content(tmp_path / "đo" / scene.book) == scene.new
    assert old != scene.new
    known = {old, scene.new, *map(content, scene.start.rglob("*.xlsx"))}
    chance = random.Random(20230315)
    seen: Counter[str] = Counter()
    moments = KillMoments(whole, ((number + chance.random()) / kills for number in range(kills)))
    for moment in moments:
        folder = tmp_path / "thử"
        shutil.copytree(scene.start, folder)
        was_killed = kill(scene, folder, moment)
        after = content(folder / scene.book)
        assert after in (old, scene.new), f"neither old nor new after a kill at {moment:.3f} s of {whole:.3f}"
        left = temporaries(folder)
        assert len(left) <= 1, left
        assert_every_copy_is_whole(folder, known)
        if not was_killed:
            moments.too_late()
        seen["killed" if was_killed else "through before the kill"] += 1
        seen["old" if after == old else "new"] += 1
        seen["left a temporary file"] += bool(left)
        seen["left a lock file"] += any(folder.rglob("*.lock"))
        assert call(scene, folder)[0] in scene.codes, "a lock or a leftover stands in the way"
        assert content(folder / scene.book) == scene.new
        assert not temporaries(folder)
        assert not list(folder.rglob("*.lock"))
        shutil.rmtree(folder)
    if "SHEETSYNC_KILLS" in os.environ:
        print(f"\n{scene.arguments[-1] if len(scene.arguments) == 1 else scene.arguments}: {kills} kills, {dict(seen)}")
    assert seen["old"] > 0
    return seen


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a book and its configuration."""
    folder = tmp_path / "văn phòng"
    folder.mkdir()
    write_config(folder / "cấu hình")
    write_book(folder / "sổ.xlsx")
    return folder


def finished(office: Path, *arguments: str) -> bytes:
    """The book after an undisturbed call that changes it in place."""
    subprocess.run(command(Scene(arguments, office, "", b"", ()), office), capture_output=True, check=False)
    return (office / "sổ.xlsx").read_bytes()


def run_scene(office: Path, tmp_path: Path) -> Scene:
    arguments = ("--config", "{}/cấu hình", "run", "{}/sổ.xlsx", *OPTIONS)
    other = Path(shutil.copytree(office, tmp_path / "xong"))
    return Scene(arguments, office, "sổ.xlsx", finished(other, *arguments), (1,))


def undo_scene(office: Path, tmp_path: Path) -> Scene:
    run = run_scene(office, tmp_path)
    old = (office / "sổ.xlsx").read_bytes()
    return Scene(("undo", "{}/sổ.xlsx"), tmp_path / "xong", run.book, old, (0, 4))  # 4: nothing is left to undo


def clean_scene(office: Path, tmp_path: Path) -> Scene:
    run_scene(office, tmp_path)
    cleaned = Path(shutil.copytree(tmp_path / "xong", tmp_path / "gỡ"))
    return Scene(("clean", "{}/sổ.xlsx"), tmp_path / "xong", "sổ.xlsx", finished(cleaned, "clean", "{}/sổ.xlsx"), (0,))


def fix_encoding_scene(office: Path, tmp_path: Path) -> Scene:
    original = old_book()
    (office / "sổ.xlsx").write_bytes(original)
    other = Path(shutil.copytree(office, tmp_path / "xong"))
    assert finished(other, "fix-encoding", "{}/sổ.xlsx") == original
    new = (other / "sổ - Unicode.xlsx").read_bytes()
    return Scene(("fix-encoding", "{}/sổ.xlsx"), office, "sổ - Unicode.xlsx", new, (0,))


@pytest.mark.parametrize(
    ("scene_of", "share"),
    [(run_scene, 1), (undo_scene, 4), (clean_scene, 4), (fix_encoding_scene, 4)],
    ids=["run", "undo", "clean", "fix-encoding"],
)
def test_a_killed_command_leaves_the_old_book_or_the_whole_new_one(
    office: Path, tmp_path: Path, scene_of: Callable[[Path, Path], Scene], share: int
) -> None:
    scene = scene_of(office, tmp_path)
    (tmp_path / "mở.xlsx").write_bytes(scene.new)
    assert openpyxl.load_workbook(tmp_path / "mở.xlsx").sheetnames, "the whole new book opens"
    before = content(office / "sổ.xlsx")
    kill_all_along(scene, tmp_path, max(KILLS // share, 4))
    assert content(office / "sổ.xlsx") == before
