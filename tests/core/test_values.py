"""Texts that people would call the same have one key; others never do."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.cells import CellValue
from sheetsync.core.values import display_text, is_nfc, match_key, nfc, unaccented, vietnamese_number

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyÀÁẢÃẠĂẰÊẾĐÐòóỏõọủỷýíi\u0300\u0301\u0303\u0309\u0323 -–\u00a0\u200b.,/1234"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("hoá", "hóa"),
        ("Hoàn thành", "HÒAN THÀNH"),
        ("thuý", "thúy"),
        ("Quý I", "Quí I"),
        ("QUÝ", "quí"),
        ("Đang thực hiện", "  đang  thực\u00a0hiện "),
        ("Hoàn\u200b thành", "Hoàn thành\ufeff"),
        ("VP Đảng ủy - NV", "VP Đảng uỷ – NV"),
        ("VP Đảng ủy - NV", "VP Đảng ủy \u2212 NV"),
        ("cải\u00adcách", "cảicách"),
        ("Kết quả\ntrong kỳ", "Kết quả trong kỳ"),
        ("Địa chính", unicodedata.normalize("NFD", "ĐỊA CHÍNH")),
    ],
)
def test_written_differently_but_the_same(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoàn thành", "Hoan thanh"),
        ("Đang", "Dang"),
        ("Đang", "\u00d0ang"),  # Ð of Iceland looks like Đ and is another letter
        ("đ", "\u00f0"),
        ("quy", "quý"),
        ("quỳ", "quì"),  # only the word Quý is written both ways
        ("kí", "ký"),
        ("bàn", "bán"),
        ("ma", "mả"),
        ("VP UBND", "VPUBND"),
    ],
)
def test_alike_but_not_the_same(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@given(st.text() | VIETNAMESE)
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)


@given(st.text() | VIETNAMESE)
def test_composed_or_decomposed_makes_no_difference(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert match_key(composed) == match_key(decomposed) == match_key(text)


@given(VIETNAMESE)
def test_case_makes_no_difference(text: str) -> None:
    assert match_key(text.upper()) == match_key(text.lower())


@given(VIETNAMESE)
def test_without_accents_nothing_but_plain_letters_is_left(text: str) -> None:
    assert not set(unaccented(text)) & set("ăâđêôơưỳýỷỹỵ\u0300\u0301\u0303\u0309\u0323")


@given(st.text() | VIETNAMESE)
def test_without_accents_texts_with_one_key_are_one(text: str) -> None:
    plain = unaccented(text)
    assert plain == unaccented(match_key(text)) == unaccented(plain)
    assert plain.split(" ") == plain.split() or not plain


@given(st.text())
def test_nfc_is_known_when_seen(text: str) -> None:
    assert is_nfc(nfc(text))
    assert (nfc(text) == text) == is_nfc(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("", ""),
        ("  như cũ ", "  như cũ "),
        (date(2023, 3, 4), "4/3/2023"),
        (datetime(2023, 3, 4), "4/3/2023"),  # noqa: DTZ001
        (datetime(2023, 3, 4, 7, 30), "4/3/2023 7:30"),  # noqa: DTZ001
        (98.5, "98,5"),
        (100.0, "100"),
        (-3, "-3"),
        (True, "TRUE"),
        (False, "FALSE"),
        (time(15, 5), "15:05"),
        (timedelta(hours=36), "36:00"),
        (timedelta(minutes=1, seconds=5), "0:01:05"),
    ],
)
def test_values_as_a_vietnamese_reader_writes_them(value: CellValue, shown: str) -> None:
    assert display_text(value) == shown


@given(st.integers() | st.floats(allow_nan=True))
def test_every_number_can_be_shown(number: float) -> None:
    assert "." not in vietnamese_number(number)
