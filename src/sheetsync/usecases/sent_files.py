"""The office's book and the files that officials sent, read: each file merged into the book by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sheetsync.core.book import BookContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.collect.collate import FileMerge
from sheetsync.core.collect.fields import entry_fields
from sheetsync.core.collect.measure import Measure, digest
from sheetsync.core.collect.roles import with_roles_of
from sheetsync.core.collect.whose import SentFile, UnknownFile, whose
from sheetsync.core.entries import BookTabs
from sheetsync.core.find_tab import find_tab
from sheetsync.core.hand_out.record import HandOutRecord
from sheetsync.core.merge import BookState, state_of
from sheetsync.core.merge.three_way import merge_fields
from sheetsync.core.periods import Period
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.errors import BookUnreadable
from sheetsync.ports import HandOutRecords, PlanBook
from sheetsync.records import dataclass, field, replace
from sheetsync.usecases.assess import no_tab
from sheetsync.usecases.book_period import book_period


@dataclass(frozen=True, slots=True)
class Office:
    """The office's book as it was read. settings: with the plan that rules in it."""

    content: BookContent
    tabs: BookTabs
    state: BookState
    settings: Settings
    period: Period


@dataclass(frozen=True, slots=True)
class SentFiles:
    """merges: of the files that are an official's; first: names of those of which no hand-out is known."""

    merges: tuple[FileMerge, ...]
    unknown: tuple[UnknownFile, ...]
    first: frozenset[str] = field(default_factory=frozenset)


def read_office(book: PlanBook, settings: Settings, calendar: WorkCalendar, as_of: date, period_key: str | None) -> Office:
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
    own = BookTabs(tuple(found))
    return Office(content, own, state_of(own, settings, name=content.name, period=period.key), settings, period)


def read_sent_files(files: Sequence[tuple[str, PlanBook]], records: HandOutRecords, office: Office) -> SentFiles:
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
    return SentFiles(tuple(merges), tuple(unknown), frozenset(first))


def _record(
    sent: SentFile, records: HandOutRecords, office: Office, loaded: dict[str, HandOutRecord]
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


def _elsewhere(sent: SentFile, record: HandOutRecord | None, records: HandOutRecords, office: Office) -> UnknownFile | None:
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


def _merge(sent: SentFile, record: HandOutRecord, office: Office) -> FileMerge:
    code, fields = sent.official.code, entry_fields(office.settings)
    here = office.state.only(code)
    if code not in here.tabs:
        return FileMerge(sent, record, merge_fields(here, sent.state, None, fields, frozenset()))
    tab = with_roles_of(here.tabs[code], sent.state.tabs[code])
    sent = replace(sent, state=replace(sent.state, tabs={code: tab}))
    measure = Measure(record, here.tabs[code], tab, fields)
    merged = merge_fields(here, sent.state, measure.base(), fields, frozenset())
    return FileMerge(sent, record, merged, digest(tab, fields), frozenset(measure.went_back))
