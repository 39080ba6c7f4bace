"""Takes the right to write into a book's folder away in the middle of a command:
`python -m tests.faults.losing_rights STEP FOLDER ARGUMENTS…`.

STEP counts the calls that open or change something below FOLDER; at that one the folder and everything in it become read-only.
Prints `lost` on standard error when it came to that.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sheetsync.cli import run_command_line
from tests.faults.touching import at_touch


def lose_rights(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    print("lost", file=sys.stderr, flush=True)


if __name__ == "__main__":
    at_touch(int(sys.argv[1]), Path(sys.argv[2]), lambda: lose_rights(Path(sys.argv[2])))
    sys.exit(run_command_line(sys.argv[3:]))
