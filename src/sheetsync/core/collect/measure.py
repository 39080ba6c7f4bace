"""What in an official's file is news to the office, told from what went out and what came back before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from sheetsync.core.cells import CellValue
from sheetsync.core.hand_out.record import HandOutRecord
from sheetsync.core.merge import Base, BaseCell, TabState
from sheetsync.core.merge.base import CellName, plain_value
from sheetsync.core.merge.same_value import is_blank, same

_WENT_OUT = -1
"""The place of what was handed out, before whatever was taken by the first collect."""
_NEITHER = BaseCell("\0")
"""A common value that no cell holds: then both sides have changed."""


class Measure:
    """Gives the common state by which a file is merged. The file is never written, so it stays as it was while the office's book
    goes on: a value that was taken before is no news again, and a cell in which the office's book still has what came from the
    official has not been changed by the office.

    went_back: cells in which a file that was never seen before has an earlier value than the office's book took since: an older
    copy, or a correction; nobody but people can tell.
    """

    def __init__(self, record: HandOutRecord, office: TabState, sent: TabState, fields: Sequence[str]) -> None:
        self._record = record
        self._office = office
        self._sent = sent
        self._fields = fields
        self.went_back: set[CellName] = set()
        self._old = digest(sent, fields) in record.seen or self._untouched()
        self._standing = [self._stands(taken) for taken in record.taken]

    def base(self) -> Base:
        """The common state of every cell that both have, and of rows that one has lost since."""
        cells: dict[CellName, BaseCell | None] = {}
        for key in dict.fromkeys([*self._sent.rows, *self._office.rows]):
            here, there = self._office.rows.get(key), self._sent.rows.get(key)
            handed = self._record.handed.tabs.get(self._record.official, {}).get(key)
            for field in self._fields:
                name = (self._record.official, key, field)
                if here is not None and there is not None:
                    if field in here.values and field in there.values:
                        cells[name] = self._common(name, here.values[field], there.values[field])
                elif there is not None and handed is not None and field in there.values:
                    settled = self.known(name, there.values[field])
                    cells[name] = BaseCell(there.values[field]) if settled else self._record.handed.cell(name)
                elif here is not None and handed is not None and field in here.values:
                    cells[name] = BaseCell(here.values[field])  # whatever the office did to a row that the file has lost is right
        return Base(self._record.period).with_cells(cells)

    def known(self, name: CellName, value: CellValue) -> bool:
        """Whether the value went out, was taken, or was decided against."""
        return _among(value, self._first(name)) or self._last(name, value) is not None or self._declined(name, value)

    def _common(self, name: CellName, here: CellValue, there: CellValue) -> BaseCell | None:
        first = self._first(name)
        if self._declined(name, there):
            return BaseCell(there)
        ours, theirs = self._last(name, here), self._last(name, there)
        if ours is None and _among(here, first):
            ours = _WENT_OUT
        if theirs is None and _among(there, first):
            theirs = _WENT_OUT
        if theirs is None:
            return BaseCell(here) if ours is not None else self._record.handed.cell(name)
        if ours is not None and ours < theirs:
            return BaseCell(there if self._standing[theirs] else here)
        if ours is not None and ours > theirs and not self._old:
            self.went_back.add(name)
            return _NEITHER
        return BaseCell(there)

    def _untouched(self) -> bool:
        """Whether the file is as it went out: a copy that nobody has worked on says nothing."""
        handed = self._record.handed.tabs.get(self._record.official, {})
        return bool(handed) and all(
            key in handed
            and (field not in row.values or _among(row.values[field], self._first((self._record.official, key, field))))
            for key, row in self._sent.rows.items()
            for field in self._fields
        )

    def _first(self, name: CellName) -> Sequence[CellValue]:
        """What went out: as the file had it and as the office's book did. Nothing where nothing is known to have gone out."""
        found = [base.cell(name) for base in (self._record.handed, self._record.before)]
        values = [cell.value for cell in found if cell is not None]
        return values or (None,)

    def _last(self, name: CellName, value: CellValue) -> int | None:
        """The latest collect that took this value."""
        taken = (base.cell(name) for base in self._record.taken)
        return max((number for number, cell in enumerate(taken) if cell is not None and same(cell.value, value)), default=None)

    def _declined(self, name: CellName, value: CellValue) -> bool:
        return any(cell is not None and same(cell.value, value) for cell in (base.cell(name) for base in self._record.declined))

    def _stands(self, taken: Base) -> bool:
        """Whether the office's book still holds something of what a collect took; if nothing at all, the book was put back as it
        was before (by undo, or from a copy)."""
        for key, row in taken.tabs.get(self._record.official, {}).items():
            here = self._office.rows.get(key)
            for field, cell in row.items():
                if here is not None and field in here.values and same(here.values[field], cell.value):
                    return True
        return False


def digest(sent: TabState, fields: Sequence[str]) -> str:
    """A mark of the entries of a file, whatever it is called and in whichever order its rows are."""
    said = sorted(
        json.dumps([key.task, key.role, key.by_text, field, plain_value(row.values[field])])
        for key, row in sent.rows.items()
        for field in fields
        if not is_blank(row.values.get(field))
    )
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _among(value: CellValue, values: Sequence[CellValue]) -> bool:
    return any(same(value, each) for each in values)
