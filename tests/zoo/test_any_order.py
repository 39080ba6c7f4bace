"""Random commands in a random order on books of the zoo and on random ones, with people's acts between: nothing of people's ever
changes, and what is ours goes without a trace."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from lxml import etree

from sheetsync.adapters.xlsx.read import read_book
from tests.office import convert
from tests.zoo.animals import ANIMALS
from tests.zoo.growing import parts_of
from tests.zoo.people import ACTS, Act
from tests.zoo.people_parts import people_s_parts
from tests.zoo.random_book import random_books
from tests.zoo.tour import COMMANDS, carry_out

EXAMPLES = int(os.environ.get("SHEETSYNC_ZOO_EXAMPLES", "8"))
BY_HAND = EXAMPLES > 8
KINDS = (
    *("charts", "combined chart", "shapes", "form controls", "objects", "notes", "threads", "tables", "pivot tables"),
    *("connections", "custom data", "printer settings", "rich text", "formulas", "conditional formats", "validations"),
    *("sparklines", "custom views", "names", "page furniture", "charts in depth", "diagram", "ink", "shared workbook"),
    *("by LibreOffice, full", "by exceljs", "by SheetJS", "by excelize", "UTF-16", "prefixes", "without styles", "strict"),
    *("left-over parts", "last numbers", "escaped names"),
)
STEPS = st.one_of(
    st.sampled_from([*COMMANDS, "run"]),
    st.builds(Act, st.sampled_from([*ACTS, *(["LibreOffice"] if BY_HAND else [])]), st.integers(0, 60)),
)
BOOKS = st.one_of(st.sampled_from(KINDS).map(lambda name: ANIMALS[name].build()), random_books())


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=BOOKS, steps=st.lists(STEPS, min_size=2, max_size=6))
def test_commands_and_people_in_any_order(book: bytes, steps: list[str | Act]) -> None:
    by_people_alone: bytes | None = book
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        path.write_bytes(book)
        for step in steps:
            note(str(step))
            before = path.read_bytes()
            if isinstance(step, Act):
                path.write_bytes(saved_by_libreoffice(path) if step.name == "LibreOffice" else step(before))
                changed = path.read_bytes() != before
                by_people_alone = (
                    step(by_people_alone) if by_people_alone and step.apart else None if changed else by_people_alone
                )
                continue
            wrote = carry_out(step, path).changed
            after = path.read_bytes()
            assert_people_s_parts_are_as_they_were(before, after)
            assert hand_written(after) == hand_written(before), "what a person wrote into a sheet of ours is kept"
            assert not carry_out(step, path).changed, f"{step} twice"
            if wrote:
                carry_out("undo", path)
                assert path.read_bytes() == before, f"undo of {step}"
                path.write_bytes(after)
        carry_out("clean", path)
        cleaned = path.read_bytes()
        assert not any(sheet.own for sheet in read_book(cleaned, "so.xlsx").sheets)
        assert not any(b'N("sheetsync")' in content for content in parts_of(cleaned).values())
        if by_people_alone is not None:
            assert parts_of(cleaned) == parts_of(by_people_alone), "as if we had never been there"


def saved_by_libreoffice(path: Path) -> bytes:
    return convert(path, "xlsx", path.parent / "saved").read_bytes()


def hand_written(data: bytes) -> set[str]:
    """The words that people wrote into sheets of ours, wherever they stand now."""
    values = (value for sheet in read_book(data, "so.xlsx").sheets for row in sheet.rows for value in row)
    return {value for value in values if isinstance(value, str) and value.startswith("sửa tay ")}


def assert_people_s_parts_are_as_they_were(before: bytes, after: bytes) -> None:
    """Every part but those of our sheets and those that list sheets and styles; of tabs, all but our conditional formats."""
    old, new = parts_of(before), parts_of(after)
    for part in people_s_parts(before):
        if old[part] != new[part]:
            assert without_our_formats(new[part]) == without_our_formats(old[part]), part


def without_our_formats(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for rule in root.findall(".//{*}cfRule"):
        if "sheetsync" in "".join(map(str, rule.itertext())):
            formats = rule.getparent()
            assert formats is not None
            formats.remove(rule)
            above = formats.getparent()
            if len(formats) == 0 and above is not None:
                above.remove(formats)
    return etree.tostring(root, method="c14n")
