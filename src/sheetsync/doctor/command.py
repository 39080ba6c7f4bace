"""`sheetsync doctor` as a command."""

from __future__ import annotations

import click

from sheetsync.command_line.options import Asked, takes
from sheetsync.command_line.vietnamese import VietnameseCommand


@click.command(
    "doctor",
    cls=VietnameseCommand,
    short_help="Xem máy, cấu hình và sổ có sẵn sàng không, cần làm gì.",
    help="Kiểm tra máy, phần mềm, cấu hình (mọi lỗi một lần), múi giờ, thư mục, sổ và màn hình; với Google Sheet thì từng bước "
    "từ đăng nhập, chia sẻ đến múi giờ của sheet. Nói rõ cần làm gì; không ghi gì vào sổ.",
    example='sheetsync doctor\nsheetsync doctor "Kế hoạch 2023.xlsx"\nsheetsync doctor "google:ĐỊA-CHỈ"',
)
@click.argument("book", metavar="[SỔ]", required=False)
@takes("plan", "config", "json", "verbose")
def doctor(asked: Asked, book: str | None) -> int:
    from sheetsync.command_line.working import service_news
    from sheetsync.console.progress import progress
    from sheetsync.console.streams import put
    from sheetsync.doctor.check import check_text, checks_document
    from sheetsync.doctor.examine import examine

    with progress("Đang xem xét", wanted=not asked.json) as line:
        checks = tuple(examine(book, config=asked.config, plan=asked.plan, news=service_news(line, asked)))
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(checks_document(checks)))
    else:
        for check in checks:
            put(check_text(check))
        wrong = sum(not check.in_order for check in checks)
        put()
        put("Mọi thứ sẵn sàng." if not wrong else f"Có {wrong} mục cần xử lý như trên.")
    return next((check.exit_code for check in checks if not check.in_order), 0)
