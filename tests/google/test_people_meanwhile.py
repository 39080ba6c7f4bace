"""Runs while people edit, insert, sort, rename and delete in the same moments, and while Google fails: no edit is lost, no report
stands twice, no mark is on a wrong row.

By hand for longer: `uv run python -m tests.google.test_people_meanwhile 200`.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sheetsync.adapters.google.marks import ASIDE_KEY, STAGING_KEY
from sheetsync.adapters.google.snapshot import is_own_rule
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.cells import CellValue, Rectangle
from sheetsync.core.edits import Highlight
from sheetsync.core.settings import Settings, Severity
from sheetsync.core.sheets.looks import Look
from sheetsync.core.states import State
from sheetsync.errors import ServiceUnavailable, SheetConflict, StillBeingEdited
from sheetsync.usecases import main_job
from sheetsync.usecases.assess import Assessment, assess
from sheetsync.usecases.results import RunResult
from sheetsync.wiring import load_settings
from tests.core.shown_marks import Scene, shown_marks
from tests.google.colleagues import Colleagues
from tests.google.shared_book import SharedBook
from tests.google_service import (
    GoogleService,
    any_call,
    batch_updates,
    google_service,
    internal_error,
    quota_exceeded,
    reads,
    unavailable,
)
from tests.small_office import write_book, write_config

AS_OF = date(2023, 3, 15)
TABS = ("Văn phòng", "Tư pháp")
IN_CI = 30


@dataclass
class Seen:
    """What the marks showed after a run, and on which tasks they may be."""

    scene: Scene
    ids: dict[int, str]
    allowed: dict[str, set[str]]


def faults(google: GoogleService, chance: random.Random) -> None:
    """Some of the next calls go wrong."""
    for _ in range(chance.randrange(3)):
        rule = google.next(chance.choice((any_call, reads, batch_updates)))
        chance.choice(
            (
                lambda rule: rule.answers(unavailable()),
                lambda rule: rule.answers(quota_exceeded("Write", retry_after=7)),
                lambda rule: rule.applies_then_answers(internal_error()),
                lambda rule: rule.drops_connection(),
                lambda rule: rule.applies_then_drops_connection(),
                lambda rule: rule.answers_garbled(),
            )
        )(rule)


def meanwhile(google: GoogleService, people: Colleagues, chance: random.Random) -> None:
    """People act right before or right after some of the next calls."""
    for _ in range(chance.randrange(1, 4)):
        rule = google.next(chance.choice((reads, batch_updates)))
        chance.choice((rule.runs_before, rule.runs_after))(people.act_together)


def test_thirty_runs_among_people_and_faults(google: GoogleService, tmp_path: Path) -> None:
    outcomes = many_runs(google, tmp_path, runs=IN_CI, seed=20230315)
    assert outcomes["done"] > IN_CI / 3
    assert outcomes["acts"] > IN_CI


def many_runs(google: GoogleService, folder: Path, *, runs: int, seed: int) -> Counter[str]:
    """So many runs, in books of their own a few each; what became of them."""
    chance = random.Random(seed)
    settings = load_settings(write_config(folder / "config"), None)
    small = XlsxBook(write_book(folder / "small.xlsx")).read().sheets
    outcomes: Counter[str] = Counter()
    seen: list[Seen] = []
    for number in range(runs):
        if number % 6 == 0:
            google.unknowns.duplicate_copies_sheet_metadata = chance.random() < 0.5
            locale, comfortable = chance.choice(("vi_VN", "en_US")), chance.choice((2_000_000, 4_000))
            book = SharedBook(google, small, locale=locale, comfortable=comfortable)
            people = Colleagues(book, TABS, chance.randrange(10**9))
        google.faults.clear()
        meanwhile(google, people, chance)
        faults(google, chance)
        result = one_run(book, settings, outcomes)
        google.faults.clear()
        people.nothing_is_lost()
        if result is not None:
            no_report_twice(book, people)
            seen.extend(marks_seen(book, people, result, settings))
            people.sort_a_tab()  # and what they do afterwards moves no mark to another task
            seen.extend(marks_seen(book, people, result, settings))
        outcomes["acts"] += len(people.done)
        people.done.clear()
    no_mark_on_a_wrong_row(seen, folder)
    outcomes["marks looked at"] = len(seen)
    return outcomes


def one_run(book: SharedBook, settings: Settings, outcomes: Counter[str]) -> RunResult | None:
    try:
        result = main_job.run(book.open(), settings, as_of=AS_OF, as_of_given=True, period_key="2023-Q1")
    except (StillBeingEdited, ServiceUnavailable, SheetConflict) as failure:
        outcomes[type(failure).__name__] += 1
        return None
    outcomes["done"] += 1
    return result


def no_report_twice(book: SharedBook, people: Colleagues) -> None:
    """After a run that came to its end every sheet of ours is there once (but for one that a person took away meanwhile), and
    nothing is left out of sight."""
    content = book.read()
    marks = Counter((sheet.own.kind, sheet.own.period) for sheet in content.sheets if sheet.own)
    assert len(marks) == 3 or "delete_a_report" in people.done
    assert set(marks.values()) == {1}, [(sheet.name, sheet.own) for sheet in content.sheets if sheet.own]
    for title in book.state.titles:
        keys = {entry["metadataKey"] for entry in book.state[title].developer_metadata}
        assert not keys & {ASIDE_KEY, STAGING_KEY}, title


def marks_seen(book: SharedBook, people: Colleagues, result: RunResult, settings: Settings) -> Iterator[Seen]:
    """What is right of a task by what was judged, or (marks are live) by what people have typed since."""
    now = assess(book.open(), settings, as_of=AS_OF, period_key="2023-Q1")
    judged, present = allowed_ids(result.assessment), allowed_ids(now)
    allowed = {mark: judged[mark] | present[mark] for mark in judged}
    for title in people.tabs:
        tab = book.state[title]
        content = next(sheet for sheet in book.read().sheets if sheet.name == title)
        cells: dict[tuple[int, int], CellValue] = {
            (row, column): content.value(row, column)
            for row in range(1, content.last_row + 1)
            for column in range(1, 16)
            if content.value(row, column) is not None
        }
        id_column = tab.rows()[3].index("Mã NV") + 1
        ids = {row: str(cells.get((row, id_column), "")) for row in range(1, content.last_row + 1)}
        highlights = [_highlight(rule) for rule in tab.conditional_formats if is_own_rule(rule)]
        yield Seen(Scene(cells, highlights, AS_OF), ids, allowed)


def allowed_ids(assessment: Assessment) -> dict[str, set[str]]:
    """By mark, the tasks that it is right for."""
    allowed: dict[str, set[str]] = {"error": set(), "warning": set(), "overdue": set(), "not reported": set(), "due soon": set()}
    for finding in assessment.findings:
        if finding.severity in (Severity.ERROR, Severity.WARNING) and finding.task_id:
            allowed[finding.severity.value].add(finding.task_id)
    by_id = {task.task_id: task for task in assessment.plan.tasks}
    for task_id, entry in assessment.lead_entries().items():
        state = assessment.judge(entry, by_id.get(task_id)).state
        for mark, of in (("overdue", State.OVERDUE), ("not reported", State.NOT_REPORTED), ("due soon", State.DUE_SOON)):
            if state is of:
                allowed[mark].add(task_id)
    return allowed


def no_mark_on_a_wrong_row(seen: Sequence[Seen], folder: Path) -> None:
    shown = shown_marks({f"s{number}": each.scene for number, each in enumerate(seen)}, folder)
    looked_at = 0
    for number, each in enumerate(seen):
        for row, marks in shown[f"s{number}"].items():
            for mark in marks:
                kind = re.sub(r" [A-Z]+$", "", mark)
                if row > 4 and kind in each.allowed and each.ids.get(row):
                    looked_at += 1
                    assert each.ids[row] in each.allowed[kind], (number, row, mark, each.ids[row])
    assert looked_at > len(seen) / 2


def _highlight(rule: dict[str, Any]) -> Highlight:
    (area,) = rule["ranges"]
    formula = rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
    formula = re.sub(r'("(?:[^"]|"")*")|;', lambda found: found[1] or ",", formula)
    condition = formula.removeprefix('=AND(N("sheetsync")=0,').removesuffix(")")
    style = rule["booleanRule"]["format"].get("backgroundColorStyle", {}).get("rgbColor", {})
    fill = "".join(f"{round(style.get(part, 0) * 255):02X}" for part in ("red", "green", "blue"))
    block = Rectangle(
        area.get("startRowIndex", 0) + 1, area.get("startColumnIndex", 0) + 1, area["endRowIndex"], area["endColumnIndex"]
    )
    return Highlight((block,), condition, Look(fill=fill))


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with google_service() as service, tempfile.TemporaryDirectory() as place:
        print(json.dumps(many_runs(service, Path(place), runs=wanted, seed=len(sys.argv)), ensure_ascii=False))
