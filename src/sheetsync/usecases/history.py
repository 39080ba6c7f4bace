"""What was entered in a book and when, as history tells it; the book itself is not read."""

from __future__ import annotations

from datetime import date

from sheetsync.core.history.frozen_report import Closing
from sheetsync.core.history.records import PastChange
from sheetsync.core.people import KnownPeople
from sheetsync.core.plan import Plan
from sheetsync.core.settings import Settings
from sheetsync.core.suggest import closest
from sheetsync.core.task_matching import id_key
from sheetsync.core.values import match_key
from sheetsync.errors import UsageError
from sheetsync.ports import History
from sheetsync.records import dataclass

SHOWN = 40
"""Changes told without a task or a day to start from; the last ones."""


@dataclass(frozen=True, slots=True)
class HistoryResult:
    """changes: the earliest first; task: as the plan writes it, "" where none was asked for; more: how many are not told;
    closings: every one, the earliest first; none where a task was asked for."""

    plan: Plan
    task: str
    changes: tuple[PastChange, ...]
    more: int = 0
    closings: tuple[Closing, ...] = ()


def history(
    kept: History, settings: Settings, *, task: str = "", tab: str = "", since: date | None = None, everything: bool = False
) -> HistoryResult:
    """The changes of a task, or the last ones of all. tab: only of this official's or sheet's; everything: not only the last.

    Raises UsageError for a task or official that history does not know, HistoryUnavailable.
    """
    wanted = _task(kept, task) if task else ""
    found = kept.changes(task=wanted, since=since)
    if tab:
        found = _of_tab(found, tab, settings.plan)
    cut = 0 if task or since is not None or everything else max(0, len(found) - SHOWN)
    return HistoryResult(settings.plan, wanted, found[cut:], cut, () if task else kept.closings())


def _task(kept: History, asked: str) -> str:
    known = kept.tasks()
    for task in known:
        if id_key(task) == id_key(asked):
            return task
    near = closest(asked, known)
    raise UsageError(
        f"Lịch sử của sổ không có nhiệm vụ «{asked}».{f' Có phải «{near}» không?' if near else ''}",
        "Vui lòng ghi mã nhiệm vụ như trong sổ; sổ chưa chạy lần nào (run, consolidate …) thì chưa có lịch sử.",
    )


def _of_tab(changes: tuple[PastChange, ...], tab: str, plan: Plan) -> tuple[PastChange, ...]:
    key = match_key(tab)
    codes = {code for code in (KnownPeople(plan.officials).code(tab),) if code}
    codes |= {official.code for official in plan.officials if match_key(official.code) == key}
    return tuple(past for past in changes if past.change.name[0] in codes or match_key(past.change.sheet) == key)
