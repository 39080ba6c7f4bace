"""`sheetsync watch`: the office's computer looks every few seconds whether somebody in the shared sheet asks for a full check."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeAlias

import click

from sheetsync.command_line.options import Asked, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.console.layout import paragraph
from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import flush, put
from sheetsync.errors import BookUnreadable, NoTabRecognised, ServiceUnavailable, UsageError
from sheetsync.ports import CheckRequests
from sheetsync.usecases.check_on_request import CheckDone

LEAST_SECONDS, USUAL_SECONDS = 10, 15
"""Between two looks: at most six a minute, of the sixty reads that Google grants."""
_LONGEST_PAUSE = 300.0

Look: TypeAlias = Callable[[bool], CheckDone | None]
"""Look once; True: take up what was begun and never finished."""


def keep_watch(
    look: Look,
    requests: CheckRequests,
    say: Callable[[str], None],
    wait: Callable[[float], None],
    *,
    every: float,
    once: bool = False,
) -> None:
    """Look again and again, until interrupted (or once). Outages of the network are waited out; a place for requests that
    somebody took away is made again. Raises what does not pass by itself: a sign-in that is not accepted, for one."""
    requests.prepare()
    resume, pause = True, every
    while True:
        try:
            done = look(resume)
            resume, pause = False, every
            if done is not None:
                by = f" (yêu cầu từ {one_line(done.request.by)})" if done.request.by else ""
                say(f"{done.stamp}{by}")
        except ServiceUnavailable as outage:
            if once:
                raise
            resume, pause = True, min(pause * 2, _LONGEST_PAUSE)
            say(f"{outage.message} Thử lại sau {pause:.0f} giây.")
        except BookUnreadable as problem:
            if not requests.prepare():
                raise
            say(f"{problem.message} Đã lập lại chỗ yêu cầu kiểm tra.")
        except (NoTabRecognised, UsageError) as problem:  # said in the sheet too; the people there can mend it
            if once:
                raise
            say(f"{problem.message} {problem.next_step}")
        if once:
            return
        wait(pause)


@click.command(
    cls=VietnameseCommand,
    short_help="Chờ yêu cầu kiểm tra đầy đủ từ trong Google Sheet.",
    help="Máy của văn phòng xem mỗi vài giây có ai đánh dấu «Yêu cầu kiểm tra đầy đủ» trong Google Sheet không; có thì kiểm tra "
    "toàn bộ sổ, ghi sheet «Kết quả kiểm tra», rồi ghi giờ kiểm tra. Chạy đến khi bấm Ctrl+C. Mất mạng thì tự chờ.",
    example='sheetsync watch "google:ĐỊA-CHỈ"\nsheetsync watch "google:ĐỊA-CHỈ" --once',
)
@click.argument("book", metavar="[SỔ]", required=False)
@click.option("--once", is_flag=True, help="Chỉ xem một lần rồi thôi (dùng với Task Scheduler).")
@click.option(
    "--every",
    type=click.IntRange(LEAST_SECONDS, 3600),
    default=USUAL_SECONDS,
    metavar="GIÂY",
    help=f"Xem lại sau mỗi ngần này giây. Mặc định: {USUAL_SECONDS}.",
)
@takes("period", "plan", "config")
def watch(asked: Asked, book: str | None, once: bool, every: int) -> int:
    from sheetsync.clock import now
    from sheetsync.usecases.check_on_request import check_on_request
    from sheetsync.wiring import GoogleSheet, ServiceNews, book_place, load_settings, open_watched

    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    if not isinstance(place, GoogleSheet):
        raise UsageError(
            f"watch chỉ làm với Google Sheet, không làm với «{place}».",
            "Vui lòng ghi địa chỉ của sheet, ví dụ: sheetsync watch google:MÃ-SHEET. Với tệp: sheetsync validate TỆP --mark",
        )
    requests, shared = open_watched(place, ServiceNews(_say))

    def look(resume: bool) -> CheckDone | None:
        return check_on_request(requests, shared, settings, now=now, period_key=asked.period, resume=resume)

    if not once:
        put(paragraph("Đang chờ yêu cầu kiểm tra từ Google Sheet. Bấm Ctrl+C để dừng."))
        flush()
    try:
        keep_watch(look, requests, _say, time.sleep, every=every, once=once)
    except KeyboardInterrupt:
        put("Đã dừng theo dõi.")
    return 0


def _say(sentence: str) -> None:
    from sheetsync.clock import now

    put(paragraph(f"{now():%H:%M} {one_line(sentence)}"))
    flush()  # whoever runs it as a service reads the log while it goes on
