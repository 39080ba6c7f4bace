"""A workbook given with nothing else, as when it is dropped on the program: the main job, with the configuration beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import put_error


def with_command(arguments: Sequence[str]) -> list[str]:
    """The command line that is meant. A lone path of something that exists means `run`, with the configuration that `adopt` made
    beside the book, if there is one; it is named on standard error. Any other command line stays as it is."""
    if len(arguments) != 1 or not _is_there(arguments[0]):
        return list(arguments)
    from sheetsync.menu import config_beside  # noqa: PLC0415 - needed by no other command line

    beside = config_beside(arguments[0])
    if beside is None:
        return ["run", arguments[0]]
    put_error(f"Cấu hình của sổ này: {one_line(beside.name)}")
    return ["--config", str(beside), "run", arguments[0]]


def _is_there(words: str) -> bool:
    """Whether the words are a path: with a folder or an ending, so that no command's name is one."""
    path = Path(words)
    try:
        return bool(path.suffix or path.parent != Path()) and path.exists()
    except (OSError, ValueError):  # no path at all
        return False
