"""Small classes of named values, made quickly: `dataclass` as the standard library means it, at a fraction of its cost.

The standard decorator writes and compiles up to nine methods for every class, whether anybody calls them or not. Every command
of sheetsync makes more than a hundred such classes before its first useful step, so here only `__init__` is written, and only
for classes of which there are more than a few instances; all other methods are shared ones (docs/decisions/0007-records.md).

Checkers and readers may take it for the standard decorator. `fields`, `replace` and `asdict` of the standard library work on
these classes. Not supported, and refused: `field` with anything but a default or a default factory, InitVar, KW_ONLY.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, FrozenInstanceError, asdict, field, fields
from inspect import get_annotations
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["asdict", "dataclass", "field", "fields", "replace"]

_FIELDS = "__record_fields__"
_WORTH_A_TWIN = 3  # fields
_FEW = 30  # instances


class _Value:
    """One field of a class: its default, or the maker of its default, or neither."""

    __slots__ = ("default", "factory", "kw_only", "name")

    def __init__(self, name: str, written: object, *, kw_only: bool) -> None:
        self.name = name
        self.kw_only = kw_only
        self.default: object = written
        self.factory: Any = MISSING
        if isinstance(written, Field):
            if not (written.init and written.repr and written.compare) or written.hash is not None or written.metadata:
                raise TypeError(f"{name}: only a default or a default factory")
            self.default, self.factory = written.default, written.default_factory


class _StandardFields:
    """Gives the fields in the standard library's own form, for its functions, the first time one of them asks."""

    def __get__(self, _: object, owner: Any) -> dict[str, Field[Any]]:
        values: dict[str, _Value] = getattr(owner, _FIELDS)
        parts: dict[str, object] = {"__annotations__": dict.fromkeys(values, Any)}
        for name, value in values.items():
            if value.factory is not MISSING:
                parts[name] = field(default_factory=value.factory)
            elif value.default is not MISSING:
                parts[name] = field(default=value.default)
        twin: Any = type(owner.__name__, (), parts)
        found: dict[str, Field[Any]] = dataclasses.dataclass(kw_only=True, eq=False, repr=False)(twin).__dataclass_fields__
        if "__dataclass_fields__" in owner.__dict__:
            owner.__dataclass_fields__ = found
        return found


class _Parameters:
    """What the standard decorator asks of a base made here, and pprint of an instance."""

    repr = True

    def __init__(self, *, frozen: bool) -> None:
        self.frozen = frozen


_FROZEN, _CHANGEABLE = _Parameters(frozen=True), _Parameters(frozen=False)


def _record(
    cls: Any = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
) -> Any:
    """The decorator; its arguments mean what they mean for `dataclasses.dataclass`."""

    def decorate(made: Any) -> Any:
        values: dict[str, _Value] = {}
        for base in reversed(made.__mro__[1:]):
            if "__dataclass_fields__" in base.__dict__ and _FIELDS not in base.__dict__:
                raise TypeError(f"{base.__name__} must be made here too")
            values.update(base.__dict__.get(_FIELDS, {}))
        own = list(_own_values(made, kw_only=kw_only))
        values.update((value.name, value) for value in own)
        if slots:
            made = _with_slots(made, [value.name for value in own])
        else:
            for value in own:
                if value.default is not MISSING:
                    setattr(made, value.name, value.default)
                elif value.name in made.__dict__:
                    delattr(made, value.name)
        setattr(made, _FIELDS, values)
        made.__dataclass_fields__ = _StandardFields()
        made.__dataclass_params__ = _FROZEN if frozen else _CHANGEABLE
        setattr(made, "__match_args__", tuple(value.name for value in values.values() if not value.kw_only))  # noqa: B010 - checkers think it is final
        _add_methods(made, tuple(values), frozen=frozen, eq=eq, order=order)
        return made

    return decorate if cls is None else decorate(cls)


def _own_values(made: type, *, kw_only: bool) -> Iterator[_Value]:
    for name, annotation in get_annotations(made).items():
        words = annotation if isinstance(annotation, str) else repr(annotation)
        kind = words.partition("[")[0].rpartition(".")[2]
        if kind in ("InitVar", "KW_ONLY"):
            raise TypeError(f"{made.__name__}.{name}: {words} is not supported")
        if kind != "ClassVar":
            yield _Value(name, made.__dict__.get(name, MISSING), kw_only=kw_only)


def _with_slots(made: Any, names: list[str]) -> Any:
    """The class again, with slots: a class can only be born with them."""
    inherited = {name for base in made.__mro__[1:] for name in getattr(base, _FIELDS, {})}
    parts = {name: part for name, part in made.__dict__.items() if name not in (*names, "__dict__", "__weakref__")}
    parts["__slots__"] = tuple(name for name in names if name not in inherited)
    again = type(made)(made.__name__, made.__bases__, parts)
    again.__qualname__ = made.__qualname__
    return again


def _add_methods(made: Any, names: tuple[str, ...], *, frozen: bool, eq: bool, order: bool) -> None:
    parts = made.__dict__
    values_of: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()
    methods: dict[str, object] = {"__init__": _init_at_first(made, frozen=frozen), "__repr__": _represent}
    if eq:
        methods["__eq__"] = lambda one, other: (
            values_of(one) == values_of(other) if other.__class__ is one.__class__ else NotImplemented
        )
        methods["__hash__"] = (lambda one: hash(values_of(one))) if frozen else None
    if order:
        methods["__lt__"] = lambda one, other: (
            values_of(one) < values_of(other) if other.__class__ is one.__class__ else NotImplemented
        )
        methods["__gt__"] = lambda one, other: (
            values_of(one) > values_of(other) if other.__class__ is one.__class__ else NotImplemented
        )
        methods["__le__"] = lambda one, other: (
            values_of(one) <= values_of(other) if other.__class__ is one.__class__ else NotImplemented
        )
        methods["__ge__"] = lambda one, other: (
            values_of(one) >= values_of(other) if other.__class__ is one.__class__ else NotImplemented
        )
    if frozen:
        methods["__setattr__"] = methods["__delattr__"] = _refuse_change
        methods["__getstate__"], methods["__setstate__"] = _state, _set_state
    for name, method in methods.items():
        if (name == "__hash__" and parts.get(name) is None) or name not in parts:
            setattr(made, name, method)


def _init_at_first(made: Any, *, frozen: bool) -> Callable[..., None]:
    """`__init__` for the first few instances. Writing one takes as long as making a hundred instances without."""
    values: dict[str, _Value] = getattr(made, _FIELDS)
    in_order = [name for name, value in values.items() if not value.kw_only]
    told = hasattr(made, "__post_init__")
    set_value = object.__setattr__
    few = iter(range(_FEW))

    def init(self: Any, *given: Any, **named: Any) -> None:
        if next(few, None) is None or len(given) > len(in_order) or not named.keys().isdisjoint(in_order[: len(given)]):
            return write(self, *given, **named)
        found = {**dict(zip(in_order, given, strict=False)), **named}
        if not found.keys() <= values.keys():
            return write(self, *given, **named)
        for name, value in values.items():
            if name in found:
                set_value(self, name, found[name])
            elif value.factory is not MISSING:
                set_value(self, name, value.factory())
            elif value.default is not MISSING:
                set_value(self, name, value.default)
            else:
                return write(self, *given, **named)
        if told:
            self.__post_init__()
        return None

    def write(self: Any, *given: Any, **named: Any) -> None:
        """Also says what is wrong with the arguments, as Python does."""
        made.__init__ = _written_init(made, frozen=frozen)
        made.__init__(self, *given, **named)

    return init


def _written_init(made: Any, *, frozen: bool) -> Callable[..., None]:
    """`__init__` in full, with every field as a parameter of its own."""
    values: dict[str, _Value] = getattr(made, _FIELDS)
    twin = _open_twin(made, tuple(values)) if frozen else None
    known: dict[str, object] = {"MISSING": MISSING, "set_value": object.__setattr__, "made": made, "twin": twin}
    parameters: dict[bool, list[str]] = {False: [], True: []}
    named: dict[str, str] = {}
    for name, value in values.items():
        named[name] = name
        if value.factory is not MISSING:
            known[f"make_{name}"] = value.factory
            named[name] = f"make_{name}() if {name} is MISSING else {name}"
            parameters[value.kw_only].append(f"{name}=MISSING")
        elif value.default is not MISSING:
            known[f"default_{name}"] = value.default
            parameters[value.kw_only].append(f"{name}=default_{name}")
        else:
            parameters[value.kw_only].append(name)
    stores = [f"self.{name} = {written}" for name, written in named.items()]
    lines = [f"set_value(self, {name!r}, {written})" for name, written in named.items()] if frozen else stores
    if twin is not None:
        opened = ["set_value(self, '__class__', twin)", *stores, "self.__class__ = made"]
        lines = ["if self.__class__ is made:", *(f" {line}" for line in opened), "else:", *(f" {line}" for line in lines)]
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    after = ["*", *parameters[True]] if parameters[True] else []
    head = f"def __init__({', '.join(['self', *parameters[False], *after])}):"
    exec("\n ".join([head, *(lines or ["pass"])]), known)  # noqa: S102 - built of the names of a class's own fields
    init: Callable[..., None] = known["__init__"]  # type: ignore[assignment]
    return init


def _open_twin(made: Any, names: tuple[str, ...]) -> Any:
    """A class of the same layout whose instances can be changed: one is filled as such and then becomes what it is, which takes
    a quarter of setting each value past the refusal. None where a class has no such twin."""
    if len(names) < _WORTH_A_TWIN or "__slots__" not in made.__dict__:
        return None
    try:
        twin = type(made)(
            made.__name__, made.__bases__, {"__slots__": made.__dict__["__slots__"], "__setattr__": object.__setattr__}
        )
        object.__setattr__(object.__new__(made), "__class__", twin)
    except TypeError:
        return None
    return twin


def _represent(one: Any) -> str:
    inside = ", ".join(f"{name}={getattr(one, name)!r}" for name in getattr(one, _FIELDS))
    return f"{one.__class__.__qualname__}({inside})"


def _refuse_change(one: Any, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"cannot change {one.__class__.__qualname__}.{name}")


def _state(one: Any) -> list[object]:
    return [getattr(one, name) for name in getattr(one, _FIELDS)]


def _set_state(one: Any, state: list[object]) -> None:
    for name, value in zip(getattr(one, _FIELDS), state, strict=True):
        object.__setattr__(one, name, value)


def _replace(one: Any, /, **changes: object) -> Any:
    """The same with other values, as `dataclasses.replace` makes it."""
    return one.__class__(**{**{name: getattr(one, name) for name in getattr(one, _FIELDS)}, **changes})


if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:
    dataclass, replace = _record, _replace
