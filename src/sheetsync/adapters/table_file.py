"""A table as a file of comma-separated values that Excel opens with its Vietnamese letters right."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sheetsync.errors import BookUnwritable, UsageError

if TYPE_CHECKING:
    import pandas as pd


def check_table_path(path: Path) -> None:
    """Raises UsageError for a file that is none of comma-separated values: a workbook is never written over."""
    if path.suffix.lower() != ".csv" or path.is_dir():
        raise UsageError(f"«{path.name}» không phải tên tệp .csv.", "Vui lòng đặt tên tệp bảng, ví dụ tien-do.csv.")


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """UTF-8 with a byte order mark, days as 2023-03-15, in place of what stood there; old or new, never between.

    Raises BookUnwritable.
    """
    temporary = path.with_name(f".{path.name}.sheetsync-{os.getpid()}.tmp")
    try:
        frame.to_csv(temporary, index=False, encoding="utf-8-sig", date_format="%Y-%m-%d", lineterminator="\r\n")
        temporary.replace(path)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise BookUnwritable(
            f"Không ghi được bảng «{path}»: {problem.strerror or problem}.",
            "Đóng tệp nếu đang mở, kiểm tra thư mục và ổ đĩa, hoặc chọn nơi khác.",
        ) from problem
