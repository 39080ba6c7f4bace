"""`sheetsync new`: the plan workbook of a year."""

from __future__ import annotations

from pathlib import Path

import click

from sheetsync.command_line.options import Asked, PathType, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.command_line.working import service_news
from sheetsync.console.streams import put


@click.command(
    "new",
    cls=VietnameseCommand,
    short_help="Lập sổ kế hoạch mới từ cấu hình, sẵn sàng phát cho cán bộ.",
    help="Lập sổ kế hoạch của năm từ cấu hình: hướng dẫn, kế hoạch, cán bộ, mỗi bộ phận một sheet với danh sách chọn và cột tự "
    "kiểm tra. Tên tệp có đuôi .xlsm thì thêm nút bấm (cần cho phép macro). Không ghi đè lên tệp có sẵn. Ghi địa chỉ của một "
    "Google Sheet còn trống thì lập ngay trong đó, đặt cả quyền sửa. Có --as-of thì sổ luôn xét như vào ngày đó, không theo ngày "
    "mở sổ.",
    example="sheetsync new --output ke-hoach-2023.xlsx\nsheetsync new --output ke-hoach-2023.xlsx --period 2023-Q2\n"
    "sheetsync new --from 2023.xlsx --plan plan-2024.toml --output 2024.xlsx\n"
    'sheetsync new "google:ĐỊA-CHỈ"',
    book="google:ĐỊA-CHỈ của một Google Sheet còn trống; lập tệp thì dùng --output.",
)
@click.argument("book", metavar="[SỔ]", required=False)
@click.option("--output", "output", type=PathType(), metavar="TỆP", help="Tệp mới cần lập (.xlsx hoặc .xlsm).")
@click.option(
    "--from",
    "old",
    metavar="SỔ-CŨ",
    help="Lấy nội dung của sổ này sang: cùng năm thì tất cả, năm trước thì các việc chưa xong. Sổ cũ không thay đổi.",
)
@takes("period", "as_of", "plan", "config", "json", "verbose")
def new(asked: Asked, book: str | None, output: Path | None, old: str | None) -> int:
    from sheetsync.book_places import book_place, new_place
    from sheetsync.clock import today
    from sheetsync.console.new_plan_text import new_plan_document, new_plan_text
    from sheetsync.console.progress import progress
    from sheetsync.usecases.new_plan import new_plan
    from sheetsync.wiring import load_settings, new_book, open_book

    target = new_place(book, output or asked.output)
    settings = load_settings(asked.config, asked.plan)
    with progress(f"Đang lập {target.name}", wanted=not asked.json) as line:
        news = service_news(line, asked)
        result = new_plan(
            new_book(target, news),
            settings,
            as_of=asked.as_of or today(),
            as_of_given=asked.as_of is not None,
            period_key=asked.period,
            old=open_book(book_place(old, None), news=news) if old is not None else None,
        )
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(new_plan_document(result)))
    else:
        put(new_plan_text(result))
    return 0
