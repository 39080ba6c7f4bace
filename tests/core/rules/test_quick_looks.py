"""Quick looks that spare a thorough one never change what is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheetsync.core.book import CellNote
from sheetsync.core.cells import CellValue
from sheetsync.core.rules.formula_error import FormulaError
from sheetsync.core.rules.kind import EveryCellKind, Row, RowKind
from sheetsync.core.rules.options import phrase_key
from sheetsync.core.rules.ruleset import KINDS
from sheetsync.core.rules.text_encoding import TextEncoding
from sheetsync.core.rules.vague import Vague
from tests.core.entry_rows import columns, entry

_PHRASES = ("đã thực hiện", "tốt", "đang làm", "đúng, đủ")
_WORDS = st.sampled_from(
    ["đã", "thực", "hiện", "Tốt", "tốt.", "-", "…", "đang", "LÀM", "đúng,", "đủ", "12", "\u200b", "(đã", "hoà"]
)


@given(st.lists(_WORDS, max_size=5), st.sampled_from([" ", "  ", "\n", " - "]))
def test_the_first_and_the_last_word_never_hide_an_empty_phrase(words: list[str], between: str) -> None:
    text = between.join(words).strip()
    vague = Vague(phrases=frozenset(map(phrase_key, _PHRASES)))
    phrase = phrase_key(text)
    says_nothing = bool(text) and (not phrase or phrase in vague.phrases)
    assert (vague.check(Row(entry({"result": text}), None, None), "result") is not None) is says_nothing  # type: ignore[arg-type]


@given(st.dictionaries(st.sampled_from(["task", "result", "note"]), st.text(st.sampled_from("aĐÐðđ\u00ad "), max_size=6)))
def test_a_kind_that_is_silent_on_a_tab_finds_nothing_in_it(values: dict[str, str]) -> None:
    row = Row(entry(values), None, None)  # type: ignore[arg-type]
    for kind in (TextEncoding(), FormulaError()):
        found = kind.hits(row, list(values))
        assert not (found and kind.silent_on("\0".join(values.values())))


def test_a_row_with_notes_is_looked_at_all_the_same() -> None:
    broken = entry({"result": None}, notes={"result": CellNote(error="#REF!", formula=True)})
    assert FormulaError().hits(Row(broken, None, None), ["result"])  # type: ignore[arg-type]


_VALUES = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "\u00a0", "31/2/2023", "15/3/2023", "37", "98,5", "5/KH-UBND", "Xong"]),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.integers(-5, 50_000),
    st.floats(allow_nan=False),
    st.booleans(),
)
_BY_TYPE = [kind for kind in KINDS.values() if issubclass(kind, RowKind) and "passes" in kind.__dict__]


def test_these_kinds_know_by_the_type_of_a_value_that_it_is_fine() -> None:
    assert {kind.name for kind in _BY_TYPE} == {"required", "document_named", "date", "date_as_text"}


@given(_VALUES, st.sampled_from(_BY_TYPE), st.sampled_from(["due", "completed_on"]))
def test_what_passes_by_its_type_is_no_hit(value: CellValue, kind_class: type[RowKind], key: str) -> None:
    kind, row = kind_class(), Row(entry({key: value}, tab_columns=columns("task")), None, None)  # type: ignore[arg-type]
    blank_text = isinstance(value, str) and not value.strip()
    if kind.passes(type(value), blank_texts=blank_text) and not (value is None and not kind.asks_for_blanks):
        assert kind.check(row, key) is None
    if not blank_text:
        assert kind.passes(type(value), blank_texts=True) <= kind.passes(type(value), blank_texts=False)


def test_only_these_kinds_are_ever_passed_over() -> None:
    every_cell = {kind for kind in KINDS.values() if issubclass(kind, EveryCellKind)}
    assert every_cell == {TextEncoding, FormulaError}
    assert not any(hasattr(kind, "silent_on") for kind in KINDS.values() if issubclass(kind, RowKind) and kind not in every_cell)
