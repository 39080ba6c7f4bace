"""Tabs of other quarters and years beside the current ones: taken too, every task would count twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.adoption.former_tabs import named_period
from sheetsync.core.adoption.proposal import Proposal, SheetGuess, Verdict
from sheetsync.core.settings import Settings
from sheetsync.usecases.adopt import look_at
from tests.adopt.books import DOING, Row, Sheet, day, with_xlsxwriter
from tests.adopt.table_lines import lines
from tests.adopt.test_plan_year import AS_OF
from tests.adopt.typed import Typed
from tests.test_cli import sheetsync

HEADINGS: Row = ["STT", "Nhiệm vụ", "Thời hạn", "Trạng thái"]

COPIES = """
| tabs, all with the tasks of 2023                          | taken          | asked about             | left out       |
|-----------------------------------------------------------|----------------|-------------------------|----------------|
| VP, TP, VP Q4-2022, TP Q4-2022, VP (Q3), TP (Q3)          | VP, TP         | VP (Q3), TP (Q3)        | VP Q4-2022, TP Q4-2022 |
| VP, TP, VP 2022, TP năm 2022, VP_2022-Q4                  | VP, TP         |                         | VP 2022, TP năm 2022, VP_2022-Q4 |
| VP nam 2022, vp, Tư pháp, Tư  Pháp - Quý IV năm 2022      | vp, Tư pháp    |                         | VP nam 2022, Tư  Pháp - Quý IV năm 2022 |
| VP, VP 2023, VP Q1.23, VP quý II, VP tháng 3, VP T12      | VP             | VP 2023, VP Q1.23, VP quý II, VP tháng 3, VP T12 | |
| VP, VP 6 tháng đầu năm, Q2 - VP, 2023 VP                  | VP             | VP 6 tháng đầu năm, Q2 - VP, 2023 VP | |
| VP, VP năm ngoái, VP - Kỳ trước, VP Quý I+II, VP 9 tháng  | VP             | VP năm ngoái, VP - Kỳ trước, VP Quý I+II, VP 9 tháng | |
| VP, VP 31.12.2022, VP T12-22, VP2022                      | VP             |                         | VP 31.12.2022, VP T12-22, VP2022 |
| VP, TP, Quý I, 2022                                       | VP, TP         | Quý I, 2022             |                |
| VP, TP, ĐC 2022                                           | VP, TP         | ĐC 2022                 |                |
| VP Q3, TP Q3                                              | VP Q3, TP Q3   |                         |                |
| VP 2022, TP 2022                                          | VP 2022, TP 2022 |                       |                |
| Kế hoạch 2023                                             | Kế hoạch 2023  |                         |                |
| Quý IV                                                    | Quý IV         |                         |                |
| VP Q1, VP Q2, TP Q2, TP Q1                                | VP Q2, TP Q2   | VP Q1, TP Q1            |                |
| VP 2022, VP 2023, TP 2023                                 | VP 2023, TP 2023 |                       | VP 2022        |
| VP Q4-2022, VP Q1, VP Q2                                  | VP Q2          | VP Q1                   | VP Q4-2022     |
| VP Q1, VP năm ngoái                                       | VP Q1          | VP năm ngoái            |                |
| VP Q1-2023, VP năm ngoái                                  | VP Q1-2023     | VP năm ngoái            |                |
| VP Tháng 1, VP Tháng 2, VP kỳ trước                       | VP Tháng 2     | VP Tháng 1, VP kỳ trước |                |
| VP quý trước, VP Q1                                       | VP Q1          | VP quý trước            |                |
| VP 2022, VP năm ngoái                                     | VP 2022        | VP năm ngoái            |                |
| VP năm ngoái, TP năm ngoái                                | VP năm ngoái, TP năm ngoái |             |                |
| Nam, Hoài, Hoài Nam 2023                                  | Nam, Hoài, Hoài Nam 2023 |               |                |
| Tổ 1, Tổ 2, Bà Quý, Quyên 3                               | Tổ 1, Tổ 2, Bà Quý, Quyên 3 |            |                |
"""  # noqa: E501 - a table

PREPARED = """
| tabs, all with the tasks of 2023   | on         | taken      | asked about                |
|------------------------------------|------------|------------|----------------------------|
| VP Q1, VP Q2, VP Q3, VP Q4         | 2023-02-01 | VP Q1      | VP Q2, VP Q3, VP Q4        |
| VP Q1, VP Q2, VP Q3, VP Q4         | 2023-07-01 | VP Q3      | VP Q1, VP Q2, VP Q4        |
| VP Q1, VP Q2, VP Q3, VP Q4         | 2024-02-01 | VP Q4      | VP Q1, VP Q2, VP Q3        |
| VP Q2, VP Q1, VP năm ngoái         | 2022-12-20 | VP Q1      | VP Q2, VP năm ngoái        |
| VP Q1+2, VP Q3+4                   | 2023-04-01 | VP Q1+2    | VP Q3+4                    |
| VP 6 tháng cuối, VP 6 tháng đầu    | 2023-06-30 | VP 6 tháng đầu | VP 6 tháng cuối        |
| VP tháng 1, VP tháng 2, VP tháng 3 | 2023-02-28 | VP tháng 2 | VP tháng 1, VP tháng 3     |
| VP 2023, VP 2024                   | 2023-02-01 | VP 2023    | VP 2024                    |
"""
"""Copies made for periods to come are as little current as those of periods that are over."""


def own(text: str, name: str) -> Sheet:
    """A sheet of this name with four tasks that the text tells from others."""
    rows: list[Row] = [[i, f"Rà soát thủ tục số {i} của {text}", day(f"{i}/6/2023"), DOING] for i in range(1, 5)]
    return Sheet(name, [HEADINGS, *rows])


def proposed(sheets: Sequence[Sheet], folder: Path, settings: Settings, as_of: date = AS_OF) -> Proposal:
    with_xlsxwriter(folder / "so.xlsx", sheets)
    return look_at(XlsxBook(folder / "so.xlsx"), settings, as_of=as_of).proposal


def names(sheets: Sequence[SheetGuess]) -> str:
    return ", ".join(sheet.name for sheet in sheets)


@pytest.mark.parametrize("line", lines(COPIES), ids=" ".join)
def test_copies_of_other_periods_are_no_officials(line: list[str], tmp_path: Path, settings: Settings) -> None:
    proposal = proposed([own("xã", name.strip()) for name in line[0].split(", ")], tmp_path, settings)
    left = [sheet for sheet in proposal.sheets if sheet.verdict is Verdict.OTHER]
    assert proposal.year == 2023
    assert [names(proposal.tabs), names(proposal.doubtful_sheets()), names(left)] == line[1:]
    assert all(sheet.reason for sheet in (*left, *proposal.doubtful_sheets()))


@pytest.mark.parametrize("line", lines(PREPARED), ids=" ".join)
def test_tabs_prepared_for_periods_to_come_wait(line: list[str], tmp_path: Path, settings: Settings) -> None:
    tabs, on, *expected = line
    sheets = [own("xã", name) for name in tabs.split(", ")]
    proposal = proposed(sheets, tmp_path, settings, date.fromisoformat(on))
    assert [names(proposal.tabs), names(proposal.doubtful_sheets())] == expected


def test_last_year_s_tab_is_no_current_one_though_its_tasks_are_others(tmp_path: Path, settings: Settings) -> None:
    proposal = proposed([own(name, name) for name in ("VP năm ngoái", "VP Q1")], tmp_path, settings)
    assert [names(proposal.tabs), names(proposal.doubtful_sheets())] == ["VP Q1", "VP năm ngoái"]


@pytest.mark.parametrize("name", ["q1" + " " * 8_000 + "x", "q1" + " " * 97 + "x", "VP Q1 " + "x" * 100])
def test_long_names_are_quick_to_look_through(name: str) -> None:
    period = named_period(name)
    assert (period is None) is (len(name) > 100)


def test_tabs_that_divide_a_year_s_tasks_are_all_taken(tmp_path: Path, settings: Settings) -> None:
    proposal = proposed([own(name, name) for name in ("VP Q1", "VP Q2", "VP Q3")], tmp_path, settings)
    assert names(proposal.tabs) == "VP Q1, VP Q2, VP Q3"


def test_the_reasons_are_true(tmp_path: Path, settings: Settings) -> None:
    tabs = [own("xã", name) for name in ("VP", "VP Q4-2022", "VP (Q3)", "Quý I", "TP Q1", "TP Q2", "ĐC 2022")]
    proposal = proposed(tabs, tmp_path, settings)
    assert {sheet.name: sheet.reason for sheet in proposal.sheets} == {
        "VP": "",
        "VP Q4-2022": "của năm 2022, trước năm kế hoạch; đã có sheet «VP»",
        "VP (Q3)": "có vẻ là bản của một kỳ khác, cạnh sheet «VP»",
        "Quý I": "tên sheet chỉ ghi một kỳ",
        "TP Q1": "có vẻ là bản của một kỳ khác, cạnh sheet «TP Q2»",
        "TP Q2": "",
        "ĐC 2022": "tên ghi năm 2022, trước năm kế hoạch",
    }


def test_a_blank_form_is_no_current_tab(tmp_path: Path, settings: Settings) -> None:
    proposal = proposed([Sheet("VP", [HEADINGS]), own("xã", "VP 2023"), own("xã", "TP")], tmp_path, settings)
    assert names(proposal.tabs) == "VP, VP 2023, TP"


def test_no_year_is_left_out_while_the_plan_s_is_not_sure(tmp_path: Path, settings: Settings) -> None:
    headed = own("xã", "VP")
    titled = Sheet("VP", [["KẾ HOẠCH NĂM 2022"], [], *headed.rows])
    proposal = proposed([titled, own("xã", "VP 2021")], tmp_path, settings)
    assert proposal.year_doubt
    assert names(proposal.doubtful_sheets()) == "VP 2021"


@pytest.mark.parametrize(
    ("answers", "tabs"),
    [(["k"], ["VP", "TP"]), ([""], ["VP", "TP"]), (["c", "k", "c"], ["VP", "TP", "TP (Q3)"])],
)
def test_tabs_of_other_periods_are_asked_about_together(
    answers: list[str], tabs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = Typed(monkeypatch)
    typed.answers(*answers)
    with_xlsxwriter(tmp_path / "so.xlsx", [own("xã", name) for name in ("VP", "TP", "VP (Q3)", "TP (Q3)")])
    done = sheetsync("adopt", tmp_path / "so.xlsx", "--to", tmp_path / "c")
    assert (done.returncode, typed.left) == (0, [])
    asked = "Các sheet «VP (Q3)», «TP (Q3)» có vẻ là bản của kỳ khác, vì đã có «VP», «TP»."
    assert asked in " ".join(done.stdout.split())
    assert [official.tab for official in load_settings(tmp_path / "c").plan.officials] == tabs


def test_what_is_left_without_asking_is_told(tmp_path: Path) -> None:
    with_xlsxwriter(tmp_path / "so.xlsx", [own("xã", name) for name in ("VP", "VP (Q3)")])
    done = sheetsync("adopt", tmp_path / "so.xlsx", "--yes", "--to", tmp_path / "c")
    told = "- sheet «VP (Q3)»: không lấy làm sheet cán bộ (có vẻ là bản của một kỳ khác, cạnh sheet «VP»)"
    assert told in " ".join(done.stdout.split())
