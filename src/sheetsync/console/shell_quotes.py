"""Paths in commands that people paste: a file's name must not become a command of its own."""

from __future__ import annotations

import os
import re
import shlex

_SHELL_SIGNS = re.compile(r"""["$`\\!\x00-\x1f]""")


def quoted(path: str) -> str:
    """The path as a shell takes it whole."""
    if os.name == "nt" or not _SHELL_SIGNS.search(path):  # Windows allows no quotes in names
        return f'"{path}"'
    return shlex.quote(path)
