"""Files for their owner's eyes: replaced whole, and nothing stays of a run that was killed."""

from __future__ import annotations

import json
import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from sheetsync.adapters.private_file import write_private


def test_what_a_killed_run_left_goes_and_nothing_else(tmp_path: Path) -> None:
    path, other = tmp_path / "a" / "chung.json", tmp_path / "a" / ".khác.json.x1.tmp"
    write_private(path, {"ngày": 1})
    left_behind(path.parent / ".chung.json.x1.tmp")
    left_behind(other)
    write_private(path, {"ngày": 2})
    assert sorted(path.parent.iterdir()) == sorted([path, other])
    assert json.loads(path.read_text(encoding="utf-8")) == {"ngày": 2}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_another_run_is_writing_at_the_same_time_stays(tmp_path: Path) -> None:
    path, theirs = tmp_path / "chung.json", tmp_path / ".chung.json.x1.tmp"
    theirs.write_text('{"ngà', encoding="utf-8")
    write_private(path, {"ngày": 1})
    assert theirs.read_text(encoding="utf-8") == '{"ngà'
    assert json.loads(path.read_text(encoding="utf-8")) == {"ngày": 1}


@pytest.mark.parametrize("refused", ["iterdir", "unlink", "stat"])
def test_what_cannot_be_tidied_up_stops_no_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str) -> None:
    path = tmp_path / "chung.json"
    left_behind(tmp_path / ".chung.json.x1.tmp")
    real = getattr(Path, refused)

    def refuse(self: Path, *args: Any, **named: Any) -> Any:
        if refused == "iterdir" or self.suffix == ".tmp":
            raise PermissionError(13, "Access is denied")
        return real(self, *args, **named)

    monkeypatch.setattr(Path, refused, refuse)
    write_private(path, {"ngày": 1})
    assert json.loads(path.read_text(encoding="utf-8")) == {"ngày": 1}


def left_behind(path: Path) -> None:
    """Half a file of a run that was killed long ago."""
    path.write_text('{"ngà', encoding="utf-8")
    long_ago = time.time() - 2 * 3600
    os.utime(path, (long_ago, long_ago))
