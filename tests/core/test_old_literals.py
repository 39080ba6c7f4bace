"""Which texts in formulas no longer equal the cells once these are converted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.core.old_literals import Formula, FormulaKind, old_literals
from sheetsync.core.old_text import OldText
from tests.core.test_old_encodings import sentences
from tests.old_fonts import as_tcvn3, as_vni

TIME, VNI = ".VnTime", "VNI-Times"


def cell(before: str, font: str = TIME) -> OldText:
    return OldText("VP UBND", 1, 1, font, before, (before,))


def read_in(formula: str, *cells: OldText) -> list[tuple[str, str]]:
    found = old_literals([Formula("VP UBND", "B1", FormulaKind.CELL, formula)], cells or (cell("§· häp"),))
    return [(literal.before, literal.after) for literal in found]


@pytest.mark.parametrize(
    ("formula", "read"),
    [
        ('COUNTIF(A1:A9,"Hoµn thµnh")', [("Hoµn thµnh", "Hoàn thành")]),
        ('IF(A1="Hoµn thµnh",1,IF(A1="§ang lµm",2,""))', [("Hoµn thµnh", "Hoàn thành"), ("§ang lµm", "Đang làm")]),
        ('"Hoµn thµnh,§ang lµm"', [("Hoµn thµnh,§ang lµm", "Hoàn thành,Đang làm")]),
        ('COUNTIF(A1:A9,"*hµnh chÝnh*")', [("*hµnh chÝnh*", "*hành chính*")]),
        ('SUM({1,2})&"x· ""T©n LËp"""', [('x· "T©n LËp"', 'xã "Tân Lập"')]),
        ('COUNTIF(\'B¸o "c¸o" n¨m\'!A1:A9,"x")', []),  # the name of a sheet, which stays
        ("'Kh«ng'!A1", []),
        ('COUNTIF(A1:A9,"Hoàn thành")', []),
        ('COUNTIF(A1:A9,"Đã họp")', []),
        ('COUNTIF(A1:A9,"Có")', []),  # read in TCVN3 it would be «Cú»
        ('IF(A1>=½,"«»","°C §2")', []),
        ('IF(A1="café",1,2)', []),
        ("SUM(A1:A9)", []),
        ('COUNTIF(A1:A9,"Kh«ng', []),  # no formula of any program
    ],
)
def test_texts_in_quotes_that_are_old(formula: str, read: list[tuple[str, str]]) -> None:
    assert read_in(formula) == read


def test_a_text_that_may_be_unicode_counts_where_a_converted_cell_said_the_same() -> None:
    assert read_in('COUNTIF(A1:A9,"cã")', cell("Cã ")) == [("cã", "có")]
    assert read_in('"Cã,Kh«ng râ"', cell("Cã")) == [("Cã,Kh«ng râ", "Có,Không rõ")]
    assert read_in('COUNTIF(A1:A9,"Cã")', cell("§· häp")) == []
    assert read_in('COUNTIF(A1:A9,"§¾k L¾k")', cell("§¾k L¾k")) == [("§¾k L¾k", "Đắk Lắk")]  # no Vietnamese syllables


def test_only_encodings_of_the_book_count() -> None:
    assert read_in('COUNTIF(A1:A9,"Hoaøn thaønh")') == []
    assert read_in('COUNTIF(A1:A9,"Hoµn thµnh")', cell("Ñaõ hoïp", VNI)) == []
    both = (cell("Ñaõ hoïp", VNI), cell("§· häp", ".VnTimeH"))
    assert read_in('IF(A1="Hoaøn thaønh","Hoµn thµnh","")', *both) == [
        ("Hoaøn thaønh", "Hoàn thành"),
        ("Hoµn thµnh", "Hoàn thành"),
    ]


def test_each_text_is_named_once_for_each_place() -> None:
    formula = 'IF(A1="Kh«ng","Kh«ng","")'
    places = [Formula("VP UBND", place, FormulaKind.CELL, formula) for place in ("B1", "B2", "B1")]
    assert [(found.place, found.before) for found in old_literals(places, (cell("§· häp"),))] == [
        ("B1", "Kh«ng"),
        ("B2", "Kh«ng"),
    ]


@given(sentences, st.booleans())
@bounded(max_examples=300, deadline=None)
def test_every_text_that_a_converted_cell_says_is_found(text: str, vni: bool) -> None:
    typed, font = (as_vni(text), VNI) if vni else (as_tcvn3(text), TIME)
    if typed != text:
        assert read_in(f'COUNTIF(A:A,"{typed}")', cell(typed, font)) == [(typed, text)]


@given(sentences)
@bounded(max_examples=300, deadline=None)
def test_no_text_in_unicode_is_taken_for_old(text: str) -> None:
    assert read_in(f'COUNTIF(A:A,"{text}")', cell("§· häp"), cell("Ñaõ hoïp", VNI)) == []
