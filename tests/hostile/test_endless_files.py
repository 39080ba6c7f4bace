"""What has a workbook's name and never ends, or is far too big, is refused before it is read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sheetsync.adapters.xlsx.open_by import open_by
from tests.hostile.limited_process import MEMORY, sheetsync
from tests.small_office import write_book, write_config

DAY = ("--as-of", "2023-03-15", "--period", "2023-Q1")


def far_too_big(path: Path) -> str:
    with path.open("wb") as file:
        file.truncate(1_500_000_000)  # takes no room on the disk
    return "lớn quá mức một sổ kế hoạch cần: 1500 MB"


def device(path: Path) -> str:
    path.symlink_to("/dev/zero")
    return "không phải (là một )?tệp"  # a link is followed where it is written to, and has another name there


def pipe(path: Path) -> str:
    os.mkfifo(path)
    return "không phải là một tệp"


@pytest.mark.parametrize("made", [far_too_big, device, pipe])
@pytest.mark.parametrize("command", ["validate", "run", "undo", "fix-encoding", "adopt"])
def test_it_is_refused_before_it_is_read(tmp_path: Path, command: str, made: Callable[[Path], str]) -> None:
    config, path = write_config(tmp_path / "cấu hình"), tmp_path / "sổ.xlsx"
    refusal = made(path)
    answer = sheetsync(command, path, *(("--config", config, *DAY) if command in ("validate", "run") else ()), cpu=20)
    assert answer.code == 4, answer.error
    assert re.search(refusal, " ".join(answer.error.split()))
    assert answer.memory < MEMORY


@pytest.mark.parametrize("made", [far_too_big, device, pipe])
def test_as_the_place_of_a_result_it_is_left_alone(tmp_path: Path, made: Callable[[Path], str]) -> None:
    config, book, target = write_config(tmp_path / "cấu hình"), write_book(tmp_path / "sổ.xlsx"), tmp_path / "ra.xlsx"
    refusal = made(target)
    before = target.lstat()
    answer = sheetsync("--config", config, "run", book, *DAY, "--output", target, cpu=20)
    assert answer.code == 4, answer.error
    assert re.search(refusal, " ".join(answer.error.split()))
    assert answer.memory < MEMORY
    after = target.lstat()
    assert (after.st_ino, after.st_mode, after.st_size, after.st_mtime_ns) == (
        before.st_ino, before.st_mode, before.st_size, before.st_mtime_ns,
    )  # fmt: skip


@pytest.mark.parametrize(("made", "who"), [(far_too_big, "một người khác"), (pipe, None)])
def test_in_place_of_an_owner_file_it_keeps_nobody_waiting(tmp_path: Path, made: Callable[[Path], str], who: str | None) -> None:
    made(tmp_path / "~$sổ.xlsx")
    assert open_by(tmp_path / "sổ.xlsx") == who
