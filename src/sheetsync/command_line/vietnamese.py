"""click in Vietnamese: help pages, and its exceptions by type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from sheetsync.errors import UsageError

SHARED_OPTIONS = ("--config", "--as-of", "--period", "--plan", "--output", "--tab", "--json", "--verbose")
"""Options that most commands have: where one does not, it is no typing mistake."""

BOOK = "Tệp sổ kế hoạch (.xlsx, .xlsm), hoặc google:ĐỊA-CHỈ. Bỏ trống: sổ ghi ở mục [book] của sheetsync.toml."
"""The one argument that commands take, for their help pages."""


class VietnameseHelp(click.Command):
    """Help headings in Vietnamese, and an example at the end of every page. book: what the book is to this command; arguments:
    what each is, where it takes more than a book, in their order."""

    def __init__(
        self, *args: Any, example: str = "", book: str = BOOK, arguments: tuple[tuple[str, str], ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.arguments = arguments or (("SỔ", book),)
        self.example = example
        self.options_metavar = "[TÙY CHỌN]"

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click does it, but what its parser raises without a context is told in the words of this command."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            if error.ctx is None:
                error.ctx = click.Context(self, parent=parent, info_name=info_name)
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        parameters = self.get_params(ctx)
        if any(isinstance(parameter, click.Argument) for parameter in parameters):
            with formatter.section("Tham số"):
                formatter.write_dl(self.arguments)
        options = [parameter for parameter in parameters if isinstance(parameter, click.Option)]
        with formatter.section("Tùy chọn"):
            formatter.write_dl([record for option in options if (record := option.get_help_record(ctx)) is not None])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.example:
            with formatter.section("Ví dụ"):
                for line in self.example.splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trang hướng dẫn này."
        return option


class VietnameseCommand(VietnameseHelp):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it, but words too many are told in Vietnamese."""
        ctx.allow_extra_args = True
        extra = super().parse_args(ctx, args)
        if extra and not ctx.resilient_parsing:
            words = " ".join(extra)
            raise UsageError(
                f"Lệnh «{ctx.info_name}» thừa phần «{words}».",
                f'Đường dẫn có dấu cách phải đặt trong ngoặc kép, ví dụ: sheetsync {ctx.info_name} "Kế hoạch 2023.xlsx".',
            )
        return extra


class VietnameseGroup(VietnameseHelp, click.Group):
    command_class = VietnameseCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subcommand_metavar = "LỆNH [SỔ]"

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [
            (name, command.short_help or "")
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None and not command.hidden
        ]
        with formatter.section("Lệnh"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are declared: the order of the office's work."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            raise unknown_command(name, self.list_commands(ctx))
        return super().resolve_command(ctx, args)


def unknown_command(name: str, commands: Sequence[str]) -> UsageError:
    """A book dropped in the place of the command is as common as a typing mistake: each has its own way out."""
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")) or name.lower().startswith(("google:", "excel:", "https://")):
        return UsageError(f"Thiếu tên lệnh trước «{name}».", f'Vui lòng viết lệnh trước tên sổ, ví dụ: sheetsync run "{name}".')
    return UsageError(
        f"Không có lệnh «{name}».{_did_you_mean(name, commands)}", "Các lệnh có thể dùng: " + ", ".join(commands) + "."
    )


def translated(error: click.ClickException) -> UsageError:  # noqa: PLR0911 - one return a type
    """click's exception as ours, chosen by its type and never by its English text."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "sheetsync"
    help_line = f"Xem cách dùng: {path} --help"
    if isinstance(error, click.NoSuchOption):
        if error.option_name in SHARED_OPTIONS:
            return UsageError(
                f"Lệnh «{context.info_name if context else ''}» không dùng tùy chọn «{error.option_name}».", help_line
            )
        known = error.possibilities or _option_names(context)
        return UsageError(f"Không có tùy chọn «{error.option_name}».{_did_you_mean(error.option_name, known)}", help_line)
    if isinstance(error, click.BadOptionUsage):
        if _is_flag(context, error.option_name):
            return UsageError(f"Tùy chọn «{error.option_name}» không nhận giá trị.", help_line)
        return UsageError(f"Tùy chọn «{error.option_name}» còn thiếu giá trị.", help_line)
    if isinstance(error, click.MissingParameter):
        return UsageError(f"Còn thiếu {_parameter_name(error.param)}.", help_line)
    if isinstance(error, click.BadParameter):
        # Only our own parameter types raise it, with a Vietnamese message.
        return UsageError(f"Giá trị của {_parameter_name(error.param)} chưa đúng: {error.message}", help_line)
    if isinstance(error, click.FileError):
        return UsageError(f"Không mở được «{error.ui_filename}».", help_line)
    return UsageError("Câu lệnh chưa đúng.", help_line)


def _did_you_mean(word: str, choices: Sequence[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    near = get_close_matches(word, list(choices), n=1, cutoff=0.7)
    return f" Có phải «{near[0]}» không?" if near else ""


def _option_names(context: click.Context | None) -> list[str]:
    if context is None:
        return []
    return [name for param in context.command.get_params(context) for name in param.opts if name.startswith("--")]


def _is_flag(context: click.Context | None, name: str) -> bool:
    if context is None:
        return False
    return any(
        isinstance(param, click.Option) and param.is_flag and name in (*param.opts, *param.secondary_opts)
        for param in context.command.get_params(context)
    )


def _parameter_name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "một phần của câu lệnh"
    if isinstance(parameter, click.Option):
        return f"tùy chọn «{parameter.opts[0]}»"
    return f"«{parameter.metavar or parameter.name}»"
