"""A command at work on one book: the progress line, and what is heard of the service that keeps the book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from sheetsync.book_places import BookPlace, book_place
from sheetsync.command_line.options import Asked
from sheetsync.console.layout import paragraph
from sheetsync.console.progress import ProgressLine, progress
from sheetsync.console.safe_text import one_line
from sheetsync.console.streams import put_error
from sheetsync.errors import UsageError
from sheetsync.ports import PlanBook
from sheetsync.wiring import ServiceNews, book_history, load_settings, open_book

if TYPE_CHECKING:
    from sheetsync.core.settings import Settings
    from sheetsync.usecases.remember import Memory


@contextmanager
def working(what: str, place: BookPlace, asked: Asked) -> Iterator[PlanBook]:
    """The book, opened, under a progress line. With --verbose the requests it took are told when the command is over."""
    with progress(what, wanted=not asked.json) as line:
        news = service_news(line, asked)
        yield open_book(place, asked.output, news)


def memory_of(place: BookPlace, settings: Settings) -> Memory | None:
    """Where a command's book is remembered, as of this moment; None where no history is kept."""
    from sheetsync.clock import now  # noqa: PLC0415 - commands that write nothing remember nothing
    from sheetsync.usecases.remember import Memory  # noqa: PLC0415

    history = book_history(place, settings, now)
    return Memory(history, now()) if history is not None else None


def remembered(asked: Asked, book: str | None) -> tuple[BookPlace, Settings, Memory]:
    """The book, the configuration and where the book is remembered. Raises UsageError where the office keeps no history."""
    settings = load_settings(asked.config, asked.plan)
    place = book_place(book, settings)
    memory = memory_of(place, settings)
    if memory is None:
        raise UsageError(
            "Cấu hình đang tắt lịch sử.", "Vui lòng ghi keep = true ở mục [history] của sheetsync.toml rồi chạy lại các lệnh."
        )
    return place, settings, memory


def service_news(line: ProgressLine, asked: Asked) -> ServiceNews:
    """Waiting is shown on the line; where there is none, --verbose tells it. --verbose also tells the requests at the end."""

    def tell(sentence: str) -> None:
        sent = _sent(news)
        line.say(sentence, still=lambda: _sent(news) == sent)
        if asked.verbose and not line.shown:
            put_error(one_line(sentence))

    news = ServiceNews(tell)
    if asked.verbose:
        click.get_current_context().call_on_close(lambda: _tell_counts(news))
    return news


def _sent(news: ServiceNews) -> int:
    if news.counts is None:
        return 0
    reads, writes, _ = news.counts()
    return reads + writes


def _tell_counts(news: ServiceNews) -> None:
    if news.counts is None:
        return
    reads, writes, waited = news.counts()
    told = f"Google: {reads} lần đọc, {writes} lần ghi"
    put_error(paragraph(f"{told}, đợi {waited:.0f} giây." if waited else f"{told}."))
