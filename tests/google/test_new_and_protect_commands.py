"""`sheetsync new google:…` and `sheetsync protect google:…` as people type them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.google.machine import Machine, address, web
from tests.google.new_sheet import calculating_google, plan_design
from tests.google.shared_book import SharedBook
from tests.google_service import ROBOT, GoogleService
from tests.plan_workbook.fresh_book import TABS

DAY = ("--as-of", "2023-03-01", "--period", "2023-Q1")


@pytest.fixture
def google() -> Iterator[GoogleService]:
    with calculating_google(plan_design()) as service:
        yield service


@pytest.fixture
def machine(machine: Machine) -> Machine:
    machine.put_key()
    return machine


@pytest.fixture
def book(google: GoogleService) -> SharedBook:
    return SharedBook(google, ())


def configuration(folder: Path, email: str) -> Path:
    """A folder in which one official has this address, and the office another."""
    folder.mkdir(exist_ok=True)
    default = Path(__file__).parents[2] / "config"
    officials = (default / "officials.toml").read_text(encoding="utf-8")
    unit = (default / "sheetsync.toml").read_text(encoding="utf-8")
    officials = officials.replace('tab = "VP UBND"', f'tab = "VP UBND"\nemail = "{email}"')
    (folder / "officials.toml").write_text(officials, encoding="utf-8")
    (folder / "sheetsync.toml").write_text(unit.replace("office = []", 'office = ["vp@gmail.com"]'), encoding="utf-8")
    return folder


def test_from_nothing_to_a_checked_workbook(machine: Machine, book: SharedBook, tmp_path: Path) -> None:
    code, out, err = machine.says("new", address(book.spreadsheet), *DAY, "--verbose")
    assert (code, err) == (0, "Google: 1 lần đọc, 2 lần ghi.")
    assert web(book.spreadsheet) in out
    assert "76 nhiệm vụ, 7 sheet cán bộ, 99 dòng" in out
    assert "bấm Chia sẻ cho từng cán bộ" in out
    machine.says("new", "--output", str(tmp_path / "so.xlsx"), *DAY)
    at_google = machine.answers("validate", web(book.spreadsheet), *DAY)
    on_file = machine.answers("validate", str(tmp_path / "so.xlsx"), *DAY)
    assert at_google[0] == on_file[0] == 0
    assert at_google[1] | {"book": ""} == on_file[1] | {"book": ""}
    assert at_google[1]["summary"]["errors"] == 0
    assert at_google[1]["summary"]["tasks"] == 76


def test_the_document_of_new(machine: Machine, book: SharedBook) -> None:
    code, document = machine.answers("new", web(book.spreadsheet), *DAY)
    assert code == 0
    assert document["saved_to"] == web(book.spreadsheet)
    assert [tab["sheet"] for tab in document["tabs"]] == list(TABS)


def test_an_address_behind_output_means_the_same(machine: Machine, book: SharedBook) -> None:
    assert machine.says("new", "--output", address(book.spreadsheet), *DAY)[0] == 0
    assert TABS[0] in book.state.titles


def test_a_sheet_that_is_not_empty(machine: Machine, book: SharedBook) -> None:
    book.owner.types("Sheet1", "A1", "đã có")
    code, out, err = machine.says("new", address(book.spreadsheet), *DAY)
    assert (code, out) == (2, "")
    assert "đã có nội dung ở sheet «Sheet1»" in err


def test_a_sheet_that_may_only_be_looked_at(machine: Machine, book: SharedBook) -> None:
    book.owner.stops_sharing_with(ROBOT)
    book.owner.shares_with(ROBOT, "reader")
    code, _, err = machine.says("new", address(book.spreadsheet), *DAY)
    assert code == 4
    assert ROBOT in err


def test_two_places_are_one_too_many(machine: Machine, book: SharedBook, tmp_path: Path) -> None:
    code, _, err = machine.says("new", address(book.spreadsheet), "--output", str(tmp_path / "so.xlsx"))
    assert code == 2
    assert "Có hai nơi" in err


def test_the_next_year_takes_over_from_a_file(machine: Machine, book: SharedBook, tmp_path: Path) -> None:
    machine.says("new", "--output", str(tmp_path / "so.xlsx"), *DAY)
    code, out, _ = machine.says("new", address(book.spreadsheet), "--from", str(tmp_path / "so.xlsx"), *DAY)
    assert code == 0
    assert "từ sổ cũ «so.xlsx»" in out


def test_a_file_takes_over_from_a_sheet(machine: Machine, book: SharedBook, tmp_path: Path) -> None:
    machine.says("new", address(book.spreadsheet), *DAY)
    book.owner.types(TABS[0], "N5", "Đã họp")
    code, out, _ = machine.says("new", "--output", str(tmp_path / "so.xlsx"), "--from", address(book.spreadsheet), *DAY)
    assert code == 0
    assert "từ sổ cũ «Kế hoạch 2023»" in out


def test_an_official_is_replaced(machine: Machine, book: SharedBook, tmp_path: Path) -> None:
    place, before, after = address(book.spreadsheet), tmp_path / "truoc", tmp_path / "sau"
    configuration(before, "nam@gmail.com")
    configuration(after, "mai@gmail.com")
    machine.says("new", place, *DAY, "--config", str(before))
    assert "không phải đổi gì" in machine.says("protect", place, "--config", str(before))[1]
    code, out, err = machine.says("protect", place, "--config", str(after), "--dry-run", "--verbose")
    assert (code, err) == (0, "Google: 1 lần đọc, 0 lần ghi.")
    assert "thêm mai@gmail.com; bớt nam@gmail.com" in out
    assert "chưa đổi gì" in out
    code, document = machine.answers("protect", place, "--config", str(after))
    assert code == 0
    assert [(change["sheet"], change["added"], change["removed"]) for change in document["changes"]] == [
        ("VP UBND", ["mai@gmail.com"], ["nam@gmail.com"])
    ]
    editors = {user for one in book.state["VP UBND"].protected_ranges for user in one["editors"]["users"]}
    assert editors == {"mai@gmail.com", "vp@gmail.com", ROBOT}


def test_a_file_has_no_such_rights(machine: Machine, tmp_path: Path) -> None:
    machine.says("new", "--output", str(tmp_path / "so.xlsx"), *DAY)
    code, _, err = machine.says("protect", str(tmp_path / "so.xlsx"))
    assert code == 2
    assert "Protect Sheet" in err


def test_a_sheet_that_is_no_plan_workbook(machine: Machine, book: SharedBook) -> None:
    code, _, err = machine.says("protect", address(book.spreadsheet))
    assert code == 2
    assert "không phải sổ do «sheetsync new» lập" in err


# what the office edits in the sheets `Kế hoạch` and `Cán bộ`


def test_a_fresh_workbook_is_one_with_its_configuration(machine: Machine, book: SharedBook) -> None:
    machine.says("new", address(book.spreadsheet), *DAY)
    code, out, _ = machine.says("plan", "check", address(book.spreadsheet))
    assert code == 0
    assert "giống nhau" in out


def test_a_new_official_goes_from_the_sheet_into_configuration_and_rights(
    machine: Machine, book: SharedBook, tmp_path: Path
) -> None:
    place, folder = address(book.spreadsheet), configuration(tmp_path / "cau-hinh", "nam@gmail.com")
    machine.says("new", place, *DAY, "--config", str(folder))
    officials = book.state["Cán bộ"]
    (row,) = (row for row in range(4, 20) if officials.entered(f"A{row}") == "VPUB")
    book.owner.types("Cán bộ", f"G{row}", "mai@gmail.com")
    code, document = machine.answers("plan", "import", place, "--config", str(folder))
    assert (code, len(document["differences"])) == (0, 1)
    assert 'email = "mai@gmail.com"' in (folder / "officials.toml").read_text(encoding="utf-8")
    code, document = machine.answers("protect", place, "--config", str(folder))
    assert [(change["added"], change["removed"]) for change in document["changes"]] == [(["mai@gmail.com"], ["nam@gmail.com"])]


def test_a_sheet_goes_over_into_a_new_file(machine: Machine, book: SharedBook, tmp_path: Path) -> None:
    machine.says("new", address(book.spreadsheet), *DAY)
    book.owner.types(TABS[0], "N5", "Đã họp")
    code, out, _ = machine.says("plan", "export", address(book.spreadsheet), "--output", str(tmp_path / "so.xlsx"))
    assert code == 0
    assert "từ sổ cũ «Kế hoạch 2023»" in out
