"""Finding and parsing the configuration files: the unit's own folder over the packaged default."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from sheetsync.adapters.config_files.mistakes import Mistakes, Place
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.tables import perhaps
from sheetsync.core.suggest import closest
from sheetsync.records import dataclass

_PLAN_NAME = re.compile(r"plan-.+\.toml", re.IGNORECASE)

_SYNTAX = (
    ("Expected '=' after a key", "sau tên khóa phải là dấu ="),
    ("Expected newline or end of document", "sau giá trị còn chữ thừa; mỗi dòng một khóa"),
    ("Invalid statement", "dòng này không phải «khóa = giá trị», cũng không phải tên mục trong ngoặc vuông"),
    ("Invalid initial character for a key", "tên khóa không hợp lệ"),
    ("Invalid value", "giá trị không hợp lệ; chữ phải đặt trong dấu nháy kép thẳng"),
    ("Invalid date", "ngày không có thật"),
    ("Cannot overwrite a value", "khóa này đã ghi ở trên"),
    ("Duplicate inline table key", "khóa này đã ghi trong cùng cặp ngoặc nhọn"),
    ("Cannot declare", "mục này đã có ở trên; danh sách nhiều mục viết với hai ngoặc vuông [[…]]"),
    ("Cannot mutate immutable", "mục này đã ghi theo cách khác ở trên"),
    ("Unclosed array", "thiếu dấu ] đóng danh sách"),
    ("Unclosed inline table", "thiếu dấu } đóng bảng"),
    ("Unterminated string", "thiếu dấu nháy kép đóng chữ"),
    ("Expected ']", "thiếu dấu ] ở tên mục"),
    ("Unescaped '\\'", r"dấu \ trong dấu nháy kép phải viết là \\, hoặc đặt cả chữ trong dấu nháy đơn"),
    ("Illegal character", "có ký tự không được dùng"),
    ("Found invalid character", "có ký tự không được dùng"),
)
"""What the parser says, and how the office reads it."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The unit's own folder (None: it has none) over the packaged default."""

    own: Path | None
    default: Path

    def path(self, name: str) -> Path:
        """Where the file of this name is read from: the unit's folder where it stands there, else the default."""
        own = self.own / name if self.own is not None else None
        return own if own is not None and own.exists() else self.default / name

    @property
    def searched(self) -> tuple[Path, ...]:
        """Where files are looked for, in order."""
        return (self.default,) if self.own is None else (self.own, self.default)

    def names(self, pattern: str) -> list[str]:
        """The names of files in either folder that match, the unit's own first."""
        return [path.name for folder in self.searched if folder.is_dir() for path in sorted(folder.glob(pattern))]

    def check(self, names: Sequence[str], mistakes: Mistakes) -> None:
        """Report a folder that is not there or holds no configuration, and files whose names are nearly right: they would
        silently not be read."""
        if self.own is None:
            return
        place = Place(Source(str(self.own)))
        try:
            found = sorted(entry.name for entry in self.own.iterdir())
        except FileNotFoundError:
            mistakes.add(place, "không có thư mục cấu hình này; kiểm tra lại đường dẫn sau --config")
            return
        except NotADirectoryError:
            mistakes.add(place, "đây là một tệp; sau --config phải là thư mục chứa các tệp cấu hình")
            return
        except OSError as error:
            mistakes.add(place, f"không mở được thư mục cấu hình ({error.strerror or error})")
            return
        known = [name for name in found if name in names or _PLAN_NAME.fullmatch(name)]
        absent = [name for name in names if name not in found]
        near = {name: _name_meant(name, absent) for name in found if name not in known}
        for name, meant in near.items():
            if meant:
                mistakes.add(
                    Place(Source(name)), f"tệp có tên lạ nên không được đọc; đổi tên hoặc xóa tệp này{perhaps(f'«{meant}»')}"
                )
        if not known and not any(near.values()):
            mistakes.add(place, f"không có tệp cấu hình nào trong thư mục; các tệp dùng được: {', '.join(names)}")


def _name_meant(name: str, absent: Sequence[str]) -> str:
    """The known file that a file of an unknown name was probably meant to be: `Rules.toml`, `rules.toml.txt`, `rule.toml`."""
    stem = re.sub(r"(\.toml)?(\.txt)?$", "", name, flags=re.IGNORECASE)
    if stem == name:
        return ""
    if _PLAN_NAME.fullmatch(f"{stem}.toml") and name.lower().endswith(".toml.txt"):
        return f"{stem}.toml"
    near = closest(stem, [known.removesuffix(".toml") for known in absent])
    return f"{near}.toml" if near else ""


def read_source(path: Path, mistakes: Mistakes, *, searched: Sequence[Path] = (), hint: str = "") -> Source:
    """Read one file; whatever keeps it from being read becomes a mistake. searched, hint: where it was looked for, and what to
    do, when it is not there."""
    unsound = Source(path.name, sound=False)
    place = Place(unsound)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        mistakes.add(place, f"không tìm thấy tệp (đã tìm trong {' và '.join(map(str, searched or (path.parent,)))}){hint}")
    except IsADirectoryError:
        mistakes.add(place, "đây là thư mục, không phải tệp")
    except OSError as error:
        mistakes.add(place, f"không đọc được tệp ({error.strerror or error})")
    except UnicodeDecodeError:
        mistakes.add(place, "tệp không phải UTF-8; mở bằng Notepad, chọn Lưu thành (Save As) với mã hóa UTF-8")
    else:
        try:
            return Source(path.name, tomllib.loads(text), text)
        except tomllib.TOMLDecodeError as error:
            line, what = _syntax_mistake(str(error), text)
            mistakes.add(Place(unsound, known_line=line), what)
    return unsound


def _syntax_mistake(error: str, text: str) -> tuple[int, str]:
    """The parser's complaint: its line, and in Vietnamese what stands there and what is wrong with it."""
    reason = next((vietnamese for english, vietnamese in _SYNTAX if english in error), "không đúng cú pháp TOML")
    found = re.search(r"at line (\d+), column \d+", error)
    if found is None:
        return 0, f"sai cú pháp ở cuối tệp: {reason}"
    number = int(found[1])
    line = text.splitlines()[number - 1].strip() if number <= len(text.splitlines()) else ""
    if re.search(r"[“”„]", line):
        reason = 'dấu nháy cong “ ”; thay bằng dấu nháy thẳng "'
    elif re.search(r"[=\[,]\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b", line):
        reason = "ngày viết năm-tháng-ngày, ví dụ 2023-02-28"
    elif line.startswith("["):
        reason = "tên mục này đã dùng ở trên; danh sách nhiều mục viết với hai ngoặc vuông [[…]]"
    elif line.count('"') % 2:
        reason = "thiếu dấu nháy kép đóng chữ"
    return number, f"sai cú pháp («{line[:80]}»): {reason}"
