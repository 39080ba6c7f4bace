"""Put the rights of a shared plan workbook on again, as the configuration has the officials now."""

from __future__ import annotations

from sheetsync.core.access import AccessChange, access_of_book
from sheetsync.core.plan_exchange.edition import read_edition
from sheetsync.core.settings import Settings
from sheetsync.core.tabs import read_tabs
from sheetsync.errors import StillBeingEdited, UsageError
from sheetsync.ports import BookRights
from sheetsync.records import dataclass

_TRIES = 3
"""Rows may move while rights are put on; then they are put on again where the rows are now."""


@dataclass(frozen=True, slots=True)
class Protected:
    """What changed, or would (dry). open_to_all: tabs that everybody fills in who may edit the book, because no address is known
    for their official; missing: officials without a tab in the book; left: sheets whose rights stay as they are."""

    book: str
    changes: tuple[AccessChange, ...]
    open_to_all: tuple[str, ...]
    missing: tuple[str, ...]
    left: tuple[str, ...]
    dry: bool


def protect(book: BookRights, settings: Settings, *, dry_run: bool = False) -> Protected:
    """Raises UsageError for a book that `new` did not make, StillBeingEdited, BookUnreadable, BookUnwritable."""
    content = book.read()
    edition = read_edition(content)
    if edition is None or not edition.template:
        raise UsageError(
            f"«{content.name}» không phải sổ do «sheetsync new» lập, nên sheetsync không đặt quyền trong đó.",
            "Vui lòng tự đặt ở Dữ liệu > Bảo vệ trang tính và dải ô. Muốn có sổ mới: tạo một Google Sheet trống, chia sẻ, rồi "
            'gõ: sheetsync new "google:ĐỊA-CHỈ".',
        )
    for _ in range(_TRIES):
        tabs, plan = read_tabs(content, settings)
        wanted = access_of_book(content, tabs, settings)
        outcome = book.put(wanted, settings.office_addresses, dry_run=dry_run)
        content = outcome.content
        if access_of_book(content, read_tabs(content, settings)[0], settings) == wanted:
            break
    else:
        raise StillBeingEdited(
            f"Sổ «{content.name}» đang có người thêm, bớt dòng hoặc cột; quyền có thể chưa khớp với các dòng.",
            "Vui lòng đợi một lát rồi chạy lại lệnh này.",
        )
    officials = (plan.official(code) for code in tabs.missing)
    return Protected(
        content.name,
        outcome.changes,
        open_to_all=tuple(access.sheet for access in wanted if access.open and not access.people),
        missing=tuple(official.tab for official in officials if official is not None and official.tab),
        left=outcome.left,
        dry=dry_run,
    )
