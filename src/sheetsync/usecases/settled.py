"""A job on a book that people are editing at the same time: done anew until it fits what they have made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sheetsync.errors import StillBeingEdited

Result = TypeVar("Result")

TIMES = 5


def settled(job: Callable[[], Result]) -> Result:
    """What the job gives when it reads, judges and writes with nobody's edit in between. Raises StillBeingEdited when there was
    one every time. Books that nobody else can edit meanwhile never raise it."""
    for _ in range(TIMES - 1):
        try:
            return job()
        except StillBeingEdited:
            continue
    return job()
