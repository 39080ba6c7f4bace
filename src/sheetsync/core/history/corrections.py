"""What the book says of a closed period now, against what was reported (điều chỉnh)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sheetsync.core.earlier_results import is_finished_earlier
from sheetsync.core.history.cumulative_changes import CumulativeChanges
from sheetsync.core.merge.same_value import same
from sheetsync.core.periods import Period
from sheetsync.core.report import CorrectedField, Correction, QuarterReport, TaskLine
from sheetsync.core.sheets.vietnamese_dates import document_date
from sheetsync.records import replace

_STATE, _FINISHED = "Tình trạng", "Ngày hoàn thành"
_TEXTS = {
    "result": "Kết quả trong kỳ",
    "evidence": "Văn bản, minh chứng",
    "difficulty": "Khó khăn, vướng mắc",
    "proposal": "Kiến nghị, đề xuất",
}


def with_corrections(report: QuarterReport, found: Sequence[Correction], closed: Period) -> QuarterReport:
    """The next report with what it has to put right. Its lines say so where what was achieved is told otherwise."""
    achieved = (_STATE, _FINISHED, _TEXTS["result"], _TEXTS["evidence"])
    corrected = {one.task_id for one in found if any(each.heading in achieved for each in one.fields)}
    lines = (replace(line, corrected=f"Quý {closed.roman}") if line.task.task_id in corrected else line for line in report.lines)
    return replace(report, lines=tuple(lines), corrections=tuple(found))


def late_changes(closed: QuarterReport, now: QuarterReport) -> tuple[Correction, ...]:
    """Every task of a closed report that the book tells differently now. now: the book's report of the same period and day."""
    lines = {line.task.task_id: line for line in now.lines}
    cumulative = CumulativeChanges.of(closed.period, closed.lines)
    found = ((line, lines.get(line.task.task_id)) for line in closed.lines)
    return tuple(_corrections(closed, ((line, _all_fields(line, live, cumulative)) for line, live in found if live is not None)))


def corrections(
    closed: QuarterReport,
    late: Sequence[Correction],
    now: QuarterReport,
    *,
    still_of: Collection[str],
    moved: Mapping[str, Mapping[str, str]],
) -> tuple[Correction, ...]:
    """What the next report has to put right. late: what was last found while the book was read for the closed period; now: what
    the book of the next period says of the closed one; still_of: officials whose tabs say that they are the closed period's;
    moved: by task, the closed period's texts where they stand beside the next one's.

    In other tabs the cells hold the next period's texts by then, so only a finish can be compared: a task that is finished once
    and for all was finished on the same day in whichever period the book is read. The other fields are told as they were found
    before.
    """
    known = {correction.task_id: correction.fields for correction in late}
    lines = {line.task.task_id: line for line in now.lines}
    cumulative = CumulativeChanges.of(closed.period, closed.lines)

    def fields(line: TaskLine) -> Iterable[CorrectedField]:
        found = known.get(line.task.task_id, ())
        live = lines.get(line.task.task_id)
        if live is None or live.where is None:
            return found
        if line.official in still_of:
            return _all_fields(line, live, cumulative)
        found = _with_moved(line, found, moved.get(line.task.task_id, {}))
        if not line.task.cadence.finishes:
            return found
        rest = tuple(each for each in found if each.heading not in (_STATE, _FINISHED))
        return (*(_finish(line, live) if _finish_differs(line, live) else ()), *rest)

    return tuple(_corrections(closed, ((line, fields(line)) for line in closed.lines)))


def _with_moved(line: TaskLine, found: Sequence[CorrectedField], told: Mapping[str, str]) -> tuple[CorrectedField, ...]:
    """What was found before, and in place of it what the texts say that moved aside. The sentence that a task was
    finished earlier is not moved: it tells nothing of the period, no more than the blank beside it."""
    reported = {"result": line.result, "evidence": line.evidence, "difficulty": line.difficulty, "proposal": line.proposal}
    texts = ((_TEXTS[key], reported[key], text) for key, text in told.items())
    rest = (each for each in found if each.heading not in {_TEXTS[key] for key in told})
    stayed = {_TEXTS["result"]} if is_finished_earlier(line.result) and not told.get("result") else set()
    differing = (each for each in texts if each[0] not in stayed and not same(each[1], each[2]))
    return (*(CorrectedField(*each) for each in differing), *rest)


def _corrections(closed: QuarterReport, found: Iterable[tuple[TaskLine, Iterable[CorrectedField]]]) -> Iterable[Correction]:
    for line, differing in found:
        fields = tuple(differing)
        if fields:
            yield Correction(closed.period.key, line.task.task_id, line.task.title, line.official, fields)


def _all_fields(was: TaskLine, now: TaskLine, cumulative: CumulativeChanges) -> Iterable[CorrectedField]:
    finished_for_good = was.state.finished and was.task.cadence.finishes  # then a later day puts the first one right
    if now.completed_later and not was.completed_later and not finished_for_good:
        return  # what the row tells by now is the next period's work
    yield from _finish(was, now)
    if was.result != now.result:
        yield CorrectedField(_TEXTS["result"], was.result, now.result)
    yield from cumulative.fields(was, now)
    for heading, before, after in (
        (_TEXTS["evidence"], was.evidence, now.evidence),
        (_TEXTS["difficulty"], was.difficulty, now.difficulty),
        (_TEXTS["proposal"], was.proposal, now.proposal),
        ("Phối hợp", _contributed(was), _contributed(now)),
    ):
        if before != after:
            yield CorrectedField(heading, before, after)


def _finish(was: TaskLine, now: TaskLine) -> Iterable[CorrectedField]:
    if was.timeliness.text != now.timeliness.text:
        yield CorrectedField(_STATE, was.timeliness.text, now.timeliness.text)
    if was.completed_on != now.completed_on:
        yield CorrectedField(_FINISHED, _day(was), _day(now))


def _finish_differs(was: TaskLine, now: TaskLine) -> bool:
    """A day that is no longer there says nothing against the one that was reported."""
    if was.state.finished and now.state.finished:
        return now.completed_on is not None and was.completed_on != now.completed_on
    return was.state.finished != now.state.finished


def _day(line: TaskLine) -> str:
    return document_date(line.completed_on) if line.completed_on else ""


def _contributed(line: TaskLine) -> str:
    return "; ".join(each.text for each in line.contributions)
