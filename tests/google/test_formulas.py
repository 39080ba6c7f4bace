"""Formulas that every locale takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.adapters.google.formulas import decimal_comma, formula_for, same_formula


@pytest.mark.parametrize(
    ("locale", "comma"),
    [("vi_VN", True), ("en_US", False), ("en_GB", False), ("de_DE", True), ("ja_JP", False), ("", True), ("xx", True)],
)
def test_which_locales_write_a_decimal_comma(locale: str, comma: bool) -> None:
    assert decimal_comma(locale) is comma


@pytest.mark.parametrize(
    ("ours", "in_vietnamese_sheet"),
    [
        ('AND(N("sheetsync")=0,$A2="II.1.02")', '=AND(N("sheetsync")=0;$A2="II.1.02")'),
        ('EXACT($J5,"Hoàn thành, đúng hạn 98.5")', '=EXACT($J5;"Hoàn thành, đúng hạn 98.5")'),
        ('IF($A1="a ""b, c"" 1.5",1,0)', '=IF($A1="a ""b, c"" 1.5";1;0)'),
        ("$J5=98.5", "=$J5=(985/10)"),
        ("$J5>45000.00001157", "=$J5>(4500000001157/100000000)"),
        ("'VP UBND, 1.5'!$B$5:$B$60", "='VP UBND, 1.5'!$B$5:$B$60"),
        ("INDEX(ThongBao,$Z5)", "=INDEX(ThongBao;$Z5)"),
        ("DATE(2023,3,14)+1", "=DATE(2023;3;14)+1"),
    ],
)
def test_a_formula_in_a_sheet_that_writes_decimal_commas(ours: str, in_vietnamese_sheet: str) -> None:
    assert formula_for(ours, "vi_VN") == in_vietnamese_sheet
    assert formula_for(ours, "en_US") == f"={ours}"
    assert same_formula(in_vietnamese_sheet, f"={ours}")


def test_a_fraction_is_the_number_that_was_meant() -> None:
    assert 985 / 10 == 98.5
    assert formula_for("$J5=0.1", "vi_VN") == "=$J5=(1/10)"


def test_formulas_that_say_something_else_are_not_the_same() -> None:
    assert not same_formula('=AND($A1="a,b")', '=AND($A1="a;b")')
    assert not same_formula("=$A1=98.5", "=$A1=985")
    assert same_formula("= AND( $A1 = 1 ; $B1 )", "=AND($A1=1,$B1)")
    assert not same_formula('=$A1="a b"', '=$A1="ab"')


@given(st.text(alphabet="\",;.=()1290aĐ '", max_size=40))
def test_a_text_in_quotes_is_never_touched(text: str) -> None:
    literal = '"' + text.replace('"', '""') + '"'
    assert formula_for(f"EXACT($A1,{literal})", "vi_VN") == f"=EXACT($A1;{literal})"


@given(st.floats(min_value=0, max_value=1e6, allow_nan=False).map(lambda number: round(number, 8)))
def test_a_number_keeps_its_value(number: float) -> None:
    written = repr(number)
    if "e" in written:
        return
    told = formula_for(written, "vi_VN").removeprefix("=")
    assert eval(told) == number
