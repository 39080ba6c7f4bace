"""Keep the configuration and the sheets `Kế hoạch` and `Cán bộ` of a plan workbook one."""

from __future__ import annotations

from sheetsync.core.plan_exchange.differences import PlanReading
from sheetsync.core.plan_exchange.read_plan_book import read_plan_book
from sheetsync.core.settings import PlanSource, Settings
from sheetsync.errors import UsageError
from sheetsync.ports import ConfigFile, PlanBook, PlanConfig
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class PlanExchange:
    """A workbook's sheets against the configuration. files: what an import wrote; dry: nothing was to be written."""

    book: str
    reading: PlanReading
    files: tuple[ConfigFile, ...] = ()
    dry: bool = False


def check_plan(book: PlanBook, settings: Settings) -> PlanExchange:
    """What differs, cell by cell. Raises BookUnreadable, UsageError where the workbook itself is the plan."""
    _refuse_book_plans(settings)
    content = book.read()
    return PlanExchange(content.name, read_plan_book(content, settings.plan))


def import_plan(book: PlanBook, settings: Settings, config: PlanConfig, *, dry_run: bool = False) -> PlanExchange:
    """Take what the office edited into the configuration; nothing where a cell is wrong.

    Raises what `check_plan` and `PlanConfig.write` raise.
    """
    checked = check_plan(book, settings)
    reading = checked.reading
    if dry_run or reading.findings:
        return PlanExchange(checked.book, reading, dry=dry_run)
    files = config.write(reading.before, reading.after)
    return PlanExchange(checked.book, reading, files)


def _refuse_book_plans(settings: Settings) -> None:
    if settings.plan_source is PlanSource.BOOK:
        raise UsageError(
            'Cấu hình đang lấy chính các sheet trong sổ làm kế hoạch ([plan].source = "book"), nên không có gì để so.',
            "Lệnh này dùng khi kế hoạch nằm trong tệp kế hoạch: ghi --plan và tên tệp, ví dụ --plan plan-2023.toml.",
        )
