"""The real command line in a process that may write no large file, or that has no more rights than the folders give, whoever runs
the tests: the superuser's right to write anywhere is taken from the process."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_DROP_FROM_BOUNDING_SET = 24  # prctl(2): PR_CAPBSET_DROP
_RIGHTS_OVER_FILES = (1, 2, 3)  # capabilities(7): CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER


def give_up_rights() -> None:
    """From the next program on, permissions hold for the superuser as for everybody. Raises OSError where that is refused."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for right in _RIGHTS_OVER_FILES:
        if libc.prctl(_DROP_FROM_BOUNDING_SET, right, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "these tests need the right to give up rights (CAP_SETPCAP)")


def run_python(
    arguments: Sequence[str | Path],
    *,
    largest_file: int | None = None,
    without_rights: bool = False,
    temporary: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """largest_file: bytes beyond which every write fails half-way (EFBIG), as on a full disk; temporary: the folder for
    temporary files."""

    def limits() -> None:
        if largest_file is not None:
            resource.setrlimit(
                resource.RLIMIT_FSIZE, (largest_file, largest_file)
            )  # Python ignores the signal that comes with it
        if without_rights:
            give_up_rights()

    return subprocess.run(
        [sys.executable, "-B", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=limits,
        env={**os.environ, **({"TMPDIR": str(temporary)} if temporary else {})},
    )


def sheetsync(
    *arguments: str | Path, largest_file: int | None = None, without_rights: bool = False
) -> subprocess.CompletedProcess[str]:
    """`sheetsync arguments` under these limits."""
    return run_python(["-m", "sheetsync", *arguments], largest_file=largest_file, without_rights=without_rights)
