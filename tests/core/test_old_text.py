"""Which cells of a book hold old text, with rich text part by part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.core.book import BookContent, CellNote, OwnMark, SheetContent, SheetKind, TextRun
from sheetsync.core.cells import CellValue
from sheetsync.core.old_encodings import readable
from sheetsync.core.old_text import LeftBecause, OldText, old_texts, unicode_runs
from tests.core.test_old_encodings import sentences
from tests.old_fonts import as_tcvn3, as_vni

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
        ([("ño", VNI), ("", TIME), ("", VNI), ("ïc", VNI)], ("đọ", "", "", "c")),
        ([("®· hoµn thµnh ", TIME), ("Công tác", CAPITALS), (" ok", None)], ("đã hoàn thành ", "Công tác", " ok")),
        ([("®· hoµn thµnh ", TIME), ("Công tác", TIME)], ("đã hoàn thành ", "Công tác")),
        ([("®· hoµn thµnh", TIME), ("Công tác", TIME)], ("đã hoàn thành", "Công tác")),
        ([("®· hoµn thµnh ", TIME), ("Cô", TIME), ("ng tá", CAPITALS), ("c", TIME)], ("đã hoàn thành ", "Cô", "ng tá", "c")),
        ([("báo cáo: ", TIME), ("®", TIME), ("· häp", TIME)], ("báo cáo: ", "đ", "ã họp")),
        ([("Ñaõ hoïp, ", VNI), ("báo cáo", VNI), (" §· häp", TIME)], ("Đã họp, ", "báo cáo", " Đã họp")),
        # of few letters: as those beside it
        ([("§· häp ", TIME), ("có", TIME), (" b¸o c¸o", TIME)], ("Đã họp ", "cú", " báo cáo")),
        ([("báo cáo ", TIME), ("½", TIME), (" báo cáo: ", TIME), ("§· häp", TIME)], ("báo cáo ", "½", " báo cáo: ", "Đã họp")),
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


def found_in(text: str, note: CellNote) -> OldText | None:
    content = BookContent("sổ.xlsx", "1", (SheetContent("VP UBND", [[text]], notes={(1, 1): note}),))
    return next(iter(old_texts(content)), None)


@pytest.mark.parametrize(
    ("runs", "doubtful"),
    [
        ([("®· hoµn thµnh ", TIME), ("Công tác", CAPITALS)], True),
        ([("®· hoµn thµnh ", TIME), (" ngày đầu tháng", TIME)], False),
        ([("®· hoµn thµnh ", TIME), ("Cã", TIME)], False),
        ([("®· hoµn thµnh ", TIME), ("Có", TIME), (" đã họp", TIME)], True),
        ([("®· hoµn thµnh Công tác", TIME)], True),
        ([("Kết quả: ", None), ("Cã", TIME)], True),
        ([("Kết quả: ", None), ("Kh«ng", TIME)], False),
        ([("Ñaõ hoïp, ", VNI), ("Cã", TIME)], True),
    ],
)
def test_a_cell_whose_letters_do_not_tell_is_to_be_looked_at(runs: list[tuple[str, str | None]], doubtful: bool) -> None:
    text, note = rich(*runs)
    found = found_in(text, note)
    assert found is not None
    assert found.doubtful is doubtful
    if len(runs) == 1:
        assert found_in(text, CellNote(font=runs[0][1])) == found


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, list[tuple[str, str | None]]]:
    """A text, old or in Unicode, and its parts as somebody formatted them: cut anywhere, even inside a letter."""
    meant = draw(sentences)
    typed = draw(st.sampled_from([meant, as_tcvn3(meant), as_vni(meant)]))
    fonts = [VNI, "VNI-Helve"] if typed == as_vni(meant) != meant else [TIME, ".VnArial", CAPITALS]
    cuts = sorted(draw(st.lists(st.integers(0, len(typed)), max_size=6)))
    pieces = [typed[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(typed)], strict=True)]
    return typed, [(piece, draw(st.sampled_from(fonts))) for piece in pieces]


@given(cut_texts())
@bounded(max_examples=1_000, deadline=None)
def test_a_text_cut_anywhere_is_converted_as_the_whole_text_is(drawn: tuple[str, list[tuple[str, str | None]]]) -> None:
    typed, runs = drawn
    family = VNI if str(runs[0][1]).startswith("VNI") else TIME
    whole = found_in(typed, CellNote(font=family))
    text, note = rich(*runs)
    found = found_in(text, note)
    if whole is None:
        assert found is None
        return
    assert found is not None
    assert found.doubtful is whole.doubtful
    if family == VNI:
        assert found.after == whole.after
    else:
        assert list(found.runs) == [readable(piece, str(font)) for piece, font in runs]
        assert found.after.casefold() == whole.after.casefold()


@given(st.lists(st.tuples(sentences, st.booleans(), st.sampled_from([TIME, CAPITALS])), min_size=2, max_size=5))
@bounded(max_examples=500, deadline=None)
def test_each_part_of_a_cell_is_converted_as_it_would_be_alone(
    drawn: list[tuple[str, bool, str]],
) -> None:
    parts = [(f"{text} báo cáo " if not old else f"{as_tcvn3(text)} b¸o c¸o ", font) for text, old, font in drawn]
    alone = [unicode_runs(text, CellNote(font=font)) for text, font in parts]
    together = unicode_runs(*rich(*parts))
    if not any(alone):
        assert together is None
    else:
        assert together == tuple(runs[0] if runs else text for runs, (text, _) in zip(alone, parts, strict=True))
