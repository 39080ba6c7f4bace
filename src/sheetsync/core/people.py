"""Which officials a cell of a person column names: honorifics aside, one name or several, never by guessing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sheetsync.core.plan import Official
from sheetsync.core.suggest import closest
from sheetsync.core.values import match_key, nfc, unaccented
from sheetsync.patterns import pattern

_BRACKETS = pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_HONORIFICS = ("đồng chí", "đ/c", "đ.c", "đc", "ông", "bà", "anh", "chị", "cô", "chú", "ô.", "b.", "mr", "mrs", "ms")
_WORDS = "|".join(match_key(word).replace(".", r"\.") for word in _HONORIFICS)
_HONORIFIC = pattern(rf"(?:{_WORDS})(?=[\s.:])[.:]?\s*|(?:ô|b)\.\s*")
_BETWEEN = pattern(r"[;,\n&+]|(?<![đĐ])/|\s+và\s+")
_AFTER_DASH = pattern(r"\s+[-\u2010-\u2015]\s+|\s*:\s*")
_OUTER = " .:;,*"
_AS_ABOVE = frozenset({"nt", "như trên", "-nt-", '"', "''", "”", "“", "〃", "”nt”", '"nt"', "-nt"})


@lru_cache(maxsize=8_192)
def person_key(text: str) -> str:
    """The form in which names are compared: match key without brackets, honorifics (`Đ/c`, `Ô.`) and dots around."""
    key = match_key(_BRACKETS.sub(" ", nfc(text))).strip(_OUTER)
    while found := _HONORIFIC.match(key):
        rest = key[found.end() :].strip(_OUTER)
        if not rest:
            break
        key = rest
    return key


def plain_name(text: str) -> str:
    """The name without brackets and honorifics, in its own letters: `Đ/c Nguyễn Văn An (VP)` → `Nguyễn Văn An`."""
    words = _BRACKETS.sub(" ", nfc(text)).split()
    wanted = person_key(text)
    for start in range(len(words)):
        if match_key(" ".join(words[start:]).strip(_OUTER)) == wanted:
            return " ".join(words[start:]).strip(_OUTER)
    return " ".join(nfc(text).split())


def says_as_above(text: str) -> bool:
    """`nt`, `"`, `như trên`: the name of the row above."""
    return match_key(text).strip(" .") in _AS_ABOVE


def between_names(text: str) -> list[str]:
    """The parts of `A, B và C`."""
    return [part.strip() for part in _BETWEEN.split(nfc(text)) if part.strip(_OUTER)]


def given_name_of(short: str, full: str) -> bool:
    """Whether a shortened name (`A`, `Văn A`, `N.V.A`, `Nguyễn V. A`) can be that of a full one (`Nguyễn Văn A`)."""
    wanted, words = person_key(short).replace(".", ". ").split(), person_key(full).split()
    if not 0 < len(wanted) <= len(words) or wanted == words or wanted[-1] != words[-1]:
        return False
    pairs = zip(wanted, words[-len(wanted) :], strict=True)
    return all(part == word or (part.endswith(".") and word.startswith(part[:-1])) for part, word in pairs)


class KnownPeople:
    """The configured officials, by every name they may be called in a person column: the tab's name and its aliases before
    titles, and those before the name of whoever holds the office; a code only exactly as it is (`AN` is not `An`). A name that
    means two officials means none."""

    def __init__(self, officials: Sequence[Official]) -> None:
        self._officials = [official for official in officials if official.tab]
        self._read: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._codes = frozenset(official.code for official in self._officials)
        self._levels: tuple[dict[str, set[str]], ...] = ({}, {}, {})
        for official in self._officials:
            for level, names in zip(self._levels, _names(official), strict=True):
                for name in names:
                    if person_key(name):
                        level.setdefault(person_key(name), set()).add(official.code)

    def code(self, name: str) -> str | None:
        """The official whom exactly this name means."""
        key = person_key(name)
        for level in self._levels:
            if key in level:
                return next(iter(level[key])) if len(level[key]) == 1 else None
        return name.strip() if name.strip() in self._codes else None

    def named(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(codes of the officials named, in order; names that are nobody's) of a cell's text. Cells repeat themselves."""
        if text not in self._read:
            self._read[text] = self._named(text)
        return self._read[text]

    def _named(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        whole = self._one(text)
        if whole is not None:
            return (whole,), ()
        parts = between_names(text)
        found = [(part, self._one(part)) for part in parts]
        codes = tuple(dict.fromkeys(code for _, code in found if code is not None))
        if not codes:
            return (), (text.strip(),)
        return codes, tuple(part for part, code in found if code is None)

    def _one(self, text: str) -> str | None:
        """The one official of `A` or, for a full name, of `A - công chức Tư pháp`."""
        before, *rest = _AFTER_DASH.split(nfc(text), maxsplit=1)
        named = bool(rest) and looks_like_full_name(plain_name(before)) and self.code(rest[0]) is None
        return self.code(text) or (self.code(before) if named else None)

    def meant(self, name: str) -> tuple[str, ...]:
        """The names, as the configuration has them, that an unknown one may stand for: shortened ones, else the closest."""
        short = [official.tab or "" for official in self._officials if any(given_name_of(name, full) for full in _all(official))]
        if short:
            return tuple(short)
        near = closest(person_key(name), [full for official in self._officials for full in _all(official)])
        owner = self.code(near) if near else None
        return tuple(official.tab or "" for official in self._officials if official.code == owner)

    def codes(self) -> tuple[str, ...]:
        """The officials, in the configuration's order."""
        return tuple(official.code for official in self._officials)

    def listed(self) -> tuple[str, ...]:
        """Every official's name as it is to be written in the column."""
        return tuple(official.tab or "" for official in self._officials)


def _names(official: Official) -> Iterator[tuple[str, ...]]:
    yield (official.tab or "", *official.aliases)
    yield (official.title, official.short_title)
    yield (official.person,)


def _all(official: Official) -> tuple[str, ...]:
    return tuple(name for names in _names(official) for name in names if name)


def looks_like_full_name(text: str) -> bool:
    """Two to five words, each with a capital: `Nguyễn Văn An`. Offices (`Văn hóa, xã hội`) are mostly written otherwise."""
    words = _BRACKETS.sub(" ", text).split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() and unaccented(word).isalpha() for word in words)
