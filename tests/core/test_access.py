"""Who may edit what in a shared plan workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.access import SheetAccess, access_of_book, access_of_design
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import Rectangle
from sheetsync.core.periods import period
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.form_design import FormBook
from sheetsync.core.sheets.plan_workbook.design import design_plan_workbook
from sheetsync.core.tabs import read_tabs
from sheetsync.records import replace
from tests.plan_workbook.fresh_book import BEFORE_HAND_IN, TABS, make


@pytest.fixture(scope="module")
def settings() -> Settings:
    settings = load_settings(None)
    officials = (replace(settings.plan.officials[0], email="a@gmail.com"), *settings.plan.officials[1:])
    return replace(settings, plan=replace(settings.plan, officials=officials), office_addresses=("vp@gmail.com",))


def design(settings: Settings) -> FormBook:
    calendar = WorkCalendar(settings.holidays, settings.periods.saturday_works, settings.made_up_days)
    return design_plan_workbook(settings, period(2023, 1, settings.periods, calendar), calendar, as_of=BEFORE_HAND_IN)


def test_a_new_workbook_is_closed_but_for_what_officials_fill_in(settings: Settings) -> None:
    accesses = {access.sheet: access for access in access_of_design(design(settings))}
    assert list(accesses) == ["Hướng dẫn", *TABS, "Kế hoạch", "Cán bộ", "Danh mục", "_sheetsync"]
    entries = (Rectangle(3, 6, 3, 7), Rectangle(5, 10, 33, 12), Rectangle(5, 14, 33, 18))
    assert accesses[TABS[0]] == SheetAccess(TABS[0], entries, ("a@gmail.com",))
    assert [access.people for access in accesses.values()].count(()) == 11
    assert [name for name, access in accesses.items() if not access.open] == [
        "Hướng dẫn",
        "Kế hoạch",
        "Cán bộ",
        "Danh mục",
        "_sheetsync",
    ]


def test_a_workbook_that_is_read_has_the_rights_of_its_design(tmp_path: Path, settings: Settings) -> None:
    make(tmp_path / "so.xlsx", settings)
    content = XlsxBook(tmp_path / "so.xlsx").read()
    tabs, _ = read_tabs(content, settings)
    assert access_of_book(content, tabs, settings) == access_of_design(design(settings))


def test_the_office_is_named_for_the_whole_workbook(settings: Settings) -> None:
    assert design(settings).office == ("vp@gmail.com",)
