"""The files of one official laid together: what they agree on is taken, where two of them differ people choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sheetsync.core.cells import CellValue
from sheetsync.core.collect.whose import SentFile
from sheetsync.core.hand_out.record import HandOutRecord
from sheetsync.core.merge import Base, BaseCell, Change, Choice, Conflict, ConflictKind, Merge, Notice, SeenCell, Side, Typed
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.same_value import same
from sheetsync.records import dataclass

_OF_NO_CONSEQUENCE = {
    Side.LEFT: frozenset({"new-on-one-side", "column-on-one-side", "quarters-joined", "row-without-key"}),
    Side.RIGHT: frozenset({"deleted-on-one-side", "formula-kept", "quarters-joined", "plan-not-taken"}),
}
"""What a merge tells of the office's book and of a file that takes nothing away from the file."""


@dataclass(frozen=True, slots=True)
class FileMerge:
    """A file with its merge into the office's book (the left side). mark: of its entries; went_back: see Measure."""

    sent: SentFile
    record: HandOutRecord
    merge: Merge
    mark: str = ""
    went_back: frozenset[CellName] = frozenset()

    def cell(self, name: CellName) -> SeenCell | None:
        """What the file has there."""
        official, key, field = name
        tab = self.sent.state.tabs.get(official)
        row = tab.rows.get(key) if tab is not None else None
        return row.cell(field) if row is not None and field in row.values else None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is worth telling."""
        return tuple(
            notice
            for notice in self.merge.notices
            if notice.code not in _OF_NO_CONSEQUENCE[notice.side]
            and not (notice.code == "column-on-one-side" and notice.words.get("count") == "0")
        )

    @property
    def left(self) -> int:
        """How many cells and rows stay in the file."""
        here = {"formula-kept", "cell-unreadable"}
        there = {"new-on-one-side", "duplicate-key", "row-without-key", "cell-unreadable"}
        told = [notice for notice in self.notices if notice.code in (there if notice.side is Side.RIGHT else here)]
        columns = [notice for notice in self.notices if notice.code == "column-on-one-side"]
        return len(told) + sum(int(notice.words["count"]) for notice in columns)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one file has for a cell. here: the office's cell, None where its row is gone."""

    file: FileMerge
    here: SeenCell | None
    there: SeenCell
    change: Change | None
    task: str


def collate(files: Sequence[FileMerge], book: str) -> Merge:
    """One merge of all files, of whichever official: changes for the office's book, and conflicts that name the files. book: what
    people call the office's book."""
    by_cell: dict[CellName, list[_Said]] = {}
    for file in files:
        for name, said in _said(file):
            by_cell.setdefault(name, []).append(said)
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    for name, all_said in by_cell.items():
        groups = _alike(all_said)
        change = all_said[0].change
        if len(groups) == 1 and change is not None and all(said.change is not None for said in all_said):
            changes.append(change)
        else:
            conflicts += (_conflict(name, group, book) for group in groups)
    notices = tuple(notice for file in files for notice in file.notices)
    return Merge(tuple(changes), (), tuple(conflicts), notices, Base())


def _said(file: FileMerge) -> Iterator[tuple[CellName, _Said]]:
    for change in file.merge.left:
        there = file.cell(change.name)
        assert there is not None
        yield change.name, _Said(file, change.cell, there, change, change.task)
    for conflict in file.merge.conflicts:
        if conflict.right is not None:
            yield conflict.name, _Said(file, conflict.left, conflict.right, None, conflict.task)


def _alike(all_said: Sequence[_Said]) -> list[list[_Said]]:
    """Those together that say the same."""
    groups: list[list[_Said]] = []
    for said in all_said:
        group = next((group for group in groups if same(group[0].there.value, said.there.value)), None)
        if group is None:
            groups.append([said])
        else:
            group.append(said)
    return groups


def _conflict(name: CellName, group: Sequence[_Said], book: str) -> Conflict:
    first = group[0]
    official, key, field = name
    base = first.file.record.handed.cell(name)
    return Conflict(
        kind=ConflictKind.CELL if first.here is not None else ConflictKind.DELETED,
        official=official,
        key=key,
        field=field,
        base=None if base is None else BaseCell(base.value),
        left=first.here,
        right=first.there,
        task=first.task,
        books=(book, ", ".join(dict.fromkeys(said.file.sent.name for said in group))),
    )


def without_contradictions(conflicts: Sequence[Conflict], choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The choices without those that would write different values into one cell: nobody knows which is meant."""
    written: dict[CellName, list[CellValue]] = {}
    for conflict in conflicts:
        choice = choices.get(conflict.mark)
        if choice is not None and choice is not Side.LEFT:
            assert conflict.right is not None
            written.setdefault(conflict.name, []).append(choice.value if isinstance(choice, Typed) else conflict.right.value)
    unclear = {name for name, values in written.items() if not all(same(values[0], value) for value in values)}
    marks = {conflict.mark for conflict in conflicts if conflict.name in unclear}
    return {mark: choice for mark, choice in choices.items() if mark not in marks}


def once_each(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes, one a cell: two choices may come to the same."""
    return tuple({change.name: change for change in changes}.values())
