"""The common state as it is kept in a file, and over several merges."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from sheetsync.core.cells import CellValue
from sheetsync.core.merge import Base, BaseCell, RowKey, Side, from_plain, merge, narrowed, resolve, to_plain
from sheetsync.core.merge.base import plain_value, value_from
from sheetsync.core.settings import Settings
from tests.core.merge import two_books
from tests.tables import sheet

_MOMENT = datetime.fromisoformat("2023-03-05T07:05:09.000250")
VALUES: list[CellValue] = [
    None, "", " đã họp\r\nhai ", "ngã\u0303", 3, 3.0, 0.1, 10**20, True, False,
    date(2023, 3, 5), _MOMENT, time(7, 5), timedelta(days=1, hours=12, microseconds=5), -timedelta(seconds=1),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_are_kept_exactly(value: CellValue) -> None:
    kept = value_from(json.loads(json.dumps(plain_value(value))))
    assert (kept, type(kept)) == (value, type(value))


def test_rows_and_what_a_side_has_lost_are_kept() -> None:
    key, free = RowKey("A.1", "Phối hợp"), RowKey("trực tiếp công dân", "Chủ trì", by_text=True)
    written = BaseCell(date(2023, 3, 5), None, ((Side.LEFT, None), (Side.RIGHT, date(2023, 3, 4))))
    cells = {"result": BaseCell("x", Side.RIGHT), "note": BaseCell(None), "completed_on": written}
    base = Base("2023-Q1", {"VPUB": {key: cells, free: {}}, "": {}})
    assert from_plain(json.loads(json.dumps(to_plain(base)))) == base


@pytest.mark.parametrize(
    "damage",
    [
        {"format": "other"},
        {"version": 2},
        {"tabs": {"VPUB": [{"task": "A.1"}]}},
        {"tabs": {"VPUB": [{"task": "A.1", "role": "Chủ trì", "cells": {"due": {"day": "2023-02-31"}}}]}},
        {"tabs": {"VPUB": [{"task": "A.1", "role": "Chủ trì", "cells": {"due": {"year": 2023}}}]}},
        {"tabs": {"VPUB": [{"task": "A.1", "role": "Chủ trì", "cells": {}, "absent": {"due": "middle"}}]}},
        {"tabs": {"VPUB": [{"task": ["A.1"], "role": "Chủ trì", "cells": {}}]}},
        {"tabs": []},
        {"tabs": {"VPUB": 3}},
    ],
    ids=str,
)
def test_a_damaged_file_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"common state|cell|day|Side"):
        from_plain({**to_plain(Base("2023-Q1")), **damage})


@pytest.mark.parametrize("plain", [None, [], "x", 3, {}])
def test_anything_else_is_refused(plain: Any) -> None:
    with pytest.raises(ValueError, match="common state"):
        from_plain(plain)


FULL = """
| Mã NV | Nhiệm vụ                            | Trạng thái | Kết quả trong kỳ |
| A.1   | Rà soát văn bản quy phạm            | Hoàn thành | 12 văn bản       |
| A.2   | Ban hành kế hoạch kiểm soát thủ tục | Hoàn thành | xong             |
"""
LOSSES = {
    "row": """
| Mã NV | Nhiệm vụ                            | Trạng thái | Kết quả trong kỳ |
| A.2   | Ban hành kế hoạch kiểm soát thủ tục | Hoàn thành | xong             |
""",
    "column": """
| Mã NV | Nhiệm vụ                            | Trạng thái |
| A.1   | Rà soát văn bản quy phạm            | Hoàn thành |
| A.2   | Ban hành kế hoạch kiểm soát thủ tục | Hoàn thành |
""",
    "tab": "",
}


@pytest.mark.parametrize("lost", LOSSES)
def test_what_was_lost_and_comes_back_blank_is_filled_in_again(settings: Settings, lost: str) -> None:
    """Nobody cleared those cells: they were away when the books were merged."""
    office = two_books.office(settings)
    full = (sheet("VP UBND", FULL),)
    table = LOSSES[lost]
    without = (sheet("VP UBND", table),) if table else (sheet("Tư pháp", FULL),)
    first = two_books.merged(full, without, two_books.base(full, office), office)
    assert (first.changes, first.conflicts) == ((), ())
    back = (sheet("VP UBND", FULL.replace("12 văn bản", "")),)
    second = two_books.merged(full, back, first.base, office)
    assert second.left == ()
    assert [change.new for change in second.right] == ["12 văn bản"]


@pytest.mark.parametrize("lost", LOSSES)
def test_what_was_lost_and_comes_back_as_it_was_takes_what_changed_meanwhile(settings: Settings, lost: str) -> None:
    office = two_books.office(settings)
    full = (sheet("VP UBND", FULL),)
    without = (sheet("VP UBND", LOSSES[lost]),) if LOSSES[lost] else (sheet("Tư pháp", FULL),)
    first = two_books.merged(full, without, two_books.base(full, office), office)
    edited = (sheet("VP UBND", FULL.replace("12 văn bản", "15 văn bản")),)
    second = two_books.merged(edited, full, first.base, office)
    assert [(change.side, change.new) for change in second.changes] == [(Side.RIGHT, "15 văn bản")]
    assert second.conflicts == ()


@pytest.mark.parametrize("lost", LOSSES)
def test_what_the_other_side_loses_when_it_comes_back_blank_clears_nothing_either(settings: Settings, lost: str) -> None:
    """One side has it back blank just when it is away on the other."""
    office = two_books.office(settings)
    full, blank = (sheet("VP UBND", FULL),), (sheet("VP UBND", FULL.replace("12 văn bản", "")),)
    without = (sheet("VP UBND", LOSSES[lost]),) if LOSSES[lost] else (sheet("Tư pháp", FULL),)
    first = two_books.merged(without, full, two_books.base(full, office), office)
    second = two_books.merged(blank, without, first.base, office)
    assert (second.changes, second.conflicts) == ((), ())
    third = two_books.merged(blank, without, second.base, office)
    assert (third.changes, third.conflicts) == ((), ())
    fourth = two_books.merged(blank, full, third.base, office)
    assert [(change.side, change.new) for change in fourth.changes] == [(Side.LEFT, "12 văn bản")]


def test_a_tab_that_neither_side_has_keeps_its_common_state(settings: Settings) -> None:
    """As when one official's own file is taken back."""
    office = two_books.office(settings)
    both = (sheet("VP UBND", FULL), sheet("Tư pháp", FULL))
    base = two_books.base(both, office)
    state = two_books.state(both, office, "sổ")
    result = merge(state.only("VPUB"), state.only("VPUB"), base, office)
    assert (result.notices, result.base.tabs["TPHT"]) == ((), base.tabs["TPHT"])


def test_changes_that_were_not_carried_out_are_found_again(settings: Settings) -> None:
    office = two_books.office(settings)
    full, edited = (sheet("VP UBND", FULL),), (sheet("VP UBND", FULL.replace("12 văn bản", "15 văn bản")),)
    result = two_books.merged(full, edited, two_books.base(full, office), office)
    again = two_books.merged(full, edited, result.base_after(result.left), office)
    assert again.left == result.left != ()


def test_a_role_that_both_changed_one_after_the_other_leaves_what_was_common(settings: Settings) -> None:
    """A clearing afterwards is a clearing, not a cell that was never filled in."""
    office = two_books.office(settings)
    lead = """
| Mã NV | Nhiệm vụ                 | Vai trò  | Trạng thái | Kết quả trong kỳ |
| A.1   | Rà soát văn bản quy phạm | Chủ trì  | Hoàn thành | 12 văn bản       |
"""
    full, changed = (sheet("VP UBND", lead),), (sheet("VP UBND", lead.replace("Chủ trì ", "Phối hợp")),)
    first = two_books.merged(full, changed, two_books.base(full, office), office)
    assert [notice.code for notice in first.notices] == ["plan-not-taken"]
    cleared = (sheet("VP UBND", lead.replace("Chủ trì ", "Phối hợp").replace("12 văn bản", "")),)
    second = two_books.merged(cleared, changed, first.base, office)
    assert [(change.side, change.old, change.new) for change in second.changes] == [(Side.RIGHT, "12 văn bản", None)]


@pytest.mark.parametrize("before", ["12 văn bản", ""], ids=["a value", "nothing"])
@pytest.mark.parametrize("quiet", [0, 2], ids=["at once", "after quiet merges"])
def test_a_book_that_is_again_as_it_was_before_a_merge_wrote_into_it_is_asked_about(
    settings: Settings, before: str, quiet: int
) -> None:
    """Put back by undo or from a copy, closed without being saved, saved over by somebody who had it open: nobody typed that."""
    office = two_books.office(settings)
    old, new = ((sheet("VP UBND", FULL.replace("12 văn bản", value)),) for value in (before, "15 văn bản"))
    result = two_books.merged(old, new, two_books.base(old, office), office)
    assert [(change.side, change.new) for change in result.changes] == [(Side.LEFT, "15 văn bản")]
    for _ in range(quiet):
        result = two_books.merged(new, new, result.base, office)
    result = two_books.merged(old, new, result.base, office)
    assert (result.changes, [conflict.left.value for conflict in result.conflicts if conflict.left]) == ((), [before or None])
    again = two_books.merged(old, new, result.base, office)
    assert again.conflicts == result.conflicts
    settled = resolve(again, {conflict.mark: Side.RIGHT for conflict in again.conflicts})
    assert [(change.side, change.new) for change in settled.changes] == [(Side.LEFT, "15 văn bản")]
    typed = (sheet("VP UBND", FULL.replace("12 văn bản", "20 văn bản")),)
    later = two_books.merged(typed, new, settled.base, office)
    assert [(change.side, change.new) for change in later.changes] == [(Side.RIGHT, "20 văn bản")]


@pytest.mark.parametrize("only", ["all tabs", "another tab first"])
def test_what_the_next_quarter_blanks_again_is_cleared_and_not_asked_about(settings: Settings, only: str) -> None:
    """`open` puts the cells back to what they were before the entries of the quarter crossed; it is no older copy."""
    office = two_books.office(settings)
    blank, new = ((sheet("VP UBND", FULL.replace("12 văn bản", value)), sheet("Tư pháp", FULL)) for value in ("", "15 văn bản"))
    result = two_books.merged(blank, new, two_books.base(blank, office), office)
    assert [(change.side, change.new) for change in result.changes] == [(Side.LEFT, "15 văn bản")]
    crossed = two_books.merged(new, new, result.base, office)
    assert len(two_books.merged(blank, new, crossed.base, office).conflicts) == 1, "within the quarter it may be an older copy"
    base = crossed.base
    if only != "all tabs":
        state = two_books.state(new, office, "sổ", quarter=2)
        base = narrowed(two_books.merged(new, new, base, office, quarter=2), state, state, {"TPHT"}).base
    opened = two_books.merged(blank, new, base, office, quarter=2)
    assert ([(change.side, change.new) for change in opened.changes], opened.conflicts) == ([(Side.RIGHT, None)], ())
    again = two_books.merged(blank, new, opened.base_after(opened.changes), office, quarter=2)
    assert (again.changes, again.conflicts) == (opened.changes, ())


BY_QUARTER = """
| Mã NV | Nhiệm vụ                 | Trạng thái | Kết quả Quý I | Kết quả Quý II |
| A.1   | Rà soát văn bản quy phạm | Hoàn thành | 12 văn bản    |                |
"""


def test_of_tabs_that_were_left_out_nothing_is_taken_for_common_or_changed(settings: Settings) -> None:
    office = two_books.office(settings)
    both = (sheet("VP UBND", FULL), sheet("Tư pháp", FULL))
    edited = (sheet("VP UBND", FULL.replace("12 văn bản", "15 văn bản")), sheet("Tư pháp", FULL.replace("xong", "đã gửi")))
    base = two_books.base(both, office)
    left, right = (two_books.state(sheets, office, "sổ") for sheets in (both, edited))
    some = narrowed(two_books.merged(both, edited, base, office), left, right, {"VPUB"})
    assert [change.official for change in some.changes] == ["VPUB"]
    assert some.base.tabs["TPHT"] == base.tabs["TPHT"]
    later = two_books.merged(two_books.written(both, some.left), edited, some.base, office)
    assert [(change.official, change.new) for change in later.changes] == [("TPHT", "đã gửi")]


def test_a_tab_left_out_at_the_first_merge_of_a_quarter_has_no_common_result_of_it_yet(settings: Settings) -> None:
    """The column of its results is another one now."""
    office = two_books.office(settings)
    both = (sheet("VP UBND", FULL), sheet("Tư pháp", BY_QUARTER))
    base = two_books.base(both, office, quarter=1)
    state = two_books.state(both, office, "sổ", quarter=2)
    some = narrowed(two_books.merged(both, both, base, office, quarter=2), state, state, {"VPUB"})
    (row,) = some.base.tabs["TPHT"].values()
    assert (some.base.period, "result" in row, row["status"].value) == ("2023-Q2", False, "Hoàn thành")
    typed = (sheet("VP UBND", FULL), sheet("Tư pháp", BY_QUARTER.replace("|                |", "| 3 văn bản      |")))
    later = two_books.merged(both, typed, some.base, office, quarter=2)
    assert [(change.side, change.new) for change in later.changes] == [(Side.LEFT, "3 văn bản")]
