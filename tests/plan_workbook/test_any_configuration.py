"""Whatever the configuration says, the workbook can be opened, and reads back as it says."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as some

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.plan import Area, Cadence, Due, DueBasis, Official, Plan, Task
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.sheet_names import OURS
from sheetsync.core.tabs import read_tabs
from sheetsync.core.values import match_key
from tests.openxml_rules import new_errors
from tests.plan_workbook.fresh_book import make

LETTERS = string.ascii_letters + "àảĂđĐớỰyỹ" + " .,;-()&<>\"'=+@%_#{}·«»"
TEXTS = some.text(LETTERS, min_size=1, max_size=60).map(str.strip).filter(lambda text: len(match_key(text)) > 1)
CODES = some.text(string.ascii_uppercase + string.digits + ".", min_size=1, max_size=8)
NAMES = some.text(string.ascii_letters + "đĐớỹ &<>\"'.-+=", min_size=2, max_size=31).filter(
    lambda name: name == name.strip() and name[0] != "'" and name[-1] != "'" and len(match_key(name)) > 1
)


@some.composite
def plans(draw: some.DrawFn) -> Plan:
    tabs = draw(some.lists(NAMES, min_size=1, max_size=3, unique_by=match_key))
    tabs = [tab for tab in tabs if match_key(tab) not in {match_key(name) for name in OURS}] or ["Văn phòng"]
    officials = tuple(Official(f"B{i}", draw(TEXTS), draw(TEXTS), tab) for i, tab in enumerate(tabs))
    dues = some.one_of(
        some.just(Due()),
        some.dates(min_value=date(2023, 1, 1), max_value=date(2023, 12, 31)).map(lambda day: Due(DueBasis.PROPOSED, day)),
    )
    tasks = tuple(
        Task(
            task_id=f"{code}.{number}",
            title=f"{draw(TEXTS)} {number}",
            area="A",
            lead=draw(some.sampled_from(officials)).code,
            cadence=draw(some.sampled_from(list(Cadence))),
            deliverable=draw(TEXTS),
            needs_document=draw(some.booleans()),
            coordinators=tuple(draw(some.sets(some.sampled_from([one.code for one in officials])))),
            due=draw(dues),
        )
        for number, code in enumerate(draw(some.lists(CODES, min_size=1, max_size=5)))
    )
    return Plan(2023, draw(TEXTS), (Area("A", draw(TEXTS)),), officials, tasks, consolidator=officials[0].code)


@given(plan=plans())
@examples(max_examples=25)
def test_it_reads_back(plan: Plan) -> None:
    settings = replace(load_settings(None), plan=plan)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        make(path, settings)
        tabs, _ = read_tabs(XlsxBook(path).read(), settings, quarter=1)
    assert [tab.sheet for tab in tabs.tabs] == [official.tab for official in plan.officials]
    rows = [(tab.official, entry.task_id, entry.role) for tab in tabs.tabs for entry in tab.entries]
    wanted = [(code, task.task_id, role) for code, task, role in plan.placements()]
    assert sorted(rows, key=str) == sorted(wanted, key=str)
    assert all(not tab.skipped and not tab.missing for tab in tabs.tabs)


@pytest.fixture(scope="module")
def short(settings: Settings) -> Settings:
    """The default configuration with a dozen tasks: Microsoft's rules take seconds for a long workbook."""
    return replace(settings, plan=replace(settings.plan, tasks=settings.plan.tasks[::6]))


def rows_of(settings: Settings) -> list[int]:
    """How many rows each tab must have."""
    codes = [code for code, _, _ in settings.plan.placements()]
    return [codes.count(official.code) for official in settings.plan.officials if official.tab]


def only_columns(settings: Settings, *keys: str) -> Settings:
    return replace(settings, columns=tuple(column for column in settings.columns if column.key in keys))


FEWER_COLUMNS = (
    ("task", "status"),
    ("task_id", "task", "status", "result"),
    ("task_id", "task", "role", "due", "due_basis", "status", "completed_on", "result", "evidence", "difficulty"),
)


def test_fewer_columns_will_do(short: Settings, tmp_path: Path) -> None:
    for keys in FEWER_COLUMNS:
        fewer = only_columns(short, *keys)
        path = tmp_path / f"{len(keys)}.xlsx"
        make(path, fewer)
        tabs, _ = read_tabs(XlsxBook(path).read(), fewer, quarter=1)
        assert [len(tab.entries) for tab in tabs.tabs] == rows_of(short)
        assert set(tabs.tabs[0].columns) == set(keys)


def test_names_and_texts_of_every_kind(short: Settings, tmp_path: Path) -> None:
    """Letters that mean something in XML, in formulas and in sheet names."""
    first, *others = short.plan.officials
    odd = replace(first, tab="A'B & <C> =1", title='"Chức danh" & <b>', short_title="=1+1")
    tasks = tuple(replace(task, title=f'={task.title} & "<x>" _x0041_') for task in short.plan.tasks)
    changed = replace(short, plan=replace(short.plan, officials=(odd, *others), tasks=tasks))
    path, fewest = tmp_path / "so.xlsx", tmp_path / "it-cot.xlsx"
    make(path, changed)
    make(fewest, only_columns(short, *FEWER_COLUMNS[0]))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[1] == "A'B & <C> =1"
    titles = [row[3].value for row in book["A'B & <C> =1"].iter_rows(min_row=5)]
    assert all(re.fullmatch(r'=.* & "<x>" _x005F_x0041_|=.* & "<x>" _x0041_', str(title)) for title in titles)
    tabs, _ = read_tabs(XlsxBook(path).read(), changed, quarter=1)
    assert [len(tab.entries) for tab in tabs.tabs] == rows_of(changed)
    assert all(not entry.notes.get("task") for tab in tabs.tabs for entry in tab.entries), "a text, not a formula"
    assert new_errors({"odd": (None, path.read_bytes()), "fewest columns": (None, fewest.read_bytes())}) == {}
