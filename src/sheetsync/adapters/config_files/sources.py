"""Where the configuration files lie, and their raw contents."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sheetsync.adapters.config_files.mistakes import Mistakes, Place


@dataclass(frozen=True, slots=True)
class Source:
    """One file, parsed. sound: it could be read; otherwise raw is empty and the reason is among the mistakes."""

    name: str
    raw: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    sound: bool = True

    def line(self, table: str, number: int) -> int:
        """The line on which the number-th `[[table]]` begins, from 1; 0 where it is written in another way."""
        return 0


@dataclass(frozen=True, slots=True)
class Folder:
    """The unit's own folder (None: it has none) over the packaged default."""

    own: Path | None
    default: Path

    def path(self, name: str) -> Path:
        """Where the file of this name is read from: the unit's folder where it stands there, else the default."""
        if self.own is not None:
            own = self.own / name
            if own.exists():
                return own
        return self.default / name

    def check(self, names: Sequence[str], mistakes: Mistakes) -> None:
        """Report a folder that does not exist, and files in it whose names are nearly right."""


def read_source(path: Path, mistakes: Mistakes) -> Source:
    """Read one file; whatever keeps it from being read becomes a mistake."""
    place = Place(path.name)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        mistakes.add(place, f"không tìm thấy tệp (đã tìm ở {path.parent})")
    except OSError as error:
        mistakes.add(place, f"không đọc được tệp ({error.strerror})")
    except UnicodeDecodeError:
        mistakes.add(place, "tệp không phải UTF-8; mở bằng Notepad rồi lưu lại, chọn mã hóa UTF-8")
    else:
        try:
            return Source(path.name, tomllib.loads(text.replace("\r\n", "\n")), text)
        except tomllib.TOMLDecodeError as error:
            mistakes.add(place, f"sai cú pháp: {error}")
    return Source(path.name, sound=False)
