"""`Kế hoạch` as the office edited it: due dates confirmed or changed, texts, who leads; rows added and taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sheetsync.core.plan import RULE_OF, Cadence, Due, DueBasis, DueRule, Official, Plan, Task, reasonable_days
from sheetsync.core.plan_exchange.cell_meaning import (
    DAY_HELP,
    OfficialNames,
    parts,
    read_choice,
    read_code,
    read_day,
    read_yes,
    same_as,
    sound,
)
from sheetsync.core.plan_exchange.differences import Difference, DifferenceKind
from sheetsync.core.plan_exchange.read_officials import in_order
from sheetsync.core.plan_exchange.sheet_table import Found, SheetRow, SheetTable, shortened
from sheetsync.core.sheets.plan_workbook.book_columns import (
    LIST_SEPARATOR,
    MONTHLY_WORDS,
    OTHER_SPELLINGS,
    PLAN_COLUMNS,
    QUARTERLY_WORDS,
    YES_WORD,
)
from sheetsync.core.sheets.plan_workbook.plan_sheet import area_name, due_value, official_name, task_values
from sheetsync.core.task_matching import id_key, title_key
from sheetsync.core.values import display_text, match_key, vietnamese_date
from sheetsync.records import dataclass, field, replace

_HEADINGS = {column.key: column.heading for column in PLAN_COLUMNS}
_DUE_KEYS = ("due", "due_basis", "confirmed_by", "confirmed_on")
_CADENCES = {match_key(cadence.value): cadence for cadence in Cadence} | {
    match_key(cadence.value.replace("Hằng", "Hàng")): cadence for cadence in Cadence
}
_BASES = {match_key(basis.value): basis for basis in (DueBasis.STATED, DueBasis.CONFIRMED, DueBasis.PROPOSED)}
_RULES = {
    match_key(spelling): rule
    for words, rule in ((QUARTERLY_WORDS, DueRule.QUARTERLY_SENDING), (MONTHLY_WORDS, DueRule.MONTHLY))
    for spelling in (words, OTHER_SPELLINGS[words])
}
_RULE_WORDS = {DueRule.QUARTERLY_SENDING: QUARTERLY_WORDS, DueRule.MONTHLY: MONTHLY_WORDS}


@dataclass(slots=True)
class TasksReading:
    """tasks: in the plan's order, new ones behind the row above them. rows: by task id."""

    tasks: tuple[Task, ...] = ()
    rows: dict[str, SheetRow] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


def read_tasks(table: SheetTable, plan: Plan, officials: tuple[Official, ...], found: Found) -> TasksReading:
    """Every row against the configured tasks. officials: those of `Cán bộ`, who may have changed too."""
    reading = TasksReading()
    reader = _RowReader(plan, officials, found)
    known = {task.task_id: task for task in plan.tasks}
    read: dict[str, Task] = {}
    for task_id, row in _rows_by_id(table, plan, found):
        if task_id in read:
            first = reading.rows[task_id].row
            message = f"mã {task_id} đã có ở dòng {first}. Vui lòng ghi mã khác, hoặc xóa một trong hai dòng."
            found.add("task-duplicate", row, "task_id", message, task_id=task_id)
            continue
        reading.rows[task_id] = row
        read[task_id] = reader.task(task_id, row, known.get(task_id))
        reading.differences += _differences(row, known.get(task_id), read[task_id], plan, officials)
    reading.tasks = in_order([task.task_id for task in plan.tasks], read)
    gone = [task for task in plan.tasks if task.task_id not in read]
    for task in gone:
        reading.differences.append(
            Difference(DifferenceKind.ONLY_IN_CONFIG, table.sheet, task.task_id, task.title, in_config=task.title)
        )
    _check_renamed(reading, known, gone, found)
    _check_wordings(reading, found)
    return reading


def _rows_by_id(table: SheetTable, plan: Plan, found: Found) -> Iterator[tuple[str, SheetRow]]:
    exact = {task.task_id for task in plan.tasks}
    folded = {id_key(task.task_id): task.task_id for task in reversed(plan.tasks)}
    for row in table.rows:
        if "task_id" in row.places and sound(row, "task_id", found):
            if row.text("task_id") in exact:
                yield row.text("task_id"), row
                continue
            code = read_code(row, "task_id", found)
            if code:
                yield folded.get(id_key(code), code), row


def _check_renamed(reading: TasksReading, known: Mapping[str, Task], gone: list[Task], found: Found) -> None:
    """An id once given stays: rows of the tabs, and of last year's book, know their task by it."""
    for task in reading.tasks:
        if task.task_id in known:
            continue
        before = next((old for old in gone if title_key(old.title) == title_key(task.title)), None)
        if before is not None:
            row = reading.rows[task.task_id]
            message = (
                f"mã của nhiệm vụ «{shortened(task.title)}» đã đổi từ {before.task_id} thành {task.task_id}. "
                f"Mã đã dùng thì không đổi; vui lòng ghi lại {before.task_id}."
            )
            found.add("task-renamed", row, "task_id", message, task_id=before.task_id)


def _check_wordings(reading: TasksReading, found: Found) -> None:
    """No wording means two tasks of one lead."""
    taken: dict[tuple[str, str], str] = {}
    for task in reading.tasks:
        for wording in dict.fromkeys(map(match_key, (task.title, *task.aliases))):
            other = taken.setdefault((task.lead, wording), task.task_id)
            row = reading.rows[task.task_id]
            if other != task.task_id and wording and "task" in row.places:
                message = f"tên này đã dùng cho nhiệm vụ {other} của cùng bộ phận chủ trì. Vui lòng ghi tên khác nhau."
                found.add("task-wording", row, "task", message, task_id=task.task_id)
                break


class _RowReader:
    """Reads rows. A cell that holds what the configuration says is taken as it is, whatever it is."""

    def __init__(self, plan: Plan, officials: tuple[Official, ...], found: Found) -> None:
        self._plan = plan
        self._found = found
        self._names = OfficialNames(officials)
        self._codes = frozenset(official.code for official in officials)
        self._areas = {
            match_key(name): area.code
            for area in reversed(plan.areas)
            for name in (area.title, area.short_title, area.code)
            if name
        }
        self._content_areas = frozenset(area.code for area in plan.areas if not area.organisation)

    def task(self, task_id: str, row: SheetRow, before: Task | None) -> Task:
        expected = task_values(self._plan, before) if before else {}
        found = self._found
        changed = {
            key
            for key in row.places
            if key != "task_id" and (before is None or not same_as(row, key, expected.get(key))) and sound(row, key, found)
        }
        after = before or Task(task_id, "", "", "", Cadence.CONTINUOUS)
        after = self._texts(row, after, changed)
        if "area" in changed:
            area = read_choice(row, "area", self._areas, found, shown=[area_name(self._plan, a.code) for a in self._plan.areas])
            after = replace(after, area=area or after.area)
            if area in self._content_areas:
                after = replace(after, related_areas=())
        after = self._people(row, after, changed)
        if "cadence" in changed:
            shown = [cadence.value for cadence in Cadence]
            cadence = read_choice(row, "cadence", _CADENCES, found, shown=shown)
            after = replace(after, cadence=cadence or after.cadence)
        if changed & {*_DUE_KEYS, "cadence"} and all(key in row.places for key in _DUE_KEYS):
            after = replace(after, due=self._due(row, after, before))
        return after

    def _texts(self, row: SheetRow, after: Task, changed: set[str]) -> Task:
        if "task" in changed:
            after = replace(after, title=row.text("task"))
            if not after.title:
                self._add("text-missing", row, "task", "chưa ghi tên nhiệm vụ.", after)
        if "deliverable" in changed:
            after = replace(after, deliverable=row.text("deliverable"))
        if "needs_document" in changed:
            needs = read_yes(row, "needs_document", self._found, otherwise=after.needs_document)
            after = replace(after, needs_document=needs)
        return after

    def _people(self, row: SheetRow, after: Task, changed: set[str]) -> Task:
        if "lead" in changed:
            name = row.text("lead")
            code = self._names.code(name) if name else None
            if not name:
                self._add("official-unknown", row, "lead", "chưa ghi bộ phận chủ trì. Vui lòng chọn trong danh sách.", after)
            elif code is None:
                self._add("official-unknown", row, "lead", self._names.unknown(name), after)
            after = replace(after, lead=code or after.lead)
        elif after.lead not in self._codes and "lead" in row.places:
            self._gone(row, "lead", after.lead, after)
        after = self._coordinators(row, after, changed)
        if after.lead and after.lead in after.coordinators and "coordinators" in row.places:
            name = official_name(self._plan, after.lead)
            message = f"«{name}» đã là bộ phận chủ trì. Vui lòng bỏ khỏi cột Phối hợp."
            self._add("official-twice", row, "coordinators", message, after)
        return after

    def _coordinators(self, row: SheetRow, after: Task, changed: set[str]) -> Task:
        if "coordinators" in changed:
            codes: list[str] = []
            for name in parts(row.text("coordinators")):
                code = self._names.code(name)
                if code is None:
                    self._add("official-unknown", row, "coordinators", self._names.unknown(name), after)
                elif code in codes:
                    self._add("official-twice", row, "coordinators", f"«{shortened(name)}» ghi hai lần.", after)
                else:
                    codes.append(code)
            after = replace(after, coordinators=tuple(codes))
        elif "coordinators" in row.places:
            for code in after.coordinators:
                if code not in self._codes:
                    self._gone(row, "coordinators", code, after)
        return after

    def _gone(self, row: SheetRow, key: str, code: str, task: Task) -> None:
        message = (
            f"«{official_name(self._plan, code)}» không còn ở sheet «Cán bộ». Vui lòng chọn bộ phận khác, hoặc ghi lại dòng đó."
        )
        self._add("official-unknown", row, key, message, task)

    def _due(self, row: SheetRow, task: Task, before: Task | None) -> Due:
        """What the four cells say together. With a finding: what was, so that the rest can still be compared."""
        old = before.due if before else Due()
        findings = len(self._found.findings)
        basis = self._basis(row)
        on, rule = self._when(row, task, old)
        fitting = RULE_OF.get(task.cadence)
        if basis is not None and basis is not DueBasis.NONE:
            self._check_when(row, task, on, rule, fitting)
        elif basis is DueBasis.NONE and (on or rule):
            words = ", ".join(known.value for known in (DueBasis.STATED, DueBasis.PROPOSED, DueBasis.CONFIRMED))
            self._add("due-basis", row, "due_basis", f"có thời hạn nhưng chưa có căn cứ. Vui lòng chọn một trong: {words}.", task)
        by, confirmed_on = row.text("confirmed_by"), self._day(row, "confirmed_on", task)
        if basis is DueBasis.CONFIRMED:
            self._check_confirmed(row, task, before, by, confirmed_on)
        elif basis is not None and (by or row.text("confirmed_on")):
            key = "confirmed_by" if by else "confirmed_on"
            message = (
                f"đã ghi {'người' if by else 'ngày'} xác nhận nhưng căn cứ hạn là «{basis.value or 'để trống'}». "
                f"Vui lòng chọn «{DueBasis.CONFIRMED.value}», hoặc xóa ô này."
            )
            self._add("due-confirmation", row, key, message, task)
        if len(self._found.findings) > findings or basis is None:
            return old
        if basis is DueBasis.NONE:
            return Due()
        same_kind = before is None or RULE_OF.get(before.cadence) is fitting
        same_day = (on, rule) == (old.on, old.rule)
        text = old.text if same_kind and (same_day or basis is not DueBasis.STATED) else ""
        if basis is DueBasis.CONFIRMED:
            return Due(basis, on, rule, text, by, confirmed_on)
        return Due(basis, on, rule, text)

    def _basis(self, row: SheetRow) -> DueBasis | None:
        """None with a finding where the words are no basis."""
        if not row.text("due_basis"):
            return DueBasis.NONE
        return read_choice(row, "due_basis", _BASES, self._found, shown=[basis.value for basis in _BASES.values()])

    def _when(self, row: SheetRow, task: Task, old: Due) -> tuple[date | None, DueRule | None]:
        text = row.text("due")
        if match_key(text) in _RULES:
            return None, _RULES[match_key(text)]
        if old.on is None and old.rule is None and text and text == old.text:
            return None, None  # the plan's own words, no day
        return self._day(row, "due", task), None

    def _check_when(self, row: SheetRow, task: Task, on: date | None, rule: DueRule | None, fitting: DueRule | None) -> None:
        if not row.text("due"):
            words = f"«{_RULE_WORDS[fitting]}»" if fitting else "một ngày, ví dụ 28/02/2023"
            message = f"có căn cứ nhưng chưa có thời hạn. Vui lòng ghi {words}, hoặc xóa căn cứ."
            self._add("due-missing", row, "due", message, task)
        elif rule is not None and rule is not fitting:
            words = f"ghi «{_RULE_WORDS[fitting]}»" if fitting else "ghi một ngày cụ thể, ví dụ 28/02/2023"
            message = f"«{row.text('due')}» không hợp với nhiệm vụ loại «{task.cadence.value}». Vui lòng {words}."
            self._add("due-cadence", row, "due", message, task)
        elif on is not None and fitting is not None:
            message = (
                f"nhiệm vụ loại «{task.cadence.value}» lặp lại nên không có một ngày cố định. "
                f"Vui lòng ghi «{_RULE_WORDS[fitting]}», hoặc chọn loại khác."
            )
            self._add("due-cadence", row, "due", message, task)

    def _check_confirmed(self, row: SheetRow, task: Task, before: Task | None, by: str, confirmed_on: date | None) -> None:
        if before is not None and before.due.basis is DueBasis.STATED:
            message = f"kế hoạch đã ghi hạn này nên không cần xác nhận. Vui lòng chọn lại «{DueBasis.STATED.value}»."
            self._add("due-confirmation", row, "due_basis", message, task)
            return
        if not by:
            message = "hạn «Đã xác nhận» cần ghi ai xác nhận, ví dụ: Chủ tịch UBND xã."
            self._add("due-confirmation", row, "confirmed_by", message, task)
        if confirmed_on is None and not row.text("confirmed_on"):
            message = f"hạn «Đã xác nhận» cần ghi ngày xác nhận. {DAY_HELP}"
            self._add("due-confirmation", row, "confirmed_on", message, task)

    def _day(self, row: SheetRow, key: str, task: Task) -> date | None:
        """A day, near enough to the plan's year."""
        day = read_day(row, key, self._found, self._plan.year)
        first, last = reasonable_days(self._plan.year)
        if day is not None and not first <= day <= last:
            message = (
                f"ngày {vietnamese_date(day)} không hợp với kế hoạch năm {self._plan.year} (từ {vietnamese_date(first)} đến "
                f"{vietnamese_date(last)}). Vui lòng xem lại năm."
            )
            self._add("date-out-of-range", row, key, message, task)
        return day

    def _add(self, code: str, row: SheetRow, key: str, message: str, task: Task) -> None:
        self._found.add(code, row, key, message, task_id=task.task_id)


def _differences(
    row: SheetRow, before: Task | None, after: Task, plan: Plan, officials: tuple[Official, ...]
) -> Iterator[Difference]:
    if before is None:
        where = row.places["task_id"]
        yield Difference(DifferenceKind.ONLY_IN_BOOK, row.sheet, after.task_id, after.title, where=where, in_book=after.title)
        return
    old, new = _shown(before, plan), _shown(after, replace(plan, officials=officials))
    same = {"lead": before.lead == after.lead, "coordinators": before.coordinators == after.coordinators}
    for key, words in new.items():
        if old[key] != words and not same.get(key) and key in row.places:
            yield Difference(
                DifferenceKind.CHANGED,
                row.sheet,
                after.task_id,
                after.title,
                key,
                _HEADINGS[key],
                row.places[key],
                old[key],
                words,
            )


def _shown(task: Task, plan: Plan) -> dict[str, str]:
    due = task.due
    return {
        "area": area_name(plan, task.area),
        "task": task.title,
        "deliverable": task.deliverable,
        "needs_document": YES_WORD if task.needs_document else "",
        "lead": official_name(plan, task.lead),
        "coordinators": LIST_SEPARATOR.join(official_name(plan, code) for code in task.coordinators),
        "cadence": task.cadence.value,
        "due": display_text(due_value(due)),
        "due_basis": due.basis.value,
        "confirmed_by": due.confirmed_by,
        "confirmed_on": display_text(due.confirmed_on),
    }
