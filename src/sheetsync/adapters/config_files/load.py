"""Load the configuration: the packaged default, with the files of the unit's own folder in place of those it has."""

from __future__ import annotations

from pathlib import Path

from sheetsync.adapters.config_files.calendar_file import all_holidays, read_calendar
from sheetsync.adapters.config_files.columns_file import read_columns
from sheetsync.adapters.config_files.mistakes import Mistakes
from sheetsync.adapters.config_files.officials_file import read_areas, read_officials
from sheetsync.adapters.config_files.plan_file import read_plan
from sheetsync.adapters.config_files.rules_file import read_rules
from sheetsync.adapters.config_files.sources import Folder, read_source
from sheetsync.adapters.config_files.unit_file import read_unit_file
from sheetsync.adapters.packaged import packaged_path
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.errors import ConfigError

FILES = ("sheetsync.toml", "officials.toml", "areas.toml", "columns.toml", "rules.toml", "calendar.toml")


def load_settings(config_dir: Path | None, *, plan_source: str | None = None) -> Settings:
    """The checked configuration.

    config_dir: the unit's folder, None for the packaged default alone. It may hold only the files that differ: each file it
    lacks comes from the packaged default. plan_source: what `--plan` says: "file", "book", or the path of another plan file.

    Raises ConfigError with all mistakes of all files at once.
    """
    mistakes = Mistakes()
    folder = Folder(config_dir, packaged_path("config"))
    folder.check(FILES, mistakes)
    sources = {name: read_source(folder.path(name), mistakes) for name in FILES}

    main = read_unit_file(sources["sheetsync.toml"], mistakes)
    source, plan_path = main.plan_source, folder.path(main.plan_file)
    if plan_source in ("file", "book"):
        source = PlanSource(plan_source)
    elif plan_source:
        source, plan_path = PlanSource.FILE, Path(plan_source)

    people = read_officials(sources["officials.toml"], mistakes)
    areas = read_areas(sources["areas.toml"], mistakes)
    columns = read_columns(sources["columns.toml"], mistakes)
    rules = read_rules(sources["rules.toml"], None if columns is None else [column.key for column in columns], mistakes)
    calendar = read_calendar(sources["calendar.toml"], mistakes)
    plan = read_plan(read_source(plan_path, mistakes), people, areas, source, mistakes)

    if mistakes.lines:
        raise ConfigError(
            f"Cấu hình có {len(mistakes.lines)} chỗ cần sửa.",
            "Sửa các chỗ được nêu (mở tệp bằng Notepad, lưu dạng UTF-8) rồi chạy lại lệnh.",
            tuple(mistakes.lines),
        )
    return Settings(
        unit=main.unit,
        plan=plan,
        periods=main.periods,
        columns=columns or (),
        rules=rules,
        holidays=all_holidays(calendar),
        plan_source=source,
        book_address=main.book_address,
    )
