"""Something happens to a process at a certain one of its calls that open or change something below a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

TOUCHING = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.truncate"}


def at_touch(step: int, folder: Path, act: Callable[[], None]) -> Callable[[], int]:
    """From now on in this process. Gives what tells how many such calls there have been."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in TOUCHING and any(
            isinstance(each, str | os.PathLike) and str(each).startswith(str(folder)) for each in arguments
        ):
            count += 1
            if count == step:
                act()

    sys.addaudithook(hook)
    return lambda: count
