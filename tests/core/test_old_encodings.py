"""Texts of TCVN3 and VNI fonts: every letter of both tables against another source, and what is old text at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.core.old_encodings import Written, is_old_font, is_old_text, readable, written_in
from tests.old_fonts import as_tcvn3, as_tcvn3_capitals, as_vni, tcvn3_bytes
from tests.sample.tcvn3 import as_tcvn3 as as_sample

MARKED = (
    "à ả ã á ạ ằ ẳ ẵ ắ ặ ầ ẩ ẫ ấ ậ đ è ẻ ẽ é ẹ ề ể ễ ế ệ ì ỉ ĩ í ị ò ỏ õ ó ọ ồ ổ ỗ ố ộ "
    "ờ ở ỡ ớ ợ ù ủ ũ ú ụ ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ ă â ê ô ơ ư"
)
LETTERS = MARKED.split()
CAPITALS_WITH_A_BYTE = "ĂÂÊÔƠƯĐ"
WORDS = (
    "ủy ban nhân dân xã báo cáo tình hình thực hiện kế hoạch cải cách hành chính quý một đã hướng dẫn rà soát hương ước thôn "
    "công chức tư pháp hộ tịch địa phương nguyễn khuyến chuyển thường xuyên khuỷu quyết định giờ gì nghĩa nghiệp giếng quần "
    "được đủ tiếp nhận xử lý phản ánh kiến nghị thủ tục"
)

small = st.text(st.sampled_from([*LETTERS, *"abcdeghiklmnopqrstuvxy", *"  0123456789.,-/()"]), max_size=60)
any_case = small.flatmap(lambda text: st.sampled_from([text, text.upper(), text.title(), text.swapcase()]))
sentences = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=12).map(" ".join)


def test_tcvn3_has_74_letters_and_the_capital_fonts_make_it_134() -> None:
    assert len(LETTERS) == 67
    assert set(tcvn3_bytes()) == {*LETTERS, *CAPITALS_WITH_A_BYTE}
    shown = {readable(chr(byte), font) for font in (".VnTime", ".VnTimeH") for byte in tcvn3_bytes().values()}
    assert shown == {*LETTERS, *(letter.upper() for letter in LETTERS)}
    assert len(shown) == 134


@pytest.mark.parametrize("letter", [*LETTERS, *CAPITALS_WITH_A_BYTE])
def test_each_letter_of_tcvn3_is_the_byte_of_the_standard(letter: str) -> None:
    assert readable(chr(tcvn3_bytes()[letter]), ".VnTime") == letter
    assert readable(chr(tcvn3_bytes()[letter]), ".VnTimeH") == letter.upper()


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_of_vni_is_that_of_the_chart(letter: str) -> None:
    assert readable(as_vni(letter), "VNI-Times") == letter
    assert readable(as_vni(letter.upper()), "VNI-Times") == letter.upper()


def test_no_other_character_is_a_letter() -> None:
    others = [chr(byte) for byte in range(0x100) if byte not in tcvn3_bytes().values()]
    assert [letter for letter in others if readable(letter, ".VnTime") != letter] == []


def test_the_sample_writes_tcvn3_as_the_standard_does() -> None:
    assert as_sample(MARKED) == as_tcvn3(MARKED)


@given(small)
@bounded(max_examples=300, deadline=None)
def test_tcvn3_read_back_is_the_text(text: str) -> None:
    assert readable(as_tcvn3(text), ".VnTime") == text
    assert readable(as_tcvn3_capitals(text), ".VnArialH") == text.upper()


@given(any_case)
@bounded(max_examples=500, deadline=None)
def test_vni_read_back_is_the_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert readable(as_vni(text), "VNI-Times") == text


@pytest.mark.parametrize(
    ("font", "typed", "meant"),
    [
        (".VnTime", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (".VnTimeH", "ñy ban nh©n d©n", "ỦY BAN NHÂN DÂN"),
        (".vnarial", "\u00aeang thùc hiÖn", "đang thực hiện"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI-Times", "Ñaõ tuyeân truyeàn phaùp luaät", "Đã tuyên truyền pháp luật"),
        ("VNI-Times", "ÑÖÔÏC, Ñöôïc, Ñieàu, AÙnh, Aùnh", "ĐƯỢC, Được, Điều, Ánh, Ánh"),
        ("VNI-Times", "quyù, kyõ, ngöôøi, tìm, tæm", "quý, kỹ, người, tìm, tỉm"),
        ("Times New Roman", "C¸n bé", "C¸n bé"),
    ],
)
def test_words(font: str, typed: str, meant: str) -> None:
    assert readable(typed, font) == meant


@given(sentences, st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times"]))
@bounded(max_examples=300, deadline=None)
def test_a_vietnamese_sentence_in_an_old_font_is_old_text(text: str, font: str) -> None:
    typed = as_vni(text) if font.startswith("VNI") else as_tcvn3(text)
    assert is_old_text(typed, font) is (typed != text)


@given(sentences, st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times"]))
@bounded(max_examples=300, deadline=None)
def test_a_sentence_that_is_unicode_already_is_left_alone(text: str, font: str) -> None:
    if any(letter > "\u00ff" for letter in text):
        assert not is_old_text(text, font)
        assert not is_old_text(text.upper(), font)


@pytest.mark.parametrize(
    ("font", "text", "old"),
    [
        (".VnTime", "UBND xa, 12 van ban (2023)", False),
        (".VnTimeH", "ubnd", False),
        (".VnTime", "", False),
        (".VnTime", "Đã họp", False),
        (".VnTime", unicodedata.normalize("NFD", "Đã họp"), False),
        (".VnTime", "Báo cáo", False),  # Unicode in Latin-1 letters only: read as TCVN3 it would be «Bỏo cỏo»
        ("VNI-Times", "Báo cáo tài chính", False),
        ("VNI-Times", "có", False),  # read as VNI it would be «cĩ»
        (".VnTime", "Kh«ng", True),
        (".VnTime", "Cã", True),
        (".VnTime", "kÕ ho¹ch – 2023…", True),  # a dash or dots that the word processor put in
        (".VnTime", "kÕ ho¹ch “quý I”", True),
        (".VnTime", "Báo cáo – 2023…", False),
        ("VNI-Times", "Khoâng", True),
        ("Times New Roman", "C¸n bé", False),
        ("Calibri", "café", False),
    ],
)
def test_what_is_old_text(font: str, text: str, old: bool) -> None:
    assert is_old_text(text, font) is old


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Cã", Written.EITHER),  # Có in TCVN3, and a syllable in Unicode
        ("Cã – Cã…", Written.EITHER),
        ("Kh«ng", Written.OLD),
        ("Công tác", Written.UNICODE),
        ("Báo cáo – quý “I”…", Written.UNICODE),
        ("Đã họp", Written.UNICODE),
        ("UBND xa", Written.PLAIN),
        ("là hàng", Written.PLAIN),  # à is no letter of TCVN3
    ],
)
def test_what_a_text_in_tcvn3_fonts_is_written_in(text: str, written: Written) -> None:
    assert written_in(text, ".VnTime") is written


@pytest.mark.parametrize(
    ("name", "old"),
    [(".VnTime", True), (".VNTIMEH", True), ("VNI-Helve", True), ("Vni-times", True), ("Vnmese", False), ("Arial", False)],
)
def test_fonts(name: str, old: bool) -> None:
    assert is_old_font(name) is old
