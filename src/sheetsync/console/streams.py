"""Standard output and error: encodings, colours, width, and pipes that close early."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import click

from sheetsync.console.readable_encoding import register_readable_errors
from sheetsync.console.safe_text import harmless
from sheetsync.errors import SheetsyncError

_BLOCK = 200_000  # characters written at once


class OutputUnwritable(SheetsyncError):
    """What the command prints cannot be written where it was redirected to (a full disk)."""

    code = "output-unwritable"


def prepare_streams() -> None:
    """Make both streams print Vietnamese: UTF-8 where output is redirected (unless PYTHONIOENCODING asks for another encoding),
    and readable letters where the console's encoding lacks a character."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # pythonw has none
            setattr(sys, name, _nowhere())
            continue
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if not _is_terminal(stream) and not os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors=register_readable_errors(stream.encoding))


def put(text: str = "", *, newline: bool = True) -> None:
    """Print to standard output. A reader that has gone away (`| head`) is no mistake: the rest is dropped in silence.
    Raises OutputUnwritable."""
    _write("stdout", text, newline=newline, keep=_kept(newline))


def put_pieces(pieces: Iterable[str]) -> None:
    """Print a long text piece by piece, so that it never stands in memory as a whole. Raises OutputUnwritable."""
    block: list[str] = []
    size = 0
    for piece in pieces:
        block.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            _write("stdout", "".join(block), newline=False, keep="\n\t")
            block.clear()
            size = 0
    _write("stdout", "".join(block), newline=False, keep="\n\t")


def put_error(text: str = "", *, newline: bool = True) -> None:
    """Print to standard error; see `put`."""
    _write("stderr", text, newline=newline, keep=_kept(newline))


def _kept(newline: bool) -> str:
    return "\n\t" if newline else "\r"  # a line that is drawn over (progress) goes back to its start


def flush() -> None:
    """Push everything out before the process ends, with the same care as `put`."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except BrokenPipeError:
            _drop(name)
        except OSError as error:
            _drop(name)
            raise _unwritable(error) from error


def _write(name: str, text: str, *, newline: bool, keep: str) -> None:
    stream = getattr(sys, name)
    try:
        text = harmless(text, keep=keep)
        click.echo(text, file=stream, nl=newline, color=colours(stream))
    except BrokenPipeError:
        _drop(name)
    except OSError as error:
        _drop(name)
        raise _unwritable(error) from error


def _drop(name: str) -> None:
    """From here on nothing is written; what the old stream still buffers must not fail again when the process ends."""
    stream = getattr(sys, name)
    nothing = _nowhere()
    with contextlib.suppress(OSError, ValueError, AttributeError):  # a stream with no file behind it cannot fail later
        os.dup2(nothing.fileno(), stream.fileno())
    setattr(sys, name, nothing)


def _nowhere() -> IO[str]:
    return Path(os.devnull).open("w", encoding="utf-8")


def _unwritable(error: OSError) -> OutputUnwritable:
    return OutputUnwritable(
        f"Không ghi được kết quả in ra ({error.strerror or error}).",
        "Vui lòng xem nơi nhận kết quả còn chỗ trống không rồi chạy lại; sổ kế hoạch không bị ảnh hưởng.",
    )


def _is_terminal(stream: IO[Any]) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def terminal_error() -> bool:
    """Whether standard error is a terminal that a person watches."""
    return _is_terminal(sys.stderr)


def colours(stream: IO[Any] | None = None) -> bool:
    """Colours only on a terminal, and not when NO_COLOR is set or the terminal is dumb."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return _is_terminal(stream or sys.stdout)


def unicode_output() -> bool:
    """Whether standard output can write any character, so that drawn lines and ticks are safe."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-").startswith("utf")


def width() -> int:
    """Columns to lay text out in: the terminal's, within reason; 100 where output is redirected and COLUMNS says nothing."""
    return max(40, min(120, shutil.get_terminal_size(fallback=(100, 24)).columns))
