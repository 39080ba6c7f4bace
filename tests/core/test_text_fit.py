"""How many lines a text takes: never fewer than a real program prints, and hardly ever more."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheetsync.adapters.xlsx.fresh_book import render
from sheetsync.core.book import SheetKind
from sheetsync.core.sheets.column_fit import shared_widths
from sheetsync.core.sheets.design import CellDesign, PrintSetup, SheetDesign
from sheetsync.core.sheets.looks import Align, Border, Look
from sheetsync.core.sheets.text_fit import (
    MAX_ROW_HEIGHT,
    Face,
    cell_lines,
    line_count,
    line_counts,
    lines_height,
    row_height,
    text_width,
    widest_word,
    wrapped_lines,
)
from tests.design_rows import rows_of
from tests.office import to_pdf
from tests.printed_pages import page_texts

TEXT = Look(size=10.5, wrap=True, border=Border.THIN)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Hello", 10 * (0.722 + 0.444 + 0.278 + 0.278 + 0.5)),
        ("aaaa", 10 * 4 * 0.444),
        ("0123456789", 50),
        ("—", 10),
    ],
)
def test_widths_are_those_of_times_new_roman(text: str, points: float) -> None:
    assert text_width(text, size=10) == pytest.approx(points)


def test_accents_change_no_width_and_horns_do() -> None:
    assert text_width("Ề ế ặ ỗ ỹ Đ", size=10) == text_width("E e a o y Đ", size=10)
    assert text_width(unicodedata.normalize("NFD", "Trường hợp"), size=10) == text_width("Trường hợp", size=10)
    assert text_width("ơ", size=10) > text_width("o", size=10)
    assert text_width("ự", size=10) == text_width("ư", size=10)
    assert text_width("a\N{ZERO WIDTH SPACE}b", size=10) == text_width("ab", size=10)


def test_bold_is_wider_and_italic_is_not() -> None:
    words = "Tổng hợp kết quả thực hiện nhiệm vụ"
    assert text_width(words, size=11, face=Face.BOLD) > text_width(words, size=11) >= text_width(words, size=11, face=Face.ITALIC)


def test_lines_break_at_spaces_and_inside_words_that_are_too_long() -> None:
    assert wrapped_lines("một hai ba", 22, size=12) == ("một", "hai", "ba")
    assert wrapped_lines("một\n\nhai", 500, size=12) == ("một", "", "hai")
    assert wrapped_lines("", 100, size=12) == ("",)
    long = "x" * 50
    pieces = wrapped_lines(long, 60, size=12)
    assert "".join(pieces) == long
    assert all(text_width(piece, size=12) <= 60 for piece in pieces)


@given(
    text=st.text(alphabet="abc mWđơ ếẶ—1./-\n", max_size=300),
    width=st.floats(20, 400),
    size=st.sampled_from([8, 10.5, 11, 14]),
)
@hypothesis_settings(max_examples=150, deadline=None)
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: float, size: float) -> None:
    lines = wrapped_lines(text, width, size=size)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(len(line) <= 1 or text_width(line.rstrip(), size=size) <= width for line in lines)


@given(text=st.text(alphabet="abc mW", max_size=200), narrow=st.floats(5, 20), more=st.floats(0, 30))
@hypothesis_settings(max_examples=80, deadline=None)
def test_a_wider_column_never_needs_more_lines(text: str, narrow: float, more: float) -> None:
    assert line_count(text, narrow + more, TEXT) <= line_count(text, narrow, TEXT)


def test_a_row_is_as_high_as_its_tallest_cell_and_excel_allows() -> None:
    one, three = row_height([("ngắn", 20, TEXT)]), row_height([("ngắn", 20, TEXT), ("a\nb\nc", 20, TEXT)])
    assert lines_height(1, 10.5) <= one < lines_height(1, 10.5) + 0.25
    assert lines_height(3, 10.5) <= three < lines_height(3, 10.5) + 0.25
    assert row_height([("dài " * 5000, 10, TEXT)]) == MAX_ROW_HEIGHT
    assert row_height([], least=18) == 18


def test_width_goes_to_the_column_that_has_the_text() -> None:
    rows = [[("ngắn", TEXT), ("một câu dài hơn hẳn, phải xuống dòng nhiều lần mới hết " * 3, TEXT)]] * 5
    given_widths = [20.0, 20.0]
    widths = shared_widths(given_widths, {0: 8, 1: 8}, rows)
    assert sum(widths) == sum(given_widths)
    assert widths[1] > widths[0] >= 8
    assert line_count(rows[0][1][0], widths[1], TEXT) < line_count(rows[0][1][0], 20, TEXT)


def test_no_word_is_torn_to_give_width_away() -> None:
    rows = [[("24/02/2023", TEXT), ("một câu dài hơn hẳn, phải xuống dòng nhiều lần mới hết " * 4, TEXT)]]
    widths = shared_widths([16.0, 20.0], {0: 5, 1: 8}, rows)
    assert widths[0] >= widest_word("24/02/2023", TEXT)
    assert cell_lines("24/02/2023", widths[0], TEXT) == ("24/02/2023",)


# Letters of Latin-1 and đ only: the metric-compatible fonts of a plain Linux have all of them.
_SAMPLES = (
    "Rà soát 14 văn bản do HĐND, UBND xã ban hành; bãi bỏ 02 văn bản.",
    "Đã công khai 212 hò sơ tháng 01, 187 hò sơ tháng 02; 100% đúng hàn.".replace("ơ", "o"),
    "15/KH-UBND; 09/BC-UBND ngày 14/3/2023",
    "Văn phòng UBND xã",
    "Phát thanh 12 tin, bài; treo 04 băng-rôn tai nhà văn hóa thôn Ngoc Lâm, Tho Ðàm, Quý Cao và tai tru sô UBND xã.",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "Dòng môt\nDòng hai dài hon môt chút\nDòng bôn",
)
_WIDTHS = (9.0, 13.5, 21.0, 40.0)
_LOOKS = (TEXT, TEXT.but(bold=True, size=11), TEXT.but(italic=True), TEXT.but(align=Align.CENTER, size=13))


@pytest.fixture(scope="module")
def printed_lines(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, float, Look], int]:
    """How many lines LibreOffice prints each sample on, in each width and look; each sample stands on a page of its own."""
    folder = tmp_path_factory.mktemp("lines")
    samples = [(text, look) for text in _SAMPLES for look in _LOOKS]
    setup = PrintSetup(fit_width=False, page_number_top=False, breaks_before=tuple(range(2, len(samples) + 1)))
    heights = dict.fromkeys(range(1, len(samples) + 1), 400.0)
    designs = []
    for width in _WIDTHS:
        cells = tuple(CellDesign(row, 1, text, look) for row, (text, look) in enumerate(samples, start=1))
        designs.append(SheetDesign(f"W{width:g}", SheetKind.REPORT, "", rows_of(cells, heights), (width,), print_setup=setup))
    path = folder / "lines.xlsx"
    path.write_bytes(render(designs))
    pages = page_texts(to_pdf(path, folder))
    assert len(pages) == len(_WIDTHS) * len(samples)
    counts = iter(sum(bool(line.strip()) for line in page.splitlines()) for page in pages)
    return {(text, width, look): next(counts) for width in _WIDTHS for text, look in samples}


@given(
    st.text(st.sampled_from("aM 17iưĐệ\n \u0301\u200b—W"), max_size=60),
    st.floats(3, 30),
    st.sampled_from([TEXT, TEXT.but(bold=True, size=13), TEXT.but(wrap=False), TEXT.but(indent=1)]),
)
@hypothesis_settings(max_examples=300, deadline=None)
def test_lines_are_counted_as_they_are_broken(text: str, characters: float, look: Look) -> None:
    assert line_counts(characters, look)[text] == len(cell_lines(text, characters, look))


@pytest.mark.parametrize("face", Face)
def test_digits_are_as_wide_as_one_another(face: Face) -> None:
    """Lines are counted once for texts that differ in digits alone."""
    assert len({text_width(digit, size=10, face=face) for digit in "0123456789"}) == 1
    assert line_counts(9.0, TEXT)["12 hồ sơ, 345 tin"] == line_counts(9.0, TEXT)["98 hồ sơ, 765 tin"]


def test_the_estimate_is_never_below_what_is_printed_and_hardly_above(
    printed_lines: dict[tuple[str, float, Look], int],
) -> None:
    estimates = {key: line_count(*key) for key in printed_lines}
    too_few = {key: (estimates[key], real) for key, real in printed_lines.items() if estimates[key] < real}
    assert too_few == {}
    assert max(printed_lines.values()) >= 8, "the samples are long enough to tell"
    excess = sum(estimates[key] - real for key, real in printed_lines.items())
    assert excess <= 0.12 * sum(printed_lines.values())


def test_a_row_of_the_estimated_height_shows_every_line(printed_lines: dict[tuple[str, float, Look], int]) -> None:
    assert all(row_height([key]) >= real * key[2].size * 1.15 for key, real in printed_lines.items())
