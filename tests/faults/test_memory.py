"""Memory that really runs out: whole processes with a bounded address space, from hardly enough for Python to start to enough.

SHEETSYNC_MEMORY_STEP says how many megabytes lie between two limits (24 without it).
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from xml.parsers import expat

import pytest

from sheetsync.command_line import out_of_memory
from sheetsync.command_line.out_of_memory import is_memory_short, is_out_of_memory, tell_out_of_memory
from sheetsync.console import progress as progress_line
from sheetsync.errors import BookUnreadable
from tests.adapters.test_convert_texts import old_book
from tests.hostile.limited_process import Answer, sheetsync
from tests.small_office import OFFICE_ROWS, write_book, write_config

STEP = int(os.environ.get("SHEETSYNC_MEMORY_STEP", "24"))
FROM = 16
"""Megabytes with which Python itself comes up and reaches our first line. Below, it ends with a message of its own."""
ENOUGH = 600
DAY = ("--as-of", "2023-03-15", "--period", "2023-Q1")


def says_that_memory_is_short(answer: Answer, *, json: bool) -> bool:
    if json:
        return answer.code == 4 and answer.document["error"]["code"] == "out-of-memory" and not answer.error
    return answer.code == 4 and "đủ bộ nhớ" in answer.error and "→" in answer.error and "Traceback" not in answer.error


@pytest.mark.parametrize(("name", "rows"), [("run", 1), ("run", 400), ("validate", 1), ("fix-encoding", 1)])
def test_with_any_amount_of_memory_the_answer_is_right_or_says_that_it_is_too_little(
    tmp_path: Path, name: str, rows: int
) -> None:
    config = write_config(tmp_path / "cấu hình")
    book = write_book(tmp_path / "sổ.xlsx", office=OFFICE_ROWS * rows)
    copy = tmp_path / "kết quả.xlsx"
    if name == "fix-encoding":
        book.write_bytes(old_book())
    arguments: tuple[str | Path, ...] = {
        "run": ("--config", config, "run", book, *DAY, "--output", copy),
        "validate": ("--config", config, "validate", book, *DAY),
        "fix-encoding": ("fix-encoding", book, "--output", copy),
    }[name]
    before = book.read_bytes()
    right = {}
    for json in (False, True):
        copy.unlink(missing_ok=True)
        right[json] = sheetsync(*arguments, *["--json"] * json, addresses=ENOUGH * 1_000_000)
    made = copy.read_bytes() if copy.exists() else None
    short = enough = 0
    for number, limit in enumerate(range(FROM, 130, STEP)):
        copy.unlink(missing_ok=True)
        json = number % 2 == 1
        answer = sheetsync(*arguments, *["--json"] * json, addresses=limit * 1_000_000)
        assert book.read_bytes() == before
        assert not [path for path in tmp_path.rglob("*") if path.suffix in (".tmp", ".lock")]
        if answer.code == right[json].code:
            assert (answer.output, answer.error) == (right[json].output, ""), limit
            assert (copy.read_bytes() if copy.exists() else None) == made
            enough += 1
        else:
            assert says_that_memory_is_short(answer, json=json), (limit, answer)
            assert not copy.exists()
            short += 1
    assert short > 0
    assert enough > 0


def raised(cause: Exception) -> BookUnreadable:
    """What a reader makes of a parser's complaint."""
    try:
        raise BookUnreadable("Phần «x» của tệp bị hỏng.", "Lưu lại.") from cause
    except BookUnreadable as error:
        return error


def test_a_book_that_did_not_fit_is_not_called_damaged() -> None:
    complaint = expat.ExpatError("out of memory: line 1, column 0")
    assert is_out_of_memory(raised(complaint))
    assert is_out_of_memory(raised(MemoryError()))
    assert is_out_of_memory(ImportError("x.so: failed to map segment from shared object"))
    assert not is_out_of_memory(raised(expat.ExpatError("not well-formed")))
    assert not is_out_of_memory(FileNotFoundError(2, "No such file", "out of memory.xlsx"))
    assert not is_memory_short()


@pytest.mark.parametrize("json", [False, True])
def test_the_message_needs_no_stream_of_python(
    json: bool, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def write(self, _: str) -> int:
            raise MemoryError

    monkeypatch.setattr("sys.stdout", Full())
    monkeypatch.setattr("sys.stderr", Full())
    assert tell_out_of_memory(json=json) == 4
    monkeypatch.undo()
    said = capfd.readouterr()
    assert out_of_memory.MESSAGE in (said.out if json else said.err)


def test_without_room_for_a_thread_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    monkeypatch.setattr(progress_line, "terminal_error", lambda: True)
    with progress_line.progress("Đang đọc"):
        done = True
    assert done
