"""What a sync costs beside reading both books: `python -m tests.bench.sync [ROWS …] [--rounds N]`.

Two workbooks of seven tabs, every twentieth result changed on the other side; CPU seconds of the steps in one process, in
turns, as a ratio.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell

from sheetsync.adapters.common_state import CommonStateFile
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.usecases.sync import sync
from sheetsync.wiring import load_settings
from tests.bench.books import make_book

AS_OF = date(2023, 3, 15)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="*", type=int, default=[60, 1_000])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    settings = load_settings(None, "book")
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as place:
            measure(rows, asked.rounds, Path(place), settings)


def measure(rows: int, rounds: int, folder: Path, settings: Settings) -> None:
    here, there = folder / "here.xlsx", folder / "there.xlsx"
    for path in (here, there):
        make_book(path, rows)
    common = CommonStateFile(folder / "sync", ("here", "there"))
    run(here, there, common, settings)
    reading, quiet, changed = [], [], []
    for number in range(rounds):
        reading.append(timed(lambda: [read_tabs(XlsxBook(path).read(), settings, quarter=1) for path in (here, there)]))
        quiet.append(timed(lambda: run(here, there, common, settings)))
        cells = change(there, f"việc lần {number}")
        changed.append(timed(lambda: run(here, there, common, settings)))
    base = statistics.median(reading)
    print(
        f"7 x {rows}: reading both {base:.2f} s; a sync of equal books {statistics.median(quiet) / base:.2f} times that; "
        f"with {cells} cells to write {statistics.median(changed) / base:.2f} times",
        flush=True,
    )


def run(here: Path, there: Path, common: CommonStateFile, settings: Settings) -> None:
    sync(XlsxBook(here), XlsxBook(there), common, settings, as_of=AS_OF, period_key="2023-Q1")


def change(path: Path, text: str) -> int:
    """Every twentieth result gets a new text; how many did."""
    book = openpyxl.load_workbook(path)
    cells = 0
    for sheet in book.worksheets:
        heading = next(cell for row in sheet.iter_rows(max_row=10) for cell in row if str(cell.value).startswith("Kết quả"))
        assert isinstance(heading, Cell)
        for row in range(heading.row + 1, sheet.max_row + 1, 20):
            sheet.cell(row, heading.column).value = f"{text}, dòng {row}"
            cells += 1
    book.save(path)
    return cells


def timed(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


if __name__ == "__main__":
    main()
