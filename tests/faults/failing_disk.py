"""A disk that refuses in the middle of things, and a file that a program holds, as they look to the process that writes."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_TOUCHING: tuple[tuple[object, str], ...] = (
    (os, "open"), (os, "fsync"), (os, "replace"), (os, "utime"), (Path, "mkdir"), (Path, "replace"),
)  # fmt: skip


@contextmanager
def failing_disk(touch: int, error: int = errno.EACCES) -> Iterator[None]:
    """From so many calls that touch the disk on, each refuses."""
    count = 0

    def guard(original: Callable[..., object]) -> Callable[..., object]:
        def guarded(*arguments: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count >= touch:
                raise OSError(error, os.strerror(error))
            return original(*arguments, **more)

        return guarded

    with pytest.MonkeyPatch.context() as patched:
        for module, name in _TOUCHING:
            patched.setattr(module, name, guard(getattr(module, name)))
        yield


@contextmanager
def held_by_a_program(path: Path, refused: int = errno.EACCES) -> Iterator[None]:
    """Windows and many shares refuse to rename over an open file; the refusal names both files."""
    original = Path.replace

    def as_on_windows(source: Path, target: Path) -> Path:
        if Path(target) == path:
            raise PermissionError(refused, "Access is denied", str(source), None, str(target))
        return original(source, target)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "replace", as_on_windows)
        yield


@contextmanager
def meeting(module: object, name: str, meddle: Callable[..., object]) -> Iterator[None]:
    """Somebody does something right before a function is called; told what it is called with."""
    original = getattr(module, name)

    def meddling(*arguments: object, **more: object) -> object:
        meddle(*arguments)
        return original(*arguments, **more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, name, meddling)
        yield
