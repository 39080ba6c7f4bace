"""A Google Sheet that somebody has just made and shared, and a plan workbook that is put into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.google.new_book import NewGoogleBook
from sheetsync.adapters.google.spreadsheet import Spreadsheet
from sheetsync.adapters.google.staging import COMFORTABLE
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import period
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.form_design import FormBook, Formula
from sheetsync.core.sheets.plan_workbook.design import design_plan_workbook
from sheetsync.records import replace
from sheetsync.usecases.new_plan import NewPlanResult, new_plan
from tests.google.shared_book import SharedBook
from tests.google_service import GoogleService, google_service
from tests.google_service.formulas import FormulaPlace

AS_OF = date(2023, 3, 1)
OFFICE = "vanphong.ngocky@gmail.com"
ADDRESSES = {"VPDU_NV": "hoa@gmail.com", "VPUB": "nam@gmail.com"}
DAY_ZERO = date(1899, 12, 30)


@cache
def plan_settings() -> Settings:
    """The default configuration, with addresses of the office and of two officials."""
    settings = load_settings(None)
    officials = tuple(replace(official, email=ADDRESSES.get(official.code, "")) for official in settings.plan.officials)
    return replace(settings, plan=replace(settings.plan, officials=officials), office_addresses=(OFFICE,))


@cache
def small_settings() -> Settings:
    """The same with a few tasks only."""
    settings = plan_settings()
    return replace(settings, plan=replace(settings.plan, tasks=settings.plan.tasks[:6]))


@cache
def plan_design(*, small: bool = False) -> FormBook:
    settings = small_settings() if small else plan_settings()
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    return design_plan_workbook(
        settings, period(2023, 1, settings.periods, calendar), calendar, as_of=AS_OF, fixed=True, online=True
    )


@contextmanager
def calculating_google(design: FormBook) -> Iterator[GoogleService]:
    """The service; the formulas of the new plan workbook show what its design says they show."""
    shown: dict[tuple[str, int, int], str | float] = {}
    for sheet in design.sheets:
        for cell in sheet.cells:
            if isinstance(cell.value, Formula):
                shown[sheet.name, cell.row - 1, cell.column - 1] = as_google(cell.value.shows)

    def calculator(_: str, place: FormulaPlace) -> str | float | bool:
        return shown.get((place.sheet, place.row, place.column), "")

    with google_service(calculator=calculator) as service:
        yield service


def as_google(value: object) -> str | float:
    if isinstance(value, date):
        return (value - DAY_ZERO).days
    return value if isinstance(value, int | float) else str(value or "")


def fill(book: SharedBook, settings: Settings | None = None, *, comfortable: int = COMFORTABLE) -> NewPlanResult:
    """What `sheetsync new google:…` does."""
    place = NewGoogleBook(Spreadsheet(book.client(), book.spreadsheet.id), comfortable=comfortable)
    return new_plan(place, settings or plan_settings(), as_of=AS_OF, as_of_given=True, period_key="2023-Q1")
