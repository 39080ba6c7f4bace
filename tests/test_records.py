"""Records behave as the standard library's dataclasses do: the same class is made by both and compared."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from functools import partial
from pprint import pformat
from typing import Any, ClassVar, cast

import pytest

from sheetsync import records
from sheetsync.core.cells import Rectangle

Decorator = Callable[..., Any]
BOTH = pytest.mark.parametrize("dataclass", [dataclasses.dataclass, records.dataclass], ids=["standard", "record"])


def place_class(dataclass: Decorator) -> Any:
    @dataclass(frozen=True, slots=True, order=True)
    class Place:
        kind: ClassVar[str] = "cell"
        row: int
        column: int = 1
        notes: list[str] = dataclasses.field(default_factory=list)

        @property
        def both(self) -> tuple[int, int]:
            return self.row, self.column

    return Place


@BOTH
def test_values_by_place_by_name_and_by_default(dataclass: Decorator) -> None:
    place = place_class(dataclass)
    assert [(one.row, one.column, one.notes) for one in (place(3), place(3, 4), place(column=5, row=2, notes=["x"]))] == [
        (3, 1, []),
        (3, 4, []),
        (2, 5, ["x"]),
    ]
    assert place(1).notes is not place(1).notes
    assert (place(3, 4).both, place.kind) == ((3, 4), "cell")


@BOTH
@pytest.mark.parametrize(("given", "named"), [((), {}), ((1, 2, [], 4), {}), ((1,), {"row": 2}), ((1,), {"colour": "red"})])
def test_wrong_arguments_are_refused(dataclass: Decorator, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    place = place_class(dataclass)
    for _ in range(2):  # as the first instance, and once an initializer is written
        with pytest.raises(TypeError):
            place(*given, **named)


@BOTH
@pytest.mark.parametrize(("given", "named"), [((), {}), ((1, 2, [], 4), {}), ((1,), {"row": 2}), ((1,), {"colour": "red"})])
@pytest.mark.parametrize("before", [1, 29, 30, 31, 60])
def test_however_many_were_made_they_are_made_alike(
    dataclass: Decorator, before: int, given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """The first few are made without an initializer of their own."""
    place = place_class(dataclass)
    made = [place(1, column=2) for _ in range(before)]
    assert all(one == place(1, 2) and one.notes == [] for one in made)
    assert len({id(one.notes) for one in made}) == before
    with pytest.raises(TypeError):
        place(*given, **named)


@BOTH
def test_equality_order_hash_and_text(dataclass: Decorator) -> None:
    place, other = place_class(dataclass), place_class(dataclass)
    assert place(1, 2) == place(1, 2) != place(1, 3)
    assert place(1, 2) != other(1, 2)
    assert place(1, 2) < place(1, 3) <= place(1, 3)
    assert place(2, 1) > place(1, 9) >= place(1, 9)
    with pytest.raises(TypeError):
        assert place(1) < 1
    assert repr(place(1, 2)).endswith("Place(row=1, column=2, notes=[])")
    with pytest.raises(TypeError):
        hash(place(1))  # a list among the values
    assert hash(place(1, notes=())) == hash(place(1, notes=()))


@BOTH
def test_frozen_values_stay_and_slots_hold_nothing_else(dataclass: Decorator) -> None:
    one = place_class(dataclass)(1)
    with pytest.raises(FrozenInstanceError):
        one.row = 2
    with pytest.raises(FrozenInstanceError):
        del one.row
    assert not hasattr(one, "__dict__")

    @dataclass(slots=True)
    class Count:
        number: int = 0

    count: Any = Count()
    count.number += 1
    assert count == Count(1)
    with pytest.raises(AttributeError):
        count.other = 1
    with pytest.raises(TypeError):
        hash(count)


@BOTH
def test_inherited_fields_named_arguments_and_what_comes_after_making(dataclass: Decorator) -> None:
    @dataclass(frozen=True, kw_only=True)
    class Kind:
        fields: tuple[str, ...] = ()

    @dataclass(frozen=True, kw_only=True)
    class Bounded(Kind):
        top: int
        fields: tuple[str, ...] = ("all",)

        def __post_init__(self) -> None:
            if self.top < 0:
                raise ValueError("below")

    assert (Bounded(top=1).fields, Bounded(top=1, fields=("a",)).fields, Kind().fields) == (("all",), ("a",), ())
    with pytest.raises(TypeError):
        cast("Any", Bounded)(1)
    with pytest.raises(ValueError, match="below"):
        Bounded(top=-1)


@BOTH
def test_the_standard_functions_work(dataclass: Decorator) -> None:
    one = place_class(dataclass)(1, 2, ["x"])
    assert [field.name for field in dataclasses.fields(one)] == ["row", "column", "notes"]
    assert dataclasses.replace(one, column=7).both == (1, 7)
    assert dataclasses.asdict(one) == {"row": 1, "column": 2, "notes": ["x"]}
    assert copy.deepcopy(one) == one
    match one:
        case one.__class__(row, column):
            assert (row, column) == (1, 2)


def test_a_record_survives_being_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Rectangle(1, 2, 3, 4))) == Rectangle(1, 2, 3, 4)


def test_what_is_not_supported_is_refused_when_the_class_is_made() -> None:
    with pytest.raises(TypeError):

        @records.dataclass
        class Hidden:
            a: int = dataclasses.field(default=1, repr=False)

    with pytest.raises(TypeError):

        @records.dataclass
        class Passing:
            a: dataclasses.InitVar[int]

    @dataclasses.dataclass
    class Standard:
        a: int = 1

    with pytest.raises(TypeError):

        @records.dataclass
        class Mixed(Standard):
            b: int = 2


@BOTH
def test_a_frozen_one_is_of_its_own_class_and_closed_once_it_is_made(dataclass: Decorator) -> None:
    place = place_class(dataclass)
    further: Any = type("Further", (place,), {"__slots__": ()})  # made by hand from one of ours
    for kind in (place, further):
        one = kind(1, notes=["x"])
        assert type(one) is kind
        assert (one.row, one.column, one.notes) == (1, 1, ["x"])
        assert kind(1).notes is not kind(1).notes
        for change in (partial(setattr, one, "row", 3), partial(delattr, one, "row")):
            with pytest.raises(FrozenInstanceError):
                change()


def test_the_standard_library_s_pprint_shows_a_record() -> None:
    assert "Rectangle" in pformat(Rectangle(1, 2, 3, 4))
