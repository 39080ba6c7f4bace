"""Files of ours beside other people's: theirs are never written over, ours are replaced whole, and an edit by hand is kept."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sheetsync.adapters.own_files import RECORD, write_own_files
from sheetsync.errors import BookUnwritable, FileConflict


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.name != RECORD}


def test_a_new_folder_holds_what_was_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "nhắc việc" / "quý I"
    done = write_own_files(folder, {"b.txt": b"hai", "a.txt": "một".encode()})
    assert [path.name for path in done.files] == ["b.txt", "a.txt"]
    assert (done.changed, done.kept) == (done.files, ())
    assert texts(folder) == {"a.txt": "một", "b.txt": "hai"}


def test_a_second_time_writes_nothing(tmp_path: Path) -> None:
    write_own_files(tmp_path, {"a.txt": b"1"})
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    done = write_own_files(tmp_path, {"a.txt": b"1"})
    assert (done.changed, done.kept) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_ours_are_replaced_and_others_left(tmp_path: Path) -> None:
    (tmp_path / "ghi chép.txt").write_text("của người khác", "utf-8")
    write_own_files(tmp_path, {"a.txt": b"1", "b.txt": b"2"})
    done = write_own_files(tmp_path, {"a.txt": b"3", "b.txt": b"2"})
    assert [path.name for path in done.changed] == ["a.txt"]
    assert texts(tmp_path) == {"a.txt": "3", "b.txt": "2", "ghi chép.txt": "của người khác"}


def test_a_stranger_s_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("của người khác", "utf-8")
    with pytest.raises(FileConflict) as refused:
        write_own_files(tmp_path, {"a.txt": b"1", "b.txt": b"2"})
    assert "«b.txt» không phải do sheetsync ghi; chưa ghi gì." in refused.value.message
    assert "đổi tên hoặc chuyển tệp đó đi" in refused.value.next_step
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]
    assert texts(tmp_path) == {"b.txt": "của người khác"}


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_what_is_no_file_is_refused_as_well(tmp_path: Path, kind: str) -> None:
    write_own_files(tmp_path / "ra", {"a.txt": b"1"})
    target = tmp_path / "ra" / "a.txt"
    target.unlink()
    elsewhere = tmp_path / "khác.txt"
    elsewhere.write_text("của người khác", "utf-8")
    if kind == "folder":
        target.mkdir()
    else:
        target.symlink_to(elsewhere)
    with pytest.raises(FileConflict):
        write_own_files(tmp_path / "ra", {"a.txt": b"2"})
    assert elsewhere.read_text("utf-8") == "của người khác"


def test_what_somebody_edited_by_hand_is_kept_under_another_name(tmp_path: Path) -> None:
    write_own_files(tmp_path, {"a.txt": b"1"})
    for round_, edited in enumerate(("sửa lần một", "sửa lần hai"), start=2):
        (tmp_path / "a.txt").write_text(edited, "utf-8")
        done = write_own_files(tmp_path, {"a.txt": str(round_).encode()})
        assert len(done.kept) == 1
    assert texts(tmp_path) == {"a.txt": "3", "a (bản sửa tay).txt": "sửa lần một", "a (bản sửa tay 2).txt": "sửa lần hai"}


def test_an_earlier_period_s_files_stay_ours(tmp_path: Path) -> None:
    write_own_files(tmp_path, {"a.txt": b"1", "lich-quy-I.ics": b"x"})
    write_own_files(tmp_path, {"a.txt": b"2", "lich-quy-II.ics": b"y"})
    write_own_files(tmp_path, {"a.txt": b"3", "lich-quy-I.ics": b"z"})
    assert texts(tmp_path) == {"a.txt": "3", "lich-quy-I.ics": "z", "lich-quy-II.ics": "y"}


@pytest.mark.parametrize("record", [b"", b"{", b"[]", b'{"files": 3}', b'{"files": {"a.txt": 3}}', b"\xff\xfe"])
def test_without_a_record_that_can_be_read_nothing_is_ours(tmp_path: Path, record: bytes) -> None:
    write_own_files(tmp_path, {"a.txt": b"1"})
    (tmp_path / RECORD).write_bytes(record)
    with pytest.raises(FileConflict):
        write_own_files(tmp_path, {"a.txt": b"2"})
    assert texts(tmp_path) == {"a.txt": "1"}


def test_a_run_that_stops_on_the_way_leaves_no_file_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_own_files(tmp_path, {"a.txt": b"1", "b.txt": b"1"})
    real, replaced = Path.replace, []

    def stop_at_the_third(self: Path, target: Path) -> Path:
        replaced.append(target.name)
        if len(replaced) == 3:
            raise OSError(28, "No space left on device")
        return real(self, target)

    with monkeypatch.context() as failing:
        failing.setattr(Path, "replace", stop_at_the_third)
        with pytest.raises(BookUnwritable):
            write_own_files(tmp_path, {"a.txt": b"2", "b.txt": b"2"})
    assert replaced == [RECORD, "a.txt", "b.txt"]
    assert texts(tmp_path) == {"a.txt": "2", "b.txt": "1"}
    done = write_own_files(tmp_path, {"a.txt": b"3", "b.txt": b"3"})
    assert done.kept == ()
    assert texts(tmp_path) == {"a.txt": "3", "b.txt": "3"}


def test_the_record_holds_names_and_digests_only(tmp_path: Path) -> None:
    write_own_files(tmp_path, {"a.txt": b"noi dung"})
    record = (tmp_path / RECORD).read_text("utf-8")
    assert list(json.loads(record)["files"]) == ["a.txt"]
    assert "noi dung" not in record


def test_a_folder_that_is_a_file_or_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("x", "utf-8")
    with pytest.raises(BookUnwritable, match="Không ghi được vào thư mục"):
        write_own_files(tmp_path / "tệp", {"a.txt": b"1"})
    if os.geteuid() != 0:
        (tmp_path / "khóa").mkdir(mode=0o500)
        with pytest.raises(BookUnwritable):
            write_own_files(tmp_path / "khóa", {"a.txt": b"1"})
