"""The parts of an Excel package, read with every bound checked: names, sizes, checksums, XML prologs, relationships."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from functools import lru_cache

from lxml import etree

from sheetsync.adapters.xlsx import refusals
from sheetsync.adapters.xlsx.part_names import relationships_name, target_part
from sheetsync.adapters.xlsx.xml_prolog import PROLOG_LIMIT, UnsafeProlog, check_prolog
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

MAX_PARTS = 10_000
MAX_PART_BYTES = 150_000_000
"""Uncompressed bytes of one part. 7 tabs × 5,000 rows × 16 columns take 3 MB a tab."""
MAX_TOTAL_BYTES = 500_000_000
MAX_READ_BYTES = 64_000_000
"""Uncompressed bytes of one part that is read whole: as text of any script it takes up to four times as much memory."""
MAX_READ_TOTAL = 150_000_000
"""Uncompressed bytes of all parts that are read whole: what can be answered in seconds."""
MAX_TAGS = 100_000
"""Tags (`<`) of one part that is read as a tree. 10,000 sheets take 10,000, a bloated list of names 20,000."""
MAX_RATIO = 250
"""Uncompressed to compressed bytes of a part above RATIO_FROM_BYTES. Real sheets stay below 60."""
RATIO_FROM_BYTES = 5_000_000

XML_ENDINGS = (".xml", ".rels", ".vml")
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_NAMESPACED = pattern(r"^\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Relationship:
    """kind: the last word of the relationship's type (`worksheet`); target: the part's name, as the package has it."""

    kind: str
    target: str


@lru_cache(maxsize=2_048)
def local_name(tag: object) -> str:
    """The tag without its namespace; "" for comments and processing instructions."""
    return _NAMESPACED.sub("", tag) if isinstance(tag, str) else ""


def normal_name(name: str) -> str:
    """A part's name as it is compared: forward slashes, no leading one, lower case (part names ignore case, ECMA-376 part 2)."""
    return name.replace("\\", "/").lstrip("/").lower()


class Parts:
    """A package opened for reading. Everything it raises is BookUnreadable."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._bytes_read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (
            zipfile.BadZipFile,
            ValueError,
            struct.error,
            EOFError,
            OverflowError,
            NotImplementedError,
            UnicodeError,
        ) as error:
            raise refusals.damaged(name, "tệp bị cắt cụt hoặc chưa tải xong") from error
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        self._check_directory(data, infos)
        self._infos = {normal_name(info.filename): info for info in infos}

    def _check_directory(self, data: bytes, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > MAX_PARTS:
            raise refusals.too_big(self.name, f"có {len(infos):,} phần".replace(",", "."))
        seen: set[str] = set()
        total = 0
        for info in infos:
            plain = info.filename.replace("\\", "/")
            if not plain:
                raise refusals.untrusted(self.name, "có phần không tên")
            # A slash in front is an honest mistake (XlsxWriter makes it with pictures in cells); nothing is unpacked anywhere.
            if ".." in plain.split("/") or re.match(r"/*[A-Za-z]:", plain) or "\0" in plain:
                raise refusals.untrusted(self.name, f"tên phần «{plain[:80]}» trỏ ra ngoài tệp")
            if info.flag_bits & 0x1:
                raise refusals.encrypted(self.name)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise refusals.damaged(self.name, f"phần «{plain[:80]}» được nén bằng cách Excel không dùng")
            if normal_name(plain) in seen:
                raise refusals.untrusted(self.name, f"phần «{plain[:80]}» có hai lần")
            seen.add(normal_name(plain))
            total += info.file_size
            ratio_broken = info.file_size > RATIO_FROM_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1)
            if info.file_size > MAX_PART_BYTES or total > MAX_TOTAL_BYTES or ratio_broken:
                raise refusals.too_big(self.name, f"phần «{plain[:80]}» bung ra {info.file_size // 1_000_000} MB")
        self._check_overlap(data, infos)

    def _check_overlap(self, data: bytes, infos: list[zipfile.ZipInfo]) -> None:
        """No two entries may share bytes (the way a small file unpacks to a huge one without any high ratio)."""
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise refusals.untrusted(self.name, "các phần nén chồng lên nhau")
            header = data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
            if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\3\4":
                raise refusals.damaged(self.name, "mục lục không khớp nội dung")
            _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
            end = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length + info.compress_size
            if end > len(data):
                raise refusals.damaged(self.name, "tệp bị cắt cụt hoặc chưa tải xong")

    @property
    def names(self) -> tuple[str, ...]:
        """All part names, normalised."""
        return tuple(self._infos)

    def has(self, part: str) -> bool:
        return normal_name(part) in self._infos

    def head(self, part: str, size: int = PROLOG_LIMIT) -> bytes:
        """The first bytes of a part, without its checksum being checked (unless they are all)."""
        return self._read(part, size)

    def read(self, part: str) -> bytes:
        """All bytes of a part, its checksum checked."""
        info = self._infos.get(normal_name(part))
        size = info.file_size if info else 0
        self._bytes_read += size
        if size > MAX_READ_BYTES or self._bytes_read > MAX_READ_TOTAL:
            raise refusals.too_big(self.name, f"phần «{part}» bung ra {size // 1_000_000} MB")
        return self._read(part, None)

    def _read(self, part: str, size: int | None) -> bytes:
        info = self._infos.get(normal_name(part))
        if info is None:
            raise refusals.damaged(self.name, f"thiếu phần «{part}»")
        try:
            with self._zip.open(info) as stream:
                content = stream.read(info.file_size + 1 if size is None else size)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            ValueError,
            struct.error,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise refusals.damaged(self.name, f"phần «{part}» sai tổng kiểm tra hoặc thiếu dữ liệu") from error
        if size is None and len(content) != info.file_size:
            raise refusals.damaged(self.name, f"phần «{part}» thiếu dữ liệu")
        return content

    def read_xml(self, part: str) -> tuple[bytes, str]:
        """An XML part's bytes, safe to give to a parser, and its encoding's Python name."""
        content = self.read(part)
        try:
            return content, check_prolog(content[:PROLOG_LIMIT])
        except UnsafeProlog as error:
            raise refusals.untrusted(self.name, f"phần «{part}» {error}") from error

    def check_prologs(self) -> None:
        """Refuse the package when any XML part of it, read by us or not, could mislead a parser."""
        for part in self._infos:
            if part.endswith(XML_ENDINGS):
                # short of the last byte: a wrong checksum of a part that nobody reads does not matter
                size = min(PROLOG_LIMIT, self._infos[part].file_size - 1)
                try:
                    check_prolog(self.head(part, max(size, 0)))
                except UnsafeProlog as error:
                    raise refusals.untrusted(self.name, f"phần «{part}» {error}") from error

    def tree(self, part: str, most: int = MAX_TAGS) -> etree._Element:
        """A small XML part of at most so many tags parsed, without entities and without network."""
        content, _ = self.read_xml(part)
        if content.count(b"<") > most:
            raise refusals.too_big(self.name, f"phần «{part}» có quá nhiều mục (tên, trang hoặc kiểu ô)")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise refusals.damaged(self.name, f"phần «{part}» không phải XML đúng") from error

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The part's relationships to other parts of the package by id; "" asks for those of the package itself."""
        if not self.has(relationships_name(part)):
            return {}
        found: dict[str, Relationship] = {}
        for element in self.tree(relationships_name(part)):
            if local_name(element.tag) != "Relationship" or element.get("TargetMode") == "External":
                continue
            target = target_part(part, element.get("Target") or "", self.has)
            found[element.get("Id") or ""] = Relationship((element.get("Type") or "").rsplit("/", 1)[-1], target)
        return found
