"""When a row rule applies: first what is known of a row before its cells are looked at, then, only for hits, the rest."""

from __future__ import annotations

from sheetsync.core.plan import Cadence, Role
from sheetsync.core.readings import Status
from sheetsync.core.rules.kind import Row, RowKind
from sheetsync.core.states import State

_OVERDUE = frozenset({State.OVERDUE})
_DUE_STATES = frozenset({State.OVERDUE, State.DUE_SOON, State.IN_TIME, State.DONE_EARLY, State.DONE_ON_TIME, State.DONE_LATE})
"""The states that only a task with a binding due day can be in."""


def holds_for(
    kind: RowKind,
    status: Status | None,
    role: Role,
    cadence: Cadence | None,
    needs_document: bool | None,
    *,
    before_hand_in: bool,
) -> bool:
    """The conditions that rows of the same status, role, cadence and need share. A row without a known task has no cadence."""
    if role not in (kind.when_role or kind.default_roles):
        return False
    if kind.when_status and status not in kind.when_status:
        return False
    if kind.when_cadence and cadence not in kind.when_cadence:
        return False
    if kind.when_needs_document is not None and needs_document is not kind.when_needs_document:
        return False
    return not kind.when_hand_in or (kind.when_hand_in == "before") is before_hand_in


def holds_now(kind: RowKind, row: Row) -> bool:
    """The conditions that look at the row's cells or at its state."""
    if (kind.when_filled or kind.when_blank) and not _filled_and_blank(kind, row):
        return False
    if kind.when_due is not None and _is_due(row) is not kind.when_due:
        return False
    if kind.skip_finished_earlier and _finished_earlier(row):
        return False
    if not kind.when_state:
        return True
    due = row.binding_due  # cheaper than the whole judgement, and enough for most rows
    if (due is None and kind.when_state <= _DUE_STATES) or (
        due is not None and due >= row.scope.as_of and kind.when_state == _OVERDUE
    ):
        return False
    return row.timeliness().state in kind.when_state


def _filled_and_blank(kind: RowKind, row: Row) -> bool:
    return not any(row.blank(key) for key in kind.when_filled) and all(row.blank(key) for key in kind.when_blank)


def _is_due(row: Row) -> bool:
    """The stated or confirmed due day has come by the run date or the period's cut-off."""
    due, scope = row.binding_due, row.scope
    return due is not None and due <= max(scope.as_of, scope.period.cut_off)


def _finished_earlier(row: Row) -> bool:
    """A task that is done once was finished before the period began: what it achieved was reported then."""
    task, day = row.task, row.completed_day
    finished = task is not None and task.cadence.finishes and row.entry.status.status is Status.DONE
    return finished and day is not None and day < row.scope.period.start
