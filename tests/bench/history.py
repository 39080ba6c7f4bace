"""How large the history of many runs becomes, and how long it takes to store one and to ask for a task. By hand:

python -m tests.bench.history [RUNS] [EDITS_A_RUN] [ROWS_A_TAB]
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from sheetsync.adapters.history_db.book_history import BookHistory
from sheetsync.adapters.history_db.database import Database
from sheetsync.clock import vietnam
from sheetsync.core.cells import CellValue
from sheetsync.core.history.records import Occasion, Place
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.state import RowKey
from tests.history.seen_cells import saw

FIELDS = {
    "task_id": "Mã NV",
    "task": "Nhiệm vụ",
    "role": "Vai trò",
    "due": "Thời hạn",
    "status": "Trạng thái",
    "completed_on": "Ngày hoàn thành",
    "result": "Kết quả trong kỳ",
    "evidence": "Số, ký hiệu văn bản / minh chứng",
    "difficulty": "Khó khăn, vướng mắc, nguyên nhân",
    "proposal": "Kiến nghị, đề xuất",
}
ENTERED = ("status", "result", "evidence", "difficulty")
SENTENCE = "đã ban hành kế hoạch rà soát thủ tục hành chính niêm yết tại bộ phận một cửa và báo cáo huyện theo quy định"
START = datetime(2023, 1, 3, 8, tzinfo=vietnam())


def text(chance: random.Random) -> str:
    """A result as officials write them: about 80 letters."""
    return f"{' '.join(chance.choices(SENTENCE.split(), k=16))} {chance.randint(1, 400)}"


def first_book(chance: random.Random, rows: int) -> dict[CellName, tuple[CellValue, Place]]:
    return {
        (f"CB{tab}", RowKey(f"{tab}.{row}", "Chủ trì"), field): (text(chance), (f"Sheet {tab}", heading))
        for tab in range(7)
        for row in range(rows)
        for field, heading in FIELDS.items()
    }


def main(runs: int = 1_000, edits: int = 10, rows: int = 60) -> None:
    chance = random.Random(1)
    cells = first_book(chance, rows)
    officials = frozenset(name[0] for name in cells)
    entered = [name for name in cells if name[2] in ENTERED]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        kept = BookHistory(Database(path, lambda: START), "Sổ.xlsx")
        seconds = []
        for run in range(runs):
            if run:
                for name in chance.sample(entered, edits):
                    cells[name] = (text(chance), cells[name][1])
            moment = START + timedelta(hours=run)
            seen = saw(cells, officials)
            begun = time.perf_counter()
            kept.record(seen, Occasion(moment, "run", "2023-Q1", date(2023, 3, 1)))
            seconds.append(time.perf_counter() - begun)
            if run == 0:
                print(f"after the first run: {path.stat().st_size / 1e6:.2f} MB, stored in {seconds[0] * 1000:.0f} ms")
        print(f"after {runs} runs: {path.stat().st_size / 1e6:.2f} MB")
        print(f"a run: median {statistics.median(seconds[1:]) * 1000:.0f} ms, slowest {max(seconds[1:]) * 1000:.0f} ms")
        tasks = [key.task for _, key, _ in chance.sample(entered, 50)]
        asked = [_timed(lambda task=task: kept.changes(task=task)) for task in tasks]
        print(f"history TASK: median {statistics.median(asked) * 1000:.1f} ms, slowest {max(asked) * 1000:.1f} ms")
        print(f"history, all changes: {_timed(kept.changes) * 1000:.0f} ms ({len(kept.changes())} changes)")
        moment = START + timedelta(hours=runs // 2)
        print(f"the state half-way: {_timed(lambda: kept.state_at(moment)) * 1000:.0f} ms")


def _timed(job: object) -> float:
    assert callable(job)
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
