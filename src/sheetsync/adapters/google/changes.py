"""What a write asks of Google, worked out from what was read: nothing is sent from here.

A sheet of ours is drawn anew in its own place, so that whatever refers to it still does; in the same step a copy of how it stood
is set aside, out of sight. What the copy shows decides what becomes of it: as we left it, it goes; changed by a person in the
meantime, it is theirs and stays. Sheets that are to go are first only taken out of sight, for the same reason.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from sheetsync.adapters.google.conditional_formats import exchange_requests, rule_of
from sheetsync.adapters.google.entries import write_entries
from sheetsync.adapters.google.marks import ASIDE_KEY, Json, SheetMark, change_mark, put_mark, remove_metadata
from sheetsync.adapters.google.own_sheets import Drawing, Wanted, change_properties, cleared, free_name, settle_aside
from sheetsync.adapters.google.references import own_names_of, refers_to_sheet
from sheetsync.adapters.google.sheet_requests import IdOf, fingerprint_of_design, requests_of
from sheetsync.adapters.google.snapshot import SheetState, Snapshot
from sheetsync.core.cells import Rectangle
from sheetsync.core.edits import CellChange, ConvertTexts, Edit, Highlight, PutSheet, RemoveOwnSheets, SetHighlights
from sheetsync.core.entry_cells import changes_to_make
from sheetsync.core.own_names import kept_name, own_sheet_name
from sheetsync.core.sheet_names import folded_sheet_name, kept_sheet_name
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.errors import BookUnwritable, SheetConflict, StillBeingEdited
from sheetsync.records import dataclass, field, replace

_LARGEST_ID = 2**31 - 1
_ASIDE = " (đang thay)"


@dataclass(slots=True)
class Changes:
    """before: what comes before the drawings; after: what comes behind them. kept: new names of sheets that a person had
    edited. coloured: ids of tabs whose conditional formats are exchanged, and the rules wanted there. ids: of sheets, those in
    use and those spoken for. entries: by tab, the cells that are written."""

    before: list[Json] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    after: list[Json] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    coloured: dict[int, tuple[Json, ...]] = field(default_factory=dict)
    ids: set[int] = field(default_factory=set)
    entries: dict[int, frozenset[tuple[int, int]]] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        return bool(self.before or self.drawings or self.after)

    @property
    def entries_alone(self) -> bool:
        """Nothing is written that was worked out from the rest of the book."""
        return bool(self.entries) and not (self.drawings or self.after)

    def take_id(self, text: str) -> int:
        """A free id for a new sheet. Always the same for the same wish where it is free: an id that is used twice is refused,
        so no write can be done twice."""
        number = zlib.crc32(text.encode()) % _LARGEST_ID
        while number in self.ids:
            number = (number + 1) % _LARGEST_ID
        self.ids.add(number)
        return number


def plan_changes(book: Snapshot, edits: Sequence[Edit]) -> Changes:
    """Raises SheetConflict, BookUnwritable, StillBeingEdited; nothing is changed then."""
    planner = _Planner(book, Changes())
    if any(isinstance(edit, ConvertTexts) for edit in edits):
        raise BookUnwritable(
            "Chữ phông cũ chỉ được chuyển trong một bản chép của tệp.",
            "Vui lòng tải sheet về thành tệp .xlsx (Tệp > Tải xuống > Microsoft Excel) rồi chạy lại với tệp đó.",
        )
    staying = planner.put(_wanted(edit.design, planner.id_of) for edit in edits if isinstance(edit, PutSheet))
    for title, cells in changes_to_make(book.content, edits, changed=StillBeingEdited).items():
        planner.enter(title, cells)
    for edit in edits:
        if isinstance(edit, SetHighlights):
            planner.highlight(edit)
        elif isinstance(edit, RemoveOwnSheets):
            planner.remove_all(lambda own: not edit.kinds or own.kind in edit.kinds, staying)  # noqa: B023 - called at once
    return planner.changes


def plan_additions(book: Snapshot, sheets: Sequence[Wanted]) -> Changes:
    """What puts these sheets of ours into the book and leaves everything else. Raises as `plan_changes`."""
    planner = _Planner(book, Changes())
    planner.put(sheets)
    return planner.changes


def plan_return(book: Snapshot, sheets: Sequence[Wanted], rules: Mapping[int, Sequence[Json]]) -> Changes:
    """What makes our sheets and conditional formats in the book exactly these. rules: by sheet. Raises as `plan_changes`."""
    planner = _Planner(book, Changes())
    staying = planner.put(sheets)
    planner.remove_all(lambda _: True, staying)
    for sheet in book.sheets:
        if sheet.is_peoples and (sheet.own_formats or sheet.sheet_id in rules):
            planner.colour(sheet, rules.get(sheet.sheet_id, ()))
    return planner.changes


def _wanted(design: SheetDesign, id_of: IdOf) -> Wanted:
    return Wanted(
        design.name,
        design.kind,
        design.period,
        fingerprint_of_design(design),
        lambda sheet_id: requests_of(design, sheet_id, id_of),
    )


@dataclass(slots=True)
class _Planner:
    """taken: the names of all sheets as they will be. handed_over: ids of sheets that are people's from now on."""

    book: Snapshot
    changes: Changes
    taken: list[str] = field(default_factory=list)
    handed_over: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.taken = [sheet.title for sheet in self.book.sheets]
        self.changes.ids = {sheet.sheet_id for sheet in self.book.sheets}

    def put(self, sheets: Iterable[Wanted]) -> set[int]:
        """Plans what our sheets shall be; the ids of those that stay or come."""
        wanted = list(sheets)
        self._refuse_strangers(wanted)
        self._clear_away_leftovers()
        return {self._put(each) for each in wanted}

    def remove_all(self, chosen: Callable[[SheetMark], bool], staying: Collection[int]) -> None:
        for sheet in self.book.sheets:
            if sheet.own and sheet.sheet_id not in {*staying, *self.handed_over} and chosen(sheet.own):
                self._remove(sheet, sheet.own)

    def _refuse_strangers(self, sheets: Sequence[Wanted]) -> None:
        found = (self.book.called(wanted.title) for wanted in sheets)
        strangers = [sheet for sheet in found if sheet is not None and sheet.is_peoples]
        if strangers:
            listed = ", ".join(f"«{sheet.title}»" for sheet in strangers)
            raise SheetConflict(
                f"Sổ đã có sheet {listed} không phải do sheetsync lập (hoặc đã được sửa tay), sheetsync không ghi đè.",
                "Đổi tên sheet đó (bấm đúp vào tên sheet) rồi chạy lại; nội dung của nó không bị đụng tới.",
            )

    def _clear_away_leftovers(self) -> None:
        """What an earlier write that was cut short had set aside."""
        for sheet in self.book.sheets:
            if sheet.staging:
                self.changes.before.append({"deleteSheet": {"sheetId": sheet.sheet_id}})
                self.taken.remove(sheet.title)
            elif sheet.aside is not None:
                settled, kept = settle_aside(sheet, sheet.aside, self.taken)
                self.changes.before.extend(settled)
                if kept:
                    self.changes.kept.append(kept)
                    self.taken.append(kept)
                self.taken.remove(sheet.title)

    def _put(self, wanted: Wanted) -> int:
        """Plans the drawing; gives the id of its sheet."""
        existing = self._present(wanted)
        for sheet in self._of_kind(wanted):
            if sheet is not existing and sheet.edited:
                self._hand_over(sheet)
        if existing is not None and existing.own is not None and not existing.edited:
            self._redraw(existing, existing.own, wanted)
            return existing.sheet_id
        index = max((sheet.index for sheet in self.book.sheets), default=-1) + 1 + self._new_sheets()
        if existing is not None and existing.own is not None:
            index = existing.index + 1
            self._keep(existing, existing.own)
        sheet_id = self.changes.take_id(f"{wanted.kind.value} {wanted.period}")
        requests = wanted.drawn(sheet_id)
        self.changes.drawings.append(Drawing(wanted.title, requests, wanted.mark(requests), index))
        return sheet_id

    def _present(self, wanted: Wanted) -> SheetState | None:
        """The sheet of ours that stands for this one already: the one of its name, else one of its kind and period that a person
        gave another name and did not edit (it keeps that name)."""
        named = self.book.called(wanted.title)
        if named is not None:
            return named
        return next((sheet for sheet in self._of_kind(wanted) if not sheet.edited), None)

    def _of_kind(self, wanted: Wanted) -> list[SheetState]:
        """Our sheets of the same kind and period, whatever people call them."""
        return [
            sheet
            for sheet in self.book.sheets
            if sheet.own is not None and (sheet.own.kind, sheet.own.period) == (wanted.kind, wanted.period)
        ]

    def _redraw(self, sheet: SheetState, own: SheetMark, wanted: Wanted) -> None:
        """An unedited sheet of ours drawn anew in its own place, after a copy was set aside; nothing where it is so already."""
        requests = wanted.drawn(sheet.sheet_id)
        mark = wanted.mark(requests)
        if own.digest == mark.digest and own.fingerprint == mark.fingerprint:
            return
        copy_id = self.changes.take_id(f"copy {own.text}")
        name = free_name(sheet.title, _ASIDE, self.taken)
        self.taken.append(name)
        self.changes.before += [
            {
                "duplicateSheet": {
                    "sourceSheetId": sheet.sheet_id,
                    "newSheetId": copy_id,
                    "newSheetName": name,
                    "insertSheetIndex": sheet.index + 1,
                }
            },
            change_properties(copy_id, hidden=True),
            put_mark(replace(own, sheet_id=copy_id), ASIDE_KEY),
            *cleared(sheet),
        ]
        if sheet.title != wanted.title and folded_sheet_name(sheet.title) == folded_sheet_name(wanted.title):
            self.changes.before.append(change_properties(sheet.sheet_id, title=wanted.title))
        self.changes.drawings.append(Drawing(wanted.title, requests, mark))
        self.changes.after.append(change_mark(own, mark))

    def _keep(self, sheet: SheetState, own: SheetMark) -> None:
        """A sheet of ours that a person edited is theirs from now on, under another name."""
        name = kept_sheet_name(kept_name(own.kind, own.period), self.taken)
        self.taken.append(name)
        self.changes.before += [change_properties(sheet.sheet_id, title=name), *(remove_metadata(one) for one in sheet.metadata)]
        self.changes.kept.append(name)
        self.handed_over.add(sheet.sheet_id)

    def _hand_over(self, sheet: SheetState) -> None:
        """An edited sheet whose name is people's already."""
        self.changes.before += [remove_metadata(one) for one in sheet.metadata]
        self.changes.kept.append(sheet.title)
        self.handed_over.add(sheet.sheet_id)

    def _remove(self, sheet: SheetState, own: SheetMark) -> None:
        where = refers_to_sheet(self.book, sheet)
        if sheet.edited:
            ours = folded_sheet_name(sheet.title) == folded_sheet_name(own_sheet_name(own.kind, own.period))
            if ours and where is None:
                self._keep(sheet, own)
            else:
                self._hand_over(sheet)
            return
        if where is not None:
            raise SheetConflict(
                f"Sheet «{sheet.title}» đang được {where} dùng đến; gỡ sheet này sẽ làm chỗ đó thành #REF!.",
                "Chưa ghi gì. Vui lòng bỏ chỗ dùng đến đó, hoặc tự xóa sheet này, rồi chạy lại.",
            )
        self.changes.before += [
            *({"deleteNamedRange": {"namedRangeId": name["namedRangeId"]}} for name in own_names_of(self.book, sheet)),
            change_properties(sheet.sheet_id, hidden=True),
            put_mark(replace(own, sheet_id=sheet.sheet_id), ASIDE_KEY),
        ]

    def enter(self, title: str, cells: Sequence[CellChange]) -> None:
        """Entries into a tab of people's."""
        tab = self.book.sheet(title)
        if tab is not None:
            self.changes.before.extend(write_entries(tab, cells, self.changes.take_id, self.taken))
            self.changes.entries[tab.sheet_id] = frozenset((change.row, change.column) for change in cells)

    def highlight(self, edit: SetHighlights) -> None:
        sheet = self.book.sheet(edit.sheet)
        if sheet is None:
            if edit.highlights:
                raise StillBeingEdited(f"Không còn sheet «{edit.sheet}» để tô màu; có người vừa đổi tên hoặc xóa.", _AGAIN)
            return
        self.colour(sheet, [rule_of(each, sheet.sheet_id, self.book.locale) for each in _within(edit.highlights, sheet)])

    def colour(self, sheet: SheetState, rules: Sequence[Json]) -> None:
        """Our conditional formats on a sheet exchanged for these."""
        requests = tuple(exchange_requests(sheet, rules))
        if requests:
            self.changes.after.extend(requests)
            self.changes.coloured[sheet.sheet_id] = tuple(rules)

    def id_of(self, title: str) -> int | None:
        sheet = self.book.sheet(title)
        return sheet.sheet_id if sheet is not None else None

    def _new_sheets(self) -> int:
        return sum(drawing.new for drawing in self.changes.drawings)


_AGAIN = "Chạy lại để làm trên nội dung mới nhất."


def _within(highlights: Iterable[Highlight], sheet: SheetState) -> Iterator[Highlight]:
    """Areas end where the grid ends: Google takes none that reach beyond it."""
    for highlight in highlights:
        areas = tuple(
            Rectangle(area.first_row, area.first_column, min(area.last_row, sheet.rows), min(area.last_column, sheet.columns))
            for area in highlight.areas
            if area.first_row <= sheet.rows and area.first_column <= sheet.columns
        )
        if areas:
            yield replace(highlight, areas=areas)
