"""The cells of a Google Sheet in which people ask for a full check; found by name, so that they may be moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gspread import urls

from sheetsync.adapters.google.changes import plan_additions
from sheetsync.adapters.google.grid import grid_range
from sheetsync.adapters.google.marks import Json, put_mark
from sheetsync.adapters.google.own_sheets import Wanted, add_sheet
from sheetsync.adapters.google.sheet_requests import fingerprint_of_design, requests_of
from sheetsync.adapters.google.snapshot import Snapshot
from sheetsync.adapters.google.spreadsheet import Spreadsheet
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.core.sheets.requests_sheet import ASKED_BY, CHECKED, TICK, UNDER_WAY, design_requests_sheet
from sheetsync.errors import BookUnreadable
from sheetsync.ports import CheckRequest

TICK_NAME, ASKED_BY_NAME, CHECKED_NAME = "ss_yeu_cau", "ss_yeu_cau_tu", "ss_da_kiem_tra"
"""Also what the menu inside the sheet knows them by (addin/apps_script)."""
_CELLS = {TICK_NAME: TICK, ASKED_BY_NAME: ASKED_BY, CHECKED_NAME: CHECKED}


class GoogleCheckRequests:
    """A look at them is one short read."""

    def __init__(self, spreadsheet: Spreadsheet) -> None:
        self._spreadsheet = spreadsheet

    def prepare(self) -> bool:
        """Make the sheet and the names of its cells where they are missing; whether anything was."""
        book = self._spreadsheet.read()
        requests = tuple(_missing(book))
        if requests:
            self._spreadsheet.write(requests, book)
        return bool(requests)

    def asked(self) -> CheckRequest | None:
        """Raises BookUnreadable where the cells are gone."""
        tick, by, checked = self._values()
        begun = checked.casefold().startswith(UNDER_WAY)
        return CheckRequest(by, begun=begun and tick is not True) if tick is True or begun else None

    def begin(self, stamp: str) -> None:
        self._put({TICK_NAME: False, ASKED_BY_NAME: "", CHECKED_NAME: stamp})  # whoever asks from now on writes anew

    def finish(self, stamp: str) -> None:
        self._put({CHECKED_NAME: stamp})

    def _values(self) -> tuple[object, str, str]:
        answer = self._spreadsheet.client.request(
            "get",
            urls.SPREADSHEET_VALUES_BATCH_URL % self._spreadsheet.identifier,
            params={"ranges": list(_CELLS), "valueRenderOption": "UNFORMATTED_VALUE"},
        ).json()
        ranges: Sequence[Mapping[str, Any]] = answer.get("valueRanges", ())
        if len(ranges) != len(_CELLS):
            raise BookUnreadable("Google trả lời thiếu các ô yêu cầu kiểm tra.", "Vui lòng chạy lại sheetsync watch.")
        tick, by, checked = (found["values"][0][0] if found.get("values") and found["values"][0] else "" for found in ranges)
        return tick, str(by), str(checked)

    def _put(self, cells: Mapping[str, object]) -> None:
        """Texts exactly as they are; done twice it says the same."""
        self._spreadsheet.client.request(
            "post",
            urls.SPREADSHEET_VALUES_BATCH_UPDATE_URL % self._spreadsheet.identifier,
            json={
                "valueInputOption": "RAW",
                "data": [{"range": name, "values": [[value]]} for name, value in cells.items()],
            },
        )


def _missing(book: Snapshot) -> Sequence[Json]:
    """Names that somebody's own cells have stay where they are."""
    design = design_requests_sheet()
    named = {str(name.get("name", "")) for name in book.named}
    existing = book.called(design.name)
    made: list[Json] = []
    if existing is None or existing.own is None:
        changes = plan_additions(book, [_wanted(design)])
        for drawing in changes.drawings:
            made += [*changes.before, add_sheet(drawing), *drawing.requests.all, put_mark(drawing.mark)]
            made.append(_tick_box(drawing.mark.sheet_id))
            made += _names(drawing.mark.sheet_id, set())
            named = set()
        # A name that was left behind by a sheet that is gone would be taken for ours.
        stale = [name["namedRangeId"] for name in book.named if name.get("name") in _CELLS]
        return [*({"deleteNamedRange": {"namedRangeId": each}} for each in stale), *made]
    return _names(existing.sheet_id, named)


def _wanted(design: SheetDesign) -> Wanted:
    return Wanted(
        design.name,
        design.kind,
        design.period,
        fingerprint_of_design(design),
        lambda sheet_id: requests_of(design, sheet_id, lambda _: None),
    )


def _tick_box(sheet_id: int) -> Json:
    return {
        "setDataValidation": {
            "range": grid_range(sheet_id, TICK),
            "rule": {"condition": {"type": "BOOLEAN"}, "strict": True},
        }
    }


def _names(sheet_id: int, present: set[str]) -> list[Json]:
    return [
        {"addNamedRange": {"namedRange": {"name": name, "range": grid_range(sheet_id, area)}}}
        for name, area in _CELLS.items()
        if name not in present
    ]
