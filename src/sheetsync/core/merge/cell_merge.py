"""What is to become of one cell that both sides have."""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum

from sheetsync.core.cells import CellValue
from sheetsync.core.merge.base import BaseCell
from sheetsync.core.merge.same_value import comparable, is_blank
from sheetsync.core.merge.state import Side
from sheetsync.core.task_matching import id_key, written_id


class Step(Enum):
    NOTHING = "nothing"  # both say the same
    TO_RIGHT = "to-right"
    TO_LEFT = "to-left"
    CONFLICT = "conflict"
    NOT_TAKEN = "not-taken"  # the right side changed what is the office's


def usable(base: BaseCell | None, side: Side, value: CellValue) -> BaseCell | None:
    """The common value to measure a side's change by. A side that had lost the cell and has it again, blank, has not cleared it:
    then nothing is common."""
    return None if base is not None and base.absent_on is side and is_blank(value) else base


def decide(left: CellValue, right: CellValue, base: BaseCell | None, *, owned: bool) -> Step:
    """What to do, by what either side changed since the base; without one, by which side has something. A side that has again
    what it had before the last merge wrote into it may be an older copy: people say. owned: the cell is the office's."""
    here, there = comparable(left), comparable(right)
    if here == there:
        return Step.NOTHING
    base = usable(usable(base, Side.LEFT, left), Side.RIGHT, right)
    was: Hashable = None if base is None else comparable(base.value)
    left_changed, right_changed = here != was, there != was
    if owned and right_changed and not (left_changed and base is not None):
        return Step.NOT_TAKEN
    if left_changed and right_changed:
        return Step.CONFLICT
    side, value = (Side.LEFT, here) if left_changed else (Side.RIGHT, there)
    if base is not None and any(each is side and comparable(before) == value for each, before in base.before):
        return Step.CONFLICT
    return Step.TO_RIGHT if left_changed else Step.TO_LEFT


def decide_id(left: CellValue, right: CellValue, *, owned: bool) -> Step:
    """The same for the id cells of two rows that are one task. Ids are what rows are known by: a blank one is filled in, none is
    ever cleared or exchanged."""
    if id_key(written_id(left)) == id_key(written_id(right)):
        return Step.NOTHING
    if is_blank(right):
        return Step.TO_RIGHT
    if owned:
        return Step.NOT_TAKEN
    return Step.TO_LEFT if is_blank(left) else Step.CONFLICT
