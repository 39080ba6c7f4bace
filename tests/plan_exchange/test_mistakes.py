"""Every mistake that people make in `Kế hoạch` and `Cán bộ` is said with its cell, and then nothing is taken over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sheetsync.adapters.config_files import load_settings
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.core.book import BookContent, CellNote
from sheetsync.core.findings import Finding
from sheetsync.core.plan import Plan
from sheetsync.core.plan_exchange.read_plan_book import read_plan_book
from sheetsync.errors import BookUnreadable
from tests.plan_exchange.edited_book import Cells, Office, at, day, new_task, with_cells


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[BookContent, Plan]:
    """The workbook as read and the plan that it was made of."""
    made = Office(tmp_path_factory.mktemp("office"))
    return XlsxBook(made.book).read(), load_settings(made.folder).plan


CONFIRMED = {at("A.3", "due_basis"): "Đã xác nhận"}

PLAN_MISTAKES: list[tuple[Cells, str, str]] = [
    ({at("A.2", "lead"): "Văn phong UB"}, at("A.2", "lead"), "Có phải «Văn phòng» không"),
    ({at("A.2", "lead"): "Ai đó"}, at("A.2", "lead"), "không có ở sheet «Cán bộ»"),
    ({at("A.2", "lead"): None}, at("A.2", "lead"), "chưa ghi bộ phận chủ trì"),
    ({at("A.2", "coordinators"): "TP; Phòng X"}, at("A.2", "coordinators"), "«Phòng X» không có ở sheet"),
    ({at("A.2", "coordinators"): "TP; Công chức Tư pháp - hộ tịch"}, at("A.2", "coordinators"), "ghi hai lần"),
    ({at("A.2", "coordinators"): "TP; Văn phòng"}, at("A.2", "coordinators"), "đã là bộ phận chủ trì"),
    ({at("A.2", "area"): "Cải cách"}, at("A.2", "area"), "Vui lòng chọn một trong"),
    ({at("A.2", "task"): None}, at("A.2", "task"), "chưa ghi tên nhiệm vụ"),
    ({at("A.2", "task"): "Tập huấn công chức"}, at("A.4", "task"), "đã dùng cho nhiệm vụ A.2"),
    ({at("A.2", "needs_document"): "có lẽ"}, at("A.2", "needs_document"), "Vui lòng chọn «Có»"),
    ({at("A.2", "cadence"): "Hằng tuần"}, at("A.2", "cadence"), "không có trong danh sách"),
    ({at("A.2", "cadence"): None}, at("A.2", "cadence"), "đang để trống"),
    ({at("A.2", "due"): "31/2/2023"}, at("A.2", "due"), "không phải là một ngày"),
    ({at("A.2", "due"): "Quý I/2023"}, at("A.2", "due"), "Có phải 31/3/2023 không"),
    ({at("A.2", "due"): 44985}, at("A.2", "due"), "Có phải 28/2/2023 không"),
    ({at("A.2", "due"): day("28/02/2032")}, at("A.2", "due"), "không hợp với kế hoạch năm 2023"),
    ({at("A.2", "due"): None}, at("A.2", "due"), "chưa có thời hạn"),
    ({at("A.2", "due"): "Hằng tháng"}, at("A.2", "due"), "không hợp với nhiệm vụ loại «Một lần»"),
    ({at("A.1", "due"): "Hằng tháng"}, at("A.1", "due"), "Vui lòng ghi «Hằng quý»"),
    ({at("A.1", "due"): day("28/02/2023")}, at("A.1", "due"), "lặp lại nên không có một ngày cố định"),
    ({at("A.2", "cadence"): "Hằng quý"}, at("A.2", "due"), "Vui lòng ghi «Hằng quý»"),
    ({at("A.2", "due_basis"): "Chắc chắn"}, at("A.2", "due_basis"), "Vui lòng chọn một trong: Kế hoạch ghi"),
    ({at("A.2", "due_basis"): None}, at("A.2", "due_basis"), "chưa có căn cứ"),
    ({at("A.2", "due_basis"): "Đã xác nhận"}, at("A.2", "due_basis"), "không cần xác nhận"),
    (CONFIRMED | {at("A.3", "confirmed_on"): day("1/2/2023")}, at("A.3", "confirmed_by"), "cần ghi ai xác nhận"),
    (CONFIRMED | {at("A.3", "confirmed_by"): "Chủ tịch"}, at("A.3", "confirmed_on"), "cần ghi ngày xác nhận"),
    (CONFIRMED | {at("A.3", "confirmed_by"): "Chủ tịch", at("A.3", "confirmed_on"): "hôm qua"}, "L6", "không phải"),
    ({at("A.3", "confirmed_by"): "Chủ tịch"}, at("A.3", "confirmed_by"), "Vui lòng chọn «Đã xác nhận»"),
    ({at("A.3", "confirmed_on"): day("1/2/2023")}, at("A.3", "confirmed_on"), "Vui lòng chọn «Đã xác nhận»"),
    (new_task(task_id="A.3"), "A8", "mã A.3 đã có ở dòng 6"),
    (new_task(task_id=None), "A8", "chưa có mã"),
    (new_task(task_id="A 9"), "A8", "không dùng làm mã được"),
    (new_task(task_id=date(2023, 9, 1)), "A8", "đã bị Excel đổi thành ngày"),
    (new_task(lead=None), "F8", "chưa ghi bộ phận chủ trì"),
    (new_task(area=None), "B8", "đang để trống"),
    (new_task(cadence=None), "H8", "đang để trống"),
    (new_task(task=None), "C8", "chưa ghi tên nhiệm vụ"),
    ({at("A.3", "task_id"): "A.33"}, at("A.3", "task_id"), "đã đổi từ A.3 thành A.33"),
    ({"B3": "Lĩnh vực khác"}, "A3", "thiếu cột «Lĩnh vực»"),
    ({"P3": "Nhiệm vụ"}, "P3", "cột này đã có ở ô C3"),
]  # fmt: skip

OFFICIAL_MISTAKES: list[tuple[Cells, str, str]] = [
    ({at("VP", "title"): None}, at("VP", "title"), "chưa ghi chức danh"),
    ({at("VP", "email"): "vanphong"}, at("VP", "email"), "không phải địa chỉ email"),
    ({at("VP", "start"): "năm ngoái"}, at("VP", "start"), "không phải là một ngày"),
    ({at("VP", "end"): day("1/1/2020")}, at("VP", "end"), "trước «Từ ngày»"),
    ({at("VP", "tab"): "Văn phòng/UBND"}, at("VP", "tab"), "31 ký tự"),
    ({at("TP", "tab"): "văn phòng"}, at("TP", "tab"), "đã dùng cho VP"),
    ({at("TP", "tab"): "Kết quả kiểm tra"}, at("TP", "tab"), "trùng tên sheet do phần mềm tạo"),
    ({at("HU", "aliases"): "Huyện"}, at("HU", "aliases"), "khi bộ phận có sheet riêng"),
    ({at("VP", "tab"): None}, at("VP", "tab"), "phải có sheet riêng"),
    ({at("VP", "consolidator"): None}, "J3", "chưa chọn bộ phận nào"),
    ({at("TP", "consolidator"): "Có"}, at("TP", "consolidator"), "có 2 bộ phận được chọn"),
    ({at("TP", "consolidator"): "ừ"}, at("TP", "consolidator"), "Vui lòng chọn «Có»"),
    ({"A7": "VP", "F7": "Lê C", "H7": day("1/6/2023")}, "H7", "trùng với Trần Thị B"),
    ({"A7": "VP", "B7": "Phòng khác", at("VP", "end"): day("1/6/2023")}, "B7", "khác dòng 4 của cùng mã VP"),
    ({"B7": "Bộ phận mới"}, "A7", "chưa có mã"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "cell", "said"), PLAN_MISTAKES)
def test_a_mistake_in_the_plan(office: tuple[BookContent, Plan], cells: Cells, cell: str, said: str) -> None:
    content, plan = office
    assert_one(read_plan_book(with_cells(content, "Kế hoạch", cells), plan).findings, "Kế hoạch", cell, said)


@pytest.mark.parametrize(("cells", "cell", "said"), OFFICIAL_MISTAKES)
def test_a_mistake_among_the_officials(office: tuple[BookContent, Plan], cells: Cells, cell: str, said: str) -> None:
    content, plan = office
    assert_one(read_plan_book(with_cells(content, "Cán bộ", cells), plan).findings, "Cán bộ", cell, said)


def assert_one(findings: tuple[Finding, ...], sheet: str, cell: str, said: str) -> None:
    found = [(f.sheet, f.cell, f.message) for f in findings]
    assert [place[:2] for place in found] == [(sheet, cell)], found
    assert said in found[0][2]
    assert f"Sheet «{sheet}», ô {cell}" in found[0][2]


def test_an_official_who_is_gone_but_still_asked_for(office: tuple[BookContent, Plan]) -> None:
    content, plan = office
    gone = dict.fromkeys((f"{letter}6" for letter in "ABCDEFGHIJ"), None)
    findings = read_plan_book(with_cells(content, "Cán bộ", gone), plan).findings
    assert_one(findings, "Kế hoạch", at("A.2", "coordinators"), "«Phòng Nội vụ huyện» không còn ở sheet «Cán bộ»")


def test_a_cell_whose_formula_fails(office: tuple[BookContent, Plan]) -> None:
    content, plan = office
    sheet = content.sheet("Kế hoạch")
    notes = {(5, 9): CellNote(error="#REF!", formula=True), (6, 9): CellNote(formula=True, uncached=True)}
    broken = replace(with_cells(content, "Kế hoạch", {"I5": None, "I6": None}).sheet("Kế hoạch"), notes={**sheet.notes, **notes})
    content = replace(content, sheets=tuple(broken if each.name == "Kế hoạch" else each for each in content.sheets))
    found = [(finding.cell, finding.code) for finding in read_plan_book(content, plan).findings]
    assert ("I5", "formula-error") in found
    assert ("I6", "formula-error") in found


def test_a_book_that_new_did_not_make(office: tuple[BookContent, Plan]) -> None:
    content, plan = office
    others = replace(content, sheets=tuple(sheet for sheet in content.sheets if sheet.name != "Cán bộ"))
    with pytest.raises(BookUnreadable, match="không có sheet «Cán bộ»"):
        read_plan_book(others, plan)
    with pytest.raises(BookUnreadable, match="không có dòng tiêu đề"):
        read_plan_book(with_cells(content, "Kế hoạch", {"A3": "Mã số"}), plan)


def test_with_a_mistake_nothing_is_taken_over(tmp_path: Path) -> None:
    office = Office(tmp_path)
    before = {path: path.read_bytes() for path in office.folder.iterdir()}
    office.edit({at("A.2", "due"): "31/2/2023", at("A.3", "task"): "Tên khác"})
    result = office.take_in()
    assert [finding.cell for finding in result.reading.findings] == [at("A.2", "due")]
    assert result.files == ()
    assert {path: path.read_bytes() for path in office.folder.iterdir()} == before
