"""Edits carried out on a workbook's bytes: all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sheetsync.adapters.xlsx.added_styles import in_use, styles_before
from sheetsync.adapters.xlsx.conditional_formats import ConditionalFormat, replace_conditional_formats
from sheetsync.adapters.xlsx.convert_texts import convert_texts, headings_of_tables
from sheetsync.adapters.xlsx.graft import Graft, graft_sheets
from sheetsync.adapters.xlsx.own_sheets import (
    drop_parts,
    has_additions,
    is_named_elsewhere,
    rename_in_charts_and_links,
)
from sheetsync.adapters.xlsx.package import Package
from sheetsync.adapters.xlsx.read import read_book
from sheetsync.adapters.xlsx.relationships import drop_content_types, parts_below
from sheetsync.adapters.xlsx.set_cells import set_cells
from sheetsync.adapters.xlsx.shared_texts import SharedTexts
from sheetsync.adapters.xlsx.sheet_list import SheetEntry, SheetList
from sheetsync.adapters.xlsx.styles import StyleTable
from sheetsync.adapters.xlsx.well_formed import check_well_formed
from sheetsync.core.book import BookContent, OwnMark
from sheetsync.core.edits import ConvertTexts, Edit, PutSheet, RemoveOwnSheets, SetCells, SetHighlights
from sheetsync.core.entry_cells import changes_to_make
from sheetsync.core.fingerprint import DESIGN_NAME, MARK_NAME
from sheetsync.core.own_names import kept_name, own_sheet_name
from sheetsync.core.sheet_names import folded_sheet_name, kept_sheet_name
from sheetsync.core.sheets.design import SheetDesign
from sheetsync.errors import BookUnwritable, SheetConflict
from sheetsync.records import dataclass

if TYPE_CHECKING:
    from sheetsync.adapters.xlsx.fresh_book import FreshBook

Draw = Callable[[Sequence[SheetDesign]], "FreshBook"]
"""Draws the designs in a fresh workbook holding just these sheets, in this order."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The workbook after the edits: the very same bytes when they changed nothing. left_cells: see WriteOutcome."""

    data: bytes
    kept_sheets: tuple[str, ...]
    left_cells: tuple[tuple[str, str], ...] = ()


def apply_edits(data: bytes, content: BookContent, edits: Iterable[Edit], draw: Draw) -> Applied:
    """Carry out the edits in order. content: what our reader made of these very bytes.

    Raises SheetConflict (a sheet is somebody else's, or missing), BookUnwritable (the book may not be changed: signed; or a cell
    may not), ExternallyChanged (a cell is not what an edit says).
    """
    work = _Work(data, content, draw)
    for is_put, group in groupby(edits, key=lambda edit: isinstance(edit, PutSheet)):
        if is_put:
            work.put_sheets([edit for edit in group if isinstance(edit, PutSheet)])
            continue
        for edit in group:
            if isinstance(edit, RemoveOwnSheets):
                work.remove_own_sheets(edit)
            elif isinstance(edit, SetHighlights):
                work.set_highlights(edit)
            elif isinstance(edit, ConvertTexts):
                work.convert_texts(edit)
            elif isinstance(edit, SetCells):
                work.set_cells(edit)
    return work.finished()


class _Work:
    """One workbook while edits are carried out on it."""

    def __init__(self, data: bytes, content: BookContent, draw: Draw) -> None:
        self._data = data
        self._package = Package(data)
        if any(name.lower().startswith("_xmlsignatures/") for name in self._package.names()):
            raise BookUnwritable(
                "Sổ đã được ký số; ghi vào sẽ làm mất hiệu lực chữ ký.",
                "Ghi kết quả ra tệp chưa ký: lưu sổ thành bản mới rồi chạy lại với bản đó.",
            )
        self._sheets = SheetList(self._package)
        self._content = content
        self._draw = draw
        self._own: dict[str, OwnMark] = {folded_sheet_name(sheet.name): sheet.own for sheet in content.sheets if sheet.own}
        self._styles: StyleTable | None = None
        self._styles_wanted = False
        self._kept: list[str] = []
        self._left: list[tuple[str, str]] = []
        self._texts: SharedTexts | None = None
        self._cells: BookContent | None = None
        self._calculated_anew = False
        self._dropped: set[str] = set()
        self._drawn: set[str] = set()

    def put_sheets(self, edits: Sequence[PutSheet]) -> None:
        """Put sheets of ours in, all rendered in one go."""
        self._refuse_strangers(edit.design.name for edit in edits)
        for edit in edits:
            existing = self._sheets.find(edit.design.name)
            if existing is None:
                continue
            if self._edited(existing):
                self._keep(existing, rename=True)
            else:
                self._drop(parts_below(self._package, existing.part))
        designs = [edit.design for edit in edits]
        grafts = [Graft(design.name, self._sheets.find(design.name)) for design in designs]
        self._drawn.update(graft_sheets(self._sheets, self._style_table(), self._draw(designs), grafts))
        self._save_styles()
        for design in designs:
            self._own[folded_sheet_name(design.name)] = OwnMark(design.kind, design.period, edited=False)

    def remove_own_sheets(self, edit: RemoveOwnSheets) -> None:
        """Take our unedited sheets away; an edited one stays as a sheet of the person who edited it, under another name where
        that harms nobody."""
        edited: list[str] = []
        for sheet in reversed(self._sheets.sheets()):
            own = self._own.get(folded_sheet_name(sheet.name))
            if own is None or (edit.kinds and own.kind not in edit.kinds):
                continue
            if self._edited(sheet):
                edited.insert(0, sheet.name)
                continue
            del self._own[folded_sheet_name(sheet.name)]
            below = parts_below(self._package, sheet.part)
            self._sheets.remove(sheet)
            self._drop((sheet.part, *below))
        for sheet in [each for each in self._sheets.sheets() if each.name in edited]:
            own = self._own[folded_sheet_name(sheet.name)]
            ours = folded_sheet_name(sheet.name) == folded_sheet_name(own_sheet_name(own.kind, own.period))
            self._keep(sheet, rename=ours and not is_named_elsewhere(self._sheets, sheet))

    def set_highlights(self, edit: SetHighlights) -> None:
        """Exchange our conditional formats on a sheet. A sheet without cells (a chart sheet) has none."""
        sheet = self._sheets.worksheet(edit.sheet)
        if sheet is None:
            if edit.highlights:
                raise SheetConflict(f"Không còn sheet «{edit.sheet}» để tô màu.", "Chạy lại lệnh vừa rồi.")
            return
        formats = []
        if edit.highlights:
            styles = self._style_table()
            formats = [
                ConditionalFormat(each.areas, each.condition, styles.highlight_style(each.look)) for each in edit.highlights
            ]
            self._save_styles()
        before = self._package.read(sheet.part)
        content = replace_conditional_formats(before, formats, part=sheet.part)
        if content is not before:
            self._package.put(sheet.part, content)

    def convert_texts(self, edit: ConvertTexts) -> None:
        """Exchange texts of cells, with their fonts."""
        sheet = self._sheets.worksheet(edit.sheet)
        if sheet is None:
            raise SheetConflict(f"Không còn sheet «{edit.sheet}» để chuyển chữ.", "Chạy lại lệnh vừa rồi.")
        if self._texts is None:
            self._texts = SharedTexts(self._sheets)
        content, left = convert_texts(
            self._package.read(sheet.part),
            edit,
            part=sheet.part,
            texts=self._texts,
            styles=self._style_table(),
            untouchable=headings_of_tables(self._package, sheet.part),
        )
        self._save_styles(for_people=True)
        self._package.put(sheet.part, content)
        self._left += [(edit.sheet, cell) for cell in left]

    def set_cells(self, edit: SetCells) -> None:
        """Write entries into single cells. What they must hold before is what stands in the file, not what an edit of this write
        made of it."""
        if self._cells is None:
            self._cells = read_book(self._data, self._content.name)  # what is kept of a read has no cells
        for name, changes in changes_to_make(self._cells, (edit,)).items():
            sheet = self._sheets.worksheet(name)
            if sheet is None:
                raise AssertionError("a sheet that was read is listed")
            content = set_cells(
                self._package.read(sheet.part),
                name,
                changes,
                part=sheet.part,
                styles=self._style_table(),
                headings=headings_of_tables(self._package, sheet.part),
                date_1904=self._sheets.date_1904,
            )
            self._save_styles(for_people=True)
            self._package.put(sheet.part, content)
            self._calculated_anew = any(note.formula for each in self._cells.sheets for note in each.notes.values())

    def finished(self) -> Applied:
        """The bytes after all edits. Raises BookUnreadable where a part that changed was damaged before."""
        if self._calculated_anew:
            self._sheets.ask_for_calculation()
        if self._texts is not None:
            self._texts.save()
        if not self._styles_wanted:
            self._give_styles_back()
        drop_content_types(self._package, self._dropped)
        for part in self._package.changed_parts():
            if part not in self._drawn:
                check_well_formed(self._package.read(part), part)
        return Applied(self._package.save(), tuple(self._kept), tuple(self._left))

    def _refuse_strangers(self, names: Iterable[str]) -> None:
        strangers = []
        for name in names:
            existing = self._sheets.find(name)
            if existing and (folded_sheet_name(name) not in self._own or existing.kind != "worksheet"):
                strangers.append(existing.name)
        if strangers:
            listed = ", ".join(f"«{name}»" for name in strangers)
            raise SheetConflict(
                f"Sổ đã có sheet {listed} không phải do sheetsync lập (hoặc đã được sửa tay), sheetsync không ghi đè.",
                "Đổi tên sheet đó (bấm đúp vào tên sheet) rồi chạy lại; nội dung của nó không bị đụng tới.",
            )

    def _edited(self, sheet: SheetEntry) -> bool:
        return self._own[folded_sheet_name(sheet.name)].edited or has_additions(self._package, sheet.part)

    def _keep(self, sheet: SheetEntry, *, rename: bool) -> None:
        """Give an edited sheet of ours to the people: no mark, and another name if asked for."""
        own = self._own.pop(folded_sheet_name(sheet.name))
        if rename:
            name = kept_sheet_name(kept_name(own.kind, own.period), [other.name for other in self._sheets.sheets()])
            before, sheet = sheet.name, self._sheets.rename(sheet, name)
            rename_in_charts_and_links(self._package, sheet.part, before, name)
        self._remove_mark(sheet)
        self._kept.append(sheet.name)

    def _remove_mark(self, sheet: SheetEntry) -> None:
        names = self._sheets.local_names(sheet)
        self._sheets.set_local_names(sheet, [name for name in names if name.name not in (MARK_NAME, DESIGN_NAME)])

    def _drop(self, parts: Sequence[str]) -> None:
        drop_parts(self._package, parts)
        self._dropped.update(parts)

    def _style_table(self) -> StyleTable:
        if self._styles is None:
            self._styles = StyleTable(self._sheets)
        return self._styles

    def _save_styles(self, *, for_people: bool = False) -> None:
        if self._styles is not None:
            self._styles.save(for_people=for_people)
            self._styles = None
            self._styles_wanted = True

    def _give_styles_back(self) -> None:
        """Take out of the styles part what we added to it, once nothing in the book needs it any more."""
        part = self._sheets.styles_part()
        before = styles_before(self._package.read(part), part) if part else None
        if part is None or before is None or in_use(self._package, part, before):
            return
        if before.created:
            self._sheets.remove_styles_part(part)
            self._dropped.add(part)
        else:
            self._package.put(part, before.content)
