"""The main job: validate, highlight, consolidate, and all three in one write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from sheetsync.core.entries import Tab
from sheetsync.core.plan import Task
from sheetsync.core.settings import Settings
from sheetsync.ports import PlanBook, WriteOutcome
from sheetsync.records import replace
from sheetsync.usecases.assess import Assessment, assess
from sheetsync.usecases.results import RunResult, Standing
from sheetsync.usecases.settled import settled

if TYPE_CHECKING:
    from sheetsync.core.edits import Edit, Highlight
    from sheetsync.usecases.remember import Memory


def validate(
    book: PlanBook,
    settings: Settings,
    *,
    as_of: date,
    as_of_given: bool = False,
    period_key: str | None = None,
    tab: str | None = None,
    mark: bool = False,
    memory: Memory | None = None,
) -> RunResult:
    """Every finding; with `mark` also the sheet `Kết quả kiểm tra` and the marks in the tabs. memory: stores what was read, but
    nothing is ever written without `mark`."""

    def job() -> RunResult:
        assessment = assess(book, settings, as_of=as_of, period_key=period_key, tab=tab)
        if not mark:
            return RunResult(assessment)
        edits = chain(_findings_sheet(assessment), _highlights(assessment, as_of_given, whole_book=tab is None))
        return RunResult(assessment, outcome=book.write(edits, assessment.content.version), findings_written=True)

    return _remembered(settled(job), memory if mark else None, "validate")


def highlight(
    book: PlanBook,
    settings: Settings,
    *,
    as_of: date,
    as_of_given: bool = False,
    period_key: str | None = None,
    tab: str | None = None,
    memory: Memory | None = None,
) -> RunResult:
    """Colour rows by state and bad cells, as conditional formats that are live unless the date was given."""

    def job() -> RunResult:
        assessment = assess(book, settings, as_of=as_of, period_key=period_key, tab=tab)
        edits = _highlights(assessment, as_of_given, whole_book=tab is None)
        return RunResult(assessment, outcome=book.write(edits, assessment.content.version))

    return _remembered(settled(job), memory, "highlight")


def consolidate(
    book: PlanBook,
    settings: Settings,
    *,
    as_of: date,
    as_of_given: bool = False,
    period_key: str | None = None,
    memory: Memory | None = None,
) -> RunResult:
    """Put the two report sheets of the period into the book."""

    def job() -> RunResult:
        assessment = assess(book, settings, as_of=as_of, period_key=period_key)
        standing = standing_report(assessment, as_of_given, memory)
        return _reported(assessment, standing, book.write(report_sheets(standing), assessment.content.version))

    return _remembered(settled(job), memory, "consolidate")


def run(
    book: PlanBook,
    settings: Settings,
    *,
    as_of: date,
    as_of_given: bool = False,
    period_key: str | None = None,
    memory: Memory | None = None,
) -> RunResult:
    """Validate, highlight and consolidate in one read and one write."""

    def job() -> RunResult:
        assessment = assess(book, settings, as_of=as_of, period_key=period_key)
        standing = standing_report(assessment, as_of_given, memory)
        edits = chain(
            report_sheets(standing),
            _findings_sheet(assessment),
            _highlights(assessment, as_of_given, whole_book=True),
        )
        return replace(_reported(assessment, standing, book.write(edits, assessment.content.version)), findings_written=True)

    return _remembered(settled(job), memory, "run")


def _remembered(result: RunResult, memory: Memory | None, command: str) -> RunResult:
    """After the write: what could not be written was no run."""
    if memory is None:
        return result
    from sheetsync.usecases.remember import remember

    return replace(result, notices=(*result.notices, *remember(memory, result, command)))


def _reported(assessment: Assessment, standing: Standing, outcome: WriteOutcome) -> RunResult:
    return RunResult(assessment, standing.report, outcome, notices=standing.notices, closing=standing.closing, late=standing.late)


def report_date(assessment: Assessment, as_of_given: bool) -> date:
    """The day the report is as of: the one given, else the cut-off, or today while the period is still running."""
    return assessment.as_of if as_of_given else min(assessment.as_of, assessment.period.cut_off)


def standing_report(assessment: Assessment, as_of_given: bool, memory: Memory | None) -> Standing:
    """The closed report of the period, else what the book says now."""
    as_of = report_date(assessment, as_of_given)
    if memory is not None:
        from sheetsync.usecases.closed_periods import remembered_report

        return remembered_report(assessment, as_of, memory)
    from sheetsync.usecases.present_report import present_report

    return Standing(present_report(assessment, assessment.period, as_of), assessment.settings)


# Edits are made one by one, when the book asks for them: those of a large book do not stand in memory together.


def report_sheets(standing: Standing) -> Iterator[Edit]:
    """The two sheets of a report."""
    from sheetsync.core.edits import PutSheet
    from sheetsync.core.sheets.internal import design_internal
    from sheetsync.core.sheets.report import design_report

    yield PutSheet(design_report(standing.report, standing.settings))
    yield PutSheet(design_internal(standing.report, standing.settings))


def _findings_sheet(assessment: Assessment) -> Iterator[Edit]:
    from sheetsync.core.edits import PutSheet
    from sheetsync.core.sheets.findings_sheet import design_findings_sheet

    yield PutSheet(design_findings_sheet(assessment.findings, assessment.plan, period=assessment.period, as_of=assessment.as_of))


def _highlights(assessment: Assessment, fixed: bool, *, whole_book: bool) -> Iterator[Edit]:
    """Highlights of each tab; with whole_book also nothing for every other sheet, so that marks never outlive a tab."""
    from sheetsync.core.edits import SetHighlights
    from sheetsync.core.shared_sheets import whole_sheets

    everything = assessment.whole or assessment  # whoever is asked about, the others' marks on a shared sheet stay
    wanted = {tab.sheet for tab in assessment.tabs.tabs}
    tabs = {name: tab for name, tab in whole_sheets(everything.tabs.tabs).items() if name in wanted}
    tasks = {task.task_id: task for task in everything.plan.tasks}
    names = [sheet.name for sheet in assessment.content.sheets if sheet.own is None]
    for name in names:
        if whole_book or name in tabs:
            yield SetHighlights(name, _tab_highlights(everything, tabs[name], tasks, fixed) if name in tabs else ())


def _tab_highlights(assessment: Assessment, tab: Tab, tasks: Mapping[str, Task], fixed: bool) -> tuple[Highlight, ...]:
    from sheetsync.core.sheets.highlights import tab_highlights

    if not tab.usable:
        return ()
    return tab_highlights(
        tab,
        tasks,
        tuple(finding for finding in assessment.findings if finding.sheet == tab.sheet),
        period=assessment.period,
        as_of=assessment.as_of,
        fixed=fixed,
        calendar=assessment.calendar,
        settings=assessment.settings.periods,
    )
