"""What people see: letters that a console can write, texts made harmless, tables that fit, JSON that loses nothing."""

from __future__ import annotations

import codecs
import io
import json
import os
import pty
import subprocess
import sys
import time
import unicodedata
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.console import layout, streams, tables
from sheetsync.console.json_text import json_value, to_json
from sheetsync.console.progress import ProgressLine, progress
from sheetsync.console.readable_encoding import readable, register_readable_errors
from sheetsync.console.safe_text import escaped_for_json, one_line
from sheetsync.console.tables import Cell, Column, table
from sheetsync.core.cells import CellValue

SENTENCE = "Sheet «VP UBND», ô J12 (Ngày hoàn thành): không phải ngày – Đã sửa…"


def written(text: str, encoding: str) -> bytes:
    return text.encode(encoding, register_readable_errors(encoding))


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", SENTENCE),
        ("ascii", 'Sheet "VP UBND", o J12 (Ngay hoan thanh): khong phai ngay - Da sua...'),
        ("cp437", "Sheet «VP UBND», ô J12 (Ngày hoàn thành): không phai ngày - Da sua..."),
        ("cp1252", "Sheet «VP UBND», ô J12 (Ngày hoàn thành): không phai ngày – Dã sua…"),
    ],
)
def test_a_console_gets_the_letters_it_has(encoding: str, expected: str) -> None:
    assert written(SENTENCE, encoding).decode(encoding) == expected


def test_the_vietnamese_code_page_loses_nothing() -> None:
    sentence = "Ủy ban nhân dân xã Ngọc Kỳ: quý I, đã hoàn thành kế hoạch – ẫ ặ ữ ợ ễ"
    back = written(sentence, "cp1258").decode("cp1258")
    assert unicodedata.normalize("NFC", back) == sentence


def test_decomposed_text_is_readable_too() -> None:
    assert written(unicodedata.normalize("NFD", "Quý Đức"), "ascii") == b"Quy Duc"


def test_a_sign_without_readable_form_becomes_its_code() -> None:
    assert written("中 😀", "cp1252") == b"\\u4e2d \\U0001f600"


@given(st.text(), st.sampled_from(["ascii", "cp437", "cp1252", "cp1258", "cp850", "latin-1", "gbk"]))
def test_no_text_fails_on_any_console(text: str, encoding: str) -> None:
    shown = written(text, encoding).decode(encoding)
    kept = "".join(character for character in text if character.encode(encoding, "ignore"))
    assert shown.count("?") == kept.count("?") + sum(
        readable(character, encoding) == "?" for character in "\u037e" if character in text
    )


def test_no_vietnamese_letter_becomes_a_question_mark() -> None:
    letters = [chr(code) for code in range(0xC0, 0x1F00) if unicodedata.normalize("NFD", chr(code))[0].isascii()]
    for encoding in ("ascii", "cp437", "cp850", "cp1252", "cp1258"):
        assert b"?" not in written("".join(letters) + "đĐ", encoding)
        assert codecs.lookup(encoding).name in register_readable_errors(encoding)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("\x1b[31mđỏ\x1b[0m", "đỏ"),
        ("\x1b]0;tiêu đề\x07xong", "xong"),
        ("\x1b]8;;http://x\x1b\\liên kết\x1b]8;;\x1b\\", "liên kết"),
        ("\x9b2Jsạch", "sạch"),
        ("\x1bcxóa", "xóa"),
        ("a\r\nb\tc", "a b c"),
        ("gọi\x07\x00\x7f", "gọi"),
        ("\u202etxt.exe\u202c", "txt.exe"),
        ("\u2066a\u2069\u200b\ufeff", "a"),
        ("  Quý I  ", "Quý I"),
        ("\udcff lạ", "lạ"),
        ("\x1b[", ""),
    ],
)
def test_cell_texts_cannot_command_the_terminal(cell: str, shown: str) -> None:
    assert one_line(cell) == shown


@given(st.text(alphabet=st.characters(), max_size=60))
def test_nothing_invisible_is_left(text: str) -> None:
    shown = one_line(text)
    assert not any(unicodedata.category(character) == "Cc" for character in shown)
    assert not any(character in shown for character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@given(st.dictionaries(st.text(), st.text()))
def test_json_keeps_every_text_and_holds_no_raw_control_character(document: dict[str, str]) -> None:
    text = to_json(document)
    assert json.loads(text) == document
    assert not any(unicodedata.category(character) in ("Cc", "Bidi") and character != "\n" for character in text)
    assert "\u202e" not in text


def test_escaped_json_is_the_same_document() -> None:
    raw = json.dumps({"a": "x\u202ey\x85\U000e0041"}, ensure_ascii=False)
    assert json.loads(escaped_for_json(raw)) == {"a": "x\u202ey\x85\U000e0041"}
    assert escaped_for_json(raw).isascii()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        ("=1+1", "=1+1"),
        (98.5, 98.5),
        (True, True),
        (date(2023, 3, 14), "2023-03-14"),
        (datetime(2023, 3, 14, 7, 30), "2023-03-14T07:30:00"),  # noqa: DTZ001 - cells have no zone
        (timedelta(hours=30), "1 day, 6:00:00"),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_cell_values_in_json(value: CellValue, shown: object) -> None:
    assert json_value(value) == shown
    assert to_json({"value": json_value(value)})


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A terminal of 80 columns without colours."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return monkeypatch


def test_paragraphs_fit_80_columns_and_hang(plain: pytest.MonkeyPatch) -> None:
    text = layout.paragraph("Ô J12 (Ngày hoàn thành): «31/2/2023» không phải là ngày có thật. " * 3, first="  Lỗi: ", rest="    ")
    lines = text.splitlines()
    assert len(lines) > 2
    assert all(len(line) < 80 for line in lines)
    assert lines[0].startswith("  Lỗi: Ô J12")
    assert all(line.startswith("    ") for line in lines[1:])


def test_redirected_output_is_not_broken_into_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert "\n" not in layout.paragraph("một câu rất dài " * 30)


def test_a_table_fits_80_columns(plain: pytest.MonkeyPatch) -> None:
    drawn = table(
        "Theo lĩnh vực",
        (Column("Lĩnh vực"), Column("Tổng", number=True), Column("Quá hạn", number=True)),
        [("Xây dựng và phát triển chính quyền điện tử, chính quyền số, và còn dài hơn thế nhiều", 12, Cell("3", "red")),
         ("Cộng", 12, 3)],
        total=True,
    )  # fmt: skip
    lines = drawn.splitlines()
    assert lines[0] == "Theo lĩnh vực"
    assert all(len(line) <= 80 for line in lines)
    assert lines[-1].split() == ["Cộng", "12", "3"]
    assert "\x1b" not in drawn


def test_a_narrow_terminal_cuts_no_name_and_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    columns = (Column("Cán bộ (sheet)"), *(Column(name, number=True) for name in ("Số dòng", "Cảnh báo", "Đã nộp")))
    drawn = table("", columns, [("VP Đảng ủy - NV", 100, 25, "14/3/2023"), ("Cộng", 1000, 125, "5/7")], total=True)
    lines = drawn.splitlines()
    assert lines[-1].split() == ["Cộng", "1000", "125", "5/7"]
    row = next(line for line in lines if line.startswith("VP Đảng"))
    assert row.split()[-3:] == ["100", "25", "14/3/2023"]


_CELL_TEXTS = st.text(st.sampled_from("abĐếợư ,.–…«»%/()"), max_size=12)


@given(st.data())
def test_a_table_put_together_here_is_the_one_that_rich_draws(data: st.DataObject) -> None:
    columns = [Column(data.draw(_CELL_TEXTS), number=data.draw(st.booleans())) for _ in range(data.draw(st.integers(1, 4)))]
    rows = data.draw(st.lists(st.tuples(*(_CELL_TEXTS.map(one_line) for _ in columns)), min_size=1, max_size=5))
    title, total = one_line(data.draw(_CELL_TEXTS)), data.draw(st.booleans())
    put_together = tables.plain_table(title, columns, rows, widest=100, total=total)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        patch.setenv("NO_COLOR", "1")
        drawn = tables.rich_table(title, columns, rows, total=total)
    assert put_together in (None, drawn)
    if all(column.heading.strip() for column in columns) and len(title) <= len(columns):
        assert put_together is not None


@pytest.mark.parametrize("text", ["e\u0302", "宽", "a\u200bb", "ㅤ", "🙂"])
def test_a_table_with_letters_of_another_width_is_left_to_rich(text: str) -> None:
    assert tables.plain_table("", [Column("a")], [[text]], widest=100, total=False) is None


def test_a_table_cell_cannot_command_the_terminal_or_rich(plain: pytest.MonkeyPatch) -> None:
    drawn = table("", (Column("Sheet"),), [("[red]\x1b[2JVP[/red] :smile:",)])
    assert drawn.splitlines()[-1].strip() == "[red]VP[/red] :smile:"


def test_a_console_without_line_drawing_gets_a_plain_table(plain: pytest.MonkeyPatch) -> None:
    plain.setattr(tables, "unicode_output", lambda: False)
    drawn = table("Bảng", (Column("Cán bộ"), Column("Lỗi", number=True)), [("VP", 1)])
    assert all(ord(character) < 0x2000 for character in drawn)


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_can_be_declined(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert streams.colours(Terminal())
    assert not streams.colours(io.StringIO())
    monkeypatch.setenv(variable, value)
    assert not streams.colours(Terminal())


def in_terminal(program: str, **environment: str) -> str:
    """What a program shows on a real (pseudo) terminal of 80 columns."""
    main, side = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=side,
        stdout=side,
        stderr=side,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment},
    )
    os.close(side)
    shown = b""
    while True:
        try:
            block = os.read(main, 65536)
        except OSError:  # Linux says so when the other side has closed
            break
        if not block:
            break
        shown += block
    process.wait()
    os.close(main)
    return shown.decode("utf-8", "replace")


UNTIL_DRAWN = """
import threading
from sheetsync.console import progress as module
drawn, put_error = threading.Event(), module.put_error
def put_and_tell(*said, **how):
    put_error(*said, **how)
    drawn.set()
module.put_error = put_and_tell
"""
"""A program that can wait until the line was drawn, however busy the machine is."""


def test_progress_shows_one_line_after_a_second_and_wipes_it() -> None:
    shown = in_terminal(f"{UNTIL_DRAWN}with module.progress('Đang đọc sổ'): drawn.wait(60)\nprint('xong')")
    before, after = shown.split("xong")
    assert "Đang đọc sổ… 1 giây" in before
    assert before.endswith("\r")
    assert after.strip() == ""


def test_news_stand_on_the_line_for_as_long_as_they_are_news() -> None:
    line = ProgressLine("Đang đọc sổ", shown=True)
    waiting = [True]
    line.say("Google đang bận, đợi 4 giây rồi thử lại (lần 2)", still=lambda: waiting[0])
    assert line.text(3) == "Google đang bận, đợi 4 giây rồi thử lại (lần 2)… 3 giây"
    waiting.clear()
    waiting.append(False)
    assert line.text(9) == "Đang đọc sổ… 9 giây"
    waiting[0] = True
    assert line.text(10) == "Đang đọc sổ… 10 giây"


def test_news_are_drawn_on_a_terminal() -> None:
    program = "with module.progress('Đang đọc sổ') as line: line.say('Google đang bận'); drawn.wait(60)\n"
    output = in_terminal(UNTIL_DRAWN + program)
    assert "Google đang bận… 1 giây" in output


def test_no_progress_for_what_is_quick_or_redirected(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        in_terminal("from sheetsync.console.progress import progress\nwith progress('Đang đọc'): pass\nprint('xong')")
        == "xong\r\n"
    )
    monkeypatch.setattr("sheetsync.console.progress.PATIENCE_SECONDS", 0.001)
    with progress("Đang đọc") as line:
        time.sleep(0.1)
    assert not line.shown
    assert capsys.readouterr().err == ""


def test_colours_on_a_terminal_only(tmp_path: Path) -> None:
    program = (
        "from sheetsync.console.streams import *; from sheetsync.console.layout import styled\n"
        "prepare_streams(); put(styled('đỏ','red'))"
    )
    assert "\x1b[31m" in in_terminal(program, NO_COLOR="")
    assert in_terminal(program, NO_COLOR="1") == "đỏ\r\n"
    piped = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "TERM": "xterm"})
    assert piped.stdout.decode() == f"đỏ{os.linesep}"


PRINT = f"from sheetsync.console.streams import *\nprepare_streams()\nput({'Đã xong: quý I'!a})\nflush()"


def test_redirected_output_is_utf8_whatever_the_system_says() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment.pop("PYTHONIOENCODING", None)
    done = subprocess.run([sys.executable, "-c", PRINT], capture_output=True, check=True, env=environment)
    assert done.stdout.decode("utf-8").strip() == "Đã xong: quý I"


def test_a_terminal_in_a_poor_locale_gets_readable_letters() -> None:
    assert in_terminal(PRINT, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0") == "Da xong: quy I\r\n"


def test_an_encoding_asked_for_is_kept() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp437"}
    done = subprocess.run([sys.executable, "-c", PRINT], capture_output=True, check=True, env=environment)
    assert done.stdout.decode("cp437").strip() == "Da xong: quy I"


def test_a_reader_that_goes_away_is_no_mistake() -> None:
    program = PRINT + "\nfor _ in range(100000): put('dòng')\nflush()\nimport sys; sys.exit(7)"
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 7


def test_a_program_without_streams_still_runs() -> None:
    program = "import sys\nsys.stdout = sys.stderr = None\n" + PRINT
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
