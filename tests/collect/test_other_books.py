"""The office's book is a Google Sheet."""

from __future__ import annotations

from pathlib import Path

from sheetsync.adapters.hand_out_records import HandOutFiles
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.new_book.write import new_workbook
from sheetsync.usecases.collect import collect
from sheetsync.usecases.hand_out import hand_out
from sheetsync.wiring import load_settings
from tests.collect.desk import AS_OF, OFFICE, RESULT, STATUS, fill_in, in_book
from tests.google.shared_book import SharedBook
from tests.google_service import google_service
from tests.small_office import write_book, write_config


def test_handed_out_from_a_google_sheet_and_collected_into_it(tmp_path: Path) -> None:
    settings = load_settings(write_config(tmp_path / "config"), None)
    records = HandOutFiles(tmp_path / "hand-outs")
    with google_service() as google:
        shared = SharedBook(google, XlsxBook(write_book(tmp_path / "mau.xlsx")).read().sheets)
        handed = hand_out(shared.open(), records, settings, as_of=AS_OF, period_key="2023-Q1", tab=OFFICE)
        sent = tmp_path / "a.xlsx"
        sent.write_bytes(new_workbook(handed.files[0].design))
        fill_in(sent, OFFICE, ("A.3", RESULT, "của cán bộ"), ("A.4", STATUS, "Tạm dừng"))
        shared.type_into(OFFICE, 7, 6, "Không phát sinh")
        for times in range(2):
            files = [("a.xlsx", XlsxBook(sent))]
            result = collect(shared.open(), files, records, settings, as_of=AS_OF, period_key="2023-Q1")
            assert (len(result.changes), len(result.open)) == ((1, 1) if times == 0 else (0, 1))
        content = shared.open().read()
        assert in_book(content, OFFICE, "A.3", RESULT) == "của cán bộ"
        assert in_book(content, OFFICE, "A.4", STATUS) == "Không phát sinh"
        assert "Xung đột" in [sheet.name for sheet in content.sheets]
