"""When two cells say the same."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.same_value import same
from tests.tables import cell_value

_SAME = """
| 3                | 3.0              |
| 98.5             | 98.5             |
| đã họp           | đã họp           |
| một\\nhai        | một \\nhai\\n    |
| "  "             |                  |
| 0.1              | 0.10000000000000001 |
"""
_DIFFERENT = """
| 3                | "3"              |
| 0                |                  |
| 2023-03-05       | "2023-03-05"     |
| 2023-03-05       | 2023-05-03       |
| hoàn thành       | Hoàn thành       |
| hòa              | hoà              |
| " một"           | một              |
| một\\nhai        | một hai          |
| 98.5             | 98.4             |
"""


def pairs(table: str) -> list[tuple[CellValue, CellValue]]:
    rows = [line.strip("|").split("|") for line in table.strip().splitlines()]
    return [(cell_value(one), cell_value(other)) for one, other in rows]


MOMENT = datetime.fromisoformat("2023-03-05T07:05:00")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *pairs(_SAME),
        ("đã họp", unicodedata.normalize("NFD", "đã họp")),
        ("một\nhai", "một\r\nhai"),
        (date(2023, 3, 5), MOMENT.replace(hour=0, minute=0)),
        (MOMENT, MOMENT + timedelta(microseconds=3)),
        (time(7, 5), timedelta(hours=7, minutes=5)),
        (33.333333333333336, 0.33333333333333337 * 100),
    ],
)
def test_same(one: CellValue, other: CellValue) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *pairs(_DIFFERENT),
        (True, 1),
        (False, None),
        (date(2023, 3, 5), MOMENT),
        (MOMENT, MOMENT + timedelta(seconds=1)),
        (time(7, 5), "7:05"),
        (1_234_567_890_123_456, 1_234_567_890_123_457),
        (45000, date(2023, 3, 15)),
    ],
)
def test_different(one: CellValue, other: CellValue) -> None:
    assert not same(one, other)
    assert not same(other, one)
