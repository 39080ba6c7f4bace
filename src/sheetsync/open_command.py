"""`sheetsync open`: the tabs made ready for the next period."""

from __future__ import annotations

import click

from sheetsync.command_line.options import Asked, PeriodType, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.command_line.working import memory_of, service_news
from sheetsync.console.progress import progress
from sheetsync.console.streams import put
from sheetsync.errors import UsageError

FINE = 0


@click.command(
    "open",
    cls=VietnameseCommand,
    short_help="Mở kỳ mới: chuyển kết quả kỳ trước sang bên, để trống chỗ ghi kỳ này.",
    help="Mở kỳ kế tiếp trên các sheet cán bộ: kết quả, văn bản, khó khăn, kiến nghị của kỳ trước chuyển sang cột «Kết quả các "
    "kỳ trước»; việc lặp lại bắt đầu lại từ đầu; việc một lần đã xong thì giữ trạng thái và ghi «Đã hoàn thành từ kỳ trước»; "
    "việc một lần chưa xong giữ trạng thái và tiến độ. Ghi một lần, lấy lại được bằng lệnh undo. Nên chốt kỳ trước (close) đã.",
    example='sheetsync open "Kế hoạch 2023.xlsx" 2023-Q2 --dry-run\nsheetsync open "Kế hoạch 2023.xlsx" 2023-Q2',
)
@click.argument("words", metavar="[SỔ] KỲ", nargs=-1)
@click.option("--dry-run", "dry_run", is_flag=True, help="Chỉ xem sẽ đổi những ô nào, không ghi gì.")
@takes("as_of", "plan", "config", "json", "verbose")
def open_command(asked: Asked, words: tuple[str, ...], dry_run: bool) -> int:
    from sheetsync.book_places import book_place
    from sheetsync.clock import today
    from sheetsync.console.json_text import to_json
    from sheetsync.console.opening_text import opening_document, opening_text
    from sheetsync.usecases.open_period import open_period
    from sheetsync.wiring import load_settings, open_book

    if not 1 <= len(words) <= 2:
        raise UsageError("Lệnh này cần tên sổ và kỳ cần mở.", 'Vui lòng ghi, ví dụ: "Kế hoạch 2023.xlsx" 2023-Q2')
    key: str = PeriodType().convert(words[-1], None, click.get_current_context())
    settings = load_settings(asked.config, asked.plan)
    place = book_place(words[0] if len(words) > 1 else None, settings)
    with progress(f"Đang mở kỳ: {place.name}", wanted=not asked.json) as line:
        result = open_period(
            open_book(place, news=service_news(line, asked), in_place=True),
            settings,
            as_of=asked.as_of or today(),
            period_key=key,
            dry_run=dry_run,
            memory=memory_of(place, settings),
        )
    put(to_json(opening_document(result)) if asked.json else opening_text(result, verbose=asked.verbose))
    return FINE
