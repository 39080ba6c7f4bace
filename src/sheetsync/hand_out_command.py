"""`sheetsync hand-out`: a workbook for every official, to send out; never writes into the office's book."""

from __future__ import annotations

from pathlib import Path

import click

from sheetsync.command_line.options import Asked, PathType, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.command_line.working import working
from sheetsync.console.streams import put
from sheetsync.errors import UsageError


@click.command(
    "hand-out",
    cls=VietnameseCommand,
    short_help="Phát sổ: mỗi cán bộ một tệp riêng có sheet của mình như trong sổ lúc này.",
    help="Lập cho mỗi cán bộ một tệp .xlsx chỉ có sheet của người đó, với nội dung đang có trong sổ, danh sách chọn và kiểm tra "
    "ngay khi gõ; không có gì của người khác. Tệp mang dấu ẩn để khi thu về (sheetsync collect) được nhận ra dù đã đổi tên. "
    "Không ghi gì vào sổ, không ghi đè tệp của người khác hoặc tệp đã sửa.",
    example='sheetsync hand-out "Kế hoạch 2023.xlsx" --to phat-quy-1\n'
    'sheetsync hand-out "Kế hoạch 2023.xlsx" --to phat-quy-1 --tab "VP UBND"',
)
@click.argument("book", metavar="[SỔ]", required=False)
@click.option("--to", "folder", type=PathType(), metavar="THƯ-MỤC", help="Thư mục để ghi các tệp phát.")
@takes("as_of", "period", "tab", "plan", "config", "json", "verbose")
def hand_out(asked: Asked, book: str | None, folder: Path | None) -> int:
    from sheetsync.book_places import book_place
    from sheetsync.clock import today
    from sheetsync.console.hand_out_text import hand_out_document, hand_out_text
    from sheetsync.console.json_text import to_json
    from sheetsync.usecases.hand_out import hand_out as hand_out_book
    from sheetsync.wiring import hand_out_records, load_settings, write_hand_outs

    if folder is None:
        raise UsageError("Chưa cho biết ghi các tệp phát vào đâu.", 'Vui lòng ghi thư mục, ví dụ: --to "phát quý I"')
    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    with working(f"Đang phát sổ {place.name}", place, asked) as opened:
        result = hand_out_book(
            opened,
            hand_out_records(place),
            settings,
            as_of=asked.as_of or today(),
            period_key=asked.period,
            tab=asked.tab,
        )
        written = write_hand_outs(folder, {handed.name: handed.design for handed in result.files})
    if asked.json:
        put(to_json(hand_out_document(result, written.files, written.changed, written.kept)))
    else:
        put(hand_out_text(result, folder, written.changed, written.kept))
    return 0
