"""Numbers as Vietnamese officials type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.cells import CellValue
from sheetsync.core.numbers import read_number
from sheetsync.core.values import vietnamese_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("98,5", 98.5),
        ("98.5", 98.5),
        ("100", 100),
        ("100%", 100),
        ("100 %", 100),
        ("100\u00a0%", 100),
        ("98,5%", 98.5),
        (" 7 ", 7),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1_234_567),
        ("1 234", 1234),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("-3", -3),
        ("−3", -3),  # minus sign U+2212
    ],
)
def test_typed_as_text(typed: str, number: float) -> None:
    reading = read_number(typed)
    assert (reading.value, reading.as_text, reading.blank, reading.ambiguous) == (number, True, False, False)


@pytest.mark.parametrize(("typed", "read_as"), [("1.234", 1234), ("1,234", 1.234), ("12.500%", 12500)])
def test_could_be_two_numbers(typed: str, read_as: float) -> None:
    reading = read_number(typed)
    assert reading.ambiguous
    assert reading.value == read_as


@pytest.mark.parametrize(
    "value",
    [
        "abc",
        "gần 100",
        "3/4",
        "1.23.4",
        "1,2,3",
        "%",
        "12 %%",
        "1e5",
        "--3",
        "٣",
        "9" * 400,
        True,
        False,
        float("nan"),
        float("inf"),
        10**400,
    ],
)
def test_no_number(value: CellValue) -> None:
    reading = read_number(value)
    assert (reading.value, reading.blank, reading.as_text) == (None, False, False)


@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0", "\u200b"])
def test_blank(value: CellValue) -> None:
    reading = read_number(value)
    assert reading.blank
    assert reading.value is None


@pytest.mark.parametrize(("stored", "seen"), [(1.0, 100), (1, 100), (0.285, 28.5), (0.07, 7), (0, 0), (1.2, 120)])
def test_a_cell_formatted_as_percentage_is_read_as_it_looks(stored: float, seen: float) -> None:
    assert read_number(stored, percent=True).value == seen


def test_a_text_in_a_percentage_cell_is_what_it_says() -> None:
    assert read_number("50", percent=True).value == 50


@given(st.floats(min_value=-1e12, max_value=1e12).map(lambda number: round(number, 4)))
def test_what_we_write_we_read_back(number: float) -> None:
    typed = vietnamese_number(number)
    if "e" not in typed:
        assert read_number(typed).value == number
    assert read_number(number).value == number


@given(st.text() | st.text(alphabet="0123456789.,% -+") | st.integers() | st.floats() | st.booleans() | st.dates() | st.none())
def test_nothing_typed_is_an_exception(value: CellValue) -> None:
    reading = read_number(value)
    assert not (reading.blank and reading.value is not None)
    assert not (reading.as_text and reading.value is None)


@given(
    st.text(alphabet="0123456789.,% -+", max_size=6),
    st.sampled_from("aeixEZ"),
    st.text(alphabet="0123456789.,% \u0301", max_size=6),
)
def test_nothing_with_a_letter_is_a_number(before: str, letter: str, after: str) -> None:
    """Marks in tabs count on it: they ask for numbers only where no letter stands."""
    assert read_number(before + letter + after).value is None
