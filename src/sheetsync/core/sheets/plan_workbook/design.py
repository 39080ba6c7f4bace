"""The plan workbook as a whole, from the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.periods import Period
from sheetsync.core.plan import Official
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.form_design import BookName, FormBook
from sheetsync.core.sheets.plan_workbook.carried import NOTHING_CARRIED, CarriedRows
from sheetsync.core.sheets.plan_workbook.guide_sheet import design_guide
from sheetsync.core.sheets.plan_workbook.hidden_sheet import NO_MARKS, design_hidden_sheet, hidden_names
from sheetsync.core.sheets.plan_workbook.lists_sheet import design_lists_sheet, list_names
from sheetsync.core.sheets.plan_workbook.officials_sheet import design_officials_sheet, official_names
from sheetsync.core.sheets.plan_workbook.plan_sheet import design_plan_sheet, plan_names
from sheetsync.core.sheets.plan_workbook.tab_sheet import TabMaker


def tab_officials(settings: Settings) -> tuple[Official, ...]:
    """Those who get a tab, in the order of the configuration."""
    return tuple(official for official in settings.plan.officials if official.tab)


def design_plan_workbook(
    settings: Settings,
    period: Period,
    calendar: WorkCalendar,
    *,
    as_of: date,
    fixed: bool = False,
    carried: CarriedRows = NOTHING_CARRIED,
    online: bool = False,
    only: str = "",
    marks: Mapping[str, str] = NO_MARKS,
) -> FormBook:
    """The workbook for a period, as nobody has filled it in yet.

    as_of: the day it is made; fixed: rows are judged on that day for good, instead of on the day they are looked at. carried:
    what stands in it already, from an earlier workbook; online: it is filled in together, in a browser.
    only: the code of the one official whose tab it has; marks: further values by name for the hidden sheet.
    Raises ValueError where no official has a tab.
    """
    officials = tuple(official for official in tab_officials(settings) if only in ("", official.code))
    if not officials:
        raise ValueError("no official has a tab")
    maker = TabMaker(settings, period, calendar, as_of, carried)
    tabs = [maker.design(official) for official in officials]
    live = tabs[0].live

    def names() -> Iterator[BookName]:
        yield from plan_names(len(settings.plan.tasks))
        yield from official_names(settings.plan)
        yield from list_names(settings.plan, calendar)
        yield from hidden_names(settings, period, calendar, live, marks)
        for tab in tabs:
            yield from tab.names

    return FormBook(
        title=settings.plan.title,
        author=settings.unit.name,
        sheets=(
            design_guide(settings, period, officials, online=online),
            *(tab.sheet for tab in tabs),
            design_plan_sheet(settings, period, calendar),
            design_officials_sheet(settings.plan),
            design_lists_sheet(settings.plan, calendar),
            design_hidden_sheet(settings, period, calendar, live, as_of=as_of, fixed=fixed, marks=marks),
        ),
        names=tuple(names()),
        office=settings.office_addresses,
    )
