"""`sheetsync watch`: the office's computer looks every few seconds whether somebody in the shared sheet asks for a full check, or
whether one of two books has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import click

from sheetsync.command_line.options import Asked, takes
from sheetsync.command_line.vietnamese import VietnameseCommand
from sheetsync.console.layout import paragraph
from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import flush, put
from sheetsync.errors import BookUnreadable, NoTabRecognised, ServiceUnavailable, SheetsyncError, UsageError

if TYPE_CHECKING:  # every command imports this module
    from sheetsync.ports import CheckRequests
    from sheetsync.usecases.check_on_request import CheckDone

LEAST_SECONDS, USUAL_SECONDS = 10, 15
"""Between two looks: at most six a minute, of the sixty reads that Google grants."""
_LONGEST_PAUSE = 300.0

Look: TypeAlias = "Callable[[bool], CheckDone | None]"
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
    short_help="Chờ yêu cầu kiểm tra từ Google Sheet; hoặc giữ hai sổ luôn khớp nhau.",
    help="Một sổ: máy của văn phòng xem mỗi vài giây có ai đánh dấu «Yêu cầu kiểm tra đầy đủ» trong Google Sheet không; có thì "
    "kiểm tra toàn bộ sổ, ghi sheet «Kết quả kiểm tra», rồi ghi giờ kiểm tra. Hai sổ: đồng bộ (như lệnh sync) mỗi khi một bên "
    "thay đổi và đã ngừng sửa. Chạy đến khi bấm Ctrl+C. Mất mạng thì tự chờ.",
    arguments=(
        ("SỔ", "Google Sheet cần chờ yêu cầu (google:ĐỊA-CHỈ); với hai sổ: sổ chung của văn phòng, loại nào cũng được."),
        ("SỔ-KIA", "Có thì giữ hai sổ khớp nhau thay vì chờ yêu cầu kiểm tra."),
    ),
    example='sheetsync watch "google:ĐỊA-CHỈ"\nsheetsync watch "google:ĐỊA-CHỈ" --once\n'
    'sheetsync watch "Kế hoạch 2023.xlsx" "google:ĐỊA-CHỈ"',
)
@click.argument("book", metavar="[SỔ]", required=False)
@click.argument("other", metavar="[SỔ-KIA]", required=False)
@click.option("--once", is_flag=True, help="Chỉ xem một lần rồi thôi (dùng với Task Scheduler).")
@click.option(
    "--every",
    type=click.IntRange(LEAST_SECONDS, 3600),
    default=USUAL_SECONDS,
    metavar="GIÂY",
    help=f"Xem lại sau mỗi ngần này giây. Mặc định: {USUAL_SECONDS}.",
)
@takes("period", "plan", "config")
def watch(asked: Asked, *, book: str | None, other: str | None, once: bool, every: int) -> int:
    if other is not None:
        if once:
            raise UsageError("--once chỉ dùng khi chờ yêu cầu kiểm tra.", "Với hai sổ, đồng bộ một lần: sheetsync sync SỔ SỔ-KIA")
        return _watch_two(asked, str(book), other, every)
    return _watch_requests(asked, book, every, once=once)


def _watch_requests(asked: Asked, book: str | None, every: int, *, once: bool) -> int:
    from sheetsync.book_places import GoogleSheet, book_place
    from sheetsync.clock import now
    from sheetsync.usecases.check_on_request import check_on_request
    from sheetsync.wiring import ServiceNews, book_history, load_settings, open_watched

    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    if not isinstance(place, GoogleSheet):
        raise UsageError(
            f"Chờ yêu cầu kiểm tra chỉ làm với Google Sheet, không làm với «{place}».",
            "Vui lòng ghi địa chỉ của sheet, ví dụ: sheetsync watch google:MÃ-SHEET. Với tệp: sheetsync validate TỆP --mark",
        )
    requests, shared = open_watched(place, ServiceNews(_say))

    def look(resume: bool) -> CheckDone | None:
        history = book_history(place, settings, now)
        done = check_on_request(requests, shared, settings, now=now, period_key=asked.period, resume=resume, history=history)
        for notice in done.result.notices if done is not None and done.result is not None else ():
            _say(notice)
        return done

    def job() -> None:
        keep_watch(look, requests, _say, time.sleep, every=every, once=once)

    return _until_stopped(job, "" if once else "Đang chờ yêu cầu kiểm tra từ Google Sheet.")


def _watch_two(asked: Asked, master: str, other: str, every: int) -> int:
    from sheetsync.book_places import book_place, refuse_same_place
    from sheetsync.clock import today
    from sheetsync.command_line.working import memory_of
    from sheetsync.console.sync_text import sync_text
    from sheetsync.usecases.keep_in_step import keep_in_step
    from sheetsync.usecases.sync import SyncResult, sync
    from sheetsync.wiring import ServiceNews, common_state, load_settings, open_book

    settings = load_settings(asked.config, asked.plan)
    places = book_place(master, None), book_place(other, None)
    refuse_same_place(*places)
    books = [open_book(place, news=ServiceNews(_say), in_place=True) for place in places]
    common = common_state(*places)

    def look() -> tuple[str, str]:
        return books[0].read().version, books[1].read().version

    def sync_now() -> SyncResult:
        memory = memory_of(places[0], settings)
        return sync(books[0], books[1], common, settings, as_of=today(), period_key=asked.period, memory=memory)

    def tell(result: SyncResult) -> None:
        _say("")
        put(sync_text(result))
        flush()

    def say(trouble: SheetsyncError, pause: float) -> None:
        _say(f"{trouble.message} {trouble.next_step} Xem lại sau {pause:.0f} giây.")

    def job() -> None:
        keep_in_step(look, sync_now, tell, say, time.sleep, every=every)

    return _until_stopped(job, "Đang giữ hai sổ khớp nhau.")


def _until_stopped(job: Callable[[], None], what: str) -> int:
    if what:
        put(paragraph(f"{what} Bấm Ctrl+C để dừng."))
        flush()
    try:
        job()
    except KeyboardInterrupt:
        put("Đã dừng theo dõi.")
    return 0


def _say(sentence: str) -> None:
    from sheetsync.clock import now

    put(paragraph(f"{now():%H:%M} {one_line(sentence)}"))
    flush()  # whoever runs it as a service reads the log while it goes on
