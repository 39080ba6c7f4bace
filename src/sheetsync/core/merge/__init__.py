"""The three-way merge of two plan books' entries, by task and field, against their last common state. Pure: it gives changes, and
others write them.

state_of(tabs, settings, name=…, period=…) -> BookState     one side, from what `read_tabs` gave; `.only("VP", …)` narrows it
merge(left, right, base, settings) -> Merge                 left is the office's master; base None at the first sync
    .left, .right      Change: what to write into which cell (`where`, `old` as it must still be, `new`)
    .conflicts         Conflict: base, left and right of a cell that a person must settle; `mark` names it, `message` words it
    .notices           Notice: what the merge leaves alone (`code`, `message`)
    .base              the Base to keep once everything is written; `.base_after(not_done)` when some changes could not be
own_columns(content, tabs), with_own_columns(merge, left, right, books)    tells of columns that no configuration knows
narrowed(merge, left, right, officials) -> Merge            of it what is these officials'; the others' base stays
resolve(merge, {mark: Side.LEFT | Side.RIGHT | Typed(value)}) -> Resolution    further changes, and the base after them
base_of(state) -> Base                                      the common state of a book and the copy that was handed out
to_plain(base), from_plain(plain)                           for the file that keeps the base
"""

from sheetsync.core.merge.base import Base, BaseCell, base_of, from_plain, to_plain
from sheetsync.core.merge.narrowed import narrowed
from sheetsync.core.merge.outcome import Change, Conflict, ConflictKind, Merge, Notice
from sheetsync.core.merge.own_columns import own_columns, with_own_columns
from sheetsync.core.merge.resolve import Choice, Resolution, Typed, resolve
from sheetsync.core.merge.state import BookState, Row, RowKey, SeenCell, Side, TabState, state_of
from sheetsync.core.merge.three_way import merge

__all__ = [
    "Base",
    "BaseCell",
    "BookState",
    "Change",
    "Choice",
    "Conflict",
    "ConflictKind",
    "Merge",
    "Notice",
    "Resolution",
    "Row",
    "RowKey",
    "SeenCell",
    "Side",
    "TabState",
    "Typed",
    "base_of",
    "from_plain",
    "merge",
    "narrowed",
    "own_columns",
    "resolve",
    "state_of",
    "to_plain",
    "with_own_columns",
]
