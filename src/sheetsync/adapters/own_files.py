"""Files of ours in a folder that may hold other people's: whose a file is stands in a small record beside them.

A message that is copied as a whole has no room for a mark of ours, so the record keeps a digest of what was written under each
name. What it does not know is somebody else's and never written over.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from sheetsync.errors import BookUnwritable, FileConflict
from sheetsync.records import dataclass

RECORD = ".sheetsync-tep.json"
_EDITED = "bản sửa tay"


@dataclass(frozen=True, slots=True)
class OwnFilesOutcome:
    """files: all that were asked for, in their order; changed: those of them that were written; kept: where texts are now that
    somebody had edited by hand."""

    files: tuple[Path, ...]
    changed: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_own_files(folder: Path, contents: Mapping[str, bytes]) -> OwnFilesOutcome:
    """Write every file into the folder, which is made where it is missing; each is replaced whole.

    A file of ours that was edited by hand since is kept under another name. Raises FileConflict, before anything is written,
    when a file is not ours; BookUnwritable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = _read_record(folder)
        changed = {name: content for name, content in contents.items() if not _is_same(folder / name, content)}
        _refuse_strangers(folder, changed, known)
        if not changed and all(_digest(content) in known.get(name, ()) for name, content in contents.items()):
            return OwnFilesOutcome(tuple(folder / name for name in contents), (), ())
        return _write(folder, contents, changed, known)
    except OSError as problem:
        raise BookUnwritable(
            f"Không ghi được vào thư mục «{folder}» ({problem.strerror or problem}).",
            "Vui lòng đóng các tệp đang mở trong thư mục, hoặc chọn thư mục khác bằng --to.",
        ) from problem


def _write(
    folder: Path, contents: Mapping[str, bytes], changed: Mapping[str, bytes], known: dict[str, list[str]]
) -> OwnFilesOutcome:
    """The record comes first, with old digests and new ones: a run that is killed on the way leaves no file unknown."""
    fresh = {name: [_digest(content)] for name, content in contents.items()}
    _replace(folder / RECORD, _record({**known, **{name: [*known.get(name, ()), *digests] for name, digests in fresh.items()}}))
    kept = []
    for name, content in changed.items():
        target = folder / name
        if target.exists() and _digest(target.read_bytes()) not in known.get(name, ()):
            kept.append(_free_name(target))
            target.rename(kept[-1])
        _replace(target, content)
    _replace(folder / RECORD, _record({**known, **fresh}))
    return OwnFilesOutcome(tuple(folder / name for name in contents), tuple(folder / name for name in changed), tuple(kept))


def _refuse_strangers(folder: Path, changed: Mapping[str, bytes], known: Mapping[str, list[str]]) -> None:
    def is_strange(path: Path) -> bool:
        return path.is_symlink() or (path.exists() and (path.name not in known or not path.is_file()))

    strange = [name for name in changed if is_strange(folder / name)]
    if strange:
        names = ", ".join(f"«{name}»" for name in strange[:5]) + (f" và {len(strange) - 5} tệp khác" if len(strange) > 5 else "")
        raise FileConflict(
            f"Thư mục «{folder}» đã có {names} không phải do sheetsync ghi; chưa ghi gì.",
            "Vui lòng đổi tên hoặc chuyển tệp đó đi, hoặc chọn thư mục khác bằng --to.",
        )


def _is_same(path: Path, content: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content


def _free_name(path: Path) -> Path:
    number = 1
    while True:
        free = path.with_name(f"{path.stem} ({_EDITED}{f' {number}' if number > 1 else ''}){path.suffix}")
        if not free.exists() and not free.is_symlink():
            return free
        number += 1


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_record(folder: Path) -> dict[str, list[str]]:
    """What we wrote, by name; a record that cannot be understood makes every file somebody else's."""
    try:
        found = json.loads((folder / RECORD).read_bytes())
        return {str(name): [str(digest) for digest in digests] for name, digests in found["files"].items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _record(files: Mapping[str, list[str]]) -> bytes:
    return (json.dumps({"files": files}, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
