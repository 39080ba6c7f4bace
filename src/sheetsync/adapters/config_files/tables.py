"""A small declarative check of TOML tables: keys are declared once, with kind, default and whether they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from sheetsync.adapters.config_files.kinds import Kind, Unfit
from sheetsync.adapters.config_files.mistakes import Mistakes, Place, listed, shown
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.spelling import closest, match_key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """A key of a table. default: its value where it is absent, or could not be read."""

    name: str
    kind: Kind[T]
    default: T
    needed: bool = False


class Section:
    """One table, checked against its keys. `section[KEY]` is the value in the key's own type; where the file holds none or a
    mistake, the default, so that the rest can still be checked."""

    def __init__(
        self, raw: Mapping[str, object], keys: Sequence[Key[Any]], place: Place, mistakes: Mistakes, *, open_ended: bool = False
    ) -> None:
        self.raw = raw
        self.place = place
        self.mistakes = mistakes
        self.other: dict[str, object] = {}  # keys that are not declared, where the table may have such
        self._values: dict[str, object] = {}
        known = {key.name: key for key in keys}
        for name, value in raw.items():
            if name not in known:
                if open_ended:
                    self.other[name] = value
                else:
                    self._unknown(name, [key.name for key in keys if key.name not in raw], tuple(known))
                continue
            read = known[name].kind.read(value)
            if isinstance(read, Unfit):
                self.unfit(name, value, read)
            else:
                self._values[name] = read
        for key in keys:
            if key.needed and key.name not in raw:
                mistakes.add(place, f"thiếu khóa «{key.name}» ({key.kind.allowed})")

    def __getitem__(self, key: Key[T]) -> T:
        return cast("T", self._values.get(key.name, key.default))

    def sound(self, key: Key[Any]) -> bool:
        """Whether the file holds the key with a value that could be read."""
        return key.name in self._values

    def unfit(self, name: str, value: object, why: Unfit) -> None:
        """Report a value that cannot be used."""
        self.wrong(name, f"{shown(value)} không dùng được; phải là {why.allowed}{_perhaps(why.suggestion)}")

    def wrong(self, name: str, text: str) -> None:
        """Report a mistake at a key."""
        self.mistakes.add(self.place.at_key(name), text)

    def _unknown(self, name: str, free: Sequence[str], known: tuple[str, ...]) -> None:
        near = closest(name, free) or closest(name, known)
        rest = f"; có phải «{near}»?" if near else f"; các khóa dùng được: {', '.join(known)}"
        self.wrong(name, f"không có khóa này{rest}")


@dataclass(frozen=True, slots=True)
class Rows:
    """An array of tables (`[[task]]`), checked. sound: every row could be read in full, so what is not in it does not exist."""

    sections: tuple[Section, ...]
    sound: bool


def top(source: Source, keys: Sequence[Key[Any]], tables: Sequence[str], mistakes: Mistakes) -> Section:
    """The keys of a file outside its tables. tables: names of the tables that the file may also hold."""
    raw = {name: value for name, value in source.raw.items() if name not in tables}
    known = [*keys, *(Key(name, Kind[object](), None) for name in tables)]
    return Section(raw, known, Place(source.name), mistakes)


def table(source: Source, name: str, keys: Sequence[Key[Any]], mistakes: Mistakes) -> Section:
    """The table `[name]`; an absent one counts as empty."""
    raw = source.raw.get(name, {})
    place = Place(source.name, f"mục [{name}]")
    if not isinstance(raw, dict):
        mistakes.add(place, f"phải viết thành mục [{name}]")
        return Section({}, (), place, mistakes)
    return Section(raw, keys, place, mistakes)


def rows(
    source: Source, name: str, keys: Sequence[Key[Any]], label: Key[str], mistakes: Mistakes, *, open_ended: bool = False
) -> Rows:
    """The tables `[[name]]`, in order. label: the key whose value names a row in messages, beside its number from 1."""
    before = len(mistakes.lines)
    raw = source.raw.get(name, [])
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        mistakes.add(Place(source.name), f"«{name}» phải viết thành các mục [[{name}]]")
        return Rows((), sound=False)
    sections = []
    for number, item in enumerate(raw, 1):
        title = label.kind.read(item.get(label.name))
        words = f"{name} {number}" + ("" if isinstance(title, Unfit) else f" ({title})")
        place = Place(source.name, words, line=source.line(name, number))
        sections.append(Section(item, keys, place, mistakes, open_ended=open_ended))
    return Rows(tuple(sections), sound=len(mistakes.lines) == before and source.sound)


def unique(sections: Sequence[Section], key: Key[str], mistakes: Mistakes, fold: Callable[[str], str] = match_key) -> None:
    """Report each row whose value of the key stands in an earlier row too."""
    first: dict[str, Section] = {}
    for section in sections:
        if section.sound(key):
            earlier = first.setdefault(fold(section[key]), section)
            if earlier is not section:
                section.wrong(key.name, f"{shown(section[key])} đã dùng ở {earlier.place.table}; mỗi mục phải khác nhau")


def refer(section: Section, key: str, values: Sequence[str], known: Sequence[str] | None, what: str) -> None:
    """Report each value that is not among the known ones. known None: they could not be read, so nothing can be said."""
    if known is None:
        return
    for value in values:
        if value and value not in known:
            near = closest(value, tuple(known))
            section.wrong(key, f"{shown(value)} không có trong {what}{_perhaps(listed((near,)) if near else '')}")


def _perhaps(suggestion: str) -> str:
    return f"; có phải {suggestion}?" if suggestion else ""
