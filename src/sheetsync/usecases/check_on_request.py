"""The full check of a shared book when somebody in it asks for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sheetsync.core.findings import severity_counts
from sheetsync.core.settings import Settings, Severity
from sheetsync.core.sheets.requests_sheet import UNDER_WAY
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.errors import SheetsyncError, StillBeingEdited
from sheetsync.ports import CheckRequest, CheckRequests, History, PlanBook
from sheetsync.records import dataclass
from sheetsync.usecases.main_job import validate
from sheetsync.usecases.remember import Memory
from sheetsync.usecases.results import RunResult


@dataclass(frozen=True, slots=True)
class CheckDone:
    """request: that was answered. stamp: what stands in the book now. result: None where people would not stop editing, so that
    nothing was judged."""

    request: CheckRequest
    stamp: str
    result: RunResult | None


def check_on_request(
    requests: CheckRequests,
    book: PlanBook,
    settings: Settings,
    *,
    now: Callable[[], datetime],
    period_key: str | None = None,
    resume: bool = False,
    history: History | None = None,
) -> CheckDone | None:
    """Look whether somebody asks, and if so check the whole book as of today, write the findings into it and stamp it. None where
    nobody asks. resume: a check that was begun and never finished counts as asked for (else somebody else may be at it).

    The tick goes first: whoever ticks while the check runs has asked anew. When the service cannot be reached the stamp stays
    unfinished, to be resumed; every other failure is stamped, and raised.
    """
    request = requests.asked()
    if request is None or (request.begun and not resume):
        return None
    requests.begin(f"{UNDER_WAY} từ {_moment(now())}…")
    try:
        memory = Memory(history, now()) if history is not None else None
        result = validate(book, settings, as_of=now().date(), period_key=period_key, mark=True, memory=memory)
    except StillBeingEdited:
        stamp = f"chưa kiểm tra được lúc {_moment(now())} vì sổ đang được sửa liên tục; vui lòng yêu cầu lại"
        requests.finish(stamp)
        return CheckDone(request, stamp, None)
    except SheetsyncError as problem:
        if not _passes_by_itself(problem):
            requests.finish(f"không kiểm tra được lúc {_moment(now())}: {problem.message}")
        raise
    counts = severity_counts(result.assessment.findings)
    stamp = f"đã kiểm tra lúc {_moment(now())}: {counts[Severity.ERROR]} lỗi, {counts[Severity.WARNING]} cảnh báo"
    requests.finish(stamp)
    return CheckDone(request, stamp, result)


def _passes_by_itself(problem: SheetsyncError) -> bool:
    return problem.code == "service-unavailable"


def _moment(moment: datetime) -> str:
    """14:05 ngày 29/11/2026"""
    return f"{moment:%H:%M} ngày {document_date(moment.date())}"
