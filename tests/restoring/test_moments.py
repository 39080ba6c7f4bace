"""Moments as people write them."""

from __future__ import annotations

from datetime import datetime

import pytest

from sheetsync.clock import vietnam
from sheetsync.core.restoring.moments import read_moment

CASES = """\
| written                          | from                       | to                         |
| 2023-03-14                       | 2023-03-14 00:00:00        | 2023-03-14 23:59:59.999999 |
| 14/03/2023                       | 2023-03-14 00:00:00        | 2023-03-14 23:59:59.999999 |
| 14-3-2023                        | 2023-03-14 00:00:00        | 2023-03-14 23:59:59.999999 |
| 2023-03-14 16:30                 | 2023-03-14 16:30:00        | 2023-03-14 16:30:59.999999 |
| 14/3/2023 16h05                  | 2023-03-14 16:05:00        | 2023-03-14 16:05:59.999999 |
| 14/03/2023, 16:30                | 2023-03-14 16:30:00        | 2023-03-14 16:30:59.999999 |
|  14/03/2023   8:05               | 2023-03-14 08:05:00        | 2023-03-14 08:05:59.999999 |
| 14/03/2023 16:30:45              | 2023-03-14 16:30:45        | 2023-03-14 16:30:45.999999 |
| 2023-03-14T16:30:45.5            | 2023-03-14 16:30:45.500000 | 2023-03-14 16:30:45.500000 |
| 2023-03-14T16:30:45.123456+07:00 | 2023-03-14 16:30:45.123456 | 2023-03-14 16:30:45.123456 |
| 2023-03-14T09:30:45Z             | 2023-03-14 16:30:45        | 2023-03-14 16:30:45.999999 |
"""


@pytest.mark.parametrize("case", CASES.splitlines()[1:])
def test_a_moment_is_as_long_as_it_was_said(case: str) -> None:
    written, first, last = (cell.strip() for cell in case.strip("|").split("|"))
    moment = read_moment(case.strip("|").split("|")[0], vietnam())
    assert moment is not None, written
    zone = vietnam()
    assert (moment.first, moment.last) == tuple(datetime.fromisoformat(each).replace(tzinfo=zone) for each in (first, last))


@pytest.mark.parametrize(
    "written",
    ["", "hôm qua", "31/02/2023", "2023-13-01", "14/03/2023 25:10", "14/03/2023 16", "14/03", "3", "14/03/23", "31/12/9999"],
)
def test_what_is_no_moment_is_none(written: str) -> None:
    assert read_moment(written, vietnam()) is None
