"""A workbook of thousands of short texts is looked at in time, and what is seen is what plain comparing sees."""

from __future__ import annotations

import os
import random
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.adoption.alike_words import CLOSE, AlikeWords
from sheetsync.core.adoption.column_profile import ColumnCells
from sheetsync.core.adoption.guess_sheets import propose
from sheetsync.core.adoption.heading_words import WORDS, HeadingWords
from sheetsync.core.book import CellNote, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.columns import KnownHeadings
from sheetsync.core.settings import Settings
from tests.adopt.books import OFFICE, Sheet, numbered, with_xlsxwriter
from tests.adopt.compared_plainly import likeness, profile_of, scores_of
from tests.adopt.test_adopt import AS_OF
from tests.adopt.test_any_book import CELLS

EXAMPLES = int(os.environ.get("SHEETSYNC_ADOPT_EXAMPLES", "200"))
SYLLABLES = [consonant + vowel for consonant in "bcdghklmnprstvx" for vowel in "ao"]


@pytest.fixture(scope="module")
def known(settings: Settings) -> KnownHeadings:
    return KnownHeadings(settings.columns)


@pytest.fixture(scope="module")
def headings(known: KnownHeadings) -> HeadingWords:
    """The same one for every example, so that what it remembers is tested too."""
    return HeadingWords(known)


def known_texts(known: KnownHeadings) -> list[str]:
    headings = [text for column in known.columns.values() for text in (column.heading, *column.aliases)]
    return [*headings, *(word for words in WORDS.values() for word in words), "Kết quả Quý II", "Trạng thái quý I"]


@st.composite
def nearly_known(draw: st.DrawFn, texts: list[str]) -> str:
    """A known heading with letters lost, doubled, exchanged or added, or two of them in one, or one in other letters."""
    text = draw(st.sampled_from(texts))
    if draw(st.booleans()):
        text += draw(st.sampled_from((" ", ", ", "/", ""))) + draw(st.sampled_from(texts))
    letters = list(text)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(letters)))
        match draw(st.integers(0, 3)):
            case 0:
                del letters[place : place + 1]
            case 1:
                letters[place:place] = letters[max(place - 1, 0) : place]
            case 2:
                letters[place:place] = [draw(st.sampled_from("aeoinhtcg đầạ.,-/()"))]
            case _:
                letters[place : place + 2] = reversed(letters[place : place + 2])
    changed = "".join(letters)
    return draw(st.sampled_from((changed, changed.upper(), f" {changed}: ", f"{changed} (nếu có)")))


@bounded(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_headings_score_as_when_compared_with_every_known_word(
    known: KnownHeadings, headings: HeadingWords, data: st.DataObject
) -> None:
    text = data.draw(st.one_of(nearly_known(known_texts(known)), st.text(max_size=20)))
    assert list(headings.scores(text).items()) == list(scores_of(text, known).items())


@bounded(max_examples=2 * EXAMPLES, deadline=None)
@given(st.lists(st.text("aabcno ", max_size=9), min_size=1, max_size=12), st.text("aabcno ", max_size=9))
def test_every_near_word_is_found(words: list[str], text: str) -> None:
    shares = {place: 1.0 if word == text else likeness(text, word) for place, word in enumerate(words) if word or text}
    assert AlikeWords(words).near(text) == {place: share for place, share in shares.items() if share >= CLOSE}


@bounded(max_examples=EXAMPLES // 2, deadline=None)
@given(
    st.lists(st.one_of(CELLS, st.integers(1, 3), st.sampled_from(("1", "2.", "100%", "Chủ trì", "quý II/2024"))), max_size=30),
    st.sets(st.integers(1, 40)),
    st.integers(1, 9),
    st.integers(1, 400),
)
def test_a_column_is_described_as_when_each_cell_is_looked_at_anew(
    cells: list[CellValue], shown_as_percent: set[int], first: int, times: int
) -> None:
    rows = [[value] for value in (cells * times)[:300]]
    notes = {(row, 3): CellNote(percent=True) for row in shown_as_percent}
    sheet = SheetContent("Hoa", rows, first_row=first, first_column=3, notes=notes)
    looked_at = ColumnCells(sheet, 3, 60)
    for heading_row in (0, first, first + 1, 7, 33, 60):
        assert looked_at.below(heading_row) == profile_of(sheet, 3, heading_row)


def short_texts(rows: int, columns: int, seed: int) -> list[list[str]]:
    """A list of villages, of households …: short texts of which none is a heading."""
    chosen = random.Random(seed)
    return [[" ".join(chosen.choices(SYLLABLES, k=chosen.randint(2, 6))) for _ in range(columns)] for _ in range(rows)]


@pytest.mark.parametrize("with_a_tab", [True, False])
def test_few_of_very_many_short_texts_are_compared_letter_by_letter(
    with_a_tab: bool, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """16,800 texts, each of which might be a heading: of any of the known words, were they all compared."""
    sheets = [Sheet(f"Danh sách {number}", short_texts(40, 60, number)) for number in range(7)]
    if with_a_tab:
        headings = ["STT", "Nhiệm vụ", "Thời hạn", "Trạng thái"]
        sheets.append(Sheet("Văn phòng", [headings, *numbered(OFFICE, ("#", 0, 1, 2))]))
    path = tmp_path / "so.xlsx"
    with_xlsxwriter(path, sheets)
    compared: list[float] = []
    letter_by_letter = SequenceMatcher.ratio

    def counted(matcher: SequenceMatcher[str]) -> float:
        compared.append(letter_by_letter(matcher))
        return compared[-1]

    monkeypatch.setattr(SequenceMatcher, "ratio", counted)
    proposal = propose(XlsxBook(path).read(), settings, as_of=AS_OF)
    assert 0 < len(compared) < 7 * 40 * 60 / 10
    assert [sheet.name for sheet in proposal.tabs] == (["Văn phòng"] if with_a_tab else [])
