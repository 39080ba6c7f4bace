"""Random commands in a random order, on a random book, with a person's edits between: nothing of people's ever changes."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.zoo.growing import parts_of
from tests.zoo.office_tab import NOTES, OTHER_TAB, TAB, by_openpyxl
from tests.zoo.tour import COMMANDS, OUR_SHEETS, carry_out

EXAMPLES = int(os.environ.get("SHEETSYNC_ZOO_EXAMPLES", "6"))
STEPS = st.one_of(
    st.sampled_from([*COMMANDS, "run"]),
    st.tuples(
        st.just("type"), st.sampled_from([TAB, OTHER_TAB, NOTES]), st.integers(5, 9), st.integers(6, 12), st.text(max_size=5)
    ),
    st.tuples(st.just("rename"), st.sampled_from(["Ghi chép 2", "Nháp & <b>", "Sổ 'riêng'"])),
    st.tuples(st.just("move"), st.integers(-2, 2)),
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=2, max_size=6))
def test_commands_and_people_in_any_order(steps: list[object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        path.write_bytes(by_openpyxl())
        for step in steps:
            before = path.read_bytes()
            if not isinstance(step, str):
                assert isinstance(step, tuple)
                path.write_bytes(edited(before, step))
                continue
            wrote = carry_out(step, path).changed
            after = path.read_bytes()
            assert people_s(after) == people_s(before), step
            assert not carry_out(step, path).changed, f"{step} twice"
            if wrote:
                carry_out("undo", path)
                assert path.read_bytes() == before, f"undo of {step}"
                path.write_bytes(after)
        carry_out("clean", path)
        assert not set(openpyxl.load_workbook(path).sheetnames) & set(OUR_SHEETS)
        assert not any(b'N("sheetsync")' in content for content in parts_of(path.read_bytes()).values())


def edited(data: bytes, step: tuple[object, ...]) -> bytes:
    """What a person does between two commands, saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    notes = next(sheet for sheet in book.worksheets if sheet.title not in (TAB, OTHER_TAB, *OUR_SHEETS))
    match step:
        case ("type", str(sheet), int(row), int(column), str(text)):
            page = book[sheet] if sheet in book.sheetnames else notes
            page.cell(row, column).value = "".join(letter for letter in text if letter.isprintable())
        case ("rename", str(name)):
            notes.title = name
        case ("move", int(offset)):
            book.move_sheet(notes, offset)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def people_s(data: bytes) -> list[tuple[str, list[tuple[str, object]]]]:
    """People's sheets in order with every cell, by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [
        (page.title, [(cell.coordinate, cell.value) for row in page.iter_rows() for cell in row if cell.value is not None])
        for page in book.worksheets
        if page.title not in OUR_SHEETS
    ]
