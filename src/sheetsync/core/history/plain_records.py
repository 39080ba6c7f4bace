"""Records as lists, texts and numbers that JSON can hold, and back, by what their fields are declared to be."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.base import plain_value, value_from

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A record as its fields by name, a member of an enumeration as its value, a mapping as pairs in their order."""
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "__match_args__") and not isinstance(value, tuple):
        return {name: to_plain(getattr(value, name)) for name in value.__match_args__}
    if isinstance(value, Mapping):
        return [[to_plain(key), to_plain(each)] for key, each in value.items()]
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    if isinstance(value, frozenset):
        return [to_plain(each) for each in sorted(value)]
    return plain_value(value)


def from_plain(kind: type[T], plain: Any) -> T:
    """The record of this class that `to_plain` wrote down; a field that was not yet there then has its default. Raises ValueError
    for anything else."""
    try:
        made: T = _read(kind, plain)
    except (TypeError, KeyError, AttributeError) as failure:
        raise ValueError(f"no {kind.__name__}: {failure!r}") from failure
    return made


def _read(kind: Any, plain: Any) -> Any:  # noqa: PLR0911 - one return a kind
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _read_one_of(inside, plain)
    if origin is tuple:
        several = len(inside) == 2 and inside[1] is Ellipsis
        places = [inside[0]] * len(plain) if several else inside
        return tuple(_read(each, one) for each, one in zip(places, plain, strict=True))
    if origin is frozenset:
        return frozenset(_read(inside[0], one) for one in plain)
    if origin is not None:  # a mapping
        return {_read(inside[0], key): _read(inside[1], one) for key, one in plain}
    if issubclass(kind, Enum):
        return kind(plain)
    if hasattr(kind, "__match_args__"):
        kinds = _field_kinds(kind)
        return kind(**{name: _read(kinds[name], one) for name, one in plain.items()})
    value = value_from(plain)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{value!r} is no {kind.__name__}")
    return value


def _read_one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    """`X | None`, the value of a cell, or a text that may also be worded when it is read."""
    if plain is None and type(None) in kinds:
        return None
    if set(typing.get_args(CellValue)) <= set(kinds):
        return value_from(plain)
    if str in kinds and isinstance(plain, str):
        return plain
    (kind,) = (kind for kind in kinds if kind is not type(None))
    return _read(kind, plain)


@lru_cache(maxsize=64)
def _field_kinds(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
