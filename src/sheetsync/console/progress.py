"""One line on standard error while something takes longer than a second."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import put_error, terminal_error

PATIENCE_SECONDS = 1.0


def _always() -> bool:
    return True


class ProgressLine:
    """What the line says besides the seconds. shown: whether anybody sees it."""

    def __init__(self, what: str, *, shown: bool) -> None:
        self.shown = shown
        self._what = what
        self._news = ""
        self._still: Callable[[], bool] = _always

    def say(self, news: str, still: Callable[[], bool] = _always) -> None:
        """Say this in place of what is being done. still: whether it is so; once it is not, the line is as before."""
        self._news, self._still = news, still

    def text(self, seconds: int) -> str:
        if self._news and not self._still():
            self._news = ""
        return f"{one_line(self._news or self._what)}… {seconds} giây"[:76]


@contextmanager
def progress(what: str, *, wanted: bool = True) -> Iterator[ProgressLine]:
    """Show `what` and the seconds gone by while the block runs, from the second second on, only on a terminal; then wipe it.

    The line is drawn by a thread of its own, so the work needs to know nothing of it.
    """
    line = ProgressLine(what, shown=wanted and terminal_error())
    if not line.shown:
        yield line
        return
    over = threading.Event()
    drawn = [0]

    def draw() -> None:
        seconds = 0
        while not over.wait(PATIENCE_SECONDS):
            seconds += 1
            text = line.text(seconds)
            put_error("\r" + text.ljust(drawn[0]), newline=False)
            drawn[0] = len(text)

    thread = threading.Thread(target=draw, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # no room for a thread: the work goes on without the line
        line.shown = False
        yield line
        return
    try:
        yield line
    finally:
        over.set()
        thread.join()
        if drawn[0]:
            put_error("\r" + " " * drawn[0] + "\r", newline=False)
