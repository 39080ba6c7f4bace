"""A Google Sheet that a person has just made, filled with a new workbook."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sheetsync.adapters.google.address import PREFIX, web_address
from sheetsync.adapters.google.form_requests import form_requests
from sheetsync.adapters.google.marks import Json, put_staging, remove_metadata
from sheetsync.adapters.google.own_sheets import free_name
from sheetsync.adapters.google.snapshot import SheetState, Snapshot
from sheetsync.adapters.google.spreadsheet import Spreadsheet
from sheetsync.adapters.google.staging import COMFORTABLE, in_pieces, size
from sheetsync.core.plan_exchange.edition import read_edition
from sheetsync.core.sheet_names import folded_sheet_name
from sheetsync.core.sheets.form_design import FormBook
from sheetsync.errors import BookUnwritable, ServiceUnavailable, UsageError
from sheetsync.ports import WriteOutcome

_LARGEST_ID = 2**31 - 1
_EMPTY = " (trống)"


class NewGoogleBook:
    """An empty spreadsheet that is shared with us: one read, one write, and a last one that takes the empty sheet away. A
    workbook too large for one request comes in several, its sheets out of sight until the last; of a write that was cut short
    in between, the next try clears away what is there and begins anew. comfortable: bytes of one request."""

    online = True

    def __init__(self, spreadsheet: Spreadsheet, *, comfortable: int = COMFORTABLE) -> None:
        self._spreadsheet = spreadsheet
        self._comfortable = comfortable

    @property
    def name(self) -> str:
        return f"{PREFIX}{self._spreadsheet.identifier}"

    def create(self, design: FormBook, tabs: Mapping[str, str]) -> WriteOutcome:
        """Fill the spreadsheet. Raises UsageError where it is not empty, AccessDenied, BookUnwritable, ServiceUnavailable,
        StillBeingEdited."""
        found = self._spreadsheet.read()
        empty = _empty_sheet(found, self.name)
        for piece in self._pieces(found, empty, design):
            found = self._spreadsheet.write(piece, found)
        kept = self._take_away(found, empty.sheet_id)
        return WriteOutcome(saved_to=web_address(self._spreadsheet.identifier), changed=True, kept_sheets=kept)

    def _pieces(self, found: Snapshot, empty: SheetState, design: FormBook) -> Iterator[tuple[Json, ...]]:
        """What is sent, each by itself."""
        ids = _free_ids((sheet.name for sheet in design.sheets), {sheet.sheet_id for sheet in found.sheets})
        wanted = form_requests(design, ids)
        before = (*_cleared(found), *_out_of_the_way(empty, design))
        after = (*wanted.finish, _hide(empty.sheet_id))
        at_once = (*before, *wanted.start, *wanted.fill, *after)
        if sum(map(size, at_once)) <= self._comfortable:
            yield at_once
            return
        marks = {sheet_id: zlib.crc32(f"staging {sheet_id}".encode()) % _LARGEST_ID + 1 for sheet_id in ids.values()}
        yield (*before, *wanted.start, *(put_staging(sheet_id, mark) for sheet_id, mark in marks.items()))
        for piece in in_pieces(wanted.fill, self._comfortable):
            yield tuple(piece)
        yield (*after, *map(remove_metadata, marks.values()))

    def _take_away(self, found: Snapshot, sheet_id: int) -> tuple[str, ...]:
        """The sheet that was empty goes, unless somebody wrote into it while ours came; the names of sheets that stay."""
        sheet = found.by_id(sheet_id)
        if sheet is None:
            return ()
        if _has_anything(sheet):
            self._spreadsheet.write_aside([_show(sheet_id)], lambda _: False)
            return (sheet.title,)
        try:
            self._spreadsheet.write_aside([{"deleteSheet": {"sheetId": sheet_id}}], lambda after: after.by_id(sheet_id) is None)
        except (BookUnwritable, ServiceUnavailable):  # the workbook is whole; an empty sheet out of sight does no harm
            return (sheet.title,)
        return ()


def _empty_sheet(found: Snapshot, name: str) -> SheetState:
    """The one sheet of a spreadsheet that was just made. Raises UsageError."""
    edition = read_edition(found.content)
    if edition is not None and edition.template:
        raise UsageError(
            f"«{found.title}» đã là một sổ kế hoạch; sheetsync không ghi đè lên sổ đã có.",
            "Muốn lập sổ khác, vui lòng tạo một Google Sheet mới rồi chia sẻ như sheet này. Muốn đặt lại quyền của sổ này: "
            f'sheetsync protect "{name}".',
        )
    sheets = [sheet for sheet in found.sheets if not sheet.staging]
    ours = {sheet.sheet_id for sheet in found.sheets if sheet.staging}
    names = [named for named in found.named if int(named.get("range", {}).get("sheetId", 0)) not in ours]
    written = [sheet for sheet in sheets if _has_anything(sheet)]
    if len(sheets) == 1 and not written and not names:
        return sheets[0]
    if written:
        what = "đã có nội dung ở sheet " + ", ".join(f"«{sheet.title}»" for sheet in written[:6])
    elif names:
        what = "đã có tên đặt cho vùng ô: " + ", ".join(f"«{named.get('name', '')}»" for named in names[:6])
    else:
        what = f"có {len(sheets)} sheet"
    raise UsageError(
        f"Sổ mới chỉ lập được trong một Google Sheet còn trống, có một sheet; «{found.title}» {what}. Chưa ghi gì.",
        "Vui lòng mở https://sheets.new để tạo Google Sheet mới, chia sẻ với cùng địa chỉ (Người chỉnh sửa), rồi chạy lại với "
        "địa chỉ mới.",
    )


def _has_anything(sheet: SheetState) -> bool:
    content = sheet.content
    filled = any(value is not None for row in content.rows for value in row) or bool(content.far_rows)
    laid_over = sheet.charts or sheet.formats or sheet.protected or sheet.banded or sheet.filtered or content.merged
    return not sheet.grid or filled or sheet.remarks or bool(sheet.formulas) or bool(laid_over)


def _free_ids(titles: Iterable[str], taken: set[int]) -> Mapping[str, int]:
    """An id for each sheet to be, the same at every try that finds the same."""
    used = set(taken)
    ids: dict[str, int] = {}
    for title in titles:
        number = zlib.crc32(title.encode()) % _LARGEST_ID
        while number in used:
            number = (number + 1) % _LARGEST_ID
        used.add(number)
        ids[title] = number
    return ids


def _cleared(found: Snapshot) -> Iterator[Json]:
    """What a write that was cut short has left."""
    ours = {sheet.sheet_id for sheet in found.sheets if sheet.staging}
    for named in found.named:
        if int(named.get("range", {}).get("sheetId", 0)) in ours:
            yield {"deleteNamedRange": {"namedRangeId": named["namedRangeId"]}}
    for sheet_id in sorted(ours):
        yield {"deleteSheet": {"sheetId": sheet_id}}


def _out_of_the_way(empty: SheetState, design: FormBook) -> Sequence[Json]:
    """Its name may be one that we need."""
    wanted = [sheet.name for sheet in design.sheets]
    if folded_sheet_name(empty.title) not in map(folded_sheet_name, wanted):
        return ()
    title = free_name(empty.title, _EMPTY, [*wanted, empty.title])
    return ({"updateSheetProperties": {"properties": {"sheetId": empty.sheet_id, "title": title}, "fields": "title"}},)


def _hide(sheet_id: int) -> Json:
    return {"updateSheetProperties": {"properties": {"sheetId": sheet_id, "hidden": True}, "fields": "hidden"}}


def _show(sheet_id: int) -> Json:
    return {"updateSheetProperties": {"properties": {"sheetId": sheet_id, "hidden": False}, "fields": "hidden"}}
