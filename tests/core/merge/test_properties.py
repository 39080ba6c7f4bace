"""What holds for the merge of any two books, whatever people did to them: nothing that anybody typed is lost, no side is
preferred, a second merge has nothing more to do."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheetsync.core.cells import CellValue
from sheetsync.core.merge import (
    Base,
    Change,
    Choice,
    Conflict,
    ConflictKind,
    Notice,
    Side,
    Typed,
    from_plain,
    resolve,
    to_plain,
)
from sheetsync.core.merge.base import BaseCell, CellName
from sheetsync.core.merge.same_value import comparable, is_blank, same
from sheetsync.core.merge.state import plan_fields, synced_fields
from sheetsync.core.merge.three_way import merge_fields
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.records import replace
from tests.core.merge import two_books
from tests.core.merge.merged_in_turns import Cells, Sheets, TwoBooks, cells
from tests.core.merge.random_books import EDITS, ROLE_CHANGES, TYPING, VALUES, Edit, books, with_roles

EXAMPLES = hypothesis_settings(
    max_examples=int(os.environ.get("SHEETSYNC_MERGE_EXAMPLES", "30")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ROUNDS = st.lists(st.tuples(EDITS, EDITS, st.sets(st.integers(0, 30))), min_size=1, max_size=3)
"""What the office and the official do between two merges, and which of a merge's changes could not be carried out."""


@pytest.fixture(scope="module", params=PlanSource, ids=lambda source: source.value)
def office(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """Once with a signed plan, once with tabs that are the plan. A failure shows it in full, so the holidays are left out."""
    return replace(two_books.office(settings), holidays=frozenset(), plan_source=request.param)


@given(sheets=books(), rounds=ROUNDS, first_time=st.booleans())
@EXAMPLES
def test_nothing_that_anybody_typed_is_lost(
    office: Settings, sheets: Sheets, rounds: list[tuple[list[Edit], list[Edit], set[int]]], first_time: bool
) -> None:
    """Over several merges, of which some changes were not carried out: no cell that a person touched since the last merge is
    written over (unless it was put back to what both had in common), and what was typed has crossed or is told."""
    both = TwoBooks(sheets, office, first_time=first_time)
    for left, right, undone in rounds:
        both.work(left, right)
        now = {side: cells(both.state(side)) for side in Side}
        then, common = both.then, dict(both.common)
        result = both.merged()
        for change in result.changes:
            value = now[change.side][change.name]
            untouched = change.name in then[change.side] and same(value, then[change.side][change.name])
            put_back = change.name in common and same(value, common[change.name])
            assert is_blank(value) or untouched or put_back, change
            assert same(change.value, now[change.side.other][change.name]), change
        not_done = [change for place, change in enumerate(result.changes) if place in undone]
        both.write(result, not_done)
        for side in Side:
            for name in typed(now[side], then[side]):
                value = now[side][name]
                there = cells(both.state(side.other)).get(name)
                assert (
                    same(there, value)
                    or any(change.name == name and same(change.value, value) for change in not_done)
                    or any(lists(conflict, name, value) for conflict in result.conflicts)
                    or any(tells_of(notice, name) for notice in result.notices)
                    or (name in common and same(common[name], value))
                ), (side, name, value)


LOSSES = st.sampled_from([("delete column", "column comes back"), ("delete", "insert task"), ("delete tab", "tab comes back")])


@given(
    sheets=books(),
    loss=LOSSES,
    place=st.tuples(st.sampled_from(Side), st.integers(0, 1), st.integers(0, 3), st.integers(0, 6)),
    work=st.lists(st.tuples(TYPING, TYPING), min_size=3, max_size=3),
)
@EXAMPLES
def test_what_comes_back_blank_clears_nothing(
    office: Settings,
    sheets: Sheets,
    loss: tuple[str, str],
    place: tuple[Side, int, int, int],
    work: list[tuple[list[Edit], list[Edit]]],
) -> None:
    """A column, row or tab that somebody deletes and, after a merge, puts back blank has been cleared by nobody. (A clearing that
    was held up, by a conflict or because the other side had no such cell, crosses once that side puts back what was common.)"""
    both = TwoBooks(sheets, office, first_time=False)
    held_up: set[CellName] = set()
    for (left, right), kind in zip(work, ("", *loss), strict=True):
        side, *where = place
        done: list[Edit] = [(kind, where[0], where[1], where[2], None)] if kind else []
        both.work([*left, *(done if side is Side.LEFT else [])], [*right, *(done if side is Side.RIGHT else [])])
        result = both.merged()
        for change in result.changes:
            cleared_now = not is_blank(both.then[change.side.other].get(change.name))
            assert not is_blank(change.value) or cleared_now or change.name in held_up, change
        held_up |= {conflict.name for conflict in result.conflicts}
        here, there = (cells(both.state(side)) for side in Side)
        for before, now, other in ((both.then[Side.LEFT], here, there), (both.then[Side.RIGHT], there, here)):
            held_up |= {
                name for name in now.keys() & before.keys() - other.keys() if is_blank(now[name]) and not is_blank(before[name])
            }
        both.write(result)


@given(sheets=books(), rounds=st.lists(st.tuples(ROLE_CHANGES, ROLE_CHANGES), min_size=1, max_size=3))
@EXAMPLES
def test_whoever_changes_roles_no_entry_is_lost(
    office: Settings, sheets: Sheets, rounds: list[tuple[list[Edit], list[Edit]]]
) -> None:
    """Each task has one row in a tab, and stays that row under another role. Ids and titles are left alone."""
    both = TwoBooks(with_roles(sheets), office, first_time=False)
    for left, right in rounds:
        both.work([edit for edit in left if edit[3] % 8 > 2], [edit for edit in right if edit[3] % 8 > 2])
        now = {side: cells(both.state(side)) for side in Side}
        then, common = both.then, by_task(both.common)
        result = both.merged()
        both.write(result)
        after = {side: by_task(cells(both.state(side))) for side in Side}
        told = {_of_task(conflict.name) for conflict in result.conflicts}
        told |= {(notice.official, notice.key.task, notice.field) for notice in result.notices if notice.key}
        for side in Side:
            before = by_task(then[side])
            for name, value in by_task(now[side]).items():
                if not same(value, before.get(name)):
                    put_back = same(value, common.get(name))
                    assert same(after[side].get(name), value) or put_back, name
                    assert same(after[side.other].get(name), value) or name in told or put_back, name
        assert {notice.code for notice in result.notices} <= {"plan-not-taken"}
        assert both.merged().changes == ()


def _of_task(name: CellName) -> tuple[str, str, str]:
    return name[0], name[1].task, name[2]


def by_task(found: Cells) -> dict[tuple[str, str, str], CellValue]:
    """The cells by official, task and field, whatever the role."""
    return {_of_task(name): value for name, value in found.items()}


def typed(now: Cells, then: Cells) -> Iterator[CellName]:
    """The cells in which something new stands."""
    for name, value in now.items():
        if not is_blank(value) and not (name in then and same(value, then[name])):
            yield name


def lists(conflict: Conflict, name: CellName, value: CellValue) -> bool:
    """Whether a conflict lists this value, or says that the other side has deleted the row."""
    if conflict.kind is ConflictKind.DELETED:
        return conflict.name[:2] == name[:2]
    return conflict.name == name and any(cell and same(cell.value, value) for cell in (conflict.left, conflict.right))


def tells_of(notice: Notice, name: CellName) -> bool:
    """Whether a notice is about this cell, its row, its column or its tab."""
    official, key, field = name
    return notice.official == official and notice.key in (None, key) and notice.field in ("", field)


@given(sheets=books(), left=EDITS, right=EDITS, first_time=st.booleans())
@EXAMPLES
def test_merged_again_there_is_nothing_more_to_do(
    office: Settings, sheets: Sheets, left: list[Edit], right: list[Edit], first_time: bool
) -> None:
    """Idempotent: right after a merge the next one finds the same conflicts and notices, and changes nothing."""
    both = TwoBooks(sheets, office, first_time=first_time)
    both.work(left, right)
    result = both.merged()
    both.write(result)
    again = both.merged()
    assert again.changes == ()
    assert [conflict.mark for conflict in again.conflicts] == [conflict.mark for conflict in result.conflicts]
    assert [(notice.code, notice.side, notice.where) for notice in again.notices] == [
        (notice.code, notice.side, notice.where) for notice in result.notices
    ]
    assert like(again.base) == like(result.base)


@given(sheets=books(), rounds=ROUNDS)
@EXAMPLES
def test_one_further_merge_settles_what_was_not_carried_out(
    office: Settings, sheets: Sheets, rounds: list[tuple[list[Edit], list[Edit], set[int]]]
) -> None:
    both = TwoBooks(sheets, office, first_time=False)
    for left, right, undone in rounds:
        both.work(left, right)
        result = both.merged()
        both.write(result, [change for place, change in enumerate(result.changes) if place in undone])
    both.write(both.merged())
    assert both.merged().changes == ()


@given(sheets=books(), left=EDITS, right=EDITS, first_time=st.booleans())
@EXAMPLES
def test_without_conflicts_both_books_say_the_same(
    office: Settings, sheets: Sheets, left: list[Edit], right: list[Edit], first_time: bool
) -> None:
    """In every entry that both have; and in the plan's columns, where nothing is told of them."""
    both = TwoBooks(sheets, office, first_time=first_time)
    both.work(left, right)
    result = both.merged()
    both.write(result)
    told = {conflict.name for conflict in result.conflicts}
    here, there = cells(both.state(Side.LEFT)), cells(both.state(Side.RIGHT))
    for name in here.keys() & there.keys() - told:
        owned = name[2] in plan_fields(office) and any(tells_of(notice, name) for notice in result.notices)
        halted = any(tells_of(notice, name) and notice.code in ("duplicate-key", "tab-missing") for notice in result.notices)
        same_id = name[2] == "task_id" and str(here[name]).casefold() == str(there[name]).casefold()
        assert owned or halted or same_id or same(here[name], there[name]), name


@given(sheets=books(), left=TYPING, right=TYPING)
@EXAMPLES
def test_typing_alone_gives_two_equal_books(office: Settings, sheets: Sheets, left: list[Edit], right: list[Edit]) -> None:
    """Where no row, column or tab comes or goes, every difference between the books is a conflict or the plan's."""
    both = TwoBooks(sheets, office, first_time=False)
    both.work([edit for edit in left if entry(edit)], [edit for edit in right if entry(edit)])
    result = both.merged()
    both.write(result)
    assert result.notices == ()
    here, there = cells(both.state(Side.LEFT)), cells(both.state(Side.RIGHT))
    different = {name for name in here.keys() | there.keys() if not same(here.get(name), there.get(name))}
    assert different == {conflict.name for conflict in result.conflicts}


def entry(edit: Edit) -> bool:
    """Whether an edit is no typing in the plan's first three columns."""
    return edit[3] % 7 > 2


@given(sheets=books(), left=EDITS, right=EDITS, first_time=st.booleans())
@EXAMPLES
def test_swapped_sides_give_the_swapped_result(
    office: Settings, sheets: Sheets, left: list[Edit], right: list[Edit], first_time: bool
) -> None:
    """Ownership aside, no side is preferred."""
    both = TwoBooks(sheets, office, first_time=first_time)
    both.work(left, right)
    sides = both.state(Side.LEFT), both.state(Side.RIGHT)
    fields = synced_fields(office)
    one = merge_fields(*sides, both.base, fields, frozenset())
    other = merge_fields(*sides[::-1], both.base, fields, frozenset())
    assert {_swapped(change) for change in one.changes} == {_seen(change) for change in other.changes}
    assert {conflict.name for conflict in one.conflicts} == {conflict.name for conflict in other.conflicts}
    swapped = {(conflict.name, conflict.right, conflict.left) for conflict in one.conflicts}
    assert swapped == {(conflict.name, conflict.left, conflict.right) for conflict in other.conflicts}
    assert sorted((notice.code, notice.side.other.value, str(notice.where)) for notice in one.notices) == sorted(
        (notice.code, notice.side.value, str(notice.where)) for notice in other.notices
    )
    assert like(mirrored(one.base)) == like(other.base)


def _seen(change: Change) -> object:
    return change.side, change.name, change.where, comparable(change.old), comparable(change.new)


def _swapped(change: Change) -> object:
    return _seen(replace(change, side=change.side.other))


def mirrored(base: Base) -> Base:
    """The base as the other side sees it."""
    rows_of = {(code, key): row for code, rows in base.tabs.items() for key, row in rows.items()}
    turned: dict[CellName, BaseCell | None] = {
        (*place, field): BaseCell(cell.value, cell.absent_on.other if cell.absent_on else None)
        for place, row in rows_of.items()
        for field, cell in row.items()
    }
    return base.with_cells(turned)


def like(base: Base) -> object:
    """A base by what its values say."""
    return {
        (code, key): {field: (comparable(cell.value), cell.absent_on) for field, cell in row.items()}
        for code, rows in base.tabs.items()
        for key, row in rows.items()
    }


@given(sheets=books(), left=EDITS, right=EDITS, choices=st.lists(st.one_of(st.sampled_from(Side), VALUES)))
@EXAMPLES
def test_what_is_chosen_stands_on_both_sides(
    office: Settings, sheets: Sheets, left: list[Edit], right: list[Edit], choices: list[Side | CellValue]
) -> None:
    """A settled conflict does not come again; those that nobody settled stay."""
    both = TwoBooks(sheets, office, first_time=False)
    both.work([edit for edit in left if entry(edit)], [edit for edit in right if entry(edit)])
    result = both.merged()
    chosen: dict[str, Choice] = {
        conflict.mark: choice if isinstance(choice, Side) else Typed(choice)
        for conflict, choice in zip(result.conflicts, choices, strict=False)
    }
    resolution = resolve(result, chosen)
    assert resolution.unknown == ()
    everything = replace(
        result,
        left=(*result.left, *resolution.left),
        right=(*result.right, *resolution.right),
        base=resolution.base,
    )
    both.write(everything)
    again = both.merged()
    assert again.changes == ()
    assert [conflict.mark for conflict in again.conflicts] == [conflict.mark for conflict in resolution.open]
    assert {conflict.mark for conflict in resolution.open} == {conflict.mark for conflict in result.conflicts} - chosen.keys()


@given(sheets=books())
@EXAMPLES
def test_the_base_is_kept_exactly(office: Settings, sheets: Sheets) -> None:
    base = two_books.base(sheets, office)
    again = from_plain(json.loads(json.dumps(to_plain(base), ensure_ascii=False)))
    assert again == base
    kinds = [[type(cell.value) for row in rows.values() for cell in row.values()] for rows in base.tabs.values()]
    assert kinds == [[type(cell.value) for row in rows.values() for cell in row.values()] for rows in again.tabs.values()]
