"""The rows below a tab's headings: each is an entry, or is skipped for a reason that is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sheetsync.core import row_kinds
from sheetsync.core.book import CellNote, SheetContent
from sheetsync.core.cells import CellValue
from sheetsync.core.columns import Headings, heading_key
from sheetsync.core.dates import read_date
from sheetsync.core.entries import Entry, SkippedRow, TabColumn
from sheetsync.core.numbers import read_number
from sheetsync.core.plan import Role
from sheetsync.core.readings import DateReading
from sheetsync.core.statuses import read_status
from sheetsync.core.task_matching import TaskIndex, written_id
from sheetsync.core.values import display_text, match_key

_ROLES = {match_key(role.value): role for role in Role}
_NO_NOTES: Mapping[str, CellNote] = {}
_PLAN_FIELDS = ("deliverable", "role", "lead", "coordinators", "cadence", "due", "number")


def _is_white(value: CellValue) -> bool:
    return isinstance(value, str) and not value.strip()


@dataclass(slots=True)
class TabRows:
    """What stands below the headings, in the sheet's order."""

    entries: list[Entry] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """One non-blank row. filled: (column, value) of every cell with something in it; errors count as something."""

    number: int
    filled: Sequence[tuple[int, CellValue]]
    values: dict[str, CellValue]
    notes: Mapping[str, CellNote]

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return value.strip() if isinstance(value, str) else display_text(value)


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
        self._repeated_texts = frozenset(text for texts in headings.texts.values() for text in texts)
        self._notes = self._notes_by_row()
        self._continued = self._rows_under_merged_tasks()
        self._areas = frozenset(
            match_key(text) for area in tasks.plan.areas for text in (area.code, area.title, area.short_title) if text
        )
        self._blank_date = read_date(None, plan_year=plan_year)
        self._blank_number = read_number(None)
        self._blank_status = read_status(None)

    def read(self) -> TabRows:
        """Every non-blank row below the headings, as an entry or as a skipped row."""
        result = TabRows()
        for row in self._rows():
            reason = self._reason_to_skip(row)
            if reason is None:
                result.entries.append(self._entry(row))
            else:
                result.skipped.append(SkippedRow(row.number, reason))
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
        for number in range(start, sheet.last_row + 1):
            cells = sheet.rows[number - sheet.first_row]
            first = sheet.first_column
            filled: Sequence[tuple[int, CellValue]] = [
                (first + j, value) for j, value in enumerate(cells) if not (value is None or _is_white(value))
            ]
            notes = self._notes.get(number)
            if notes is not None:
                filled = self._with_errors(filled, notes)
            if filled:
                width = len(cells)
                values = {key: cells[column - first] if 0 <= column - first < width else None for key, column in self._places}
                yield _Row(number, filled, values, self._field_notes(notes))
        for number, far in sheet.far_rows.items():
            if number > self._headings.last_row:
                notes = self._notes.get(number)
                filled = self._with_errors([cell for cell in far.items() if display_text(cell[1]).strip()], notes or [])
                if filled:
                    values = {key: far.get(column) for key, column in self._places}
                    yield _Row(number, filled, values, self._field_notes(notes))

    @staticmethod
    def _with_errors(
        filled: Sequence[tuple[int, CellValue]], notes: Sequence[tuple[int, CellNote]]
    ) -> Sequence[tuple[int, CellValue]]:
        broken = [(column, note.error or "=") for column, note in notes if note.error is not None or note.uncached]
        return sorted([*filled, *broken], key=lambda cell: cell[0]) if broken else filled

    def _field_notes(self, notes: list[tuple[int, CellNote]] | None) -> Mapping[str, CellNote]:
        if not notes:
            return _NO_NOTES
        return {self._keys_by_column[column]: note for column, note in notes if column in self._keys_by_column}

    def _task_id(self, row: _Row) -> str | None:
        written = written_id(row.values.get("task_id"))
        return self._tasks.by_id(written) or self._tasks.by_title(row.text("task"), self._official)

    def _reason_to_skip(self, row: _Row) -> str | None:  # noqa: PLR0911 - one return for each reason
        """Why the row is no task's, or None. Anything that names a task, or holds a status beside a task's text, is an entry."""
        first = row.filled[0][1]
        if isinstance(first, str) and heading_key(first) in self._repeated_texts and self._headings.repeated_in(row.filled):
            return row_kinds.REPEATED_HEADINGS
        if self._task_id(row) is not None:
            return None
        if row_kinds.numbers_columns(row.filled):
            return row_kinds.COLUMN_NUMBERS
        texts = [display_text(value).strip() for _, value in row.filled]
        status = read_status(row.values.get("status"))
        if status.status is None and "status" not in row.notes:
            if any(row_kinds.is_total(text) for text in texts[:2]):
                return row_kinds.TOTAL
            if row_kinds.is_section(texts) or self._names_area(texts):
                return row_kinds.SECTION
        has_task = bool(row.text("task")) or "task" in row.notes
        if not has_task and row.number in self._continued:
            return row_kinds.CONTINUED.format(row=self._continued[row.number])
        has_id = bool(row.text("task_id")) or "task_id" in row.notes
        known_status = status.status is not None or status.suggestion is not None
        if not known_status and not (has_id and has_task) and (not has_task or len(texts) <= 2) and row_kinds.is_note(texts[0]):
            return row_kinds.NOTE
        if has_id or "status" in row.notes or known_status or (has_task and not status.blank):
            return None
        if not has_task:
            return row_kinds.NO_TASK if status.blank else row_kinds.NOTE
        if self._open_plan and any(row.text(key) or key in row.notes for key in _PLAN_FIELDS):
            return None
        return row_kinds.NO_TASK if self._open_plan else row_kinds.NOT_IN_PLAN

    def _names_area(self, texts: list[str]) -> bool:
        return len(texts) <= 3 and match_key(texts[-1]) in self._areas and all(len(text) <= 12 for text in texts[:-1])

    def _entry(self, row: _Row) -> Entry:
        values = row.values
        task_id = self._task_id(row)
        earlier = self._headings.earlier_results
        if len(earlier) > 1:
            values["result_before"] = self._earlier_results(row.number, earlier)
        role = _ROLES.get(match_key(row.text("role"))) if values.get("role") else None
        progress = values.get("progress")
        note = row.notes.get("progress")
        status = values.get("status")
        return Entry(
            sheet=self._sheet.name,
            official=self._official,
            row=row.number,
            values=values,
            columns=self._columns,
            task_id=task_id,
            written_id=written_id(values.get("task_id")),
            role=role or self._tasks.role(self._official, task_id),
            status=self._blank_status if status is None else read_status(status),
            due=self._date(values.get("due")),
            completed_on=self._date(values.get("completed_on")),
            progress=self._blank_number if progress is None else read_number(progress, percent=note is not None and note.percent),
            notes=row.notes,
        )

    def _date(self, value: CellValue) -> DateReading:
        return self._blank_date if value is None else read_date(value, plan_year=self._plan_year)

    def _earlier_results(self, row: int, earlier: tuple[tuple[int, TabColumn], ...]) -> CellValue:
        """The results of several earlier quarters as one text, a line each."""
        roman = ("I", "II", "III", "IV")
        parts = [
            f"Quý {roman[quarter - 1]}: {text}"
            for quarter, column in earlier
            if (text := display_text(self._sheet.value(row, column.column)).strip())
        ]
        return "\n".join(parts) or None
