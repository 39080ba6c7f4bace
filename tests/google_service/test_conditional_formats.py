"""Conditional formats: an ordered list, and what a rule may not be."""

from __future__ import annotations

from typing import Any

import gspread
import pytest

from tests.google_service import GoogleService, Person, Spreadsheet, refused
from tests.google_service.json_objects import JsonObject

RED = {"red": 1}


def rule(formula: str, **look: Any) -> JsonObject:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    block = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 9}
    return {"ranges": [block], "booleanRule": {"condition": condition, "format": look or {"backgroundColor": RED}}}


def formulas(google: GoogleService, book: Spreadsheet) -> list[str]:
    return google.look(book)["Sheet1"].condition_formulas


def test_rules_are_put_in_front_or_where_asked(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.asks(*({"addConditionalFormatRule": {"rule": rule(formula)}} for formula in ("=1", "=2")))
    hoa.asks({"addConditionalFormatRule": {"rule": rule("=3"), "index": 2}})
    assert formulas(google, book) == ["=2", "=1", "=3"]


def test_a_deleted_rule_comes_back_in_the_reply(google: GoogleService, book: Spreadsheet, program: gspread.Spreadsheet) -> None:
    requests = [{"addConditionalFormatRule": {"rule": rule("=1")}}, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}}]
    replies = program.batch_update({"requests": requests})["replies"]
    assert replies[0] == {}
    gone = replies[1]["deleteConditionalFormatRule"]["rule"]
    assert gone["ranges"] == [{"startRowIndex": 1, "endRowIndex": 9}]
    assert gone["booleanRule"]["format"] == {"backgroundColor": RED, "backgroundColorStyle": {"rgbColor": RED}}
    assert formulas(google, book) == []


def test_a_rule_is_changed_or_moved(google: GoogleService, book: Spreadsheet, hoa: Person) -> None:
    hoa.asks(*({"addConditionalFormatRule": {"rule": rule(formula), "index": 0}} for formula in ("=3", "=2", "=1")))
    hoa.asks({"updateConditionalFormatRule": {"index": 1, "rule": rule("=20")}})
    hoa.asks({"updateConditionalFormatRule": {"sheetId": 0, "index": 0, "newIndex": 2}})
    assert formulas(google, book) == ["=20", "=3", "=1"]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({**rule("=1"), "ranges": []}, "must have at least one range"),
        (rule("1"), "must begin with '='"),
        (rule("='Quý I'!A1>0"), "cannot reference a different sheet"),
        (rule("=1", textFormat={"fontSize": 20}), "can only apply a subset of formatting, not fontSize"),
        (rule("=1", numberFormat={"type": "NUMBER"}), "not numberFormat"),
    ],
)
def test_what_no_rule_may_be(hoa: Person, bad: JsonObject, words: str) -> None:
    hoa.adds_sheet("Quý I")
    with refused(words):
        hoa.asks({"addConditionalFormatRule": {"rule": bad}})


def test_another_sheet_through_indirect_and_ones_own_sheet_are_allowed(
    google: GoogleService, book: Spreadsheet, hoa: Person
) -> None:
    for formula in ('=INDIRECT("Quý I!A1")>0', "=Sheet1!A1>0", '=A1="a!b"'):
        hoa.asks({"addConditionalFormatRule": {"rule": rule(formula)}})
    assert len(formulas(google, book)) == 3


def test_an_index_beyond_the_list(hoa: Person) -> None:
    with refused("No conditional format on sheet: 0 at index: 0"):
        hoa.asks({"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}})
