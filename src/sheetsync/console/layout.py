"""Lines for the terminal: wrapping, hanging indents, colours."""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path
from typing import Literal

import click

from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import width

Colour = Literal["red", "yellow", "green", "blue", "cyan", "bright_black"]


def styled(text: str, colour: Colour | None = None, *, bold: bool = False) -> str:
    """The text in colour; `put` takes the colours out again where the stream has none."""
    return click.style(text, fg=colour, bold=bold or None)


def paragraph(text: str, *, first: str = "", rest: str | None = None) -> str:
    """One text from anywhere as lines that fit the terminal. first/rest: what stands before the first and the other lines.

    Redirected output is not broken into lines, so that it can be searched; words and paths are never broken.
    """
    indent = " " * len(first) if rest is None else rest
    safe = one_line(text)
    if not _wrapping():
        return first + safe
    return textwrap.fill(
        safe,
        width=max(width() - 1, 30),
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def path_line(path: Path, note: str = "") -> str:
    """A path on a line of its own, never broken, so that it can be copied; shorter when it lies below the current folder."""
    try:
        shown = path.resolve().relative_to(Path.cwd()) if path.is_absolute() else path
    except ValueError:
        shown = path
    return f"  {one_line(str(shown))}" + (f" – {note}" if note else "")


def _wrapping() -> bool:
    return bool(os.environ.get("COLUMNS")) or sys.stdout.isatty()
