"""Files for their owner's eyes: replaced whole, and nothing stays of a run that was killed."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from sheetsync.adapters.private_file import write_private


def test_what_a_killed_run_left_goes_and_nothing_else(tmp_path: Path) -> None:
    path, other = tmp_path / "a" / "chung.json", tmp_path / "a" / ".khác.json.x1.tmp"
    write_private(path, {"ngày": 1})
    (path.parent / ".chung.json.x1.tmp").write_text('{"ngà', encoding="utf-8")
    other.write_text("của lần ghi khác", encoding="utf-8")
    write_private(path, {"ngày": 2})
    assert sorted(path.parent.iterdir()) == sorted([path, other])
    assert json.loads(path.read_text(encoding="utf-8")) == {"ngày": 2}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
