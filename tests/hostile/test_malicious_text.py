"""Texts that mean harm, in every place where a text can stand, through the real commands: they are shown, and do nothing."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from sheetsync.adapters.xlsx.read import read_book
from sheetsync.command_line.failures import write_log
from sheetsync.console.safe_text import harmless
from tests.adapters.packages import parts_of
from tests.hostile import malicious_office as office
from tests.hostile.limited_process import sheetsync
from tests.hostile.terminal import on_terminal

AS_OF = ("--as-of", "2023-03-15", "--period", "2023-Q1")
OURS = ("Báo cáo Quý I-2023", "Tổng hợp nội bộ Quý I-2023", "Kết quả kiểm tra")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
PROGRESS = re.compile(r"\r(?:Đang [^\r\n]*| +)(?=\r)")
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""What may stand in no line for people: control characters, C1 among them."""
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LITERAL = re.compile(r'"(?:[^"]|"")*"')
MARK = 'AND(N("sheetsync")=0,'


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.write_config(tmp_path_factory.mktemp("cấu hình") / "c")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return office.write_book(tmp_path_factory.mktemp("sổ"))


@pytest.fixture(scope="module")
def after_run(config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book after a run."""
    written = office.write_book(tmp_path_factory.mktemp("sau"))
    answer = sheetsync("--config", config, "run", written, *AS_OF, "--json")
    assert answer.code == 1, answer.output
    return written


def shown_plainly(output: str) -> None:
    """Nothing but text, line ends, our colours and our progress line reached the terminal, and nothing turns letters round."""
    text = PROGRESS.sub("", COLOURS.sub("", output)).replace("\r\n", "\n").removeprefix("\r")
    assert not COMMANDS.search(text), COMMANDS.findall(text)
    assert not BIDI.search(text)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("validate", *AS_OF, "--verbose"), 1),
        (("validate", "--tab", office.TEXTS[0]), 2),
        (("status", *AS_OF), 0),
        (("run", *AS_OF), 1),
        (("doctor",), 0),
        (("fix-encoding",), 0),
    ],
    ids=lambda value: " ".join(value[:2]).replace("\x1b", "") if isinstance(value, tuple) else "",
)
def test_no_text_commands_the_terminal(config: Path, tmp_path: Path, command: tuple[str, ...], code: int) -> None:
    path = office.write_book(tmp_path)
    name, *options = command
    options = options if name == "fix-encoding" else [*options, "--config", str(config)]
    answered, output = on_terminal(name, path, *options, folder=tmp_path)
    assert answered == code, output
    shown_plainly(output)


def test_no_text_commands_the_terminal_of_adopt_nor_the_shell_that_its_advice_is_pasted_into(tmp_path: Path) -> None:
    path = office.write_book(tmp_path)
    code, output = on_terminal("adopt", path, "--yes", "--to", tmp_path / "mới $(id)", folder=tmp_path)
    assert code == 0, output
    shown_plainly(output)
    advice = output.strip().splitlines()[-1].strip()
    assert advice.startswith("sheetsync run ")
    pasted = subprocess.run(
        ["sh", "-c", advice.replace("sheetsync", "printf '%s\\n'", 1)], capture_output=True, text=True, check=True
    )
    words = pasted.stdout.splitlines()
    assert (words[0], words[2], len(words)) == ("run", "--config", 4)
    assert words[1].endswith('sổ $(id) `id` ".xlsx')
    assert words[3].endswith("mới $(id)")


def test_a_file_that_cannot_be_read_does_not_command_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / office.FILE_NAME
    path.write_bytes(b"PK\3\4" + b"\x1b[2J" * 100)
    code, output = on_terminal("validate", path, folder=tmp_path)
    assert code == 4
    assert "bị hỏng" in output
    shown_plainly(output)


def test_a_configuration_that_is_wrong_does_not_command_the_terminal(tmp_path: Path, book: Path) -> None:
    folder = office.write_config(tmp_path / "c")
    for name in ("officials.toml", "plan-2023.toml"):
        path = folder / name
        text = path.read_text(encoding="utf-8").replace("tab =", '"\\u001b[2Jx\\u202e" =').replace("cadence =", '"\\u009b2J" =')
        path.write_text(text, encoding="utf-8")
    code, output = on_terminal("validate", book, "--config", folder, folder=tmp_path)
    assert code == 2
    shown_plainly(output)


@pytest.mark.parametrize("command", ["validate", "status", "doctor"])
def test_json_holds_the_texts_as_they_are_and_no_raw_control_character(config: Path, book: Path, command: str) -> None:
    answer = sheetsync("--config", config, command, book, *(() if command == "doctor" else AS_OF), "--json")
    assert answer.error == ""
    assert not COMMANDS.search(answer.output)
    assert not BIDI.search(answer.output)
    document = json.loads(answer.output)
    if command == "validate":
        values = {finding["value"] for finding in document["findings"]}
        assert {"=cmd|'/C calc'!A0", "báo cáo\u202excod.exe\u202c", office.TEXTS[1]} <= values


def test_our_sheets_hold_plain_texts_and_nothing_that_acts(after_run: Path) -> None:
    parts = parts_of(after_run.read_bytes())
    loaded = openpyxl.load_workbook(after_run)
    names = set(loaded.sheetnames)
    for number, name in enumerate(loaded.sheetnames, 1):
        if name not in OURS:
            continue
        xml = parts[f"xl/worksheets/sheet{number}.xml"]
        root = etree.fromstring(xml)
        assert not list(root.iter("{*}f")), "a formula"
        for link in root.iter("{*}hyperlink"):
            assert not [key for key in link.attrib if str(key).endswith("}id")], "a link out of the book"
            sheet, _, place = str(link.get("location")).rpartition("!")
            assert sheet[1:-1].replace("''", "'") in names
            assert re.fullmatch(r"[A-Z]+[0-9]+", place)
        texts = [str(cell.value) for row in loaded[name].iter_rows() for cell in row if isinstance(cell.value, str)]
        assert texts
        assert not [text for text in texts if BIDI.search(text) or re.search("[\x00-\x08\x0b-\x1f]", text)]
        for row in loaded[name].iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t")):
                    assert cell.quotePrefix, cell.value
    report = next(sheet for sheet in read_book(after_run.read_bytes(), "sổ.xlsx").sheets if sheet.name == OURS[0])
    shown = "\n".join(str(value) for row in report.rows for value in row)
    for text in ("=cmd|'/C calc'!A0", "<script>alert(1)</script>", "]]></t></is></c><c><f>1+1</f></c>", "_x0007__x001B_[2J"):
        assert text in shown
    rels = b"".join(content for name, content in parts.items() if name.endswith(".rels"))
    assert b"External" not in rels


def test_no_text_breaks_out_of_a_condition(after_run: Path) -> None:
    """The formulas of our conditional formats, texts taken out, are made of nothing but functions, cells and signs."""
    found = []
    for name, content in parts_of(after_run.read_bytes()).items():
        if name.startswith("xl/worksheets/sheet"):
            found += [str(element.text) for element in etree.fromstring(content).iter("{*}formula")]
    assert any("cmd|" in formula for formula in found), "the texts are in the formulas"
    for formula in found:
        assert formula.startswith(MARK)
        bare = LITERAL.sub('""', formula)
        assert re.fullmatch(r'[A-Z0-9$:(),=<>+\-*/." ]*', bare), bare
        assert set(re.findall(r"[A-Z]+(?=\()", bare)) <= {
            "AND", "OR", "NOT", "N", "IF", "IFERROR", "EXACT", "ISNUMBER", "ISTEXT", "ISBLANK", "DATE", "TODAY", "COUNTIF", "LEN",
            "LEFT", "MID", "RIGHT", "SUBSTITUTE", "TRIM", "INT", "SUM", "WEEKDAY", "NETWORKDAYS", "WORKDAY",
        }  # fmt: skip
        assert bare.count("(") == bare.count(")")


def test_people_s_own_cells_are_as_they_were(book: Path, after_run: Path) -> None:
    before, after = openpyxl.load_workbook(book), openpyxl.load_workbook(after_run)
    for sheet in before.worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert [[cell.value for cell in row] for row in after[sheet.title].iter_rows()] == rows


def test_a_log_holds_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    try:
        raise ValueError("\n".join(office.TEXTS))
    except ValueError as error:
        log = write_log(error)
    assert log is not None
    text = log.read_text(encoding="utf-8")
    assert "cmd|" in text
    assert not COMMANDS.search(text)
    assert not BIDI.search(text)


@pytest.mark.parametrize("text", office.TEXTS)
def test_what_reaches_the_output_past_every_other_care_is_harmless(text: str) -> None:
    assert harmless(f"\x1b[31m{text}\x1b[0m\n").startswith("\x1b[31m")
    shown_plainly(harmless(f"\x1b[31m{text}\x1b[0m\n").replace("\t", " "))
