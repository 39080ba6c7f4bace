"""Make the year's plan workbook from the configuration."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import Period, default_period, period
from sheetsync.core.plan import Role
from sheetsync.core.plan_exchange.carried_cells import CarryOver
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.carried import NOTHING_CARRIED
from sheetsync.core.sheets.plan_workbook.design import design_plan_workbook, tab_officials
from sheetsync.core.sheets.plan_workbook.sheet_names import BUTTONS_AT, OURS
from sheetsync.core.values import match_key
from sheetsync.errors import ConfigError, UsageError
from sheetsync.ports import NewBook, PlanBook, WriteOutcome
from sheetsync.records import dataclass, replace
from sheetsync.usecases.assess import choose_period
from sheetsync.usecases.earlier_book import read_earlier


@dataclass(frozen=True, slots=True)
class NewPlanTab:
    """A tab that was made. lead, coordinating: its rows of either role."""

    sheet: str
    official: str
    lead: int
    coordinating: int


@dataclass(frozen=True, slots=True)
class NewPlanResult:
    """The workbook that was made, for which period, with which tabs in order; tasks: of the plan. carried: what came from an
    earlier workbook; old: its name. online: people fill it in together, in a browser."""

    outcome: WriteOutcome
    period: Period
    tasks: int
    tabs: tuple[NewPlanTab, ...]
    carried: CarryOver | None = None
    old: str = ""
    online: bool = False


def new_plan(
    book: NewBook,
    settings: Settings,
    *,
    as_of: date,
    as_of_given: bool = False,
    period_key: str | None = None,
    old: PlanBook | None = None,
    same_year: bool = False,
) -> NewPlanResult:
    """Build the workbook for a period of the plan's year: the one asked for, else the old workbook's, else the one that is
    running, else the first. old: an earlier workbook, whose entries are taken over; it is only read.
    same_year: it must be of the plan's year.

    Raises what `read_earlier` raises; UsageError where something stands in the book's place, or for a period of another year;
    ConfigError where the configuration has no tasks or no tabs, shared sheets, or tabs that cannot stand in one workbook;
    BookUnwritable.
    """
    plan = settings.plan
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    _check_plan(settings)
    earlier = read_earlier(old, settings) if old is not None else None
    if same_year and earlier is not None and earlier.year != plan.year:
        raise UsageError(
            f"Sổ «{earlier.content.name}» là của năm {earlier.year}, kế hoạch trong cấu hình là của năm {plan.year}.",
            "Vui lòng chọn kế hoạch cùng năm bằng --plan; hoặc lập sổ của năm mới: sheetsync new --from SỔ-CŨ --output SỔ-MỚI.",
        )
    if period_key is None and earlier is not None and earlier.year == plan.year:
        period_key = earlier.period_key
    chosen = _period(settings, calendar, as_of, period_key)
    carried = earlier.carry(settings, chosen) if earlier is not None else None
    if carried is not None and carried.added:
        plan = replace(plan, tasks=(*plan.tasks, *carried.added))
        settings = replace(settings, plan=plan)
    officials = tab_officials(settings)
    _check_tabs([official.tab or "" for official in officials])
    rows = carried.rows if carried is not None else NOTHING_CARRIED
    design = design_plan_workbook(settings, chosen, calendar, as_of=as_of, fixed=as_of_given, carried=rows, online=book.online)
    outcome = book.create(design, {official.tab: BUTTONS_AT for official in officials if official.tab})
    counts = Counter((code, role) for code, _, role in plan.placements())
    tabs = tuple(
        NewPlanTab(official.tab or "", official.code, counts[official.code, Role.LEAD], counts[official.code, Role.COORDINATOR])
        for official in officials
    )
    name = earlier.content.name if earlier is not None else ""
    return NewPlanResult(outcome, chosen, len(plan.tasks), tabs, carried, name, online=book.online)


def _period(settings: Settings, calendar: WorkCalendar, as_of: date, period_key: str | None) -> Period:
    year = settings.plan.year
    if period_key is None:
        running = default_period(as_of, settings.periods, calendar)
        return running if running.year == year else period(year, 1, settings.periods, calendar)
    chosen = choose_period(as_of, period_key, settings, calendar)
    if chosen.year != year:
        raise UsageError(
            f"Kế hoạch trong cấu hình là của năm {year}, không lập được sổ cho kỳ {chosen.title}.",
            f"Vui lòng chọn một kỳ của năm {year}, ví dụ --period {year}-Q1, hoặc chọn kế hoạch khác bằng --plan.",
        )
    return chosen


def _check_plan(settings: Settings) -> None:
    if not settings.plan.tasks:
        raise ConfigError(
            "Kế hoạch trong cấu hình chưa có nhiệm vụ nào nên chưa lập được sổ.",
            "Vui lòng ghi các mục [[task]] vào tệp kế hoạch, hoặc chọn tệp kế hoạch khác bằng --plan.",
        )
    if settings.shared_sheets:
        shared = ", ".join(f"«{name}»" for name in settings.shared_sheets)
        raise ConfigError(
            f"Cấu hình dùng sheet chung ({shared}), còn sổ mới có một sheet riêng cho từng bộ phận.",
            "Vui lòng bỏ shared_sheets trong sheetsync.toml (dùng một thư mục cấu hình khác cho sổ mới) rồi chạy lại.",
        )


def _check_tabs(tabs: list[str]) -> None:
    """Sheets of one workbook need different names, capitals or not."""
    if not tabs:
        raise ConfigError(
            "Cấu hình chưa có bộ phận nào có sheet riêng nên chưa lập được sổ.",
            "Vui lòng ghi khóa «tab» cho các bộ phận trong officials.toml.",
        )
    taken = Counter(match_key(name) for name in (*OURS, *tabs))
    doubled = [tab for tab in dict.fromkeys(tabs) if taken[match_key(tab)] > 1]
    if doubled:
        raise ConfigError(
            "Có tên sheet trùng nhau, hoặc trùng với sheet có sẵn của sổ: " + ", ".join(f"«{tab}»" for tab in doubled) + ".",
            f"Vui lòng đổi khóa «tab» trong officials.toml; các tên không dùng được: {', '.join(OURS)}.",
        )
