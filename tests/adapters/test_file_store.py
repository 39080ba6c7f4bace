"""Files are never lost: locks, open files, backups, undo, full disks, killed runs."""

from __future__ import annotations

import errno
import os
import random
import stat
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sheetsync.adapters.xlsx import file_store
from sheetsync.adapters.xlsx.backups import version
from sheetsync.adapters.xlsx.book import XlsxBook
from sheetsync.adapters.xlsx.file_store import read_file, save, undo, writing
from sheetsync.adapters.xlsx.open_by import SOMEBODY, excel_owner, libreoffice_owner, open_by
from sheetsync.errors import BookUnreadable, BookUnwritable, ExternallyChanged, SheetsyncError
from tests.adapters.people_books import plain, rich
from tests.adapters.small_designs import whole_run
from tests.faults.kill_moments import KillMoments

ROOT = Path(__file__).resolve().parents[2]


class Ticking:
    """A clock that moves on by a minute each time it is asked."""

    def __init__(self) -> None:
        self.moment = datetime(2023, 3, 15, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Kế hoạch 2023.xlsx"
    path.write_bytes(b"one")
    return path


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


def put(path: Path, data: bytes, clock: Callable[[], datetime]) -> file_store.Saved:
    """Write over whatever stands there."""
    with writing(path) as real:
        return save(real, data, expected=version(path.read_bytes()), like=path, clock=clock)


def visible(folder: Path) -> list[str]:
    return sorted(child.name for child in folder.iterdir())


# -- writing


def test_a_write_keeps_a_dated_copy_and_leaves_nothing_else(book: Path, clock: Ticking) -> None:
    saved = put(book, b"two", clock)
    assert book.read_bytes() == b"two"
    assert saved.backup == book.parent / ".sheetsync" / "backups" / "Kế hoạch 2023 2023-03-15 08.01.00.xlsx"
    assert saved.backup.read_bytes() == b"one"
    assert visible(book.parent) == [".sheetsync", book.name]
    assert visible(book.parent / ".sheetsync") == [f"{book.name}.json", "backups"]


def test_ten_copies_of_a_book_are_kept_and_other_books_have_their_own(book: Path, clock: Ticking) -> None:
    other = book.with_name("Kế hoạch 2023 phụ.xlsx")
    other.write_bytes(b"other")
    put(other, b"other two", clock)
    for number in range(13):
        put(book, f"{number}".encode(), clock)
    copies = sorted((book.parent / ".sheetsync" / "backups").iterdir())
    assert [copy.read_bytes() for copy in copies if "phụ" not in copy.name] == [f"{n}".encode() for n in range(2, 12)]
    assert [copy.read_bytes() for copy in copies if "phụ" in copy.name] == [b"other"]


def test_writes_within_one_second_do_not_overwrite_each_other_s_copy(book: Path) -> None:
    for number in range(12):
        put(book, f"{number}".encode(), lambda: datetime(2023, 3, 15, tzinfo=UTC))
    assert len(list((book.parent / ".sheetsync" / "backups").iterdir())) == 10
    undo(book)
    assert book.read_bytes() == b"10"


def test_a_book_changed_in_the_last_moment_is_not_overwritten(
    book: Path, clock: Ticking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change_then_sync(handle: int) -> None:
        book.write_bytes(b"changed by a person")

    monkeypatch.setattr(os, "fsync", change_then_sync)
    with pytest.raises(ExternallyChanged):
        put(book, b"two", clock)
    assert book.read_bytes() == b"changed by a person"
    assert not (book.parent / ".sheetsync" / "backups").exists()
    assert not [name for name in visible(book.parent) if name.endswith(".tmp")]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_stay(book: Path, clock: Ticking, mode: int) -> None:
    book.chmod(mode)
    put(book, b"two", clock)
    assert stat.S_IMODE(book.stat().st_mode) == mode


@pytest.mark.parametrize("absolute", [True, False])
def test_a_link_stays_a_link(tmp_path: Path, book: Path, clock: Ticking, absolute: bool) -> None:
    link = tmp_path / "bàn làm việc" / "lối tắt.xlsx"
    link.parent.mkdir()
    link.symlink_to(book if absolute else Path("..") / book.name)
    saved = put(link, b"two", clock)
    assert link.is_symlink()
    assert book.read_bytes() == b"two"
    assert saved.backup is not None
    assert saved.backup.parent == book.parent / ".sheetsync" / "backups"
    assert visible(link.parent) == [link.name]


@pytest.mark.parametrize(
    "name", ["Kế hoạch.xlsx", unicodedata.normalize("NFD", "Kế hoạch.xlsx"), "ế" * 80 + ".xlsx", "a'b & c.xlsx"]
)
def test_any_name_can_be_written_and_undone(tmp_path: Path, clock: Ticking, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"one")
    put(path, b"two", clock)
    undo(path, clock=clock)
    assert path.read_bytes() == b"one"


def test_a_book_set_read_only_is_not_written(book: Path, clock: Ticking) -> None:
    book.chmod(0o444)
    with pytest.raises(BookUnwritable, match="chỉ đọc"):
        put(book, b"two", clock)
    assert book.read_bytes() == b"one"
    assert visible(book.parent) == [book.name]


@pytest.mark.parametrize("step", range(1, 5))
@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "đã đầy"),
        (errno.EDQUOT, "đã đầy"),
        (errno.EROFS, "Không được phép ghi"),
        (errno.EIO, "Không ghi được"),
    ],
)
def test_a_refusing_disk_leaves_the_book_as_it_was(
    book: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str, step: int
) -> None:
    """Whatever is being made safe on disk: the copy, the record of it, the result, the folder."""
    clock, count, sync = Ticking(), 0, os.fsync

    def refuse(handle: int) -> None:
        nonlocal count
        count += 1
        if count == step:
            raise OSError(code, os.strerror(code))
        sync(handle)

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", refuse)
        if step < 4:
            with pytest.raises(BookUnwritable, match=said) as refusal:
                put(book, b"two", clock)
            assert refusal.value.next_step
        else:  # the result is in place by then; a share that cannot sync folders is no failure
            put(book, b"two", clock)
    assert book.read_bytes() == (b"one" if step < 4 else b"two")
    assert not list(book.parent.rglob("*.tmp"))
    before = book.read_bytes()
    put(book, b"three", clock)
    undo(book, clock=clock)
    assert book.read_bytes() == before


def test_a_really_full_disk_leaves_the_book_as_it_was(tmp_path: Path) -> None:
    """No file may grow beyond 6,000 bytes: the write of the result fails half-way, as on a full disk."""
    path = tmp_path / "so.xlsx"
    path.write_bytes(plain())
    assert len(plain()) < 6000
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from sheetsync.adapters.xlsx.book import XlsxBook; from sheetsync.errors import BookUnwritable\n"
        "from tests.adapters.small_designs import whole_run\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))\n"
        "book = XlsxBook(Path(sys.argv[1]))\n"
        "try: book.write(whole_run(), book.read().version)\n"
        "except BookUnwritable as refusal: print(refusal.message)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "đã đầy" in done.stdout
    assert path.read_bytes() == plain()
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_folder_without_permission_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "chỉ đọc"
    folder.mkdir()
    path = folder / "so.xlsx"
    path.write_bytes(plain())
    folder.chmod(0o555)
    refusal = as_nobody(lambda: put(path, b"two", Ticking()), [tmp_path, *tmp_path.parents])
    assert "BookUnwritable" in refusal
    assert "Không được phép ghi" in refusal
    assert visible(folder) == ["so.xlsx"]
    assert path.read_bytes() == plain()


def as_nobody(work: Callable[[], object], passable: list[Path]) -> str:
    """What a piece of work raises for a user without rights. The superuser may write anywhere, so a child gives its rights up."""
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        return raised_by(work)
    for folder in passable:
        if folder.stat().st_uid == 0 and str(folder).startswith("/tmp/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    reading, writing_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgid(65534)
        os.setuid(65534)
        os.write(writing_end, raised_by(work).encode())
        os._exit(0)
    os.close(writing_end)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as answer:
        return answer.read().decode()


def raised_by(work: Callable[[], object]) -> str:
    try:
        work()
    except Exception as problem:  # noqa: BLE001 - the answer is what was raised
        return f"{type(problem).__name__}: {problem}"
    return "nothing"


# -- reading


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "không có.xlsx", "Không thấy"),
        (lambda folder: folder, "thư mục"),
        (lambda folder: folder / "cũ.xls", r"\.xlsx"),
        (lambda folder: folder / "bảng.csv", r"\.xlsx"),
    ],
)
def test_what_cannot_be_read_is_said_clearly(tmp_path: Path, make: Callable[[Path], Path], said: str) -> None:
    with pytest.raises(BookUnreadable, match=said) as refusal:
        read_file(make(tmp_path))
    assert refusal.value.next_step


def test_an_output_that_is_a_folder_or_in_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(plain())
    for output in (tmp_path, tmp_path / "không có" / "ra.xlsx"):
        book = XlsxBook(path, output)
        with pytest.raises(BookUnwritable, match="thư mục") as refusal:
            book.write(whole_run(), book.read().version)
        assert refusal.value.next_step
    assert visible(tmp_path) == ["so.xlsx"]


# -- undo


def test_undo_goes_back_write_by_write_and_keeps_what_it_takes_away(book: Path, clock: Ticking) -> None:
    put(book, b"two", clock)
    put(book, b"three", clock)
    outcome = undo(book, clock=clock)
    assert book.read_bytes() == b"two"
    assert outcome.backup is not None
    assert Path(outcome.backup).read_bytes() == b"three"
    assert "trước hoàn tác" in outcome.backup
    undo(book, clock=clock)
    assert book.read_bytes() == b"one"
    with pytest.raises(BookUnreadable, match="Không có lần ghi nào"):
        undo(book, clock=clock)
    assert book.read_bytes() == b"one"


def test_undo_does_not_throw_away_what_people_did_since(book: Path, clock: Ticking) -> None:
    put(book, b"two", clock)
    book.write_bytes(b"two and a person's work")
    with pytest.raises(ExternallyChanged) as refusal:
        undo(book, clock=clock)
    assert book.read_bytes() == b"two and a person's work"
    assert str(book.parent / ".sheetsync" / "backups") in refusal.value.next_step
    outcome = undo(book, discard_changes=True, clock=clock)
    assert book.read_bytes() == b"one"
    assert outcome.backup is not None
    assert Path(outcome.backup).read_bytes() == b"two and a person's work"


def test_undo_brings_a_deleted_book_back(book: Path, clock: Ticking) -> None:
    put(book, b"two", clock)
    book.unlink()
    undo(book, clock=clock)
    assert book.read_bytes() == b"one"


def test_undo_while_somebody_has_the_book_open_is_refused(book: Path, clock: Ticking) -> None:
    put(book, b"two", clock)
    book.with_name(f"~${book.name}").write_bytes(b"\x04Hong".ljust(165))
    with pytest.raises(BookUnwritable, match="Hong đang mở"):
        undo(book, clock=clock)
    assert book.read_bytes() == b"two"


@pytest.mark.parametrize("damage", [lambda copy: copy.unlink(), lambda copy: copy.write_bytes(b"half")])
def test_undo_without_a_whole_copy_changes_nothing(book: Path, clock: Ticking, damage: Callable[[Path], None]) -> None:
    copy = put(book, b"two", clock).backup
    assert copy is not None
    damage(copy)
    with pytest.raises(BookUnreadable):
        undo(book, clock=clock)
    assert book.read_bytes() == b"two"


def test_a_record_spoilt_by_hand_loses_no_copy(book: Path, clock: Ticking) -> None:
    put(book, b"two", clock)
    (book.parent / ".sheetsync" / f"{book.name}.json").write_text("{")
    with pytest.raises(BookUnreadable):
        undo(book, clock=clock)
    put(book, b"three", clock)
    undo(book, clock=clock)
    assert book.read_bytes() == b"two"
    assert len(list((book.parent / ".sheetsync" / "backups").iterdir())) == 3


# -- open files


def test_the_result_goes_beside_a_book_that_is_open_and_beside_that_when_it_is_open_too(book: Path, clock: Ticking) -> None:
    book.with_name(f".~lock.{book.name}#").write_text(",hong,may1,15.03.2023 08:00,file:///home/hong;", "utf-8")
    saved = put(book, b"two", clock)
    assert (saved.path.name, saved.open_by, saved.backup) == ("Kế hoạch 2023 - báo cáo.xlsx", "hong", None)
    assert book.read_bytes() == b"one"
    again = put(book, b"three", clock)
    assert again.backup is not None
    assert again.backup.read_bytes() == b"two"
    book.with_name(f"~${saved.path.name}").write_bytes(b"")
    third = put(book, b"four", clock)
    assert third.path.name == "Kế hoạch 2023 - báo cáo 2.xlsx"
    assert saved.path.read_bytes() == b"three"


@pytest.mark.parametrize("name", ["Nguyễn Thị Hồng", "admin", "Trần Đức"])
def test_excel_s_owner_file_names_its_user(name: str) -> None:
    short = name.encode("ascii", "replace")
    excel = bytes([len(short)]) + short.ljust(54) + len(name).to_bytes(2, "little") + name.encode("utf-16-le").ljust(108, b" ")
    word_like = (
        bytes([len(short)]) + short.ljust(53) + len(name).to_bytes(2, "little") + name.encode("utf-16-le").ljust(106, b" ")
    )
    assert len(excel) == 165
    assert excel_owner(excel) == name
    assert excel_owner(word_like) == name


def test_odd_owner_files_do_no_harm() -> None:
    assert excel_owner(b"") == ""
    assert excel_owner(b"\x05Admin".ljust(165)) == "Admin"
    assert excel_owner(b"\xff" * 165) == ""
    assert libreoffice_owner(b"") == ""
    assert libreoffice_owner("Lê\\, Hồng,hong,may1,x,y;".encode()) == "Lê, Hồng"


def test_an_owner_file_left_by_a_crash_days_ago_counts_no_more(book: Path) -> None:
    owner = book.with_name(f"~${book.name}")
    owner.write_bytes(b"")
    assert open_by(book) == SOMEBODY
    assert open_by(book, now=time.time() + 4 * 24 * 3600) is None


def test_an_owner_file_is_found_however_the_name_is_composed(tmp_path: Path) -> None:
    path = tmp_path / unicodedata.normalize("NFD", "Kế hoạch.xlsx")
    path.write_bytes(b"one")
    (tmp_path / unicodedata.normalize("NFC", "~$Kế hoạch.xlsx")).write_bytes(b"")
    assert open_by(path) == SOMEBODY


# -- several runs, killed runs


def test_the_second_of_two_runs_says_so_and_writes_nothing(book: Path, clock: Ticking) -> None:
    with writing(book), pytest.raises(ExternallyChanged, match="một lần chạy sheetsync khác") as refusal:
        put(book, b"two", clock)
    assert str(os.getpid()) in refusal.value.message
    assert refusal.value.exit_code == 3
    assert book.read_bytes() == b"one"
    put(book, b"two", clock)


def test_a_lock_file_left_by_a_killed_run_locks_nothing(book: Path, clock: Ticking) -> None:
    (book.parent / ".sheetsync").mkdir()
    (book.parent / ".sheetsync" / f"{book.name}.lock").write_text('{"pid": 1, "host": "máy khác"}', "utf-8")
    put(book, b"two", clock)
    assert book.read_bytes() == b"two"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes writes of `so.xlsx` that are killed on the way (see killed_writer)."""
    path = tmp_path / "so.xlsx"
    path.write_bytes(rich())
    command = [sys.executable, "-m", "tests.adapters.killed_writer", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        asked, told = process.stdin, process.stdout
        assert asked is not None
        assert told is not None
        assert told.readline() == "ready\n"

        def ask(how: str) -> str:
            asked.write(how + "\n")
            asked.flush()
            return told.readline().strip()

        yield ask
        asked.close()


def old_or_new_then_whole(path: Path, ask: Callable[[str], str], new: bytes) -> None:
    """After a kill: the old book or the whole new one; every copy whole; and the next run clears everything up."""
    assert path.read_bytes() in (rich(), new)
    for copy in path.parent.glob(".sheetsync/backups/*.xlsx"):
        assert copy.read_bytes() == (new if "hoàn tác" in copy.name else rich())
    assert ask("never") == "done"
    assert path.read_bytes() == new
    assert not list(path.parent.rglob("*.tmp"))
    undo(path)
    assert path.read_bytes() == rich()
    for left in path.parent.glob(".sheetsync/backups/*"):
        left.unlink()


@pytest.fixture
def new(writer: Callable[[str], str], tmp_path: Path) -> bytes:
    path = tmp_path / "so.xlsx"
    assert writer("never") == "done"
    content = path.read_bytes()
    undo(path)
    assert path.read_bytes() == rich()
    assert content != rich()
    return content


def test_a_run_killed_at_any_step_leaves_the_old_or_the_whole_new_book(
    writer: Callable[[str], str], tmp_path: Path, new: bytes
) -> None:
    answers = []
    for step in range(1, 200):
        answers.append(writer(f"step {step}"))
        old_or_new_then_whole(tmp_path / "so.xlsx", writer, new)
        if answers[-1] == "done":
            break
    assert answers[-1] == "done"
    assert len(answers) > 15
    assert set(answers[:-1]) == {"killed"}


def test_a_run_killed_at_twenty_random_moments_leaves_the_old_or_the_whole_new_book(
    writer: Callable[[str], str], tmp_path: Path, new: bytes
) -> None:
    start = time.monotonic()
    writer("never")
    length = time.monotonic() - start
    undo(tmp_path / "so.xlsx")
    chance = random.Random(20230315)
    moments = KillMoments(length, (chance.uniform(0.001, 1) for _ in range(20)))
    for moment in moments:
        answer = writer(f"after {moment:.4f}")
        assert answer in ("killed", "done")
        if answer == "done":
            moments.too_late()
        old_or_new_then_whole(tmp_path / "so.xlsx", writer, new)


def test_of_two_runs_at_once_one_wins_and_the_other_says_so(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(rich())
    code = (
        "import sys; from pathlib import Path\n"
        "from sheetsync.adapters.xlsx.book import XlsxBook; from sheetsync.errors import ExternallyChanged\n"
        "from sheetsync.adapters.xlsx import apply_edits, fresh_book; from tests.adapters.small_designs import whole_run\n"
        "book = XlsxBook(Path(sys.argv[1])); version = book.read().version\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "try: book.write(whole_run(text=sys.argv[2]), version); print('won')\n"
        "except ExternallyChanged as refusal: print('lost', refusal.message)"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), text], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for text in ("một", "hai")
    ]
    for process in runs:
        assert process.stdout is not None
        process.stdout.readline()
    for process in runs:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0] for process in runs]
    assert sorted(each.split()[0] for each in said) == ["lost", "won"]
    assert XlsxBook(path).read().sheet("Báo cáo Quý I-2023").value(6, 2) == ("một" if said[0].startswith("won") else "hai")
    assert not list(tmp_path.rglob("*.tmp"))


def test_every_refusal_says_what_to_do_next(book: Path) -> None:
    with writing(book), pytest.raises(SheetsyncError) as refusal:
        undo(book)
    assert refusal.value.next_step
