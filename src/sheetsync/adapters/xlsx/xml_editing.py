"""XML parts edited as text: only the bytes that must change do, so that taking our edits back gives the original bytes.

A part is parsed once into elements that know where they stand in the bytes; edits are collected and applied together. expat
does the parsing: it never opens another file, and a document type is refused outright.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from sheetsync.adapters.xlsx.xml_text import escape_xml, quoted_xml
from sheetsync.errors import BookUnreadable
from sheetsync.records import dataclass, field

_XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 200  # levels of elements; Excel's own parts stay below 30
_MOST_PREFIXES = 500  # namespaces in force at one place; Excel's own parts declare about twenty


@dataclass(slots=True, eq=False)
class Element:
    """An element and its place: bytes start:end, of which start:open_end is the start tag and close_start:end the end tag
    (for `<a/>` all three ends are equal). text: the character data directly inside it."""

    name: str
    attributes: dict[str, str]
    namespaces: Mapping[str, str]
    start: int
    parent: Element | None = None
    open_end: int = 0
    close_start: int = 0
    end: int = 0
    empty: bool = False
    text: str = ""
    children: list[Element] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """The prefix with its colon, "" where there is none."""
        head, colon, _ = self.name.rpartition(":")
        return head + colon

    @property
    def local(self) -> str:
        return self.name.rpartition(":")[2]

    @property
    def namespace(self) -> str:
        return self.namespaces.get(self.prefix.rstrip(":"), "")

    def child(self, local: str) -> Element | None:
        """The first child of this local name in the element's own namespace."""
        return next(self.all(local), None)

    def all(self, local: str) -> Iterator[Element]:
        """The children of this local name in the element's own namespace."""
        namespace = self.namespace
        return (child for child in self.children if child.local == local and child.namespace == namespace)

    def walk(self) -> Iterator[Element]:
        """The element and everything below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def canonical(self) -> tuple[object, ...]:
        """The element's meaning, to compare two elements of different files: local names, attributes sorted, text."""
        attributes = sorted(
            (name.rpartition(":")[2], value) for name, value in self.attributes.items() if not name.startswith("xmlns")
        )
        return (self.local, tuple(attributes), self.text.strip(), tuple(child.canonical() for child in self.children))


class XmlText:
    """One part. Edits name elements of `root`; `result()` gives the bytes with all edits applied.

    unparsed: the local name of one element that may be very long and that is of no interest inside (`sheetData`): it is then
    taken as if it had no content, where that is certain to be safe. Raises BookUnreadable for what is not well-formed or has a
    document type.
    """

    def __init__(self, data: bytes, *, part: str, unparsed: str | None = None) -> None:
        self.part = part
        self._original = data
        try:
            self.data = as_utf8(data)
        except (UnicodeError, LookupError) as problem:
            raise _damaged(part) from problem
        start, end = _content_span(self.data, unparsed) if unparsed else (0, 0)
        self.root = _parse(self.data[:start] + self.data[end:] if end > start else self.data, part, unparsed)
        if end > start:
            _make_room(self.root, start, end - start)
        self._edits: list[tuple[int, int, int, bytes | bytearray]] = []

    def replace(self, start: int, end: int, content: bytes | bytearray) -> None:
        """Exchange the bytes from start up to end."""
        self._edits.append((start, end, len(self._edits), content))

    def insert(self, at: int, content: bytes | bytearray) -> None:
        """Put bytes in at a place."""
        self.replace(at, at, content)

    def append_child(self, parent: Element, content: bytes) -> None:
        """Put content last in the element. `<a/>` is opened; only one call per empty element."""
        if parent.empty:
            slash = self.data.rindex(b"/", parent.start, parent.end)
            self.replace(slash, parent.end, b">" + content + b"</" + parent.name.encode() + b">")
        else:
            self.insert(parent.close_start, content)

    def remove(self, element: Element) -> None:
        """Take the element away with all that is in it."""
        self.replace(element.start, element.end, b"")

    def set_text(self, element: Element, text: str) -> None:
        """Replace everything inside the element by a text."""
        if element.text == text and not element.children:
            return
        if element.empty:
            self.append_child(element, escaped(text).encode())
        else:
            self.replace(element.open_end, element.close_start, escaped(text).encode())

    def set_attribute(self, element: Element, name: str, value: str) -> None:
        """Give an attribute (name with its prefix) a value, in place where it exists."""
        if element.attributes.get(name) == value:
            return
        found = self._attribute(element, name)
        if found:
            written = quoted(value)
            if found[2][:1] == b"'" and "'" not in written:
                written = f"'{written[1:-1]}'"
            self.replace(element.start + found.start(2), element.start + found.end(2), written.encode())
        else:
            end = element.open_end - 1
            if element.empty:
                end = self.data.rindex(b"/", element.start, element.open_end)
            self.insert(end, b" " + name.encode() + b"=" + quoted(value).encode())

    def result(self) -> bytes:
        """The part's bytes after all edits, which must not overlap, in the encoding they were given in. Insertions at one place
        stand in the order made."""
        if not self._edits:
            return self._original
        pieces: list[bytes | bytearray | memoryview] = []
        position, data = 0, memoryview(self.data)
        for start, end, _, content in sorted(self._edits):
            if start < position:
                raise AssertionError(f"overlapping edits in {self.part}")
            pieces.append(data[position:start])
            pieces.append(content)
            position = end
        pieces.append(data[position:])
        return _as_before(b"".join(pieces), self._original)

    def _attribute(self, element: Element, name: str) -> re.Match[bytes] | None:
        tag = self.data[element.start : element.open_end]
        for found in _ATTRIBUTE.finditer(tag):
            if found[1] == name.encode():
                return found
        return None


def escaped(text: str) -> str:
    """The text as character data. What XML cannot hold (control characters typed or pasted into a cell) is written as
    `_x000B_`, the way Excel does."""
    return escape_xml(_ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def quoted(text: str) -> str:
    """The text as an attribute value, quotes included."""
    return quoted_xml(_ILLEGAL.sub("", text))


_DECLARED = re.compile(r"^(<\?xml[^>]*?encoding\s*=\s*[\"'])([A-Za-z0-9._-]+)")


def as_utf8(data: bytes) -> bytes:
    """UTF-8 as it is; other encodings (UTF-16 is allowed in a package) turned into it, their declaration too."""
    encoding = _encoding(data)
    if encoding is None:
        return data
    return _DECLARED.sub(r"\1UTF-8", data.decode(encoding).removeprefix("\ufeff")).encode()


def _encoding(data: bytes) -> str | None:
    """The encoding of a part, by its Python name without a byte order mark of its own; None where it is UTF-8."""
    declared = re.match(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']", data.removeprefix(b"\xef\xbb\xbf"))
    if data[:2] == b"\xff\xfe" or data[:4] == b"<\0?\0":
        return "utf-16-le"
    if data[:2] == b"\xfe\xff" or data[:4] == b"\0<\0?":
        return "utf-16-be"
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        return declared[1].decode("ascii")
    return None


def _as_before(edited: bytes, original: bytes) -> bytes:
    """What `as_utf8` made of `original` and was edited since, in the encoding, and with the declaration, that the part had."""
    encoding = _encoding(original)
    if encoding is None:
        return edited
    before = original.decode(encoding)
    declared = _DECLARED.match(before.removeprefix("\ufeff"))
    text = _DECLARED.sub(lambda found: found[1] + declared[2], edited.decode()) if declared else edited.decode()
    return (("\ufeff" if before.startswith("\ufeff") else "") + text).encode(encoding, "xmlcharrefreplace")


def _parse(data: bytes, part: str, unparsed: str | None) -> Element:
    """unparsed: what stands inside elements of this local name is passed over, so that it takes no memory."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    root: list[Element] = []
    stack: list[Element] = []
    texts: list[list[str]] = []
    passed_over = 0
    top: Mapping[str, str] = {"xml": _XML_NAMESPACE}

    def refuse(*_: object) -> None:
        raise BookUnreadable(
            f"Phần «{part}» của tệp có khai báo kiểu tài liệu (DTD) nên không an toàn.", "Hỏi lại nơi gửi tệp này."
        )

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal passed_over
        if len(stack) + passed_over >= _DEEPEST:
            raise _damaged(part)
        parent = stack[-1] if stack else None
        if passed_over or (parent and parent.local == unparsed):
            passed_over += 1
            return
        scope = _scope(parent.namespaces if parent else top, attributes, part)
        element = Element(name, attributes, scope, parser.CurrentByteIndex, parent)
        element.open_end = _tag_end(data, element.start)
        element.empty = data[element.open_end - 2 : element.open_end] == b"/>"
        if parent:
            parent.children.append(element)
        else:
            root.append(element)
        stack.append(element)
        texts.append([])

    def closed(_: str) -> None:
        nonlocal passed_over
        if passed_over:
            passed_over -= 1
            return
        element = stack.pop()
        element.text = "".join(texts.pop())
        if element.empty:
            element.close_start = element.end = element.open_end
        else:
            element.close_start = parser.CurrentByteIndex
            element.end = data.index(b">", element.close_start) + 1

    def characters(text: str) -> None:
        if not passed_over:
            texts[-1].append(text)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise _damaged(part) from problem
    return root[0]


def _scope(outer: Mapping[str, str], attributes: Mapping[str, str], part: str) -> Mapping[str, str]:
    """The namespaces in force inside an element, by prefix."""
    declared = {key.partition(":")[2]: value for key, value in attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
    if not declared:
        return outer
    if len(outer) + len(declared) > _MOST_PREFIXES:
        raise _damaged(part)  # each element that declares one more copies all of them
    return {**outer, **declared}


def _content_span(data: bytes, local: str) -> tuple[int, int]:
    """Where the content of the only element of this name stands. (0, 0) where a comment, a CDATA section or a processing
    instruction could deceive us."""
    opening = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?" + local.encode() + rb")(?=[\s>])[^<>]*(?<!/)>").search(data)
    if opening is None or _has_comment(data) or _has_instruction(data):
        return 0, 0
    closing = data.find(b"</" + opening[1], opening.end())
    return (opening.end(), closing) if closing >= 0 else (0, 0)


def _has_comment(data: bytes) -> bool:
    """Whether a comment, a CDATA section or a document type begins anywhere. A sheet of millions of letters rarely has a `!`."""
    return b"!" in data and b"<!" in data


def _has_instruction(data: bytes) -> bool:
    """Whether a processing instruction begins behind the XML declaration, which has the only `?` of most sheets."""
    declared = data.find(b"?>") if data.startswith(b"<?") else -1
    return data.find(b"?", declared + 1) >= 0 and data.find(b"<?", 5) >= 0


def _make_room(root: Element, at: int, length: int) -> None:
    """Move the places of everything behind `at`, where content was left out, to where they are in the whole part."""
    for element in root.walk():
        element.start += length if element.start > at else 0
        element.open_end += length if element.open_end > at else 0
        element.close_start += length if element.close_start >= at else 0
        element.end += length if element.end > at else 0


_TAG = re.compile(rb"<[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>\"']+)\s*=\s*(\"[^\"]*\"|'[^']*')")


def _tag_end(data: bytes, start: int) -> int:
    found = _TAG.match(data, start)
    if found is None:
        raise AssertionError("expat reported a start tag where none stands")
    return found.end()


def _damaged(part: str) -> BookUnreadable:
    return BookUnreadable(
        f"Phần «{part}» của tệp bị hỏng.", "Mở bằng Excel hoặc LibreOffice rồi lưu lại, hoặc lấy bản lưu gần nhất."
    )
