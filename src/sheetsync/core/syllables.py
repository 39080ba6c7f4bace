"""Whether a text can be Vietnamese as it is spelled: used to tell a text in Unicode from one in an old encoding."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from sheetsync.patterns import pattern

_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
_RHYME_LIST = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oen oeo oet oi om on ong ooc oong "
    "op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông "
    "uôt up ut uy uya uych uyên uyêt uynh uyt uyu uơ ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng "
    "yêt yêu"
)
"""Every rhyme of standard spelling, without its tone."""

_ONSETS = frozenset(["", *_ONSET_LIST.split()])
_RHYMES = frozenset(_RHYME_LIST.split())
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_TONES_OF_STOPS = {"\u0301", "\u0323"}
_FRONT_VOWELS = "eêiy"
_WORD = pattern(r"[^\W\d_]+")
_SIGN = pattern(r"[\x80-\x9f\xa1-\xff]")
"""What old encodings used for letters. Dashes, dots and quotation marks beyond it are put in by every word processor."""


def reads_as_vietnamese(text: str) -> bool:
    """Whether each of its words that has a letter beyond ASCII (there must be one) is a possible syllable, with a tone that it
    can bear; and whether it has no other character of Latin-1 beyond ASCII but a no-break space."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return bool(words) and not _SIGN.search(_WORD.sub("", text)) and all(_is_syllable(word.casefold()) for word in words)


@lru_cache(maxsize=4_096)
def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word)
    tones = [letter for letter in letters if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    if len(tones) > 1:
        return False
    for onset, rhyme in _splits(plain):
        if onset in ("c", "ng") and rhyme[0] in _FRONT_VOWELS:
            continue
        if onset == "g" and rhyme[0] in "eêy":
            continue
        if onset in ("k", "gh", "ngh") and rhyme[0] not in _FRONT_VOWELS:
            continue
        if onset == "q" and rhyme[0] != "u":
            continue
        if rhyme.endswith(("c", "ch", "p", "t")) and not set(tones) & _TONES_OF_STOPS:
            continue
        return True
    return False


def _splits(plain: str) -> list[tuple[str, str]]:
    """Every onset and rhyme the word can be taken for: `gi` is an onset in «giá», and `g` is one in «gì»."""
    return [(plain[:at], plain[at:]) for at in range(min(4, len(plain))) if plain[:at] in _ONSETS and plain[at:] in _RHYMES]
