"""Whether entries were written where they belong, by the copies that their write laid aside, and what has to be given back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sheetsync.adapters.google.entries import (
    Entry,
    anchor_mark,
    cell_mark,
    copy_first,
    entry_of,
    give_back,
    gives_format,
    heading_mark,
    line_key,
)
from sheetsync.adapters.google.marks import Json, remove_line_marks
from sheetsync.adapters.google.snapshot import SheetState, Snapshot
from sheetsync.core.book import SheetContent
from sheetsync.core.cells import a1
from sheetsync.records import dataclass, replace


@dataclass(frozen=True, slots=True)
class Stray:
    """A cell that was written though it was not the one meant. written: the entry that did it; tab, row, column: where the cell
    is now; anchor_column: of the cell that tells its row, there (0: none)."""

    written: _Written
    tab: SheetState
    row: int
    column: int
    anchor_column: int


def copies(book: Snapshot) -> tuple[SheetState, ...]:
    """The sheets that hold what stood in a tab before entries were written."""
    return tuple(sheet for sheet in book.sheets if sheet.entries_of is not None)


def missed(book: Snapshot) -> tuple[str, ...]:
    """The cells, as people name them, that were not the ones meant when they were written."""
    names = []
    for copy in copies(book):
        tab = book.by_id(copy.entries_of or 0)
        title = tab.title if tab is not None else copy.title
        names += [f"«{title}» {a1(each.entry.row, each.entry.column)}" for each in _written(copy) if not each.meant]
    return tuple(dict.fromkeys(names))


def strays(book: Snapshot) -> tuple[Stray, ...]:
    """What has to be given back next: cells that still hold what we wrote by mistake. Where a person has typed since, or the row
    is gone, nothing has. What was written last is given back first, for it may have hit a cell that waits itself."""
    written = [each for copy in copies(book) for each in _written(copy)]
    taken_back = {each.entry.gives_back for each in written if each.in_place}
    waiting = [each for each in written if not each.meant and each.lost_something and each.number not in taken_back]
    for copy in sorted(copies(book), key=lambda each: each.index, reverse=True):
        tab = book.by_id(copy.entries_of or 0)
        located = (_located(each, tab) for each in waiting if each.copy is copy) if tab is not None else ()
        found = tuple(stray for stray in located if stray is not None)
        if found:
            return found
    return ()


def giving_back(book: Snapshot, found: Sequence[Stray], take_id: Callable[[str], int]) -> tuple[Json, ...]:
    """The requests that give back what stood in these cells, with the same care as any entries."""
    taken = [sheet.title for sheet in book.sheets]
    requests: list[Json] = []
    for tab in book.sheets:
        here = [stray for stray in found if stray.tab is tab]
        if here:
            requests += copy_first(tab, [_given_back(stray) for stray in here], take_id, taken)
        for each in here:
            requests += give_back(each.written.copy, each.written.entry, tab.sheet_id, each.row, each.column)
    return tuple(requests)


def tidying(book: Snapshot) -> Iterator[Json]:
    """The requests that take the copies away, with the marks that belong to them."""
    for copy in copies(book):
        yield remove_line_marks(line_key(copy.sheet_id))
        yield {"deleteSheet": {"sheetId": copy.sheet_id}}


@dataclass(frozen=True, slots=True)
class _Written:
    """An entry, and what its copy shows. content: the cells of the copy, without what is noted beside them. in_place: row and
    column were those that were meant; meant: the cell held what it had to hold, too. number: by which a later entry names it."""

    copy: SheetState
    content: SheetContent
    entry: Entry
    in_place: bool
    meant: bool
    number: str

    @property
    def lost_something(self) -> bool:
        """Whether something else stood in the cell before."""
        return cell_mark(self.content, self.entry.row, self.entry.column) != self.entry.new

    def beside(self, column: int) -> str:
        """What told the row."""
        return anchor_mark(self.content, self.entry.row, column)


def _written(copy: SheetState) -> Iterator[_Written]:
    content = replace(copy.content, rows=[row[: copy.columns - copy.content.first_column] for row in copy.content.rows])
    headings: dict[int, str] = {}
    for place, entry in enumerate(_entries(copy)):
        if entry.column not in headings:
            headings[entry.column] = heading_mark(content, entry.column)
        told_by = 0 if entry.gives_back else entry.anchor_column
        in_place = headings[entry.column] == entry.heading and anchor_mark(content, entry.row, told_by) == entry.anchor
        held = cell_mark(content, entry.row, entry.column) == entry.old
        yield _Written(copy, content, entry, in_place, in_place and held, f"{copy.sheet_id:x}.{place}")


def _entries(copy: SheetState) -> Iterator[Entry]:
    for row in range(1, copy.rows + 1):
        text = copy.content.value(row, copy.columns)
        entry = entry_of(text) if isinstance(text, str) else None
        if entry is None:
            return
        yield entry


def _located(written: _Written, tab: SheetState) -> Stray | None:
    """Where the cell is by now, if it still has to be given back. Rows and columns that were put in or taken out moved the marks
    along; sorting may have moved the row and left its mark behind, so the row is known by what stands beside the cell as well."""
    entry, key = written.entry, line_key(written.copy.sheet_id)
    row = tab.rows_marked.get((key, str(entry.row)))
    column = tab.columns_marked.get((key, str(entry.column)))
    anchor_column = tab.columns_marked.get((key, str(entry.anchor_column)), 0)
    if column is None:
        return None
    beside = written.beside(entry.anchor_column) if anchor_column else ""

    def holds(place: int) -> bool:
        return cell_mark(tab.content, place, column) == entry.new

    def is_its_row(place: int) -> bool:
        return not anchor_column or anchor_mark(tab.content, place, anchor_column) == beside

    if row is None or not (is_its_row(row) and holds(row)):
        rows = [each for each in range(1, tab.content.last_row + 1) if anchor_column and is_its_row(each) and holds(each)]
        row = rows[0] if len(rows) == 1 else None
    return Stray(written, tab, row, column, anchor_column) if row is not None else None


def _given_back(stray: Stray) -> Entry:
    """Giving back as an entry: what we wrote has to stand there still, in the same row."""
    written, tab = stray.written, stray.tab.content
    return Entry(
        stray.row,
        stray.column,
        written.entry.new,
        cell_mark(written.content, written.entry.row, written.entry.column),
        stray.anchor_column,
        anchor_mark(tab, stray.row, 0),
        heading_mark(tab, stray.column),
        gives_format(written.copy, written.entry),
        written.number,
    )
