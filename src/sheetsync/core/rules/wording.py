"""From a hit to a finding: severity on the day, place, and the sentence for people."""

from __future__ import annotations

from collections.abc import Callable

from sheetsync.core.cells import CellValue, Where
from sheetsync.core.findings import Finding
from sheetsync.core.messages import day_text, fill, hint, sentence, shown, template
from sheetsync.core.rules.kind import NAMED_DAYS, Hit, Row, Scope
from sheetsync.core.rules.ruleset import Rule
from sheetsync.records import dataclass


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a hit is, and whose."""

    sheet: str
    official: str
    where: Where | None
    field: str | None
    value: CellValue
    task_id: str | None


_OF_PLACE: dict[str, Callable[[_Place], str]] = {
    "value": lambda place: shown(place.value),
    "heading": lambda place: shown(place.where.heading) if place.where else "",
    "cell": lambda place: place.where.a1 if place.where else "",
    "sheet": lambda place: shown(place.sheet),
    "task_id": lambda place: place.task_id or "",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words hits as findings of one run."""

    scope: Scope

    def of_row(self, rule: Rule, hit: Hit, row: Row, key: str) -> Finding:
        """A hit on the row's cell in the column `key`, unless the hit names another cell."""
        entry = row.entry
        value = entry.values.get(key) if hit.value is None else hit.value
        place = _Place(entry.sheet, entry.official, hit.where or entry.where(key), key, value, entry.task_id)
        return self._finding(rule, hit, place, row)

    def of_tab(self, rule: Rule, hit: Hit, sheet: str, official: str) -> Finding:
        return self._finding(rule, hit, _Place(sheet, official, hit.where, hit.field, hit.value, hit.task_id), None)

    def of_book(self, rule: Rule, hit: Hit) -> Finding:
        """A hit that says itself where it is."""
        place = _Place(hit.sheet, hit.official, hit.where, hit.field, hit.value, hit.task_id)
        return self._finding(rule, hit, place, None)

    def _finding(self, rule: Rule, hit: Hit, place: _Place, row: Row | None) -> Finding:
        settings = rule.settings

        def word(name: str) -> str:
            if name in hit.words:
                return hit.words[name]
            return self._word(name, place, row)

        suggestion = fill(settings.suggestion, word) if settings.suggestion else hit.suggestion

        def word_or_suggestion(name: str) -> str:
            if name == "suggestion":
                return shown(suggestion)
            return hint(suggestion) if name == "hint" else word(name)

        text = fill(settings.message or template(settings.code, settings.kind, hit.variant), word_or_suggestion)
        early = settings.before_hand_in if self.scope.before_hand_in else None
        return Finding(
            code=settings.code,
            severity=early or settings.severity,
            sheet=place.sheet,
            official=place.official,
            message=sentence(place.sheet, place.where, text),
            where=place.where,
            task_id=place.task_id,
            field=place.field,
            value=place.value,
            suggestion=suggestion,
        )

    def _word(self, name: str, place: _Place, row: Row | None) -> str:
        """What a placeholder stands for; "" where nothing is known. Computed only for the placeholders that a sentence has."""
        if name in _OF_PLACE:
            return _OF_PLACE[name](place)
        if name == "official":
            return self._official(place.official)
        if name in NAMED_DAYS:
            return day_text(self.scope.day(name))
        of_run = {"period": self.scope.period.title, "year": str(self.scope.plan.year)}
        return of_run[name] if name in of_run else _row_word(name, row) if row else ""

    def _official(self, code: str) -> str:
        official = self.scope.plan.official(code) or self.scope.settings.plan.official(code)
        return official.title if official else code


def _row_word(name: str, row: Row) -> str:
    entry = row.entry
    match name:
        case "status":
            return entry.status.status.value if entry.status.status else shown(entry.values.get("status"))
        case "task":
            return shown(row.task.title if row.task else entry.values.get("task"))
        case "due":
            due = row.binding_due
            return day_text(due) if due else shown(entry.values.get("due"))
        case "state":
            return row.timeliness().text
        case _:
            return ""
