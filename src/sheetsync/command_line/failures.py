"""What a person or a program is told when a command cannot go on: never a traceback."""

from __future__ import annotations

import contextlib
import os
import platform
import tempfile
import traceback
from pathlib import Path

import click

from sheetsync import __version__
from sheetsync.command_line import out_of_memory
from sheetsync.command_line.vietnamese import translated
from sheetsync.console.json_text import error_document, to_json
from sheetsync.console.layout import paragraph, styled
from sheetsync.console.safe_text import escaped_for_json
from sheetsync.console.streams import put, put_error
from sheetsync.errors import ConfigError, SheetsyncError
from sheetsync.records import dataclass

UNEXPECTED_EXIT = 4
INTERRUPTED_EXIT = 130


@dataclass(frozen=True, slots=True)
class Failure:
    """code: the stable word for `--json`; details: a line for each mistake, where there are several."""

    code: str
    exit_code: int
    message: str
    next_step: str
    details: tuple[str, ...] = ()


def failure_of(error: BaseException) -> Failure:
    """What to tell about any exception. An unexpected one leaves its traceback in a log file, which is named."""
    if isinstance(error, click.ClickException):
        error = translated(error)
    if isinstance(error, SheetsyncError):
        details = error.mistakes if isinstance(error, ConfigError) else ()
        return Failure(error.code, error.exit_code, error.message, error.next_step, details)
    if isinstance(error, KeyboardInterrupt | EOFError | click.Abort):
        return Failure(
            "interrupted", INTERRUPTED_EXIT, "Đã dừng theo yêu cầu.", "Sổ vẫn nguyên vẹn; có thể chạy lại lệnh bất cứ lúc nào."
        )
    if isinstance(error, MemoryError):
        return Failure(
            out_of_memory.CODE,
            out_of_memory.EXIT,
            out_of_memory.MESSAGE,
            out_of_memory.NEXT_STEP,
        )
    message = "Xin lỗi, sheetsync gặp lỗi ngoài dự kiến và đã dừng lại."
    log = write_log(error)
    if log is None:
        return Failure(
            "unexpected", UNEXPECTED_EXIT, message, "Vui lòng chạy lại; nếu còn lỗi, báo cho người phụ trách phần mềm."
        )
    return Failure("unexpected", UNEXPECTED_EXIT, message, f"Vui lòng gửi tệp nhật ký sau cho người phụ trách phần mềm: {log}")


def tell(failure: Failure, *, json: bool) -> None:
    """Print a failure: as the one JSON document on standard output, or as a few lines on standard error."""
    if json:
        message = "\n".join((failure.message, *failure.details))
        put(to_json(error_document(failure.code, message, failure.next_step)))
        return
    heading = styled("Lỗi:", "red", bold=True) if failure.code != "interrupted" else ""
    put_error(f"{heading} {paragraph(failure.message)}".strip())
    for detail in failure.details:
        put_error(paragraph(detail, first="  - ", rest="    "))
    if failure.next_step:
        put_error(paragraph(failure.next_step, first="→ ", rest="  "))


def write_log(error: BaseException) -> Path | None:
    """The traceback in a file of its own in the temporary folder, readable by its owner only; None where none can be made.

    It holds what Python says about the exception and the versions, and nothing of the command line, the book or the
    environment.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix="sheetsync-", suffix=".log")
    except OSError:
        return None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"sheetsync {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n")
            log.write(escaped_for_json("".join(traceback.format_exception(error))))  # an exception may quote a cell
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        return None
    return Path(name)
