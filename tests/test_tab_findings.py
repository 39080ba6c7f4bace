"""Findings that are alike: the first are told one by one, the others by their cells."""

from __future__ import annotations

import click

from sheetsync.console.tab_findings import MOST_STRETCHES, MOST_TOLD, finding_lines, is_shortened
from sheetsync.core.cells import Where
from sheetsync.core.findings import Finding
from sheetsync.core.settings import Severity

ERROR = Severity.ERROR


def found(rows: list[int], column: int = 8, code: str = "date-invalid") -> list[Finding]:
    return [
        Finding(code, ERROR, "VP", "VP", "Sheet «VP», ô: sai.", Where("VP", row, column, "Thời hạn"), value=row) for row in rows
    ]


def lines(findings: list[Finding], *, everything: bool = False) -> list[str]:
    return [click.unstyle(line) for line in finding_lines(findings, ERROR, everything=everything)]


def test_so_many_are_told_one_by_one() -> None:
    few = found(list(range(5, 5 + MOST_TOLD)))
    assert not is_shortened(few)
    assert lines(few) == ["  Lỗi: Ô: sai."] * MOST_TOLD


def test_the_others_are_told_by_stretches_of_cells() -> None:
    many = found([*range(5, 5 + MOST_TOLD), 60, 61, 62, 70])
    assert is_shortened(many)
    assert lines(many)[MOST_TOLD:] == ["  Lỗi: Và 4 ô nữa cùng loại với ô H5 (Thời hạn): H60:H62, H70."]
    assert lines(many, everything=True) == ["  Lỗi: Ô: sai."] * (MOST_TOLD + 4)


def test_kinds_and_columns_are_told_apart() -> None:
    rows = list(range(5, 5 + MOST_TOLD + 1))
    mixed = [*found(rows), *found(rows, column=9), *found(rows[:1], code="status-unknown")]
    assert lines(mixed)[2 * MOST_TOLD + 1 :] == [
        f"  Lỗi: Và 1 ô nữa cùng loại với ô H5 (Thời hạn): H{rows[-1]}.",
        f"  Lỗi: Và 1 ô nữa cùng loại với ô I5 (Thời hạn): I{rows[-1]}.",
    ]


def test_scattered_cells_beyond_reading_are_counted() -> None:
    many = found(list(range(5, 5 + 2 * (MOST_TOLD + MOST_STRETCHES + 7), 2)))
    *_, last = lines(many)
    assert last.endswith(" và 7 ô khác.")
    assert last.count(", ") == MOST_STRETCHES - 1


def test_what_has_no_cell_is_counted() -> None:
    without = [Finding("task-missing", ERROR, "VP", "VP", "Sheet «VP»: thiếu.") for _ in range(MOST_TOLD + 2)]
    assert lines(without)[MOST_TOLD:] == ["  Lỗi: Và 2 mục nữa cùng loại."]
