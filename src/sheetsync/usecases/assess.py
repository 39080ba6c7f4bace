"""Read a book once and judge all of it: what every command starts from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sheetsync.core.book import BookContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.entries import BookTabs, Entry, Tab
from sheetsync.core.findings import Finding
from sheetsync.core.handing_in import handed_in_on
from sheetsync.core.people import KnownPeople
from sheetsync.core.periods import Period, default_period, parse_period, period
from sheetsync.core.plan import Plan, Role, Task
from sheetsync.core.plan_exchange.edition import BookEdition, read_edition
from sheetsync.core.rules import check
from sheetsync.core.settings import Settings
from sheetsync.core.states import Timeliness
from sheetsync.core.suggest import closest
from sheetsync.core.tabs import read_tabs
from sheetsync.core.timeliness import judge
from sheetsync.core.values import match_key
from sheetsync.errors import NoTabRecognised, UsageError
from sheetsync.ports import PlanBook
from sheetsync.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class Assessment:
    """A book as judged on `as_of` for one period. `plan` is the plan that rules: the configured one, or the tabs'.
    whole: the assessment of all tabs, where this one is of some of them; edition: of a workbook that `new` made."""

    settings: Settings
    plan: Plan
    period: Period
    as_of: date
    calendar: WorkCalendar
    content: BookContent
    tabs: BookTabs
    findings: tuple[Finding, ...]
    whole: Assessment | None = None
    edition: BookEdition | None = None

    def judge(self, entry: Entry, task: Task | None) -> Timeliness:
        """The state of one row as of the run date. task: the plan's task of the row."""
        return judge(entry, task, period=self.period, as_of=self.as_of, calendar=self.calendar, settings=self.settings.periods)

    def handed_in_on(self, tabs: Sequence[Tab]) -> date | None:
        """The day on which an official handed in. tabs: all of the official's."""
        return handed_in_on(tabs, self.period, self.as_of, self.calendar, self.settings.periods)

    def lead_entries(self) -> dict[str, Entry]:
        """By task id, the row that counts for each task: the first lead row in the tab of its owner."""
        owners = {task.task_id: self.plan.tab_owner(task) for task in self.plan.tasks}
        leads: dict[str, Entry] = {}
        for entry in self.tabs.entries():
            task_id = entry.task_id
            if task_id and entry.role is Role.LEAD and owners.get(task_id) == entry.official:
                leads.setdefault(task_id, entry)
        return leads


def choose_period(as_of: date, period_key: str | None, settings: Settings, calendar: WorkCalendar) -> Period:
    """The period asked for ("2023-Q1", "Quý I/2023"), else the earliest whose sending day has not passed. Raises UsageError."""
    if period_key is None:
        return default_period(as_of, settings.periods, calendar)
    parsed = parse_period(period_key)
    if parsed is None:
        raise UsageError(f"Không hiểu kỳ báo cáo «{period_key}».", "Vui lòng ghi như 2023-Q1 (quý I năm 2023).")
    return period(*parsed, settings.periods, calendar)


def assess(
    book: PlanBook, settings: Settings, *, as_of: date, period_key: str | None = None, tab: str | None = None
) -> Assessment:
    """Read, find the tabs, check every rule. tab: only this sheet (or official, by code or name) is judged.

    Raises BookUnreadable, NoTabRecognised when no sheet is an official's tab, UsageError for an unknown period or tab.
    """
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    chosen = choose_period(as_of, period_key, settings, calendar)
    content = book.read()
    edition = read_edition(content)
    tabs, plan = read_tabs(content, settings, quarter=chosen.quarter)
    content = content.without_cells()  # the tabs hold what counts; a large book is not kept twice
    if not tabs.tabs:
        raise no_tab(content, settings)
    findings = check(tabs, plan, settings, period=chosen, as_of=as_of, calendar=calendar)
    assessment = Assessment(settings, plan, chosen, as_of, calendar, content, tabs, findings, edition=edition)
    return only_tab(assessment, tab) if tab else assessment


def no_tab(content: BookContent, settings: Settings) -> NoTabRecognised:
    """The exception that says which sheets were seen and which tabs are expected."""
    seen = ", ".join(f"«{sheet.name}»" for sheet in content.sheets[:12]) or "không có sheet nào"
    expected = ", ".join(f"«{official.tab}»" for official in settings.plan.officials if official.tab)
    return NoTabRecognised(
        f"Sổ «{content.name}» không có sheet nào của cán bộ. Các sheet đang có: {seen}.",
        f"Vui lòng đặt tên sheet như: {expected}; hoặc thêm tên khác của sheet vào officials.toml. "
        "Sổ chưa từng dùng với sheetsync thì lập cấu hình cho sổ bằng lệnh: sheetsync adopt (ở bảng chọn: mục 10).",
    )


def only_tab(assessment: Assessment, name: str) -> Assessment:
    """The same assessment narrowed to one tab. Raises UsageError, with a suggestion, when the book has no such tab."""
    chosen = tabs_called(assessment.tabs, assessment.plan, name)
    places = {tab.identity for tab in chosen}
    return replace(
        assessment,
        tabs=BookTabs(tabs=chosen, others=assessment.tabs.others),
        findings=tuple(finding for finding in assessment.findings if (finding.sheet, finding.official) in places),
        whole=assessment,
    )


def officials_called(names: Sequence[str], books: Sequence[BookTabs], plan: Plan) -> frozenset[str]:
    """The codes of the officials whose tabs are called so in any of these books. Raises UsageError, as `tabs_called`."""
    codes: set[str] = set()
    for name in names:
        found: set[str] = set()
        for tabs in books:
            try:
                found |= {tab.official for tab in tabs_called(tabs, plan, name)}
            except UsageError:
                continue
        if not found:
            tabs_called(books[0], plan, name)  # raises, with a suggestion
        codes |= found
    return frozenset(codes)


def tabs_called(tabs: BookTabs, plan: Plan, name: str) -> tuple[Tab, ...]:
    """The tabs on the sheet of this name, or of the official of this code or, on shared sheets, name. Raises UsageError, with a
    suggestion, when there are none."""
    key = match_key(name)
    chosen = [tab for tab in tabs.tabs if key in (match_key(tab.sheet), match_key(tab.official))]
    shared = [tab for tab in tabs.tabs if tab.shared]
    if not chosen and shared:
        code = KnownPeople(plan.officials).code(name)
        chosen = [tab for tab in tabs.tabs if tab.official and tab.official == code]
    if not chosen:
        people = (plan.official(tab.official) for tab in shared)
        called = ((official.tab or "") if official else "" for official in people)
        names = list(dict.fromkeys([*(tab.sheet for tab in tabs.tabs), *filter(None, called)]))
        near = closest(name, names)
        hint = f" Có phải «{near}» không?" if near else ""
        choices = "Có thể chọn sheet hoặc người: " if shared else "Các sheet có thể chọn: "
        raise UsageError(
            f"Sổ không có sheet cán bộ nào tên «{name}».{hint}",
            choices + ", ".join(f"«{n}»" for n in names) + ".",
        )
    return tuple(chosen)
