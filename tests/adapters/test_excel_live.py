"""The adapter for open workbooks keeps the contract of every book, and what only an open one promises: nothing is saved, the
person finds Excel as before, a failure leaves nothing behind. Outputs, backups, lock files and bytes are the file's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill

from sheetsync.adapters.excel_live import changes, read
from sheetsync.adapters.excel_live.book import ExcelBook
from sheetsync.adapters.excel_live.highlights import terms
from sheetsync.adapters.excel_live.open_books import find_open_book
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.drawn_alone import draw_alone
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import Rectangle
from sheetsync.core.edits import ConvertTexts, Highlight, RemoveOwnSheets, SetHighlights
from sheetsync.core.sheets.looks import Look
from sheetsync.errors import BookUnreadable, BookUnwritable, SheetConflict, SheetsyncError
from tests.adapters.file_book import FileBook
from tests.adapters.small_designs import findings, highlights, put, report, whole_run
from tests.contract.plan_book_contract import HIGHLIGHTS, NAME, NOTES, TAB, LiveBook, PlanBookContract, design, write
from tests.contract.plan_book_contract import put as put_text
from tests.excel_engine.cells import FormatConditions
from tests.excel_engine.engine import register, start, stop_all
from tests.excel_engine.open_book import OpenBook
from tests.excel_engine.workbook import Workbook, Worksheet


@pytest.fixture(autouse=True)
def excel() -> Any:
    register()
    yield
    stop_all()


class TestOpenBook(PlanBookContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self._folder = tmp_path

    def make(self, sheets: Sequence[SheetContent]) -> LiveBook:
        return OpenBook.holding(self._folder / "Kế hoạch 2023.xlsx", sheets)


@pytest.fixture
def live(tmp_path: Path) -> OpenBook:
    return OpenBook.holding(tmp_path / "Kế hoạch 2023.xlsx", (TAB, NOTES))


class TestFinding:
    @pytest.mark.parametrize("name", ["Kế hoạch 2023.xlsx", "Kế hoạch 2023", "KẾ HOẠCH 2023.XLSX"])
    def test_a_book_is_found_by_its_name(self, live: OpenBook, name: str) -> None:
        assert find_open_book(name).name == "Kế hoạch 2023.xlsx"

    def test_the_open_books_are_named_where_none_fits(self, live: OpenBook) -> None:
        with pytest.raises(BookUnreadable) as refusal:
            find_open_book("Kế hoạch 2024")
        assert "«Kế hoạch 2023.xlsx»" in refusal.value.message
        assert "Protected View" in refusal.value.next_step

    def test_two_books_of_one_name_are_told_apart_by_nobody(self, live: OpenBook, tmp_path: Path) -> None:
        (tmp_path / "khác").mkdir()
        other = OpenBook.holding(tmp_path / "khác" / "Kế hoạch 2023.xlsx", (TAB,))
        with pytest.raises(BookUnreadable) as refusal:
            find_open_book("Kế hoạch 2023")
        assert str(other.on_disk) in refusal.value.message
        assert "đóng bớt" in refusal.value.next_step

    def test_an_exact_name_is_enough_beside_one_of_another_kind(self, live: OpenBook) -> None:
        live.workbook.Application.open(live.saved_as(live.on_disk.with_name("Kế hoạch 2023.xlsm")))
        assert find_open_book("Kế hoạch 2023.xlsx").name == "Kế hoạch 2023.xlsx"
        with pytest.raises(BookUnreadable):
            find_open_book("Kế hoạch 2023")

    def test_excel_that_does_not_run_is_told(self) -> None:
        with pytest.raises(BookUnreadable, match="Excel chưa mở"):
            find_open_book("So.xlsx")

    def test_excel_without_a_book_is_told(self) -> None:
        start()
        with pytest.raises(BookUnreadable, match="không có sổ nào mở"):
            find_open_book("So.xlsx")

    def test_a_machine_without_excel_is_told_what_to_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import xlwings  # noqa: PLC0415

        monkeypatch.setattr(xlwings.engines, "active", None)
        with pytest.raises(BookUnreadable) as refusal:
            find_open_book("So.xlsx")
        assert "lưu và đóng sổ" in refusal.value.next_step

    def test_a_mac_is_told_what_to_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.platform", "darwin")
        with pytest.raises(BookUnreadable, match="Mac"):
            find_open_book("So.xlsx")


def everything(path: Path) -> Path:
    """A workbook with every kind of value that the readers must see alike."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Đủ loại"
    old = Font(name=".VnTime")
    values: list[tuple[str, Any, str]] = [
        ("B3", "Tên", "General"), ("C3", 12, "General"), ("D3", 12.5, "0.0"), ("E3", 0.5, "0%"), ("F3", True, "General"),
        ("B4", date(2023, 3, 14), "dd/mm/yyyy"), ("C4", datetime(2023, 3, 14, 7, 30), "dd/mm/yyyy hh:mm"),  # noqa: DTZ001
        ("D4", time(7, 30), "hh:mm"), ("E4", timedelta(hours=30), "[h]:mm"), ("F4", 1, "0%"), ("B5", -5, "dd/mm/yyyy"),
        ("C5", 2, "0"), ("B6", "hai\ndòng", "General"), ("C6", 45_000, "dd/mm/yyyy"), ("C7", "15/3/2023", "@"),
        ("B9", 1e20, "General"), ("C9", 0.1 + 0.2, "General"), ("B5000", "xa", "General"),
    ]  # fmt: skip
    for cell, value, code in values:
        page[cell] = value
        page[cell].number_format = code
    page["B7"] = "=1+1"
    page["B7"].data_type = "s"
    page["B8"] = "#N/A"
    page["B8"].data_type = "e"
    page["D6"], page["D6"].font = "§· xong", old
    page["E6"] = CellRichText("thường ", TextBlock(InlineFont(rFont=".VnTime"), "®· xong"))
    page.merge_cells("B3:B3")
    page.merge_cells("F6:H7")
    page.merge_cells("B10:D10")
    page["B10"] = "gộp"
    hidden = book.create_sheet("Ẩn")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "=SUM(A2:A3)"
    book.create_sheet("Trống")
    book.save(path)
    return path


class TestReading:
    def test_every_kind_of_value_is_read_as_from_the_file(self, tmp_path: Path) -> None:
        path = everything(tmp_path / "đủ loại.xlsx")
        live = OpenBook(start().open(path))
        opened, file = live.open().read(), XlsxBook(path).read()
        assert [sheet.name for sheet in opened.sheets] == [sheet.name for sheet in file.sheets]
        for ours, theirs in zip(opened.sheets, file.sheets, strict=True):
            assert ours.rows == theirs.rows
            assert ours.far_rows == theirs.far_rows
            assert sorted(ours.merged) == sorted(theirs.merged)
            assert ours.hidden == theirs.hidden
        assert opened.sheet("Đủ loại").notes == file.sheet("Đủ loại").notes
        assert opened.sheet("Ẩn").notes[1, 1].formula

    def test_the_sample_is_read_as_from_the_file(self, sample: Path) -> None:
        live = OpenBook(start().open(sample))
        opened, file = live.open().read(), XlsxBook(sample).read()
        for ours, theirs in zip(opened.sheets, file.sheets, strict=True):
            assert (ours.name, ours.rows, ours.first_row, ours.notes) == (
                theirs.name,
                theirs.rows,
                theirs.first_row,
                theirs.notes,
            )
            assert sorted(ours.merged) == sorted(theirs.merged)

    def test_a_stray_cell_far_below_costs_no_million_rows(self, live: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(read, "CELLS_AT_ONCE", 1_000)
        live.type_into("Ghi chú", 1_048_576, 1, "lạc")
        content = live.open().read().sheet("Ghi chú")
        assert content.value(1_048_576, 1) == "lạc"
        assert len(content.rows) == 1


@pytest.fixture
def sample() -> Path:
    return Path(__file__).parents[2] / "workbooks" / "mau-2023.xlsx"


def state(live: OpenBook) -> tuple[object, ...]:
    """What the person can see of Excel itself."""
    application = live.workbook.Application
    assert application.ActiveSheet is not None
    return (
        application.ScreenUpdating, application.EnableEvents, application.DisplayAlerts, application.Calculation,
        application.ReferenceStyle, application.ActiveWorkbook is live.workbook, live.workbook.ActiveSheet.Name,
        [(sheet.Name, sheet.selection.Address, sheet.scrolled, sheet.Visible) for sheet in live.workbook.sheets],
        [sheet.ProtectContents for sheet in live.workbook.sheets], live.workbook.ProtectStructure,
        len(application.workbooks),
    )  # fmt: skip


def at_work(live: OpenBook) -> None:
    """The person is somewhere in the middle of a sheet, with settings of their own."""
    live.page("Ghi chú").Activate()
    live.page("VP UBND").selection = live.page("VP UBND").Range("C3:D3")
    live.page("VP UBND").scrolled = (2, 3)
    live.workbook.Application.Calculation = -4135
    live.workbook.Application.ReferenceStyle = -4150


class TestThePersonInFront:
    def test_excel_is_as_before_and_nothing_is_saved(self, live: OpenBook) -> None:
        on_disk = live.on_disk.read_bytes()
        at_work(live)
        before = state(live)
        outcome = write(live, HIGHLIGHTS)
        assert outcome.saved_to == "excel:Kế hoạch 2023.xlsx"
        assert outcome.backup is None
        assert state(live) == before
        write(live, *whole_run())
        assert state(live)[:7] == before[:7]
        assert live.on_disk.read_bytes() == on_disk

    @pytest.mark.parametrize(
        ("where", "method"), [(Worksheet, "copy_behind"), (FormatConditions, "Add"), (Workbook, "change_sheets")]
    )
    def test_a_failure_leaves_nothing_behind(
        self, live: OpenBook, monkeypatch: pytest.MonkeyPatch, where: type, method: str
    ) -> None:
        write(live, put(report("cũ")), HIGHLIGHTS)
        at_work(live)
        before, content, marks = state(live), live.open().read(), list(live.page("VP UBND").conditions)
        real, calls = getattr(where, method), []

        def failing(*arguments: Any, **named: Any) -> Any:
            calls.append(arguments)
            if len(calls) == 2:
                raise RuntimeError("Exception occurred")
            return real(*arguments, **named)

        monkeypatch.setattr(where, method, failing)
        if where is FormatConditions:  # Excel refuses every form of the second one
            monkeypatch.setattr(where, method, lambda *one, **named: failing(*one, **named) if not calls else _refuse())
        with pytest.raises(BookUnwritable) as failure:
            write(live, put(report("mới")), put(findings()), SetHighlights("VP UBND", HIGHLIGHTS.highlights[::-1]))
        monkeypatch.undo()
        assert "gỡ ra" in failure.value.message
        assert failure.value.next_step
        assert live.open().read() == content
        assert live.page("VP UBND").conditions == marks
        assert state(live) == before

    def test_looking_at_unchanged_colours_is_nothing_to_save(self, live: OpenBook) -> None:
        write(live, HIGHLIGHTS)
        live.workbook.Saved = True
        assert not write(live, HIGHLIGHTS).changed
        assert live.workbook.Saved

    def test_texts_of_an_open_book_are_not_converted(self, live: OpenBook) -> None:
        with pytest.raises(BookUnwritable, match="bản chép"):
            write(live, ConvertTexts("VP UBND", (), "Times New Roman"))


def _refuse() -> Any:
    raise RuntimeError("Exception occurred")


class TestSheetsOfOurs:
    def test_everything_drawn_comes_along(self, live: OpenBook) -> None:
        write(live, put(report()))
        page = live.page("Báo cáo Quý I-2023").page
        assert page["A5"].value == '=HYPERLINK("http://x")'
        assert page["A5"].data_type == "s"
        assert page["B2"].hyperlink.location == "'VP UBND'!A2"
        assert [str(block) for block in page.merged_cells.ranges] == ["A1:B1"]
        assert page["A1"].font.b
        assert page.column_dimensions["B"].width == 40
        assert page.print_title_rows == "$1:$2"
        assert len(page._charts) == 1

    def test_a_person_who_saves_has_a_file_that_knows_its_own(self, live: OpenBook, tmp_path: Path) -> None:
        write(live, *whole_run())
        saved = XlsxBook(live.saved_as(tmp_path / "đã lưu.xlsx")).read()
        assert {sheet.name: sheet.own.edited for sheet in saved.sheets if sheet.own} == {
            "Báo cáo Quý I-2023": False,
            "Kết quả kiểm tra": False,
        }
        assert [sheet.rows for sheet in saved.sheets] == [sheet.rows for sheet in live.open().read().sheets]

    def test_a_changed_look_or_link_is_a_change(self, live: OpenBook) -> None:
        write(live, put(report(tab="VP UBND")))
        assert not write(live, put(report(tab="VP UBND"))).changed
        assert write(live, put(report(tab="Ghi chú"))).changed

    @pytest.mark.parametrize("edit", [put_text("mới"), RemoveOwnSheets()], ids=["put", "clean"])
    def test_a_formula_of_people_is_never_turned_into_ref(self, live: OpenBook, edit: Any) -> None:
        write(live, put_text("cũ"))
        live.type_into("Ghi chú", 5, 2, f"='{NAME}'!A1")
        with pytest.raises(SheetConflict) as refusal:
            write(live, edit)
        assert "ô B5 của sheet «Ghi chú»" in refusal.value.message
        assert "đường dẫn" in refusal.value.next_step
        assert live.page("Ghi chú").page["B5"].value == f"='{NAME}'!A1"
        assert live.open().read().sheet(NAME).value(4, 1) == "cũ"

    def test_an_edited_sheet_of_which_people_make_use_keeps_its_name(self, live: OpenBook) -> None:
        write(live, put_text())
        live.type_into(NAME, 4, 1, "sửa tay")
        live.type_into("Ghi chú", 5, 2, f"='{NAME}'!A1")
        assert write(live, RemoveOwnSheets()).kept_sheets == (NAME,)
        assert live.page("Ghi chú").page["B5"].value == f"='{NAME}'!A1"

    def test_a_comment_added_to_a_sheet_of_ours_is_work_worth_keeping(self, live: OpenBook) -> None:
        write(live, put_text("cũ"))
        live.page(NAME).page["A1"].comment = Comment("đã gọi điện", "Hồng")
        assert write(live, put_text("mới")).kept_sheets == ("Báo cáo Q1-2023 (bản sửa tay)",)
        assert live.page("Báo cáo Q1-2023 (bản sửa tay)").page["A1"].comment.text == "đã gọi điện"
        assert not live.page("Báo cáo Q1-2023 (bản sửa tay)").page.defined_names

    def test_cells_that_excel_holds_differently_are_refused(self, live: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
        real = Worksheet.copy_behind

        def spoiling(self: Worksheet, other: Worksheet) -> None:
            self.page["A2"] = 2  # as if "=1+1" had been calculated
            real(self, other)

        monkeypatch.setattr(Worksheet, "copy_behind", spoiling)
        with pytest.raises(BookUnwritable, match="không nhận đúng nội dung"):
            write(live, put_text())
        assert [sheet.name for sheet in live.open().read().sheets] == ["VP UBND", "Ghi chú"]


class TestLocks:
    def test_a_sheet_locked_without_a_password_is_coloured_and_locked_again(self, live: OpenBook) -> None:
        page = live.page("VP UBND")
        page.Protect("", True, True, True, True, *([False] * 2), True, *([False] * 6), True, False)
        rights = vars(page.Protection).copy()
        write(live, HIGHLIGHTS)
        assert live.mark_count("VP UBND") == 2
        assert page.ProtectContents
        assert page.ProtectionMode  # still open to the person's own macros
        assert vars(page.Protection) == rights
        assert rights["AllowFiltering"]
        assert rights["AllowFormattingRows"]

    def test_a_sheet_locked_with_a_password_is_left_alone(self, live: OpenBook) -> None:
        live.page("VP UBND").Protect("bí mật", True, True, True, False, *([False] * 11))
        before = live.open().read()
        with pytest.raises(BookUnwritable, match="VP UBND"):
            write(live, put_text(), HIGHLIGHTS)
        assert live.open().read() == before
        assert live.page("VP UBND").ProtectContents

    def test_a_list_of_sheets_locked_without_a_password_takes_ours_and_is_locked_again(self, live: OpenBook) -> None:
        live.workbook.Protect("", True, False)
        assert write(live, put_text()).changed
        assert live.workbook.ProtectStructure

    def test_a_list_of_sheets_locked_with_a_password_is_left_alone(self, live: OpenBook) -> None:
        live.workbook.Protect("bí mật", True, False)
        with pytest.raises(BookUnwritable, match="mật khẩu"):
            write(live, put_text())
        assert [sheet.name for sheet in live.open().read().sheets] == ["VP UBND", "Ghi chú"]

    def test_a_hidden_tab_is_coloured_and_stays_hidden(self, live: OpenBook) -> None:
        live.page("VP UBND").Visible = 0
        live.page("Ghi chú").Activate()
        write(live, HIGHLIGHTS)
        assert live.mark_count("VP UBND") == 2
        assert live.page("VP UBND").Visible == 0


class TestHighlights:
    def test_they_are_what_the_file_would_hold(self, live: OpenBook, tmp_path: Path) -> None:
        """Wherever the person's selection stands, and in whatever language Excel speaks."""
        file = tmp_path / "tệp.xlsx"
        file.write_bytes(live.on_disk.read_bytes())
        edits = (SetHighlights("VP UBND", (*HIGHLIGHTS.highlights, *highlights().highlights)),)
        XlsxBook(file).write(edits, XlsxBook(file).read().version)
        live.workbook.Application.separator = ";"
        at_work(live)
        write(live, *edits)
        assert formats(live.saved_as(tmp_path / "đã lưu.xlsx")) == formats(file)

    def test_people_s_own_stay_in_their_order(self, tmp_path: Path) -> None:
        path = tmp_path / "So.xlsx"
        FileBook.holding(path, (TAB,))
        book = openpyxl.load_workbook(path)
        page = book["VP UBND"]
        page.conditional_formatting.add("A1:D9", FormulaRule(formula=['$A1="II.1.01"'], fill=PatternFill(bgColor="00FF00")))
        page.conditional_formatting.add("C1:C9", CellIsRule(operator="greaterThan", formula=["5"]))
        book.save(path)
        live = OpenBook(start().open(path))
        people = list(live.page("VP UBND").conditions)
        write(live, HIGHLIGHTS)
        assert live.page("VP UBND").conditions[:2] == people
        write(live, SetHighlights("VP UBND"), RemoveOwnSheets())
        assert live.page("VP UBND").conditions == people

    def test_long_lists_are_given_in_their_terms_where_excel_takes_no_long_formula(self, live: OpenBook) -> None:
        ids = [f"II.1.{number:02d}" for number in range(1, 40)]
        long = "OR(" + ",".join(f'EXACT($A2,"{each}")' for each in ids) + ")"
        edit = SetHighlights("VP UBND", (Highlight((Rectangle(2, 1, 3, 4),), long, Look(fill="FDE2E2")),))
        live.workbook.Application.longest_condition = 255
        write(live, edit)
        found = [condition.formula for condition in live.page("VP UBND").conditions]
        assert found == [f'=AND(N("sheetsync")=0,EXACT($A2,"{each}"))' for each in ids]
        assert not write(live, edit).changed

    def test_an_or_is_taken_apart_only_where_it_is_the_whole(self) -> None:
        filler = '"' + "x" * 300 + '"'
        assert terms(f'OR(A1=1,AND(B1=2,C1="a,b)"),D1={filler})') == ["A1=1", 'AND(B1=2,C1="a,b)")', f"D1={filler}"]
        assert terms(f"OR(A1=1,B1=2)*(C1={filler})") == [f"OR(A1=1,B1=2)*(C1={filler})"]
        assert terms("OR(A1=1,B1=2)") == ["OR(A1=1,B1=2)"]

    def test_a_vanished_tab_cannot_be_coloured(self, live: OpenBook) -> None:
        with pytest.raises(SheetConflict, match="Không còn"):
            write(live, SetHighlights("Đã xóa", HIGHLIGHTS.highlights))


def formats(path: Path) -> list[tuple[str, list[str], object]]:
    """Conditional formats as the file holds them, in order of precedence."""
    page = openpyxl.load_workbook(path)["VP UBND"]
    found = [(rule.priority, str(block.sqref), rule) for block in page.conditional_formatting for rule in block.rules]
    return [
        (where, rule.formula, (rule.stopIfTrue or False, rule.dxf.fill.bgColor.rgb[-6:], bool(rule.dxf.font and rule.dxf.font.b)))
        for _, where, rule in sorted(found, key=lambda each: each[0])
    ]


def test_a_failure_that_excel_does_not_even_let_be_undone_names_the_way_out(
    live: OpenBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_colour", lambda *_: _refuse())
    monkeypatch.setattr(Worksheet, "delete", lambda _: _refuse())
    with pytest.raises(SheetsyncError) as failure:
        write(live, put_text(), HIGHLIGHTS)
    assert 'sheetsync clean "excel:Kế hoạch 2023.xlsx"' in failure.value.next_step


def test_a_book_that_does_not_answer_is_told_in_words(live: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worksheet, "UsedRange", property(lambda _: _refuse()))
    with pytest.raises(BookUnreadable, match="Không đọc được"):
        ExcelBook("Kế hoạch 2023", draw_alone).read()


def test_a_book_of_the_old_format_takes_no_report(live: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace  # noqa: PLC0415

    monkeypatch.setattr(Worksheet, "Rows", SimpleNamespace(Count=65_536))
    with pytest.raises(BookUnwritable, match="xls"):
        write(live, put_text())
    assert design().name not in {sheet.Name for sheet in live.workbook.sheets}
