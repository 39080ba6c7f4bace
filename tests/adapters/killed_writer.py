"""Writes a workbook in a child process that is killed on the way: `python -m tests.adapters.killed_writer BOOK`.

Each line on stdin is one write: `step 7` kills the child as it asks the system for the 7th time to change or open a file in the
book's folder, `after 0.03` kills it that many seconds after it began, `never` lets it live. Answers `killed`, `done` or `failed`.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from sheetsync.adapters.xlsx import apply_edits, fresh_book, read  # noqa: F401 - imported before the clock starts
from sheetsync.adapters.xlsx.book import XlsxBook
from tests.adapters.small_designs import whole_run

TOUCHING = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.chown", "os.truncate"}


def die_at(step: int, folder: str) -> None:
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in TOUCHING and any(isinstance(each, str | os.PathLike) and str(each).startswith(folder) for each in arguments):
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main(path: Path) -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        word, _, number = line.strip().partition(" ")
        child = os.fork()
        if child == 0:
            try:
                book = XlsxBook(path)
                version = book.read().version
                if word == "step":
                    die_at(int(number), str(path.parent))
                book.write(whole_run(), version)
            except BaseException as problem:  # noqa: BLE001 - a child must never run the loop
                print(repr(problem), file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        if word == "after":
            time.sleep(float(number))
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        print("killed" if os.WIFSIGNALED(status) else "failed" if status else "done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
