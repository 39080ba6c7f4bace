"""Disks, folders, clocks and other people that fail in the middle of a run: the old book or the new one, never between, and a
message that says what to do. (Kills at random moments: tests/test_end_to_end.py, tests/adapters/test_file_store.py.)"""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sheetsync.adapters.xlsx import backups, file_store
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.file_store import save, undo, writing
from sheetsync.adapters.xlsx.open_by import SOMEBODY, open_by
from sheetsync.command_line.failures import failure_of
from sheetsync.errors import BookUnwritable, ExternallyChanged, SheetsyncError
from tests.adapters.people_books import rich
from tests.adapters.small_designs import whole_run
from tests.faults.failing_disk import failing_disk, held_by_a_program, meeting
from tests.hostile.limited_process import Answer, sheetsync
from tests.small_office import write_book, write_config

OPTIONS = ("--as-of", "2023-03-15", "--period", "2023-Q1", "--json")
NOON = datetime(2023, 3, 15, 12, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path / "cấu hình")


def error_of(answer: Answer) -> dict[str, str]:
    assert answer.code in (3, 4), answer.output[:500]
    error: dict[str, str] = answer.document["error"]
    assert error["next"]
    assert error["code"] != "unexpected", error
    return error


def put(path: Path, data: bytes, moment: datetime = NOON) -> file_store.Saved:
    with writing(path) as real:
        expected = backups.version(real.read_bytes())
        return save(real, data, expected=expected, like=real, clock=lambda: moment)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A file system in memory of its own, where we may mount one."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.fail(f"needs root to mount: {done.stderr.decode()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


CAN_MOUNT = hasattr(os, "geteuid") and os.geteuid() == 0
if not CAN_MOUNT:  # said in the summary of every such run; test_full_and_forbidden.py holds the same promises by other means
    warnings.warn("not root: no disk is mounted, full and forbidden ones are limits of the process only", stacklevel=1)


# -- disks


def fill(folder: Path, leave: int) -> None:
    """Fill the disk up to so many free bytes."""
    status = os.statvfs(folder)
    (folder / "đầy.bin").write_bytes(b"x" * max(status.f_bavail * status.f_frsize - leave, 0))


if CAN_MOUNT:

    @pytest.mark.parametrize("left", [0, 4_096, 12_288, 20_480, 32_768])
    def test_a_disk_that_fills_up_at_any_step_leaves_the_old_book_or_the_whole_new_one(
        tmp_path: Path, config: Path, left: int
    ) -> None:
        with mounted(tmp_path / "đĩa", "size=256k") as disk:
            book = write_book(disk / "sổ.xlsx")
            before = book.read_bytes()
            fill(disk, left)
            answer = sheetsync("--config", config, "run", book, *OPTIONS)
            if answer.code == 4:
                assert "đã đầy" in error_of(answer)["message"]
                assert book.read_bytes() == before
                assert not [path for path in disk.rglob("*") if path.suffix == ".tmp"]
            else:
                assert answer.code == 1
            (disk / "đầy.bin").unlink()
            assert sheetsync("--config", config, "run", book, *OPTIONS).code == 1
            assert sheetsync("undo", book).code == 0
            assert book.read_bytes() == before

    def test_a_disk_mounted_read_only_is_named_and_left_alone(tmp_path: Path, config: Path) -> None:
        with mounted(tmp_path / "đĩa", "size=1m") as disk:
            book = write_book(disk / "sổ.xlsx")
            before = book.read_bytes()
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            assert sheetsync("--config", config, "validate", book, *OPTIONS).code == 1
            error = error_of(sheetsync("--config", config, "run", book, *OPTIONS))
            assert error["code"] == "book-unwritable"
            assert "--output" in error["next"]
            out = tmp_path / "kết quả.xlsx"
            assert sheetsync("--config", config, "run", book, *OPTIONS, "--output", out).code == 1
            assert (out.exists(), book.read_bytes()) == (True, before)


def test_permission_lost_half_way_leaves_the_old_book(tmp_path: Path) -> None:
    """Every call that touches the disk refuses in its turn, from the first to the last."""
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"one")
    steps = 0
    said: list[tuple[str, str]] = []
    for failing in range(1, 200):
        with failing_disk(failing):
            try:
                put(path, b"two")
            except BookUnwritable as refusal:
                said.append((refusal.message, refusal.next_step))
            else:
                steps = failing
        assert path.read_bytes() in (b"one", b"two")
        assert not list(tmp_path.rglob("*.tmp")) or steps == 0
        if path.read_bytes() == b"two":
            break
    assert path.read_bytes() == b"two"
    assert failing > 5
    assert all("vẫn như cũ" in message and next_step for message, next_step in said)


def test_a_disk_that_stays_full_is_told_whatever_cannot_be_tidied_up(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"one")
    put(path, b"two")
    said: list[str] = []
    for failing in range(1, 200):
        with failing_disk(failing, errno.ENOSPC):
            try:
                put(path, b"three")
            except BookUnwritable as refusal:
                said.append(refusal.message)
            else:
                break
        assert path.read_bytes() in (b"two", b"three")
    assert len(said) > 5
    assert all("đã đầy" in message for message in said)
    undo(path)
    assert path.read_bytes() == b"two"


# -- other people


def by_another_program(content: bytes) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        other = path.with_name("khác.tmp")
        other.write_bytes(content)
        other.replace(path)

    return replace


@pytest.mark.parametrize(
    ("meddle", "left"),
    [
        (by_another_program(b"theirs"), b"theirs"),
        (lambda path: path.write_bytes(b"theirs"), b"theirs"),
        (lambda path: path.rename(path.with_name("mới.xlsx")), None),
        (lambda path: path.unlink(), None),
    ],
    ids=["replaced", "rewritten", "renamed", "deleted"],
)
@pytest.mark.parametrize("moment", ["before the lock", "after the backup", "before the exchange"])
def test_what_somebody_does_meanwhile_is_seen_and_kept(
    tmp_path: Path, meddle: Callable[[Path], object], left: bytes | None, moment: str
) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(rich())
    book = XlsxBook(path)
    read = book.read().version
    where = {"after the backup": "_put_in_place", "before the exchange": "_take_permissions"}
    with contextlib.ExitStack() as held:
        if moment == "before the lock":
            meddle(path)
        else:
            held.enter_context(meeting(file_store, where[moment], lambda *_: meddle(path)))
        with pytest.raises(SheetsyncError) as refusal:
            book.write(whole_run(), read)
    assert refusal.value.exit_code in (3, 4)
    assert refusal.value.next_step
    assert (path.read_bytes() if path.exists() else None) == left
    if left is None and moment != "before the lock":
        assert isinstance(refusal.value, ExternallyChanged)
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("refused", [errno.EACCES, errno.EPERM])
def test_a_file_that_a_program_holds_as_on_windows_gets_its_result_beside_it(tmp_path: Path, refused: int) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"one")
    with held_by_a_program(path, refused):
        saved = put(path, b"two")
    assert saved.path.name == "so - báo cáo.xlsx"
    assert saved.open_by == SOMEBODY
    assert (path.read_bytes(), saved.path.read_bytes()) == (b"one", b"two")
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("refused", [errno.EACCES, errno.EPERM])
def test_a_held_file_that_is_written_in_place_only_gets_nothing_beside_it(tmp_path: Path, refused: int) -> None:
    """What a sync or a collect remembers afterwards would be true of the file beside it only."""
    path = tmp_path / "so.xlsx"
    path.write_bytes(rich())
    book = XlsxBook(path, in_place=True)
    before, read = path.read_bytes(), book.read().version
    with held_by_a_program(path, refused), pytest.raises(BookUnwritable) as refusal:
        book.write(whole_run(), read)
    assert "đang được mở" in refusal.value.message
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.glob("*.xlsx")] == ["so.xlsx"]


# -- locks and clocks


def test_a_clock_set_back_overwrites_no_copy_and_keeps_the_newest_ten(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"0")
    for number in range(1, 9):
        put(path, str(number).encode(), NOON + timedelta(minutes=number))
    for number in range(9, 16):
        saved = put(path, str(number).encode(), NOON - timedelta(days=30) + timedelta(minutes=number))
        assert saved.backup is not None
        assert saved.backup.exists(), "the copy just made is never the one that is thrown away"
    kept = [copy.read_bytes() for copy in (tmp_path / ".sheetsync" / "backups").iterdir()]
    assert sorted(map(int, kept)) == list(range(5, 15))
    for number in range(14, 8, -1):
        undo(path, clock=lambda: NOON)
        assert path.read_bytes() == str(number).encode()


def test_an_owner_file_from_the_future_counts_for_three_days(tmp_path: Path) -> None:
    """The clock was set back, or another machine's runs ahead: the book counts as open, never as free by mistake."""
    path = tmp_path / "so.xlsx"
    owner = tmp_path / "~$so.xlsx"
    owner.write_bytes(b"")
    made = owner.stat().st_mtime
    assert open_by(path, now=made - 10_000_000) == SOMEBODY
    assert open_by(path, now=made + 10) == SOMEBODY
    assert open_by(path, now=made + 4 * 24 * 3600) is None


# -- memory


def test_too_little_memory_is_told_in_words_without_a_log() -> None:
    failure = failure_of(MemoryError())
    assert (failure.code, failure.exit_code) == ("out-of-memory", 4)
    assert "vẫn như cũ" in failure.message
    assert failure.next_step
