"""What stands before the root element of an XML part: its encoding, and a document type definition, which none may have.

ECMA-376 part 2 (OPC): parts are UTF-8 or UTF-16, and have no DTD. A DTD is how entities bomb or leak files.
"""

from __future__ import annotations

import codecs
import re

PROLOG_LIMIT = 65_536
"""Bytes of a part in which its root element must begin."""

_DECLARATION = re.compile(r"""<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_SKIPPED = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*+", re.DOTALL)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class UnsafeProlog(Exception):
    """The part may not be given to a parser; the text says why, in Vietnamese."""


def encoding_of(head: bytes) -> str:
    """The Python name of the encoding (`utf-8`, `utf-16-le`, `utf-16-be`) of a part that begins with `head`.

    Raises UnsafeProlog for any other encoding.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            found = name
            break
    else:
        if head[:2] == b"<\0":
            found = "utf-16-le"
        elif head[:2] == b"\0<":
            found = "utf-16-be"
        else:
            found = "utf-8"
    text = head[:400].decode(found, errors="replace").lstrip("\ufeff")
    declared = _DECLARATION.match(text)
    if declared and found == "utf-8" and declared[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise UnsafeProlog(f"dùng bảng mã {declared[1]}")
    if declared and found != "utf-8" and not declared[1].lower().startswith("utf-16"):
        raise UnsafeProlog(f"dùng bảng mã {declared[1]}")
    return found


def check_prolog(head: bytes) -> str:
    """Check the first PROLOG_LIMIT bytes (or all) of an XML part and give its encoding. Raises UnsafeProlog."""
    encoding = encoding_of(head)
    text = head.decode(encoding, errors="replace").lstrip("\ufeff")
    skipped = _SKIPPED.match(text)
    rest = text[skipped.end() if skipped else 0 :]
    if rest.startswith("<!--"):
        raise UnsafeProlog("có phần mở đầu XML quá dài hoặc dở dang")
    if rest[:2] == "<!":
        raise UnsafeProlog("có khai báo kiểu tài liệu (DTD)")
    if rest and (rest[0] != "<" or rest[:2] == "<?"):
        raise UnsafeProlog("có phần mở đầu XML không hợp lệ")
    if not rest and len(head) >= PROLOG_LIMIT:
        raise UnsafeProlog("có phần mở đầu XML quá dài hoặc dở dang")
    return encoding
