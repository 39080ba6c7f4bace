"""What officials send back, taken into the office's book: each file against what was handed out; nobody is written over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.collect.collate import FileMerge, collate, once_each, without_contradictions
from sheetsync.core.collect.fields import entry_fields
from sheetsync.core.collect.remember import Written, records_after
from sheetsync.core.collect.whose import UnknownFile
from sheetsync.core.merge import Change, Choice, Conflict, Merge, Resolution, resolve
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.same_value import same
from sheetsync.core.periods import Period
from sheetsync.core.plan import Official
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.conflicts_sheet import ConflictsFrom
from sheetsync.core.sheets.review_sheet import ReviewRow
from sheetsync.errors import UsageError
from sheetsync.ports import HandOutRecords, PlanBook, WriteOutcome
from sheetsync.records import dataclass, replace
from sheetsync.usecases.assess import officials_called
from sheetsync.usecases.merged_cells import cell_edits, choices_in_sheet, conflict_edits, still_listed
from sheetsync.usecases.remember import Memory
from sheetsync.usecases.remember_written import really_written, remember_written
from sheetsync.usecases.review import Returned, Review, in_review, review
from sheetsync.usecases.sent_files import Office, SentFiles, read_office, read_sent_files
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
    changes in the review sheet that nobody has decided; returned: those that the office gave back, with its notes. apart: files
    of officials whose tabs were not asked for. told: of the history."""

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
    apart: tuple[str, ...] = ()
    outcome: WriteOutcome | None = None
    dry: bool = False
    told: tuple[str, ...] = ()


def collect(
    book: PlanBook,
    files: Sequence[tuple[str, PlanBook]],
    records: HandOutRecords,
    settings: Settings,
    *,
    as_of: date,
    period_key: str | None = None,
    tabs: Sequence[str] = (),
    dry_run: bool = False,
    for_review: bool = False,
    memory: Memory | None = None,
) -> CollectResult:
    """Merge every file, write into the office's book what is to be written, then remember what was taken. Cut short in between,
    the next collect finds the same values on both sides and remembers them then.

    files: by name; they are only read. tabs: only these sheets' or officials' files are taken, and what the others' left in the
    book before stays. for_review: nothing goes into the tabs, all changes into the review sheet; a review that
    was begun is gone on with. memory: stores what the book holds then. Raises what reading and writing the office's book raise,
    NoTabRecognised, UsageError, ConfigError.
    """
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)

    def job() -> CollectResult:
        office = read_office(book, settings, calendar, as_of, period_key)
        collected, apart = _asked_for(read_sent_files(files, records, office), office, tabs, for_review=for_review)
        merged = collate(collected.merges, office.content.name)
        waiting_there = collate(apart, office.content.name).conflicts
        origin = ConflictsFrom.collect()
        chosen = {} if for_review else _choices(office, origin, waiting_there)
        resolution = resolve(merged, without_contradictions(merged.conflicts, chosen))
        opened, decided = _settle(merged, resolution)
        looked_at = review(merged.left, collected.merges, office.content, office.settings, for_review=for_review)
        changes = once_each((*looked_at.take, *resolution.left))
        result = _result(office, collected, merged, (changes, opened, decided, resolution.unknown), looked_at)
        result = replace(result, apart=tuple(file.sent.name for file in apart))
        if dry_run:
            return result
        edits = (
            *cell_edits(changes, office.content, office.state.tabs),
            *conflict_edits((*opened, *still_listed(waiting_there, office.content)), office.content, origin),
            *looked_at.edits,
        )
        outcome = book.write(edits, office.content.version) if edits else None
        written = really_written(changes, outcome)
        for record in records_after(collected.merges, _written(office, written, opened, decided, looked_at)):
            records.save(record)
        told = remember_written(memory, office.state, written, as_of, "collect")
        return replace(result, outcome=outcome, dry=False, told=told)

    return settled(job)


def _asked_for(
    collected: SentFiles, office: Office, tabs: Sequence[str], *, for_review: bool
) -> tuple[SentFiles, tuple[FileMerge, ...]]:
    """The files of the tabs that were asked for, and the others'. Raises UsageError where the review sheet, which has all of
    them, would have to be written."""
    if not tabs:
        return collected, ()
    officials = officials_called(tabs, (office.tabs,), office.settings.plan)
    if for_review or in_review(office.content):
        raise UsageError(
            "Duyệt thay đổi (--review, sheet «Duyệt thay đổi») làm với mọi tab một lúc, không dùng cùng --tab.",
            "Vui lòng bỏ --tab; hoặc duyệt xong các dòng ở sheet «Duyệt thay đổi» rồi mới thu từng tab.",
        )
    mine = tuple(file for file in collected.merges if file.sent.official.code in officials)
    return replace(collected, merges=mine), tuple(file for file in collected.merges if file not in mine)


def _choices(office: Office, origin: ConflictsFrom, waiting_there: Sequence[Conflict]) -> Mapping[str, Choice]:
    """What was chosen in the sheet, without what concerns tabs that are not looked at."""
    elsewhere = {conflict.mark for conflict in waiting_there}
    chosen = choices_in_sheet(office.content, origin)
    return {mark: choice for mark, choice in chosen.items() if mark not in elsewhere}


def _settle(merged: Merge, resolution: Resolution) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
    """Open and settled conflicts. Where one file's value was chosen for a cell, the others' are decided against."""
    still_open = {conflict.mark for conflict in resolution.open}
    written = {change.name for change in resolution.left}
    opened = tuple(each for each in resolution.open if each.name not in written)
    kept = {conflict.mark for conflict in opened}
    decided = tuple(each for each in merged.conflicts if each.mark not in still_open or each.mark not in kept)
    return opened, decided


def _written(
    office: Office, changes: Sequence[Change], opened: Sequence[Conflict], decided: Sequence[Conflict], looked_at: Review
) -> Written:
    before = dict(_entries(office))
    waiting = {conflict.name for conflict in opened} | {row.change.name for row in looked_at.waiting}
    returned = {each.change.name: each.change.value for each in looked_at.returned}
    return Written(before, {change.name: change.value for change in changes}, decided, returned, frozenset(waiting))


def _entries(office: Office) -> Iterator[tuple[CellName, CellValue]]:
    fields = entry_fields(office.settings)
    for code, tab in office.state.tabs.items():
        for key, row in tab.rows.items():
            for name in fields:
                if name in row.values:
                    yield (code, key, name), row.values[name]


def _result(
    office: Office,
    collected: SentFiles,
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
