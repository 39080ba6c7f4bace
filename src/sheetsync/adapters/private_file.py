"""Files that hold what people entered, or a sign-in: nobody else may read them, and each is replaced whole."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
from pathlib import Path
from typing import Any

_LEFT_BEHIND = 3600.0
"""Seconds after which a temporary file is no other run's that is about to put it in place."""


def write_private(path: Path, kept: Any) -> None:
    """The value as JSON, in one step; folders are made where they are missing, and what a killed run left beside the file goes
    after a while. Raises OSError."""
    name = ""
    start = f".{path.name}."
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _remove_leftovers(path.parent, start)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=start, suffix=".tmp")  # readable by its owner only
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        if name:
            Path(name).unlink(missing_ok=True)
        raise


def _remove_leftovers(folder: Path, start: str) -> None:
    """Files of killed runs. One that cannot be looked at or removed stays: what is to be saved now does not depend on it."""
    with contextlib.suppress(OSError):
        for left in folder.iterdir():
            if left.name.startswith(start) and left.suffix == ".tmp":
                with contextlib.suppress(OSError):
                    if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                        left.unlink()
