"""Files that hold what people entered, or a sign-in: nobody else may read them, and each is replaced whole."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def write_private(path: Path, kept: Any) -> None:
    """The value as JSON, in one step; folders are made where they are missing, and what a killed run left beside the file goes.
    Raises OSError."""
    name = ""
    start = f".{path.name}."
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in path.parent.iterdir():
            if left.name.startswith(start) and left.suffix == ".tmp":
                left.unlink(missing_ok=True)
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
