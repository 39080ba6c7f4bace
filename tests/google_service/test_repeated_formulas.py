"""A formula that is given to a whole block: "the formula's ranges will automatically increment for each field in the range"."""

from __future__ import annotations

import pytest

from tests.google_service.formulas import repeated_formula


@pytest.mark.parametrize(
    ("formula", "down", "right", "there"),
    [
        ("=A1", 2, 1, "=B3"),
        ("=$A5+B$5+$C$5", 3, 0, "=$A8+B$5+$C$5"),
        ("=SUM(A1:$B2;'Sổ 1'!C3)", 1, 1, "=SUM(B2:$B3;'Sổ 1'!D4)"),
        ('=IF($A5="A5";DanhSach1;KH_Ma)', 2, 0, '=IF($A7="A5";DanhSach1;KH_Ma)'),
        ("=LOG10(A1)+SUM(A:$B)+SUM(2:$3)", 1, 1, "=LOG10(B2)+SUM(B:$B)+SUM(3:$3)"),
    ],
)
def test_references_move_along(formula: str, down: int, right: int, there: str) -> None:
    assert repeated_formula(formula, down, right) == there
