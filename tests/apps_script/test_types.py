"""What the script may be made of: Google's own classes as its types describe them, and no more rights than it needs."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from sheetsync.adapters.apps_script_files import pasted_script, script_files
from tests.apps_script.script import FAKE, complaints

MANIFEST = script_files()[0].with_name("appsscript.json")
SOURCE = "\n".join(path.read_text("utf-8") for path in script_files())


def test_typescript_finds_nothing_in_the_script() -> None:
    assert complaints(script_files()) == ""


def test_typescript_finds_nothing_in_the_text_to_paste(tmp_path: Path) -> None:
    pasted = tmp_path / "pasted.js"
    pasted.write_text(pasted_script(), "utf-8")
    assert complaints([pasted]) == ""


def test_the_stand_in_offers_only_what_google_has(tmp_path: Path) -> None:
    modules = sorted(FAKE.glob("*.mjs"))
    assert complaints(modules, node=True) == ""
    for module in modules:
        text = module.read_text("utf-8")
        text = text.replace("  getA1Notation() {", "  getA1Name() {\n    return '';\n  }\n\n  getA1Notation() {")
        (tmp_path / module.name).write_text(text, "utf-8")
    assert "getA1Name" in complaints(sorted(tmp_path.glob("*.mjs")), node=True)


def test_a_method_that_google_has_not_is_noticed(tmp_path: Path) -> None:
    for path in script_files():
        (tmp_path / path.name).write_text(path.read_text("utf-8").replace(".getSheetId()", ".getSheetNumber()"), "utf-8")
    assert "getSheetNumber" in complaints(sorted(tmp_path.glob("*.js")))


def test_the_manifest_asks_for_the_least() -> None:
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    assert manifest["oauthScopes"] == [
        "https://www.googleapis.com/auth/spreadsheets.currentonly",
        "https://www.googleapis.com/auth/script.container.ui",
    ]
    assert (manifest["runtimeVersion"], manifest["timeZone"]) == ("V8", "Asia/Ho_Chi_Minh")
    assert not manifest["dependencies"]


def test_without_the_manifest_too_only_this_workbook_is_asked_for() -> None:
    assert "@OnlyCurrentDoc" in pasted_script().partition("*/")[0]


def test_nothing_is_reached_but_the_workbook_and_the_dialog() -> None:
    services = set(re.findall(r"\b([A-Z][A-Za-z]+)\.[a-z]", re.sub(r"/\*.*?\*/|//[^\n]*", "", SOURCE, flags=re.DOTALL)))
    assert services == {"SpreadsheetApp", "HtmlService", "Utilities", "Object", "Array", "String", "Math"}


def test_nothing_is_written_but_the_two_cells_of_the_request() -> None:
    writing = r"(\w*\)?)\.(set\w+|check|uncheck|clear\w*|append\w*|insert\w*|delete\w*|remove\w*|copy\w*|move\w*|protect)\("
    calls = [call for call in re.findall(writing, SOURCE) if call[1] not in ("setWidth", "setHeight")]
    assert calls == [("requestedBy", "setValue"), ("request", "setValue")]


def test_dialogs_carry_no_script() -> None:
    assert not re.search(r"<script|\son[a-z]+=|javascript:|google\.script", SOURCE)


@pytest.mark.parametrize("path", script_files(), ids=lambda path: path.name)
def test_letters_are_composed(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text == unicodedata.normalize("NFC", text)


def test_only_what_the_menu_starts_can_be_chosen_by_name() -> None:
    """A name that ends in an underscore is hidden from Google's lists of functions."""
    names = re.findall(r"^(?:function|class|const) (\w+)", SOURCE, flags=re.MULTILINE)
    assert [name for name in names if not name.endswith("_")] == ["onOpen", "kiemTraTabNay", "tinhHinhNop", "yeuCauKiemTraDayDu"]
    assert len(names) == len(set(names))
