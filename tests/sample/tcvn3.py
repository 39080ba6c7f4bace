"""The old Vietnamese encoding TCVN3 (ABC), in which fonts like .VnTime showed one Latin-1 character as another letter."""

from __future__ import annotations

_UNICODE = "àảãáạăằẳẵắặâầẩẫấậđĐèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_BYTES = bytes.fromhex(
    "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbaea7cccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9aceaebecedeeeff1f2f3f4adf5f6f7f8f9fafbfcfdfe"
)
_TABLE = dict(zip(_UNICODE, _BYTES.decode("latin-1"), strict=True))


def as_tcvn3(text: str) -> str:
    """The text as such a font stores it. Raises KeyError for a capital with a mark, which the encoding does not have."""
    return "".join(letter if letter.isascii() else _TABLE[letter] for letter in text)
