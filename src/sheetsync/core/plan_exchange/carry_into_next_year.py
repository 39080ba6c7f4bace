"""What a year's tasks left unfinished, for the next year's workbook: earlier results with their origin, never this year's own."""

from __future__ import annotations

import re

from sheetsync.core.earlier_results import CARRIED_OVER
from sheetsync.core.entries import Entry
from sheetsync.core.plan import Cadence, Due, DueBasis, Role, Task, reasonable_days
from sheetsync.core.plan_exchange.carried_cells import CarryOver, entry_columns, filled_values
from sheetsync.core.plan_exchange.cell_meaning import OfficialNames, parts
from sheetsync.core.plan_exchange.old_tabs import OldTabs
from sheetsync.core.plan_exchange.sheet_table import shortened
from sheetsync.core.readings import Status
from sheetsync.core.settings import Settings
from sheetsync.core.sheets.design import DesignValue
from sheetsync.core.sheets.plan_workbook.book_columns import YES_WORD
from sheetsync.core.sheets.plan_workbook.carried import CarriedRows
from sheetsync.core.task_matching import TaskIndex, id_key, title_key
from sheetsync.core.values import display_text, match_key, unaccented, vietnamese_date, vietnamese_number
from sheetsync.patterns import pattern
from sheetsync.records import replace

_OVER = (Status.DONE, Status.NOTHING_TO_REPORT)
_CADENCES = {match_key(cadence.value): cadence for cadence in Cadence}
_YEAR = pattern(r"\b20\d\d\b", re.ASCII)
_PLACES = ("result_before", "note", "result")
"""Where earlier results go: the first of these columns that the tabs have."""
_LONGEST = 32_000
_LABELS = {"result": "Kết quả", "evidence": "Văn bản", "difficulty": "Khó khăn", "proposal": "Kiến nghị", "note": "Ghi chú"}


def carry_into_next_year(old: OldTabs, settings: Settings, from_year: int) -> CarryOver:
    """Tasks that can be finished and are not: into their row where the new plan has them (by text, or by id with nearly the same
    text), else as tasks added to the plan, with the old due date only where it still lies ahead."""
    return _NextYear(old, settings, from_year).carried()


class _NextYear:
    def __init__(self, old: OldTabs, settings: Settings, from_year: int) -> None:
        self._old = old
        self._settings = settings
        self._plan = settings.plan
        self._from_year = from_year
        self._index = TaskIndex(self._plan)
        self._titles: dict[str, str] = {}
        for task in self._plan.tasks:
            for wording in (task.title, *task.aliases):
                self._titles.setdefault(_yearless(wording), task.task_id)
        self._place = next(key for key in _PLACES if any(column.key == key for column in settings.columns))
        self._with_tab = {official.code for official in self._plan.officials if official.tab}
        self._names = OfficialNames(self._plan.officials)
        self._texts: dict[tuple[str, str, Role], str] = {}
        self._added: dict[str, Task] = {}
        self._moved: dict[str, str] = {}  # by the old id or text: the new id
        self._notes: list[str] = []

    def carried(self) -> CarryOver:
        rows = [entry for tab in self._old.tabs.tabs for entry in tab.entries]
        for entry in rows:
            if entry.role is Role.LEAD and self._unfinished(entry):
                self._take_lead(entry)
        for entry in rows:
            if entry.role is Role.COORDINATOR and _name(entry) in self._moved:
                self._take_coordinator(entry)
        plan = replace(self._plan, tasks=(*self._plan.tasks, *self._added.values()))
        places = {(code, task.task_id, role) for code, task, role in plan.placements()}
        assert places.issuperset(self._texts)
        entries: dict[tuple[str, str, Role], dict[str, DesignValue]] = {
            place: {self._place: text} for place, text in self._texts.items()
        }
        return CarryOver(self._from_year, CarriedRows(entries), len(entries), tuple(self._added.values()), tuple(self._notes))

    def _unfinished(self, entry: Entry) -> bool:
        return self._cadence(entry).finishes and entry.status.status not in _OVER

    def _cadence(self, entry: Entry) -> Cadence:
        known = self._plan.task(entry.task_id) if entry.task_id else None
        otherwise = known.cadence if known else Cadence.ONE_OFF
        return _CADENCES.get(match_key(entry.text("cadence")), otherwise)

    def _take_lead(self, entry: Entry) -> None:
        here = f"Sheet «{entry.sheet}», dòng {entry.row}"
        task = self._same_task(entry)
        if task is None:
            task = self._add(entry)
            self._notes.append(
                f"{here}: «{shortened(task.title, 60)}» chưa xong và không có trong kế hoạch {self._plan.year}; "
                f"thêm vào sheet «Kế hoạch» với mã {task.task_id}."
            )
        elif task.task_id != entry.written_id:
            self._notes.append(f"{here}: {entry.written_id or 'dòng không có mã'} là nhiệm vụ {task.task_id} của năm nay.")
        self._moved.setdefault(_name(entry), task.task_id)
        self._put((self._plan.tab_owner(task), task.task_id, Role.LEAD), entry)

    def _take_coordinator(self, entry: Entry) -> None:
        task_id = self._moved[_name(entry)]
        if not filled_values(entry, entry_columns(self._settings)):
            return
        task = self._added.get(task_id) or self._plan.task(task_id)
        assert task is not None
        if task_id in self._added and entry.official in self._with_tab and entry.official != self._plan.tab_owner(task):
            if entry.official not in task.coordinators:
                self._added[task_id] = replace(task, coordinators=(*task.coordinators, entry.official))
            self._put((entry.official, task_id, Role.COORDINATOR), entry)
        elif (entry.official, task_id, Role.COORDINATOR) in {
            (code, t.task_id, role) for code, t, role in self._plan.placements()
        }:
            self._put((entry.official, task_id, Role.COORDINATOR), entry)
        else:
            self._put((self._plan.tab_owner(task), task_id, Role.LEAD), entry)

    def _same_task(self, entry: Entry) -> Task | None:
        """The new plan's task: the same text (years apart), else the same id where the texts are about the same thing."""
        text = entry.text("task")
        by_text = self._index.by_title(text, entry.official) or self._titles.get(_yearless(text))
        if by_text:
            return self._plan.task(by_text)
        by_id = self._index.by_id(entry.written_id)
        task = self._plan.task(by_id) if by_id else None
        return task if task is not None and (not text or _alike(text, task.title)) else None

    def _add(self, entry: Entry) -> Task:
        """The old row as a task of the new plan, under an id that nobody has."""
        taken = {id_key(task.task_id) for task in (*self._plan.tasks, *self._added.values())}
        base = re.sub(r"[\s,;]+", "-", entry.written_id)[:30] or f"{entry.official}-{entry.row}"
        task_id, number = base, 1
        while id_key(task_id) in taken:
            task_id = f"{self._from_year}.{base}" + (f".{number}" if number > 1 else "")
            number += 1
        areas = {
            match_key(name): area.code for area in self._plan.areas for name in (area.code, area.title, area.short_title) if name
        }
        row = self._old.plan_rows.get(id_key(entry.written_id)) if entry.written_id else None
        lead = entry.official if entry.official in self._with_tab else self._plan.consolidator
        coordinators: tuple[str, ...] = ()
        if row is not None:
            named = self._names.code(row.text("lead"))
            lead = named if named is not None and self._owner(named) == lead else lead
            codes = [self._names.code(name) for name in parts(row.text("coordinators"))]
            coordinators = tuple(dict.fromkeys(code for code in codes if code is not None and code != lead))
        first, last = reasonable_days(self._plan.year)
        on = entry.due.on
        title = " ".join(entry.text("task").split()) or task_id
        task = Task(
            task_id=task_id,
            title=title,
            area=areas.get(match_key(entry.text("area"))) or self._any_area(),
            lead=lead,
            cadence=self._cadence(entry),
            deliverable=entry.text("deliverable"),
            needs_document=row is not None and unaccented(row.text("needs_document")) == unaccented(YES_WORD),
            coordinators=coordinators,
            due=Due(DueBasis.PROPOSED, on=on) if on is not None and first <= on <= last else Due(),
        )
        self._added[task_id] = task
        return task

    def _any_area(self) -> str:
        """Where a task goes whose area is not said: the organisation's, else the first."""
        organisation = (area.code for area in self._plan.areas if area.organisation)
        return next(organisation, self._plan.areas[0].code if self._plan.areas else "")

    def _owner(self, code: str) -> str:
        """In whose tab the tasks of an official stand."""
        return code if code in self._with_tab else self._plan.consolidator

    def _put(self, place: tuple[str, str, Role], entry: Entry) -> None:
        before = self._texts.get(place)
        text = f"{before}\n{self._origin(entry)}" if before else self._origin(entry)
        if len(text) > _LONGEST:
            self._notes.append(f"Sheet «{entry.sheet}», dòng {entry.row}: nội dung quá dài, chỉ chuyển phần đầu.")
            text = text[:_LONGEST] + "…"
        self._texts[place] = text

    def _origin(self, entry: Entry) -> str:
        """`Chuyển từ năm 2023 (mã A.3, hạn 31/3/2023): Đang thực hiện, 60%. Kết quả: …`."""
        values = filled_values(entry, entry_columns(self._settings))
        due = vietnamese_date(entry.due.on) if entry.due.on else entry.text("due") or self._planned_due(entry)
        facts = [f"mã {entry.written_id}" if entry.written_id else "", f"hạn {due}" if due else ""]
        official = self._plan.official(entry.official)
        if entry.role is Role.COORDINATOR:
            facts.append(f"{official.short_title or official.title if official else entry.official} phối hợp")
        said = ", ".join(filter(None, facts))
        parts = [_shown(values.pop("status", "Chưa báo cáo" if entry.role is Role.LEAD else None)), _progress(values)]
        words = [", ".join(filter(None, parts))]
        completed = _shown(values.pop("completed_on", None))
        words.append(f"Ngày hoàn thành: {completed}" if completed else "")
        before = _shown(values.pop("result_before", None))
        for column in entry_columns(self._settings):
            if column.key in values:
                words.append(f"{_LABELS.get(column.key, column.heading)}: {_shown(values[column.key])}")
        words.append(f"Các kỳ trước: {before}" if before else "")
        told = " ".join(word if word.endswith((".", "!", "?")) else f"{word}." for word in filter(None, words))
        return f"{CARRIED_OVER} {self._from_year}{f' ({said})' if said else ''}: {told}".rstrip(": ")

    def _planned_due(self, entry: Entry) -> str:
        """What the old plan says, where a program saved the tab's formula without its value."""
        row = self._old.plan_rows.get(id_key(entry.written_id)) if entry.written_id else None
        return row.text("due") if row is not None else ""


def _name(entry: Entry) -> str:
    """What an old task's rows have in common."""
    return id_key(entry.written_id) or title_key(entry.text("task"))


def _yearless(text: str) -> str:
    return " ".join(_YEAR.sub(" ", title_key(text)).split())


def _alike(one: str, other: str) -> bool:
    from difflib import SequenceMatcher  # noqa: PLC0415 - seldom needed

    return SequenceMatcher(None, _yearless(one), _yearless(other), autojunk=False).ratio() >= 0.6


def _progress(values: dict[str, DesignValue]) -> str:
    progress = values.pop("progress", None)
    return f"{vietnamese_number(progress)}%" if isinstance(progress, int | float) else _shown(progress)


def _shown(value: DesignValue) -> str:
    return display_text(value).strip()
