"""What a write did, and which sheets to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sheetsync.console.layout import paragraph, path_line, styled
from sheetsync.console.safe_text import one_line
from sheetsync.ports import WriteOutcome

_OPEN_IN_EXCEL = "excel:"
_AT_GOOGLE = "google:"


def outcome_text(outcome: WriteOutcome, *, sheets: tuple[str, ...] = ()) -> str:
    """Where the result and the backup are, who has the book open, which sheets were kept; then `sheets` to see."""
    lines = []
    if outcome.open_by is not None:
        text = f"Sổ đang được mở ({outcome.open_by}) nên kết quả ghi ra tệp bên cạnh; sổ gốc giữ nguyên."
        lines.append(styled(paragraph(text, first="! "), "yellow"))
        original = re.sub(r" - báo cáo( \d+)?(?=\.\w+$)", "", Path(outcome.saved_to).name)
        lines.append(paragraph(f'Sổ đang mở trong Excel trên chính máy này thì có thể ghi thẳng vào: "excel:{original}".'))
    if outcome.saved_to.startswith(_OPEN_IN_EXCEL):
        return "\n".join([*_open_workbook_lines(outcome), *_sheet_lines(outcome, sheets)])
    if outcome.saved_to.startswith(_AT_GOOGLE):
        return "\n".join([*_google_lines(outcome), *_sheet_lines(outcome, sheets)])
    lines.append("Đã ghi:" if outcome.changed else "Sổ đã đúng như vậy, không phải ghi lại:")
    lines.append(path_line(Path(outcome.saved_to)))
    if outcome.backup:
        lines.append("Bản trước khi ghi (lấy lại bằng lệnh sheetsync undo):")
        lines.append(path_line(Path(outcome.backup)))
    lines += _sheet_lines(outcome, sheets)
    return "\n".join(lines)


def entries_lines(outcome: WriteOutcome) -> Iterator[str]:
    """Where entries were written, and how that is taken back: they are people's, and `clean` leaves them."""
    if outcome.saved_to.startswith(_OPEN_IN_EXCEL):
        yield paragraph(f"Đã ghi vào sổ «{outcome.saved_to.removeprefix(_OPEN_IN_EXCEL)}» đang mở trong Excel.")
        yield paragraph("Sổ chưa được lưu: xem lại rồi tự lưu; muốn bỏ thì đóng sổ mà không lưu.")
        return
    yield outcome_text(outcome)
    if outcome.saved_to.startswith(_AT_GOOGLE):
        yield paragraph("Muốn lấy lại các ô như trước: trong Google Sheet, Tệp → Lịch sử phiên bản.")


def unsaved_lines(outcomes: Sequence[WriteOutcome | None], closed_unsaved: str) -> Iterator[str]:
    """Of books that a merge wrote into while they are open in Excel: it remembers what it has written there. closed_unsaved: the
    rest of a sentence: what comes next, or what is to be done, should it not be saved."""
    for outcome in outcomes:
        if outcome is not None and outcome.changed and outcome.saved_to.startswith(_OPEN_IN_EXCEL):
            name = one_line(outcome.saved_to.removeprefix(_OPEN_IN_EXCEL))
            told = f"Sổ «{name}» đang mở trong Excel chưa được lưu: vui lòng xem lại rồi lưu."
            yield styled(paragraph(f"{told} Đóng mà không lưu thì {closed_unsaved}.", first="! "), "yellow")


def _sheet_lines(outcome: WriteOutcome, sheets: tuple[str, ...]) -> list[str]:
    lines = []
    if outcome.kept_sheets:
        names = ", ".join(f"«{name}»" for name in outcome.kept_sheets)
        lines.append(paragraph(f"Sheet có người sửa tay được giữ lại dưới tên: {names}."))
    if sheets:
        names = ", ".join(f"«{name}»" for name in sheets)
        lines.append(styled(paragraph(f"Mở sổ và xem các sheet: {names}."), bold=True))
    return lines


def _open_workbook_lines(outcome: WriteOutcome) -> list[str]:
    """Nothing is saved, and Ctrl+Z of Excel does not know what a program did."""
    name = outcome.saved_to.removeprefix(_OPEN_IN_EXCEL)
    if not outcome.changed:
        return [f"Sổ «{name}» đang mở trong Excel đã đúng như vậy, không phải ghi lại."]
    way_out = (
        "Sổ chưa được lưu: xem lại rồi tự lưu. Ctrl+Z không lấy lại được việc này; muốn bỏ, chạy "
        f'sheetsync clean "{outcome.saved_to}" hoặc đóng sổ mà không lưu.'
    )
    return [f"Đã ghi vào sổ «{name}» đang mở trong Excel.", paragraph(way_out)]


def _google_lines(outcome: WriteOutcome) -> list[str]:
    """The title that people know, and what the browser needs to open it."""
    title = f"Google Sheet «{outcome.title}»" if outcome.title else "Google Sheet"
    told = f"Đã ghi vào {title}:" if outcome.changed else f"{title} đã đúng như vậy, không phải ghi lại:"
    return [paragraph(told), f"  {web_address(outcome.saved_to)}"]


def web_address(address: str) -> str:
    """Where the browser opens the sheet of an address `google:…`."""
    return f"https://docs.google.com/spreadsheets/d/{one_line(address.removeprefix(_AT_GOOGLE))}/edit"


def restored_text(outcome: WriteOutcome) -> str:
    """What `undo` did."""
    if outcome.saved_to.startswith(_AT_GOOGLE):
        told = "Đã lấy lại các sheet và màu của sheetsync như trước lần ghi gần nhất; những gì mọi người nhập vẫn giữ nguyên:"
        return "\n".join([paragraph(told), f"  {web_address(outcome.saved_to)}", *_sheet_lines(outcome, ())])
    lines = ["Đã lấy lại sổ như trước lần ghi gần nhất:", path_line(Path(outcome.saved_to))]
    if outcome.backup:
        lines += ["Bản vừa thay được giữ ở:", path_line(Path(outcome.backup))]
    return "\n".join(lines)
