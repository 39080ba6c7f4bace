"""The program in a process of its own, reaching the loopback service only: python -m tests.google.program ADDRESS ARGUMENT…"""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

from sheetsync.cli import main
from tests.google_service import only_reaching

if __name__ == "__main__":
    service: Any = SimpleNamespace(address=sys.argv.pop(1))
    with only_reaching(service):
        main()
