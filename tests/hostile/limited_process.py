"""The real command line in a process of its own, with the processor time and memory it may take bounded and measured."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CPU_SECONDS = 5
"""What a hostile file may cost on a quiet machine."""
KILLED_AFTER = 20
MEMORY = 500_000_000
"""Bytes of resident memory, as the system counts its greatest extent."""
_ADDRESSES = 3_000_000_000  # address space: far above what is resident, so that a runaway ends before the machine suffers


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process said and took. cpu: seconds, user and system; memory: bytes at most resident."""

    code: int
    output: str
    error: str
    cpu: float
    memory: int

    @property
    def document(self) -> dict[str, Any]:
        found = json.loads(self.output)
        assert isinstance(found, dict)
        return found


def sheetsync(*arguments: str | Path, addresses: int = _ADDRESSES, cpu: int = KILLED_AFTER, **environment: str) -> Answer:
    """`sheetsync arguments`, killed by the system beyond `cpu` seconds (code -24) and refused memory beyond `addresses`."""

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
        resource.setrlimit(resource.RLIMIT_AS, (addresses, addresses))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    command = [sys.executable, "-m", "sheetsync", *map(str, arguments)]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=error,
            preexec_fn=limits,  # noqa: PLW1509 - the tests have no threads
            env={**os.environ, **environment},
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        error.seek(0)
        return Answer(
            process.returncode,
            output.read().decode("utf-8"),
            error.read().decode("utf-8"),
            usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss * 1024,
        )
