"""One line on standard error while something takes longer than a second."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import put_error, terminal_error

PATIENCE_SECONDS = 1.0


@contextmanager
def progress(what: str, *, wanted: bool = True) -> Iterator[None]:
    """Show `what` and the seconds gone by while the block runs, from the second second on, only on a terminal; then wipe it.

    The line is drawn by a thread of its own, so the work needs to know nothing of it.
    """
    if not wanted or not terminal_error():
        yield
        return
    over = threading.Event()
    drawn = [0]

    def draw() -> None:
        seconds = 0
        while not over.wait(PATIENCE_SECONDS):
            seconds += 1
            line = f"{one_line(what)}… {seconds} giây"[:76]
            put_error("\r" + line.ljust(drawn[0]), newline=False)
            drawn[0] = len(line)

    thread = threading.Thread(target=draw, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # no room for a thread: the work goes on without the line
        yield
        return
    try:
        yield
    finally:
        over.set()
        thread.join()
        if drawn[0]:
            put_error("\r" + " " * drawn[0] + "\r", newline=False)
