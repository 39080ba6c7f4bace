"""What is written as TOML is read back as it was, whatever a workbook holds."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsync.adapters.config_files.toml_text import TomlValue, toml_string, toml_table

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
VALUES: st.SearchStrategy[TomlValue] = st.one_of(
    TEXTS, st.booleans(), st.integers(-(2**62), 2**62), st.dates(), st.lists(TEXTS, max_size=4)
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=6), st.sampled_from(["", "[unit]", "[[official]]"]))
def test_every_table_comes_back(values: dict[str, TomlValue], header: str) -> None:
    read = tomllib.loads(toml_table(header, values))
    if header == "[unit]":
        read = read["unit"]
    elif header:
        (read,) = read["official"]
    assert read == values
    assert all(type(read[key]) is type(value) for key, value in values.items())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_control_or_unseen_character_stands_raw(text: str) -> None:
    assert not set(toml_string(text)) & {*map(chr, range(32)), "\x7f", "\u200b", "\u202e", "\ufeff"}


def test_what_it_looks_like() -> None:
    table: dict[str, TomlValue] = {
        "code": "VP",
        "title": 'Ông "A" \\ 1',
        "aliases": ["Văn phòng", "VP"],
        "required": True,
        "year": 2024,
        "on": date(2024, 3, 1),
    }
    assert toml_table("[[official]]", table) == (
        "[[official]]\n"
        'code = "VP"\n'
        'title = "Ông \\"A\\" \\\\ 1"\n'
        'aliases = ["Văn phòng", "VP"]\n'
        "required = true\n"
        "year = 2024\n"
        "on = 2024-03-01\n"
    )


def test_half_a_character_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        toml_string("\ud800")
