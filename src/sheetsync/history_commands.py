"""`sheetsync history`: what was entered in a book, and when it was seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from sheetsync.command_line.options import Asked, DayType, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.console.streams import put
from sheetsync.errors import UsageError

if TYPE_CHECKING:
    from sheetsync.core.settings import Settings
    from sheetsync.usecases.remember import Memory
    from sheetsync.wiring import BookPlace

FINE, IN_THE_WAY = 0, 1


@click.command(
    cls=VietnameseCommand,
    short_help="Xem lại lịch sử: ô nào đã đổi, khi nào, từ gì thành gì.",
    help="Cho biết từng ô của một nhiệm vụ (ghi mã sau tên sổ), hoặc các ô đổi gần đây: lệnh nào thấy thay đổi, lúc nào, giá "
    "trị trước và sau. Chỉ thấy những gì các lệnh run, consolidate, highlight, validate --mark, sync đã đọc. Không đọc sổ.",
    example='sheetsync history "Kế hoạch 2023.xlsx"\nsheetsync history "Kế hoạch 2023.xlsx" I.1\n'
    'sheetsync history "Kế hoạch 2023.xlsx" --tab "VP UBND" --since 2023-03-01',
)
@click.argument("book", metavar="[SỔ]", required=False)
@click.argument("task", metavar="[MÃ-NV]", required=False)
@click.option("--since", "since", type=DayType(), metavar="NGÀY", help="Chỉ các thay đổi thấy từ ngày này.")
@takes("tab", "config", "json", "verbose")
def history(asked: Asked, book: str | None, task: str | None, since: date | None) -> int:
    from sheetsync.console.history_text import history_document, history_text
    from sheetsync.usecases.history import history as past_changes

    place, settings, memory = _remembered(asked, book)
    result = past_changes(
        memory.history,
        settings,
        task=task or "",
        tab=asked.tab or "",
        since=since,
        everything=asked.verbose or asked.json,
    )
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(history_document(result, place.name)))
    else:
        put(history_text(result, place.name))
    return FINE


def _remembered(asked: Asked, book: str | None) -> tuple[BookPlace, Settings, Memory]:
    """The book and where it is remembered. Raises UsageError where the office keeps no history."""
    from sheetsync.command_line.working import memory_of
    from sheetsync.wiring import book_place, load_settings

    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    memory = memory_of(place, settings)
    if memory is None:
        raise UsageError(
            "Cấu hình đang tắt lịch sử.", "Vui lòng ghi keep = true ở mục [history] của sheetsync.toml rồi chạy lại các lệnh."
        )
    return place, settings, memory
