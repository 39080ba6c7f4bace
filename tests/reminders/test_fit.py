"""Lists are cut where the screen ends, what is left out is counted, and nothing is cut that fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.reminders.fit import Line, Listing, fitted

LINES = st.lists(st.tuples(st.integers(1, 120), st.integers(1, 30)), max_size=60)


def listing(lines: list[tuple[int, int]], heading: str = "Việc") -> Listing:
    return Listing(heading, [Line("x" * length, things) for length, things in lines], "việc", "sheet «A»")


def test_what_fits_is_told_whole() -> None:
    assert fitted("Chào,", [Listing("Thiếu 2 việc", [Line("một"), Line("hai")], "việc", "sheet «A»")], "Cảm ơn!") == (
        "Chào,\n\nThiếu 2 việc:\n- một\n- hai\n\nCảm ơn!"
    )


def test_where_there_is_no_sheet_none_is_named() -> None:
    lines = [Line("một"), Line("hai, dài hơn chỗ còn lại")]
    assert fitted("Chào,", [Listing("Thiếu 2 việc", lines, "việc", "")], "", most=46) == (
        "Chào,\n\nThiếu 2 việc:\n- một\n… và 1 việc khác"
    )
    assert fitted("Chào,", [Listing("Thiếu 2 việc", lines, "việc", "")], "", most=10) == "Chào,\n\nThiếu 2 việc."


def test_what_does_not_fit_is_counted_thing_by_thing() -> None:
    lines = [Line("một"), Line("hai", 3), Line("ba", 2)]
    assert fitted("Chào,", [Listing("Thiếu", lines, "ô", "sheet «A»")], "", most=53) == (
        "Chào,\n\nThiếu:\n- một\n… và 5 ô khác, xem sheet «A»"
    )
    assert fitted("Chào,", [Listing("Thiếu 6 ô", lines, "ô", "sheet «A»")], "", most=20) == "Chào,\n\nThiếu 6 ô: xem sheet «A»."


@given(st.lists(LINES, max_size=4))
def test_never_longer_than_a_screen_and_nothing_uncounted(groups: list[list[tuple[int, int]]]) -> None:
    listings = [listing(lines) for lines in groups if lines]
    text = fitted("Mở đầu", listings, "Kết")
    assert len(text) <= 900
    blocks = text.split("\n\n")[1:-1]
    assert len(blocks) == len(listings)
    for block, one in zip(blocks, listings, strict=True):
        lines = block.splitlines()
        told = [line for line in lines if line.startswith("- ")]
        assert [line[2:] for line in told] == [line.text for line in one.lines[: len(told)]]
        left = sum(line.things for line in one.lines[len(told) :])
        if told and left:
            assert lines[-1] == f"… và {left} việc khác, xem sheet «A»"


@given(st.lists(LINES, min_size=1, max_size=4))
def test_no_list_is_crowded_out_by_a_longer_one(groups: list[list[tuple[int, int]]]) -> None:
    """Each list gets its first lines before the first of them gets all of its own, as far as there is room at all."""
    short = [[(min(length, 30), things) for length, things in lines] for lines in groups if lines]
    text = fitted("Mở đầu", [listing(lines) for lines in short], "Kết")
    for block, lines in zip(text.split("\n\n")[1:-1], short, strict=True):
        assert block.count("\n- ") >= min(3, len(lines))
