"""Which cells of a book hold old text, with rich text part by part."""

from __future__ import annotations

import pytest

from sheetsync.core.book import BookContent, CellNote, OwnMark, SheetContent, SheetKind, TextRun
from sheetsync.core.cells import CellValue
from sheetsync.core.old_text import LeftBecause, old_texts, unicode_runs

TIME, CAPITALS, VNI = ".VnTime", ".VnTimeH", "VNI-Times"


def rich(*runs: tuple[str, str | None]) -> tuple[str, CellNote]:
    parts = tuple(TextRun(text, font) for text, font in runs)
    font = next((run.font for run in parts if run.font), None)
    return "".join(run.text for run in parts), CellNote(font=font, runs=parts)


@pytest.mark.parametrize(
    ("runs", "meant"),
    [
        ([("ñ", CAPITALS), ("y ban nh©n d©n", TIME)], ("Ủ", "y ban nhân dân")),
        ([("Kết quả: ", None), ("§· häp", TIME), (" xong", None)], ("Kết quả: ", "Đã họp", " xong")),
        ([("§· häp", TIME), (" ngày đầu tháng", TIME)], ("Đã họp", " ngày đầu tháng")),
        ([("ubnd ", CAPITALS), ("x· T©n LËp", TIME)], ("UBND ", "xã Tân Lập")),
        ([("ñoa", VNI), ("ït", VNI), (" 1", VNI)], ("đoạ", "t", " 1")),
        ([("Ñaõ", VNI), (" \u00adíc", TIME)], ("Đã", " ước")),
        ([("a", None), ("ù", VNI), ("Ñöôïc", VNI)], ("a", "ù", "Được")),
    ],
)
def test_rich_text_is_read_part_by_part(runs: list[tuple[str, str | None]], meant: tuple[str, ...]) -> None:
    text, note = rich(*runs)
    assert unicode_runs(text, note) == meant


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("§· häp", None),
        ("§· häp", CellNote()),
        ("Đã họp", CellNote(font=TIME)),
        ("Da hop", CellNote(font=TIME)),
        rich(("Báo cáo", TIME), (" tháng", None)),
        ("khác với các phần", CellNote(font=TIME, runs=(TextRun("§· häp", TIME),))),
    ],
)
def test_other_texts_are_not_old(text: str, note: CellNote | None) -> None:
    assert unicode_runs(text, note) is None


def test_every_cell_of_every_sheet_but_ours_is_looked_at() -> None:
    old = CellNote(font=TIME)
    rows: list[list[CellValue]] = [["§· häp", None, 5], ["ChØ tiªu", "Da hop", "Cã"]]
    notes = {(2, 3): old, (2, 1): CellNote(font=TIME, formula=True), (1, 1): old, (2, 2): old, (1, 3): CellNote(percent=True)}
    theirs = SheetContent("VP UBND", rows, notes=notes)
    ours = SheetContent("Kết quả kiểm tra", rows, notes=notes, own=OwnMark(SheetKind.FINDINGS, "2023-Q1", edited=False))
    found = old_texts(BookContent("sổ.xlsx", "1", (theirs, ours)))
    assert [(text.sheet, text.cell, text.after, text.doubtful, text.left) for text in found] == [
        ("VP UBND", "A1", "Đã họp", False, None),
        ("VP UBND", "A2", "Chỉ tiêu", False, LeftBecause.FORMULA),
        ("VP UBND", "C2", "Có", True, None),
    ]
