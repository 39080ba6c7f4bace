"""Load the configuration: the packaged default, with the files of the unit's own folder in place of those it has."""

from __future__ import annotations

from pathlib import Path

from sheetsync.adapters.config_files.calendar_file import all_holidays, check_year, made_up_days, read_calendar
from sheetsync.adapters.config_files.columns_file import read_columns
from sheetsync.adapters.config_files.mistakes import Mistakes, listed
from sheetsync.adapters.config_files.officials_file import read_areas, read_officials
from sheetsync.adapters.config_files.plan_file import read_plan
from sheetsync.adapters.config_files.reading import Folder, read_source
from sheetsync.adapters.config_files.rules_file import read_rules
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.tables import perhaps
from sheetsync.adapters.config_files.unit_file import read_unit_file
from sheetsync.adapters.packaged import packaged_path
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.core.suggest import closest
from sheetsync.errors import ConfigError

SOURCE_WORDS = tuple(source.value for source in PlanSource)
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
    source = PlanSource(plan_source) if plan_source in SOURCE_WORDS else PlanSource.FILE if plan_source else main.plan_source
    people = read_officials(sources["officials.toml"], mistakes)
    areas = read_areas(sources["areas.toml"], mistakes)
    columns = read_columns(sources["columns.toml"], mistakes)
    rules = read_rules(sources["rules.toml"], columns, mistakes)
    calendar_source = sources["calendar.toml"]
    calendar = read_calendar(calendar_source, saturday_works=main.periods.saturday_works, mistakes=mistakes)
    plan_file = _plan_file(folder, main.plan_file, plan_source, mistakes)
    plan = read_plan(plan_file, people, areas, source, mistakes)
    if plan.year:
        check_year(calendar_source, plan.year, calendar, mistakes)

    found = mistakes.lines()
    if found:
        raise ConfigError(
            f"Cấu hình có {len(found)} chỗ cần sửa.",
            "Vui lòng sửa các chỗ được nêu (mở tệp bằng Notepad, lưu dạng UTF-8) rồi chạy lại lệnh.",
            found,
        )
    return Settings(
        unit=main.unit,
        plan=plan,
        periods=main.periods,
        columns=columns or (),
        rules=rules,
        holidays=all_holidays(calendar),
        made_up_days=made_up_days(calendar, saturday_works=main.periods.saturday_works),
        plan_source=source,
        book_address=main.book_address,
        shared_sheets=main.shared_sheets,
        office_addresses=main.office_addresses,
        history_kept=main.history_kept,
    )


def _plan_file(folder: Folder, configured: str, asked: str | None, mistakes: Mistakes) -> Source:
    """The plan file: the one asked for on the command line, else the configured one."""
    if asked and asked not in SOURCE_WORDS:
        hint = f"; sau --plan là {listed(SOURCE_WORDS)} hoặc đường dẫn một tệp kế hoạch .toml"
        near = closest(asked, SOURCE_WORDS)
        return read_source(Path(asked), mistakes, hint=hint + (perhaps(listed((near,))) if near else ""))
    path = folder.path(configured)
    near = None if path.exists() else closest(configured, folder.names("plan-*.toml"))
    hint = "; sửa khóa «file» ở mục [plan] của sheetsync.toml" + (perhaps(listed((near,))) if near else "")
    return read_source(path, mistakes, searched=folder.searched, hint=hint)
