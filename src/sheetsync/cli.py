"""The command line (design 7): reads what was asked for, calls the use case, prints the result, returns the exit code."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sheetsync import __version__
from sheetsync.collect_command import collect
from sheetsync.command_line.options import Asked, PathType, before_command, takes
from sheetsync.command_line.out_of_memory import is_memory_short, is_out_of_memory, let_go, tell_out_of_memory
from sheetsync.command_line.vietnamese import VietnameseGroup
from sheetsync.command_line.working import memory_of, working
from sheetsync.console.streams import flush, prepare_streams, put, put_error, put_pieces
from sheetsync.doctor.command import doctor
from sheetsync.dropped_book import with_command
from sheetsync.errors import SheetsyncError, UsageError
from sheetsync.google_commands import protect
from sheetsync.hand_out_command import hand_out
from sheetsync.history_commands import close, diff, history, reopen
from sheetsync.make_addin_command import addin
from sheetsync.new_command import new
from sheetsync.open_command import open_command
from sheetsync.plan_commands import plan as plan_group
from sheetsync.remind_command import remind
from sheetsync.restore_command import restore
from sheetsync.sign_in_command import sign_in
from sheetsync.sync_command import resolve, sync
from sheetsync.watch import watch

if TYPE_CHECKING:
    from sheetsync.book_places import BookPlace
    from sheetsync.core.settings import Settings
    from sheetsync.ports import WriteOutcome
    from sheetsync.usecases.results import RunResult

FINE, FINDINGS = 0, 1

_book = click.argument("book", metavar="[SỔ]", required=False)


def main() -> None:
    """The entry point of `sheetsync` and `python -m sheetsync`."""
    prepare_streams()
    # A run makes hundreds of thousands of objects that stay until its end, and hardly a cycle among them: looking for cycles
    # as often as a program that runs for days does costs a tenth of the time and finds nothing.
    gc.set_threshold(100_000, 50, 100)
    sys.unraisablehook = lambda _: None  # what fails while Python tidies up behind a failure is no news for the person
    code = run_command_line(sys.argv[1:])
    gc.freeze()  # what is left needs no last look before the process ends
    sys.exit(code)


def run_command_line(arguments: Sequence[str]) -> int:
    """Carry out one command line and give its exit code; whatever goes wrong is told in Vietnamese, never as a traceback."""
    wants_json = "--json" in arguments
    try:
        try:
            with cli.make_context("sheetsync", with_command(arguments)) as context:
                code = cli.invoke(context)
        except click.exceptions.Exit as done:
            code = done.exit_code
        flush()
    except BaseException as error:  # noqa: BLE001 - the one place where everything ends
        failure = error
    else:
        return code if isinstance(code, int) else FINE
    return _failed(failure, wants_json)  # out here, so that nothing but `failure` holds on to what the command had in memory


def _failed(error: BaseException, wants_json: bool) -> int:
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else FINE
    if is_out_of_memory(error) or (not isinstance(error, SheetsyncError) and is_memory_short()):
        let_go(error)
        return tell_out_of_memory(json=wants_json)
    try:
        from sheetsync.command_line.failures import failure_of, tell

        failure = failure_of(error)
        tell(failure, json=wants_json)
        flush()
    except SheetsyncError:  # the output itself is what failed, and standard error with it
        pass
    except MemoryError:
        return tell_out_of_memory(json=wants_json)
    return failure.exit_code


@click.group(
    cls=VietnameseGroup,
    invoke_without_command=True,
    help="Kiểm tra, tô màu và tổng hợp sổ kế hoạch cải cách hành chính của UBND xã, ngay trong sổ Excel đang dùng.\n\n"
    "Không ghi lệnh nào thì hiện bảng chọn.",
    example="sheetsync demo\n"
    'sheetsync validate "Kế hoạch 2023.xlsx"\n'
    'sheetsync run "Kế hoạch 2023.xlsx" --period 2023-Q1\n'
    "sheetsync run --help",
)
@click.option("--version", "version", is_flag=True, help="Hiện phiên bản.")
@before_command
def cli(asked: Asked, version: bool) -> int:
    context = click.get_current_context()
    if version:
        put(f"sheetsync {__version__}")
        context.exit(FINE)
    if context.invoked_subcommand is not None:
        return FINE
    if asked.json:
        raise UsageError("Chưa cho biết lệnh.", "Vui lòng ghi lệnh, ví dụ: sheetsync validate SỔ --json")
    from sheetsync.menu import show_menu

    return show_menu(run_command_line, asked.config)


@cli.command(
    short_help="Chạy thử trọn việc trên sổ mẫu.",
    help="Chép sổ mẫu ra một thư mục rồi kiểm tra, tô màu, lập báo cáo quý I/2023 (xét vào ngày 15/3/2023).",
    example="sheetsync demo\nsheetsync demo --dir D:\\thu",
)
@click.option("--dir", "folder", type=PathType(), metavar="THƯ-MỤC", help="Nơi chép sổ mẫu. Mặc định: ./sheetsync-demo")
@takes("json", "verbose")
def demo(asked: Asked, folder: Path | None) -> int:
    from sheetsync.console.layout import path_line, styled
    from sheetsync.demo import prepare_demo, remember_demo
    from sheetsync.usecases.main_job import run as run_job
    from sheetsync.wiring import load_settings, open_book, packaged_sample

    settings = load_settings(None, None)
    sample = packaged_sample()
    ready = prepare_demo(folder or Path("sheetsync-demo"), sample)
    with _progress("Đang chạy thử trên sổ mẫu", asked):
        result = run_job(open_book(ready.book), settings, as_of=date(2023, 3, 15), as_of_given=True, period_key="2023-Q1")
    remember_demo(ready, sample)
    if not asked.json:
        put(styled("Chạy thử sheetsync trên sổ mẫu", bold=True))
        put()
    _show_run(result, asked, with_findings=False)
    if not asked.json:
        saved = result.outcome.saved_to if result.outcome else str(ready.book)
        put()
        put("Các tệp để mở:")
        put(path_line(Path(saved), "sổ đã kiểm tra, tô màu, có báo cáo"))
        put(path_line(ready.original, "sổ mẫu ban đầu, để so sánh"))
    return FINE


@cli.command(
    short_help="Nhận một sổ lạ: nhận ra sheet, cột, rồi lập cấu hình để chạy được.",
    help="Xem một sổ chưa từng dùng với sheetsync: sheet nào của cán bộ, dòng tiêu đề ở đâu, cột nào là cột gì; hỏi những chỗ "
    "chưa chắc, rồi ghi một thư mục cấu hình mới cạnh sổ. Không ghi gì vào sổ, không ghi đè thư mục đã có.",
    example='sheetsync adopt "Kế hoạch 2024.xlsx"\nsheetsync adopt "Kế hoạch 2024.xlsx" --yes --to D:\\cau-hinh',
)
@_book
@click.option("--to", "to", type=PathType(), metavar="THƯ-MỤC", help="Thư mục cấu hình cần lập. Mặc định: «tên sổ - cấu hình».")
@click.option("--yes", "yes", is_flag=True, help="Không hỏi: lấy phương án có khả năng nhất và liệt kê chỗ chưa chắc.")
@takes("json")
def adopt(asked: Asked, book: str | None, to: Path | None, yes: bool) -> int:
    from sheetsync.adopt import adopt as adopt_book
    from sheetsync.book_places import unicode_copy
    from sheetsync.console.adoption_text import adoption_document, proof_text, usable

    path = _path(book, None)

    def show(text: str) -> None:
        put(text)
        put()

    adopted = adopt_book(
        path,
        to=to,
        as_of=_as_of(asked),
        ask=not (yes or asked.json),
        show=(lambda _: None) if asked.json else show,
    )
    if asked.json:
        from sheetsync.console.json_text import to_json

        document = adoption_document(
            adopted.proposal,
            adopted.proof,
            adopted.folder,
            guessed=adopted.guessed,
            old_fonts=adopted.old_fonts,
            book=str(path),
        )
        put(to_json(document))
    else:
        copy = str(unicode_copy(path)) if adopted.old_fonts.cells else ""
        put(proof_text(adopted.proof, adopted.folder, adopted.settings, book=str(path), copy=copy))
    return FINE if usable(adopted.proof) else FINDINGS


cli.add_command(new)
cli.add_command(plan_group)


@cli.command(
    short_help="Kiểm tra từng ô, nói rõ ô nào sai và sửa thế nào; không ghi gì vào sổ.",
    help="Đọc các sheet của cán bộ và nói rõ ô nào sai, sửa thế nào. Không ghi gì vào sổ, trừ khi có --mark.",
    example='sheetsync validate "Kế hoạch 2023.xlsx"\nsheetsync validate "Kế hoạch 2023.xlsx" --tab "VP UBND" --mark',
)
@_book
@click.option("--mark", is_flag=True, help="Ghi thêm sheet «Kết quả kiểm tra» và đánh dấu ô sai ngay trong sổ.")
@takes("as_of", "period", "tab", "plan", "output", "config", "json", "verbose")
def validate(asked: Asked, book: str | None, mark: bool) -> int:
    from sheetsync.usecases.main_job import validate as validate_book

    if asked.output is not None and not mark:
        raise UsageError("--output chỉ dùng khi có --mark: validate không ghi gì.", "Vui lòng thêm --mark hoặc bỏ --output.")
    result = _judged(asked, book, "Đang kiểm tra", validate_book, remember=mark, tab=asked.tab, mark=mark)
    return _show_run(result, asked, with_findings=True)


@cli.command(
    short_help="Tô màu các dòng trễ hạn, sắp đến hạn, đã xong và các ô sai.",
    help="Tô màu bằng định dạng có điều kiện: dòng trễ hạn, sắp đến hạn, đã xong, ô sai. Màu mọi người tự tô giữ nguyên.",
    example='sheetsync highlight "Kế hoạch 2023.xlsx"\nsheetsync highlight "Kế hoạch 2023.xlsx" --as-of 2023-03-15',
)
@_book
@takes("as_of", "period", "tab", "plan", "output", "config", "json", "verbose")
def highlight(asked: Asked, book: str | None) -> int:
    from sheetsync.usecases.main_job import highlight as highlight_book

    result = _judged(asked, book, "Đang tô màu", highlight_book, tab=asked.tab)
    return _show_run(result, asked, with_findings=False)


@cli.command(
    short_help="Lập hai sheet báo cáo của kỳ từ các sheet của cán bộ.",
    help="Tổng hợp các sheet của cán bộ thành sheet báo cáo của kỳ và sheet tổng hợp nội bộ, ngay trong sổ.",
    example='sheetsync consolidate "Kế hoạch 2023.xlsx" --period 2023-Q1\n'
    'sheetsync consolidate "Kế hoạch 2023.xlsx" --table "tien-do.csv"',
)
@_book
@click.option(
    "--table",
    "table",
    type=PathType(),
    metavar="TỆP.csv",
    help="Ghi thêm bảng mọi nhiệm vụ của báo cáo, mỗi nhiệm vụ một dòng, để tự lọc và tính tiếp.",
)
@takes("as_of", "period", "plan", "output", "config", "json", "verbose")
def consolidate(asked: Asked, book: str | None, table: Path | None) -> int:
    from sheetsync.usecases.main_job import consolidate as consolidate_book

    return _report_job(asked, book, "Đang tổng hợp", consolidate_book, table=table)


@cli.command(
    short_help="Làm trọn: kiểm tra, tô màu, lập báo cáo, trong một lần ghi.",
    help="Kiểm tra, tô màu và lập báo cáo của kỳ trong một lần ghi. Bản trước khi ghi được giữ lại: xem sheetsync undo.",
    example='sheetsync run "Kế hoạch 2023.xlsx" --period 2023-Q1\n'
    'sheetsync run "Kế hoạch 2023.xlsx" --output "Báo cáo quý I.xlsx"',
)
@_book
@takes("as_of", "period", "plan", "output", "config", "json", "verbose")
def run(asked: Asked, book: str | None) -> int:
    from sheetsync.usecases.main_job import run as run_job

    return _report_job(asked, book, "Đang kiểm tra và lập báo cáo", run_job)


@cli.command(
    short_help="Xem cán bộ nào đã báo cáo, đã nộp, còn thiếu gì, còn mấy ngày.",
    help="Cho biết từng cán bộ đã báo cáo bao nhiêu nhiệm vụ, đã nộp chưa, còn mấy ngày đến hạn nộp và hạn gửi. Không ghi gì.",
    example='sheetsync status "Kế hoạch 2023.xlsx" --period 2023-Q1',
)
@_book
@takes("as_of", "period", "tab", "plan", "config", "json", "verbose")
def status(asked: Asked, book: str | None) -> int:
    from sheetsync.usecases.status import status as status_of

    settings = _settings(asked)
    path = _place(book, settings)
    with working(f"Đang đọc {path.name}", path, asked) as opened:
        result = status_of(opened, settings, as_of=_as_of(asked), period_key=asked.period, tab=asked.tab)
    if asked.json:
        from sheetsync.console.json_document import status_document
        from sheetsync.console.json_text import to_json

        put(to_json(status_document(result)))
    else:
        from sheetsync.console.status_text import status_text

        put(status_text(result))
    return FINE


cli.add_command(remind)


@cli.command(
    short_help="Gỡ mọi thứ sheetsync đã thêm vào sổ, và chỉ những thứ đó.",
    help="Gỡ các sheet và định dạng có điều kiện do sheetsync tạo ra, không động đến gì khác. Sheet đã sửa tay thì giữ lại.",
    example='sheetsync clean "Kế hoạch 2023.xlsx"',
)
@_book
@takes("output", "config", "json", "verbose")
def clean(asked: Asked, book: str | None) -> int:
    from sheetsync.console.outcome_text import outcome_text
    from sheetsync.usecases.clean import clean as clean_book

    path = _place(book, None if book else _settings(asked))
    with working(f"Đang gỡ khỏi {path.name}", path, asked) as opened:
        outcome = clean_book(opened)
    return _show_outcome(asked, path, outcome, outcome_text)


@cli.command(
    short_help="Lấy lại sổ như trước lần ghi gần nhất.",
    help="Thay sổ bằng bản sao dự phòng gần nhất. Bản đang có cũng được giữ lại.",
    example='sheetsync undo "Kế hoạch 2023.xlsx"',
)
@_book
@takes("config", "json")
def undo(asked: Asked, book: str | None) -> int:
    from sheetsync.console.outcome_text import restored_text
    from sheetsync.wiring import undo as restore

    path = _place(book, None if book else _settings(asked))
    return _show_outcome(asked, path, restore(path), restored_text)


@cli.command(
    "fix-encoding",
    short_help="Chuyển chữ phông cũ (.VnTime, VNI) sang Unicode, trong một bản chép.",
    help="Chép sổ ra tệp mới, trong đó các ô gõ bằng phông cũ (.Vn…, VNI-…) được chuyển sang Unicode, phông Times New Roman. "
    "Sổ gốc không thay đổi; mỗi ô đã chuyển đều được liệt kê. Không ghi --output thì bản chép là «tên sổ - Unicode» cạnh sổ gốc.",
    example='sheetsync fix-encoding "Kế hoạch 2023.xlsx"\nsheetsync fix-encoding "Kế hoạch 2023.xlsx" --output "Sổ mới.xlsx"',
)
@_book
@takes("output", "config", "json")
def fix_encoding(asked: Asked, book: str | None) -> int:
    from sheetsync.book_places import unicode_copy
    from sheetsync.console.encoding_text import encoding_document, encoding_text
    from sheetsync.usecases.fix_encoding import fix_encoding as convert
    from sheetsync.wiring import open_file

    path = _path(book, None if book else _settings(asked))
    copy = asked.output or unicode_copy(path)
    with _progress(f"Đang chuyển mã {path.name}", asked):
        result = convert(open_file(path, copy))
    if asked.json:
        from sheetsync.console.json_text import to_json

        put(to_json(encoding_document(path.name, result)))
    else:
        put(encoding_text(result))
    return FINE


cli.add_command(addin)
cli.add_command(doctor)
cli.add_command(protect)
cli.add_command(sign_in)
cli.add_command(watch)
cli.add_command(hand_out)
cli.add_command(collect)
cli.add_command(sync)
cli.add_command(resolve)
cli.add_command(history)
cli.add_command(restore)
cli.add_command(close)
cli.add_command(reopen)
cli.add_command(diff)
cli.add_command(open_command)


def _judged(
    asked: Asked, book: str | None, what: str, job: Callable[..., RunResult], *, remember: bool = True, **own: object
) -> RunResult:
    """Carry out a job that reads the book and judges its entries. own: what it is asked besides; remember: in the history."""
    settings = _settings(asked)
    place = _place(book, settings)
    with working(f"{what} {place.name}", place, asked) as opened:
        return job(
            opened,
            settings,
            as_of=_as_of(asked),
            as_of_given=asked.as_of is not None,
            period_key=asked.period,
            memory=memory_of(place, settings) if remember else None,
            **own,
        )


def _report_job(asked: Asked, book: str | None, what: str, job: Callable[..., RunResult], *, table: Path | None = None) -> int:
    """table: a file for the tasks of the report as a table."""
    if table is not None:
        from sheetsync.wiring import check_table

        check_table(table)
    result = _judged(asked, book, f"{what}:", job)
    if table is not None and result.report is not None:
        from sheetsync.wiring import write_table

        write_table(result.report, table)
    code = _show_run(result, asked, with_findings=asked.verbose)
    if table is not None and not asked.json:
        put(f"Bảng mọi nhiệm vụ: {table}")
    return code


def _show_run(result: RunResult, asked: Asked, *, with_findings: bool) -> int:
    """Print what a job found and did; gives the exit code."""
    code = FINDINGS if result.errors else FINE
    if asked.json:
        from sheetsync.console.json_document import run_pieces
        from sheetsync.console.safe_text import one_line

        put_pieces(chain(run_pieces(result), ["\n"]))
        if result.outcome is not None and result.outcome.open_by is not None:
            put_error(one_line(f"Sổ đang được mở; kết quả ở: {result.outcome.saved_to}"))
        return code
    from sheetsync.console.run_text import run_lines

    put_pieces(f"{line}\n" for line in run_lines(result, with_findings=with_findings, verbose=asked.verbose))
    return code


def _show_outcome(asked: Asked, book: BookPlace, outcome: WriteOutcome, in_words: Callable[[WriteOutcome], str]) -> int:
    """Print what became of a book that was written without being judged."""
    if asked.json:
        from sheetsync.console.json_document import outcome_document
        from sheetsync.console.json_text import to_json

        put(to_json(outcome_document(outcome.title or book.name, outcome)))
    else:
        put(in_words(outcome))
    return FINE


def _settings(asked: Asked) -> Settings:
    from sheetsync.wiring import load_settings

    return load_settings(asked.config, asked.plan)


def _path(book: str | None, settings: Settings | None) -> Path:
    from sheetsync.book_places import book_path

    return book_path(book, settings)


def _place(book: str | None, settings: Settings | None) -> BookPlace:
    from sheetsync.book_places import book_place

    return book_place(book, settings)


def _as_of(asked: Asked) -> date:
    if asked.as_of is not None:
        return asked.as_of
    from sheetsync.clock import today

    return today()


def _progress(what: str, asked: Asked) -> AbstractContextManager[object]:
    from sheetsync.console.progress import progress

    return progress(what, wanted=not asked.json)
