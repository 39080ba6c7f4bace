"""`sheetsync remind`: messages for officials who still have to report, to copy into Zalo; never writes into the book."""

from __future__ import annotations

from pathlib import Path

import click

from sheetsync.command_line.options import Asked, PathType, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.command_line.working import working
from sheetsync.console.streams import put
from sheetsync.errors import UsageError


@click.command(
    "remind",
    cls=VietnameseCommand,
    short_help="Soạn tin nhắc từng cán bộ nộp báo cáo, để chép vào Zalo.",
    help="Soạn cho từng cán bộ một tin ngắn để chép vào Zalo: việc chưa báo cáo, việc quá hạn, ô cần sửa, hạn nộp; càng gần hạn "
    "càng gấp. Tin của ai chỉ có việc của người đó. Kèm bản tóm tắt gửi chủ tịch. Không ghi gì vào sổ.",
    example='sheetsync remind "Kế hoạch 2023.xlsx"\nsheetsync remind "Kế hoạch 2023.xlsx" --tab "VP UBND"\n'
    'sheetsync remind "Kế hoạch 2023.xlsx" --to nhac-quy-1',
)
@click.argument("book", metavar="[SỔ]", required=False)
@click.option(
    "--to",
    "folder",
    type=PathType(),
    metavar="THƯ-MỤC",
    help="Ghi mỗi tin ra một tệp trong thư mục này, kèm tóm tắt và lịch của kỳ (.ics).",
)
@click.option("--chair", is_flag=True, help="Chỉ lấy bản tóm tắt gửi chủ tịch.")
@takes("as_of", "period", "tab", "plan", "config", "json", "verbose")
def remind(asked: Asked, book: str | None, folder: Path | None, chair: bool) -> int:
    from sheetsync.book_places import book_place
    from sheetsync.clock import today
    from sheetsync.console.reminder_text import files_text, reminders_document, reminders_text
    from sheetsync.usecases.remind import remind as remind_officials
    from sheetsync.usecases.remind import reminder_files
    from sheetsync.wiring import load_settings, write_own_files

    if chair and asked.tab:
        raise UsageError("--chair là tóm tắt của mọi cán bộ, --tab là tin của một người.", "Vui lòng chọn một trong hai.")
    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    with working(f"Đang đọc {place.name}", place, asked) as opened:
        result = remind_officials(opened, settings, as_of=asked.as_of or today(), period_key=asked.period, tab=asked.tab)
    everyone, summary = not chair, not asked.tab
    files = reminder_files(result, officials=everyone, chair=summary) if folder is not None else {}
    written = write_own_files(folder, files) if folder is not None else None
    if asked.json:
        from sheetsync.console.json_text import to_json

        paths, kept = (written.files, written.kept) if written is not None else ((), ())
        put(to_json(reminders_document(result, officials=everyone, chair=summary, files=paths, kept=kept)))
    elif written is not None and folder is not None:
        put(files_text(folder, written.files, written.changed, written.kept))
    else:
        put(reminders_text(result, officials=everyone, chair=summary))
    return 0
