"""Which parts of a text in old fonts are written in the fonts' old encodings: each is judged by its own words, so that one typed
in Unicode stays as it is beside one that is old."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sheetsync.core.book import TextRun
from sheetsync.core.old_encodings import Written, encoding_of, has_unicode_letters, readable, written_in
from sheetsync.core.syllables import reads_as_vietnamese
from sheetsync.patterns import pattern
from sheetsync.records import dataclass

_WORD = pattern(r"\S+")
_FEW_LETTERS = 2
"""So few letters say nothing of themselves: their neighbours in the same encoding do."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """old: for each part, whether it is to be read in its font's encoding. doubtful: letters alone do not tell."""

    old: tuple[bool, ...]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """Parts, by number, that a word goes across, so that they can only be of one kind."""

    parts: tuple[int, ...]
    written: Written
    short: bool
    certain: bool


def judged(runs: Sequence[TextRun]) -> Judgement | None:
    """None where nothing is in an old encoding. Parts that cannot be told by themselves go with the nearest in their encoding."""
    units: dict[str, list[_Unit]] = {}
    for encoding, parts in _chains(runs):
        units.setdefault(encoding, []).extend(_units(runs, parts, encoding))
    every = [unit for of_encoding in units.values() for unit in of_encoding]
    taken = [written for of_encoding in units.values() for written in _taken_for(of_encoding)]
    if Written.OLD not in taken and Written.EITHER not in taken:
        return None
    old: dict[int, bool] = {}
    for unit, written in zip(every, taken, strict=True):  # «ubnd» is shown in capitals by its font alone
        old.update(dict.fromkeys(unit.parts, written is not Written.UNICODE))
    doubtful = Written.EITHER in taken or any(map(_disagree, units.values()))
    found = (old.get(part, False) and not has_unicode_letters(run.text) for part, run in enumerate(runs))
    return Judgement(tuple(found), doubtful)


def _chains(runs: Sequence[TextRun]) -> Iterator[tuple[str, list[int]]]:
    """Parts in one encoding that stand side by side, by number. Empty parts keep nothing apart."""
    chain: list[int] = []
    current: str | None = None
    for part, run in enumerate(runs):
        if not run.text:
            continue
        encoding = encoding_of(run.font) if run.font else None
        if encoding != current and chain:
            yield current or "", chain
            chain = []
        current = encoding
        if encoding is not None:
            chain.append(part)
    if chain and current is not None:
        yield current, chain


def _units(runs: Sequence[TextRun], parts: Sequence[int], encoding: str) -> Iterator[_Unit]:
    text = "".join(runs[part].text for part in parts)
    ends: list[int] = []
    for part in parts:
        ends.append(len(runs[part].text) + (ends[-1] if ends else 0))
    across = _within_words(text, ends, encoding)
    begin, unit = 0, []
    for part, end in zip(parts, ends, strict=True):
        unit.append(part)
        if end not in across:
            yield _unit(text[begin:end], tuple(unit), encoding)
            begin, unit = end, []


def _within_words(text: str, ends: Sequence[int], encoding: str) -> set[int]:
    """Of the places where a part ends, those inside a word. What is no word in either reading was only written together."""
    found: set[int] = set()
    for word in _WORD.finditer(text):
        first, last = bisect(ends, word.start()), bisect(ends, word.end() - 1)
        inside = [end for end in ends[first:last] if word.start() < end < word.end()]
        if inside and (reads_as_vietnamese(word[0]) or _reads(word[0], encoding)):
            found.update(inside)
    return found


def _reads(word: str, encoding: str) -> bool:
    read = readable(word, encoding)
    return read.isascii() or (reads_as_vietnamese(read) and not has_unicode_letters(word))


def _unit(text: str, parts: tuple[int, ...], encoding: str) -> _Unit:
    kinds = {_written(word, encoding) for word in _WORD.findall(text)}
    written = next((kind for kind in (Written.OLD, Written.UNICODE, Written.EITHER) if kind in kinds), Written.PLAIN)
    short = not has_unicode_letters(text) and sum(map(str.isalpha, readable(text, encoding))) <= _FEW_LETTERS
    if written is Written.UNICODE:
        certain = has_unicode_letters(text)
    else:
        certain = written is Written.PLAIN or (written is Written.OLD and Written.UNICODE not in kinds and not short)
    return _Unit(parts, written, short, certain)


@lru_cache(maxsize=4_096)
def _written(word: str, encoding: str) -> Written:
    """Offices use the same few thousand words."""
    return written_in(word, encoding)


def _taken_for(units: Sequence[_Unit]) -> list[Written]:
    """What each of the units in one encoding is taken for; EITHER and PLAIN where none of them tells."""
    telling = [place for place, unit in enumerate(units) if unit.written in (Written.OLD, Written.UNICODE)]
    telling = [place for place in telling if not units[place].short] or telling
    if not telling:
        return [unit.written for unit in units]
    return [units[_nearest(telling, place)].written for place in range(len(units))]


def _nearest(places: Sequence[int], place: int) -> int:
    after = bisect(places, place)
    near = places[max(after - 1, 0) : after + 1]
    return min(near, key=lambda each: abs(each - place))


def _disagree(units: Sequence[_Unit]) -> bool:
    """Whether some parts are old and some are not, and not all of them say so with certainty; or words of one part do."""
    kinds = {unit.written for unit in units}
    mixed = any(unit.written is Written.OLD and not unit.certain and not unit.short for unit in units)
    return mixed or (kinds >= {Written.OLD, Written.UNICODE} and not all(unit.certain for unit in units))
