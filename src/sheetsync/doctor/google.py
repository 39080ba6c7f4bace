"""What a Google Sheet needs before the main job can work on it, one step after the other."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheetsync.book_places import GoogleSheet
from sheetsync.clock import ZONE_NAME, now
from sheetsync.doctor.check import Check, failed
from sheetsync.errors import SheetsyncError
from sheetsync.ports import PlanBook
from sheetsync.wiring import ServiceNews, inspect_google

if TYPE_CHECKING:
    from sheetsync.adapters.google.inspection import SheetFacts
    from sheetsync.adapters.google.sign_in import SignIn

_FILE, _ACCEPTED, _SCOPES, _SERVICE = "Tệp đăng nhập Google", "Google nhận đăng nhập", "Quyền được xin", "Google Sheets API"
_SHARED, _WRITABLE, _QUOTA = "Chia sẻ", "Quyền ghi", "Hạn mức của Google"
_LANGUAGE, _ZONE = "Ngôn ngữ của sheet", "Múi giờ của sheet"
_MONTH_FIRST = ("en_US", "en_PH", "fil_PH")
_SETTINGS = "mở sheet, chọn Tệp > Cài đặt (File > Settings)"


def google_checks(place: GoogleSheet, news: ServiceNews) -> Generator[Check, None, PlanBook | None]:
    """Each step in turn, up to the first that fails: what comes after it would only fail for the same reason. Gives the book when
    it can be read."""
    inspection = inspect_google(place, news)
    try:
        sign_in = inspection.find_sign_in()
    except SheetsyncError as error:
        yield failed(_FILE, error)
        return None
    yield _file_check(sign_in)
    try:
        needless = inspection.fetch_token(sign_in)
    except SheetsyncError as error:
        yield failed(_ACCEPTED, error)
        return None
    yield Check(_ACCEPTED, f"được, là {sign_in.account}")
    yield _scopes_check(needless)
    try:
        facts = inspection.look(sign_in)
    except SheetsyncError as error:
        if inspection.about_the_sheet(error):
            yield Check(_SERVICE, "gọi được, đã bật cho dự án của đăng nhập này")
            yield failed(_SHARED, error)
        else:
            yield failed(_SERVICE, error)
        return None
    yield Check(_SERVICE, "gọi được, đã bật cho dự án của đăng nhập này")
    yield Check(_SHARED, f"«{facts.title}» đã chia sẻ với {sign_in.account}")
    yield _writable_check(facts, sign_in)
    yield Check(_QUOTA, "60 lần đọc và 60 lần ghi mỗi phút cho mỗi tài khoản; một lần run cần nhiều nhất 2 lần đọc và 2 lần ghi")
    yield _language_check(facts.locale)
    yield _zone_check(facts.time_zone)
    return inspection.book()


def _file_check(sign_in: SignIn) -> Check:
    kind = "đăng nhập của một người" if sign_in.person else "khóa của tài khoản dịch vụ"
    return Check(_FILE, f"{kind}, «{sign_in.path}» ({sign_in.found_by}); chỉ mình đọc được, không nằm trong thư mục git")


def _scopes_check(needless: tuple[str, ...]) -> Check:
    if not needless:
        return Check(_SCOPES, "ít nhất có thể: chỉ xem và sửa bảng tính được chia sẻ, không thấy tệp nào khác trên Drive")
    names = ", ".join(scope.rpartition("/")[2] for scope in needless)
    return Check(_SCOPES, f"đủ, nhưng thừa: {names}", next_step="Muốn bớt quyền thừa, vui lòng gõ: sheetsync sign-in --again")


def _writable_check(facts: SheetFacts, sign_in: SignIn) -> Check:
    """Whether somebody is an editor is told by no answer of the Sheets API except that of a write."""
    if facts.locked_tabs:
        tabs = ", ".join(f"«{title}»" for title in facts.locked_tabs)
        return Check(
            _WRITABLE,
            f"có vùng được bảo vệ mà {sign_in.account} không được sửa, ở: {tabs}; run có thể bị từ chối",
            next_step=f"Người sở hữu mở Dữ liệu > Bảo vệ trang tính và dải ô, thêm {sign_in.account} vào người được sửa; và bấm "
            "Chia sẻ, xem tài khoản này có là Người chỉnh sửa (Editor) không.",
        )
    if facts.open_ranges:
        return Check(_WRITABLE, f"được, kể cả {facts.open_ranges} vùng được bảo vệ")
    return Check(
        _WRITABLE,
        "chỉ biết chắc khi ghi lần đầu (doctor không ghi gì)",
        next_step=f"Nếu run báo chỉ được xem: người sở hữu bấm Chia sẻ, đổi {sign_in.account} thành Người chỉnh sửa (Editor).",
    )


def _language_check(locale: str) -> Check:
    if locale in _MONTH_FIRST:
        return Check(
            _LANGUAGE,
            f"{locale}: ngày gõ tay bị hiểu theo kiểu Mỹ (3/4/2023 thành ngày 4 tháng 3)",
            next_step=f"Vui lòng {_SETTINGS}, ở Ngôn ngữ (Locale) chọn Việt Nam, bấm Lưu, rồi xem lại các ngày đã gõ.",
        )
    return Check(_LANGUAGE, "Việt Nam (vi_VN)" if locale == "vi_VN" else f"{locale or 'không rõ'}, dùng được")


def _zone_check(zone: str) -> Check:
    if _same_time_as_here(zone):
        return Check(_ZONE, f"{zone}, giờ Việt Nam")
    return Check(
        _ZONE,
        f"{zone or 'không rõ'}, khác giờ Việt Nam: TODAY() trong sheet theo múi giờ này, nên màu trễ hạn đổi sớm hoặc muộn",
        next_step=f"Vui lòng {_SETTINGS}, ở Múi giờ (Time zone) chọn (GMT+07:00) Hồ Chí Minh, bấm Lưu.",
    )


def _same_time_as_here(zone: str) -> bool:
    if zone == ZONE_NAME:
        return True
    try:
        return now().astimezone(ZoneInfo(zone)).utcoffset() == timedelta(hours=7)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
