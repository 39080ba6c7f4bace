"""What is made of typed text, and how numbers show."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google_service import GoogleService, Person, Spreadsheet
from tests.google_service.json_objects import JsonObject
from tests.google_service.number_formats import shown_number
from tests.google_service.typed_text import typed


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("001", "vi_VN", 1),
        ("1.500,5", "vi_VN", 1500.5),
        ("1,500.5", "en_US", 1500.5),
        ("1.5", "vi_VN", "1.5"),
        ("1,5", "en_US", "1,5"),
        ("-3", "vi_VN", -3),
        ("50%", "vi_VN", 0.5),
        ("1e3", "en_US", 1000),
        ("31/12/2022", "vi_VN", 44926),
        ("12/31/2022", "en_US", 44926),
        ("31/12/2022", "en_US", "31/12/2022"),
        ("31/2/2023", "vi_VN", "31/2/2023"),
        ("2023-03-15", "vi_VN", 45000),
        ("15/3", "vi_VN", 45000),
        ("15/3/23", "vi_VN", 45000),
        ("15/3/2023 12:00", "vi_VN", 45000.5),
        ("06:00", "vi_VN", 0.25),
        ("'007", "vi_VN", "007"),
        ("true", "vi_VN", True),
        ("Quý I/2023", "vi_VN", "Quý I/2023"),
        ("37-KH/HU", "vi_VN", "37-KH/HU"),
        ("=A1", "vi_VN", "=A1"),
        (" chữ ", "vi_VN", " chữ "),
    ],
)
def test_typed_text(text: str, locale: str, expected: Any) -> None:
    (value,) = typed(text, locale, None, this_year=2023)[0].values()
    assert (value, type(value)) == (expected, type(expected))


def test_a_cell_of_plain_text_keeps_what_is_typed(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.formats("Sheet1", "A1", {"numberFormat": {"type": "TEXT", "pattern": "@"}})
    hoa.types("Sheet1", "A1", "001")
    assert google.look(book)["Sheet1"].entered("A1") == "001"


@pytest.mark.parametrize(
    ("number", "kind", "pattern", "locale", "expected"),
    [
        (1234.5, "NUMBER", "#,##0.00", "vi_VN", "1.234,50"),
        (1234.5, "NUMBER", "#,##0.00", "en_US", "1,234.50"),
        (7, "NUMBER", "00", "vi_VN", "07"),
        (0.5, "PERCENT", "0%", "vi_VN", "50%"),
        (-2, "NUMBER", '0" ngày"', "vi_VN", "-2 ngày"),
        (2.5, "NUMBER", "0.##", "vi_VN", "2,5"),
        (45000, "DATE", "dd/mm/yyyy", "vi_VN", "15/03/2023"),
        (45000, "DATE", "", "en_US", "3/15/2023"),
        (45000.75, "DATE_TIME", "hh:mm dd/mm/yyyy", "vi_VN", "18:00 15/03/2023"),
        (45000.75, "TIME", "h:mm AM/PM", "en_US", "6:00 PM"),
        (45000, "DATE", '"ngày "d"/"m', "vi_VN", "ngày 15/3"),
        (0.1, "", "", "vi_VN", "0,1"),
    ],
)
def test_shown_numbers(number: float, kind: str, pattern: str, locale: str, expected: str) -> None:
    look: JsonObject = {key: value for key, value in (("type", kind), ("pattern", pattern)) if value}
    assert shown_number(number, look, locale) == expected
