"""`sheetsync restore`: a tab's entries brought back to a moment, as a new edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sheetsync.command_line.options import Asked, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.command_line.working import remembered, service_news
from sheetsync.console.progress import progress
from sheetsync.console.streams import put
from sheetsync.errors import UsageError

if TYPE_CHECKING:
    from sheetsync.core.restoring.moments import AskedMoment

FINE = 0


class MomentType(click.ParamType["AskedMoment"]):
    """A moment in Vietnam, as `history` shows it."""

    name = "LÚC"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> AskedMoment:
        from sheetsync.clock import vietnam
        from sheetsync.core.restoring.moments import read_moment

        moment = read_moment(str(value), vietnam())
        if moment is None:
            self.fail(
                f"«{value}» không phải là thời điểm. Vui lòng ghi như 14/03/2023 (đến hết ngày), 14/03/2023 16:30 "
                "hoặc 2023-03-14.",
                param,
                ctx,
            )
        return moment


@click.command(
    cls=VietnameseCommand,
    short_help="Khôi phục các ô cán bộ đã ghi như ở một thời điểm.",
    help="Ghi lại các ô do cán bộ điền của một sheet như lịch sử giữ ở thời điểm ấy, thành một lần sửa mới. Các ô đang có được "
    "lưu vào lịch sử trước nên lấy lại được. Không thêm, không xóa dòng nào; cột của kế hoạch giữ nguyên; dòng chưa có lúc ấy "
    "giữ nguyên. Chỉ khôi phục được về sau lần mở kỳ (open) gần nhất.",
    example='sheetsync restore ke-hoach.xlsx --tab "VP UBND" --at 14/03/2023 --dry-run\n'
    'sheetsync restore ke-hoach.xlsx --tab "VP UBND" --at "14/03/2023 16:30"\n'
    "sheetsync restore ke-hoach.xlsx --tab VPUB --at 14/03/2023 --task II.1.01",
)
@click.argument("book", metavar="[SỔ]", required=False)
@click.option(
    "--at",
    "at",
    type=MomentType(),
    metavar="LÚC",
    help="Thời điểm, như history cho xem: 14/03/2023 16:30; chỉ ghi ngày thì là đến hết ngày ấy.",
)
@click.option("--task", "tasks", multiple=True, metavar="MÃ-NV", help="Chỉ nhiệm vụ này; ghi được nhiều lần.")
@click.option("--dry-run", "dry_run", is_flag=True, help="Chỉ xem sẽ đổi những ô nào, không ghi gì.")
@takes("tab", "period", "plan", "config", "json", "verbose")
def restore(asked: Asked, *, book: str | None, at: AskedMoment | None, tasks: tuple[str, ...], dry_run: bool) -> int:
    from sheetsync.clock import today
    from sheetsync.console.json_text import to_json
    from sheetsync.console.restore_text import restore_document, restore_text
    from sheetsync.usecases.restore import restore as restore_entries
    from sheetsync.wiring import open_book

    if at is None or not asked.tab:
        raise UsageError(
            "Chưa cho biết khôi phục sheet nào, về lúc nào.",
            'Vui lòng ghi, ví dụ: --tab "VP UBND" --at "14/03/2023 16:30"; các lúc đã ghi nhận: sheetsync history SỔ',
        )
    place, settings, memory = remembered(asked, book)
    with progress(f"Đang khôi phục: {place.name}", wanted=not asked.json) as line:
        result = restore_entries(
            open_book(place, news=service_news(line, asked), in_place=True),
            settings,
            memory,
            tab=asked.tab,
            at=at,
            tasks=tasks,
            as_of=today(),
            period_key=asked.period,
            dry_run=dry_run,
        )
    put(to_json(restore_document(result)) if asked.json else restore_text(result, verbose=asked.verbose))
    return FINE
