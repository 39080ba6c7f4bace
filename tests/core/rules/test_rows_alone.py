"""What is worked out once for rows that are alike changes nothing: a row among others has the findings it has alone."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from sheetsync.core.book import BookContent, CellNote, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.plan import Plan
from sheetsync.core.rules.kind import RowKind
from sheetsync.core.rules.ruleset import KINDS
from sheetsync.core.settings import PlanSource
from sheetsync.core.tabs import read_tabs
from sheetsync.records import replace
from tests.core.rules.finding_tables import OFFICIALS, RUN_DATE, Case, Office, line

HEADINGS = [
    "Mã NV",
    "Nhiệm vụ",
    "Loại",
    "Thời hạn",
    "Trạng thái",
    "Tiến độ (%)",
    "Ngày hoàn thành",
    "Kết quả trong kỳ",
    "Ghi chú",
]
FIRST_ROW = 2
ACROSS_ROWS = {"date-ambiguous", "task-duplicate", "document-reused"}
"""What one row says of another is no matter of this file."""

DAYS = st.one_of(
    st.none(),
    st.sampled_from([date(2023, 1, 5), date(2023, 3, 10), date(2023, 3, 20), date(2022, 5, 1), date(2024, 1, 1)]),
    st.sampled_from(["15/03/2023", "31/2/2023", "Quý I/2023", "hằng quý", " ", datetime(2023, 3, 1, 8, 30), 45_000, True]),  # noqa: DTZ001
)
ROW = st.tuples(
    st.sampled_from(["Rà soát văn bản", "Họp giao ban", "Đào tạo Ð"]),
    st.sampled_from([None, "Một lần", "Hằng quý", "thường xuyên", 1]),
    DAYS,
    st.sampled_from(
        [None, "", "Hoàn thành", "Đang thực hiện", "chưa thực hiện", "Không phát sinh", "Xong", "hoàn thàn", 1, True]
    ),
    st.sampled_from([None, 0, 1, True, 1.0, 50, 100, 150, -3, 99.5, "50", "1.234", "nửa", " ", False]),
    DAYS,
    st.sampled_from([None, "Đã thực hiện", "đang làm", "Ban hành Kế hoạch 12/KH-UBND", " ", "tốt.", 5]),
    st.sampled_from([None, "ghi chú", "Ð", 7]),
)
NOTE = st.sampled_from([None, None, None, (6, CellNote(percent=True)), (5, CellNote(error="#REF!", formula=True))])


def findings(office: Office, rows: list[list[CellValue]], notes: dict[int, tuple[int, CellNote]]) -> Counter[str]:
    """By their lines, with their sentences. notes: by the row's place."""
    sheet = SheetContent(
        "VP UBND",
        [HEADINGS, *rows],
        notes={(FIRST_ROW + place, column): note for place, (column, note) in notes.items()},
    )
    found = office.findings(Case("", (sheet,), (), as_of=RUN_DATE, book_is_plan=True))
    return Counter(f"{line(one)} {one.message}" for one in found if one.code not in ACROSS_ROWS and one.where is not None)


@examples(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(ROW, NOTE), min_size=2, max_size=12))
def test_a_row_among_others_has_the_findings_it_has_alone(
    office: Office, rows: list[tuple[tuple[CellValue, ...], tuple[int, CellNote] | None]]
) -> None:
    written: list[list[CellValue]] = [[f"A.{place:02d}", *cells] for place, (cells, _) in enumerate(rows)]
    notes = {place: note for place, (_, note) in enumerate(rows) if note is not None}
    alone: Counter[str] = Counter()
    for place, row in enumerate(written):
        only = [row if each == place else [] for each in range(len(written))]
        alone += findings(office, only, {each: note for each, note in notes.items() if each == place})
    assert findings(office, written, notes) == alone


def test_kinds_that_look_at_the_value_alone() -> None:
    """Whoever adds one here shows that nothing else of the row decides, apart from its status, role, cadence and need."""
    says_so = {kind.name for kind in KINDS.values() if issubclass(kind, RowKind) and "looks_at_value_alone" in kind.__dict__}
    assert says_so == {
        "compare", "must_be_blank", "none_of", "number", "number_as_text", "one_of", "progress_status", "status"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "again", "found"),
    [(100, 100, 0), (100, True, 1), (True, 100, 1), (150, 150, 2), (1, True, 1), (50, 50.0, 0)],
)
def test_true_is_no_number_and_a_wrong_value_is_told_each_time(
    office: Office, value: CellValue, again: CellValue, found: int
) -> None:
    """A number that was fine, or not, in the row above."""
    status = "Hoàn thành" if value == 100 else "Đang thực hiện"
    rows: list[list[CellValue]] = [
        [f"A.{place}", "Rà soát", "Một lần", None, status, progress, None, "Ban hành Kế hoạch 12/KH-UBND", None]
        for place, progress in enumerate((value, again))
    ]
    told = findings(office, rows, {})
    assert sum(count for text, count in told.items() if "progress-invalid" in text) == found


def test_what_is_remembered_of_one_tab_holds_for_another_only_where_their_columns_agree(office: Office) -> None:
    """The second tab has no progress column, and its texts hold a letter that the first one's do not."""
    short = [heading for heading in HEADINGS if heading != "Tiến độ (%)"]
    row: list[CellValue] = ["A.1", "Rà soát", "Một lần", None, "Đang thực hiện", 150, None, "Ban hành 12/KH-UBND", None]
    fewer: list[CellValue] = ["A.2", "Ðào tạo", "Một lần", None, "Đang thực hiện", None, "Ban hành 13/KH-UBND", None]
    sheets = (SheetContent("VP UBND", [HEADINGS, row, row]), SheetContent("Tư pháp", [short, fewer, fewer]))
    told = Counter(one.code for one in office.findings(Case("", sheets, (), book_is_plan=True)))
    assert (told["progress-invalid"], told["text-encoding"]) == (2, 2)


def test_composed_accents_are_looked_for_unless_the_book_is_known_to_have_no_others(office: Office) -> None:
    apart = SheetContent("VP UBND", [HEADINGS, ["A.1", "Ra\u0300 soa\u0301t", "Một lần"]])
    settings = replace(office.settings, plan=Plan(2023, "Kế hoạch", (), OFFICIALS, ()), plan_source=PlanSource.BOOK)

    for composed, count in ((False, 1), (True, 0)):
        tabs, _ = read_tabs(BookContent("so.xlsx", "1", (apart,), composed=composed), settings)
        assert len(tabs.tabs[0].not_nfc_cells) == count
