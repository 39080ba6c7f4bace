"""The main job on the sample, on the file and on the Google Sheet that holds the same: the same findings, the same figures, the
same sheets; and how often Google is asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.console.json_document import run_pieces
from sheetsync.core.settings import Settings
from sheetsync.ports import PlanBook
from sheetsync.usecases import main_job
from sheetsync.usecases.clean import clean
from sheetsync.usecases.results import RunResult
from sheetsync.wiring import load_settings
from tests.contract.plan_book_contract import values
from tests.google.shared_book import SharedBook
from tests.google_service import GoogleService, batch_updates

SAMPLE = Path(__file__).parents[2] / "workbooks" / "mau-2023.xlsx"
AS_OF = date(2023, 3, 15)
REPORTS = ("Báo cáo Quý I-2023", "Tổng hợp nội bộ Quý I-2023", "Kết quả kiểm tra")


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(None, None)


def run(book: PlanBook, settings: Settings) -> RunResult:
    return main_job.run(book, settings, as_of=AS_OF, as_of_given=True, period_key="2023-Q1")


def document(result: RunResult) -> dict[str, Any]:
    """What is told of a run, but for the name of the book."""
    told: dict[str, Any] = json.loads("".join(run_pieces(result)))
    del told["book"]
    return told


def sample_sheet(google: GoogleService, **given: Any) -> SharedBook:
    return SharedBook(google, XlsxBook(SAMPLE).read().sheets, **given)


@pytest.mark.parametrize("locale", ["vi_VN", "en_US"])
def test_the_findings_and_figures_are_those_of_the_file(
    google: GoogleService, settings: Settings, tmp_path: Path, locale: str
) -> None:
    file = tmp_path / "mau.xlsx"
    file.write_bytes(SAMPLE.read_bytes())
    shared = sample_sheet(google, locale=locale)
    on_file, at_google = run(XlsxBook(file), settings), run(shared.open(), settings)
    assert document(at_google) == document(on_file)
    assert len(at_google.assessment.findings) == 46
    in_file, in_sheet = XlsxBook(file).read(), shared.read()
    assert [sheet.name for sheet in in_sheet.sheets] == [sheet.name for sheet in in_file.sheets]
    for name in REPORTS:
        assert values(in_sheet.sheet(name)) == values(in_file.sheet(name))
        assert in_sheet.sheet(name).own == in_file.sheet(name).own


@pytest.mark.parametrize(
    ("job", "reads", "writes"),
    [
        pytest.param(lambda book, settings: main_job.validate(book, settings, as_of=AS_OF), 1, 0, id="validate"),
        pytest.param(run, 2, 1, id="run"),
        pytest.param(lambda book, settings: main_job.highlight(book, settings, as_of=AS_OF), 2, 1, id="highlight"),
    ],
)
def test_how_often_google_is_asked(
    google: GoogleService,
    settings: Settings,
    job: Callable[[PlanBook, Settings], RunResult],
    reads: int,
    writes: int,
) -> None:
    shared = sample_sheet(google)
    before = shared.counts
    job(shared.open(), settings)
    after = shared.counts
    assert (after[0] - before[0], after[1] - before[1]) == (reads, writes)


def test_a_second_run_of_a_changed_book_reads_twice_and_writes_twice(google: GoogleService, settings: Settings) -> None:
    shared = sample_sheet(google)
    run(shared.open(), settings)
    shared.owner.types("VP UBND", "H8", "Hoàn thành")
    before = shared.counts
    run(shared.open(), settings)
    after = shared.counts
    assert (after[0] - before[0], after[1] - before[1]) == (2, 2)
    assert shared.largest_write() < 2_000_000


def test_a_second_run_changes_nothing_and_writes_nothing(google: GoogleService, settings: Settings) -> None:
    shared = sample_sheet(google)
    run(shared.open(), settings)
    before, state = shared.counts, shared.state.contents()
    outcome = run(shared.open(), settings).outcome
    assert outcome is not None
    assert not outcome.changed
    assert shared.counts[1] == before[1]
    assert shared.state.contents() == state


def test_clean_leaves_the_sheet_as_it_was(google: GoogleService, settings: Settings) -> None:
    shared = sample_sheet(google)
    before = shared.state.contents()
    run(shared.open(), settings)
    assert clean(shared.open()).changed
    assert shared.state.contents() == before


def test_nothing_but_ours_is_touched(google: GoogleService, settings: Settings) -> None:
    """Every request of a run names a sheet of ours, or a conditional format with our mark."""
    shared = sample_sheet(google)
    peoples = {shared.state[title].id for title in shared.state.titles}
    run(shared.open(), settings)
    for call in google.calls(batch_updates):
        for request in call.body["requests"]:
            kind, given = next(iter(request.items()))
            if kind == "addConditionalFormatRule":
                formula = given["rule"]["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
                assert 'N("sheetsync")' in formula
            else:
                assert not peoples & set(_sheets_of(given)), kind


def _sheets_of(part: Any) -> list[int]:
    if isinstance(part, dict):
        here = [part["sheetId"]] if "sheetId" in part else []
        return here + [found for value in part.values() for found in _sheets_of(value)]
    if isinstance(part, list):
        return [found for value in part for found in _sheets_of(value)]
    return []
