"""What people write for a Google Sheet: its id, or the address in the browser."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sheetsync.errors import UsageError

PREFIX = "google:"
_ID = re.compile(r"[A-Za-z0-9_-]{15,100}")
_IN_PATH = re.compile(r"/spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]+)")
_HOSTS = ("docs.google.com", "drive.google.com")


def spreadsheet_id(written: str) -> str:
    """The id in `google:<id or url>`, with or without the prefix. Raises UsageError."""
    text = written.strip().strip("\"'").strip()
    if text.lower().startswith(PREFIX):
        text = text[len(PREFIX) :].strip()
    if not text:
        raise UsageError("Chưa cho biết Google Sheet nào.", _SAY)
    if _ID.fullmatch(text):
        return text
    parts = urlsplit(text if "//" in text else f"https://{text}")
    if parts.hostname not in _HOSTS:
        raise UsageError(f"«{text}» không phải là địa chỉ của một Google Sheet.", _SAY)
    if "/spreadsheets/d/e/" in parts.path:
        raise UsageError("Đây là đường dẫn của bản đã xuất bản lên web, không sửa được.", _SAY)
    found = _IN_PATH.search(parts.path)
    if found is None or not _ID.fullmatch(found[1]):
        raise UsageError(f"Không thấy mã của Google Sheet trong «{text}».", _SAY)
    return found[1]


def web_address(identifier: str) -> str:
    """Where a person opens the sheet."""
    return f"https://docs.google.com/spreadsheets/d/{identifier}/edit"


_SAY = (
    "Vui lòng mở sheet trong trình duyệt, chép cả dòng địa chỉ (https://docs.google.com/spreadsheets/d/…/edit) "
    'rồi ghi: sheetsync validate "google:ĐỊA-CHỈ"'
)
