"""Texts of TCVN3 and VNI fonts, shown readably. The other direction is the sample's own table, written apart from the code."""

from __future__ import annotations

import pytest

from sheetsync.core.old_encodings import readable
from tests.sample.tcvn3 import as_tcvn3

EVERY_LETTER = (
    "à ả ã á ạ ằ ẳ ẵ ắ ặ ầ ẩ ẫ ấ ậ đ è ẻ ẽ é ẹ ề ể ễ ế ệ ì ỉ ĩ í ị ò ỏ õ ó ọ ồ ổ ỗ ố ộ "
    "ờ ở ỡ ớ ợ ù ủ ũ ú ụ ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ ă â ê ô ơ ư"
)


def test_every_letter_of_tcvn3() -> None:
    assert readable(as_tcvn3(EVERY_LETTER), ".VnTime") == EVERY_LETTER


@pytest.mark.parametrize(
    ("font", "typed", "meant"),
    [
        (".VnTime", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (".VnTimeH", "ñy ban nh©n d©n", "ỦY BAN NHÂN DÂN"),
        (".vnarial", "\u00aeang thùc hiÖn", "đang thực hiện"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI-Times", "Ñaõ tuyeân truyeàn phaùp luaät", "Đã tuyên truyền pháp luật"),
        ("VNI-Times", "ÑÖÔÏC", "ĐƯỢC"),
        ("VNI-Times", "quyù, kyõ, ngöôøi, tìm, tæm", "quý, kỹ, người, tìm, tỉm"),
        ("Times New Roman", "C¸n bé", "C¸n bé"),
    ],
)
def test_words(font: str, typed: str, meant: str) -> None:
    assert readable(typed, font) == meant
