"""The file adapter keeps the contract of every book, and what only files promise: outputs, open files, no byte too many."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.book import SheetContent
from sheetsync.core.edits import RemoveOwnSheets, SetHighlights
from sheetsync.errors import BookUnwritable, SheetConflict
from tests.adapters.file_book import FileBook, parts
from tests.adapters.people_books import plain, resaved, rewritten, rich
from tests.adapters.small_designs import findings, highlights, put, report, whole_run
from tests.contract.plan_book_contract import LiveBook, PlanBookContract


class TestXlsxBook(PlanBookContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self._folder = tmp_path

    def make(self, sheets: Sequence[SheetContent]) -> LiveBook:
        return FileBook.holding(self._folder / "Kế hoạch 2023.xlsx", sheets)


def written(folder: Path, data: bytes, name: str = "so.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def run(path: Path, output: Path | None = None) -> XlsxBook:
    book = XlsxBook(path, output, clock=lambda: datetime(2023, 3, 15, 8, 30, tzinfo=UTC))
    book.write(whole_run(), book.read().version)
    return book


def test_the_same_edits_give_the_same_bytes_on_another_machine(tmp_path: Path) -> None:
    one, two = tmp_path / "a", tmp_path / "b"
    for folder in (one, two):
        folder.mkdir()
        run(written(folder, rich()))
    assert (one / "so.xlsx").read_bytes() == (two / "so.xlsx").read_bytes()


def test_an_output_leaves_the_original_untouched_and_alone(tmp_path: Path) -> None:
    path = written(tmp_path, rich())
    output = tmp_path / "ra" / "báo cáo.xlsx"
    output.parent.mkdir()
    outcome = (book := XlsxBook(path, output)).write(whole_run(), book.read().version)
    assert outcome.saved_to == str(output)
    assert outcome.backup is None
    assert path.read_bytes() == rich()
    assert {sheet.name for sheet in XlsxBook(output).read().sheets} >= {"Báo cáo Quý I-2023", "Kết quả kiểm tra"}
    assert sorted(child.name for child in tmp_path.iterdir()) == ["ra", "so.xlsx"]
    assert [child.name for child in output.parent.iterdir()] == ["báo cáo.xlsx"]


def test_an_output_that_stands_already_is_kept_as_a_backup(tmp_path: Path) -> None:
    path, output = written(tmp_path, rich()), written(tmp_path, plain(), "ra.xlsx")
    outcome = (book := XlsxBook(path, output)).write(whole_run(), book.read().version)
    assert outcome.backup is not None
    assert Path(outcome.backup).read_bytes() == plain()
    again = (book := XlsxBook(path, output)).write(whole_run(), book.read().version)
    assert not again.changed


def test_an_output_is_written_even_when_nothing_changes(tmp_path: Path) -> None:
    path, output = written(tmp_path, plain()), tmp_path / "ra.xlsx"
    outcome = (book := XlsxBook(path, output)).write((RemoveOwnSheets(),), book.read().version)
    assert outcome.changed
    assert output.read_bytes() == plain()


def test_the_book_as_its_own_output_is_written_in_place(tmp_path: Path) -> None:
    path = written(tmp_path, plain())
    outcome = (book := XlsxBook(path, tmp_path / "." / "so.xlsx")).write(whole_run(), book.read().version)
    assert outcome.saved_to == str(path)
    assert outcome.backup is not None


def test_an_open_book_gets_its_result_beside_it(tmp_path: Path) -> None:
    path = written(tmp_path, rich())
    (tmp_path / "~$so.xlsx").write_bytes(owner_file("Nguyễn Thị Hồng"))
    outcome = (book := XlsxBook(path)).write(whole_run(), book.read().version)
    assert outcome.open_by == "Nguyễn Thị Hồng"
    assert outcome.saved_to == str(tmp_path / "so - báo cáo.xlsx")
    assert path.read_bytes() == rich()
    assert "Báo cáo Quý I-2023" in {sheet.name for sheet in XlsxBook(Path(outcome.saved_to)).read().sheets}


def owner_file(name: str) -> bytes:
    """What Excel leaves beside an open workbook: 165 bytes with the user's name twice."""
    short = name.encode("ascii", "replace")
    wide = name.encode("utf-16-le")
    return bytes([len(short)]) + short.ljust(54) + len(name).to_bytes(2, "little") + wide.ljust(108, b" ")


def test_a_signed_book_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    path = written(tmp_path, out.getvalue())
    book = XlsxBook(path)
    with pytest.raises(BookUnwritable) as refusal:
        book.write(whole_run(), book.read().version)
    assert "ký số" in refusal.value.message
    assert path.read_bytes() == out.getvalue()


def test_a_run_after_libreoffice_saved_the_book_still_knows_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, plain())
    run(path)
    path.write_bytes(resaved(path.read_bytes()))
    content = XlsxBook(path).read()
    assert {sheet.name: sheet.own.edited for sheet in content.sheets if sheet.own} == {
        "Báo cáo Quý I-2023": False,
        "Kết quả kiểm tra": False,
    }
    live = FileBook(path)
    assert live.mark_count("VP UBND") == 2
    book = XlsxBook(path)
    outcome = book.write((SetHighlights("VP UBND"), RemoveOwnSheets()), book.read().version)
    assert outcome.kept_sheets == ()
    assert live.mark_count("VP UBND") == 0
    assert [sheet.name for sheet in XlsxBook(path).read().sheets] == ["VP UBND", "Ghi chú"]


def test_a_comment_added_to_a_sheet_of_ours_is_work_worth_keeping(tmp_path: Path) -> None:
    path = written(tmp_path, plain())
    run(path)
    person = openpyxl.load_workbook(path)
    person["Kết quả kiểm tra"]["B2"].comment = Comment("đã gọi điện", "Hồng")
    person.save(path)
    book = XlsxBook(path)
    outcome = book.write((put(findings("mới")),), book.read().version)
    assert outcome.kept_sheets == ("Kết quả kiểm tra (bản sửa tay)",)
    kept = openpyxl.load_workbook(path)["Kết quả kiểm tra (bản sửa tay)"]
    assert kept["B2"].comment is not None


def test_a_kept_sheet_s_chart_and_links_go_on_naming_itself(tmp_path: Path) -> None:
    path = written(tmp_path, rich())
    run(path)
    changed = rewritten(
        path.read_bytes(), lambda name, content: (name, content.replace("Đã làm xong".encode(), "Sửa bằng tay".encode()))
    )
    path.write_bytes(changed)
    outcome = (book := XlsxBook(path)).write((put(report("mới")),), book.read().version)
    assert outcome.kept_sheets == ("Báo cáo Q1-2023 (bản sửa tay)",)
    new = parts(path)
    charts = [
        content.decode() for name, content in new.items() if name.startswith("xl/charts/chart") and name not in parts(rich())
    ]
    assert len(charts) == 2
    assert sum("'Báo cáo Q1-2023 (bản sửa tay)'!" in chart for chart in charts) == 1
    assert sum("'Báo cáo Quý I-2023'!" in chart for chart in charts) == 1
    names = new["xl/workbook.xml"].decode()
    assert names.count("'Báo cáo Q1-2023 (bản sửa tay)'!") == 2


def test_clean_lets_a_kept_sheet_s_chart_links_and_names_go_on_naming_itself(tmp_path: Path) -> None:
    path = written(tmp_path, rich())
    run(path)
    path.write_bytes(by_hand(path.read_bytes()))
    outcome = (book := XlsxBook(path)).write((SetHighlights("VP UBND"), RemoveOwnSheets()), book.read().version)
    assert outcome.kept_sheets == ("Báo cáo Q1-2023 (bản sửa tay)",)
    new = parts(path)
    everything = b"".join(content for name, content in new.items() if name not in parts(rich()) or name == "xl/workbook.xml")
    assert "'Báo cáo Quý I-2023'!".encode() not in everything
    assert everything.count("'Báo cáo Q1-2023 (bản sửa tay)'!".encode()) >= 3
    assert [sheet.name for sheet in XlsxBook(path).read().sheets if sheet.own] == []


def by_hand(data: bytes) -> bytes:
    """A person changed a cell of the report."""
    return rewritten(data, lambda name, content: (name, content.replace("Đã làm xong".encode(), "Sửa bằng tay".encode())))


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("Ghi chú", "='Báo cáo Quý I-2023'!A1"),
        ("Ghi chú", "=SUM('VP UBND:Báo cáo Quý I-2023'!A1)"),
        ("", "'Báo cáo Quý I-2023'!$A$1"),
    ],
    ids=["a formula", "a formula over several sheets", "a name"],
)
def test_clean_leaves_the_name_of_a_kept_sheet_that_people_point_at(tmp_path: Path, where: str, what: str) -> None:
    """Their formula would look for a sheet that is no more; it is not ours to change."""
    path = written(tmp_path, plain())
    run(path)
    person = openpyxl.load_workbook(path)
    person["Báo cáo Quý I-2023"]["A6"] = "Sửa bằng tay"
    if where:
        person[where]["B9"] = what
    else:
        person.defined_names["của_tôi"] = DefinedName("của_tôi", attr_text=what)
    person.save(path)
    outcome = (book := XlsxBook(path)).write((RemoveOwnSheets(),), book.read().version)
    assert outcome.kept_sheets == ("Báo cáo Quý I-2023",)
    assert openpyxl.load_workbook(path)["Báo cáo Quý I-2023"]["A6"].value == "Sửa bằng tay"
    with pytest.raises(SheetConflict, match="Báo cáo Quý I-2023"):
        (book := XlsxBook(path)).write((put(report("mới")),), book.read().version)


def test_clean_leaves_the_name_that_a_person_gave_a_kept_sheet(tmp_path: Path) -> None:
    path = written(tmp_path, plain())
    run(path)
    person = openpyxl.load_workbook(path)
    person["Báo cáo Quý I-2023"]["A6"] = "Sửa bằng tay"
    person["Báo cáo Quý I-2023"].title = "Gửi huyện"
    person.save(path)
    outcome = (book := XlsxBook(path)).write((RemoveOwnSheets(),), book.read().version)
    assert outcome.kept_sheets == ("Gửi huyện",)
    assert [sheet.own for sheet in XlsxBook(path).read().sheets] == [None, None, None]


def test_a_vanished_tab_cannot_be_coloured(tmp_path: Path) -> None:
    path = written(tmp_path, plain())
    book = XlsxBook(path)
    with pytest.raises(SheetConflict):
        book.write((highlights("Không có"),), book.read().version)
    assert path.read_bytes() == plain()
