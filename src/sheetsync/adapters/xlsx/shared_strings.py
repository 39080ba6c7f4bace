"""The shared strings of a workbook: texts by index, and those with a run in a font of an old encoding."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

from sheetsync.adapters.xlsx import refusals
from sheetsync.adapters.xlsx.element_stream import ElementStream
from sheetsync.adapters.xlsx.parts import Parts, local_name
from sheetsync.adapters.xlsx.xml_text import UnusualMarkup, has_illegal_characters, unescape_excel, unescape_xml
from sheetsync.core.old_encodings import is_old_font
from sheetsync.core.values import is_nfc
from sheetsync.patterns import pattern
from sheetsync.records import dataclass, field

_ROOT = pattern(r"\s*(?:<\?xml[^<>]*\?>)?\s*<sst(?: [^<>]*)?>")
_ITEM_MARKUP = pattern(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>|<si>(.*?)</si>|(<si/>)', re.DOTALL)
_ITEM, _ITEM_END = "<si>", "</t></si>"
_LAST = "</t></si></sst>"
_ELEMENT = r'<{}(?: [A-Za-z]+="[^"<>&]*")* ?/>'
_LOOKS = f"(?:{_ELEMENT.format('(?!rFont)[A-Za-z]+')})*"
_FONT = r'<rFont val="([^"<>\t\n\r]*)" ?/>'
_TEXT = r'<t(?: xml:space="preserve")?(?: ?/>|>([^<]*)</t>)'
_RUN = rf"<(r)>(?:<rPr>{_LOOKS}(?:{_FONT}{_LOOKS})?</rPr>)?{_TEXT}</r>"
_GUIDE = rf'<rPh(?: [A-Za-z]+="[^"<>&]*")*><t(?: xml:space="preserve")?>[^<&]*</t></rPh>|{_ELEMENT.format("phoneticPr")}'
_PIECE = pattern(rf"\s*(?:{_RUN}|{_TEXT}|({_GUIDE}))\s*")
"""What an item may hold: a run with its font and text, a text, or a phonetic guide. Whatever is spelled in another way is left
to the exact reader: a font that is overlooked would let text in Unicode be taken for old, and old text for Unicode."""

Runs: TypeAlias = tuple[tuple[str, str | None], ...]
"""The parts of a rich text in order, each with the font that it names itself."""


@dataclass(frozen=True, slots=True)
class SharedStrings:
    """texts by index (None for an empty one); old_fonts: by index, the font of an old encoding that one of its runs has;
    runs: by index, the parts of rich texts; composed: all are known to be in NFC."""

    texts: list[str | None]
    old_fonts: dict[int, str]
    runs: dict[int, Runs] = field(default_factory=dict)
    composed: bool = False


NO_STRINGS = SharedStrings([], {})


def read_shared_strings(parts: Parts, part: str) -> SharedStrings:
    """Raises BookUnreadable where the part is damaged."""
    content, encoding = parts.read_xml(part)
    if encoding == "utf-8":
        try:
            return quick_shared_strings(content)
        except (UnusualMarkup, UnicodeDecodeError):
            pass  # the exact reader below decides
    try:
        return exact_shared_strings(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusals.damaged(parts.name, f"phần «{part}» không phải XML đúng") from error


def quick_shared_strings(content: bytes) -> SharedStrings:
    """By pattern. Raises UnusualMarkup unless the markup is of the usual form throughout, UnicodeDecodeError."""
    text = content.decode("utf-8-sig")
    root = _ROOT.match(text)
    if root is None or has_illegal_characters(content):
        raise UnusualMarkup
    plain = _plain_strings(text, root.end())
    if plain is not None:
        return plain
    if "<!" in text or "<?" in text[root.end() :] or root[0].endswith("/>"):
        raise UnusualMarkup
    if text.count("<si>") != text.count("</si>"):
        raise UnusualMarkup  # also keeps the pattern below from looking for an end that never comes
    texts: list[str | None] = []
    old_fonts: dict[int, str] = {}
    runs: dict[int, Runs] = {}
    tags = 1  # that of the end
    for simple, rich, empty in _ITEM_MARKUP.findall(text, root.end()):
        raw = simple
        if rich:
            tags += rich.count("<") + 2
            raw, font, parts = _quick_item(rich)
            if font is not None:
                old_fonts[len(texts)] = font
            if parts:
                runs[len(texts)] = parts
        else:
            tags += 1 if empty else 4
            if "&" in raw or "\r" in raw:
                raw = unescape_xml(raw)
        texts.append((unescape_excel(raw) if "_x" in raw else raw) or None)
    if tags != text.count("<", root.end()) or not text.rstrip().endswith("</sst>"):
        raise UnusualMarkup  # something that is no item, or one that is spelled in another way
    return SharedStrings(texts, old_fonts, runs)


def _plain_strings(text: str, start: int) -> SharedStrings | None:
    """The texts where every item is a plain one; None where one is not. Plain splitting takes a fifth of a pattern's time."""
    begin, end = text.find(_ITEM, start), text.rfind(_ITEM_END)
    if text[start : max(begin, start)].strip() or text[max(end, start) :].strip() != _LAST:
        return None
    inside = text[begin + len(_ITEM) : end].replace('<t xml:space="preserve">', "<t>")
    raws = inside.split(_ITEM_END + _ITEM + "<t>")
    if not raws[0].startswith("<t>") or inside.count("<") != 4 * len(raws) - 3:
        return None
    raws[0] = raws[0].removeprefix("<t>")
    if "\r" in inside or "&" in inside or "_x" in inside:
        raws = [unescape_excel(unescape_xml(raw)) for raw in raws]
        inside = "\n".join(raws)  # line breaks compose with nothing; what stood between the texts might
    return SharedStrings([raw or None for raw in raws], {}, composed=is_nfc(inside))


def exact_shared_strings(content: bytes) -> SharedStrings:
    """By a parser, for any markup. Raises lxml's XMLSyntaxError."""
    texts: list[str | None] = []
    old_fonts: dict[int, str] = {}
    runs: dict[int, Runs] = {}
    stream = ElementStream(content, ("{*}si",))
    for item in stream:
        text, font = rich_text(item)
        if font:
            old_fonts[len(texts)] = font
        parts = runs_of(item)
        if parts:
            runs[len(texts)] = parts
        texts.append(text or None)
    return SharedStrings(texts, old_fonts, runs)


def rich_text(item: etree._Element) -> tuple[str, str | None]:
    """The text of an `si` or `is` element, its phonetic guide left out, and the old-encoding font of its runs, if any."""
    pieces: list[str] = []
    font: str | None = None
    for child in item:
        name = local_name(child.tag)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            for inner in child.iter():
                if local_name(inner.tag) == "t":
                    pieces.append(inner.text or "")
                elif local_name(inner.tag) == "rFont" and is_old_font(inner.get("val") or ""):
                    font = inner.get("val")
    return unescape_excel("".join(pieces)), font


def runs_of(item: etree._Element) -> Runs:
    """The parts of an `si` or `is` element that has rich text; none for a plain text."""
    parts: list[tuple[str, str | None]] = []
    rich = False
    for child in item:
        name = local_name(child.tag)
        if name == "t":
            parts.append((unescape_excel(child.text or ""), None))
        elif name == "r":
            rich = True
            inner = list(child.iter())
            text = "".join(each.text or "" for each in inner if local_name(each.tag) == "t")
            font = next((each.get("val") for each in inner if local_name(each.tag) == "rFont"), None)
            parts.append((unescape_excel(text), font))
    return tuple(parts) if rich else ()


def _quick_item(body: str) -> tuple[str, str | None, Runs]:
    """The text of an item's content, the old-encoding font of its runs, if any, and its parts, if rich. Raises UnusualMarkup."""
    pieces: list[str] = []
    parts: list[tuple[str, str | None]] = []
    old: str | None = None
    rich, at = False, 0
    while at < len(body):
        found = _PIECE.match(body, at)
        if found is None:
            raise UnusualMarkup
        at = found.end()
        run, written, in_run, alone, guide = found.groups()
        if guide is not None:
            continue
        rich = rich or run is not None
        font = None if written is None else unescape_xml(written)
        if font is not None and is_old_font(font):
            old = font
        text = unescape_xml(in_run or alone or "")
        pieces.append(text)
        parts.append((unescape_excel(text), font))
    return "".join(pieces), old, tuple(parts) if rich else ()
