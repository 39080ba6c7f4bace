"""The plan that the tabs themselves hold, for offices whose workbook is the plan (plan source `book`)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from sheetsync.core.cells import CellValue
from sheetsync.core.entries import Entry, Tab
from sheetsync.core.plan import Area, Cadence, Due, DueBasis, DueRule, Official, Plan, Role, Task
from sheetsync.core.readings import DateKind
from sheetsync.core.shared_sheets import whole_sheets
from sheetsync.core.task_matching import TaskIndex, id_key
from sheetsync.core.values import display_text, match_key, unaccented
from sheetsync.patterns import pattern
from sheetsync.records import replace

_CADENCES = {
    **{match_key(cadence.value): cadence for cadence in Cadence},
    **dict.fromkeys(map(match_key, ("1 lần", "một lần trong năm")), Cadence.ONE_OFF),
    **dict.fromkeys(map(match_key, ("hàng tháng", "tháng", "mỗi tháng")), Cadence.MONTHLY),
    **dict.fromkeys(map(match_key, ("hàng quý", "quý", "mỗi quý")), Cadence.QUARTERLY),
    **dict.fromkeys(map(match_key, ("hàng năm", "năm", "mỗi năm")), Cadence.YEARLY),
    **dict.fromkeys(map(match_key, ("định kỳ", "đột xuất", "định kỳ/đột xuất", "định kỳ và đột xuất")), Cadence.PERIODIC),
    **dict.fromkeys(map(match_key, ("liên tục", "thường xuyên, liên tục")), Cadence.CONTINUOUS),
}
_RECURRENCES = (
    (pattern(r"\b(?:hang|moi) thang\b"), Cadence.MONTHLY),
    (pattern(r"\b(?:hang|moi) quy\b"), Cadence.QUARTERLY),
    (pattern(r"\b(?:hang|moi) nam\b"), Cadence.YEARLY),
    (pattern(r"\b(?:dinh ky|dot xuat)\b"), Cadence.PERIODIC),
)
_RECURRENCE = pattern(r"\b(?:(?:hang|moi) (?:thang|quy|nam)|dinh ky|dot xuat)\b")
"""Any of them."""
_BASES = {match_key(basis.value): basis for basis in DueBasis if basis.value}
_RULES = {Cadence.MONTHLY: DueRule.MONTHLY, Cadence.QUARTERLY: DueRule.QUARTERLY_SENDING}
_INVALID = DateKind.INVALID
_TEXT_OR_DAY = (str, date)
_BETWEEN_NAMES = pattern(r"\s*[;,\n]\s*")
_GENERATED_LETTERS = 6
_NOBODYS = "CHUNG"
"""Begins the ids made for rows of shared sheets that name nobody known."""


def plan_from_tabs(tabs: Sequence[Tab], configured: Plan) -> tuple[Plan, tuple[Tab, ...]]:
    """The plan that lead rows of the tabs make up, and the tabs with their rows matched to it.

    Year, title, areas, officials and documents are the configured plan's. A task's id is as written; a row without one gets an
    id made of its official and its text, which stays the same when rows are sorted or inserted. Of several lead rows with one id
    the first makes the task. A due date is stated, unless the column `Căn cứ hạn` says otherwise.
    """
    tasks: dict[str, Task] = {}
    written: dict[str, str] = {}
    ids: dict[str, str] = {}  # the id of the task by what a lead row has written
    reader = _TaskReader(configured)
    lead = Role.LEAD
    for tab in whole_sheets(tabs).values():  # in the sheets' order, whoever the rows are
        for entry in tab.entries if tab.usable else ():
            own = entry.written_id
            if entry.role is lead and (own or entry.text("task")):
                own = own or _made_id(entry)
                task_id = ids[own] = written.setdefault(id_key(own), own)
                if task_id not in tasks:
                    tasks[task_id] = reader.task(entry, task_id)
    plan = replace(configured, tasks=tuple(tasks.values()))
    matching = _Matching(plan, ids)
    return plan, tuple(replace(tab, entries=tuple([matching.matched(entry) for entry in tab.entries])) for tab in tabs)


def _one_line(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text  # nearly always: a blank is the only white space that is printable
    return " ".join(text.split())


def _made_id(entry: Entry) -> str:
    """The id of a row that has none written: its official and its text."""
    digest = hashlib.sha256(match_key(entry.text("task")).encode()).hexdigest()
    return f"{entry.official or _NOBODYS}-{digest[:_GENERATED_LETTERS]}"


class _Matching:
    """Gives entries the ids that their rows have in the plan. ids: those of lead rows, by what is written."""

    def __init__(self, plan: Plan, ids: Mapping[str, str]) -> None:
        self._plan = plan
        self._ids = ids

    def matched(self, entry: Entry) -> Entry:
        """The entry with the id its row has in the plan. Roles stay as read: only the column says who coordinates."""
        own = entry.written_id or _made_id(entry)
        task_id = self._ids.get(own) or self._index.by_id(own) or self._index.by_title(entry.text("task"), entry.official)
        return entry if task_id == entry.task_id else replace(entry, task_id=task_id)

    @cached_property
    def _index(self) -> TaskIndex:
        """Only asked about rows that do not lead."""
        return TaskIndex(self._plan)


class _TaskReader:
    """Makes tasks of rows. What people write in the columns of areas, cadences and names is read once for each wording."""

    def __init__(self, configured: Plan) -> None:
        self._known = {task.task_id: task for task in reversed(configured.tasks)}
        self._areas = configured.areas
        self._consolidator = configured.consolidator
        self._officials = _officials_by_name(configured.officials)
        self._prefixes = [(f"{id_key(area.code)}.", area.code) for area in configured.areas]
        self._area_codes: dict[str, str] = {}
        for area in configured.areas:
            for name in (area.code, area.title, area.short_title):
                if name:
                    self._area_codes.setdefault(match_key(name), area.code)
        self._cadences: dict[CellValue, Cadence] = {}
        self._bases: dict[str, DueBasis | None] = {}
        self._areas_written: dict[CellValue, str | None] = {}
        self._areas_by_id: dict[str, str] = {}
        self._coordinators: dict[CellValue, tuple[str, ...]] = {None: ()}
        self._dues: dict[tuple[date | None, CellValue, CellValue, Cadence], Due] = {}

    def task(self, entry: Entry, task_id: str) -> Task:
        written = entry.values.get
        known = self._known.get(task_id)
        cadence = self._cadences.get(written("cadence")) or self._cadence(entry, written("cadence"))
        lead = entry.official if entry.official != self._consolidator else self._lead(entry)
        names = written("coordinators")
        coordinators = self._coordinators[names] if names in self._coordinators else self._named(names)
        if entry.named:
            coordinators = (*entry.named.beside, *coordinators)
        return Task(
            task_id,
            _one_line(entry.text("task")) or task_id,
            self._areas_written.get(written("area")) or self._area(written("area"), task_id, known),
            lead,
            cadence,
            deliverable=entry.text("deliverable"),
            needs_document=known is not None and known.needs_document,
            coordinators=tuple(dict.fromkeys(code for code in coordinators if code != lead)) if coordinators else (),
            related_areas=known.related_areas if known else (),
            due=self._due(entry, cadence),
            documents=known.documents if known else (),
        )

    def _named(self, value: CellValue) -> tuple[str, ...]:
        """The codes of the officials named in `Cơ quan phối hợp`."""
        named = (self._officials.get(match_key(name)) for name in _BETWEEN_NAMES.split(display_text(value)) if name)
        found = tuple(official.code for official in named if official is not None)
        if isinstance(value, str):
            self._coordinators[value] = found
        return found

    def _lead(self, entry: Entry) -> str:
        """In the consolidator's tab: its official, or one without a tab of its own, named in `Cơ quan chủ trì`."""
        named = self._officials.get(match_key(entry.text("lead")))
        return named.code if named is not None and not named.tab else entry.official

    def _area(self, value: CellValue, task_id: str, known: Task | None) -> str:
        """By the area column (code or title), else by the id's beginning, else the organisation's area, else the first."""
        code = None
        if value not in self._areas_written:
            code = self._area_codes.get(match_key(display_text(value)))
            if value is None or isinstance(value, str):
                self._areas_written[value] = code
        if code is not None:
            return code
        if known is not None:
            return known.area
        above = id_key(task_id).rpartition(".")[0]
        if above not in self._areas_by_id:
            prefixes = [code for prefix, code in self._prefixes if f"{above}.".startswith(prefix)]
            self._areas_by_id[above] = max(prefixes, key=len) if prefixes else _fallback(self._areas)
        return self._areas_by_id[above]

    def _cadence(self, entry: Entry, value: CellValue) -> Cadence:
        """From the column `Loại`; where it says nothing known, from the due column: a day is a one-off task, words like "hằng
        quý" a recurring one, nothing at all a continuous one."""
        named = _CADENCES.get(match_key(display_text(value)))
        if named is not None:
            if isinstance(value, str):
                self._cadences[value] = named
            return named
        if entry.due.on is not None:
            return Cadence.ONE_OFF
        words = unaccented(entry.text("due"))
        if not _RECURRENCE.search(words):
            return Cadence.CONTINUOUS
        return next((cadence for pattern, cadence in _RECURRENCES if pattern.search(words)), Cadence.CONTINUOUS)

    def _due(self, entry: Entry, cadence: Cadence) -> Due:
        reading, values = entry.due, entry.values
        written, basis = values.get("due"), values.get("due_basis")
        on = reading.on if reading.kind is not _INVALID else None
        key = (on, _wording(written), _wording(basis), cadence)
        due = self._dues.get(key)
        if due is None:
            due = self._dues[key] = self._due_as(on, entry.text("due"), display_text(basis).strip(), cadence)
        return due

    def _due_as(self, on: date | None, text: str, written: str, cadence: Cadence) -> Due:
        if written not in self._bases:
            self._bases[written] = _BASES.get(match_key(written))
        basis = self._bases[written]
        if on is not None:
            return Due(basis or DueBasis.STATED, on=on, text=text)
        rule = _RULES.get(cadence)
        if rule is not None:
            return Due(basis or DueBasis.STATED, rule=rule, text=text)
        return Due(text=text)


def _wording(value: CellValue) -> CellValue:
    """What a reading may be remembered by: a number's text, because TRUE is no 1."""
    return value if value is None or value.__class__ in _TEXT_OR_DAY else display_text(value)


def _officials_by_name(officials: Sequence[Official]) -> dict[str, Official]:
    names: dict[str, Official] = {}
    for official in officials:
        for name in (official.code, official.title, official.short_title, official.tab or "", *official.aliases):
            if name:
                names.setdefault(match_key(name), official)
    return names


def _fallback(areas: Sequence[Area]) -> str:
    return next((area.code for area in areas if area.organisation), areas[0].code if areas else "")
