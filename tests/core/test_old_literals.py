"""Which texts in formulas no longer equal the cells once these are converted."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.core import old_literals as module
from sheetsync.core.old_literals import LONGEST_FORMULA, Formula, FormulaKind, old_literals
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
        ('"«"&A1&"»"&" · "&"×"&"¦"&" §"', []),
        ('A1&" µm"&B1&"3×n"&C1&"10 µg/l"&D1&"N·m"&E1&"5½m"&"· m"', []),
        ('"«ng "&A1&"t×m"&"x·"&"§ang"', [("«ng ", "ông "), ("t×m", "tìm"), ("x·", "xã"), ("§ang", "Đang")]),
        ('"Tªn: «"&A1&"» x· · hép 2 × 3"', [("Tªn: «", "Tên: «"), ("» x· · hép 2 × 3", "» xã · hộp 2 × 3")]),
        ('"xem « sè 5, bé t«"', [("xem « sè 5, bé t«", "xem ô số 5, bộ tô")]),
        ("INDIRECT(\"'Hoµn thµnh'!A1\")", []),
        ('INDIRECT("\'Th¸ng "&A1&"\'!B2")', []),
        ('INDIRECT("\'"&A1&" n¨m\'!B2")', []),
        ('INDIRECT("Hoµn!B2")', []),
        ('HYPERLINK("#\'B¸o c¸o\'!A1","Hoµn thµnh")', [("Hoµn thµnh", "Hoàn thành")]),
        ('"Chó ý! Hoµn thµnh"', [("Chó ý! Hoµn thµnh", "Chú ý! Hoàn thành")]),
        ("\"xem 'B¸o c¸o'!A1, hoµn thµnh\"", [("xem 'B¸o c¸o'!A1, hoµn thµnh", "xem 'B¸o c¸o'!A1, hoàn thành")]),
    ],
)
def test_texts_in_quotes_that_are_old(formula: str, read: list[tuple[str, str]]) -> None:
    assert read_in(formula) == read


def test_a_text_that_may_be_unicode_counts_where_a_converted_cell_said_the_same() -> None:
    assert read_in('COUNTIF(A1:A9,"cã")', cell("Cã ")) == [("cã", "có")]
    assert read_in('"Cã,Kh«ng râ"', cell("Cã")) == [("Cã,Kh«ng râ", "Có,Không rõ")]
    assert read_in('COUNTIF(A1:A9,"Cã")', cell("§· häp")) == []
    assert read_in('COUNTIF(A1:A9,"§¾k L¾k")', cell("§¾k L¾k")) == [("§¾k L¾k", "Đắk Lắk")]  # no Vietnamese syllables


def test_signs_count_where_a_converted_cell_said_the_same() -> None:
    assert read_in('IF(A1="×",1,2)', cell("×")) == [("×", "ì")]


def test_names_of_sheets_stay_and_so_do_texts_that_are_such_names() -> None:
    sheets = ["Hoµn thµnh", "Th¸ng 1", "B¸o c¸o"]

    def named_in(formula: str) -> list[str]:
        given = [Formula("VP UBND", "B1", FormulaKind.CELL, formula)]
        return [found.before for found in old_literals(given, (cell("§· häp"),), sheets)]

    assert named_in('INDIRECT("\'"&"hoµn thµnh"&"\'!A1")') == []
    assert named_in('INDIRECT("Th¸ng "&A1&"!B2")') == []
    assert named_in('"Hoµn thµnh,B¸o c¸o,x"') == []
    assert named_in('COUNTIF(A1:A9,"Th¸ng ")') == ["Th¸ng "]
    assert named_in('"Hoµn thµnh,§ang lµm"') == ["Hoµn thµnh,§ang lµm"]


def test_only_encodings_of_the_book_count() -> None:
    assert read_in('COUNTIF(A1:A9,"Hoaøn thaønh")') == []
    assert read_in('COUNTIF(A1:A9,"Hoµn thµnh")', cell("Ñaõ hoïp", VNI)) == []
    both = (cell("Ñaõ hoïp", VNI), cell("§· häp", ".VnTimeH"))
    assert read_in('IF(A1="Hoaøn thaønh","Hoµn thµnh","")', *both) == [
        ("Hoaøn thaønh", "Hoàn thành"),
        ("Hoµn thµnh", "Hoàn thành"),
    ]


def test_each_text_is_named_once_for_each_sheet_and_kind_with_all_its_areas() -> None:
    def places(*given: tuple[str, str, FormulaKind, str]) -> list[tuple[str, str, str]]:
        found = old_literals([Formula(*each) for each in given], (cell("§· häp"),))
        return [(each.sheet, each.place, each.before) for each in found]

    copied = [("A", f"B{row}", FormulaKind.CELL, f'IF(A{row}="Kh«ng","Kh«ng","")') for row in range(2, 502)]
    assert places(*copied, copied[0]) == [("A", "B2:B501", "Kh«ng")]
    shared = [("A", f"{letter}{row}", FormulaKind.CELL, 'IF(A1="Kh«ng","§ang lµm")') for row in (9, 10) for letter in "YZ"]
    assert places(*shared, ("A", "AA3", FormulaKind.CELL, '"Kh«ng"'), ("B", "C1", FormulaKind.CELL, '"Kh«ng"')) == [
        ("A", "AA3 Y9:Z10", "Kh«ng"),
        ("A", "Y9:Z10", "§ang lµm"),
        ("B", "C1", "Kh«ng"),
    ]
    lists = [("A", place, FormulaKind.VALIDATION, '"Kh«ng"') for place in ("C1:C9 D1", "C1:C9", "E1")]
    assert places(*lists, copied[0]) == [("A", "C1:C9 D1 E1", "Kh«ng"), ("A", "B2", "Kh«ng")]


def test_a_formula_that_many_cells_share_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def noted(formula: str, sheets: Collection[str]) -> list[str]:
        searched.append(formula)
        return plainly(formula, sheets)

    plainly = module._literals
    monkeypatch.setattr(module, "_literals", noted)
    formula = "&".join(['"Kh«ng râ"'] * 800)
    cells = [Formula("A", f"B{row}", FormulaKind.CELL, formula) for row in range(1, 20_001)]
    assert [each.place for each in old_literals(cells, (cell("§· häp"),))] == ["B1:B20000"]
    assert searched == [formula]


def test_no_formula_is_searched_that_is_longer_than_excel_takes() -> None:
    formula = '"Kh«ng râ"&'
    longest = formula * (LONGEST_FORMULA // len(formula))
    assert read_in(longest) == [("Kh«ng râ", "Không rõ")]
    assert read_in(longest + formula) == []


@pytest.mark.parametrize("part", ['"µ', 'µ""', "'µ", "µ''", "\"'µ", "µ", "µ,", "µm!", "\"\"''µ", '"x· \'"'])
def test_odd_formulas_are_searched_to_their_end(part: str) -> None:
    """With a pattern that tries every way of taking them apart nobody would live to see it."""
    for start in ("", '"', "'", "\"'"):
        whole = (start + part * LONGEST_FORMULA)[:LONGEST_FORMULA]
        for formula in (whole, whole[:-1] + '"'):
            assert all(before.replace('"', '""') in formula for before, _ in read_in(formula))


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
