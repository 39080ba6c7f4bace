"""Whether a key file lies where only its owner can read it: whoever has the key has every sheet that is shared with it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sheetsync.errors import AccessDenied

_EVERYBODY = (
    "WD",
    "BU",
    "AU",
    "BG",
    "AN",
    "IU",
    "DU",
    "S-1-1-0",
    "S-1-5-32-545",
    "S-1-5-11",
    "S-1-5-32-546",
    "S-1-5-7",
    "S-1-5-4",
)
"""Windows' groups that anybody on the machine belongs to: everyone, users, authenticated users, guests, …"""
_READING = ("FA", "FR", "GA", "GR", "KA", "KR", "CC")
_READING_BITS = 0x1 | 0x10000000 | 0x80000000
_ENTRY = re.compile(r"\(([^()]*)\)")


def demand_safe(key: Path) -> None:
    """Raises AccessDenied, with what to do, for a key in a git work tree or one that others can read."""
    tree = git_tree(key)
    if tree is not None:
        raise AccessDenied(
            f"Tệp khóa «{key}» nằm trong thư mục git «{tree}»: dễ bị gửi nhầm lên mạng cùng mã nguồn.",
            "Vui lòng chuyển tệp khóa sang thư mục sheetsync của riêng mình (xem docs/huong-dan-google.md). Nếu khóa đã từng "
            "được commit, hãy xóa khóa đó ở console.cloud.google.com và tạo khóa mới.",
        )
    if readable_by_others(key):
        raise AccessDenied(f"Người khác trên máy này đọc được tệp khóa «{key}».", _close(key))


def git_tree(key: Path) -> Path | None:
    """The work tree that the file lies in, by the path as written or by where links lead."""
    for path in dict.fromkeys((Path(os.path.abspath(key)), key.resolve())):  # noqa: PTH100 - without following links
        for folder in path.parents:
            if (folder / ".git").exists():
                return folder
    return None


def readable_by_others(key: Path) -> bool:
    """On Windows False where its rights cannot be found out."""
    if os.name != "nt":
        return bool(key.stat().st_mode & 0o077)
    return anybody_may_read(_windows_rights(key))


def anybody_may_read(rights: str) -> bool:
    """rights: in Windows' own notation (SDDL)."""
    return any(allowed and who in _EVERYBODY and _reads(what) for allowed, what, who in _entries(rights))


def _entries(rights: str) -> Iterator[tuple[bool, str, str]]:
    for entry in _ENTRY.findall(rights):
        parts = entry.split(";")
        if len(parts) >= 6:
            yield parts[0] == "A" and "IO" not in parts[1], parts[2], parts[5]


def _reads(what: str) -> bool:
    if what.lower().startswith("0x"):
        return bool(int(what, 16) & _READING_BITS)
    return any(what[place : place + 2] in _READING for place in range(0, len(what), 2))


def _windows_rights(key: Path) -> str:
    """As icacls, which every Windows has, writes them; "" where it cannot."""
    system = os.environ.get("SYSTEMROOT", r"C:\Windows")
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "rights"
        try:
            subprocess.run(  # noqa: S603 - Windows' own program, no shell
                [rf"{system}\System32\icacls.exe", str(key), "/save", str(saved)], capture_output=True, check=True, timeout=20
            )
            return saved.read_text(encoding="utf-16-le", errors="replace")
        except (OSError, subprocess.SubprocessError):
            return ""


def _close(key: Path) -> str:
    if sys.platform == "win32":
        return (
            f'Vui lòng mở cửa sổ lệnh và gõ: icacls "{key}" /inheritance:r /grant:r "%USERNAME%:F" '
            "rồi chạy lại; hoặc chuyển tệp vào %APPDATA%\\sheetsync."
        )
    return f'Vui lòng gõ: chmod 600 "{key}" rồi chạy lại.'
