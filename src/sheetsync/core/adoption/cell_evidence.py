"""How what a column's cells hold speaks for or against each meaning that its heading may have."""

from __future__ import annotations

from sheetsync.core.adoption.column_profile import ColumnProfile

_LONG = 12


def evidence(key: str, cells: ColumnProfile) -> float | None:  # noqa: PLR0911 - one return for each kind of column
    """How the cells speak for (up to 1) or against (down to -1) a column's being this one; None where they say nothing."""
    if cells.filled == 0:
        return None
    share = _signature(key, cells)
    if share is not None:
        return share if share >= 0.5 else share - 1 if cells.filled >= 3 else None
    if key == "evidence":
        return cells.documents if cells.documents >= 0.3 else -max(cells.days, cells.numbers, cells.statuses)
    against = max(cells.days, cells.statuses, cells.numbers if key != "note" else 0, cells.percent_signs)
    if against > 0.6:
        return -against
    if key == "task":
        return 0.5 if cells.texts >= 0.8 and cells.length >= _LONG else -0.5 if cells.length < 6 else None
    if key == "lead":
        return 0.3 if cells.different <= 0.6 and cells.length <= 40 else None
    return None


def _signature(key: str, cells: ColumnProfile) -> float | None:  # noqa: PLR0911 - one return for each kind of column
    """The share of cells that look like this column's, for columns whose cells can be known."""
    match key:
        case "status":
            return max(cells.statuses, 0.8 * cells.like_statuses)
        case "due":
            return cells.days + cells.periods
        case "completed_on":
            return cells.days
        case "progress":
            return max(cells.shares, cells.percent_signs)
        case "number":
            return 1.0 if cells.consecutive else 0.5 if cells.length <= 5 else 0.0
        case "task_id":
            return cells.ids if cells.different >= 0.8 else cells.ids / 2
        case "role":
            return cells.roles
        case "cadence":
            return cells.cadences
        case "due_basis":
            return cells.bases
    return None


def unheaded(cells: ColumnProfile, *, leftmost: bool) -> dict[str, int]:
    """By column key, the confidence that the cells alone give, whatever the heading says. Modest: a person should look.
    leftmost: it is the table's first column, the only one whose ordinal numbers number its rows."""
    found: dict[str, int] = {}
    if cells.filled < 2:
        return found
    if cells.statuses >= 0.6:
        found["status"] = round(50 + 30 * cells.statuses)
    elif cells.like_statuses >= 0.7:
        found["status"] = round(40 + 20 * cells.like_statuses)
    if cells.documents >= 0.6:
        found["evidence"] = round(45 + 20 * cells.documents)
    if cells.percent_signs >= 0.6:
        found["progress"] = round(40 + 25 * cells.percent_signs)
    if cells.consecutive and leftmost:
        found["number"] = 65
    elif cells.ids >= 0.8 and cells.different >= 0.9:
        found["task_id"] = 55
    if cells.days + cells.periods >= 0.6:
        found["due"] = round(35 + 15 * (cells.days + cells.periods))
    if cells.days >= 0.6:
        found["completed_on"] = round(35 + 10 * cells.days)
    if cells.roles >= 0.8:
        found["role"] = 70
    if cells.cadences >= 0.8:
        found["cadence"] = 70
    if cells.texts >= 0.8 and cells.length >= 15 and cells.different >= 0.8 and cells.documents < 0.5:
        found["task"] = 45
    return found
