"""Document numbers in what people type."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.documents import find_document_numbers


@pytest.mark.parametrize(
    "number",
    [
        "118/KH-UBND", "06-ĐA/HU", "37-KH/HU", "30/2020/NĐ-CP", "1669/NQ-UBTVQH15", "202/2025/QH15", "113-CTr/TU",
        "1270/BC-TCTTg",
        "05/BC-UBND", "581/BNV-CCHC", "19-NQ/TW", "10/TTr-UBND", "15/QĐ-TTg", "15/KH-UBND-VX", "12/2023/QĐ-UBND", "07-KH/ĐU",
        "5/BC",
    ],
)  # fmt: skip
def test_standard_numbers(number: str) -> None:
    for text in (number, f"Số: {number}", f"Báo cáo số {number} ngày 14/2/2023.", f"({number})"):
        (found,) = find_document_numbers(text)
        assert (found.text, found.normal, found.standard) == (number, number, True)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("37 - KH/HU", "37-KH/HU"),
        ("15/kh-ubnd", "15/KH-UBND"),
        ("15/KH–UBND", "15/KH-UBND"),
        ("15/\nKH-UBND", "15/KH-UBND"),
        ("15 / KH - UBND", "15/KH-UBND"),
        ("15/KH/UBND", "15/KH-UBND"),
        ("15-KH-UBND", "15/KH-UBND"),
        ("37/KH-HU", "37-KH/HU"),
        ("30/2020/nđ-cp", "30/2020/NĐ-CP"),
        ("113-ctr/tu", "113-CTr/TU"),
        ("15/qđ-ttg", "15/QĐ-TTg"),
        ("202/2025/qh15", "202/2025/QH15"),
    ],
)
def test_nearly_standard_numbers_get_a_normal_form(typed: str, normal: str) -> None:
    (found,) = find_document_numbers(f"Theo {typed}, đã ban hành")
    assert (found.text, found.normal, found.standard) == (typed, normal, False)


@pytest.mark.parametrize(
    "text",
    [
        "", "20/3/2023", "ngày 20/3", "3/3", "3/3 TTHC", "đạt 45/100 hồ sơ", "12/CBCC", "15/Kế hoạch", "2 - UBND/HĐND", "5-KH",
        "1/l", "ngày 2/tháng 3", "Tháng 3/2023", "98,5%", "KH-UBND", "/KH-UBND", "2023-03-14", "tỷ lệ 1/2",
    ],
)  # fmt: skip
def test_no_document(text: str) -> None:
    assert find_document_numbers(text) == ()


def test_several_in_order() -> None:
    found = find_document_numbers("15/KH-UBND ngày 14/2/2023; 16/QĐ-UBND, 17 - BC/HU")
    assert [number.normal for number in found] == ["15/KH-UBND", "16/QĐ-UBND", "17-BC/HU"]


def test_a_dash_after_the_number_is_no_part_of_it() -> None:
    (found,) = find_document_numbers("15/KH-UBND - UBND xã ban hành")
    assert found.text == "15/KH-UBND"
    (found,) = find_document_numbers("10/BC - trong kỳ này")
    assert found.text == "10/BC"


def test_decomposed_text_is_understood() -> None:
    (found,) = find_document_numbers(unicodedata.normalize("NFD", "Quyết định số 15/QĐ-UBND của Ủy ban"))
    assert found.normal == "15/QĐ-UBND"


NUMBERS = st.builds(
    "{}{}{}-{}".format,
    st.integers(1, 99_999),
    st.just("/") | st.integers(1990, 2050).map(lambda year: f"/{year}/"),
    st.sampled_from(["KH", "QĐ", "BC", "NĐ", "NQ", "TTr", "CTr"]),
    st.sampled_from(["UBND", "HĐND", "CP", "BNV", "UBTVQH15", "TTg"]),
)


@given(NUMBERS, st.sampled_from(["{}", "số {} ngày 3/3/2023", "{};", "(xem {})"]))
def test_every_number_of_the_state_form_is_standard(number: str, around: str) -> None:
    assert [(found.text, found.standard) for found in find_document_numbers(around.format(number))] == [(number, True)]


@given(NUMBERS, st.sampled_from(["–", " - ", "—", "-\n"]))
def test_the_normal_form_is_standard_itself(number: str, dash: str) -> None:
    head, _, tail = number.rpartition("-")
    (found,) = find_document_numbers(head + dash + tail)
    assert (found.normal, found.standard) == (number, False)
    assert find_document_numbers(found.normal)[0].standard


@given(st.text() | st.text(alphabet="0123456789/-–KHUBNDĐckhubnd &\n"))
def test_whatever_is_found_was_typed(text: str) -> None:
    for found in find_document_numbers(text):
        assert found.text in unicodedata.normalize("NFC", text)
        assert found.standard == (found.text == found.normal)
