"""The colours of a tab as LibreOffice shows them once an official has filled it in."""

from __future__ import annotations

import pytest

from sheetsync.core.cells import column_letters
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.plan_workbook.tab_columns import TabColumns
from sheetsync.core.sheets.plan_workbook.tab_sheet import FIRST_ROW
from sheetsync.core.sheets.state_looks import ERROR_FILL, ERROR_TEXT, STATE_COLOURS, WARNING_FILL
from sheetsync.core.states import STATE_TITLES, State
from tests.office import ShownLook, shown_looks
from tests.plan_workbook.filled_tab import TAB, make_filled

STATES = (
    State.DONE_EARLY, State.OVERDUE, State.DONE_LATE, State.DUE_SOON, State.IN_TIME, State.DONE, State.OPEN_ENDED,
    State.NOTHING_TO_REPORT, State.NOT_REPORTED,
)  # fmt: skip
"""Of the rows of the filled tab, from its first."""

WRONG = {1: "difficulty", 5: "completed_on"}
DOUBTFUL = {6: "result"}
WHOLE_ROW = {State.OVERDUE, State.DUE_SOON, State.DONE_LATE}
SOME_CELLS = {State.DONE_EARLY, State.DONE_ON_TIME, State.DONE, State.IN_TIME}
Row = dict[str, ShownLook]


@pytest.fixture(scope="module")
def shown(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """For each row, how each of its cells is shown, by field."""
    columns = TabColumns.of(settings.columns)
    letters = {key: column_letters(place) for key, place in columns.places.items()}
    letters |= {"warning": column_letters(columns.warning), "check": column_letters(columns.check)}
    cells = [f"{letter}{FIRST_ROW + row}" for row in range(len(STATES)) for letter in letters.values()]
    looks = shown_looks(make_filled(tmp_path_factory.mktemp("colours"), settings), {TAB: cells})[TAB]
    return [{key: looks[f"{letter}{FIRST_ROW + row}"] for key, letter in letters.items()} for row in range(len(STATES))]


def test_each_state_is_said_in_words(shown: list[Row]) -> None:
    words = {**STATE_TITLES, State.DONE: "Hoàn thành"}
    for state, row in zip(STATES, shown, strict=True):
        assert row["warning"].text.startswith(words[state]), row["warning"]


def test_each_state_has_its_colour(shown: list[Row]) -> None:
    for number, (state, row) in enumerate(zip(STATES, shown, strict=True)):
        marked = {WRONG.get(number), DOUBTFUL.get(number), "check" if number in {**WRONG, **DOUBTFUL} else None}
        fills = {key: look.fill for key, look in row.items() if key not in marked}
        if state in WHOLE_ROW:
            assert set(fills.values()) == {STATE_COLOURS[state].tint}, (state, fills)
        elif state is State.NOT_REPORTED:
            assert fills["task"] == fills["due"] == fills["warning"] == STATE_COLOURS[state].tint, (state, fills)
            assert {fills[key] for key in ("status", "result", "note")} <= {None, "FFFFFF"}, (state, fills)
        elif state in SOME_CELLS:
            assert fills["status"] == fills["warning"] == STATE_COLOURS[state].fill, (state, fills)
            assert fills["task"] != STATE_COLOURS[state].fill, (state, fills)
            assert fills["note"] in {None, "FFFFFF"}, (state, fills)
        else:
            assert fills["status"] in {None, "FFFFFF"}, (state, fills)


def test_the_wrong_cell_and_what_is_said_of_it_stand_out_of_the_row(shown: list[Row]) -> None:
    for number, key in WRONG.items():
        for field in (key, "check"):
            look = shown[number][field]
            assert look.fill == ERROR_FILL, (number, field, look)
        assert (shown[number]["check"].colour, shown[number]["check"].bold) == (ERROR_TEXT, True)
    for number, key in DOUBTFUL.items():
        assert shown[number][key].fill == shown[number]["check"].fill == WARNING_FILL


def test_what_is_right_has_a_tick_and_what_is_wrong_says_what_to_do(shown: list[Row]) -> None:
    waiting = [number for number, state in enumerate(STATES) if state is State.NOT_REPORTED]
    said = [row["check"].text for row in shown]
    assert {text for number, text in enumerate(said) if number not in {*WRONG, *DOUBTFUL, *waiting}} == {"✓"}
    assert all("ui lòng" in said[number] for number in (*WRONG, *DOUBTFUL))
    assert [said[number] for number in waiting] == ["Chưa báo cáo"]
