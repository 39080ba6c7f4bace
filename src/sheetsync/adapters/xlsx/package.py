"""An Office file as a zip package: parts that nobody changes keep their compressed bytes, entry by entry.

Python's zipfile reads; we write ourselves, because zipfile cannot copy an entry without compressing it anew. What we write is
plain: no data descriptors, no extra fields, no zip64 (a workbook near 4 GB is refused long before), so the same parts always
give the same bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Set

from sheetsync.adapters.xlsx.part_names import relationships_name
from sheetsync.errors import BookUnreadable, BookUnwritable
from sheetsync.records import dataclass

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NEW_ENTRY_DATE = (1980 - 1980) << 25 | 1 << 21 | 1 << 16  # 1980-01-01 00:00, the first moment a zip can hold
_DATA_DESCRIPTOR = 0x08
_ENCRYPTED = 0x01
_UTF8_NAME = 0x800
_LIMIT = 0xFFFFFFFF
_LARGE = 1 << 20
"""Parts from this size on are compressed when they are put in, not when the package is saved."""
_LEVEL = 5
"""Of a report's sheets, the usual level (6) makes 2.5 % less of in half as much time again."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry to write: its name as stored, and the header fields that go with `body`, its stored (compressed) bytes."""

    name: bytes
    flags: int
    method: int
    moment: int
    crc: int
    size: int
    body: bytes | bytearray
    system: int = 0
    attributes: int = 0


@dataclass(frozen=True, slots=True)
class _Deflated:
    """A part's new content, compressed already: a large one is never held whole for longer than needed."""

    body: bytearray
    crc: int
    size: int

    def inflated(self) -> bytes:
        return zlib.decompress(self.body, -15)


def _deflated(pieces: Iterable[bytes]) -> _Deflated:
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    body = bytearray()
    crc = size = 0
    for piece in pieces:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        body += compressor.compress(piece)
    body += compressor.flush()
    return _Deflated(body, crc, size)


class Package:
    """The parts of one workbook by name (`xl/workbook.xml`; without a leading slash, upper and lower case being equal).

    Directories and entries of other kinds are kept as they are. Raises BookUnreadable on a zip that cannot be trusted.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as problem:
            raise _damaged() from problem
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            key = _key(info.orig_filename)
            if key in self._infos:
                raise BookUnreadable(
                    f"Tệp có hai phần cùng tên «{info.filename}» nên không biết phần nào đúng.",
                    "Mở tệp bằng Excel hoặc LibreOffice, lưu lại thành tệp mới rồi chạy lại.",
                )
            if info.flag_bits & _ENCRYPTED:
                raise BookUnreadable("Tệp bị đặt mật khẩu.", "Gỡ mật khẩu mở tệp rồi chạy lại.")
            self._infos[key] = info
        self._changed: dict[str, bytes | _Deflated] = {}
        self._names: dict[str, str] = {key: _name(info.orig_filename) for key, info in self._infos.items()}
        self._removed: set[str] = set()
        self._held = set(self._names)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._names

    def names(self) -> tuple[str, ...]:
        """Names of all parts, directories left out: the original's order, then what was added."""
        return tuple(name for name in self._names.values() if not name.endswith("/"))

    def actual_name(self, name: str) -> str:
        """The part's name as the package spells it; KeyError when there is none."""
        return self._names[_key(name)]

    def read(self, name: str) -> bytes:
        """A part's bytes, uncompressed. KeyError when there is none, BookUnreadable when its bytes are damaged."""
        key = _key(name)
        if key in self._changed:
            content = self._changed[key]
            return content.inflated() if isinstance(content, _Deflated) else content
        if key not in self._names:
            raise KeyError(name)
        return self._original(key)

    def original_pieces(self, name: str) -> Iterator[bytes]:
        """The bytes that a part had when the package was opened, piece by piece; none of a part that was not there. Raises
        BookUnreadable, once it comes to it, where they are damaged."""
        info = self._infos.get(_key(name))
        if info is None:
            return
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(_LARGE):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error) as problem:
            raise _damaged() from problem

    def put(self, name: str, content: bytes) -> None:
        """Add a part, or replace its bytes. A part that existed keeps its place and its spelling."""
        key = _key(name)
        self._removed.discard(key)
        if key in self._infos:
            self._names.setdefault(key, _name(self._infos[key].orig_filename))
            if self._infos[key].file_size == len(content) and self._original(key) == content:
                self._changed.pop(key, None)
                return
        else:
            self._names.setdefault(key, name.lstrip("/"))
        self._held.add(key)
        self._changed[key] = content if len(content) < _LARGE else _deflated((content,))

    def put_pieces(self, name: str, pieces: Iterable[bytes]) -> None:
        """Add a part, or replace its bytes, by pieces that are compressed one after the other."""
        key = _key(name)
        self._removed.discard(key)
        self._names.setdefault(key, _name(self._infos[key].orig_filename) if key in self._infos else name.lstrip("/"))
        self._held.add(key)
        deflated = _deflated(pieces)
        if key in self._infos and (self._infos[key].CRC, self._infos[key].file_size) == (deflated.crc, deflated.size):
            # Nearly always the very same bytes: `put` makes sure.
            self.put(name, deflated.inflated())
            return
        self._changed[key] = deflated

    def remove(self, name: str) -> None:
        """Take a part away; KeyError when there is none."""
        key = _key(name)
        del self._names[key]
        self._changed.pop(key, None)
        if key in self._infos:
            self._removed.add(key)

    def has_held(self, name: str) -> bool:
        """Whether the package holds the part, or held it at any time since it was opened."""
        return _key(name) in self._held

    def unused_name(self, name: str, spoken_of: Set[str] = frozenset()) -> str:
        """`name`, or the same with the lowest number that makes it free: `xl/drawings/drawing1.xml` → `…/drawing3.xml`. Free is
        what is neither a part, nor would find a relationships part left over, nor is among the names in lower case spoken_of."""
        stem, dot, suffix = name.lstrip("/").rpartition(".")
        stem = stem.rstrip("0123456789")
        number = 1
        while True:
            free = f"{stem}{number}{dot}{suffix}"
            if free not in self and relationships_name(free) not in self and free.lower() not in spoken_of:
                return free
            number += 1

    @property
    def changed(self) -> bool:
        return bool(self._changed or self._removed)

    def changed_parts(self) -> tuple[str, ...]:
        """The names of the parts that were added or have other bytes than before."""
        return tuple(self._names[key] for key in self._changed)

    def save(self) -> bytes:
        """The package's bytes: the very bytes it was opened from when nothing changed."""
        if not self.changed:
            return self._data
        entries = [self._entry(key) for key in self._infos if key in self._names]
        entries += [self._entry(key) for key in self._names if key not in self._infos]
        return _write(entries, self._zip.comment)

    def _entry(self, key: str) -> _Entry:
        info = self._infos.get(key)
        if key not in self._changed:
            assert info is not None
            return _Entry(
                name=_stored_name(info),
                flags=info.flag_bits & ~_DATA_DESCRIPTOR,
                method=info.compress_type,
                moment=_moment(info),
                crc=info.CRC,
                size=info.file_size,
                body=self._stored_bytes(info),
                system=info.create_system,
                attributes=info.external_attr,
            )
        content = self._changed[key]
        if not isinstance(content, _Deflated):
            content = _deflated((content,))
        name = _stored_name(info) if info else self._names[key].encode()
        return _Entry(
            name=name,
            flags=(info.flag_bits if info else 0) & _UTF8_NAME if name.isascii() else _UTF8_NAME,
            method=zipfile.ZIP_DEFLATED,
            moment=_NEW_ENTRY_DATE,
            crc=content.crc,
            size=content.size,
            body=content.body,
            system=info.create_system if info else 0,
            attributes=info.external_attr if info else 0,
        )

    def _original(self, key: str) -> bytes:
        try:
            return self._zip.read(self._infos[key])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error) as problem:
            raise _damaged() from problem

    def _stored_bytes(self, info: zipfile.ZipInfo) -> bytes:
        start = info.header_offset
        header = self._data[start : start + _LOCAL.size]
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise _damaged()
        *_, name_length, extra_length = _LOCAL.unpack(header)
        begin = start + _LOCAL.size + name_length + extra_length
        body = self._data[begin : begin + info.compress_size]
        if len(body) != info.compress_size:
            raise _damaged()
        return body


def _write(entries: list[_Entry], comment: bytes) -> bytes:
    out = io.BytesIO()
    directory = []
    for entry in entries:
        offset = out.tell()
        if max(offset, entry.size, len(entry.body)) >= _LIMIT:
            raise BookUnwritable("Sổ quá lớn để ghi.", "Tách bớt hình ảnh hoặc dữ liệu cũ ra tệp khác.")
        sizes = (entry.crc, len(entry.body), entry.size)
        out.write(
            _LOCAL.pack(
                b"PK\x03\x04",
                20,
                entry.flags,
                entry.method,
                entry.moment & 0xFFFF,
                entry.moment >> 16,
                *sizes,
                len(entry.name),
                0,
            )
        )
        out.write(entry.name)
        out.write(entry.body)
        directory.append(
            _CENTRAL.pack(
                b"PK\x01\x02",
                entry.system << 8 | 20,
                20,
                entry.flags,
                entry.method,
                entry.moment & 0xFFFF,
                entry.moment >> 16,
                *sizes,
                len(entry.name),
                0,
                0,
                0,
                0,
                entry.attributes,
                offset,
            )
            + entry.name
        )
    start = out.tell()
    if len(directory) >= 0xFFFF or start >= _LIMIT:
        raise BookUnwritable("Sổ có quá nhiều phần để ghi.", "Tách bớt hình ảnh hoặc dữ liệu cũ ra tệp khác.")
    out.write(b"".join(directory))
    size = out.tell() - start
    out.write(_END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), size, start, len(comment)) + comment)
    return out.getvalue()


def _name(stored: str) -> str:
    return stored.replace("\\", "/").lstrip("/")


def _key(name: str) -> str:
    return _name(name).lower()


def _stored_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")


def _moment(info: zipfile.ZipInfo) -> int:
    year, month, day, hour, minute, second = info.date_time
    return (year - 1980) << 25 | month << 21 | day << 16 | hour << 11 | minute << 5 | second // 2


def _damaged() -> BookUnreadable:
    return BookUnreadable(
        "Tệp bị hỏng, không đọc hết được.", "Mở bằng Excel hoặc LibreOffice rồi lưu lại, hoặc lấy bản lưu gần nhất."
    )
