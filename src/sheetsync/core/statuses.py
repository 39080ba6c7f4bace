"""Statuses: the five that count, and what other words for them probably mean."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sheetsync.core.cells import CellValue
from sheetsync.core.readings import Status, StatusReading
from sheetsync.core.suggest import closest
from sheetsync.core.values import display_text, match_key, unaccented
from sheetsync.patterns import pattern

_BY_KEY = {match_key(status.value): status for status in Status}

# Words seen in real workbooks, without accents.
_MEANT: dict[str, Status] = {
    word: status
    for status, words in {
        Status.DONE: (
            "ht", "xong", "da xong", "lam xong", "da lam xong", "hoan tat", "da hoan tat", "da hoan thanh", "dht", "ok", "done",
            "da thuc hien", "da lam", "da ban hanh", "da thuc hien xong", "hoan thanh tot", "100%",
        ),
        Status.IN_PROGRESS: (
            "dth", "dang th", "dang lam", "dang trien khai", "dang tien hanh", "dang hoan thien", "trien khai", "dang xu ly",
            "dang", "thuc hien", "tiep tuc thuc hien", "chua xong", "chua hoan thanh", "chua ht", "thuong xuyen",
        ),
        Status.NOT_STARTED: (
            "cth", "chua th", "chua lam", "chua", "chua trien khai", "chua tien hanh", "chua bat dau", "khong thuc hien",
            "ko thuc hien", "chua co",
        ),
        Status.SUSPENDED: ("tam ngung", "tam dung", "tam hoan", "hoan", "dung", "ngung", "dung lai", "hoan lai"),
        Status.NOTHING_TO_REPORT: (
            "ko phat sinh", "k phat sinh", "kps", "khong ps", "ko ps", "k ps", "khong co", "ko co", "khong", "chua phat sinh",
            "khong phat sinh moi", "khong co phat sinh",
        ),
    }.items()
    for word in words
}  # fmt: skip
_SHARE_DONE = pattern(r"(?:da )?(?:hoan thanh|ht|dat|xong)(?: duoc| khoang)? ?(\d{1,3})(?:[.,]\d+)? ?%", re.ASCII)
_DENIAL = pattern(r"\b(?:chua|khong|ko|kg|k)\b")


def read_status(value: CellValue) -> StatusReading:
    """The status of a cell: exact up to match key, or a suggestion for people to confirm. Never raises."""
    if value is None:
        return StatusReading(blank=True)
    if not isinstance(value, str):
        return StatusReading(blank=False, raw=value, suggestion=_meant(display_text(value)))
    key = match_key(value)
    if not key:
        return StatusReading(blank=True, raw=value)
    status = _BY_KEY.get(key)
    return StatusReading(blank=False, raw=value, status=status, suggestion=None if status else _meant(value))


@cache
def _words(denied: bool) -> tuple[str, ...]:
    """The statuses that say no, or the others."""
    return tuple(status.value for status in Status if bool(_DENIAL.search(unaccented(status.value))) == denied)


@lru_cache(maxsize=4_096)
def _meant(text: str) -> Status | None:
    plain = unaccented(text).strip(" .,;:!?-*()\"'")
    if plain in _MEANT:
        return _MEANT[plain]
    if share := _SHARE_DONE.fullmatch(plain):
        return Status.DONE if int(share[1]) >= 100 else Status.IN_PROGRESS
    # "chưa hoàn thành" is close to "Hoàn thành" and means the opposite: a denial only suggests a denial.
    denied = bool(_DENIAL.search(plain))
    near = closest(plain, _words(denied))
    return Status(near) if near else None
