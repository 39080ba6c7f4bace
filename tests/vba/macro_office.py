"""Macros tried in LibreOffice: what `macro_session.py` answers, asked from our tests.

A step is the name of a method of `macro_session.Trial` with what it needs. LibreOffice is silent about a macro that does not
compile and about one that fails: that it ran is seen from what it leaves in the sentinel cell.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests import office

_SESSION = Path(__file__).with_name("macro_session.py")
_PRINTER = '#!/bin/sh\ncat > "$PRINTED/$$" && mv "$PRINTED/$$" "$PRINTED/$$.pdf"\n'
"""In place of the command to which LibreOffice hands what is to be printed when it knows no printer: it keeps it."""
Step = tuple[str, ...]


def tried(books: Mapping[str, tuple[bytes, Sequence[Step]]], *, beside: bytes | None = None) -> dict[str, list[Any]]:
    """For each book (file name → its bytes and the steps to take in it), what each step gave, in one start of LibreOffice.

    beside: a workbook that is open as well, for macros that work on another one than their own.
    """
    work = Path(tempfile.mkdtemp())
    try:
        other = work / "beside.xlsx"
        other.write_bytes(beside or b"")
        request = []
        for name, (data, steps) in books.items():
            path = work / name
            path.write_bytes(data)
            request.append({"book": str(path), "beside": str(other) if beside else None, "steps": steps})
        return dict(zip(books, json.loads(_ask(json.dumps({"books": request}), work)), strict=True))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _ask(request: str, work: Path) -> str:
    printed = work / "printed"
    printed.mkdir()
    printer = printed / "lpr"
    printer.write_text(_PRINTER, "utf-8")
    printer.chmod(0o755)
    command = [office.python_with_uno(), str(_SESSION), str(work / "profile"), str(printed)]
    environment = {**office.environment(), "SAL_DISABLE_CUPS": "1", "PRINTED": str(printed)}
    environment["PATH"] = f"{printed}:{environment['PATH']}"
    done = subprocess.run(
        command,
        input=request,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=office.TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise office.OfficeFailed(f"LibreOffice did not try the macros: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
