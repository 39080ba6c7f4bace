"""`sheetsync history`, `close`, `reopen`, `diff`: what was entered when, and the periods that are closed."""

from __future__ import annotations

from datetime import date

import click

from sheetsync.command_line.options import Asked, DayType, PeriodType, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.command_line.working import remembered
from sheetsync.console.streams import put
from sheetsync.errors import UsageError

FINE, IN_THE_WAY = 0, 1


@click.command(
    cls=VietnameseCommand,
    short_help="Xem lại lịch sử: ô nào đã đổi, khi nào, từ gì thành gì.",
    help="Cho biết từng ô của một nhiệm vụ (ghi mã sau tên sổ), hoặc các ô đổi gần đây: lệnh nào thấy thay đổi, lúc nào, giá "
    "trị trước và sau. Chỉ thấy những gì các lệnh run, consolidate, highlight, validate --mark, sync đã đọc. Không đọc sổ.",
    example='sheetsync history "Kế hoạch 2023.xlsx"\nsheetsync history "Kế hoạch 2023.xlsx" II.1.01\n'
    'sheetsync history "Kế hoạch 2023.xlsx" --tab "VP UBND" --since 2023-03-01',
)
@click.argument("book", metavar="[SỔ]", required=False)
@click.argument("task", metavar="[MÃ-NV]", required=False)
@click.option("--since", "since", type=DayType(), metavar="NGÀY", help="Chỉ các thay đổi thấy từ ngày này.")
@takes("tab", "config", "json", "verbose")
def history(asked: Asked, book: str | None, task: str | None, since: date | None) -> int:
    from sheetsync.console.history_text import history_document, history_text
    from sheetsync.usecases.history import history as past_changes

    place, settings, memory = remembered(asked, book)
    result = past_changes(
        memory.history,
        settings,
        task=task or "",
        tab=asked.tab or "",
        since=since,
        everything=asked.verbose or asked.json,
    )
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(history_document(result, place.name)))
    else:
        put(history_text(result, place.name))
    return FINE


@click.command(
    cls=VietnameseCommand,
    short_help="Chốt một kỳ: giữ nguyên số liệu và từng dòng của báo cáo đã gửi.",
    help="Chốt kỳ: ghi hai sheet báo cáo vào sổ và giữ lại toàn bộ số liệu, có dấu nhận biết. Từ đó tổng hợp lại kỳ này vẫn ra "
    "đúng báo cáo ấy; ai sửa sau khi chốt thì thành điều chỉnh của kỳ sau. Còn lỗi thì không chốt, trừ khi có --reason.",
    example='sheetsync close "Kế hoạch 2023.xlsx" 2023-Q1\nsheetsync close "Kế hoạch 2023.xlsx" 2023-Q1 --reason "Đã báo cáo"',
)
@click.argument("words", metavar="[SỔ] KỲ", nargs=-1)
@click.option("--reason", default="", metavar="LÝ-DO", help="Vì sao chốt khi còn lỗi, hoặc khi kỳ chưa hết.")
@takes("as_of", "plan", "config", "json")
def close(asked: Asked, words: tuple[str, ...], reason: str) -> int:
    from sheetsync.clock import today
    from sheetsync.command_line.working import working
    from sheetsync.console.closing_text import close_document, close_text
    from sheetsync.usecases.close_period import close as close_period

    book, (period,) = _book_and_periods(words, 1)
    place, settings, memory = remembered(asked, book)
    with working(f"Đang chốt kỳ: {place.name}", place, asked) as opened:
        result = close_period(
            opened,
            settings,
            memory,
            as_of=asked.as_of or today(),
            as_of_given=asked.as_of is not None,
            period_key=period,
            reason=reason.strip(),
        )
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(close_document(result)))
    else:
        put(close_text(result))
    return FINE if result.closing is not None else IN_THE_WAY


@click.command(
    cls=VietnameseCommand,
    short_help="Mở lại một kỳ đã chốt; lý do được ghi lại.",
    help="Mở lại kỳ đã chốt để sửa rồi chốt lần nữa. Lần chốt trước và lý do mở lại vẫn nằm trong lịch sử.",
    example='sheetsync reopen "Kế hoạch 2023.xlsx" 2023-Q1 --reason "Huyện yêu cầu"',
)
@click.argument("words", metavar="[SỔ] KỲ", nargs=-1)
@click.option("--reason", default="", metavar="LÝ-DO", help="Vì sao mở lại; phải ghi.")
@takes("config", "json")
def reopen(asked: Asked, words: tuple[str, ...], reason: str) -> int:
    from sheetsync.console.closing_text import reopened_document, reopened_text
    from sheetsync.usecases.close_period import reopen as reopen_period

    book, (period,) = _book_and_periods(words, 1)
    place, _, memory = remembered(asked, book)
    closing = reopen_period(memory, period_key=period, reason=reason)
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(reopened_document(place.name, closing, reason.strip())))
    else:
        put(reopened_text(closing, reason.strip()))
    return FINE


def _book_and_periods(words: tuple[str, ...], count: int) -> tuple[str | None, tuple[str, ...]]:
    """The periods come last; the book may be left out."""
    periods = words[-count:]
    if not count <= len(words) <= count + 1:
        wanted = "một kỳ" if count == 1 else "hai kỳ"
        raise UsageError(
            f"Lệnh này cần tên sổ và {wanted}.",
            f'Vui lòng ghi, ví dụ: "Kế hoạch 2023.xlsx" {" ".join(("2023-Q1", "2023-Q2")[:count])}',
        )
    kind, context = PeriodType(), click.get_current_context()
    return (words[0] if len(words) > count else None), tuple(kind.convert(period, None, context) for period in periods)


@click.command(
    cls=VietnameseCommand,
    short_help="So hai kỳ: việc mới, mới xong, mới quá hạn, ghi y như kỳ trước.",
    help="So hai kỳ của một sổ: nhiệm vụ mới, mới hoàn thành, mới quá hạn, kết quả hoặc khó khăn ghi y như kỳ trước. Kỳ đã chốt "
    "thì lấy số liệu đã chốt, kỳ chưa chốt thì lấy theo sổ hiện nay. Không ghi gì vào sổ.",
    example='sheetsync diff "Kế hoạch 2023.xlsx" 2023-Q1 2023-Q2',
)
@click.argument("words", metavar="[SỔ] KỲ KỲ-SAU", nargs=-1)
@takes("as_of", "plan", "config", "json")
def diff(asked: Asked, words: tuple[str, ...]) -> int:
    from sheetsync.clock import today
    from sheetsync.command_line.working import working
    from sheetsync.console.periods_text import periods_document, periods_text
    from sheetsync.usecases.compare_periods import compare_periods

    book, periods = _book_and_periods(words, 2)
    place, settings, memory = remembered(asked, book)
    with working(f"Đang so hai kỳ: {place.name}", place, asked) as opened:
        result = compare_periods(
            opened,
            settings,
            memory,
            name=place.name,
            as_of=asked.as_of or today(),
            periods=(periods[0], periods[1]),
        )
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(periods_document(result)))
    else:
        put(periods_text(result))
    return FINE
