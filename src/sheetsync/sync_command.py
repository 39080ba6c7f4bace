"""`sheetsync sync` and `sheetsync resolve`: two books kept one, and what both sides changed settled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from sheetsync.command_line.options import Asked, several_tabs, tabs_of, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.command_line.working import memory_of, service_news
from sheetsync.console.progress import progress
from sheetsync.console.streams import put
from sheetsync.errors import UsageError

if TYPE_CHECKING:
    from sheetsync.core.merge import Choice

FINE, CONFLICTS = 0, 3

_BOOKS = (
    ("SỔ-VĂN-PHÒNG", "Sổ chung của văn phòng: tệp (.xlsx, .xlsm), google:ĐỊA-CHỈ, hoặc excel:TÊN của sổ đang mở."),
    ("SỔ-KIA", "Sổ cần đồng bộ với sổ văn phòng, cũng ghi như vậy."),
)
_master = click.argument("master", metavar="SỔ-VĂN-PHÒNG")
_other = click.argument("other", metavar="SỔ-KIA")


@click.command(
    cls=VietnameseCommand,
    short_help="Đồng bộ hai sổ: ô nào chỉ một bên sửa thì chép sang bên kia.",
    help="Đồng bộ hai sổ (tệp, Google Sheet hoặc sổ đang mở trong Excel) theo mã nhiệm vụ: ô chỉ một bên sửa từ lần trước thì "
    "chép sang bên kia; ô hai bên sửa khác nhau thì giữ nguyên cả hai và liệt kê để chọn. Cột của kế hoạch chỉ đi từ sổ văn "
    "phòng. Không thêm, không xóa dòng nào. Có --tab thì các tab khác giữ nguyên, lần sau mới đồng bộ.",
    arguments=_BOOKS,
    example='sheetsync sync "Kế hoạch 2023.xlsx" google:MÃ-SHEET\n'
    'sheetsync sync "Kế hoạch 2023.xlsx" "Kế hoạch 2023 - VP UBND.xlsx" --dry-run\n'
    'sheetsync sync "Kế hoạch 2023.xlsx" google:MÃ-SHEET --tab "VP UBND"',
)
@_master
@_other
@click.option("--dry-run", "dry_run", is_flag=True, help="Chỉ xem sẽ đổi những ô nào, không ghi gì.")
@several_tabs
@takes("as_of", "period", "plan", "config", "json", "verbose")
def sync(asked: Asked, *, master: str, other: str, dry_run: bool, tab: tuple[str, ...]) -> int:
    return _sync(asked, master, other, {}, tabs_of(asked, tab), dry_run=dry_run)


@click.command(
    cls=VietnameseCommand,
    short_help="Giải quyết xung đột của lần đồng bộ: lấy theo sổ nào, hoặc ghi giá trị khác.",
    help="Giải quyết các ô mà hai sổ sửa khác nhau. DẤU là mười chữ đứng trước mỗi xung đột (cũng ở cột «Dấu» của sheet "
    "«Xung đột»); ghi «*» cho mọi ô còn lại.",
    arguments=_BOOKS,
    example='sheetsync resolve A.xlsx google:MÃ-SHEET --left 1a2b3c4d5e --right "*"\n'
    'sheetsync resolve A.xlsx B.xlsx --value 1a2b3c4d5e "Đang thực hiện"',
)
@_master
@_other
@click.option("--left", multiple=True, metavar="DẤU", help="Lấy theo sổ văn phòng.")
@click.option("--right", multiple=True, metavar="DẤU", help="Lấy theo sổ kia.")
@click.option("--value", "values", multiple=True, nargs=2, metavar="DẤU GIÁ-TRỊ", help="Ghi giá trị này vào cả hai sổ.")
@several_tabs
@takes("as_of", "period", "plan", "config", "json", "verbose")
def resolve(
    asked: Asked,
    *,
    master: str,
    other: str,
    left: tuple[str, ...],
    right: tuple[str, ...],
    values: tuple[tuple[str, str], ...],
    tab: tuple[str, ...],
) -> int:
    from sheetsync.core.merge import Side, Typed

    given: list[tuple[str, Choice]] = [(mark, Side.LEFT) for mark in left]
    given += [(mark, Side.RIGHT) for mark in right]
    given += [(mark, Typed(value)) for mark, value in values]
    choices: dict[str, Choice] = {}
    for mark, choice in given:
        if choices.setdefault(mark.strip().lower(), choice) != choice:
            raise UsageError(f"Dấu «{mark}» được chọn hai lần khác nhau.", "Vui lòng chỉ chọn một cách cho mỗi dấu.")
    if not choices:
        raise UsageError(
            "Chưa cho biết chọn theo sổ nào.",
            "Vui lòng ghi --left DẤU, --right DẤU hoặc --value DẤU GIÁ-TRỊ; xem các dấu: sheetsync sync … --dry-run",
        )
    return _sync(asked, master, other, choices, tabs_of(asked, tab), dry_run=False)


def _sync(asked: Asked, master: str, other: str, choices: Mapping[str, Choice], tabs: tuple[str, ...], *, dry_run: bool) -> int:
    from sheetsync.book_places import book_place, refuse_same_place
    from sheetsync.clock import today
    from sheetsync.console.json_text import to_json
    from sheetsync.console.sync_text import sync_document, sync_text
    from sheetsync.usecases.sync import sync as sync_books
    from sheetsync.wiring import common_state, load_settings, open_book

    settings = load_settings(asked.config, asked.plan)
    left, right = book_place(master, None), book_place(other, None)
    refuse_same_place(left, right)
    with progress(f"Đang đồng bộ {left.name} và {right.name}", wanted=not asked.json) as line:
        books = [open_book(place, news=service_news(line, asked), in_place=True) for place in (left, right)]
        result = sync_books(
            books[0],
            books[1],
            common_state(left, right),
            settings,
            as_of=asked.as_of or today(),
            period_key=asked.period,
            choices=choices,
            tabs=tabs,
            dry_run=dry_run,
            memory=None if dry_run else memory_of(left, settings),
        )
    put(to_json(sync_document(result)) if asked.json else sync_text(result, verbose=asked.verbose))
    return CONFLICTS if result.open else FINE
