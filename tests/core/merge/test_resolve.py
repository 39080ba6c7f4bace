"""Settling conflicts, by example."""

from __future__ import annotations

import pytest

from sheetsync.core.book import CellNote, SheetContent
from sheetsync.core.merge import Merge, Side, Typed, resolve
from sheetsync.core.settings import Settings
from tests.core.merge import two_books
from tests.tables import sheet

HEADINGS = "| Mã NV | Nhiệm vụ | Trạng thái | Tiến độ (%) | Kết quả trong kỳ |"
ROW = "| A.1 | Rà soát văn bản quy phạm | Hoàn thành | 10 | 12 văn bản |"
OTHER = "| A.2 | Ban hành kế hoạch kiểm soát thủ tục | Hoàn thành | | |"
BEFORE = f"{HEADINGS}\n{ROW}\n{OTHER}"
OFFICE = BEFORE.replace("12 văn bản", "13 văn bản")
OFFICIAL = BEFORE.replace("12 văn bản", "15 văn bản")


@pytest.fixture(scope="module")
def office(settings: Settings) -> Settings:
    return two_books.office(settings)


def merged(office: Settings, left: SheetContent | str, right: SheetContent | str) -> Merge:
    sheets = [side if isinstance(side, SheetContent) else sheet("VP UBND", side) for side in (left, right)]
    return two_books.merged([sheets[0]], [sheets[1]], two_books.base([sheet("VP UBND", BEFORE)], office), office)


@pytest.mark.parametrize(
    ("choice", "left", "right"),
    [
        (Side.LEFT, [], ["13 văn bản"]),
        (Side.RIGHT, ["15 văn bản"], []),
        (Typed("28 văn bản"), ["28 văn bản"], ["28 văn bản"]),
        (Typed("13 văn bản "), [], ["13 văn bản "]),
        (Typed("  "), [None], [None]),
    ],
    ids=str,
)
def test_a_choice_is_written_where_it_does_not_stand_yet(
    office: Settings, choice: Side | Typed, left: list[object], right: list[object]
) -> None:
    result = merged(office, OFFICE, OFFICIAL)
    (conflict,) = result.conflicts
    done = resolve(result, {conflict.mark: choice})
    assert ([change.new for change in done.left], [change.new for change in done.right]) == (left, right)
    assert all(change.old in ("13 văn bản", "15 văn bản") for change in done.changes)
    assert (done.open, done.unknown) == ((), ())


def test_without_a_choice_everything_stays(office: Settings) -> None:
    result = merged(office, OFFICE, OFFICIAL)
    done = resolve(result, {})
    assert (done.changes, done.open, done.base) == ((), result.conflicts, result.base)


def test_a_choice_made_for_other_values_is_not_carried_out(office: Settings) -> None:
    (earlier,) = merged(office, OFFICE, OFFICIAL).conflicts
    now = merged(office, OFFICE, OFFICIAL.replace("15", "16"))
    done = resolve(now, {earlier.mark: Side.RIGHT})
    assert (done.changes, done.open, done.unknown) == ((), now.conflicts, (earlier.mark,))


def test_a_mark_does_not_depend_on_where_the_row_stands(office: Settings) -> None:
    (one,) = merged(office, OFFICE, OFFICIAL).conflicts
    (other,) = merged(office, OFFICE, f"{HEADINGS}\n{OTHER}\n{ROW.replace('12', '15')}").conflicts
    assert one.mark == other.mark
    assert one.right != other.right


@pytest.mark.parametrize("choice", [Side.LEFT, Side.RIGHT], ids=str)
def test_an_edit_in_a_row_that_one_side_deleted(office: Settings, choice: Side) -> None:
    """Rows are never deleted: what is settled is that the edit need not be looked at again."""
    left, right = f"{HEADINGS}\n{OTHER}", OFFICIAL
    result = merged(office, left, right)
    (conflict,) = result.conflicts
    done = resolve(result, {conflict.mark: choice})
    assert (done.changes, done.open) == ((), ())
    again = two_books.merged([sheet("VP UBND", left)], [sheet("VP UBND", right)], done.base, office)
    assert again.conflicts == ()
    assert [notice.code for notice in again.notices] == ["deleted-on-one-side"]


def test_a_formula_is_not_written_over(office: Settings) -> None:
    formula = SheetContent("VP UBND", sheet("VP UBND", OFFICE).rows, notes={(2, 5): CellNote(formula=True)})
    result = merged(office, formula, OFFICIAL)
    (conflict,) = result.conflicts
    assert resolve(result, {conflict.mark: Side.RIGHT}).open == (conflict,)
    assert [change.side for change in resolve(result, {conflict.mark: Side.LEFT}).changes] == [Side.RIGHT]


def test_a_chosen_number_is_a_share_where_percent_is_shown(office: Settings) -> None:
    shares = SheetContent(
        "VP UBND", sheet("VP UBND", BEFORE.replace("| 10 |", "| 0.2 |")).rows, notes={(2, 4): CellNote(percent=True)}
    )
    result = merged(office, shares, BEFORE.replace("| 10 |", "| 30 |"))
    (conflict,) = result.conflicts
    assert conflict.left is not None
    assert (conflict.left.value, conflict.left.stored) == (20, 0.2)
    done = resolve(result, {conflict.mark: Side.RIGHT})
    assert [(change.old, change.new, change.value) for change in done.left] == [(0.2, 0.3, 30)]
