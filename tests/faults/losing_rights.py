"""Takes the right to write into a book's folder away in the middle of a command:
`python -m tests.faults.losing_rights STEP FOLDER ARGUMENTS…`.

STEP counts the calls that open or change something below FOLDER; at that one the folder and everything in it become read-only.
Prints `lost` on standard error when it came to that.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sheetsync.cli import run_command_line

TOUCHING = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.truncate"}


def lose_rights_at(step: int, folder: Path) -> None:
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in TOUCHING and any(
            isinstance(each, str | os.PathLike) and str(each).startswith(str(folder)) for each in arguments
        ):
            count += 1
            if count == step:
                for path in (folder, *folder.rglob("*")):
                    path.chmod(0o555 if path.is_dir() else 0o444)
                print("lost", file=sys.stderr, flush=True)

    sys.addaudithook(hook)


if __name__ == "__main__":
    lose_rights_at(int(sys.argv[1]), Path(sys.argv[2]))
    sys.exit(run_command_line(sys.argv[3:]))
