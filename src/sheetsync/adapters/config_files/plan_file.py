"""The plan file: tasks, the documents cited, and the due dates that the office has confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sheetsync.adapters.config_files.kinds import AnyTable, Choice, Day, ListOf, Text, Whole, YesNo
from sheetsync.adapters.config_files.mistakes import Mistakes, Place, shown
from sheetsync.adapters.config_files.officials_file import CODE_TEXT, Areas, People
from sheetsync.adapters.config_files.sources import Source
from sheetsync.adapters.config_files.tables import Key, NameBook, Section, refer, rows, top, unique
from sheetsync.core.plan import RULE_OF, Cadence, Due, DueBasis, DueRule, LegalDocument, Plan, Task, reasonable_days
from sheetsync.core.settings import PlanSource
from sheetsync.records import dataclass, field, replace

YEAR = Key("year", Whole(2000, 2100), 0, needed=True)
TITLE = Key("title", Text(), "", needed=True)

ID = Key("id", CODE_TEXT, "", needed=True)
AREA = Key("area", CODE_TEXT, "", needed=True)
RELATED_AREAS = Key("related_areas", ListOf(CODE_TEXT), ())
LEAD = Key("lead", CODE_TEXT, "", needed=True)
COORDINATORS = Key("coordinators", ListOf(CODE_TEXT), ())
CADENCE = Key("cadence", Choice({cadence.value: cadence for cadence in Cadence}), Cadence.CONTINUOUS, needed=True)
DELIVERABLE = Key("deliverable", Text(filled=False), "")
NEEDS_DOCUMENT = Key("needs_document", YesNo(), default=False)
DUE: Key[Mapping[str, object] | None] = Key("due", AnyTable(), None)
DOCUMENTS = Key("documents", ListOf(CODE_TEXT), ())
ALIASES = Key("aliases", ListOf(Text()), ())
_TASK = (ID, TITLE, AREA, RELATED_AREAS, LEAD, COORDINATORS, CADENCE, DELIVERABLE, NEEDS_DOCUMENT, DUE, DOCUMENTS, ALIASES)

BASIS = Key("basis", Choice({basis.value: basis for basis in (DueBasis.STATED, DueBasis.PROPOSED)}), DueBasis.NONE, needed=True)
ON: Key[date | None] = Key("on", Day(), None)
RULE: Key[DueRule | None] = Key("rule", Choice({rule.value: rule for rule in DueRule}), None)
TEXT = Key("text", Text(filled=False), "")
_DUE = (BASIS, ON, RULE, TEXT)

CODE = Key("code", CODE_TEXT, "", needed=True)
DOCUMENT_KIND = Key("kind", Text(), "", needed=True)
NUMBER = Key("number", Text(filled=False), "")
ISSUED = Key("issued", Text(filled=False), "")
ISSUER = Key("issuer", Text(filled=False), "")
_DOCUMENT = (CODE, DOCUMENT_KIND, NUMBER, ISSUED, ISSUER)

CONFIRMED_TASK = Key("task", CODE_TEXT, "", needed=True)
BY = Key("by", Text(), "", needed=True)
CONFIRMED_ON: Key[date | None] = Key("confirmed_on", Day(), None, needed=True)
_CONFIRMATION = (CONFIRMED_TASK, ON, BY, CONFIRMED_ON)


@dataclass(slots=True)
class _Dates:
    """The dates of a plan against the days on which one of its year can reasonably fall."""

    year: int
    _strange: list[tuple[Section, str, date]] = field(default_factory=list)
    _count: int = 0

    @property
    def first(self) -> date:
        return reasonable_days(self.year)[0]

    @property
    def last(self) -> date:
        return reasonable_days(self.year)[1]

    def check(self, section: Section, key: Key[date | None]) -> None:
        day = section[key]
        if day is not None:
            self._count += 1
            if not self.first <= day <= self.last:
                self._strange.append((section, key.name, day))

    def report(self, head: Section) -> None:
        """Report each strange date; where most are, only the year, which is then what is wrong."""
        reasonable = f"{self.first} đến {self.last}"
        if len(self._strange) > _FEW_DATES and len(self._strange) * 2 > self._count:
            head.wrong(YEAR.name, f"{self.year} không hợp với phần lớn các ngày trong tệp; năm này cần các ngày từ {reasonable}")
            return
        for section, key, day in self._strange:
            section.wrong(key, f"{day} nằm ngoài khoảng hợp lý của kế hoạch năm {self.year} ({reasonable})")


_FEW_DATES = 3


def read_plan(source: Source, people: People, areas: Areas, plan_source: PlanSource, mistakes: Mistakes) -> Plan:
    """The plan of one year. Without tasks only where the book itself is the plan."""
    if not source.sound:
        return Plan(0, "", areas.areas, people.officials, (), consolidator=people.consolidator)
    head = top(source, (YEAR, TITLE), ("task", "document", "confirmation"), mistakes)
    documents = rows(source, "document", _DOCUMENT, CODE, mistakes)
    unique(documents.sections, CODE)
    dates = _Dates(head[YEAR]) if head.sound(YEAR) else None

    listed = rows(source, "task", _TASK, ID, mistakes)
    unique(listed.sections, ID)
    if not source.raw.get("task") and plan_source is PlanSource.FILE:
        mistakes.add(Place(source), "chưa có nhiệm vụ nào; thêm các mục [[task]]")
    tasks: dict[str, Task] = {}
    for section in listed.sections:
        _check_references(section, people, areas, documents.codes)
        task = _task(section, dates, mistakes)
        tasks.setdefault(task.task_id, task)
    _check_wordings(listed.sections)
    _confirm(source, tasks, listed.codes, dates, mistakes)
    if dates:
        dates.report(head)
    return Plan(
        year=head[YEAR],
        title=head[TITLE],
        areas=areas.areas,
        officials=people.officials,
        tasks=tuple(tasks.values()),
        documents=tuple(
            LegalDocument(section[CODE], section[DOCUMENT_KIND], section[NUMBER], section[ISSUED], section[ISSUER])
            for section in documents.sections
        ),
        consolidator=people.consolidator,
    )


def _task(section: Section, dates: _Dates | None, mistakes: Mistakes) -> Task:
    return Task(
        task_id=section[ID],
        title=section[TITLE],
        area=section[AREA],
        lead=section[LEAD],
        cadence=section[CADENCE],
        deliverable=section[DELIVERABLE],
        needs_document=section[NEEDS_DOCUMENT],
        coordinators=section[COORDINATORS],
        related_areas=section[RELATED_AREAS],
        due=_due(section, dates, mistakes),
        documents=section[DOCUMENTS],
        aliases=section[ALIASES],
    )


def _check_references(section: Section, people: People, areas: Areas, document_codes: tuple[str, ...] | None) -> None:
    refer(section, AREA.name, (section[AREA],), areas.codes, "areas.toml")
    refer(section, RELATED_AREAS.name, section[RELATED_AREAS], areas.codes, "areas.toml")
    refer(section, LEAD.name, (section[LEAD],), people.codes, "officials.toml")
    refer(section, COORDINATORS.name, section[COORDINATORS], people.codes, "officials.toml")
    refer(section, DOCUMENTS.name, section[DOCUMENTS], document_codes, "các mục [[document]]")
    lists: tuple[Key[tuple[str, ...]], ...] = (COORDINATORS, RELATED_AREAS, DOCUMENTS)
    for key in lists:
        values = section[key]
        for value in sorted({value for value in values if values.count(value) > 1}):
            section.wrong(key.name, f"{shown(value)} ghi hai lần")
    if section[LEAD] and section[LEAD] in section[COORDINATORS]:
        section.wrong(COORDINATORS.name, f"{shown(section[LEAD])} đã là cơ quan chủ trì; bỏ khỏi danh sách phối hợp")
    if areas.codes and areas.organisation is not None and section[RELATED_AREAS] and section[AREA] in areas.codes:
        if section[AREA] not in areas.organisation:
            section.wrong(RELATED_AREAS.name, "chỉ dùng cho nhiệm vụ thuộc lĩnh vực có organisation = true trong areas.toml")
        for code in section[RELATED_AREAS]:
            if code in areas.organisation:
                section.wrong(RELATED_AREAS.name, f"{shown(code)} không phải lĩnh vực nội dung; bỏ khỏi danh sách")


def _check_wordings(sections: Sequence[Section]) -> None:
    """No wording means two tasks of one lead: rows without an id are known by it."""
    wordings: dict[str, NameBook] = {}
    for section in sections:
        for key, wording in ((TITLE.name, section[TITLE]), *((ALIASES.name, alias) for alias in section[ALIASES])):
            if wording:
                wordings.setdefault(section[LEAD], NameBook()).take(section, key, wording)


def _due(section: Section, dates: _Dates | None, mistakes: Mistakes) -> Due:
    raw = section[DUE]
    if raw is None:
        return Due()
    if raw.get(BASIS.name) == DueBasis.CONFIRMED.value:
        section.wrong(
            f"{DUE.name}.{BASIS.name}", f'hạn đã xác nhận ghi ở mục [[confirmation]]; ở đây giữ "{DueBasis.PROPOSED.value}"'
        )
        return Due()
    due = Section(raw, _DUE, section.place.at_key(DUE.name), mistakes)
    on, rule = due[ON], due[RULE]
    if due.written(ON) and due.written(RULE):
        due.wrong(RULE.name, "chỉ ghi một trong hai khóa «on» và «rule»")
    elif not due.written(ON) and not due.written(RULE):
        section.wrong(DUE.name, "thiếu ngày: ghi khóa «on» (một ngày) hoặc «rule» (hạn lặp lại)")
    elif section.sound(CADENCE):
        _check_rule(due, section[CADENCE], on, rule)
    if dates:
        dates.check(due, ON)
    return Due(due[BASIS], on, rule, due[TEXT])


def _check_rule(due: Section, cadence: Cadence, on: date | None, rule: DueRule | None) -> None:
    fitting = RULE_OF.get(cadence)
    if rule is not None and rule is not fitting:
        meant = f'nhiệm vụ loại "{cadence.value}" dùng ' + (f'rule = "{fitting.value}"' if fitting else "khóa «on» với một ngày")
        due.wrong(RULE.name, f'"{rule.value}" không hợp; {meant}')
    elif on is not None and fitting:
        due.wrong(ON.name, f'nhiệm vụ loại "{cadence.value}" lặp lại; dùng rule = "{fitting.value}" thay cho một ngày')


def _confirm(
    source: Source, tasks: dict[str, Task], task_ids: tuple[str, ...] | None, dates: _Dates | None, mistakes: Mistakes
) -> None:
    """Make the due dates of confirmed tasks binding, in `tasks` itself."""
    listed = rows(source, "confirmation", _CONFIRMATION, CONFIRMED_TASK, mistakes)
    unique(listed.sections, CONFIRMED_TASK)
    for section in listed.sections:
        refer(section, CONFIRMED_TASK.name, (section[CONFIRMED_TASK],), task_ids, "các mục [[task]]")
        if dates:
            dates.check(section, ON)
            dates.check(section, CONFIRMED_ON)
        task = tasks.get(section[CONFIRMED_TASK])
        if task is None:
            continue
        if task.due.basis is DueBasis.STATED:
            section.wrong(CONFIRMED_TASK.name, "kế hoạch đã ghi hạn của nhiệm vụ này; không cần xác nhận")
            continue
        rule = RULE_OF.get(task.cadence)
        if rule and section.written(ON):
            section.wrong(ON.name, f'nhiệm vụ loại "{task.cadence.value}" có hạn lặp lại; bỏ khóa «on»')
        elif not rule and not section.written(ON):
            section.wrong(ON.name, "thiếu khóa «on» (ngày hạn được xác nhận)")
        confirmed = Due(DueBasis.CONFIRMED, section[ON], rule, task.due.text, section[BY], section[CONFIRMED_ON])
        tasks[task.task_id] = replace(task, due=confirmed)
