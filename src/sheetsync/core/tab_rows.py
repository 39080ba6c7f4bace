"""The rows below a tab's headings: each is an entry, or is skipped for a reason that is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from operator import itemgetter

from sheetsync.core import row_kinds
from sheetsync.core.book import CellNote, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.columns import Headings
from sheetsync.core.dates import read_date
from sheetsync.core.entries import Entry, SkippedRow, TabColumn
from sheetsync.core.numbers import read_number
from sheetsync.core.periods import quarter_name
from sheetsync.core.plan import Role
from sheetsync.core.readings import DateReading, NumberReading, StatusReading
from sheetsync.core.statuses import read_status
from sheetsync.core.task_matching import TaskIndex, written_id
from sheetsync.core.values import display_text, match_key
from sheetsync.records import dataclass, field

_ROLES = {match_key(role.value): role for role in Role}
_NO_NOTES: Mapping[str, CellNote] = {}
_PLAN_FIELDS = ("deliverable", "role", "person", "lead", "coordinators", "cadence", "due", "number")


@dataclass(slots=True)
class TabRows:
    """What stands below the headings, in the sheet's order."""

    entries: list[Entry] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    """One row with something in it. values and notes: by field key; broken: (column, what people see) of cells with an error or
    with a formula that nobody has calculated."""

    number: int
    cells: Sequence[CellValue]
    first_column: int
    values: dict[str, CellValue]
    notes: Mapping[str, CellNote]
    broken: Sequence[tuple[int, str]]

    def filled(self) -> list[tuple[int, CellValue]]:
        """(column, value) of every cell with something in it."""
        cells: list[tuple[int, CellValue]] = [
            (column, value)
            for column, value in enumerate(self.cells, self.first_column)
            if value is not None and not _is_blank(value)
        ]
        return sorted([*cells, *self.broken], key=itemgetter(0)) if self.broken else cells

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if value is None:
            return ""
        return value.strip() if isinstance(value, str) else display_text(value)


def _holds(row: _Row, key: str) -> bool:
    value = row.values.get(key)
    return (value is not None and (value.__class__ is not str or not _is_blank(value))) or key in row.notes


def _is_blank(value: CellValue) -> bool:
    return isinstance(value, str) and not value.strip()


def _is_task(row: _Row, status: StatusReading) -> bool:
    """What holds a status beside a task's text or id is a task."""
    return status.status is not None and (_holds(row, "task") or _holds(row, "task_id"))


def _below_table(skipped: SkippedRow) -> SkippedRow:
    """A title with no task after it is no section: `CHỦ TỊCH` below the table is a signature."""
    return SkippedRow(skipped.row, row_kinds.NOTE) if skipped.reason == row_kinds.SECTION else skipped


class TabRowReader:
    """Reads the rows of one tab. open_plan: the tabs are the plan, so a row needs no match in it to be a task."""

    def __init__(
        self, sheet: SheetContent, official: str, headings: Headings, tasks: TaskIndex, *, plan_year: int, open_plan: bool
    ) -> None:
        self._sheet = sheet
        self._official = official
        self._headings = headings
        self._columns = headings.columns
        self._places = [(key, column.column) for key, column in headings.columns.items()]
        self._keys_by_column = {column.column: key for key, column in headings.columns.items()}
        self._tasks = tasks
        self._plan_year = plan_year
        self._open_plan = open_plan
        self._notes = self._notes_by_row()
        self._continued = self._rows_under_merged_tasks()
        self._areas = frozenset(
            match_key(text) for area in tasks.plan.areas for text in (area.code, area.title, area.short_title) if text
        )
        # What people choose from few possibilities is read once for each.
        self._statuses: dict[CellValue, StatusReading] = {}
        self._roles: dict[str, Role | None] = {}
        self._dates: dict[CellValue, DateReading] = {}
        self._whole_numbers: dict[CellValue, NumberReading] = {}

    def read(self) -> TabRows:
        """Every non-blank row below the headings, as an entry or as a skipped row."""
        result = TabRows()
        tasks = self._tasks
        for row in self._rows():
            values = row.values
            written = written_id(values.get("task_id"))
            task_id = None
            if tasks.plan.tasks:
                task_id = tasks.by_id(written) or tasks.by_title(row.text("task"), self._official)
            word = values.get("status")
            status = self._statuses.get(word) or self._status(word)
            if task_id is None and not _is_task(row, status):
                filled = row.filled()
                if not filled:
                    continue
                reason = self._reason_to_skip(row, filled, status)
                if reason is not None:
                    result.skipped.append(SkippedRow(row.number, reason))
                    continue
            result.entries.append(self._entry(row, task_id, written, status))
        last = result.entries[-1].row if result.entries else 0
        result.skipped = [_below_table(skipped) if skipped.row > last > 0 else skipped for skipped in result.skipped]
        return result

    def _notes_by_row(self) -> dict[int, list[tuple[int, CellNote]]]:
        notes: dict[int, list[tuple[int, CellNote]]] = {}
        for (row, column), note in self._sheet.notes.items():
            if row > self._headings.last_row:
                notes.setdefault(row, []).append((column, note))
        return notes

    def _rows_under_merged_tasks(self) -> dict[int, int]:
        """Rows whose task cell is merged into that of a row above, with that row."""
        task = self._columns.get("task")
        if task is None:
            return {}
        return {
            row: area.first_row
            for area in self._sheet.merged
            if area.first_column <= task.column <= area.last_column and area.first_row > self._headings.last_row
            for row in range(area.first_row + 1, min(area.last_row, area.first_row + 1_000) + 1)
        }

    def _rows(self) -> Iterator[_Row]:
        sheet = self._sheet
        start = max(self._headings.last_row + 1, sheet.first_row)
        keys = [key for key, _ in self._places]
        offsets = [column - sheet.first_column for _, column in self._places]
        blank: dict[str, CellValue] = dict.fromkeys(keys)
        needed = max(offsets, default=0) + 1
        in_order = offsets == list(range(len(offsets)))
        notes = self._notes
        for number, cells in enumerate(islice(sheet.rows, start - sheet.first_row, None), start):
            if cells or number in notes:
                values = blank.copy()  # filling a copy is quicker than letting a new one grow
                if in_order:
                    values.update(zip(keys, cells, strict=False))
                else:
                    padded = [*cells, *[None] * (needed - len(cells))]
                    values.update(zip(keys, [padded[offset] for offset in offsets], strict=True))
                row = _Row(number, cells, sheet.first_column, values, _NO_NOTES, ())
                yield self._with_notes(row, notes[number]) if number in notes else row
        for number, far in sheet.far_rows.items():
            if number > self._headings.last_row:
                cells = [far.get(column) for column in range(1, max(far, default=0) + 1)]
                row = _Row(number, cells, 1, {key: far.get(column) for key, column in self._places}, _NO_NOTES, ())
                yield self._with_notes(row, notes[number]) if number in notes else row

    def _with_notes(self, row: _Row, notes: Sequence[tuple[int, CellNote]]) -> _Row:
        row.notes = {self._keys_by_column[column]: note for column, note in notes if column in self._keys_by_column}
        row.broken = [(column, note.error or "=") for column, note in notes if note.error is not None or note.uncached]
        return row

    def _reason_to_skip(  # noqa: PLR0911 - one return for each reason
        self, row: _Row, filled: Sequence[tuple[int, CellValue]], status: StatusReading
    ) -> str | None:
        """Why a row that names no task of the plan, and is not certainly one, is none; None where it is a task after all."""
        has_task, has_id = _holds(row, "task"), _holds(row, "task_id")
        if self._headings.repeated_in(filled):
            return row_kinds.REPEATED_HEADINGS
        if row_kinds.numbers_columns(filled):
            return row_kinds.COLUMN_NUMBERS
        texts = [display_text(value).strip() for _, value in filled]
        broken_status = "status" in row.notes
        if status.status is None and not broken_status:
            if any(row_kinds.is_total(text) for text in texts[:2]):
                return row_kinds.TOTAL
            if row_kinds.is_section(texts) or self._names_area(row.text("task") or texts[-1], texts):
                return row_kinds.SECTION
        if not has_task and row.number in self._continued:
            return row_kinds.CONTINUED.format(row=self._continued[row.number])
        known_status = status.status is not None or status.suggestion is not None
        if not known_status and not (has_id and has_task) and (not has_task or len(texts) <= 2) and row_kinds.is_note(texts[0]):
            return row_kinds.NOTE
        if has_id or broken_status or known_status or (has_task and not status.blank):
            return None
        if not has_task:
            return row_kinds.NO_TASK if status.blank else row_kinds.NOTE
        if self._open_plan:
            stated = any(row.text(key) or key in row.notes for key in _PLAN_FIELDS)
            return None if stated else row_kinds.NOTHING_BUT_TASK
        return row_kinds.NOT_IN_PLAN

    def _names_area(self, title: str, texts: Sequence[str]) -> bool:
        """Whether the row holds an area's title or code and at most its numbers."""
        return all(len(text) <= 12 or text == title for text in texts) and match_key(title) in self._areas

    def _entry(self, row: _Row, task_id: str | None, written: str, status: StatusReading) -> Entry:
        values = row.values
        earlier = self._headings.earlier_results
        if len(earlier) > 1:
            values["result_before"] = self._earlier_results(row.number, earlier)
        if task_id is None and self._open_plan:
            task_id = written or None  # the plan that the tabs make up will say so too, unless the id is written in two ways
        notes = row.notes
        role_text, progress = values.get("role"), values.get("progress")
        due, completed_on = values.get("due"), values.get("completed_on")
        percent = bool(notes) and (note := notes.get("progress")) is not None and note.percent
        return Entry(
            self._sheet.name,
            self._official,
            row.number,
            values,
            self._columns,
            task_id,
            written,
            (self._role(role_text) if isinstance(role_text, str) else None) or self._tasks.role(self._official, task_id),
            status,
            self._dates.get(due) or self._date(due),
            self._dates.get(completed_on) or self._date(completed_on),
            self._number(progress, percent=percent),
            notes,
        )

    def _status(self, value: CellValue) -> StatusReading:
        reading = read_status(value)
        if value is None or isinstance(value, str):
            self._statuses[value] = reading
        return reading

    def _role(self, text: str) -> Role | None:
        if text not in self._roles:
            self._roles[text] = _ROLES.get(match_key(text))
        return self._roles[text]

    def _date(self, value: CellValue) -> DateReading:
        reading = read_date(value, plan_year=self._plan_year)
        if value is None or type(value) is date:
            self._dates[value] = reading
        return reading

    def _number(self, value: CellValue, *, percent: bool) -> NumberReading:
        if (value is not None and type(value) is not int) or percent:  # TRUE is no 1
            return read_number(value, percent=percent)
        reading = self._whole_numbers.get(value)
        if reading is None:
            reading = self._whole_numbers[value] = read_number(value)
        return reading

    def _earlier_results(self, row: int, earlier: tuple[tuple[int, TabColumn], ...]) -> CellValue:
        """The results of several earlier quarters as one text, a line each."""
        parts = [
            f"{quarter_name(quarter)}: {text}"
            for quarter, column in earlier
            if (text := display_text(self._sheet.value(row, column.column)).strip())
        ]
        return "\n".join(parts) or None
