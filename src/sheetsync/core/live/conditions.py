"""The conditions that all row kinds share (`rules/conditions.py`), as formulas."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsync.core.live import names
from sheetsync.core.live.cells import UNREAD_TEXT, LiveCells, negated, words
from sheetsync.core.live.layout import Helper
from sheetsync.core.plan import Cadence
from sheetsync.core.readings import Status
from sheetsync.core.rules.kind import RowKind
from sheetsync.core.sheets.conditions import both, either


def applies(kind: RowKind, cells: LiveCells) -> Iterator[str] | None:
    """What must hold for a rule to look at the row; None where a condition asks for a column that the tab has not."""
    if not all(cells.has(key) for key in (*kind.when_filled, *kind.when_blank)):
        return None
    return _conditions(kind, cells)


def _conditions(kind: RowKind, cells: LiveCells) -> Iterator[str]:
    yield cells.role_is(kind.when_role or kind.default_roles)
    if kind.when_status:
        yield cells.status_is(kind.when_status)
    if kind.when_cadence:
        yield cells.plan_says(names.PLAN_CADENCE, words(kind.when_cadence))
    if kind.when_needs_document is not None:
        yield cells.plan_says(names.PLAN_NEEDS_DOCUMENT, [int(kind.when_needs_document)])
    if kind.when_hand_in:
        yield f"{names.AS_OF}{'<=' if kind.when_hand_in == 'before' else '>'}{names.HAND_IN}"
    yield from (negated(cells.blank(key)) for key in kind.when_filled)
    yield from (cells.blank(key) for key in kind.when_blank)
    if kind.when_due is not None:
        due = cells.helper(Helper.DUE)
        come = both(f"{due}>0", either([f"{due}<={names.AS_OF}", f"{due}<={names.CUT_OFF}"]))
        yield come if kind.when_due else negated(come)
    if kind.skip_finished_earlier:
        yield negated(both(*_finished_earlier(cells)))
    if kind.when_state:
        yield cells.state_is(kind.when_state)


def unsure(kind: RowKind, cells: LiveCells) -> Iterator[str]:
    """Where the conditions themselves hang on a text that only the full check reads."""
    unread = f"{cells.helper(Helper.DONE)}={UNREAD_TEXT}"
    if kind.skip_finished_earlier:
        yield both(cells.status_is([Status.DONE]), unread)
    if kind.when_state:
        yield f"{cells.helper(Helper.STATE)}=-1"


def _finished_earlier(cells: LiveCells) -> Iterator[str]:
    done = cells.helper(Helper.DONE)
    yield cells.status_is([Status.DONE])
    yield cells.plan_says(names.PLAN_CADENCE, words([cadence for cadence in Cadence if cadence.finishes]))
    yield f"{done}>0"
    yield f"{done}<{names.PERIOD_START}"
