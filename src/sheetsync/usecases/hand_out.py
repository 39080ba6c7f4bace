"""A workbook for every official with the tab as it stands in the office's book now; what goes out is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sheetsync.core.book import BookContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import BookTabs, Tab
from sheetsync.core.find_tab import find_tab
from sheetsync.core.hand_out.design import content_of, design_hand_out, settings_of
from sheetsync.core.hand_out.file_names import hand_out_files
from sheetsync.core.hand_out.mark import HandOutMark, identify
from sheetsync.core.hand_out.record import HandOutRecord
from sheetsync.core.merge import Base, base_of, state_of
from sheetsync.core.periods import Period
from sheetsync.core.plan import Official
from sheetsync.core.plan_exchange.carry_within_year import carry_within_year
from sheetsync.core.plan_exchange.old_tabs import OldTabs, read_old_tabs
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.sheets.form_design import FormBook
from sheetsync.core.suggest import closest
from sheetsync.core.tabs import read_tabs
from sheetsync.core.values import match_key
from sheetsync.errors import UsageError
from sheetsync.ports import HandOutRecords, PlanBook
from sheetsync.records import dataclass, replace
from sheetsync.usecases.assess import no_tab
from sheetsync.usecases.book_period import book_period


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One official's workbook. rows: of the tab; filled: of those, how many have entries; notes: what stays behind in the
    office's book, or has no place of its own."""

    official: str
    title: str
    sheet: str
    identifier: str
    name: str
    design: FormBook
    rows: int
    filled: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOutResult:
    """left_out: officials who get no file, each with the reason, in Vietnamese."""

    book: str
    period: Period
    files: tuple[HandedOut, ...]
    left_out: tuple[tuple[str, str], ...]


def hand_out(
    book: PlanBook,
    records: HandOutRecords,
    settings: Settings,
    *,
    as_of: date,
    period_key: str | None = None,
    tab: str | None = None,
) -> HandOutResult:
    """The workbooks, and their records, which are kept before any workbook is. tab: only this sheet's or official's.

    Raises what reading raises, NoTabRecognised, UsageError for an unknown period or tab or a period of another year,
    ConfigUnwritable.
    """
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    content = book.read()
    period = book_period(content, settings, calendar, as_of=as_of, period_key=period_key)
    tabs, plan = read_tabs(content, settings, period.quarter)
    if not tabs.tabs:
        raise no_tab(content, settings)
    if period.year != plan.year:
        raise UsageError(
            f"Kế hoạch là của năm {plan.year}, không phát sổ cho {period.title} được.",
            f"Vui lòng chọn một kỳ của năm {plan.year}, ví dụ --period {plan.year}-Q1.",
        )
    settings = replace(settings, plan=plan, plan_source=PlanSource.FILE)
    officials = _asked(tabs, settings, tab)
    names = hand_out_files(plan.year, {official.code: official.tab or "" for official in _with_tab(settings)})
    job = _Job(content, tabs, read_old_tabs(content, settings), settings, period, calendar, as_of)
    files: list[HandedOut] = []
    left_out: list[tuple[str, str]] = []
    for official in officials:
        own = find_tab(content, tabs, official, settings, period.quarter)
        reason = _reason(own)
        if reason:
            left_out.append((official.short_title or official.title, reason))
            continue
        handed, record = job.make(official, own, names[official.code])
        if records.load(record.identifier) is None:
            records.save(record)
        files.append(handed)
    return HandOutResult(content.name, period, tuple(files), tuple(left_out))


@dataclass(frozen=True, slots=True)
class _Job:
    content: BookContent
    tabs: BookTabs
    old: OldTabs
    settings: Settings
    period: Period
    calendar: WorkCalendar
    as_of: date

    def make(self, official: Official, own: tuple[Tab, ...], name: str) -> tuple[HandedOut, HandOutRecord]:
        narrowed = settings_of(official, self.settings)
        carried = carry_within_year(replace(self.old, tabs=BookTabs(own)), narrowed, self.period.key)
        before = self._base(BookTabs(own), official)
        identifier = identify(official.code, self.content.name, before)
        sheet = narrowed.plan.official(official.code)
        assert sheet is not None
        mark = HandOutMark(identifier, official.code, self.content.name, sheet.tab or "", self.period.key)
        design = design_hand_out(
            sheet, narrowed, self.period, self.calendar, as_of=self.as_of, carried=carried.rows, marks=mark.values()
        )
        plain = replace(self.settings, plan=replace(self.settings.plan, officials=narrowed.plan.officials), shared_sheets=())
        made = read_tabs(content_of(design), plain, self.period.quarter)[0]
        handed, rows = self._base(made, official), sum(len(tab.entries) for tab in made.tabs)
        title = official.short_title or official.title
        return (
            HandedOut(official.code, title, mark.sheet, identifier, name, design, rows, carried.filled, carried.notes),
            HandOutRecord(identifier, official.code, mark.book, mark.sheet, self.period.key, handed, before),
        )

    def _base(self, tabs: BookTabs, official: Official) -> Base:
        state = state_of(tabs, self.settings, name=self.content.name, period=self.period.key)
        return base_of(state.only(official.code))


def _with_tab(settings: Settings) -> Iterator[Official]:
    return (official for official in settings.plan.officials if official.tab)


def _asked(tabs: BookTabs, settings: Settings, name: str | None) -> list[Official]:
    """Raises UsageError for a name that is no official's."""
    officials = list(_with_tab(settings))
    if name is None:
        return officials
    key = match_key(name)
    sheets = {tab.official: tab.sheet for tab in tabs.tabs}
    known: Mapping[str, tuple[str, ...]] = {
        each.code: (each.code, each.tab or "", each.short_title, *each.aliases, sheets.get(each.code, "")) for each in officials
    }
    chosen = [official for official in officials if key in map(match_key, filter(None, known[official.code]))]
    if not chosen:
        called = [official.tab or "" for official in officials]
        near = closest(name, called)
        hint = f" Có phải «{near}» không?" if near else ""
        raise UsageError(
            f"Không có bộ phận nào có sheet tên «{name}».{hint}",
            "Có thể chọn: " + ", ".join(f"«{each}»" for each in called) + ".",
        )
    return chosen


def _reason(own: tuple[Tab, ...]) -> str:
    """Why no workbook can be made of these tabs; "" where it can."""
    if not own:
        return "sổ không có sheet của bộ phận này"
    if not all(tab.usable for tab in own):
        return f"sheet «{own[0].sheet}» không có dòng tiêu đề hoặc thiếu cột bắt buộc; xem bằng lệnh sheetsync validate"
    return ""
