"""`sheetsync sign-in`: a person's own sign-in at Google."""

from __future__ import annotations

import click

from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.console.layout import paragraph, path_line
from sheetsync.console.streams import put


@click.command(
    "sign-in",
    cls=VietnameseCommand,
    short_help="Đăng nhập Google bằng tài khoản của mình (không cần khi đã có khóa).",
    help="Đăng nhập Google một lần trong trình duyệt, để làm việc với Google Sheet (google:ĐỊA-CHỈ) bằng tài khoản của mình. "
    "Không cần khi đã có khóa (google-key.json). Chỉ xin quyền xem và sửa bảng tính. Cần tệp google-client.json: xem "
    "docs/huong-dan-google.md.",
    example="sheetsync sign-in\nsheetsync sign-in --again",
)
@click.option("--again", is_flag=True, help="Đăng nhập lại: đổi tài khoản, hoặc khi đăng nhập cũ hết hạn.")
def sign_in(again: bool) -> int:
    from sheetsync.wiring import sign_in_at_google

    done = sign_in_at_google(again=again)
    put("Đã đăng nhập; được giữ ở:" if done.fresh else "Đã có đăng nhập từ trước, ở:")
    put(path_line(done.path))
    if not done.fresh:
        put(paragraph("Muốn đổi tài khoản hoặc đăng nhập lại: sheetsync sign-in --again", first="→ "))
    if done.instead is not None:
        put(paragraph(done.instead_note, first="! "))
    put(paragraph('Xem đã dùng được với sheet chưa: sheetsync doctor "google:ĐỊA-CHỈ"', first="→ "))
    return 0
