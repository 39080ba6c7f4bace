"""What the office remembers of each hand-out, a file each on the office's computer."""

from __future__ import annotations

import json
import re
from pathlib import Path

from sheetsync.adapters.private_file import write_private
from sheetsync.core.hand_out.record import HandOutRecord, record_from_plain, record_to_plain
from sheetsync.errors import ConfigError, ConfigUnwritable

_IDENTIFIER = re.compile(r"[0-9a-f]{16}")


class HandOutFiles:
    """folder: where those of the office's book are kept; beside: the folder of that book, None where it is no file."""

    def __init__(self, folder: Path, beside: Path | None = None) -> None:
        self._folder = folder
        self._beside = beside

    def load(self, identifier: str) -> HandOutRecord | None:
        """None where nothing was handed out under this id, which may come from anybody's file. Raises ConfigError."""
        if not _IDENTIFIER.fullmatch(identifier):
            return None
        path = self._path(identifier)
        try:
            return record_from_plain(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"Không đọc được bản ghi của lần phát sổ: «{path}».",
                "Nếu tệp bị hỏng: xóa tệp này rồi chạy lại; các ô khác nhau sẽ được hỏi lại, không mất gì.",
            ) from error

    def save(self, record: HandOutRecord) -> None:
        """In one step. Raises ConfigUnwritable."""
        try:
            write_private(self._path(record.identifier), record_to_plain(record))
        except OSError as error:
            raise ConfigUnwritable(
                f"Không lưu được bản ghi của lần phát sổ vào «{self._folder}» ({error.strerror or error}).",
                "Vui lòng xem lại quyền của thư mục này rồi chạy lại; chạy lại không làm mất gì.",
            ) from error

    def has_book(self, book: str) -> bool:
        """Whether a book of this name still lies beside the office's."""
        return self._beside is not None and "/" not in book and "\\" not in book and (self._beside / book).is_file()

    def _path(self, identifier: str) -> Path:
        return self._folder / f"{identifier}.json"
