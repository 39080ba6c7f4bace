"""`sheetsync collect`: what officials send back, taken into the office's book."""

from __future__ import annotations

from pathlib import Path

import click

from sheetsync.command_line.options import Asked, PathType, several_tabs, tabs_of, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.command_line.working import memory_of, service_news
from sheetsync.console.progress import progress
from sheetsync.console.streams import put

FINE, FILES_LEFT, CONFLICTS = 0, 1, 3


@click.command(
    "collect",
    cls=VietnameseCommand,
    short_help="Thu sổ: lấy vào sổ những gì cán bộ gửi về.",
    help="Xem mọi tệp Excel trong thư mục, nhận ra tệp của ai (dù đã đổi tên, lưu bằng phần mềm khác hay là cả sổ) và lấy các "
    "cột cán bộ ghi vào sổ, so với nội dung lúc phát. Ô mà văn phòng cũng đã sửa, hoặc hai tệp ghi khác nhau, thì giữ nguyên và "
    "liệt kê ở sheet «Xung đột» để chọn. Không ghi gì vào các tệp. --review: chưa ghi vào sheet nào, chỉ liệt kê ở sheet «Duyệt "
    "thay đổi» để văn phòng chọn nhận hoặc trả lại; chạy lại (không --review) để thực hiện.",
    arguments=(("THƯ-MỤC", "Thư mục chứa các tệp cán bộ gửi (.xlsx, .xlsm)."),),
    example='sheetsync collect da-nop --into "Kế hoạch 2023.xlsx" --dry-run\n'
    'sheetsync collect da-nop --into "Kế hoạch 2023.xlsx"\n'
    'sheetsync collect da-nop --into "Kế hoạch 2023.xlsx" --review\n'
    'sheetsync collect da-nop --into "Kế hoạch 2023.xlsx" --tab "VP UBND"',
)
@click.argument("folder", metavar="THƯ-MỤC", type=PathType())
@click.option("--into", "book", metavar="SỔ", help="Sổ của văn phòng: tệp, Google Sheet hoặc sổ đang mở trong Excel.")
@click.option("--dry-run", "dry_run", is_flag=True, help="Chỉ xem sẽ lấy những ô nào, không ghi gì.")
@click.option("--review", "for_review", is_flag=True, help="Đưa mọi thay đổi vào sheet «Duyệt thay đổi», chưa ghi vào đâu khác.")
@several_tabs
@takes("as_of", "period", "plan", "config", "json", "verbose")
def collect(asked: Asked, *, folder: Path, book: str | None, dry_run: bool, for_review: bool, tab: tuple[str, ...]) -> int:
    from sheetsync.book_places import book_place, books_in
    from sheetsync.clock import today
    from sheetsync.console.collect_text import collect_document, collect_text
    from sheetsync.console.json_text import to_json
    from sheetsync.usecases.collect import collect as collect_files
    from sheetsync.wiring import hand_out_records, load_settings, open_book

    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    files = [(path.name, open_book(path)) for path in books_in(folder, but=place)]
    with progress(f"Đang thu sổ vào {place.name}", wanted=not asked.json) as line:
        result = collect_files(
            open_book(place, news=service_news(line, asked), in_place=True),
            files,
            hand_out_records(place),
            settings,
            as_of=asked.as_of or today(),
            period_key=asked.period,
            tabs=tabs_of(asked, tab),
            dry_run=dry_run,
            for_review=for_review,
            memory=None if dry_run else memory_of(place, settings),
        )
    put(to_json(collect_document(result)) if asked.json else collect_text(result, verbose=asked.verbose))
    if result.open:
        return CONFLICTS
    return FILES_LEFT if result.unknown else FINE
