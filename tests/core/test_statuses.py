"""Statuses are taken exactly; other words only bring a suggestion."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.cells import CellValue
from sheetsync.core.readings import Status
from sheetsync.core.statuses import read_status
from sheetsync.core.suggest import closest


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize(
    "write", [str, str.upper, str.lower, lambda text: f" {text}\u00a0", lambda text: unicodedata.normalize("NFD", text)]
)
def test_the_five_statuses(status: Status, write: Callable[[str], str]) -> None:
    reading = read_status(write(status.value))
    assert (reading.status, reading.suggestion, reading.blank) == (status, None, False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("HT", Status.DONE),
        ("xong", Status.DONE),
        ("Đã xong.", Status.DONE),
        ("hoan thanh", Status.DONE),
        ("Hoàn thnh", Status.DONE),
        ("Hoàn thành 100%", Status.DONE),
        ("Hoàn thành 80%", Status.IN_PROGRESS),
        ("dang lam", Status.IN_PROGRESS),
        ("đang làm", Status.IN_PROGRESS),
        ("Đang thưc hiện", Status.IN_PROGRESS),
        ("Ðang thực hiện", Status.IN_PROGRESS),
        ("chưa hoàn thành", Status.IN_PROGRESS),
        ("chưa làm", Status.NOT_STARTED),
        ("chưa", Status.NOT_STARTED),
        ("Chua thuc hien", Status.NOT_STARTED),
        ("ko phát sinh", Status.NOTHING_TO_REPORT),
        ("Không có phát sinh", Status.NOTHING_TO_REPORT),
        ("tạm ngừng", Status.SUSPENDED),
        ("Tam dung", Status.SUSPENDED),
    ],
)
def test_other_words_are_suggested_never_applied(typed: str, meant: Status) -> None:
    reading = read_status(typed)
    assert (reading.status, reading.suggestion) == (None, meant)


@pytest.mark.parametrize("value", ["abc", "?", "Nguyễn Văn A", 5, True, 1.5])
def test_no_idea_no_suggestion(value: CellValue) -> None:
    reading = read_status(value)
    assert (reading.status, reading.suggestion, reading.blank) == (None, None, False)


@pytest.mark.parametrize("typed", ["không hoàn thành", "chưa hoàn tất", "ko hoàn thành", "chưa đạt hoàn thành"])
def test_a_denial_never_suggests_done(typed: str) -> None:
    assert read_status(typed).suggestion is not Status.DONE


@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0\u200b"])
def test_blank(value: CellValue) -> None:
    assert read_status(value).blank


@given(st.text() | st.integers() | st.booleans() | st.dates() | st.floats())
def test_nothing_typed_is_an_exception(value: CellValue) -> None:
    reading = read_status(value)
    assert not (reading.status and reading.suggestion)


def test_the_closest_word_counts_accents_little() -> None:
    assert closest("trang thai", ["Tiến độ", "Trạng thái", "Tình trạng"]) == "Trạng thái"
    assert closest("task_idd", ["task_id", "task", "status"]) == "task_id"
    assert closest("hoàn toàn khác", ["Trạng thái"]) is None
    assert closest("", ["Trạng thái"]) is None
    assert closest("bán", ["bàn", "bán"]) == "bán"
