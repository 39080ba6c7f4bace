"""The replay counts what agrees, what differs and what cannot be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.google_service.replay import main, replay

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
DRIVE = "https://www.googleapis.com/drive/v3/files"
RECORDED_ID = "1" + "A" * 43


def interaction(verb: str, address: str, body: Any, status: int, answer: Any) -> dict[str, Any]:
    asked = {"method": verb, "uri": address, "body": json.dumps(body) if body is not None else None}
    return {"request": asked, "response": {"status": {"code": status}, "body": {"string": json.dumps(answer)}}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = {"kind": "drive#file", "id": RECORDED_ID, "name": "Thử", "mimeType": "application/vnd.google-apps.spreadsheet"}
    wrote = {"spreadsheetId": RECORDED_ID, "updatedRange": "Sheet1!A1", "updatedRows": 1, "updatedColumns": 1, "updatedCells": 1}
    read = {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["something else"]]}
    interactions = [
        interaction("GET", f"{SHEETS}/{'9' * 44}", None, 200, {}),
        interaction("POST", DRIVE, {"name": "Thử"}, 200, made),
        interaction("PUT", f"{SHEETS}/{RECORDED_ID}/values/Sheet1%21A1?valueInputOption=RAW", {"values": [["x"]]}, 200, wrote),
        interaction("GET", f"{SHEETS}/{RECORDED_ID}/values/Sheet1%21A1", None, 200, read),
        interaction("DELETE", f"{DRIVE}/{RECORDED_ID}", None, 204, None),
    ]
    (tmp_path / "thu.json").write_text(json.dumps({"interactions": interactions}), encoding="utf-8")
    return tmp_path


def test_agreement_is_counted_and_every_difference_named(folder: Path) -> None:
    agreement = replay(folder)
    assert (agreement.same, agreement.compared) == (3, 4)
    ((recorded, found),) = agreement.different
    assert (recorded.number, found) == (3, ['.values[0][0]: Google "something else", here "x"'])
    assert agreement.left_out == {"files made before the recording began": 1}


def test_the_figure_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder)]) == 0
    assert "3 of 4 compared interactions agree (75.0 %)" in capsys.readouterr().out
