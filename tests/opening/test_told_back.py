"""What was reported of a period comes back from the column of earlier results to the letter, whatever its lines look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from sheetsync.core.earlier_results import LABELS, results_by_period, told_before, with_period

lines = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=10),
    st.builds(
        "{}{}: {}".format,
        st.sampled_from(["", " ", "  ", "    ", "     ", "        ", "- ", "\u00a0"]),
        st.sampled_from(["Quý I", "Quý I/2023", "Quý II/2023", "2023-Q1", "Quý IV năm 2022", *LABELS.values()]),
        st.sampled_from(["", "5 hồ sơ", "Hoàn thành", "Quý II/2023: 7", "Trạng thái: 90%"]),
    ),
)
texts = st.lists(lines, max_size=5).map(lambda found: "\n".join(found).strip())
filled = texts.filter(bool)
columns = st.sampled_from(
    ["", "ghi tay", "Quý I: xem báo cáo 05", "Quý IV/2022: 99 hồ sơ\n", "cũ\nQuý I/2023: một\nTrạng thái: Hoàn thành"]
)


@runs(max_examples=400, deadline=None)
@given(columns, texts, st.dictionaries(st.sampled_from(list(LABELS)), filled))
def test_every_text_comes_back_as_it_was(before: str, result: str, others: dict[str, str]) -> None:
    if not (result or others):
        return
    kept = with_period(before, "Quý II/2023", result, [(key, others[key]) for key in LABELS if key in others])
    own, blocks = told_before(kept, year=2023)
    *earlier, last = blocks
    assert (last.year, last.quarter, last.result, last.told, last.dated) == (2023, 2, result, others, True)
    assert (own, tuple(earlier)) == told_before(before, year=2023)
    again = told_before(with_period(kept, "Quý III/2023", result, ()), year=2023)[1] if result else ()
    assert not result or ([one.result for one in again[-2:]]) == [result, result]


@pytest.mark.parametrize(
    ("result", "kept"),
    [
        ("Tổng số:\nQuý I: 5\nQuý II: 7", "Quý II/2023: Tổng số:\nQuý I: 5\nQuý II: 7"),
        ("Tổng số:\nQuý I/2023: 5\n- Quý II/2023: 7", "Quý II/2023: Tổng số:\n    Quý I/2023: 5\n    - Quý II/2023: 7"),
        ("Đã cấp 30\nTrạng thái: 90%", "Quý II/2023: Đã cấp 30\n    Trạng thái: 90%"),
        ("Trạng thái: 90%\nxong", "Quý II/2023:\n    Trạng thái: 90%\nxong"),
        ("Quý I/2023: 5", "Quý II/2023: Quý I/2023: 5"),
    ],
)
def test_only_lines_that_would_mislead_are_indented(result: str, kept: str) -> None:
    assert with_period("", "Quý II/2023", result, ()) == kept
    assert results_by_period(kept) == {(2023, 2): result}


def test_a_quarter_without_a_year_is_a_line_of_the_dated_period_above_it() -> None:
    """As in columns that were written before such lines were indented."""
    text = "Quý I/2023: Đã gửi 05\nQuý II/2023: Tổng số\nQuý I: 5 hồ sơ\nQuý II: 7 hồ sơ\nTrạng thái: Hoàn thành"
    _, blocks = told_before(text, year=2023)
    assert [(one.quarter, one.result, dict(one.told)) for one in blocks] == [
        (1, "Đã gửi 05", {}),
        (2, "Tổng số\nQuý I: 5 hồ sơ\nQuý II: 7 hồ sơ", {"status": "Hoàn thành"}),
    ]


def test_what_people_write_themselves_needs_no_year() -> None:
    _, blocks = told_before("Quý I: một\n- Quý II: hai\n    Quý III/2023: ba", year=2023)
    assert [(one.quarter, one.result, one.dated) for one in blocks] == [(1, "một", False), (2, "hai", False), (3, "ba", True)]
