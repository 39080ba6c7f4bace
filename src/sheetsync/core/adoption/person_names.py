"""Tells texts that are people's names, by family name or title, from names of offices and places."""

from __future__ import annotations

from collections.abc import Collection

from sheetsync.core.people import between_names, looks_like_full_name, person_key, plain_name
from sheetsync.core.values import match_key, unaccented

_FAMILY_NAMES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đoàn lương mai đào cao tô tạ chu châu la "
    "lâm thái hà phùng quách tống kiều từ đàm vương trương tăng thân bạch doãn khổng lưu mạc nghiêm ninh ông phí quản tiêu triệu "
    "văn viên vi nông bế lục hứa sầm lò quàng cà lường tòng vàng giàng sùng thào mùa lầu vừ cứ lù ma cầm điêu đèo hoa bàn chảo "
    "phàn tẩn lèng thạch sơn danh kim siu ksor rơ nay rmah y a hờ lìm cháng thò chá"
)
_KEYS = frozenset(map(match_key, _FAMILY_NAMES.split()))
_PLAIN = frozenset(map(unaccented, _FAMILY_NAMES.split()))


def share_of_people(texts: Collection[str]) -> float:
    """The share of texts that name people, all of them."""
    return sum(names_people(text) for text in texts) / len(texts) if texts else 0


def names_people(text: str) -> bool:
    """Whether a cell names people: each with a title (`Đ/c Hoa`), or in full and with a family name."""
    parts = between_names(text)
    return bool(parts) and all(map(_is_person, parts))


def _is_person(name: str) -> bool:
    key = person_key(name)
    if not key:
        return False
    titled = key != match_key(name).strip(" .:;,*") and "(" not in name and "[" not in name
    if titled:
        return True
    first = plain_name(name).split()[0]
    family = unaccented(first) in _PLAIN if unaccented(key) == key else match_key(first) in _KEYS
    return family and looks_like_full_name(plain_name(name))
