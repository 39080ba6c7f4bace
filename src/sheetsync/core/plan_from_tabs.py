"""The plan that the tabs themselves hold, for offices whose workbook is the plan (plan source `book`)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sheetsync.core.entries import Entry, Tab
from sheetsync.core.plan import Area, Cadence, Due, DueBasis, DueRule, Official, Plan, Role, Task
from sheetsync.core.readings import DateKind
from sheetsync.core.shared_sheets import whole_sheets
from sheetsync.core.task_matching import TaskIndex, id_key
from sheetsync.core.values import match_key, unaccented
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
_BASES = {match_key(basis.value): basis for basis in DueBasis if basis.value}
_RULES = {Cadence.MONTHLY: DueRule.MONTHLY, Cadence.QUARTERLY: DueRule.QUARTERLY_SENDING}
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
    officials = _officials_by_name(configured.officials)
    for tab in whole_sheets(tabs).values():  # in the sheets' order, whoever the rows are
        for entry in tab.entries if tab.usable else ():
            title = _one_line(entry.text("task"))
            if entry.role is Role.LEAD and (title or entry.written_id):
                task_id = written.setdefault(id_key(_task_id(entry)), _task_id(entry))
                if task_id not in tasks:
                    tasks[task_id] = _task(entry, task_id, configured, officials)
    plan = replace(configured, tasks=tuple(tasks.values()))
    index = TaskIndex(plan)
    return plan, tuple(replace(tab, entries=tuple(_matched(entry, index) for entry in tab.entries)) for tab in tabs)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _task_id(entry: Entry) -> str:
    if entry.written_id:
        return entry.written_id
    digest = hashlib.sha256(match_key(entry.text("task")).encode()).hexdigest()
    return f"{entry.official or _NOBODYS}-{digest[:_GENERATED_LETTERS]}"


def _matched(entry: Entry, index: TaskIndex) -> Entry:
    """The entry with the id its row has in the plan. Roles stay as read: only the column says who coordinates."""
    task_id = index.by_id(entry.written_id) or index.by_id(_task_id(entry)) or index.by_title(entry.text("task"), entry.official)
    return replace(entry, task_id=task_id)


def _task(entry: Entry, task_id: str, configured: Plan, officials: dict[str, Official]) -> Task:
    known = configured.task(task_id)
    cadence = _cadence(entry)
    lead = _lead(entry, configured, officials)
    named = (officials.get(match_key(name)) for name in _BETWEEN_NAMES.split(entry.text("coordinators")) if name)
    beside = entry.named.beside if entry.named else ()
    coordinators = (official.code for official in named if official is not None)
    return Task(
        task_id=task_id,
        title=_one_line(entry.text("task")) or task_id,
        area=_area(entry, task_id, configured),
        lead=lead,
        cadence=cadence,
        deliverable=entry.text("deliverable"),
        needs_document=known.needs_document if known else False,
        coordinators=tuple(dict.fromkeys(code for code in (*beside, *coordinators) if code != lead)),
        related_areas=known.related_areas if known else (),
        due=_due(entry, cadence),
        documents=known.documents if known else (),
    )


def _officials_by_name(officials: Sequence[Official]) -> dict[str, Official]:
    names: dict[str, Official] = {}
    for official in officials:
        for name in (official.code, official.title, official.short_title, official.tab or "", *official.aliases):
            if name:
                names.setdefault(match_key(name), official)
    return names


def _lead(entry: Entry, configured: Plan, officials: dict[str, Official]) -> str:
    """The tab's official; in the consolidator's tab also one without a tab of its own, named in `Cơ quan chủ trì`."""
    named = officials.get(match_key(entry.text("lead"))) if entry.official == configured.consolidator else None
    return named.code if named is not None and not named.tab else entry.official


def _area(entry: Entry, task_id: str, configured: Plan) -> str:
    """By the area column (code or title), else by the id's beginning, else the organisation's area, else the first."""
    key = match_key(entry.text("area"))
    for area in configured.areas:
        if key and key in {match_key(name) for name in (area.code, area.title, area.short_title) if name}:
            return area.code
    known = configured.task(task_id)
    if known is not None:
        return known.area
    prefixes = [area.code for area in configured.areas if id_key(task_id).startswith(id_key(area.code) + ".")]
    if prefixes:
        return max(prefixes, key=len)
    return _fallback(configured.areas)


def _fallback(areas: Sequence[Area]) -> str:
    return next((area.code for area in areas if area.organisation), areas[0].code if areas else "")


def _cadence(entry: Entry) -> Cadence:
    """From the column `Loại`; where it says nothing known, from the due column: a day is a one-off task, words like "hằng quý"
    a recurring one, nothing at all a continuous one."""
    named = _CADENCES.get(match_key(entry.text("cadence")))
    if named is not None:
        return named
    if entry.due.on is not None:
        return Cadence.ONE_OFF
    words = unaccented(entry.text("due"))
    return next((cadence for pattern, cadence in _RECURRENCES if pattern.search(words)), Cadence.CONTINUOUS)


def _due(entry: Entry, cadence: Cadence) -> Due:
    text = entry.text("due")
    basis = _BASES.get(match_key(entry.text("due_basis")))
    on = entry.due.on if entry.due.kind is not DateKind.INVALID else None
    if on is not None:
        return Due(basis or DueBasis.STATED, on=on, text=text)
    rule = _RULES.get(cadence)
    if rule is not None:
        return Due(basis or DueBasis.STATED, rule=rule, text=text)
    return Due(text=text)
