"""Files written so that nothing is ever lost: lock, temporary file, backup, a last look at the version, atomic replace."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sheetsync.adapters.xlsx import backups
from sheetsync.adapters.xlsx.backups import WriteRecord, version
from sheetsync.adapters.xlsx.open_by import SOMEBODY, open_by
from sheetsync.adapters.xlsx.run_lock import exclusive
from sheetsync.adapters.xlsx.whole_file import whole_file
from sheetsync.errors import BookUnreadable, BookUnwritable, ExternallyChanged
from sheetsync.ports import WriteOutcome
from sheetsync.records import dataclass

Clock = Callable[[], datetime]
SUFFIXES = (".xlsx", ".xlsm")
_NO_SPACE = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def local_time() -> datetime:
    """Now, by the clock on the wall: backups are named by it."""
    return datetime.now(UTC).astimezone()  # noqa: TID251 - the default of an injected clock


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the bytes went. backup: the copy of what stood there before; open_by: who kept us from the asked place."""

    path: Path
    backup: Path | None = None
    open_by: str | None = None


def read_file(path: Path) -> bytes:
    """The workbook's bytes, read once. Raises BookUnreadable for what is no file, cannot be read, is too big, or has another
    suffix."""
    if path.is_dir():
        raise BookUnreadable(f"«{path}» là một thư mục, không phải sổ.", "Chỉ rõ tệp .xlsx hoặc .xlsm trong thư mục đó.")
    if path.suffix.lower() not in SUFFIXES:
        raise BookUnreadable(
            f"«{path.name}» không phải tệp .xlsx hoặc .xlsm.",
            "Vui lòng chọn sổ kế hoạch .xlsx hoặc .xlsm. Nếu tệp này là bảng tính (.xls, .ods, .csv): mở bằng Excel, "
            "chọn Save As → Excel Workbook (.xlsx), rồi chạy lại với tệp mới.",
        )
    try:
        return whole_file(path)
    except FileNotFoundError as problem:
        raise BookUnreadable(f"Không thấy tệp «{path}».", "Kiểm tra lại đường dẫn và tên tệp.") from problem
    except PermissionError as problem:
        raise BookUnreadable(
            f"Không được phép đọc tệp «{path}».", "Đóng chương trình đang giữ tệp, hoặc xin quyền đọc rồi chạy lại."
        ) from problem
    except OSError as problem:
        raise BookUnreadable(
            f"Không đọc được tệp «{path}»: {problem.strerror}.", "Kiểm tra ổ đĩa hoặc kết nối mạng rồi chạy lại."
        ) from problem


@contextmanager
def writing(target: Path) -> Iterator[Path]:
    """Hold the right to write a file; gives the real path behind links. What a killed run left behind is cleared away.

    Raises ExternallyChanged when another run holds it, BookUnwritable when the folder cannot be written.
    """
    if target.is_dir():
        raise BookUnwritable(f"«{target}» là một thư mục.", "Đặt tên tệp kết quả, ví dụ bao-cao.xlsx.")
    real = target.resolve()
    if not real.parent.is_dir():
        raise BookUnwritable(f"Không có thư mục «{real.parent}».", "Tạo thư mục đó trước, hoặc chọn nơi khác.")
    folder = real.parent / backups.FOLDER
    with contextlib.ExitStack() as held:
        with _translated(real):
            folder.mkdir(exist_ok=True)
            held.callback(_remove_when_empty, folder)
            held.callback(_remove_when_empty, backups.backups_folder(real))
            held.enter_context(exclusive(folder / f"{backups.short_stem(real)}{real.suffix}.lock"))
            _clear_leftovers(real)
        yield real


def save(
    target: Path, data: bytes, *, expected: str | None, like: Path, clock: Clock = local_time, in_place: bool = False
) -> Saved:
    """Put bytes in a file's place, which `writing` holds, or beside it when somebody has it open.

    expected: the version that must stand there still, None when nothing may. like: the file whose permissions the new one
    takes. in_place: nothing goes beside it. Raises ExternallyChanged, BookUnwritable; the file is then as it was.
    """
    owner = open_by(target)
    if owner is None:
        try:
            return Saved(target, _replace(target, data, expected, like, clock))
        except PermissionError:
            owner = SOMEBODY  # Windows and its shares let nobody replace a file that a program holds
    if in_place:
        raise is_open(target, owner)
    beside = _free_beside(target)
    try:
        there = version(whole_file(beside)) if beside.exists() else None
        return Saved(beside, _replace(beside, data, there, like, clock), owner)
    except PermissionError as problem:
        raise _unwritable(beside, problem) from problem


def is_open(path: Path, who: str) -> BookUnwritable:
    """The refusal to write a file that somebody has open."""
    return BookUnwritable(f"«{path.name}» đang được mở ({who}) nên chưa ghi gì vào sổ.", "Vui lòng lưu và đóng sổ, rồi chạy lại.")


def undo(path: Path, *, discard_changes: bool = False, clock: Clock = local_time) -> WriteOutcome:
    """Put back what stood in the file before our last write; asked again, before the one before that.

    What stands there now is kept first (`backup` of the outcome says where), so an undo can be taken back by hand. Raises
    ExternallyChanged when somebody changed the book since our write, unless `discard_changes`; BookUnreadable when there is
    nothing to go back to; BookUnwritable.
    """
    with writing(path) as real:
        current = read_file(real) if real.exists() else None
        standing = version(current) if current is not None else None
        records = backups.read_records(real)
        while records and records[-1].before == standing:
            records.pop()  # a run killed before its replace, or a copy put back by hand
        if not records:
            raise BookUnreadable(
                f"Không có lần ghi nào vào «{path.name}» để hoàn tác (hoặc đã hoàn tác hết).", "Không cần làm gì thêm."
            )
        record = records[-1]
        copy = backups.backups_folder(real) / record.backup
        if current is not None and standing != record.after and not discard_changes:
            raise ExternallyChanged(
                f"«{path.name}» đã được sửa sau lần sheetsync ghi cuối cùng; hoàn tác sẽ mất các sửa đổi đó nên không làm.",
                f"Nếu vẫn muốn lấy lại bản cũ, mở và chép từ: {copy}",
            )
        try:
            earlier = copy.read_bytes()
        except OSError as problem:
            raise BookUnreadable(f"Không còn bản lưu «{copy}».", "Tìm bản lưu khác trong cùng thư mục.") from problem
        if version(earlier) != record.before:
            raise BookUnreadable(f"Bản lưu «{copy}» không còn nguyên vẹn.", "Tìm bản lưu khác trong cùng thư mục.")
        owner = open_by(real)
        if owner is not None:
            raise BookUnwritable(f"{owner} đang mở «{path.name}».", "Đóng sổ ở mọi máy rồi chạy lại.")
        try:
            with _translated(real):
                kept = backups.keep_copy(real, current, clock(), why=" trước hoàn tác") if current is not None else None
                _put_in_place(real, earlier, standing, like=real if current is not None else copy)
                backups.write_records(real, records[:-1])
        except PermissionError as problem:
            raise _unwritable(real, problem) from problem
        return WriteOutcome(saved_to=str(path), changed=True, backup=str(kept) if kept else None)


def _replace(target: Path, data: bytes, expected: str | None, like: Path, clock: Clock) -> Path | None:
    """Backup, then atomic replace. Gives the backup; raises PermissionError where a program holds the file (as Windows does)."""
    if target.exists() and not target.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise BookUnwritable(f"«{target.name}» đang đặt chỉ đọc.", "Bỏ dấu chỉ đọc (Properties → Read-only), hoặc dùng --output.")
    backup = None
    records = backups.read_records(target)
    try:
        with _translated(target):
            if expected is not None:
                before = whole_file(target) if target.exists() else b""
                if version(before) != expected:
                    raise _changed(target)
                backup = backups.keep_copy(target, before, clock())
                backups.write_records(target, [*records, WriteRecord(backup.name, expected, version(data))])
            _put_in_place(target, data, expected, like)
            if backup is not None:
                backups.prune(target)
    except BaseException:
        if backup is not None and not (target.exists() and version(whole_file(target)) == version(data)):
            with contextlib.suppress(OSError):  # what failed above is what is told; a record that stays is passed over by undo
                backup.unlink(missing_ok=True)
                backups.write_records(target, records)
        raise
    return backup


def _put_in_place(target: Path, data: bytes, expected: str | None, like: Path) -> None:
    """Write beside the target, look once more that it is what we read, and exchange the two in one step."""
    temporary = target.with_name(f"{_temporary_start(target)}{os.getpid()}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _take_permissions(temporary, like)
        standing = version(whole_file(target)) if target.exists() else None
        if standing != expected:
            raise _changed(target)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _take_permissions(new: Path, like: Path) -> None:
    """Give the new file the permissions, extended attributes and, where we may, the owner of the one it stands for."""
    if not like.exists():
        return
    status = like.stat()
    shutil.copystat(like, new)
    os.utime(new)
    if hasattr(os, "chown") and (new.stat().st_uid, new.stat().st_gid) != (status.st_uid, status.st_gid):
        with contextlib.suppress(PermissionError):  # only the superuser gives files away
            os.chown(new, status.st_uid, status.st_gid)
            new.chmod(stat.S_IMODE(status.st_mode))


def _remove_when_empty(folder: Path) -> None:
    """Leave no folder behind where nothing was put into it."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def _sync_folder(folder: Path) -> None:
    """Make the exchange last through a power cut, where the system lets a folder be synced (not on Windows or some shares)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _temporary_start(target: Path) -> str:
    """How the temporary files of this target begin."""
    return f".{backups.short_stem(target)}{target.suffix}.sheetsync-"


def _clear_leftovers(target: Path) -> None:
    """Remove the temporary files of runs that were killed: while we hold the lock, no living run has one."""
    for book in (target, *_beside(target)):
        start = _temporary_start(book)
        for path in target.parent.iterdir():
            if path.name.startswith(start) and path.name.endswith(".tmp"):
                path.unlink(missing_ok=True)
    for folder in (target.parent / backups.FOLDER, backups.backups_folder(target)):
        for path in folder.glob(".*.tmp") if folder.is_dir() else ():
            path.unlink(missing_ok=True)


def _beside(target: Path) -> Iterator[Path]:
    stem = backups.short_stem(target)
    yield target.with_name(f"{stem} - báo cáo{target.suffix}")
    for number in range(2, 10):
        yield target.with_name(f"{stem} - báo cáo {number}{target.suffix}")


def _free_beside(target: Path) -> Path:
    """The file beside an open book that nobody has open in its turn."""
    for path in _beside(target):
        if open_by(path) is None:
            return path
    raise BookUnwritable(f"«{target.name}» và các bản báo cáo cạnh nó đều đang mở.", "Đóng bớt rồi chạy lại, hoặc dùng --output.")


@contextmanager
def _translated(target: Path) -> Iterator[None]:
    """The system's refusals as ours; that the file may not be replaced is left to the caller."""
    try:
        yield
    except PermissionError as problem:
        if problem.filename2 is not None and Path(problem.filename2) == target:
            raise
        raise _unwritable(target, problem) from problem
    except OSError as problem:
        raise _unwritable(target, problem) from problem


def _unwritable(target: Path, problem: OSError) -> BookUnwritable:
    if problem.errno in _NO_SPACE:
        return BookUnwritable(
            f"Ổ đĩa chứa «{target.name}» đã đầy; sổ vẫn như cũ.", "Xóa bớt tệp không cần, hoặc dùng --output để ghi sang ổ khác."
        )
    if problem.errno in _FORBIDDEN:
        return BookUnwritable(
            f"Không được phép ghi vào thư mục «{target.parent}»; sổ vẫn như cũ.",
            "Chép sổ sang thư mục của mình (ví dụ Documents) rồi chạy lại, hoặc dùng --output.",
        )
    return BookUnwritable(
        f"Không ghi được «{target.name}»: {problem.strerror}; sổ vẫn như cũ.", "Kiểm tra ổ đĩa hoặc kết nối mạng rồi chạy lại."
    )


def _changed(target: Path) -> ExternallyChanged:
    return ExternallyChanged(
        f"«{target.name}» vừa được người khác sửa trong lúc sheetsync làm việc; chưa ghi gì.",
        "Chạy lại để làm trên bản mới nhất.",
    )
