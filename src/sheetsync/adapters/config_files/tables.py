"""A small declarative check of TOML tables: keys are declared once, with kind, default and whether they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar, cast

from sheetsync.adapters.config_files.kinds import Anything, Kind, Unfit
from sheetsync.adapters.config_files.mistakes import Mistakes, Place, listed, shown
from sheetsync.adapters.config_files.sources import Source
from sheetsync.core.suggest import closest
from sheetsync.core.values import match_key
from sheetsync.records import dataclass

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_FEW = 20  # so many codes can be listed in a message


@dataclass(frozen=True, slots=True)
class Key(Generic[T_co]):
    """A key of a table. default: its value where it is absent, or could not be read."""

    name: str
    kind: Kind[T_co]
    default: T_co
    needed: bool = False


class Section:
    """One table, checked against its keys. `section[KEY]` is the value in the key's own type; where the file holds none or a
    mistake, the default, so that the rest can still be checked.

    open_ended: keys that are not declared stand in `other`, unless one looks like a needed key that is missing. reported: the
    keys with a mistake.
    """

    def __init__(
        self, raw: Mapping[str, object], keys: Sequence[Key[Any]], place: Place, mistakes: Mistakes, *, open_ended: bool = False
    ) -> None:
        self.place = place
        self.mistakes = mistakes
        self.other: dict[str, object] = {}
        self.reported: set[str] = set()
        self._raw = raw
        self._misspelt: set[str] = set()
        self._values: dict[str, object] = {}
        known = {key.name: key for key in keys}
        for name, value in raw.items():
            if name in known:
                self._read(known[name], value)
            elif open_ended and not closest(name, [key.name for key in keys if key.needed and key.name not in raw]):
                self.other[name] = value
            else:
                self._unknown(name, tuple(known))
        for key in keys:
            if key.needed and not self.written(key):
                self.reported.add(key.name)
                mistakes.add(place, f"thiếu khóa «{key.name}»; {key.kind.allowed}")

    def __getitem__(self, key: Key[T]) -> T:
        return cast("T", self._values.get(key.name, key.default))

    def written(self, key: Key[Any]) -> bool:
        """Whether the file holds the key, well or badly, or one that was probably meant to be it."""
        return key.name in self._raw or key.name in self._misspelt

    def sound(self, key: Key[Any]) -> bool:
        """Whether the file holds the key with a value that could be read."""
        return key.name in self._values

    def wrong(self, name: str, text: str) -> None:
        """Report a mistake at a key."""
        self.reported.add(name)
        self.mistakes.add(self.place.at_key(name), text)

    def _read(self, key: Key[Any], value: object) -> None:
        read = key.kind.read(value)
        if isinstance(read, Unfit):
            found = read.found if read.part else value
            if isinstance(found, str) and not found.strip():
                what = f"{read.part} đang để trống".strip()
            else:
                what = f"{read.part} ({shown(found)}) không dùng được" if read.part else f"{shown(found)} không dùng được"
            self.wrong(key.name, f"{what}; {read.allowed}{perhaps(read.suggestion)}")
        else:
            self._values[key.name] = read

    def _unknown(self, name: str, known: tuple[str, ...]) -> None:
        near = closest(name, [key for key in known if key not in self._raw]) or closest(name, known)
        self._misspelt.add(near or "")
        rest = perhaps(f"«{near}»") if near else f"; các khóa dùng được: {', '.join(known) or 'không có khóa nào'}"
        self.wrong(name, f"không có khóa này{rest}")


@dataclass(frozen=True, slots=True)
class Rows:
    """An array of tables (`[[task]]`), checked. codes: the values of the key that names a row, in order; None where they cannot
    all be known, so that nothing can be said about a reference to them."""

    sections: tuple[Section, ...]
    codes: tuple[str, ...] | None


def top(source: Source, keys: Sequence[Key[Any]], tables: Sequence[str], mistakes: Mistakes) -> Section:
    """The keys of a file outside its tables. tables: the names of the tables that the file may hold besides."""
    known = [*keys, *(Key(name, Anything(), None) for name in tables)]
    return Section(source.raw, known, Place(source), mistakes)


def table(source: Source, name: str, keys: Sequence[Key[Any]], mistakes: Mistakes) -> Section:
    """The table `[name]`; an absent one counts as empty."""
    raw = source.raw.get(name, {})
    place = Place(source, f"mục [{name}]", header=name)
    if isinstance(raw, dict):
        return Section(raw, keys, place, mistakes)
    mistakes.add(place, f"phải viết thành mục [{name}] với các khóa bên dưới")
    return Section({}, (), place, mistakes)


def rows(
    source: Source, name: str, keys: Sequence[Key[Any]], label: Key[str], mistakes: Mistakes, *, open_ended: bool = False
) -> Rows:
    """The tables `[[name]]`, in order. label: the key whose value names a row, in messages beside its number from 1."""
    raw = source.raw.get(name, [])
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        mistakes.add(Place(source), f"«{name}» phải viết thành các mục [[{name}]], mỗi mục có hai ngoặc vuông")
        return Rows((), None)
    sections = []
    for number, item in enumerate(raw, 1):
        title = label.kind.read(item.get(label.name))
        words = f"{name} {number}" + ("" if isinstance(title, Unfit) else f" ({title})")
        place = Place(source, words, header=name, number=number)
        sections.append(Section(item, keys, place, mistakes, open_ended=open_ended))
    codes = tuple(section[label] for section in sections if section.sound(label))
    known = len({match_key(code) for code in codes}) == len(sections)  # of two equal codes one was meant to be another
    return Rows(tuple(sections), codes if known else None)


def unique(sections: Sequence[Section], key: Key[str]) -> None:
    """Report each row whose value of the key stands in an earlier row too."""
    names = NameBook()
    for section in sections:
        if section.sound(key):
            names.take(section, key.name, section[key])


class NameBook:
    """Names that may each be used once, and by whom they are."""

    def __init__(self, fold: Callable[[str], str] = match_key) -> None:
        self._fold = fold
        self._owner: dict[str, Section] = {}

    def take(self, section: Section, key: str, name: str) -> None:
        """Claim a name for a row; report it where another row, or the same one before, has it."""
        earlier = self._owner.setdefault(self._fold(name), section)
        if earlier is not section:
            section.wrong(key, f"{shown(name)} đã dùng ở {earlier.place.table}; mỗi mục phải khác nhau")


def refer(section: Section, key: str, values: Sequence[str], known: Sequence[str] | None, what: str) -> None:
    """Report each value that is not among the known ones. known None: they could not be read, so nothing can be said."""
    if known is None:
        return
    for value in values:
        if value and value not in known:
            near = closest(value, known)
            certain = near is not None and near == closest(value, tuple(reversed(known)))  # not one of several as close
            rest = (
                perhaps(listed((near or "",)))
                if certain
                else f"; có các mã: {', '.join(known)}"
                if 0 < len(known) <= _FEW
                else ""
            )
            section.wrong(key, f"{shown(value)} không có trong {what}{rest}")


def perhaps(suggestion: str) -> str:
    """What was probably meant, as the end of a message; "" without a suggestion."""
    return f"; có phải {suggestion}?" if suggestion else ""
