"""`sheetsync plan …`: keep the configuration and the sheets `Kế hoạch` and `Cán bộ` of a plan workbook one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sheetsync.command_line.options import Asked, PathType, takes
from sheetsync.command_line.vietnamese import VietnameseGroup
from sheetsync.command_line.working import working
from sheetsync.console.streams import put
from sheetsync.errors import UsageError
from sheetsync.records import replace

if TYPE_CHECKING:
    from pathlib import Path

    from sheetsync.usecases.plan_exchange import PlanExchange

_FINE, _FINDINGS = 0, 1

_book = click.argument("book", metavar="[SỔ]", required=False)


@click.group(
    "plan",
    cls=VietnameseGroup,
    short_help="So kế hoạch và cán bộ của sổ với cấu hình, lấy từ sổ vào cấu hình hoặc ngược lại.",
    help="Giữ cho cấu hình (tệp kế hoạch, officials.toml) và hai sheet «Kế hoạch», «Cán bộ» của sổ luôn là một.",
    example='sheetsync plan check "Kế hoạch 2023.xlsx" --config cau-hinh\n'
    "sheetsync plan import so.xlsx --config cau-hinh --dry-run",
)
def plan() -> None:
    """What each command does is in its own function."""


@plan.command(
    "check",
    short_help="Cho biết sheet «Kế hoạch», «Cán bộ» của sổ khác cấu hình ở ô nào; không ghi gì.",
    help="So sheet «Kế hoạch» và «Cán bộ» của sổ với cấu hình: ô nào khác, cấu hình ghi gì, sổ ghi gì, ô nào ghi sai. "
    "Không ghi gì.",
    example='sheetsync plan check "Kế hoạch 2023.xlsx" --config cau-hinh',
)
@_book
@takes("plan", "config", "json")
def check(asked: Asked, book: str | None) -> int:
    from sheetsync.book_places import book_place
    from sheetsync.usecases.plan_exchange import check_plan
    from sheetsync.wiring import load_settings

    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    with working(f"Đang so {place.name} với cấu hình", place, asked) as opened:
        result = check_plan(opened, settings)
    _show(result, asked, importing=False)
    return _FINDINGS if result.reading.findings or result.reading.differences else _FINE


@plan.command(
    "import",
    short_help="Lấy những gì văn phòng sửa ở sheet «Kế hoạch», «Cán bộ» vào thư mục cấu hình.",
    help="Lấy những gì văn phòng đã sửa ở sheet «Kế hoạch» và «Cán bộ» (hạn đã xác nhận, người phụ trách, nhiệm vụ thêm, bỏ …) "
    "vào tệp kế hoạch và officials.toml của thư mục cấu hình. Chú thích và các mục không đổi giữ nguyên; bản trước khi ghi được "
    "giữ cạnh tệp. Có ô ghi sai thì không ghi gì.",
    example="sheetsync plan import so.xlsx --config cau-hinh --dry-run\n"
    'sheetsync plan import "Kế hoạch 2023.xlsx" --config cau-hinh',
)
@_book
@click.option("--dry-run", "dry_run", is_flag=True, help="Chỉ cho xem sẽ đổi gì, không ghi.")
@click.option("--create", is_flag=True, help="Lập thư mục cấu hình mới (chép từ cấu hình mặc định) rồi ghi vào đó.")
@takes("plan", "config", "json")
def import_(asked: Asked, book: str | None, dry_run: bool, create: bool) -> int:
    from sheetsync.book_places import book_place
    from sheetsync.clock import now
    from sheetsync.usecases.plan_exchange import import_plan
    from sheetsync.wiring import create_config, load_settings, plan_config

    folder = asked.config
    if folder is None:
        raise UsageError(
            "Chưa cho biết thư mục cấu hình của đơn vị; cấu hình mặc định đi kèm phần mềm không bao giờ bị ghi vào.",
            "Vui lòng thêm --config THƯ-MỤC; chưa có thì thêm cả --create để lập mới.",
        )
    if not create and not folder.exists():
        raise UsageError(
            f"Không có thư mục cấu hình «{folder}».", "Vui lòng xem lại đường dẫn, hoặc thêm --create để lập thư mục mới."
        )
    if create and folder.exists():
        raise UsageError(f"Đã có «{folder}».", "Vui lòng bỏ --create để dùng thư mục này, hoặc chọn tên khác.")
    settings = load_settings(None if create else folder, asked.plan)
    place = book_place(book, settings)
    with working(f"Đang lấy kế hoạch từ {place.name}", place, asked) as opened:
        config = plan_config(folder, asked.plan, now)
        if create and not dry_run:
            first = import_plan(opened, settings, config, dry_run=True)
            if not first.reading.findings:
                create_config(folder)
        result = import_plan(opened, settings, config, dry_run=dry_run)
    _show(result, asked, importing=True)
    return _FINDINGS if result.reading.findings else _FINE


@plan.command(
    "export",
    short_help="Lập sổ mới theo cấu hình và mẫu hiện nay, chuyển sang mọi nội dung cán bộ đã ghi.",
    help="Lập một sổ mới theo cấu hình và mẫu hiện nay, rồi chuyển sang đó mọi nội dung cán bộ đã ghi trong sổ: dùng khi cấu "
    "hình đã đổi hoặc sổ theo mẫu cũ. Sổ đang dùng giữ nguyên; những gì không chuyển được thì nói rõ.",
    example="sheetsync plan export so-cu.xlsx --output so-moi.xlsx --config cau-hinh",
)
@_book
@click.option("--output", "target", type=PathType(), metavar="TỆP", help="Sổ mới cần lập (.xlsx hoặc .xlsm).")
@takes("period", "plan", "config", "json")
def export(asked: Asked, book: str | None, target: Path | None) -> int:
    from sheetsync.book_places import book_place, new_place
    from sheetsync.clock import today
    from sheetsync.console.new_plan_text import new_plan_document, new_plan_text
    from sheetsync.usecases.new_plan import new_plan
    from sheetsync.wiring import load_settings, new_book

    target = target or asked.output
    if target is None:
        raise UsageError("Chưa cho biết ghi sổ mới ở đâu.", "Vui lòng thêm --output và tên tệp mới; sổ đang dùng giữ nguyên.")
    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    new = new_book(new_place(None, target))
    with working(f"Đang lập {target.name}", place, replace(asked, output=None)) as old:
        result = new_plan(new, settings, as_of=today(), period_key=asked.period, old=old, same_year=True)
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(new_plan_document(result)))
    else:
        put(new_plan_text(result))
    return _FINE


def _show(result: PlanExchange, asked: Asked, *, importing: bool) -> None:
    from sheetsync.console.plan_exchange_text import check_text, exchange_document, import_text

    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(exchange_document(result)))
    else:
        put(import_text(result) if importing else check_text(result))
