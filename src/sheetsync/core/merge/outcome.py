"""What a merge gives: changes for either side, conflicts, notices, and the state that is common afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import Enum

from sheetsync import records
from sheetsync.core.cells import CellValue, Where
from sheetsync.core.merge.base import Base, BaseCell, CellName, plain_value
from sheetsync.core.merge.messages import NOTICES, conflict_sentence, notice_sentence, said_of
from sheetsync.core.merge.state import IN_PERCENT, RowKey, SeenCell, Side
from sheetsync.core.messages import shown
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to be written. cell: as it was read, and as it must still be when it is written; value: what people shall see in
    it; task: the row's text."""

    side: Side
    official: str
    key: RowKey
    field: str
    cell: SeenCell
    value: CellValue
    task: str = ""

    @property
    def where(self) -> Where:
        return self.cell.where

    @property
    def old(self) -> CellValue:
        """What the book holds there now."""
        return self.cell.stored

    @property
    def new(self) -> CellValue:
        """What the book must hold: a share where the cell shows percent."""
        return self.cell.to_store(self.value)

    @property
    def plain(self) -> bool:
        """A number here is no share: people must see it as it is, although the cell may show percent, as it does ever after
        somebody typed `95%` into it."""
        return self.field not in IN_PERCENT

    @property
    def name(self) -> CellName:
        return (self.official, self.key, self.field)


class ConflictKind(Enum):
    CELL = "cell"  # both sides changed one cell, to different values
    DELETED = "deleted"  # one side has lost the row, and the other changed this cell of it


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that a person must settle; neither side is written. base: what it was before, None where the sides never had
    anything in common. left, right: the cell on either side; None on the side that has lost the row. books: what people call
    the left and the right book."""

    kind: ConflictKind
    official: str
    key: RowKey
    field: str
    base: BaseCell | None
    left: SeenCell | None
    right: SeenCell | None
    task: str
    books: tuple[str, str]

    @property
    def name(self) -> CellName:
        return (self.official, self.key, self.field)

    @property
    def mark(self) -> str:
        """Ten letters that stand for this conflict with these values: a choice made for other values does not fit it."""
        sides = [None if cell is None else [plain_value(cell.value)] for cell in (self.left, self.right)]
        base = None if self.base is None else [plain_value(self.base.value)]
        said = [self.official, self.key.task, self.key.role, self.key.by_text, self.field, self.kind.value, base, *sides]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:10]

    def cell(self, side: Side) -> SeenCell | None:
        return self.left if side is Side.LEFT else self.right

    @property
    def kept(self) -> tuple[Side, SeenCell]:
        """The side that still has the cell (the left one where both do)."""
        if self.left is not None:
            return Side.LEFT, self.left
        assert self.right is not None
        return Side.RIGHT, self.right

    @property
    def message(self) -> str:
        """One Vietnamese sentence or two that name the cells, their values, and what to do."""
        side, here = self.kept
        there = self.right if side is Side.LEFT else None
        books = self.books if side is Side.LEFT else self.books[::-1]
        return conflict_sentence(books, here, there, self.task, None if self.base is None else (self.base.value,))


@dataclass(frozen=True, slots=True)
class Notice:
    """What people should know and the merge does not do by itself. code: a contract (messages.NOTICES); side: whose `where` and
    `sheet` are meant; book, other_book: what people call that side and the other one. value, other_value: of the cell here and
    there, where it is about a cell. words: more that its sentence says."""

    code: str
    side: Side
    official: str
    book: str
    other_book: str
    sheet: str
    where: Where | None = None
    key: RowKey | None = None
    field: str = ""
    value: CellValue = None
    other_value: CellValue = None
    variant: str = ""
    words: Mapping[str, str] = records.field(default_factory=dict)

    @property
    def message(self) -> str:
        """One Vietnamese sentence or two: book, sheet, cell, what was found, what to do."""
        words = {name: shown(word) for name, word in self.words.items()}
        return notice_sentence(
            NOTICES[self.code][self.variant],
            (self.book, self.other_book),
            self.sheet,
            self.where,
            {"here": said_of(self.value), "there": said_of(self.other_value), **words},
        )


@dataclass(frozen=True, slots=True)
class Merge:
    """left, right: what to write into either book. base: the common state once all of that is written; where some of it could
    not be, `base_after` says what to keep. before: the base that the merge started from."""

    left: tuple[Change, ...]
    right: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    notices: tuple[Notice, ...]
    base: Base
    before: Base | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        return (*self.left, *self.right)

    def base_after(self, not_done: Iterable[Change]) -> Base:
        """The common state to keep when these changes were not carried out: they are found again by the next merge."""
        return self.base.without_done(self.before, [change.name for change in not_done])
