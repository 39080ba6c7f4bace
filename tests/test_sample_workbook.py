"""The sample workbook itself: what its script builds, with what offices put into workbooks, and a truth that covers it all."""

from __future__ import annotations

import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from sheetsync.core.states import State
from tests import office
from tests.sample.build_sample import TABS, WORKBOOK, build
from tests.sample.office_extras import LISTS, STATUS_LIST_NAME
from tests.sample.plan_rows import CONFIG, placements
from tests.sample.tab_sheet import read_spec, task_rows
from tests.test_sample import truth


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def sample_parts() -> dict[str, bytes]:
    return parts(WORKBOOK)


def test_the_committed_workbook_is_what_the_script_builds(sample_parts: dict[str, bytes], tmp_path: Path) -> None:
    built = parts(build(tmp_path / "mau.xlsx"))
    assert list(built) == list(sample_parts)
    assert [name for name in built if built[name] != sample_parts[name]] == []


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    assert build(tmp_path / "a.xlsx").read_bytes() == build(tmp_path / "b.xlsx").read_bytes()


def test_the_rows_are_the_plan_s_but_for_the_three_mistakes() -> None:
    """One lead row was deleted, one task reported in two rows, one task added that no plan knows."""
    expected = Counter(placements())
    assert expected.total() == 99
    actual: Counter[tuple[str, str, bool]] = Counter()
    for name in TABS:
        spec = read_spec(name)
        for row in task_rows(spec):
            actual[spec["official"], row.get("task") or row["unplanned_id"], row.get("coordinator", False)] += 1
    assert list((expected - actual).elements()) == [("TCKH_H", "IV.4.02b", False)]
    assert sorted((actual - expected).elements()) == [("TPHT", "IV.3.03", False), ("VPUB", "PS.01", False)]


def test_it_holds_what_offices_put_into_workbooks(sample_parts: dict[str, bytes]) -> None:
    kinds = ("xl/charts/chart", "xl/media/image", "xl/drawings/drawing", "xl/drawings/vmlDrawing", "xl/comments")
    assert [kind for kind in kinds if not any(name.startswith(kind) for name in sample_parts)] == []
    sheets = b"".join(content for name, content in sample_parts.items() if name.startswith("xl/worksheets/sheet"))
    for mark in (
        b"<pane ",
        b"<dataValidation ",
        b"<conditionalFormatting ",
        b"x14:dataBar",
        b"<mergeCell ",
        b'fitToHeight="0"',
        b"#DIV/0!",
    ):
        assert mark in sheets, mark
    assert b"<xdr:sp " in sample_parts["xl/drawings/drawing1.xml"]  # the text box
    workbook = sample_parts["xl/workbook.xml"].decode()
    assert f'name="{LISTS}" sheetId="9" state="hidden"' in workbook
    assert STATUS_LIST_NAME in workbook
    assert "_xlnm.Print_Titles" in workbook


def test_the_truth_covers_every_rule_and_every_state() -> None:
    """But for sheets that several officials share (`tests/test_shared_sheets.py`), and for what takes a second period
    (`tests/core/rules/cases/tien-do-va-ket-qua.md`): the sample is a first quarter."""
    codes = {rule["code"] for rule in tomllib.loads((CONFIG / "rules.toml").read_text("utf-8"))["rule"]}
    variants = [finding for variant in truth()["variants"].values() for finding in variant["added"]]
    assert codes - {finding["code"] for finding in (*truth()["findings"], *variants)} == {
        "person-missing",
        "person-unknown",
        "result-unchanged",
    }
    assert {state.value for state in State} - {state for state, _ in truth()["states"].values()} == set()


def test_the_truth_adds_up() -> None:
    report = truth()["report"]
    for group in ("by_area", "by_official"):
        summed: Counter[str] = Counter()
        for counts in report[group].values():
            assert counts["total"] == sum(n for state, n in counts.items() if state != "total")
            summed.update(counts)
        assert summed == Counter(report["totals"])
    rows = sum(len(numbers) for sheets in report["left_out"].values() for numbers in sheets.values())
    assert report["rows_read"] == report["reported"] + rows == sum(tab["rows"] for tab in truth()["tabs"])


@pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")
def test_cached_values_are_what_the_formulas_give(tmp_path: Path) -> None:
    """People see cached values; so does everything that reads without calculating."""
    formulas = openpyxl.load_workbook(WORKBOOK)
    cached = openpyxl.load_workbook(WORKBOOK, data_only=True)
    calculated = openpyxl.load_workbook(office.recalculated(WORKBOOK, tmp_path / "again"), data_only=True)
    cells = [(s.title, c.coordinate) for s in formulas for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert len(cells) == 7 * 7 + 7 + 2  # the summary's counts and sums, the total of costs, the division by zero
    differing = [f"{s}!{a1}" for s, a1 in cells if cached[s][a1].value != calculated[s][a1].value]
    assert differing == []


def test_a_fact_of_the_truth_has_one_place() -> None:
    keys = Counter((finding["sheet"], finding["cell"], finding["code"]) for finding in truth()["findings"])
    assert [key for key, times in keys.items() if times > 1] == []
    assert set(truth()["state_notes"]) <= set(truth()["states"])
