"""From a hit to a finding: severity on the day, place, and the sentence for people, which is put together when it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sheetsync.core.cells import CellValue, Where
from sheetsync.core.findings import Finding
from sheetsync.core.messages import day_text, fill, hint, pieces, sentence, shown, template
from sheetsync.core.rules.kind import NAMED_DAYS, Hit, Row, Scope
from sheetsync.core.rules.ruleset import Rule
from sheetsync.core.settings import RuleSettings
from sheetsync.records import dataclass, field, replace

_OF_FINDING: dict[str, Callable[[Finding], str]] = {
    "suggestion": lambda finding: shown(finding.suggestion),
    "hint": lambda finding: hint(finding.suggestion),
    "value": lambda finding: shown(finding.value),
    "heading": lambda finding: shown(finding.where.heading) if finding.where else "",
    "cell": lambda finding: finding.cell or "",
    "sheet": lambda finding: shown(finding.sheet),
    "task_id": lambda finding: finding.task_id or "",
}
_OF_ROW = frozenset({"status", "task", "due", "state"})
_NO_WORDS: Mapping[str, str] = {}

Words: TypeAlias = Mapping[str, str] | Callable[[Row, str], Mapping[str, str]]
"""The words of a hit, or who tells them."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a rule, understood once: `start`, then each placeholder's name with the text after it."""

    scope: Scope
    start: str
    rest: tuple[tuple[str, str], ...]
    names: frozenset[str]

    def __call__(self, finding: Finding) -> str:
        return self.worded(finding, _NO_WORDS, None)

    def asks_of(self, words: Words) -> bool:
        """Whether a placeholder stands for one of these words, or for something of the row."""
        return callable(words) or not (self.names.isdisjoint(words) and self.names.isdisjoint(_OF_ROW))

    def worded(self, finding: Finding, words: Mapping[str, str], row: Row | None) -> str:
        text = self.start
        for name, after in self.rest:
            text += (words[name] if name in words else self.word(name, finding, row)) + after
        return sentence(finding.sheet, finding.where, text)

    def word(self, name: str, finding: Finding, row: Row | None) -> str:
        """What a placeholder stands for; "" where nothing is known."""
        if name in _OF_FINDING:
            return _OF_FINDING[name](finding)
        if name == "official":
            return self._official(finding.official)
        if name in NAMED_DAYS:
            return day_text(self.scope.day(name))
        of_run = {"period": self.scope.period.title, "year": str(self.scope.plan.year)}
        return of_run[name] if name in of_run else _row_word(name, row) if row else ""

    def _official(self, code: str) -> str:
        official = self.scope.plan.official(code) or self.scope.settings.plan.official(code)
        return official.title if official else code


@dataclass(frozen=True, slots=True)
class _Said:
    """What a finding says whose sentence needs words of its hit or its row."""

    sentence: _Sentence
    words: Words
    row: Row | None

    def __call__(self, finding: Finding) -> str:
        return self.sentence.worded(finding, _words(self.words, self.row, finding.field), self.row)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words hits as findings of one run."""

    scope: Scope
    _sentences: dict[tuple[str, str, str, str], _Sentence] = field(default_factory=dict)
    _last: list[_Said | None] = field(default_factory=lambda: [None])

    def of_row(self, rule: Rule, hit: Hit, row: Row, key: str) -> Finding:
        """A hit on the row's cell in the column `key`, unless the hit names another cell."""
        entry = row.entry
        value = entry.values.get(key) if hit.value is None else hit.value
        where = hit.where or entry.where(key)
        return self._finding(
            rule, hit, row, sheet=entry.sheet, official=entry.official, where=where, task_id=entry.task_id, key=key, value=value
        )

    def of_tab(self, rule: Rule, hit: Hit, sheet: str, official: str) -> Finding:
        return self._without_row(rule, hit, sheet, official)

    def of_book(self, rule: Rule, hit: Hit) -> Finding:
        """A hit that says itself where it is."""
        return self._without_row(rule, hit, hit.sheet, hit.official)

    def _without_row(self, rule: Rule, hit: Hit, sheet: str, official: str) -> Finding:
        return self._finding(
            rule,
            hit,
            None,
            sheet=sheet,
            official=official,
            where=hit.where,
            task_id=hit.task_id,
            key=hit.field,
            value=hit.value,
        )

    def _finding(
        self,
        rule: Rule,
        hit: Hit,
        row: Row | None,
        *,
        sheet: str,
        official: str,
        where: Where | None,
        task_id: str | None,
        key: str | None,
        value: CellValue,
    ) -> Finding:
        settings = rule.settings
        told = self._sentence(settings, hit.variant)
        said = self._said(told, hit.words, row) if told.asks_of(hit.words) else told
        severity = (settings.before_hand_in if self.scope.before_hand_in else None) or settings.severity
        finding = Finding(settings.code, severity, sheet, official, said, where, task_id, key, value, hit.suggestion)
        if not settings.suggestion:
            return finding
        return _with_suggestion(finding, settings.suggestion, _words(hit.words, row, key), told, row)

    def _said(self, told: _Sentence, words: Words, row: Row | None) -> _Said:
        """What the cells of a row say in the same words is held once."""
        last = self._last[0]
        if last is None or last.sentence is not told or last.words is not words or last.row is not row:
            last = self._last[0] = _Said(told, words, row)
        return last

    def _sentence(self, settings: RuleSettings, variant: str) -> _Sentence:
        place = (settings.code, settings.kind, settings.message, variant)
        found = self._sentences.get(place)
        if found is None:
            start, *rest = pieces(settings.message or template(settings.code, settings.kind, variant))
            named = tuple(zip(rest[::2], rest[1::2], strict=True))
            found = self._sentences[place] = _Sentence(self.scope, start, named, frozenset(rest[::2]))
        return found


def _words(words: Words, row: Row | None, key: str | None) -> Mapping[str, str]:
    if not callable(words):
        return words
    return words(row, key) if row is not None and key is not None else _NO_WORDS


def _with_suggestion(finding: Finding, text: str, words: Mapping[str, str], told: _Sentence, row: Row | None) -> Finding:
    """The finding with the suggestion that its rule gives in words of its own."""

    def word(name: str) -> str:
        if name == "suggestion":
            return ""
        return words[name] if name in words else told.word(name, finding, row)

    return replace(finding, suggestion=fill(text, word))


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
