"""Cells cross exactly: what Google holds is what the core sees."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from sheetsync.core.book import CellNote, TextRun
from sheetsync.core.cells import CellValue
from sheetsync.errors import BookUnreadable
from tests.google.shared_book import SharedBook
from tests.google_service import GoogleService


def number(value: float, kind: str = "", pattern: str = "") -> dict[str, Any]:
    cell: dict[str, Any] = {"userEnteredValue": {"numberValue": value}}
    if kind:
        cell["userEnteredFormat"] = {"numberFormat": {"type": kind, **({"pattern": pattern} if pattern else {})}}
    return cell


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}}


@pytest.fixture(params=["vi_VN", "en_US"])
def book(google: GoogleService, request: pytest.FixtureRequest) -> SharedBook:
    return SharedBook(google, (), locale=request.param)


def holding(book: SharedBook, cell: dict[str, Any], fields: str = "*") -> tuple[CellValue, CellNote | None]:
    title = book.state.titles[0]
    where = {"sheetId": book.state[title].id, "rowIndex": 1, "columnIndex": 2}
    book.owner.asks({"updateCells": {"start": where, "rows": [{"values": [cell]}], "fields": fields}})
    sheet = book.read().sheets[0]
    return sheet.value(2, 3), sheet.notes.get((2, 3))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(text("001"), "001", id="leading zeros"),
        pytest.param(text("'12"), "'12", id="apostrophe"),
        pytest.param(text("=1+1"), "=1+1", id="looks like a formula"),
        pytest.param(text("1.234"), "1.234", id="number as text"),
        pytest.param(text("15/3/2023"), "15/3/2023", id="date as text"),
        pytest.param(text("hai\ndòng"), "hai\ndòng", id="line break"),
        pytest.param(text("Hòa 😀 Ð"), "Hòa 😀 Ð", id="letters of two units"),
        pytest.param(number(44), 44, id="whole number"),
        pytest.param(number(98.5), 98.5, id="fraction"),
        pytest.param(number(45000), 45000, id="a number without a date format"),
        pytest.param(number(45000, "DATE", "dd/mm/yyyy"), date(2023, 3, 15), id="date"),
        pytest.param(number(45000, "DATE"), date(2023, 3, 15), id="date in the locale's own form"),
        pytest.param(number(45000.5, "DATE_TIME", "dd/mm/yyyy hh:mm"), datetime(2023, 3, 15, 12), id="moment"),  # noqa: DTZ001
        pytest.param(number(0.25, "TIME", "hh:mm"), time(6), id="time of day"),
        pytest.param(number(1.5, "TIME", "[h]:mm"), timedelta(hours=36), id="duration"),
        pytest.param(number(1, "DATE", "dd/mm/yyyy"), date(1899, 12, 31), id="before Excel's extra day"),
        pytest.param(number(61, "DATE", "dd/mm/yyyy"), date(1900, 3, 1), id="where both count alike"),
        pytest.param(number(12, "NUMBER", "#,##0"), 12, id="number format"),
        pytest.param(number(12, "TEXT"), 12, id="a number in a text column"),
        pytest.param({"userEnteredValue": {"boolValue": True}}, True, id="checkbox"),
        pytest.param({"userEnteredValue": {"formulaValue": "=1+1"}}, 2, id="formula"),
        pytest.param({"userEnteredFormat": {"backgroundColor": {"red": 1}}}, None, id="only coloured"),
    ],
)
def test_a_value(book: SharedBook, cell: dict[str, Any], expected: CellValue) -> None:
    value, _ = holding(book, cell)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(number(1, "PERCENT", "0%"), CellNote(percent=True), id="percent"),
        pytest.param({"userEnteredValue": {"formulaValue": "=1/0"}}, CellNote(error="#DIV/0!", formula=True), id="error"),
        pytest.param({"userEnteredValue": {"formulaValue": "=1+1"}}, CellNote(formula=True), id="formula"),
        pytest.param(
            {**text("UBND x·"), "userEnteredFormat": {"textFormat": {"fontFamily": ".VnTime"}}},
            CellNote(font=".VnTime"),
            id="old font",
        ),
        pytest.param(
            {
                **text("abc x·"),
                "textFormatRuns": [{"startIndex": 4, "format": {"fontFamily": ".VnTime"}}],
            },
            CellNote(font=".VnTime", runs=(TextRun("abc "), TextRun("x·", ".VnTime"))),
            id="a part in an old font",
        ),
        pytest.param(text("thường"), None, id="plain"),
    ],
)
def test_what_a_plain_value_cannot_say(book: SharedBook, cell: dict[str, Any], expected: CellNote | None) -> None:
    assert holding(book, cell)[1] == expected


def test_hidden_and_merged(book: SharedBook) -> None:
    title = book.state.titles[0]
    book.owner.types(title, "A1", "Tên")
    book.owner.merges(title, "A1:C2")
    book.owner.adds_sheet("Ẩn")
    book.owner.hides_sheet("Ẩn")
    first, second = book.read().sheets
    assert [area.a1 for area in first.merged] == ["A1:C2"]
    assert (first.hidden, second.hidden) == (False, True)


def test_a_stray_cell_far_below_costs_no_memory(book: SharedBook) -> None:
    title = book.state.titles[0]
    book.owner.asks({"appendDimension": {"sheetId": book.state[title].id, "dimension": "ROWS", "length": 30_000}})
    book.owner.types(title, "A1", "đầu")
    book.owner.types(title, "B30001", "lạc")
    sheet = book.read().sheets[0]
    assert len(sheet.rows) == 1
    assert sheet.far_rows == {30_001: {2: "lạc"}}


def test_a_book_beyond_measure_is_refused_in_words(book: SharedBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetsync.core.sheet_block.MAX_ROWS", 3)
    book.owner.fills(book.state.titles[0], "A1", [["x"]] * 4)
    with pytest.raises(BookUnreadable) as refusal:
        book.read()
    assert book.state.titles[0] in refusal.value.message
