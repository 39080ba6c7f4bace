"""The real command line on a real terminal (a pty), as a person sees it: colours on, nothing stripped on the way."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path


def on_terminal(*arguments: str | Path, folder: Path) -> tuple[int, str]:
    """The exit code of `sheetsync arguments`, called in a folder, and everything that reached the terminal."""
    main, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "200", "PYTHONUTF8": "1"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "sheetsync", *map(str, arguments)],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=environment,
        cwd=folder,
    )
    os.close(terminal)
    pieces = []
    while True:
        try:
            piece = os.read(main, 65_536)
        except OSError:  # the other end is closed: Linux's way to say that all is read
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(main)
    return process.wait(), b"".join(pieces).decode("utf-8")
