"""Why a file cannot be read, in the words a person sees: one catalogue for the guard and the readers."""

from __future__ import annotations

from sheetsync.errors import BookUnreadable

SAVE_AS_XLSX = "Mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu «Excel Workbook (.xlsx)», rồi dùng tệp mới."
REPAIR = (
    "Mở tệp bằng Excel, chọn Mở và Sửa chữa (Open and Repair), lưu lại rồi thử lại; nếu không được, dùng bản sao trong thư mục "
    ".sheetsync/backups hoặc xin lại tệp gốc."
)
UNTRUSTED = "Không dùng tệp này; hãy xin lại tệp gốc từ người gửi, hoặc mở bằng Excel rồi lưu thành tệp .xlsx mới."


def empty_file(name: str) -> BookUnreadable:
    return BookUnreadable(f"Tệp «{name}» trống (0 byte).", "Có thể tệp chưa tải hoặc chép xong: chép lại tệp rồi thử lại.")


def owner_file(name: str) -> BookUnreadable:
    return BookUnreadable(
        f"«{name}» là tệp tạm do Excel hoặc LibreOffice tạo khi có người đang mở sổ, không phải sổ.",
        "Chọn tệp cùng tên không có «~$» hoặc «.~lock.» ở đầu.",
    )


def other_format(name: str, what: str, next_step: str = SAVE_AS_XLSX) -> BookUnreadable:
    return BookUnreadable(f"Tệp «{name}» là {what}, không phải sổ Excel .xlsx hoặc .xlsm.", next_step)


def encrypted(name: str) -> BookUnreadable:
    return BookUnreadable(
        f"Tệp «{name}» được đặt mật khẩu nên không đọc được.",
        "Mở tệp bằng Excel, vào Tệp › Thông tin › Bảo vệ sổ làm việc › Mã hóa bằng mật khẩu, xóa mật khẩu rồi lưu lại.",
    )


def damaged(name: str, detail: str) -> BookUnreadable:
    return BookUnreadable(f"Tệp «{name}» bị hỏng: {detail}.", REPAIR)


def too_big(name: str, detail: str) -> BookUnreadable:
    return BookUnreadable(
        f"Tệp «{name}» lớn quá mức một sổ kế hoạch cần: {detail}.",
        "Xóa các trang, dòng, cột, ô gộp, định dạng có điều kiện và hình ảnh thừa, lưu lại rồi thử lại; không dùng tệp không rõ "
        "nguồn gốc.",
    )


def untrusted(name: str, detail: str) -> BookUnreadable:
    return BookUnreadable(f"Tệp «{name}» có cấu trúc không an toàn: {detail}.", UNTRUSTED)
