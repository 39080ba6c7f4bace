"""Edits carried out on an open workbook: looked through first, then put in beside what is there, and only then exchanged."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sheetsync.adapters.excel_live import entries, highlights
from sheetsync.adapters.excel_live.own_sheets import copied_in, hand_over, has_additions, is_as_drawn, named_elsewhere
from sheetsync.adapters.excel_live.quiet import quiet, selected, unlocked_book, unlocked_sheet
from sheetsync.core.book import BookContent, OwnMark, SheetKind
from sheetsync.core.edits import CellChange, ConvertTexts, Edit, PutSheet, RemoveOwnSheets, SetHighlights
from sheetsync.core.entry_cells import changes_to_make
from sheetsync.core.own_names import kept_name, own_sheet_name
from sheetsync.core.sheet_names import folded_sheet_name, kept_sheet_name
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.core.sheets.drawn_sheet import DrawnSheet, DrawSheet
from sheetsync.errors import BookUnwritable, SheetConflict, SheetsyncError
from sheetsync.records import dataclass, field

_ROWS_OF_TODAY = 1_048_576
_BY_FILE = "Vui lòng lưu và đóng sổ, rồi chạy lại với đường dẫn của tệp."


@dataclass(frozen=True, slots=True)
class _Put:
    """A sheet to put in. existing: the name of ours that it takes the place of; keep: that one stays, as people's own."""

    design: SheetDesign
    drawn: DrawnSheet
    existing: str | None
    keep: bool


@dataclass(slots=True)
class _Plan:
    """What has to be done. removed: names of sheets of ours; handed_over: those that stay as people's own, with their mark and
    whether they get another name. entries: by sheet, into cells of people's, with the numbers to write."""

    puts: list[_Put] = field(default_factory=list)
    highlights: list[SetHighlights] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    handed_over: list[tuple[str, OwnMark, bool]] = field(default_factory=list)
    entries: dict[str, Mapping[CellChange, int | float | None]] = field(default_factory=dict)


@dataclass(slots=True)
class _Done:
    """What was put in so far, and what goes once everything is in."""

    copies: list[tuple[_Put, Any]] = field(default_factory=list)
    formats: list[Any] = field(default_factory=list)
    outdated: list[list[Any]] = field(default_factory=list)
    coloured: bool = False
    entered: list[entries.Entered] = field(default_factory=list)


def carry_out(book: Any, content: BookContent, edits: Sequence[Edit], draw: DrawSheet) -> tuple[bool, tuple[str, ...]]:
    """Whether anything changed, and the new names of sheets that were kept. content: of the book as it is now.

    Sheets of ours that are put in are not taken away by a removal in the same write. Raises SheetConflict and BookUnwritable;
    what was put in is then out again.
    """
    plan = _planned(book, content, edits, draw)
    if not (plan.puts or plan.highlights or plan.removed or plan.handed_over or plan.entries):
        return False, ()
    was_saved = book.api.Saved
    done = _Done()
    sheets_change = bool(plan.puts or plan.removed or plan.handed_over)
    with contextlib.ExitStack() as stack:
        stack.enter_context(quiet(book))
        if sheets_change or any(book.sheets[each.sheet].api.Visible != -1 for each in plan.highlights):
            stack.enter_context(unlocked_book(book.api))
        for name in dict.fromkeys((*(edit.sheet for edit in plan.highlights), *plan.entries)):
            stack.enter_context(unlocked_sheet(book.sheets[name].api))
        try:
            _put_in(book, plan, done)
        except BaseException as problem:
            _take_out(done, book.api)
            if isinstance(problem, SheetsyncError) or not isinstance(problem, Exception):
                raise
            raise BookUnwritable(
                "Excel không làm được việc vừa yêu cầu; những gì vừa thêm đã được gỡ ra, sổ như trước khi chạy.", _BY_FILE
            ) from problem
        kept = _exchange(book, plan, done)
    changed = sheets_change or done.coloured or bool(done.entered)
    if not changed:
        book.api.Saved = was_saved  # looking at colours is no change that Excel should ask to save
    return changed, kept


def _planned(book: Any, content: BookContent, edits: Sequence[Edit], draw: DrawSheet) -> _Plan:
    """Look everything through before anything is touched."""
    own = {folded_sheet_name(sheet.name): (sheet.name, sheet.own) for sheet in content.sheets if sheet.own}
    puts = [edit.design for edit in edits if isinstance(edit, PutSheet)]
    _refuse_strangers(book, own, puts)
    _refuse_what_only_files_do(book, edits)
    plan = _Plan()
    date_1904 = bool(book.api.Date1904)
    for name, changes in changes_to_make(content, edits).items():
        entries.refuse_special_cells(book.sheets[name].api, changes)
        plan.entries[name] = entries.raw_numbers(name, changes, date_1904=date_1904)
    for design in puts:
        found = own.pop(folded_sheet_name(design.name), None)
        drawn = draw(design)
        if found is None:
            plan.puts.append(_Put(design, drawn, None, keep=False))
            continue
        name, mark = found
        worksheet = book.sheets[name].api
        edited = _edited(mark, worksheet)
        if edited or not is_as_drawn(worksheet, drawn):
            if not edited:
                _refuse_if_named(book, name)
            plan.puts.append(_Put(design, drawn, name, keep=edited))
    for edit in edits:
        if isinstance(edit, SetHighlights) and _concerns(book, content, edit):
            plan.highlights.append(edit)
        elif isinstance(edit, RemoveOwnSheets):
            for name, mark in own.values():
                if mark is not None and (not edit.kinds or mark.kind in edit.kinds):
                    _plan_removal(book, name, mark, plan)
    return plan


def _plan_removal(book: Any, name: str, mark: OwnMark, plan: _Plan) -> None:
    if _edited(mark, book.sheets[name].api):
        ours = folded_sheet_name(name) == folded_sheet_name(own_sheet_name(mark.kind, mark.period))
        plan.handed_over.append((name, mark, ours and named_elsewhere(book, name) is None))
    else:
        _refuse_if_named(book, name)
        plan.removed.append(name)


def _edited(mark: OwnMark | None, worksheet: Any) -> bool:
    return (mark is not None and mark.edited) or has_additions(worksheet)


def _concerns(book: Any, content: BookContent, edit: SetHighlights) -> bool:
    """Whether there is anything to put in or to take out. Raises SheetConflict for a sheet that is no more."""
    if edit.sheet not in {sheet.name for sheet in content.sheets}:
        if edit.highlights:
            raise SheetConflict(f"Không còn sheet «{edit.sheet}» để tô màu.", "Chạy lại lệnh vừa rồi.")
        return False
    return bool(edit.highlights or highlights.own_formats(book.sheets[edit.sheet].api))


def _refuse_strangers(book: Any, own: Mapping[str, object], puts: Sequence[SheetDesign]) -> None:
    """Chart sheets count too: names are shared by sheets of all kinds."""
    taken = {folded_sheet_name(str(sheet.Name)): str(sheet.Name) for sheet in book.api.Sheets}
    wanted = [folded_sheet_name(design.name) for design in puts]
    strangers = [taken[name] for name in wanted if name in taken and name not in own]
    if strangers:
        listed = ", ".join(f"«{name}»" for name in strangers)
        raise SheetConflict(
            f"Sổ đã có sheet {listed} không phải do sheetsync lập (hoặc đã được sửa tay), sheetsync không ghi đè.",
            "Đổi tên sheet đó (bấm đúp vào tên sheet) rồi chạy lại; nội dung của nó không bị đụng tới.",
        )


def _refuse_what_only_files_do(book: Any, edits: Sequence[Edit]) -> None:
    if any(isinstance(edit, ConvertTexts) for edit in edits):
        raise BookUnwritable("Chữ phông cũ chỉ được chuyển trong một bản chép của tệp.", _BY_FILE)
    if any(isinstance(edit, PutSheet) for edit in edits) and int(book.sheets[0].api.Rows.Count) < _ROWS_OF_TODAY:
        raise BookUnwritable(
            "Sổ đang ở định dạng cũ (.xls) nên không nhận được sheet báo cáo.",
            "Vui lòng lưu sổ thành .xlsx (File > Save As), mở bản mới rồi chạy lại.",
        )


def _refuse_if_named(book: Any, name: str) -> None:
    where = named_elsewhere(book, name)
    if where is not None:
        raise SheetConflict(
            f"Sheet «{name}» đang được {where} dùng đến; thay hoặc gỡ sheet này trong Excel sẽ làm chỗ đó thành #REF!.",
            f"Chưa ghi gì. {_BY_FILE}",
        )


def _put_in(book: Any, plan: _Plan, done: _Done) -> None:
    """Everything new beside everything old."""
    with tempfile.TemporaryDirectory(prefix="sheetsync-", ignore_cleanup_errors=True) as folder:
        for put in plan.puts:
            after = book.sheets[put.existing] if put.existing else book.sheets[len(book.sheets) - 1]
            done.copies.append((put, copied_in(book, put.design, put.drawn, after, Path(folder))))
    if plan.highlights:
        _put_colours_in(book, plan, done)
    date_1904 = bool(book.api.Date1904)
    for name, numbers in plan.entries.items():
        entries.refuse_if_changed(book.sheets[name].api, tuple(numbers), date_1904=date_1904)
    for name, numbers in plan.entries.items():
        for change, number in numbers.items():
            entries.enter(book.sheets[name].api, change, number, done.entered)


def _put_colours_in(book: Any, plan: _Plan, done: _Done) -> None:
    with _scratch(book) as scratch:
        for edit in plan.highlights:
            worksheet = book.sheets[edit.sheet].api
            existing = highlights.own_formats(worksheet)
            with selected(worksheet, "A1"):
                forms = [highlights.translated(edit.highlights, scratch, split=split) for split in (False, True)]
                worksheet.Parent.Activate()
                if any(highlights.same(worksheet, existing, form) for form in forms):
                    continue
                done.coloured = True
                _colour(worksheet, forms, done)
            done.outdated.append(existing)


def _colour(worksheet: Any, forms: Sequence[Sequence[highlights.Wanted]], done: _Done) -> None:
    """Put a sheet's formats in; where Excel takes no long formulas, those with the lists in their terms."""
    whole, in_terms = forms
    before = len(done.formats)
    try:
        for added in highlights.add(worksheet, whole):
            done.formats.append(added)
    except Exception:  # noqa: BLE001 - the Windows library's errors have no class that exists elsewhere
        _delete_formats(done.formats[before:])
        del done.formats[before:]
        for added in highlights.add(worksheet, in_terms):
            done.formats.append(added)


@contextlib.contextmanager
def _scratch(book: Any) -> Iterator[Any]:
    """An empty worksheet to translate formulas in, in a workbook of its own."""
    workbook = book.app.books.add()
    try:
        yield workbook.sheets[0].api
    finally:
        workbook.close()


def _take_out(done: _Done, workbook: Any) -> None:
    """After a failure: nothing of this write stays. Raises BookUnwritable where Excel does not let even that be done."""
    try:
        entries.take_back(done.entered)
        _delete_formats(done.formats)
        for _, copy in reversed(done.copies):
            copy.delete()
    except Exception as problem:
        raise BookUnwritable(
            "Excel dừng giữa chừng và chưa gỡ hết được những gì vừa thêm.",
            f'Vui lòng chạy: sheetsync clean "excel:{workbook.Name}"; hoặc đóng sổ mà không lưu.',
        ) from problem


def _delete_formats(formats: Sequence[Any]) -> None:
    for each in reversed(formats):
        each.Delete()


def _exchange(book: Any, plan: _Plan, done: _Done) -> tuple[str, ...]:
    """Take what is out of date away, and give the new sheets their names. Gives the names of sheets that were kept."""
    kept: list[str] = []
    try:
        for outdated in done.outdated:
            _delete_formats(outdated)
        for put, copy in done.copies:
            if put.existing is not None and put.keep:
                kept.append(_hand_over(book, put.existing, put.design.kind, put.design.period))
            elif put.existing is not None:
                book.sheets[put.existing].delete()
            if str(copy.name) != put.design.name:
                copy.name = put.design.name
        for name, mark, rename in plan.handed_over:
            kept.append(_hand_over(book, name, mark.kind, mark.period, rename=rename))
        for name in plan.removed:
            book.sheets[name].delete()
    except Exception as problem:
        raise BookUnwritable(
            "Excel dừng giữa chừng khi thay các sheet cũ của sheetsync; nội dung của mọi người không bị đụng tới.",
            f'Vui lòng chạy lại lệnh này, hoặc chạy: sheetsync clean "excel:{book.name}".',
        ) from problem
    return tuple(kept)


def _hand_over(book: Any, name: str, kind: SheetKind, period: str, *, rename: bool = True) -> str:
    """Gives the name that the sheet has from then on."""
    taken = [str(sheet.Name) for sheet in book.api.Sheets]
    new = kept_sheet_name(kept_name(kind, period), taken) if rename else None
    hand_over(book.sheets[name].api, new)
    return new or name
