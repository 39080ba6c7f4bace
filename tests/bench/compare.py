"""How long whole runs take, against the two scripts that a user would write: `python -m tests.bench.compare [ROWS …]`.

Neither script does the job alone, so the sum of the two is the yardstick. The four processes take turns in every round, and
medians are compared: CPU seconds (user + system), wall-clock seconds, and the largest resident memory of a process. The floor
is what any program would need: calamine reading the cells, and the result's bytes compressed once and written.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.books import AS_OF, ROOT, make_book

HERE = Path(__file__).resolve().parent
_OPTIONS = ("--plan", "book", "--as-of", AS_OF.isoformat(), "--period", "2023-Q1")
_SHEETSYNC = (sys.executable, "-m", "sheetsync")
_FLOOR = """
import sys, zlib
from pathlib import Path
from zipfile import ZipFile
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python()
made = Path(sys.argv[2])
if made.exists():
    with ZipFile(made) as package:
        for part in package.namelist():
            zlib.compress(package.read(part), 6)
    Path(sys.argv[3]).write_bytes(made.read_bytes())
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """One process: CPU and wall-clock seconds, largest resident memory in MB."""

    cpu: float
    wall: float
    memory: float


def measure(command: list[str], log: Path, environment: dict[str, str]) -> Measure:
    """Run a process to its end. Exit code 1 is fine: it says that entries have errors."""
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT, env=environment)
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command}: {process.returncode}\n{log.read_text('utf-8', errors='replace')[-2000:]}")
    return Measure(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def commands(book: Path, folder: Path) -> dict[str, list[str]]:
    """The processes of one round, in their order. `run` works on its own copy, whose result becomes `made.xlsx`."""
    python, target = sys.executable, folder / "out"
    return {
        "validate": [*_SHEETSYNC, "validate", str(book), *_OPTIONS],
        "pandas": [python, str(HERE / "pandas_way.py"), str(book), f"{target}-pandas.xlsx"],
        "run": [*_SHEETSYNC, "run", str(book), *_OPTIONS, "--output", str(folder / "made.xlsx")],
        "openpyxl": [python, str(HERE / "openpyxl_way.py"), str(book), f"{target}-openpyxl.xlsx"],
        "floor, reading": [python, "-c", _FLOOR, str(book), str(folder / "none"), str(folder / "copied.xlsx")],
        "floor, run": [python, "-c", _FLOOR, str(book), str(folder / "made.xlsx"), str(folder / "copied.xlsx")],
    }


def compare(rows: int, rounds: int, only: set[str]) -> None:
    """Measure one size and print its table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "book.xlsx"
        make_book(book, rows)
        # Compiled modules are there for everyone, as on a computer where the programs were used before.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "sheetsync-bench-compiled")
        small = folder / "small.xlsx"
        make_book(small, 2)
        for command in commands(small, folder).values():
            measure(command, folder / "log.txt", environment)
        (folder / "made.xlsx").unlink()
        taken: dict[str, list[Measure]] = {}
        for _ in range(rounds):
            for what, command in commands(book, folder).items():
                if only and what not in only:
                    continue
                taken.setdefault(what, []).append(measure(command, folder / "log.txt", environment))
            (folder / "made.xlsx").unlink(missing_ok=True)
    medians = {
        what: Measure(*(statistics.median(getattr(each, part) for each in list_) for part in ("cpu", "wall", "memory")))
        for what, list_ in taken.items()
    }
    both = medians.get("pandas"), medians.get("openpyxl")
    total = sum(each.cpu for each in both if each)
    wall = sum(each.wall for each in both if each)
    print(f"\n7 × {rows:,} rows, medians of {rounds} rounds")
    print(f"{'':<16}{'CPU s':>8}{'of sum':>8}{'wall s':>8}{'of sum':>8}{'MB':>7}")
    for what, each in medians.items():
        ratios = (f"{each.cpu / total:8.3f}", f"{each.wall / wall:8.3f}") if all(both) else (" " * 8, " " * 8)
        print(f"{what:<16}{each.cpu:8.2f}{ratios[0]}{each.wall:8.2f}{ratios[1]}{each.memory:7.0f}")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", type=int, default=[60, 1000, 5000], help="rows of each of the seven tabs")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=[], help="names of processes, to look at some of them alone")
    asked = parser.parse_args()
    for rows in asked.rows:
        compare(rows, asked.rounds, set(asked.only))


if __name__ == "__main__":
    main()
