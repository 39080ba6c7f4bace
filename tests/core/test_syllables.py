"""What can be Vietnamese as it is spelled."""

from __future__ import annotations

import pytest

from sheetsync.core.syllables import reads_as_vietnamese


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân xã đã ban hành kế hoạch số 05/KH-UBND",
        "thường xuyên, nguyễn, khuỷu, quyết, quần, quý, giếng, gì, giữ, ghế, nghĩa, nghiệp, kỷ, khoẻ, hoá, xoong, huỳnh",
        "TƯ PHÁP – HỘ TỊCH, “quý I” … • báo cáo",  # signs that word processors put in
        "đến\u00a0hạn",
    ],
)
def test_vietnamese(text: str) -> None:
    assert reads_as_vietnamese(text)


@pytest.mark.parametrize(
    "text", ["", "abc", "Bỏo cỏo", "cĩ", "kế hoặh", "C¸n bé", "cảp", "ngí", "gế", "ká", "qố", "bốố", "tám §"]
)
def test_not_vietnamese(text: str) -> None:
    assert not reads_as_vietnamese(text)
