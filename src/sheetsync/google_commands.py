"""Commands that only a book at Google has."""

from __future__ import annotations

import click

from sheetsync.command_line.options import Asked, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.command_line.working import service_news
from sheetsync.console.streams import put
from sheetsync.errors import UsageError

_FINE = 0


@click.command(
    cls=VietnameseCommand,
    short_help="Đặt lại quyền sửa của sổ kế hoạch trên Google Sheet, sau khi đổi người.",
    help="Đặt lại quyền sửa của sổ kế hoạch do «sheetsync new» lập trên Google Sheet, theo email trong officials.toml và mục "
    "[google] của sheetsync.toml: cột kế hoạch chỉ văn phòng sửa, mỗi sheet chỉ cán bộ của sheet đó ghi. Quyền do người khác tự "
    "đặt giữ nguyên.",
    example='sheetsync protect "google:ĐỊA-CHỈ" --config cau-hinh --dry-run\n'
    'sheetsync protect "google:ĐỊA-CHỈ" --config cau-hinh',
    book="google:ĐỊA-CHỈ của sổ. Bỏ trống: sổ ghi ở mục [book] của sheetsync.toml.",
)
@click.argument("book", metavar="[SỔ]", required=False)
@click.option("--dry-run", "dry_run", is_flag=True, help="Chỉ cho xem quyền nào sẽ đổi, không đổi gì.")
@takes("plan", "config", "json", "verbose")
def protect(asked: Asked, book: str | None, dry_run: bool) -> int:
    """Puts the rights on again."""
    from sheetsync.book_places import GoogleSheet, book_place
    from sheetsync.console.progress import progress
    from sheetsync.console.protect_text import protect_document, protect_text
    from sheetsync.usecases.protect import protect as put_rights
    from sheetsync.wiring import load_settings, open_rights

    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    if not isinstance(place, GoogleSheet):
        raise UsageError(
            f"Lệnh này đặt quyền cho sổ trên Google Sheet, còn «{place.name}» không ở đó.",
            "Sổ Excel do «sheetsync new» lập đã khóa sẵn các ô không phải điền; muốn khóa, mở khóa: thẻ Review > Protect Sheet.",
        )
    with progress("Đang đặt quyền", wanted=not asked.json) as line:
        result = put_rights(open_rights(place, service_news(line, asked)), settings, dry_run=dry_run)
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(protect_document(result)))
    else:
        put(protect_text(result))
    return _FINE
