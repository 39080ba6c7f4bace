"""Whom a cell of a person column names: honorifics aside, exactly whom it says, and never by guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.core.people import KnownPeople, given_name_of, person_key, plain_name, says_as_above
from sheetsync.core.plan import Official
from sheetsync.core.values import match_key

PEOPLE = KnownPeople((
    Official("HOA", "Công chức Văn hóa, xã hội", "Văn hóa", tab="Nguyễn Thị Hoa", aliases=("Hoa VH",)),
    Official("NAM", "Công chức Tư pháp - hộ tịch", "Tư pháp", tab="Trần Văn Nam"),
    Official("NAM2", "Trưởng công an", tab="Lê Hoài Nam", person="Lê Hoài Nam"),
    Official("TK1", "Thống kê", tab="Phòng 1", person="Đỗ An"),
    Official("TK2", "Kế toán", tab="Phòng 2", person="Đỗ An"),
    Official("CA", "Huyện ủy"),
))  # fmt: skip

CELLS = """
| trong ô                              | ai      | không rõ               |
|--------------------------------------|---------|------------------------|
| Nguyễn Thị Hoa                       | HOA     |                        |
| nguyễn  thị hoà                      |         | nguyễn  thị hoà        |
| NGUYỄN THỊ HOA                       | HOA     |                        |
| Đ/c Nguyễn Thị Hoa                   | HOA     |                        |
| Đồng chí Nguyễn Thị Hoa              | HOA     |                        |
| Đồng chí: Nguyễn Thị Hoa             | HOA     |                        |
| đ/c Bà Nguyễn Thị Hoa (VH-XH)        | HOA     |                        |
| Ô.Trần Văn Nam                       | NAM     |                        |
| Mr. Trần Văn Nam                     | NAM     |                        |
| Hoa VH                               | HOA     |                        |
| Công chức Văn hóa, xã hội            | HOA     |                        |
| Tư pháp – Hộ tịch                    |         | Tư pháp – Hộ tịch      |
| Công chức Tư pháp – Hộ tịch          | NAM     |                        |
| Trần Văn Nam - công chức xã          | NAM     |                        |
| Trần Văn Nam: phụ trách              | NAM     |                        |
| Trần Văn Nam – Nguyễn Thị Hoa        |         | Trần Văn Nam – Nguyễn Thị Hoa |
| Tư pháp                              | NAM     |                        |
| NAM2                                 | NAM2    |                        |
| Trần Văn Nam, Nguyễn Thị Hoa         | NAM HOA |                        |
| Bà Nguyễn Thị Hoa và ông Trần Văn Nam | HOA NAM |                       |
| Nguyễn Thị Hoa / Đ/c Trần Văn Nam    | HOA NAM |                        |
| Nguyễn Thị Hoa; Hoa VH               | HOA     |                        |
| Nguyễn Thị Hoa, Bí thư               | HOA     | Bí thư                 |
| Nam                                  |         | Nam                    |
| Đỗ An                                |         | Đỗ An                  |
| Huyện ủy                             |         | Huyện ủy               |
| Văn phòng, thống kê xã               |         | Văn phòng, thống kê xã |
| Ông Ích                              |         | Ông Ích                |
"""

ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in CELLS.strip().splitlines()[2:]]


@pytest.mark.parametrize(("text", "codes", "unknown"), ROWS)
def test_whom_a_cell_names(text: str, codes: str, unknown: str) -> None:
    assert PEOPLE.named(text) == (tuple(codes.split()), (unknown,) if unknown else ())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Nam", ("Trần Văn Nam", "Lê Hoài Nam")),
        ("Ô. V.Nam", ("Trần Văn Nam",)),
        ("Trần V. Nam", ("Trần Văn Nam",)),
        ("T.V.Nam", ("Trần Văn Nam",)),
        ("Thị Hoa", ("Nguyễn Thị Hoa",)),
        ("Nguyễn Thi Hoa", ("Nguyễn Thị Hoa",)),
        ("Kho bạc", ()),
    ],
)
def test_whom_an_unknown_name_may_mean(name: str, meant: tuple[str, ...]) -> None:
    assert PEOPLE.meant(name) == meant


@pytest.mark.parametrize("text", ["nt", "-nt-", "Nt.", "như trên", '"', "”"])
def test_as_above(text: str) -> None:
    assert says_as_above(text)


def test_a_name_alone_is_kept_when_it_looks_like_an_honorific() -> None:
    assert [person_key(name) for name in ("Anh", "Cô", "Anh Đức")] == [match_key(name) for name in ("anh", "cô", "đức")]
    assert (plain_name("Đ/c Nguyễn Thị HOA (phó)"), plain_name("Bà  Hoa."), plain_name("…")) == ("Nguyễn Thị HOA", "Hoa", "…")


WORD = st.sampled_from(
    ("An", "Bình", "Hoa", "Nam", "Nguyễn", "Trần", "Thị", "Văn", "Đức", "Ông", "đ/c", "-", "(VP)", "và", ",", "/")
)


@bounded(max_examples=200, deadline=None)
@given(st.lists(WORD, max_size=6).map(" ".join), st.text(max_size=8))
def test_names_of_any_text(text: str, odd: str) -> None:
    """A key is its own key; a shortened name is shorter; whatever a cell holds is named or told."""
    for one in (text, odd, text + odd):
        assert person_key(person_key(one)) == person_key(one)
        assert not given_name_of(one, one)
        codes, unknown = PEOPLE.named(one)
        assert codes or unknown
        assert person_key(plain_name(one)) == person_key(one)
