"""What goes out into the sheets comes back the same, whatever people wrote; what is edited there survives the way round."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.config_files.changed_plan import officials_text, plan_text
from sheetsync.adapters.config_files.toml_blocks import TomlBlocks
from sheetsync.adapters.config_files.toml_text import toml_string
from sheetsync.core.book import BookContent, SheetContent
from sheetsync.core.calendar import WorkCalendar
from sheetsync.core.cells import CellValue
from sheetsync.core.periods import period
from sheetsync.core.plan import Cadence, Plan
from sheetsync.core.plan_exchange.read_plan_book import read_plan_book
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.form_design import FormSheet, Formula
from sheetsync.core.sheets.plan_workbook.officials_sheet import design_officials_sheet
from sheetsync.core.sheets.plan_workbook.plan_sheet import design_plan_sheet
from tests.plan_exchange.edited_book import OFFICIALS, PLAN, at, with_cells

_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp"), include_characters="\n"),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() != "")
_SHORT = st.sampled_from(["Văn phòng", "A; B", 'Tổ "1"', "TP", "Một, hai", "# ba", "a]b", "'x'", "Phòng Nội vụ huyện", ""])
_DAYS = st.dates(date(2022, 10, 1), date(2024, 3, 31))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Settings]:
    folder = tmp_path_factory.mktemp("cau-hinh")
    (folder / "officials.toml").write_text(OFFICIALS, encoding="utf-8")
    (folder / "plan-2023.toml").write_text(PLAN, encoding="utf-8")
    return folder, load_settings(folder)


def exported(plan: Plan, like: Settings) -> BookContent:
    """The two sheets of a plan, as a reader gives them."""
    known = replace(like, plan=plan)
    calendar = WorkCalendar(known.holidays, known.periods.saturday_works, known.made_up_days)
    sheets = (design_plan_sheet(known, period(2023, 1, known.periods, calendar), calendar), design_officials_sheet(plan))
    return BookContent("so.xlsx", "1", tuple(map(_content, sheets)))


def _content(sheet: FormSheet) -> SheetContent:
    rows: list[list[CellValue]] = [[None] * len(sheet.column_widths) for _ in range(max(cell.row for cell in sheet.cells))]
    for cell in sheet.cells:
        value = cell.value.shows if isinstance(cell.value, Formula) else cell.value
        rows[cell.row - 1][cell.column - 1] = value if value != "" else None
    return SheetContent(sheet.name, tuple(map(tuple, rows)))


@given(titles=st.lists(_TEXTS, min_size=4, max_size=4), names=st.lists(_SHORT, min_size=3, max_size=3), deliverable=_TEXTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_unchanged_export_changes_no_byte(
    office: tuple[Path, Settings], titles: list[str], names: list[str], deliverable: str
) -> None:
    """Whatever titles, names and separators hold, also names that several have."""
    known = office[1]
    tasks = [replace(task, title=title.strip()) for task, title in zip(known.plan.tasks, titles, strict=True)]
    tasks[1] = replace(tasks[1], deliverable=deliverable.strip(), title=f"{tasks[1].title} (hai)")
    officials = [
        replace(official, short_title=name or official.title) for official, name in zip(known.plan.officials, names, strict=True)
    ]
    plan = replace(known.plan, tasks=tuple(tasks), officials=tuple(officials))
    reading = read_plan_book(exported(plan, known), plan)
    assert reading.differences == ()
    assert reading.after == plan
    assert plan_text(PLAN, plan, reading.after) == PLAN
    assert officials_text(OFFICIALS, plan, reading.after) == OFFICIALS


_EDITS = st.fixed_dictionaries(
    {},
    optional={
        at("A.1", "task"): _TEXTS,
        at("A.2", "deliverable"): st.none() | _TEXTS,
        at("A.2", "coordinators"): st.sampled_from(["TP", "HU; TP", None]),
        at("A.2", "due"): _DAYS,
        at("A.3", "lead"): st.sampled_from(["TP", "Phòng Nội vụ huyện"]),
        at("A.3", "due_basis"): st.sampled_from(["Kế hoạch ghi", "Đề xuất"]),
        at("A.4", "due"): _DAYS,
        at("A.4", "confirmed_by"): _TEXTS,
        at("A.4", "confirmed_on"): _DAYS,
        at("A.4", "needs_document"): st.sampled_from(["Có", None]),
    },
)


@given(edits=_EDITS, gone=st.sets(st.sampled_from(["A.1", "A.2", "A.3", "A.4"]), max_size=2),
       people=st.tuples(st.none() | _TEXTS, st.none() | _TEXTS, st.booleans()))  # fmt: skip
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_export_edit_import_export(
    office: tuple[Path, Settings],
    tmp_path_factory: pytest.TempPathFactory,
    edits: dict[str, CellValue],
    gone: set[str],
    people: tuple[str | None, str | None, bool],
) -> None:
    added, person, successor = people
    known = office[1]
    content = with_cells(exported(known.plan, known), "Kế hoạch", edits)
    for row in (f"{row}" for task, row in zip(["A.1", "A.2", "A.3", "A.4"], range(4, 8), strict=True) if task in gone):
        content = with_cells(content, "Kế hoạch", dict.fromkeys((f"{letter}{row}" for letter in "ABCDEFGHIJKL"), None))
    if added:
        cells = {"A8": "A.9", "B8": "II.6", "C8": f"Việc {added}", "F8": "VP", "H8": Cadence.YEARLY.value}
        content = with_cells(content, "Kế hoạch", cells)
    content = with_cells(content, "Cán bộ", {at("TP", "person"): person})
    if successor:
        days = {at("VP", "end"): date(2023, 4, 30), "A7": "VP", "F7": "Ngô D", "H7": date(2023, 5, 1)}
        content = with_cells(content, "Cán bộ", days)
    reading = read_plan_book(content, known.plan)
    assert reading.findings == ()
    plan, officials = plan_text(PLAN, known.plan, reading.after), officials_text(OFFICIALS, known.plan, reading.after)
    folder = tmp_path_factory.mktemp("sau")
    (folder / "plan-2023.toml").write_bytes(plan.encode())
    (folder / "officials.toml").write_bytes(officials.encode())
    imported = load_settings(folder).plan
    assert imported == reading.after
    assert read_plan_book(exported(imported, known), imported).differences == ()
    assert read_plan_book(content, imported).differences == ()
    for text, before in ((plan, PLAN), (officials, OFFICIALS)):
        assert [line for line in text.splitlines() if line.startswith("# ")] == [
            line for line in before.splitlines() if line.startswith("# ") and not ("huyện" in line and "A.2" in gone)
        ]


_VALUES = st.recursive(
    st.integers(0, 99).map(str)
    | _TEXTS.map(toml_string)
    | st.sampled_from(["'a # ]'", '"""\n"" ] #\n"""', "2023-01-01", "'''x''y'''"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[ # [ \n" + ",\n".join(items) + "]")
        | st.lists(inner.filter(lambda text: "\n" not in text), max_size=2).map(
            lambda items: "{ " + ", ".join(f"k{n} = {item}" for n, item in enumerate(items)) + " }"
        )
    ),
    max_leaves=5,
)


@given(values=st.lists(_VALUES, min_size=1, max_size=5), comment=st.sampled_from(["", " # '", ' # "[']))
@settings(max_examples=150, deadline=None)
def test_a_value_is_found_and_exchanged(values: list[str], comment: str) -> None:
    """Whatever stands around: strings with brackets, comments with quotes, lists over several lines."""
    tables = "\n".join(f"# {n}\n[[task]]\nid = {value}{comment}\nlast = {n}\n" for n, value in enumerate(values))
    for number in range(len(values)):
        file = TomlBlocks(tables)
        file.set_key("task", number, "id", '"mới"', ("id", "last"))
        expected = tomllib.loads(tables)
        expected["task"][number]["id"] = "mới"
        assert tomllib.loads(file.result()) == expected
        assert file.result().count("# ") >= len(values)
        file = TomlBlocks(tables)
        file.remove_block("task", number)
        del (expected := tomllib.loads(tables))["task"][number]
        assert tomllib.loads(file.result()).get("task", []) == expected["task"]
