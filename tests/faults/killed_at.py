"""A command killed at a certain step: `python -m tests.faults.killed_at STEP FOLDER ARGUMENTS…`.

STEP counts the calls that open or change something below FOLDER; right before that one the process is killed. One that
comes to its end prints on standard error how many there were.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sheetsync.cli import run_command_line
from tests.faults.touching import at_touch

if __name__ == "__main__":
    touches = at_touch(int(sys.argv[1]), Path(sys.argv[2]), lambda: os.kill(os.getpid(), signal.SIGKILL))
    code = run_command_line(sys.argv[3:])
    print(touches(), file=sys.stderr)
    sys.exit(code)
