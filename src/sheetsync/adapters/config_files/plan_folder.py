"""The office's configuration folder as the place of its plan: changed in place, with a copy of what was."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from sheetsync.adapters.config_files.changed_plan import officials_text, plan_text
from sheetsync.adapters.config_files.load import FILES, SOURCE_WORDS, load_settings
from sheetsync.adapters.config_files.mistakes import Mistakes
from sheetsync.adapters.config_files.reading import Folder, read_source
from sheetsync.adapters.config_files.toml_blocks import OddToml
from sheetsync.adapters.config_files.unit_file import read_unit_file
from sheetsync.adapters.packaged import packaged_path
from sheetsync.core.plan import Plan
from sheetsync.errors import ConfigError, ConfigUnwritable, ExternallyChanged, UsageError
from sheetsync.ports import ConfigFile
from sheetsync.records import dataclass

_OFFICIALS = "officials.toml"
_MOST_COPIES = 1_000


@dataclass(frozen=True, slots=True)
class _Change:
    """A file to write: what was read in its place (the packaged default where it has none yet), and what is to stand there."""

    path: Path
    standing: bytes | None
    content: bytes


class PlanFolder:
    """folder: the office's own; a file that it lacks is written there, made of the packaged default. plan: what `--plan` says.

    Raises UsageError for the packaged folder itself, which nobody's office is.
    """

    def __init__(self, folder: Path, plan: str | None, clock: Callable[[], datetime]) -> None:
        packaged = packaged_path("config")
        asked = Path(plan) if plan and plan not in SOURCE_WORDS else None
        for path in (folder, asked.parent if asked else folder):
            if path.exists() and path.resolve() == packaged.resolve():
                raise UsageError(
                    "Đây là cấu hình mặc định đi kèm phần mềm; sheetsync không ghi vào đó.",
                    "Vui lòng dùng thư mục cấu hình của đơn vị: --config THƯ-MỤC (thêm --create để lập thư mục mới).",
                )
        self._folder = folder
        self._plan = plan
        self._clock = clock
        self._default = packaged
        self._plan_path = asked or folder / self._plan_name()

    def write(self, before: Plan, after: Plan) -> tuple[ConfigFile, ...]:
        """See `PlanConfig`. The new files are read and checked as every command would read them before any is written."""
        changes = [
            change
            for path, text in ((self._folder / _OFFICIALS, officials_text), (self._plan_path, plan_text))
            if (change := self._change(path, text, before, after)) is not None
        ]
        if changes:
            try:
                self._prove(changes, after)
            except OSError as error:
                raise _unwritable(Path(tempfile.gettempdir()), error) from error
        return _replace_all(changes, self._clock())

    def _plan_name(self) -> str:
        folder = Folder(self._folder, self._default)
        return read_unit_file(read_source(folder.path("sheetsync.toml"), Mistakes()), Mistakes()).plan_file

    def _change(self, path: Path, changed: Callable[[str, Plan, Plan], str], before: Plan, after: Plan) -> _Change | None:
        standing = path.read_bytes() if path.exists() else None
        content = standing if standing is not None else (self._default / path.name).read_bytes()
        try:
            text = changed(content.decode("utf-8"), before, after)
        except OddToml as error:
            raise _odd(path) from error
        return None if text.encode() == content else _Change(path, standing, text.encode())

    def _prove(self, changes: list[_Change], after: Plan) -> None:
        """Load the configuration as it will be: it must be right, and say exactly what was wanted."""
        with tempfile.TemporaryDirectory(prefix="sheetsync-") as name:
            trial = Path(name)
            for path in self._folder.glob("*.toml"):
                shutil.copyfile(path, trial / path.name)
            if self._plan_path.exists():
                shutil.copyfile(self._plan_path, trial / self._plan_path.name)
            for change in changes:
                (trial / change.path.name).write_bytes(change.content)
            asked = self._plan if self._plan in SOURCE_WORDS or not self._plan else str(trial / self._plan_path.name)
            try:
                loaded = load_settings(trial, plan_source=asked).plan
            except ConfigError as error:
                raise ConfigError(
                    "Với các sửa đổi trong sổ, cấu hình sẽ không còn đúng; chưa ghi gì.",
                    "Vui lòng sửa các chỗ này trong sổ rồi chạy lại.",
                    error.mistakes,
                ) from error
        if loaded != after:
            raise _odd(self._plan_path)


def create_folder(folder: Path) -> None:
    """A new configuration folder: a copy of the packaged default. Raises UsageError where something stands there,
    ConfigUnwritable."""
    default = packaged_path("config")
    if folder.exists():
        raise UsageError(f"Đã có «{folder}».", "Vui lòng bỏ --create để dùng thư mục này, hoặc chọn tên khác.")
    made = False
    try:
        folder.mkdir(parents=True)
        made = True
        for path in sorted(default.glob("*.toml")):
            if path.name in FILES or path.name.startswith("plan-"):
                (folder / path.name).write_bytes(path.read_bytes())
    except OSError as error:
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise _unwritable(folder, error) from error


def _odd(path: Path) -> ConfigError:
    return ConfigError(
        f"Tệp «{path.name}» viết theo cách mà sheetsync không tự sửa được; chưa ghi gì.",
        "Vui lòng viết mỗi mục thành [[task]], [[official]], [[confirmation]], mỗi khóa một dòng; hoặc tự sửa tệp theo "
        "danh sách của lệnh plan check.",
    )


def _unwritable(path: Path, error: OSError) -> ConfigUnwritable:
    return ConfigUnwritable(
        f"Không ghi được «{path}» ({error.strerror or error}); cấu hình vẫn như cũ.",
        "Vui lòng kiểm tra quyền ghi và chỗ trống của thư mục cấu hình rồi chạy lại.",
    )


def _replace_all(changes: list[_Change], now: datetime) -> tuple[ConfigFile, ...]:
    """Write every file beside its place, look once more at what stands there, then exchange them. Where one cannot be
    exchanged, those before it get their old content again."""
    temporary: dict[Path, Path] = {}
    copies: dict[Path, Path] = {}
    done: list[_Change] = []
    place = Path()
    try:
        for change in changes:
            place = change.path
            temporary[change.path] = _write_beside(change)
        for change in changes:
            place = change.path
            if (change.path.read_bytes() if change.path.exists() else None) != change.standing:
                raise ExternallyChanged(
                    f"«{change.path.name}» vừa được sửa trong lúc sheetsync làm việc; chưa ghi gì.", "Vui lòng chạy lại lệnh."
                )
            if change.standing is not None:
                copies[change.path] = _copy(change.path, change.standing, now)
        for change in changes:
            place = change.path
            temporary[change.path].replace(change.path.resolve())
            done.append(change)
    except BaseException as error:
        _take_back(done, copies, temporary)
        if isinstance(error, OSError):
            raise _unwritable(place, error) from error
        raise
    return tuple(ConfigFile(str(change.path), _text_or_none(copies, change.path)) for change in changes)


def _write_beside(change: _Change) -> Path:
    real = change.path.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".tmp", dir=real.parent)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(change.content)
            file.flush()
            os.fsync(file.fileno())
        if real.exists():
            shutil.copymode(real, path)
        else:
            path.chmod(0o644)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _copy(path: Path, content: bytes, now: datetime) -> Path:
    """A copy beside the file, under a name that is nobody's and that no command reads."""
    start = f"{path.name}.{now:%Y%m%d-%H%M%S}"
    for number in range(1, _MOST_COPIES):
        copy = path.with_name(f"{start}.bak" if number == 1 else f"{start}-{number}.bak")
        with contextlib.suppress(FileExistsError), copy.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            return copy
    raise FileExistsError(17, "đã có quá nhiều bản lưu")


def _take_back(done: list[_Change], copies: Mapping[Path, Path], temporary: Mapping[Path, Path]) -> None:
    unneeded = dict(copies)
    for change in reversed(done):
        try:
            if change.standing is None:
                change.path.unlink()
            else:
                change.path.write_bytes(change.standing)
        except OSError:
            unneeded.pop(change.path, None)  # the copy is then all that is left of it
    for path in (*unneeded.values(), *temporary.values()):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _text_or_none(copies: Mapping[Path, Path], path: Path) -> str | None:
    return str(copies[path]) if path in copies else None
