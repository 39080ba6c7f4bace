"""The last common state of two books, as a file on the office's computer."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sheetsync.adapters.private_file import write_private
from sheetsync.core.merge import Base, from_plain, to_plain
from sheetsync.errors import ConfigError, ConfigUnwritable


class CommonStateFile:
    """folder: where those of the office's book are kept. books: the two addresses, as they are told in the file. It holds what
    people entered, so nobody else may read it."""

    def __init__(self, folder: Path, books: tuple[str, str]) -> None:
        self._books = books
        name = hashlib.sha256("\n".join(books).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._path = folder / f"{name}.json"

    def load(self) -> Base | None:
        """None where the two were never synced. Raises ConfigError where the file is damaged or of a later version."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return from_plain(kept["common"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                f"Không đọc được trạng thái của lần đồng bộ trước: «{self._path}».",
                "Nếu tệp bị hỏng: xóa tệp này rồi chạy lại; lần đồng bộ tới sẽ hỏi lại ở mọi ô mà hai sổ ghi khác nhau.",
            ) from error

    def save(self, base: Base) -> None:
        """In one step. Raises ConfigUnwritable."""
        kept = {"books": list(self._books), "common": to_plain(base)}
        try:
            write_private(self._path, kept)
        except OSError as error:
            raise ConfigUnwritable(
                f"Hai sổ đã đồng bộ xong, nhưng không lưu được trạng thái vào «{self._path.parent}» ({error.strerror or error}).",
                "Vui lòng xem lại quyền của thư mục này rồi chạy lại; chạy lại không làm mất gì.",
            ) from error
