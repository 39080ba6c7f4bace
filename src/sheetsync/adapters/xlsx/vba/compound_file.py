"""A compound file (MS-CFB, version 3) written: the container in which Office keeps a VBA project.

Without times, class ids or random parts, so that the same streams always give the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from sheetsync.records import dataclass

Storage = Mapping[str, "bytes | Storage"]
"""What a storage holds by name: streams (bytes) and further storages."""

_SECTOR, _MINI_SECTOR = 512, 64
_MINI_STREAM_BELOW = 4096
_FREE, _END, _FAT_SECTOR, _NO_ENTRY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_FAT_SECTORS_IN_HEADER = 109
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_BLACK = 1
_LONGEST_NAME = 31


@dataclass(slots=True)
class _Entry:
    """A line of the directory. left, right, child: numbers of other lines."""

    name: str
    kind: int
    content: bytes = b""
    left: int = _NO_ENTRY
    right: int = _NO_ENTRY
    child: int = _NO_ENTRY
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0" if self.name else b""
        fields = (len(name), self.kind, _BLACK if self.kind else 0, self.left, self.right, self.child)
        return name.ljust(64, b"\0") + struct.pack("<HBBIII", *fields) + bytes(36) + struct.pack("<IQ", self.start, self.size)


def compound_file(root: Storage) -> bytes:
    """The bytes of a compound file. Raises ValueError for a name that it cannot hold, and above 7 MB."""
    entries = [_Entry("Root Entry", _ROOT)]
    _list_entries(entries, 0, root)
    sectors = _Sectors()
    mini_stream = bytearray()
    mini_fat: list[int] = []
    for entry in entries:
        if entry.kind != _STREAM:
            continue
        entry.size = len(entry.content)
        if not entry.content:
            entry.start = _END
        elif len(entry.content) >= _MINI_STREAM_BELOW:
            entry.start = sectors.put(entry.content)
        else:
            entry.start = len(mini_fat)
            count = -(-len(entry.content) // _MINI_SECTOR)
            mini_fat += _chain(entry.start, count)
            mini_stream += entry.content.ljust(count * _MINI_SECTOR, b"\0")
    entries[0].start, entries[0].size = sectors.put(bytes(mini_stream)), len(mini_stream)
    packed_mini_fat = _filled(struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff")
    mini_fat_start = sectors.put(packed_mini_fat)
    entries += [_Entry("", 0)] * (-len(entries) % 4)  # a sector holds four
    directory_start = sectors.put(b"".join(entry.packed() for entry in entries))
    first_fat, fat_count = sectors.put_fat()
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack(
        "<9I",
        0,
        fat_count,
        directory_start,
        0,
        _MINI_STREAM_BELOW,
        mini_fat_start,
        len(packed_mini_fat) // _SECTOR,
        _END,
        0,
    )
    fat_places = [first_fat + number for number in range(fat_count)]
    header += struct.pack("<109I", *fat_places, *[_FREE] * (_FAT_SECTORS_IN_HEADER - fat_count))
    return header + bytes(sectors.content)


class _Sectors:
    """The sectors behind the header, and the table of which follows which."""

    def __init__(self) -> None:
        self.content = bytearray()
        self.fat: list[int] = []

    def put(self, data: bytes) -> int:
        """The number of the first sector of what is stored; the mark for "none" where there is nothing."""
        if not data:
            return _END
        start = len(self.fat)
        padded = _filled(data, b"\0")
        self.content += padded
        self.fat += _chain(start, len(padded) // _SECTOR)
        return start

    def put_fat(self) -> tuple[int, int]:
        """Store the table itself, which counts its own sectors too: its first sector and their number."""
        start, count = len(self.fat), 1
        while count * (_SECTOR // 4) < start + count:
            count += 1
        if count > _FAT_SECTORS_IN_HEADER:
            raise ValueError("more than this simple compound file can hold")
        self.fat += [_FAT_SECTOR] * count
        self.content += _filled(struct.pack(f"<{len(self.fat)}I", *self.fat), b"\xff")
        return start, count


def _list_entries(entries: list[_Entry], parent: int, storage: Storage) -> None:
    """Append what is in a storage, and hang it below `parent` as a balanced search tree."""
    numbers = []
    for name, content in storage.items():
        if not name or len(name.encode("utf-16-le")) // 2 > _LONGEST_NAME or set(name) & set("/\\:!"):
            raise ValueError(f"a compound file cannot hold the name {name!r}")
        numbers.append(len(entries))
        entries.append(_Entry(name, _STREAM, content) if isinstance(content, bytes) else _Entry(name, _STORAGE))
    numbers.sort(key=lambda number: _order(entries[number].name))
    if len({_order(entries[number].name) for number in numbers}) != len(numbers):
        raise ValueError("two names differ in upper and lower case only")
    entries[parent].child = _hang(entries, numbers)
    for name, content in storage.items():
        if not isinstance(content, bytes):
            place = next(number for number in numbers if entries[number].name == name)
            _list_entries(entries, place, content)


def _hang(entries: list[_Entry], numbers: list[int]) -> int:
    if not numbers:
        return _NO_ENTRY
    middle = len(numbers) // 2
    top = entries[numbers[middle]]
    top.left, top.right = _hang(entries, numbers[:middle]), _hang(entries, numbers[middle + 1 :])
    return numbers[middle]


def _order(name: str) -> tuple[int, str]:
    """Shorter names first, then by letters, upper and lower case being equal (MS-CFB 2.6.4)."""
    return len(name.encode("utf-16-le")), name.upper()


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END] if count else []


def _filled(data: bytes, filler: bytes) -> bytes:
    return data + filler * (-len(data) % _SECTOR)
