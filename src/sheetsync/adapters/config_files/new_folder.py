"""Writes the configuration of an adopted book into a new folder; never over one that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

from sheetsync.adapters.config_files.toml_text import toml_line, toml_table
from sheetsync.core.adoption.adopted import AdoptedConfig
from sheetsync.core.settings import ColumnSettings, PeriodSettings
from sheetsync.errors import ConfigUnwritable

_MOST_NUMBERS = 1_000
_SHARED_NOTE = ("# Người có tên ở sheet chung: tab = tên ghi ở đó, aliases = các cách ghi khác của cùng người.",)

_UNIT = {
    "name": "Ủy ban nhân dân xã …",
    "short_name": "UBND xã …",
    "parent": "Ủy ban nhân dân huyện …",
    "place": "…",
    "number_suffix": "BC-UBND",
    "signer_authority": "TM. ỦY BAN NHÂN DÂN",
    "signer_title": "CHỦ TỊCH",
    "signer_name": "",
}


def write_new_folder(config: AdoptedConfig, book: Path, folder: Path) -> Path:
    """Write every file into `folder`, or, where that is taken, into `folder 2`, `folder 3` …; gives the folder that was made.

    All files or none: a folder that could not be filled is removed again. Raises ConfigUnwritable.
    """
    texts = config_texts(config, book)
    made: Path | None = None
    try:
        made = _make(folder)
        for name, text in texts.items():
            (made / name).write_bytes(text.encode("utf-8"))
    except OSError as error:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        raise ConfigUnwritable(
            f"Không ghi được thư mục cấu hình «{folder}» ({error.strerror or error}).",
            "Vui lòng chọn thư mục khác bằng --to, ở nơi được phép ghi và còn chỗ trống.",
        ) from error
    return made


def config_texts(config: AdoptedConfig, book: Path) -> dict[str, str]:
    """The files by name. The address is the book's full path, so that commands work from any folder."""
    texts = {
        "sheetsync.toml": _main_text(config, book),
        "officials.toml": _officials_text(config),
        plan_name(config.year): _plan_text(config),
    }
    if config.columns is not None:
        texts["columns.toml"] = _columns_text(config.columns)
    return texts


def plan_name(year: int) -> str:
    return f"plan-{year}.toml"


def _make(folder: Path) -> Path:
    folder.parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, _MOST_NUMBERS):
        candidate = folder if number == 1 else folder.with_name(f"{folder.name} {number}")
        try:
            candidate.mkdir()
        except FileExistsError:
            continue
        return candidate
    raise FileExistsError(17, "đã có quá nhiều thư mục cùng tên")


def _main_text(config: AdoptedConfig, book: Path) -> str:
    periods = PeriodSettings()
    shared = {"shared_sheets": config.shared_sheets} if config.shared_sheets else {}
    return "\n".join(
        (
            "# Cấu hình do «sheetsync adopt» lập. Sửa bằng Notepad, lưu dạng UTF-8.",
            "# Điền tên đơn vị và người ký trước khi gửi báo cáo.",
            toml_table("[unit]", {**_UNIT, "recipients": ["Lưu: VT"]}),
            toml_table("[book]", {"address": str(book), **shared}),
            "# «book»: chính các sheet trong sổ là kế hoạch.",
            toml_table("[plan]", {"source": "book", "file": plan_name(config.year)}),
            toml_table(
                "[periods]",
                {
                    "cut_off_day": periods.cut_off_day,
                    "send_before_day": periods.send_before_day,
                    "hand_in_working_days": periods.hand_in_working_days,
                    "cumulative_from": f"{periods.cumulative_from[1]}/{periods.cumulative_from[0]}",
                    "due_soon_working_days": periods.due_soon_working_days,
                    "saturday_works": periods.saturday_works,
                },
            ),
        )
    )


def _officials_text(config: AdoptedConfig) -> str:
    head = (
        "# Mỗi mục [[official]] là một cán bộ hoặc bộ phận có sheet riêng (tab = tên sheet).",
        *(_SHARED_NOTE if config.shared_sheets else ()),
        "# consolidator: mã của bộ phận tổng hợp báo cáo; sửa nếu chưa đúng.",
        toml_line("consolidator", config.consolidator),
        "",
    )
    tables = (
        toml_table(
            "[[official]]",
            {
                "code": official.code,
                "title": official.title,
                "short_title": official.short_title,
                "tab": official.tab or "",
                **({"aliases": official.aliases} if official.aliases else {}),
            },
        )
        for official in config.officials
    )
    return "\n".join((*head, *tables))


def _plan_text(config: AdoptedConfig) -> str:
    head = '# Năm và tên kế hoạch. Nhiệm vụ lấy từ các sheet trong sổ ([plan].source = "book").'
    return f"{head}\n{toml_table('', {'year': config.year, 'title': config.title})}"


def _columns_text(columns: tuple[ColumnSettings, ...]) -> str:
    head = (
        "# Các cột mà phần mềm hiểu, như bản mặc định, thêm các tiêu đề thấy trong sổ (ở «aliases»).",
        "",
    )
    return "\n".join((*head, *map(_column_text, columns)))


def _column_text(column: ColumnSettings) -> str:
    required = {"required": True} if column.required else {}
    aliases = {"aliases": column.aliases} if column.aliases else {}
    values = {"key": column.key, "heading": column.heading, **aliases, "filled_by": column.filled_by.value, **required}
    return toml_table("[[column]]", values)
