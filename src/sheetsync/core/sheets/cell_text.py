"""A text as a cell of ours can hold it, in whatever program."""

from __future__ import annotations

import re

MAX_TEXT = 32_767
"""Excel's limit of a cell's text, in UTF-16 units; Google's is 50,000."""
_CUT_NOTE = " … [văn bản dài, đã cắt bớt; xem ô gốc]"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing: Vietnamese needs none, and one of them makes a text read as another."""


def plain_text(text: str) -> str:
    """A text as a cell can hold it: line ends are LF, characters that XML forbids become a visible �, marks that turn
    the direction of writing do nothing any more, and what is beyond Excel's limit is cut with a note that says so."""
    if not text.isprintable():  # most texts are; line ends and control characters are not
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
        text = _BIDI.sub("\N{ZERO WIDTH SPACE}", text)
    if len(text) > MAX_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
        kept = text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(_CUT_NOTE))].decode("utf-16-le", errors="ignore")
        text = kept + _CUT_NOTE
    return text
