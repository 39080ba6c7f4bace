"""Vietnamese texts of the time before Unicode: the fonts `.Vn…` (TCVN3, also called ABC) and `VNI-…` showed Latin-1 characters
as Vietnamese letters. Without the font such a text is odd; here it is made readable, for showing only."""

from __future__ import annotations

import unicodedata

# Each Vietnamese letter and the character that stands for it in a TCVN3 font.
_TCVN3_PAIRS = (
    "á¸ àµ ả¶ ã· ạ¹ ă¨ ắ¾ ằ» ẳ¼ ẵ½ ặÆ â© ấÊ ầÇ ẩÈ ẫÉ ậË éÐ èÌ ẻÎ ẽÏ ẹÑ êª ếÕ ềÒ ểÓ ễÔ ệÖ íÝ ì× ỉØ ĩÜ ịÞ "
    "óã òß ỏá õâ ọä ô« ốè ồå ổæ ỗç ộé "
    "ơ¬ ớí ờê ởë ỡì ợî úó ùï ủñ ũò ụô ư\u00ad ứø ừõ ửö ữ÷ ựù ýý ỳú ỷû ỹü ỵþ đ® Ă¡ Â¢ Đ§ Ê£ Ô¤ Ơ¥ Ư¦"
)
_TCVN3 = str.maketrans({pair[1]: pair[0] for pair in _TCVN3_PAIRS.split(" ")})

# VNI writes a letter and, after it, a character for its marks; a few letters are characters of their own.
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_BASES = frozenset("aeouyôöAEOUYÔÖ")


def readable(text: str, font: str) -> str:
    """The text as the font showed it, in Unicode; unchanged for any other font. Fonts `.Vn…H` show everything in capitals."""
    name = font.casefold()
    if name.startswith(".vn"):
        shown = text.translate(_TCVN3)
        return shown.upper() if name.endswith("h") else shown
    return _from_vni(text) if name.startswith("vni-") else text


def _from_vni(text: str) -> str:
    letters: list[str] = []
    at = 0
    while at < len(text):
        letter, following = text[at], text[at + 1 : at + 2]
        marks = _VNI_MARKS.get(following.lower()) if letter in _VNI_BASES else None
        letters.append(_vni_letter(letter) + (marks or ""))
        at += 2 if marks else 1
    return unicodedata.normalize("NFC", "".join(letters))


def _vni_letter(letter: str) -> str:
    plain = _VNI_LETTERS.get(letter.lower(), letter.lower())
    return plain.upper() if letter.isupper() else plain
