"""`sheetsync addin`: the ribbon tab for Excel, and the script for Google Sheets."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sheetsync.command_line.options import Asked, PathType, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.console.streams import put
from sheetsync.errors import UsageError


@click.command(
    "addin",
    cls=VietnameseCommand,
    short_help="Lập thẻ «Sổ kế hoạch» cho Excel (tệp sheetsync.xlam).",
    help="Lập tệp sheetsync.xlam: thẻ «Sổ kế hoạch» trên ribbon của Excel, có nút «Kiểm tra», «In tab này» và các nút của "
    "văn phòng. Cán bộ không cần cài gì khác. --connect: cho nút trong Excel trên máy này (Windows) chạy cả sheetsync. "
    "--google: ghi mã của menu «Kế hoạch» cho Google Trang tính.",
    example="sheetsync addin\nsheetsync addin --output D:\\ke-hoach\nsheetsync addin --connect\nsheetsync addin --google",
)
@click.option(
    "--output", "folder", type=PathType(), metavar="THƯ-MỤC", help="Nơi ghi sheetsync.xlam. Mặc định: thư mục đang đứng."
)
@click.option("--connect", is_flag=True, help="Để nút trong Excel trên máy này chạy được sheetsync (chỉ Windows).")
@click.option("--google", is_flag=True, help="Ghi mã cho Google Trang tính vào thư mục sheetsync-google, thay cho thẻ của Excel.")
@takes("json")
def addin(asked: Asked, folder: Path | None, connect: bool, google: bool) -> int:
    from sheetsync.wiring import connect_excel, write_addin

    if google:
        return _google_script(asked, folder or Path("sheetsync-google"), connect=connect)
    if connect:
        connect_excel()
    outcome = write_addin(folder or Path())
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json({"addin": outcome.saved_to, "changed": outcome.changed, "connected": connect}))
    else:
        from sheetsync.console.addin_text import addin_text

        put(addin_text(outcome, connected=connect, python=sys.executable))
    return 0


def _google_script(asked: Asked, folder: Path, *, connect: bool) -> int:
    from sheetsync.wiring import write_apps_script

    if connect:
        raise UsageError("--connect là cho Excel, --google là cho Google Trang tính.", "Vui lòng chọn một trong hai.")
    outcome = write_apps_script(folder)
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json({"script": outcome.saved_to, "changed": outcome.changed}))
    else:
        from sheetsync.console.apps_script_text import apps_script_text

        put(apps_script_text(outcome))
    return 0
