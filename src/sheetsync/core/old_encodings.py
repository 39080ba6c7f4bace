"""Vietnamese texts of the time before Unicode: the fonts `.Vn…` (TCVN3, also called ABC) and `VNI-…` showed characters of
Latin-1 as Vietnamese letters. Without the font such a text is odd; here it is recognised and made readable."""

from __future__ import annotations

from enum import Enum

from sheetsync.core.syllables import reads_as_vietnamese
from sheetsync.patterns import pattern

_TCVN3_LETTERS = (
    "à µ  ả ¶  ã ·  á ¸  ạ ¹  ă ¨  ằ »  ẳ ¼  ẵ ½  ắ ¾  ặ Æ  â ©  ầ Ç  ẩ È  ẫ É  ấ Ê  ậ Ë  đ ®  "
    "è Ì  ẻ Î  ẽ Ï  é Ð  ẹ Ñ  ê ª  ề Ò  ể Ó  ễ Ô  ế Õ  ệ Ö  ì ×  ỉ Ø  ĩ Ü  í Ý  ị Þ  "
    "ò ß  ỏ á  õ â  ó ã  ọ ä  ô «  ồ å  ổ æ  ỗ ç  ố è  ộ é  ơ ¬  ờ ê  ở ë  ỡ ì  ớ í  ợ î  "
    "ù ï  ủ ñ  ũ ò  ú ó  ụ ô  ư \u00ad  ừ õ  ử ö  ữ ÷  ứ ø  ự ù  ỳ ú  ỷ û  ỹ ü  ý ý  ỵ þ  "
    "Ă ¡  Â ¢  Ê £  Ô ¤  Ơ ¥  Ư ¦  Đ §"
)
"""Each letter and the Latin-1 character of its byte in TCVN 5712:1993, set VN3: the 67 small letters, and the 7 capitals that
have a byte of their own. The 67 capitals are the same bytes in a capital font (`.VnTimeH`)."""

_VNI_LETTERS = (
    "á aù  à aø  ả aû  ã aõ  ạ aï  â aâ  ấ aá  ầ aà  ẩ aå  ẫ aã  ậ aä  ă aê  ắ aé  ằ aè  ẳ aú  ẵ aü  ặ aë  "
    "é eù  è eø  ẻ eû  ẽ eõ  ẹ eï  ê eâ  ế eá  ề eà  ể eå  ễ eã  ệ eä  í í  ì ì  ỉ æ  ĩ ó  ị ò  "
    "ó où  ò oø  ỏ oû  õ oõ  ọ oï  ô oâ  ố oá  ồ oà  ổ oå  ỗ oã  ộ oä  ơ ô  ớ ôù  ờ ôø  ở ôû  ỡ ôõ  ợ ôï  "
    "ú uù  ù uø  ủ uû  ũ uõ  ụ uï  ư ö  ứ öù  ừ öø  ử öû  ữ öõ  ự öï  ý yù  ỳ yø  ỷ yû  ỹ yõ  ỵ î  đ ñ"
)
"""Each small letter and how VNI for Windows writes it: a letter and, mostly, a character for its marks. Capitals alike."""


def _pairs(table: str) -> dict[str, str]:
    """Spelling → letter."""
    words = table.split(" ")
    cells = [word for word in words if word]
    return dict(zip(cells[1::2], cells[::2], strict=True))


def _with_capitals(pairs: dict[str, str]) -> dict[str, str]:
    """A capital is known by its first character: people typed its marks in either case."""
    every = {}
    for spelling, letter in pairs.items():
        first, marks = spelling[0], spelling[1:]
        for written in {marks, marks.upper()}:
            every[first + written] = letter
            every[first.upper() + written] = letter.upper()
    return every


_TCVN3 = str.maketrans(_pairs(_TCVN3_LETTERS))
_VNI = _with_capitals(_pairs(_VNI_LETTERS))
_VNI_SPELLING = pattern("|".join(sorted(_VNI, key=len, reverse=True)))
_VNI_MARKS = frozenset(spelling[1:] for spelling in _VNI if len(spelling) == 2)

_TCVN3_FONT, _VNI_FONT = ".vn", "vni-"
_LATIN_1 = pattern("[\u00a1-\u00ff]")
_BEYOND_LATIN_1 = pattern("(?![\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192])[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]")
"""Letters and marks that no old text can hold: of Latin Extended, except those that Windows-1252 has."""


class Written(Enum):
    """What a text in an old font is written in. PLAIN: it reads alike in both."""

    OLD = "old"
    UNICODE = "unicode"
    EITHER = "either"
    PLAIN = "plain"


def is_old_font(name: str) -> bool:
    """Fonts of the encodings before Unicode: TCVN3 (`.VnTime`) and VNI (`VNI-Times`)."""
    return name.casefold().startswith((_TCVN3_FONT, _VNI_FONT))


def encoding_of(font: str) -> str | None:
    """The encoding of a font, by the font that it is best known by; None for a font of Unicode."""
    if not is_old_font(font):
        return None
    return ".VnTime" if font.casefold().startswith(_TCVN3_FONT) else "VNI-Times"


def readable(text: str, font: str) -> str:
    """The text as the font showed it, in Unicode; unchanged for any other font. Fonts `.Vn…H` show everything in capitals."""
    name = font.casefold()
    if name.startswith(_TCVN3_FONT):
        shown = text.translate(_TCVN3)
        return shown.upper() if name.endswith("h") else shown
    if name.startswith(_VNI_FONT):
        return _VNI_SPELLING.sub(lambda found: _VNI[found[0]], text)
    return text


def written_in(text: str, font: str) -> Written:
    """What a text in a font of an old encoding is written in, by its own letters. «Báo cáo», which reads «Bỏo cỏo» in TCVN3, was
    typed in Unicode while the cell's font was an old one."""
    if has_unicode_letters(text):
        return Written.UNICODE
    if not _LATIN_1.search(text):
        return Written.PLAIN
    read = readable(text, font)
    if read.casefold() == text.casefold():
        return Written.PLAIN
    if not reads_as_vietnamese(text):
        return Written.OLD
    return Written.EITHER if reads_as_vietnamese(read) else Written.UNICODE


def is_old_text(text: str, font: str) -> bool:
    """Whether a text in this font is taken for one in the font's old encoding: where it can be either, the font decides."""
    return is_old_font(font) and written_in(text, font) in (Written.OLD, Written.EITHER)


def has_unicode_letters(text: str) -> bool:
    """Whether the text holds a letter or mark that no old encoding has."""
    return _BEYOND_LATIN_1.search(text) is not None


def goes_with_letter_before(text: str, font: str, before: str, font_before: str) -> bool:
    """Whether the first character is a VNI mark of the letter that the part before ends with: rich text may break between."""
    both_vni = font.casefold().startswith(_VNI_FONT) and font_before.casefold().startswith(_VNI_FONT)
    return both_vni and text[:1] in _VNI_MARKS and before[-1:] + text[:1] in _VNI
