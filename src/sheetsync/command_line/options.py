"""The options that commands share, with the types of their values. They may stand before the command as well as after it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from sheetsync.errors import UsageError
from sheetsync.records import dataclass

F = TypeVar("F", bound=Callable[..., Any])
_YEARS = range(2000, 2201)
"""Of days and periods; others are slips of the finger, and near the ends of the calendar nothing can be counted."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asked for. as_of is None when no date was given; period is a key (`2023-Q1`); plan is a file, `file`
    or `book`; tab is a sheet's name or an official's code."""

    config: Path | None = None
    as_of: date | None = None
    period: str | None = None
    plan: str | None = None
    output: Path | None = None
    tab: str | None = None
    json: bool = False
    verbose: bool = False


class DayType(click.ParamType[date]):
    """A day, as 2023-03-15 or as 15/3/2023."""

    name = "NGÀY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        text = str(value).strip()
        iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
        vietnamese = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
        if iso:
            year, month, day = iso.groups()
        elif vietnamese:
            day, month, year = vietnamese.groups()
        else:
            self.fail(_no_day(text), param, ctx)
        try:
            given = date(int(year), int(month), int(day))
        except ValueError:  # 31/2
            self.fail(_no_day(text), param, ctx)
        if given.year not in _YEARS:
            self.fail(f"«{text}», năm phải từ {_YEARS[0]} đến {_YEARS[-1]}.", param, ctx)
        return given


def _no_day(text: str) -> str:
    return f"«{text}» không phải là ngày. Vui lòng ghi như 2023-03-15 hoặc 15/3/2023."


class PeriodType(click.ParamType[str]):
    """A reporting period: 2023-Q1, or as people write it; the value is the key."""

    name = "KỲ"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from sheetsync.core.periods import parse_period  # noqa: PLC0415 - --help needs no core

        text = str(value).strip()
        parsed = parse_period(text)
        if parsed is None or not 1 <= parsed[1] <= 4 or parsed[0] not in _YEARS:
            self.fail(f"«{text}» không phải là kỳ báo cáo. Vui lòng ghi như 2023-Q1 (quý I năm 2023).", param, ctx)
        return f"{parsed[0]}-Q{parsed[1]}"


class PathType(click.ParamType[Path]):
    """A path, not looked at yet; quotes left over by a terminal are taken off."""

    name = "ĐƯỜNG DẪN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        text = str(value).strip().strip("\"'")
        if not text or "\0" in text:
            self.fail("đường dẫn để trống.", param, ctx)
        return Path(text).expanduser()


_DECLARATIONS: dict[str, Callable[..., Callable[[F], F]]] = {
    "config": functools.partial(
        click.option, "--config", "config", type=PathType(), metavar="THƯ-MỤC", help="Thư mục cấu hình của đơn vị."
    ),
    "as_of": functools.partial(
        click.option,
        "--as-of",
        "as_of",
        type=DayType(),
        metavar="NGÀY",
        help="Xét như vào ngày này, ví dụ 2023-03-15. Mặc định: hôm nay (giờ Việt Nam).",
    ),
    "period": functools.partial(
        click.option,
        "--period",
        "period",
        type=PeriodType(),
        metavar="KỲ",
        help="Kỳ báo cáo, ví dụ 2023-Q1. Mặc định: kỳ gần nhất chưa qua ngày gửi.",
    ),
    "plan": functools.partial(
        click.option,
        "--plan",
        "plan",
        metavar="TỆP|book",
        help="Kế hoạch gốc: một tệp .toml, hoặc «book» để lấy chính các tab làm kế hoạch.",
    ),
    "output": functools.partial(
        click.option,
        "--output",
        "output",
        type=PathType(),
        metavar="TỆP",
        help="Ghi kết quả vào tệp này; sổ gốc giữ nguyên.",
    ),
    "tab": functools.partial(click.option, "--tab", "tab", metavar="TÊN", help="Chỉ xét tab này (tên tab hoặc mã cán bộ)."),
    "json": functools.partial(click.option, "--json", "json", is_flag=True, help="In một tài liệu JSON, không in gì khác."),
    "verbose": functools.partial(
        click.option,
        "--verbose",
        "verbose",
        is_flag=True,
        help="In đủ từng ô, thông tin, dòng đã bỏ qua; số lần gọi Google.",
    ),
}

several_tabs = click.option(
    "--tab", "tab", multiple=True, metavar="TÊN", help="Chỉ làm với tab này (tên tab hoặc mã cán bộ); ghi được nhiều lần."
)
"""For commands that take more than one; `tabs_of` gives them."""

BEFORE_COMMAND_SHOWN = ("config", "json")


def takes(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command these options; they reach it as one `asked`, together with what stood before the command."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def with_asked(**values: Any) -> Any:
            own = {name: values.pop(name) for name in names}
            return function(asked=_merged(click.get_current_context(), own), **values)

        wrapped: Callable[..., Any] = with_asked
        for name in reversed(names):
            wrapped = _DECLARATIONS[name]()(wrapped)
        return wrapped

    return decorate


def tabs_of(asked: Asked, tab: tuple[str, ...]) -> tuple[str, ...]:
    """The tabs that were asked for: those after the command, else the one before it."""
    return tab or ((asked.tab,) if asked.tab else ())


def before_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give the group every shared option; its help shows only those that fit all commands."""

    @functools.wraps(function)
    def remember(**values: Any) -> Any:
        context = click.get_current_context()
        given = {name: value for name in _DECLARATIONS if (value := values.pop(name))}
        _refuse_unknown(context, given)
        context.obj = given
        return function(asked=Asked(**given), **values)

    wrapped: Callable[..., Any] = remember
    for name in reversed(tuple(_DECLARATIONS)):
        wrapped = _DECLARATIONS[name](hidden=name not in BEFORE_COMMAND_SHOWN)(wrapped)
    return wrapped


def _merged(context: click.Context, own: dict[str, Any]) -> Asked:
    before: dict[str, Any] = context.parent.obj if context.parent is not None and context.parent.obj else {}
    return Asked(**{**before, **{name: value for name, value in own.items() if value}})


def _refuse_unknown(context: click.Context, given: dict[str, Any]) -> None:
    """An option before a command that does not have it would silently do nothing: say so instead."""
    name = context.invoked_subcommand
    command = context.command.get_command(context, name) if name and isinstance(context.command, click.Group) else None
    if command is None:
        return
    below = command.commands.values() if isinstance(command, click.Group) else ()
    known = {param.name for each in (command, *below) for param in each.params}
    for option in given:
        if option not in known:
            raise UsageError(
                f"Lệnh «{name}» không dùng tùy chọn «--{option.replace('_', '-')}».", f"Xem cách dùng: sheetsync {name} --help"
            )
