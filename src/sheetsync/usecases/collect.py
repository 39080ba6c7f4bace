"""What officials send back, taken into the office's book: each file against what was handed out; nobody is written over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sheetsync.core.book import BookContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.collect.collate import FileMerge, collate, once_each, without_contradictions
from sheetsync.core.collect.fields import entry_fields
from sheetsync.core.collect.measure import Measure, digest
from sheetsync.core.collect.remember import Written, records_after
from sheetsync.core.collect.whose import SentFile, UnknownFile, whose
from sheetsync.core.entries import BookTabs
from sheetsync.core.find_tab import find_tab
from sheetsync.core.hand_out.record import HandOutRecord
from sheetsync.core.merge import BookState, Change, Choice, Conflict, Merge, Resolution, resolve, state_of
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.same_value import same
from sheetsync.core.merge.three_way import merge_fields
from sheetsync.core.periods import Period
from sheetsync.core.plan import Official
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.sheets.conflicts_sheet import ConflictsFrom
from sheetsync.core.sheets.review_sheet import ReviewRow
from sheetsync.core.tabs import read_tabs
from sheetsync.errors import BookUnreadable
from sheetsync.ports import HandOutRecords, PlanBook, WriteOutcome
from sheetsync.records import dataclass, field, replace
from sheetsync.usecases.assess import no_tab
from sheetsync.usecases.book_period import book_period
from sheetsync.usecases.merged_cells import cell_edits, choices_in_sheet, conflict_edits
from sheetsync.usecases.review import Returned, Review, review
from sheetsync.usecases.settled import settled


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file that is an official's. taken: cells of it that go into the book now; waiting: that wait for a decision in the review
    sheet; conflicts: that wait for a choice; left: of what stays in the file, how many things are told; first: no hand-out of it
    is known, so that it was measured by the office's book alone; ignored: sheets of others in it."""

    name: str
    official: str
    title: str
    taken: int
    waiting: int
    conflicts: int
    left: int
    first: bool
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollectResult:
    """changes: written (with dry: to be written) into the office's book. open: conflicts that nobody has settled. waiting:
    changes in the review sheet that nobody has decided; returned: those that the office gave back, with its notes."""

    book: str
    period: Period
    files: tuple[TakenFile, ...]
    unknown: tuple[UnknownFile, ...]
    merge: Merge
    changes: tuple[Change, ...]
    open: tuple[Conflict, ...]
    settled: tuple[Conflict, ...]
    stale: tuple[str, ...]
    waiting: tuple[ReviewRow, ...]
    returned: tuple[Returned, ...]
    outcome: WriteOutcome | None = None
    dry: bool = False


@dataclass(frozen=True, slots=True)
class _Office:
    """The office's book as it was read. settings: with the plan that rules in it."""

    content: BookContent
    state: BookState
    settings: Settings
    period: Period


@dataclass(frozen=True, slots=True)
class _Collected:
    merges: tuple[FileMerge, ...]
    unknown: tuple[UnknownFile, ...]
    first: frozenset[str] = field(default_factory=frozenset)


def collect(
    book: PlanBook,
    files: Sequence[tuple[str, PlanBook]],
    records: HandOutRecords,
    settings: Settings,
    *,
    as_of: date,
    period_key: str | None = None,
    dry_run: bool = False,
    for_review: bool = False,
) -> CollectResult:
    """Merge every file, write into the office's book what is to be written, then remember what was taken. Cut short in between,
    the next collect finds the same values on both sides and remembers them then.

    files: by name; they are only read. for_review: nothing goes into the tabs, all changes into the review sheet; a review that
    was begun is gone on with. Raises what reading and writing the office's book raise, NoTabRecognised, UsageError, ConfigError.
    """
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)

    def job() -> CollectResult:
        office = _read_office(book, settings, calendar, as_of, period_key)
        collected = _collect(files, records, office)
        merged = collate(collected.merges, office.content.name)
        origin = ConflictsFrom.collect()
        chosen: Mapping[str, Choice] = {} if for_review else choices_in_sheet(office.content, origin)
        resolution = resolve(merged, without_contradictions(merged.conflicts, chosen))
        opened, decided = _settle(merged, resolution)
        looked_at = review(merged.left, collected.merges, office.content, office.settings, for_review=for_review)
        changes = once_each((*looked_at.take, *resolution.left))
        result = _result(office, collected, merged, (changes, opened, decided, resolution.unknown), looked_at)
        if dry_run:
            return result
        edits = (
            *cell_edits(changes, office.content, office.state.tabs),
            *conflict_edits(opened, office.content, origin),
            *looked_at.edits,
        )
        outcome = book.write(edits, office.content.version) if edits else None
        for record in records_after(collected.merges, _written(office, changes, opened, decided, looked_at)):
            records.save(record)
        return replace(result, outcome=outcome, dry=False)

    return settled(job)


def _read_office(book: PlanBook, settings: Settings, calendar: WorkCalendar, as_of: date, period_key: str | None) -> _Office:
    content = book.read()
    period = book_period(content, settings, calendar, as_of=as_of, period_key=period_key)
    tabs, plan = read_tabs(content, settings, period.quarter)
    settings = replace(settings, plan=plan, plan_source=PlanSource.FILE)
    found = [
        tab
        for official in settings.plan.officials
        if official.tab
        for tab in find_tab(content, tabs, official, settings, period.quarter)
    ]
    if not found:
        raise no_tab(content, settings)
    state = state_of(BookTabs(tuple(found)), settings, name=content.name, period=period.key)
    return _Office(content, state, settings, period)


def _collect(files: Sequence[tuple[str, PlanBook]], records: HandOutRecords, office: _Office) -> _Collected:
    """Every file by itself."""
    merges: list[FileMerge] = []
    unknown: list[UnknownFile] = []
    first: set[str] = set()
    loaded: dict[str, HandOutRecord] = {}
    for name, file in files:
        try:
            content = replace(file.read(), name=name)
        except BookUnreadable as problem:
            unknown.append(UnknownFile(name, problem.message.rstrip("."), problem.next_step))
            continue
        sent = whose(content, office.settings, office.state, office.period.key, office.period.quarter)
        if isinstance(sent, UnknownFile):
            unknown.append(sent)
            continue
        record, known = _record(sent, records, office, loaded)
        problem_of_file = _elsewhere(sent, record if known else None, records, office)
        if problem_of_file is not None:
            unknown.append(problem_of_file)
            continue
        if not known:
            first.add(name)
        merges.append(_merge(sent, record, office))
    return _Collected(tuple(merges), tuple(unknown), frozenset(first))


def _record(
    sent: SentFile, records: HandOutRecords, office: _Office, loaded: dict[str, HandOutRecord]
) -> tuple[HandOutRecord, bool]:
    """What is remembered of the file's hand-out; a blank record where none is known, and whether one is."""
    period, code = office.period.key, sent.official.code
    if sent.mark is not None:
        found = loaded.get(sent.mark.identifier) or records.load(sent.mark.identifier)
        if found is not None and found.official == code:
            loaded[found.identifier] = found
            return found, True
    identifier = hashlib.sha256(f"{period}\n{code}".encode()).hexdigest()[:16]
    found = loaded.get(identifier) or records.load(identifier)
    record = found or HandOutRecord(identifier, code, office.content.name, "", period)
    loaded[identifier] = record
    return record, False


def _elsewhere(sent: SentFile, record: HandOutRecord | None, records: HandOutRecords, office: _Office) -> UnknownFile | None:
    """Why a file that was handed out does not belong here, if so."""
    mark = sent.mark
    if mark is None:
        return None
    source = record.book if record is not None else mark.book
    if source != office.content.name and (record is None or records.has_book(source)):
        return UnknownFile(
            sent.name,
            f"tệp được phát từ sổ «{source}», không phải từ sổ này",
            f"Vui lòng thu tệp vào sổ «{source}». Nếu đó chính là sổ này đã đổi tên hoặc chuyển chỗ: chép kèm thư mục .sheetsync "
            "nằm cạnh sổ cũ.",
        )
    if mark.period and mark.period != office.period.key:
        return UnknownFile(
            sent.name,
            f"tệp được phát cho kỳ {mark.period}, nay đang thu cho kỳ {office.period.key}",
            f"Nếu đúng là thu kỳ đó, chạy lại với --period {mark.period}; nếu không, xin cán bộ tệp của kỳ này.",
        )
    return None


def _merge(sent: SentFile, record: HandOutRecord, office: _Office) -> FileMerge:
    code, fields = sent.official.code, entry_fields(office.settings)
    here, there = office.state.only(code), sent.state
    if code not in here.tabs:
        return FileMerge(sent, record, merge_fields(here, there, None, fields, frozenset()))
    measure = Measure(record, here.tabs[code], there.tabs[code], fields)
    merged = merge_fields(here, there, measure.base(), fields, frozenset())
    return FileMerge(sent, record, merged, digest(there.tabs[code], fields), frozenset(measure.went_back))


def _settle(merged: Merge, resolution: Resolution) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
    """Open and settled conflicts. Where one file's value was chosen for a cell, the others' are decided against."""
    still_open = {conflict.mark for conflict in resolution.open}
    written = {change.name for change in resolution.left}
    opened = tuple(each for each in resolution.open if each.name not in written)
    kept = {conflict.mark for conflict in opened}
    decided = tuple(each for each in merged.conflicts if each.mark not in still_open or each.mark not in kept)
    return opened, decided


def _written(
    office: _Office, changes: Sequence[Change], opened: Sequence[Conflict], decided: Sequence[Conflict], looked_at: Review
) -> Written:
    before = dict(_entries(office))
    waiting = {conflict.name for conflict in opened} | {row.change.name for row in looked_at.waiting}
    returned = {each.change.name: each.change.value for each in looked_at.returned}
    return Written(before, {change.name: change.value for change in changes}, decided, returned, frozenset(waiting))


def _entries(office: _Office) -> Iterator[tuple[CellName, CellValue]]:
    fields = entry_fields(office.settings)
    for code, tab in office.state.tabs.items():
        for key, row in tab.rows.items():
            for name in fields:
                if name in row.values:
                    yield (code, key, name), row.values[name]


def _result(
    office: _Office,
    collected: _Collected,
    merged: Merge,
    outcome: tuple[tuple[Change, ...], tuple[Conflict, ...], tuple[Conflict, ...], tuple[str, ...]],
    looked_at: Review,
) -> CollectResult:
    changes, opened, decided, stale = outcome
    files = tuple(
        _taken_file(file, changes, opened, looked_at.waiting, first=file.sent.name in collected.first)
        for file in collected.merges
    )
    return CollectResult(
        book=office.content.name,
        period=office.period,
        files=files,
        unknown=collected.unknown,
        merge=merged,
        changes=changes,
        open=opened,
        settled=decided,
        stale=stale,
        waiting=looked_at.waiting,
        returned=looked_at.returned,
        dry=True,
    )


def _taken_file(
    file: FileMerge, changes: Sequence[Change], opened: Sequence[Conflict], waiting: Sequence[ReviewRow], *, first: bool
) -> TakenFile:
    def holds(name: CellName, value: CellValue) -> bool:
        cell = file.cell(name)
        return cell is not None and same(cell.value, value)

    return TakenFile(
        name=file.sent.name,
        official=file.sent.official.code,
        title=_title(file.sent.official),
        taken=sum(holds(change.name, change.value) for change in changes),
        waiting=sum(holds(row.change.name, row.change.value) for row in waiting),
        conflicts=sum(each.right is not None and holds(each.name, each.right.value) for each in opened),
        left=file.left,
        first=first,
        ignored=file.sent.ignored,
    )


def _title(official: Official) -> str:
    return official.short_title or official.title
