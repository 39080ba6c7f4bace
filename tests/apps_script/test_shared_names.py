"""What the script looks for is called as Python calls it."""

from __future__ import annotations

import re

from sheetsync.adapters.apps_script_files import script_files
from sheetsync.adapters.google.check_requests import ASKED_BY_NAME, CHECKED_NAME, TICK_NAME
from sheetsync.core.book import SheetKind
from sheetsync.core.live import names as live_names
from sheetsync.core.live.columns import FINE, NOT_REPORTED
from sheetsync.core.live.layout import Helper
from sheetsync.core.own_names import own_sheet_name
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook import sheet_names
from sheetsync.core.sheets.plan_workbook.book_columns import OFFICIAL_COLUMNS
from sheetsync.core.sheets.plan_workbook.tab_columns import CHECK_HEADING, WARNING_HEADING
from sheetsync.core.sheets.requests_sheet import UNDER_WAY
from sheetsync.core.states import STATE_TITLES, State
from tests.apps_script.google_book import HEADINGS

SOURCE = "\n".join(path.read_text("utf-8") for path in script_files())


def constant(name: str) -> str:
    found: list[str] = re.findall(rf"^const {name} = '([^']*)';", SOURCE, flags=re.MULTILINE)
    (value,) = found
    return value


def test_names_of_the_workbook() -> None:
    assert [constant(f"{one}_NAME_") for one in ("REQUEST", "REQUESTED_BY", "LAST_CHECKED")] == [
        TICK_NAME,
        ASKED_BY_NAME,
        CHECKED_NAME,
    ]
    assert [constant(f"{one}_NAME_") for one in ("HAND_IN", "SEND", "OFFICIALS")] == [
        live_names.HAND_IN,
        live_names.SEND,
        sheet_names.OFFICIAL_NAMES,
    ]
    assert constant("OFFICIALS_SHEET_") == sheet_names.OFFICIALS
    of_tab = {f"ss_{name}" for name in re.findall(r"ss_\(\?:([a-z|]+)\)", SOURCE)[0].split("|")}
    assert of_tab == {sheet_names.CHECK, sheet_names.DUE, sheet_names.WHERE, sheet_names.FIRST}


def test_headings(settings: Settings) -> None:
    assert [constant(f"{one}_HEADING_") for one in ("CHECK", "WARNING", "STATUS", "TASK", "TASK_ID")] == [
        text.casefold()
        for text in (CHECK_HEADING, WARNING_HEADING, *(settings.column(key).heading for key in ("status", "task", "task_id")))
    ]
    assert list(HEADINGS[6:]) == [helper.name.lower() for helper in Helper]
    asked = set(re.findall(r"(?:cell|place)\('([^']+)'\)", SOURCE)) | {"tên sheet", "tên ngắn"}
    assert asked <= {column.heading.casefold() for column in OFFICIAL_COLUMNS}


def test_what_cells_say() -> None:
    assert constant("TICK_") == FINE
    assert constant("NOT_REPORTED_") == NOT_REPORTED.casefold()
    assert constant("UNDER_WAY_") == UNDER_WAY
    late = re.findall(r"^const DEADLINES_ = \['([^']+)', '([^']+)'\];", SOURCE, flags=re.MULTILINE)
    assert late == [(STATE_TITLES[State.OVERDUE].casefold(), STATE_TITLES[State.DUE_SOON].casefold())]
    assert f"«{own_sheet_name(SheetKind.FINDINGS, '')}»" in SOURCE
