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

KILLED_AFTER = 90
"""Processor seconds after which a process hangs; what files really cost is measured by hand (docs/guarantees.md)."""
MEMORY = 500_000_000
"""Bytes of resident memory, as the system counts its greatest extent."""
_LAUNCHER = """
import os, sys
process = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
with open(sys.argv[1], "w") as figures:
    print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=figures)
"""
"""A small process between, because the system counts the memory of the process that starts another to the other's greatest
extent, and the tests are big."""
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
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error, tempfile.NamedTemporaryFile() as figures:
        subprocess.run(
            [sys.executable, "-S", "-c", _LAUNCHER, figures.name, *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=error,
            preexec_fn=limits,
            env={**os.environ, **environment},
            check=False,
        )
        output.seek(0)
        error.seek(0)
        code, took, kilobytes = figures.read().decode().split()
        return Answer(int(code), output.read().decode("utf-8"), error.read().decode("utf-8"), float(took), int(kilobytes) * 1024)
