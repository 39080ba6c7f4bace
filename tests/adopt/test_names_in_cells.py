"""Names are found by their ends as comparing each with each finds them, and thousands cost no more than a look at each."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sheetsync.core.adoption.guess_people import people_named
from sheetsync.core.adoption.names_in_cells import FullNames, NamesInCells
from sheetsync.core.adoption.proposal import SheetGuess, Verdict
from sheetsync.core.people import given_name_of, person_key

WORDS = st.sampled_from(
    ["Nguyễn", "N.", "Văn", "V.", "Thị", "An", "an", "A.n", "Bình", "Đ/c", "Ô.", "N.V.A", "Nguyê.", "Nguyễ.", "..", "Lê Thị Thu"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@given(NAMES | st.text(max_size=12), st.lists(NAMES, max_size=12))
@example("V. An", ["Nguyễn Văn An", "Trần Vũ An", "An"])
@example("Nguy. Văn An", ["Nguyễn Văn An", "Ngô Văn An", "Nguyễn Vũ An"])
@example("N. V. An", ["Nguyễn Văn An", "N.V.An", "Ngô An", "Lê Ngô Vũ An"])
@example("Nguyễn V. An", ["Nguyễn Văn An", "Lê Nguyễn Vũ An"])
def test_a_shortened_name_fits_those_that_comparing_with_each_finds(short: str, names: list[str]) -> None:
    keys = list(dict.fromkeys(map(person_key, names)))
    assert FullNames(keys).of(short) == tuple(key for key in keys if given_name_of(short, key))


@given(st.lists(NAMES, unique=True, max_size=12))
def test_a_name_stands_alone_where_another_cell_says_nothing_else(texts: list[str]) -> None:
    cells = NamesInCells(texts)
    for text in texts:
        others = {person_key(other) for other in texts if other != text}
        assert cells.stands_alone(person_key(text), but=text) == (person_key(text) in others)
        assert cells.stands_alone(person_key(text))


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What shortened names were compared with a full one."""
    found: list[str] = []
    plainly: Callable[[str, str], bool] = given_name_of

    def noted(short: str, full: str) -> bool:
        found.append(short)
        return plainly(short, full)

    monkeypatch.setattr(sys.modules[FullNames.__module__], "given_name_of", noted)
    return found


def test_few_of_very_many_names_are_compared(compared: list[str]) -> None:
    keys = [person_key(f"{family} {middle} {given}") for family in "ABCDEFGH" for middle in "IKLMNOPQ" for given in "RSTUVXY"]
    full = FullNames(keys)
    for key in keys:
        assert full.of(key) == ()
    assert len(compared) == len(keys), "each with itself alone"


@pytest.mark.parametrize("short", ["X{}. Hoa", "X{}. Thị Hoa", "X{}. T. Hoa", "T. X{}. Hoa"])
def test_names_that_share_an_end_are_compared_by_how_the_words_before_it_begin(short: str, compared: list[str]) -> None:
    full = FullNames(person_key(f"{middle} Thị Y{i} Hoa") for i in range(50) for middle in ("", "Lê"))
    assert all(full.of(short.format(i)) == () for i in range(50))
    assert compared == []


def test_people_are_worked_out_once_for_the_same_names_and_answers(compared: list[str]) -> None:
    sheet = SheetGuess("Theo dõi", Verdict.TAB, 100, names=(("Nguyễn Văn An", 2), ("V. An", 1)))
    (person,) = people_named([sheet], {})
    before = len(compared)
    assert people_named([sheet], {}) == (person,)
    assert (person.spellings, len(compared)) == (("V. An",), before)
    assert [other.name for other in people_named([sheet], {"v. an": False})] == ["Nguyễn Văn An", "V. An"]
