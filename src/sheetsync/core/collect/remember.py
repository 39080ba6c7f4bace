"""What the office remembers of the files of a collect, so that nothing is taken twice and no decision is asked for again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sheetsync.core.cells import CellValue
from sheetsync.core.collect.collate import FileMerge
from sheetsync.core.hand_out.record import HandOutRecord
from sheetsync.core.merge import Base, BaseCell, Conflict
from sheetsync.core.merge.base import CellName
from sheetsync.core.merge.same_value import same
from sheetsync.records import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Written:
    """What a collect came to. before: the entries of the office's book; final: those cells that were written; settled: conflicts
    that people have decided, as `final` or `before` says; returned: values that the office gave back; waiting: cells of which
    nothing is decided yet."""

    before: Mapping[CellName, CellValue]
    final: Mapping[CellName, CellValue]
    settled: Sequence[Conflict] = ()
    returned: Mapping[CellName, CellValue] = field(default_factory=dict)
    waiting: frozenset[CellName] = frozenset()


def records_after(files: Sequence[FileMerge], written: Written) -> tuple[HandOutRecord, ...]:
    """The records that are others now. Files of one hand-out share one."""
    records = {file.record.identifier: file.record for file in files}
    taken: dict[str, dict[CellName, BaseCell | None]] = {}
    for file in files:
        found = taken.setdefault(file.record.identifier, {})
        found.update(_taken(file, written))
    for identifier, cells in taken.items():
        if cells:
            record = records[identifier]
            records[identifier] = replace(record, taken=(*record.taken, Base(record.period).with_cells(cells)))
    for file in files:
        record = records[file.record.identifier]
        declined = _declined(file, written)
        if declined:
            record = replace(record, declined=(*record.declined, Base(record.period).with_cells(declined)))
        if file.mark not in record.seen and not file.went_back & written.waiting:
            record = replace(record, seen=(*record.seen, file.mark))
        records[file.record.identifier] = record
    before = {file.record.identifier: file.record for file in files}
    return tuple(record for identifier, record in records.items() if record != before[identifier])


def _taken(file: FileMerge, written: Written) -> dict[CellName, BaseCell | None]:
    """The cells in which the office's book now has what the file has, and did not go out with it."""
    decided = {conflict.name for conflict in written.settled}
    return {
        name: BaseCell(cell.value)
        for name, value in written.before.items()
        if (cell := file.cell(name)) is not None
        and same(written.final.get(name, value), cell.value)
        and (name in decided or not _remembered(file.record, name, cell.value))
    }


def _declined(file: FileMerge, written: Written) -> dict[CellName, BaseCell | None]:
    found: dict[CellName, BaseCell | None] = {}
    for conflict in written.settled:
        cell = file.cell(conflict.name)
        if cell is None:
            continue
        now = written.final.get(conflict.name, written.before.get(conflict.name))
        if conflict.left is None or not same(now, cell.value):
            found[conflict.name] = BaseCell(cell.value)
    for name, value in written.returned.items():
        cell = file.cell(name)
        if cell is not None and same(cell.value, value):
            found[name] = BaseCell(value)
    return found


def _remembered(record: HandOutRecord, name: CellName, value: CellValue) -> bool:
    known = (record.handed, record.before, *record.taken)
    return any(cell is not None and same(cell.value, value) for cell in (base.cell(name) for base in known))
