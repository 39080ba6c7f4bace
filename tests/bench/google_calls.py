"""How often Google is asked and how much is sent, by the size of the book: `python -m tests.bench.google_calls [ROWS …]`.

A book of seven tabs with so many rows each (`--plan book`) on the loopback service; the first `run`, and one after a change.
Bytes are those of requests before compression; seconds are of sheetsync alone: the service has threads of its own.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import a1
from sheetsync.usecases import main_job
from sheetsync.wiring import load_settings
from tests.bench.books import make_book
from tests.google.shared_book import SharedBook
from tests.google_service import google_service


def measure(rows: int, folder: Path) -> None:
    settings = load_settings(None, "book")
    path = folder / f"{rows}.xlsx"
    make_book(path, rows)
    content = XlsxBook(path).read()
    with google_service() as google:
        shared = SharedBook(google, content.sheets)
        first = content.sheets[0].name
        change = _a_status(content.sheets[0])
        for job in ("first run", "run after a change"):
            if job != "first run":
                shared.owner.types(first, change, "Tạm dừng")
            before, calls = shared.counts, len(google.log)
            start = time.thread_time()
            main_job.run(shared.open(), settings, as_of=date(2023, 3, 15), as_of_given=True, period_key="2023-Q1")
            seconds = time.thread_time() - start
            after = shared.counts
            sent = [call.size for call in google.log[calls:] if call.writes]
            print(
                f"7 x {rows}, {job}: {after[0] - before[0]} reads, {after[1] - before[1]} writes, "
                f"sent {sum(sent) / 1e6:.2f} MB (largest {max(sent) / 1e6:.2f}), {seconds:.1f} s CPU",
                flush=True,
            )


def _a_status(sheet: SheetContent) -> str:
    """The status cell of the first row below the headings."""
    for i, row in enumerate(sheet.rows):
        for j, value in enumerate(row):
            if value == "Trạng thái":
                return a1(sheet.first_row + i + 1, sheet.first_column + j)
    raise AssertionError("no heading")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for wanted in [int(given) for given in sys.argv[1:]] or [60, 300, 1_000]:
            measure(wanted, Path(place))
